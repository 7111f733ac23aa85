"""Trying parked events again. The count of tries is committed before each, so that none starves the others."""

from contextlib import AbstractAsyncContextManager

import structlog

from shared.bus.consumer import Consumer
from shared.bus.failure import ServerLost, redacted
from shared.bus.handling import take_effect
from shared.bus.parking import Parked
from shared.bus.transaction import persistently, transaction
from shared.database import UnitOfWork
from shared.log import find

log = structlog.get_logger(__name__)

UNFINISHED = "Unfinished ?"
"""What is told of an event whose last try ended with its process."""


class Retries:
    """Tries the parked events of one consumer again, one after the other."""

    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer
        self._owed: list[Parked] = []

    async def retry(self) -> bool:
        """Try one event that is due; False if none is. Raises ServerLost, which counts as no try."""
        await self._pay_back()
        async with self._transaction() as unit:
            parked = await self._consumer.parking.begin(unit.connection, self._consumer.types)
        if parked is None:
            return False
        if self._consumer.parking.exhausted(parked):
            await self._failed(parked, UNFINISHED)
            return True
        try:
            await persistently(lambda: self._again(parked), self._consumer.settings.goes)
        except ServerLost:
            self._owed.append(parked)
            raise
        except Exception as error:
            await self._failed(parked, redacted(error))
        return True

    async def _again(self, parked: Parked) -> None:
        async with self._transaction() as unit:
            if not await self._consumer.parking.hold(unit.connection, parked):
                return
            event = await find(unit.raw, parked.subject, parked.event)
            if event is None or event.type not in self._consumer.handlers:
                raise LookupError("The event is not in the log.")
            effect = await take_effect(self._consumer, unit, [event])
            await self._consumer.parking.done(unit.connection, parked)
        self._consumer.count("handled", 1)
        self._consumer.count("other_content", effect.other_content)

    async def _failed(self, parked: Parked, error: str) -> None:
        async with self._transaction() as unit:
            dead = await self._consumer.parking.failed_again(unit.connection, parked, error)
        outcome = "dead" if dead else "retried"
        self._consumer.count(outcome, 1)
        told = {"consumer": self._consumer.name, "attempt": parked.tries, "error": error}
        log.warning("bus.event_failed_again", outcome=outcome, **told)

    async def _pay_back(self) -> None:
        """Take back the counts of tries that a lost server ended."""
        while self._owed:
            async with self._transaction() as unit:
                await self._consumer.parking.give_back(unit.connection, self._owed[-1])
            self._owed.pop()

    def _transaction(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return transaction(self._consumer.database, self._consumer.settings.limit)
