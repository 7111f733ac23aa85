"""Finding in the log what the stream did not bring. Enough alone for every event to be handled."""

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.bus.batch import Batches
from shared.bus.consumer import Consumer
from shared.bus.failure import redacted
from shared.bus.inbox import BEGINNING, Place, Standing, place
from shared.bus.lease import Lease
from shared.bus.waiting import set_within
from shared.log import Recorded, read_after

log = structlog.get_logger(__name__)

HIDDEN = text(
    "SELECT e.recorded_at FROM log.events e WHERE e.tx >= pg_snapshot_xmin(pg_current_snapshot())"
    " ORDER BY e.tx, e.position LIMIT 1"
)
# The server's clock and not ours, because it is what the events' times were taken from.
NOW = text("SELECT clock_timestamp()")


@dataclass(frozen=True, slots=True)
class Page:
    """The next events beyond where the consumer stands, and those of them that nobody has handled yet.

    While it is behind in types, only those count, and only up to the checkpoint.
    """

    standing: Standing
    behind: frozenset[str]
    events: Sequence[Recorded]
    unhandled: Sequence[Recorded]
    now: datetime


def reached(events: Sequence[Recorded], unhandled: Collection[Place]) -> Place | None:
    """The place of the last event before the first unhandled one; None if the first is unhandled or there is none."""
    last: Place | None = None
    for event in events:
        if place(event) in unhandled:
            break
        last = place(event)
    return last


