"""The waking tail: reads news without a group, as a hint to whoever waits for an event or follows a subject."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from shared.bus.waiting import set_within
from shared.bus.wire import named_in, stream_name

log = structlog.get_logger(__name__)
T = TypeVar("T")

BLOCK_SECONDS: Final = 1.0
SOCKET_SECONDS: Final = 3.0
CONNECT_SECONDS: Final = 1.0
AGAIN_SECONDS: Final = 0.5
LOOK_SECONDS: Final = 1.0
READ_ENTRIES: Final = 200
REDIS_TROUBLE: Final = (RedisError, OSError, TimeoutError)


class Tail:
    """One reading task per process. Consumer groups give an event to one process only, so this reads without one."""

    def __init__(self, redis_url: str, streams: Sequence[str], *, most_waiting: int = 1000) -> None:
        """`streams` names the services whose news is read. Beyond `most_waiting` a waiter looks once and goes."""
        self._url = redis_url
        self._streams = [stream_name(service) for service in streams]
        self._most = most_waiting
        self._waiting: defaultdict[UUID, set[asyncio.Event]] = defaultdict(set)
        self._count = 0
        self._reading = False
        self._reader: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    def reading(self) -> bool:
        """Whether the streams are being read; without that, waiters look every second."""
        return self._reading

    async def run(self) -> None:
        """Read until `stop`, connecting again whenever the connection is lost."""
        while not self._stopping.is_set():
            self._reader = asyncio.create_task(self._connected())
            try:
                await asyncio.wait({self._reader})
            finally:
                self._reader.cancel()
            if not self._reader.cancelled():
                self._reader.result()
            await set_within(self._stopping, AGAIN_SECONDS)

    def stop(self) -> None:
        """Let `run` end, and every waiter with its last look."""
        self._stopping.set()
        if self._reader is not None:
            self._reader.cancel()
        self._wake_all()

    async def wait(self, event_id: UUID, look: Callable[[], Awaitable[T | None]], seconds: float) -> T | None:
        """What `look` finds about an event, which need not exist yet: at most `seconds` from now, None if not by then.

        Looks at once, when the news brings the event, every second while there is no news, and at the end.
        """
        if self._count >= self._most:
            return await look()
        woken = asyncio.Event()
        # Registered before looking, so that what arrives in between is not missed.
        self._register(event_id, woken)
        try:
            return await self._look_until(time.monotonic() + seconds, woken, look)
        finally:
            self._unregister(event_id, woken)

    @contextmanager
    def told_of(self, subject: UUID) -> Iterator[asyncio.Event]:
        """Set whenever the news bring something about `subject`, and when they may have passed unread. The news are a
        hint: whoever follows looks now and then without them too."""
        woken = asyncio.Event()
        self._waiting[subject].add(woken)
        try:
            yield woken
        finally:
            self._forget(subject, woken)

    async def _look_until(
        self, deadline: float, woken: asyncio.Event, look: Callable[[], Awaitable[T | None]]
    ) -> T | None:
        while True:
            woken.clear()
            found = await look()
            left = deadline - time.monotonic()
            if found is not None or left <= 0 or self._stopping.is_set():
                return found
            await self._pause(deadline, woken)

    async def _pause(self, deadline: float, woken: asyncio.Event) -> None:
        """Until woken or the deadline, but without news for a second at most."""
        while (left := deadline - time.monotonic()) > 0:
            if await set_within(woken, min(left, LOOK_SECONDS)) or not self._reading:
                return

    async def _connected(self) -> None:
        """Read as long as the connection lasts."""
        redis = Redis.from_url(
            self._url,
            socket_timeout=SOCKET_SECONDS,
            socket_connect_timeout=CONNECT_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        try:
            await self._read(redis)
        except REDIS_TROUBLE as error:
            if self._reading:
                log.warning("tail.lost", error=type(error).__name__)
        finally:
            self._reading = False
            await redis.aclose()

    async def _read(self, redis: Redis) -> None:
        """From the end of each stream on. The ends are asked for by name: `$` would skip what comes between reads."""
        ends: dict[Any, Any] = {stream: await _end(redis, stream) for stream in self._streams}
        self._reading = True
        # What came while nobody was reading woke nobody.
        self._wake_all()
        # Not forever: while it connects, the client may swallow the cancellation that `stop` sends.
        while not self._stopping.is_set():
            answer: Any = await redis.xread(ends, count=READ_ENTRIES, block=round(BLOCK_SECONDS * 1000))
            for stream, entries in answer:
                ends[stream.decode()] = entries[-1][0]
                for _, entry in entries:
                    self._wake(entry)

    def _wake(self, entry: Mapping[bytes, bytes]) -> None:
        for named in named_in(entry) or ():
            for woken in self._waiting.get(named, ()):
                woken.set()

    def _wake_all(self) -> None:
        for waiters in self._waiting.values():
            for woken in waiters:
                woken.set()

    def _register(self, named: UUID, woken: asyncio.Event) -> None:
        self._waiting[named].add(woken)
        self._count += 1

    def _unregister(self, named: UUID, woken: asyncio.Event) -> None:
        self._count -= 1
        self._forget(named, woken)

    def _forget(self, named: UUID, woken: asyncio.Event) -> None:
        waiters = self._waiting[named]
        waiters.discard(woken)
        if not waiters:
            del self._waiting[named]


async def _end(redis: Redis, stream: str) -> bytes:
    last: Any = await redis.xrevrange(stream, count=1)
    return last[0][0] if last else b"0-0"
