"""The open streams of this process: how many there may be, and who wakes them."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Literal
from uuid import UUID

import structlog

from shared.auth import Principal
from shared.bus import Tail
from shared.http import Problem, busy
from shared.http.refusals import passes_by_itself
from shared.log import Log
from shared.telemetry import metrics

MOST: Final = 2000
MOST_EACH: Final = 8
LOOK_SECONDS: Final = 1.0
# While the news are read, only what they may have lost is looked for.
RARELY_SECONDS: Final = 15.0
AT_ONCE: Final = 500
LOOKING: Final = 3
FULL_RETRY_SECONDS: Final = 30
Ending = Literal["token", "newer", "erased", "restart"]


@dataclass(eq=False, slots=True)
class Follower:
    """One open stream. `seen` are the versions up to which everything was sent; `ending` why it is to end, once set."""

    who: Principal
    woken: asyncio.Event
    seen: dict[str, int] = field(default_factory=dict)
    ending: Ending | None = None

    def end(self, why: Ending) -> None:
        self.ending = self.ending or why
        self.woken.set()


class Followers:
    """Bounded for the process and for each client. Of one client's streams the oldest ends for a new one."""

    def __init__(self, log: Log, tail: Tail, *, most: int = MOST, most_each: int = MOST_EACH) -> None:
        self._log = log
        self._tail = tail
        self._most = most
        self._most_each = most_each
        self._open: dict[UUID, list[Follower]] = {}
        self._count = 0
        self._stopping = asyncio.Event()
        self.looking = asyncio.Semaphore(LOOKING)
        """So many streams look at once, which leaves connections for those who ask for something."""

    @contextmanager
    def follow(self, who: Principal) -> Iterator[Follower]:
        """Raises Problem where there is no room. Registered first, so that what comes from now on is not missed."""
        # One that is ending still takes its room until its reader lets go, so that slow readers stay bounded too.
        if self._stopping.is_set() or self._count >= self._most:
            raise full()
        going_on = [each for each in self._open.get(who.subject, ()) if each.ending is None]
        if len(going_on) >= self._most_each:
            going_on[0].end("newer")
        with self._tail.told_of(who.subject) as woken:
            follower = Follower(who, woken)
            self._open.setdefault(who.subject, []).append(follower)
            self._counted(1)
            try:
                yield follower
            finally:
                self._leave(follower)

    def _counted(self, more: int) -> None:
        self._count += more
        metrics().open_streams.set(self._count)

    def _leave(self, follower: Follower) -> None:
        self._counted(-1)
        own = self._open[follower.who.subject]
        own.remove(follower)
        if not own:
            del self._open[follower.who.subject]

    async def run(self) -> None:
        """Look for all of them together: every second while there is no news, and now and then in any case."""
        looked = time.monotonic()
        while not self._stopping.is_set():
            await self._pause()
            if not self._tail.reading() or time.monotonic() - looked >= RARELY_SECONDS:
                await self._look()
                looked = time.monotonic()

    def stop(self) -> None:
        """Let every stream end, and nobody begin another one here."""
        self._stopping.set()
        for own in self._open.values():
            for follower in own:
                follower.end("restart")

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self._stopping.wait()
        except TimeoutError:
            return

    async def _look(self) -> None:
        by_org: defaultdict[UUID, list[UUID]] = defaultdict(list)
        for subject, own in self._open.items():
            by_org[own[0].who.org].append(subject)
        try:
            for org, subjects in by_org.items():
                for some in chunks(subjects):
                    self._wake(some, await self._log.standing(org, some))
        except Exception as error:
            if not passes_by_itself(error):
                raise
            structlog.get_logger(__name__).warning("streams.not_looked", error=type(error).__name__)

    def _wake(self, subjects: Sequence[UUID], standing: dict[UUID, dict[str, int]]) -> None:
        for subject in subjects:
            versions = standing.get(subject)
            for follower in self._open.get(subject, ()):
                if versions is None:
                    follower.end("erased")
                elif any(versions.get(service, 0) > version for service, version in follower.seen.items()):
                    follower.woken.set()


def chunks(subjects: Sequence[UUID]) -> Iterator[list[UUID]]:
    remaining = iter(subjects)
    while some := list(islice(remaining, AT_ONCE)):
        yield some


def full() -> Problem:
    problem = busy()
    problem.headers["Retry-After"] = str(FULL_RETRY_SECONDS)
    return problem
