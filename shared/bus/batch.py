"""One function for a list of events: from the stream, from catch-up, and one by one after a failure."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import structlog

from shared.bus.consumer import Consumer
from shared.bus.failure import ServerLost, redacted
from shared.bus.handling import take_effect
from shared.bus.transaction import persistently, transaction
from shared.database import UnitOfWork
from shared.log import Recorded

log = structlog.get_logger(__name__)


class Batches:
    """Handles events of one consumer: inbox, effects and what is emitted, in short transactions."""

    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer
        self._begun = False

    async def begin(self) -> None:
        """Make known which types are handled here; before the first event is. Raises ServerLost."""
        if not self._begun:
            async with self._transaction() as unit:
                await self._consumer.inbox.begin(unit.connection, self._consumer.types)
            self._begun = True

    async def handle(self, events: Sequence[Recorded], source: str) -> None:
        """Handle those that nobody has; an event that fails alone is parked. Raises ServerLost.

        `source` says for the measures where the events came from.
        """
        await self.begin()
        left: Sequence[Recorded] = [event for event in events if event.type in self._consumer.handlers]
        while left:
            left = await self._handle_some(left, source)

    async def _handle_some(self, events: Sequence[Recorded], source: str) -> Sequence[Recorded]:
        """As many as one transaction has time for; returns the others."""
        try:
            return await persistently(lambda: self._in_one(events, source), self._consumer.settings.goes)
        except ServerLost:
            raise
        except Exception as error:
            failure = error
        if len(events) == 1:
            await persistently(lambda: self._park(events[0], failure), self._consumer.settings.goes)
        else:
            for event in events:
                await self._handle_some([event], source)
        return []

    async def _in_one(self, events: Sequence[Recorded], source: str) -> Sequence[Recorded]:
        inbox = self._consumer.inbox
        async with self._measured(source) as unit:
            claimed = await inbox.claim(unit.connection, events, self._consumer.types)
            effect = await take_effect(self._consumer, unit, claimed.fresh)
            await inbox.release(unit.connection, effect.left)
        self._consumer.count("handled", len(claimed.fresh) - len(effect.left))
        self._consumer.count("repeated", claimed.repeated)
        self._consumer.count("other_content", effect.other_content)
        if claimed.unknown:
            self._consumer.count("unknown", claimed.unknown)
            log.warning("bus.events_unknown", consumer=self._consumer.name, count=claimed.unknown)
        return effect.left

    async def _park(self, event: Recorded, error: Exception) -> None:
        async with self._transaction() as unit:
            claimed = await self._consumer.inbox.claim(unit.connection, [event], self._consumer.types)
            if not claimed.fresh:
                # Somebody else handled or parked it meanwhile.
                return
            await self._consumer.parking.park(unit.connection, claimed.fresh[0], redacted(error))
        self._consumer.count("retried", 1)
        told = {"consumer": self._consumer.name, "event_type": event.type, "error": redacted(error)}
        log.warning("bus.event_failed", **told)

    @asynccontextmanager
    async def _measured(self, source: str) -> AsyncIterator[UnitOfWork]:
        with self._consumer.metrics.consumer_batch_seconds.labels(self._consumer.name, source).time():
            async with self._transaction() as unit:
                yield unit

    def _transaction(self) -> AbstractAsyncContextManager[UnitOfWork]:
        return transaction(self._consumer.database, self._consumer.settings.limit)