class CatchUp:
    """Reads the log beyond one consumer's checkpoint, in one replica at a time, and moves the checkpoint."""

    def __init__(
        self, consumer: Consumer, *, lease: Lease, batches: Batches, stream_answers: Callable[[], bool]
    ) -> None:
        self._consumer = consumer
        self._lease = lease
        self._batches = batches
        self._stream_answers = stream_answers
        self._stopping = asyncio.Event()
        self._looked: float | None = None
        self._got_on = time.monotonic()
        self._checkpoint: Place | None = None
        self._passing: frozenset[str] = frozenset()
        self._passed: Place = BEGINNING
        self._outgrown: float | None = None
        self._oldest: datetime | None = None
        measures = consumer.metrics
        measures.consumer_oldest_unhandled_seconds.labels(consumer.name).set_function(self._lag)
        measures.consumer_heartbeat_age_seconds.labels(consumer.name).set_function(self.age)

    def age(self) -> float:
        """Seconds since the log was last looked into, here or, as far as is known, by another replica."""
        return float("inf") if self._looked is None else time.monotonic() - self._looked

    def stalled(self) -> bool:
        """Whether an old event waits and nothing got on, neither the checkpoint nor a batch, for as long."""
        limit = self._consumer.settings.stalled
        return self._lag() > limit and time.monotonic() - self._got_on > limit

    async def run(self) -> None:
        """Look every second until `stop`; at once again while there is more."""
        try:
            while not self._stopping.is_set():
                pause = 0.0 if await self._safe_look() else self._consumer.settings.look
                await set_within(self._stopping, pause)
        finally:
            self._lease.give_up()

    def stop(self) -> None:
        """Finish the running batch, then end."""
        self._stopping.set()

    async def _safe_look(self) -> bool:
        try:
            return await self._look()
        except Exception as error:
            log.warning("bus.catch_up_failed", consumer=self._consumer.name, error=redacted(error))
            return False

    async def _look(self) -> bool:
        """One page; True if there is more at once."""
        await self._batches.begin()
        if not await self._lease.hold():
            self._outgrown = None
            self._watch(None, (0, 0))
            return False
        page = await self._read()
        if not page.standing.types <= self._consumer.types:
            await self._stand_back()
            return False
        self._outgrown = None
        handled = await self._handle(page)
        return await self._pass(page, reached(page.events, {place(event) for event in page.unhandled} - handled))

    async def _pass(self, page: Page, to: Place | None) -> bool:
        """Note how far the page was handled; True if there is more at once."""
        full = len(page.events) == self._consumer.settings.page and to == place(page.events[-1])
        async with self._consumer.database.unit_of_work(None) as unit:
            if not page.behind:
                if to is not None:
                    await self._consumer.inbox.pass_to(unit.connection, to, self._consumer.types)
                return full
            self._passed = self._passed if to is None else to
            # In these types the checkpoint stays the end: the rows of the inbox must not be forgotten before.
            ended = not page.events or self._passed >= page.standing.checkpoint
            if ended:
                await self._consumer.inbox.caught_up(unit.connection, page.behind)
        return ended or full

    async def _stand_back(self) -> None:
        """Leave the log to replicas that know more types; but not for ever, because they may have been withdrawn."""
        now = time.monotonic()
        self._outgrown = self._outgrown or now
        if now - self._outgrown > self._consumer.settings.forsaken:
            async with self._consumer.database.unit_of_work(None) as unit:
                await self._consumer.inbox.forsake(unit.connection, self._consumer.types)
            log.warning("bus.types_forsaken", consumer=self._consumer.name)
        self._lease.give_up()

    async def _read(self) -> Page:
        async with self._consumer.database.unit_of_work(None) as unit:
            standing = await self._consumer.inbox.standing(unit.connection)
            behind = self._consumer.types & standing.behind.keys()
            types = behind or self._consumer.types
            after = self._after(standing, behind)
            events = await read_after(unit.raw, *after, self._consumer.settings.page)
            mine = [event for event in events if event.type in types]
            if behind:
                mine = [event for event in mine if standing.behind[event.type] < place(event) <= standing.checkpoint]
            known = await self._consumer.inbox.between(unit.connection, after, place(mine[-1])) if mine else set()
            unhandled = [event for event in mine if (event.subject, event.id) not in known]
            waiting = await self._consumer.parking.counts(unit.connection)
            await self._watch_hidden(unit.connection)
            now = (await unit.connection.execute(NOW)).scalar_one()
        self._note(standing.checkpoint)
        self._watch(unhandled[0].recorded_at if unhandled else None, waiting)
        return Page(standing, behind, events, unhandled, now)

    async def _handle(self, page: Page) -> set[Place]:
        """Handle what the stream will not bring any more; the young ones only while it does not answer."""
        due = list(page.unhandled)
        if self._stream_answers():
            latest = page.now - timedelta(seconds=self._consumer.settings.young)
            due = [event for event in due if event.recorded_at <= latest]
        handled: set[Place] = set()
        for start in range(0, len(due), self._consumer.settings.batch):
            if self._stopping.is_set():
                break
            batch = due[start : start + self._consumer.settings.batch]
            await self._batches.handle(batch, "log")
            handled.update(map(place, batch))
            self._looked = self._got_on = time.monotonic()
        return handled

    def _after(self, standing: Standing, behind: frozenset[str]) -> Place:
        if behind != self._passing:
            self._passing, self._passed = behind, BEGINNING
        if not behind:
            return standing.checkpoint
        return max(self._passed, min(standing.behind[kind] for kind in behind))

    def _note(self, checkpoint: Place) -> None:
        if checkpoint != self._checkpoint:
            self._checkpoint, self._got_on = checkpoint, time.monotonic()

    async def _watch_hidden(self, connection: AsyncConnection) -> None:
        since = (await connection.execute(HIDDEN)).scalar_one_or_none()
        self._consumer.metrics.log_xmin_age_seconds.set(self._age_of(since))

    def _watch(self, oldest: datetime | None, waiting: tuple[int, int]) -> None:
        self._looked = time.monotonic()
        self._oldest = oldest
        self._consumer.metrics.retries_waiting.labels(self._consumer.name).set(waiting[0])
        self._consumer.metrics.dead_letters.labels(self._consumer.name).set(waiting[1])

    def _lag(self) -> float:
        return self._age_of(self._oldest)

    def _age_of(self, moment: datetime | None) -> float:
        return 0.0 if moment is None else max(0.0, (self._consumer.clock.now() - moment).total_seconds())
