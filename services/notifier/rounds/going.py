"""Round after round until told to stop."""

import asyncio
import time
from collections.abc import Collection, Mapping, Sequence

import structlog

from services.notifier.channels import Channel
from services.notifier.rounds.dealing import Dealing, Taken, taken_of
from services.notifier.rounds.measuring import measures
from services.notifier.rounds.noting import note_due
from services.notifier.rounds.pace import Pace
from services.notifier.views import oldest_waiting, take
from shared.bus.failure import redacted
from shared.bus.waiting import set_within
from shared.database import Database
from shared.keyring import Keyring
from shared.log import Clock

log = structlog.get_logger(__name__)


class Rounds:
    """Neither the database nor a channel needs to be up."""

    def __init__(
        self,
        *,
        database: Database,
        keyring: Keyring,
        channels: Mapping[str, Channel],
        first_line: Collection[str],
        clock: Clock,
        pace: Pace,
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._clock = clock
        self._pace = pace
        self._dealing = Dealing(
            database=database, keyring=keyring, channels=channels, first_line=first_line, clock=clock, pace=pace
        )
        self._hands = asyncio.Semaphore(pace.at_once)
        self._stopping = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()
        self._looked = time.monotonic()

    async def run(self) -> None:
        """Go until `stop`, or until cancelled."""
        self._ended.clear()
        try:
            while not self._stopping.is_set():
                busy = await self._go()
                await set_within(self._stopping, 0.0 if busy else self._pace.look.total_seconds())
        finally:
            self._ended.set()

    async def stop(self) -> None:
        """Let what is being sent be sent and recorded, and end `run`. What was only taken is taken again elsewhere."""
        self._stopping.set()
        await self._ended.wait()

    def ready(self) -> bool:
        """Whether rounds are being made."""
        age = time.monotonic() - self._looked
        return age < self._pace.old.total_seconds() and not self._stopping.is_set()

    async def _go(self) -> bool:
        """One round; whether there was something to do, so that there may be more."""
        try:
            noted = await note_due(self._database, self._keyring, self._clock.now(), self._pace.batch)
            taken = await self._take()
            await asyncio.gather(*(self._deal_with(each) for each in taken))
            await self._measure()
        except Exception as error:
            log.warning("rounds.disturbed", error=redacted(error))
            return False
        self._looked = time.monotonic()
        return bool(noted or taken)

    async def _take(self) -> Sequence[Taken]:
        now = self._clock.now()
        async with self._database.unit_of_work(None) as work:
            rows = await take(work.connection, now, now + self._pace.lease, self._pace.batch)
        return [taken_of(row) for row in rows]

    async def _deal_with(self, taken: Taken) -> None:
        """One moment's trouble is never another's."""
        async with self._hands:
            if self._stopping.is_set():
                return
            try:
                await self._dealing.deal_with(taken)
            except Exception as error:
                measures().count("disturbed")
                log.warning("rounds.occurrence_disturbed", error=redacted(error))

    async def _measure(self) -> None:
        async with self._database.unit_of_work(None) as work:
            oldest = await oldest_waiting(work.connection)
        lag = 0.0 if oldest is None else (self._clock.now() - oldest).total_seconds()
        measures().lag.set(max(0.0, lag))
