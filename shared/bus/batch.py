"""One function for a list of events: from the stream, from catch-up, and one by one after a failure."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import structlog

from shared.bus.consumer import Consumer
from shared.bus.failure import is_lost_server, redacted
from shared.bus.inbox import place
from shared.bus.parking import Parked
from shared.bus.work import Work
from shared.database import UnitOfWork
from shared.keyring import open_event
from shared.log import Recorded, find

log = structlog.get_logger(__name__)


class ServerLost(Exception):
    """A server failed, not an event: nothing was counted, nothing may be acknowledged, all of it comes again."""


class Batches:
    """Handles events of one consumer: inbox, effects and what is emitted, in one transaction per batch."""

    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer

    async def handle(self, events: Sequence[Recorded], source: str) -> None:
        """Handle those that nobody has; an event that fails alone is parked. Raises ServerLost.

        `source` says for the measures where the events came from.
        """
        mine = [event for event in events if event.type in self._consumer.handlers]
        if not mine:
            return
        error = await self._try(mine, source)
        if error is None:
            return
        if len(mine) == 1:
            await self._park(mine[0], error)
            return
        for event in mine:
            await self.handle([event], source)

    async def retry(self) -> bool:
        """Try one parked event that is due again; False if none is. Raises ServerLost."""
        async with self._transaction() as unit:
            parked = await self._consumer.parking.due(unit.connection)
            if parked is None:
                return False
            error = await self._try_again(unit, parked)
            if error is None:
                await self._consumer.parking.done(unit.connection, parked)
                outcome = "handled"
            else:
                dead = await self._consumer.parking.failed_again(unit.connection, parked, redacted(error))
                outcome = "dead" if dead else "retried"
        self._consumer.count(outcome, 1)
        if error is not None:
            told = {"consumer": self._consumer.name, "attempt": parked.tries + 1, "error": redacted(error)}
            log.warning("bus.event_failed_again", outcome=outcome, **told)
        return True

    async def _try(self, events: Sequence[Recorded], source: str) -> Exception | None:
        """All of them in one transaction; returns what made it fail and be rolled back."""
        try:
            with self._consumer.metrics.consumer_batch_seconds.labels(self._consumer.name, source).time():
                async with self._transaction() as unit:
                    fresh = await self._consumer.inbox.claim(unit.connection, events)
                    await self._effects(unit, fresh)
        except ServerLost:
            raise
        except Exception as error:
            return error
        self._consumer.count("handled", len(fresh))
        self._consumer.count("repeated", len(events) - len(fresh))
        return None

    async def _effects(self, unit: UnitOfWork, events: Sequence[Recorded]) -> None:
        if not events:
            return
        keys = await self._consumer.keyring.keys(unit.connection, {event.subject for event in events})
        work = Work(unit, keys)
        for event in sorted(events, key=lambda event: (event.subject, *place(event))):
            key = keys.get(event.subject)
            # Nobody can read about an erased subject any more, so there is nothing left to do for this event.
            if key is not None:
                await self._consumer.handlers[event.type](open_event(key, event), work)
        await work.record()

    async def _park(self, event: Recorded, error: Exception) -> None:
        async with self._transaction() as unit:
            if not await self._consumer.inbox.claim(unit.connection, [event]):
                # Somebody else handled or parked it meanwhile.
                return
            await self._consumer.parking.park(unit.connection, event, redacted(error))
        self._consumer.count("retried", 1)
        told = {"consumer": self._consumer.name, "event_type": event.type, "error": redacted(error)}
        log.warning("bus.event_failed", **told)

    async def _try_again(self, unit: UnitOfWork, parked: Parked) -> Exception | None:
        raw = unit.raw
        try:
            async with unit.connection.begin_nested():
                event = await find(unit.raw, parked.subject, parked.event)
                if event is None or event.type not in self._consumer.handlers:
                    raise LookupError("The event is not in the log, or is no longer heard.")
                await self._effects(unit, [event])
        except Exception as error:
            if raw.is_closed():
                raise ServerLost from error
            if is_lost_server(error):
                raise
            return error
        return None

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[UnitOfWork]:
        """A unit of work whose failures are told apart: ServerLost, or whatever the handling raised.

        What fails before it begins is never an event's fault.
        """
        entered = closed = False
        try:
            async with self._consumer.database.unit_of_work(None) as unit:
                entered, raw = True, unit.raw
                try:
                    yield unit
                except Exception:
                    closed = raw.is_closed()
                    raise
        except ServerLost:
            raise
        except Exception as error:
            if not entered or closed or is_lost_server(error):
                raise ServerLost from error
            raise
