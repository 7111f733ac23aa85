"""Telling the streams what was recorded. The record is the log; news may be lost and only cost time."""

import asyncio
import hashlib
import time
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import NoScriptError, RedisError

from shared.bus.wire import encode, stream_name
from shared.log.model import Recorded
from shared.telemetry import current_traceparent, metrics

log = structlog.get_logger(__name__)

SCRIPT: Final = """
for index = 2, #ARGV do
    redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', 'event', ARGV[index])
end
return #ARGV - 1
"""
SCRIPT_SHA: Final = hashlib.sha1(SCRIPT.encode(), usedforsecurity=False).hexdigest()
CALL_SECONDS: Final = 0.8  # Below what a unit of work gives us, else its limit would hide the failure from us.
SOCKET_SECONDS: Final = 0.5
CALL_EVENTS: Final = 500


class Bus(Protocol):
    """Where recorded events are announced."""

    async def announce(self, events: Sequence[Recorded]) -> None:
        """Tell the news. Never raises for trouble on the way: what is not announced is found in the log."""
        ...


class Circuit:
    """Keeps callers from waiting for a server that does not answer. Times are monotonic seconds."""

    def __init__(self, pause: float = 1.0) -> None:
        self._pause = pause
        self._failed_at: float | None = None

    def passes(self, now: float) -> bool:
        """Whether a call may be tried. After a failure one call per pause goes through as a probe."""
        if self._failed_at is None:
            return True
        if now - self._failed_at < self._pause:
            return False
        self._failed_at = now
        return True

    def failed(self, now: float) -> bool:
        """Note a failure; True for the first one after it had worked."""
        first = self._failed_at is None
        self._failed_at = now
        return first

    def worked(self) -> None:
        self._failed_at = None


class RedisNews(Bus):
    """Announces on one Redis stream per producing service, each call one script in one hash slot."""

    def __init__(self, url: str, *, keep: int = 20_000) -> None:
        """`keep` is about how many entries a stream is trimmed to."""
        self._url = url
        self._keep = keep
        self._count = metrics().news_events_total
        self._circuit = Circuit()
        self._redis: Redis | None = None

    async def start(self) -> None:
        """Make the client. It connects when first used, so Redis may be down."""
        self._redis = Redis.from_url(
            self._url,
            socket_timeout=SOCKET_SECONDS,
            socket_connect_timeout=SOCKET_SECONDS,
            # One more try, because a pooled connection may have died with the server it belonged to.
            retry=Retry(NoBackoff(), 1, supported_errors=(NotConnected,)),
        )

    async def stop(self) -> None:
        if self._redis is not None:
            await self._redis.aclose()
            self._redis = None

    async def announce(self, events: Sequence[Recorded]) -> None:
        """Tell the news; what cannot be told within 0.8 s is counted and left to catch-up. After a failure the next
        groups do not wait at all, but for one probe a second."""
        if self._redis is None or not self._circuit.passes(time.monotonic()):
            self._count.labels("skipped").inc(len(events))
            return
        told = 0
        try:
            async with asyncio.timeout(CALL_SECONDS):
                for stream, documents in _by_stream(events):
                    await self._add(self._redis, stream, documents)
                    told += len(documents)
        except (RedisError, OSError, TimeoutError) as error:
            if self._circuit.failed(time.monotonic()):
                log.warning("news.failed", error=type(error).__name__)
        else:
            self._circuit.worked()
        self._count.labels("sent").inc(told)
        self._count.labels("failed").inc(len(events) - told)

    async def _add(self, redis: Redis, stream: str, documents: list[bytes]) -> None:
        try:
            await redis.evalsha(SCRIPT_SHA, 1, stream, self._keep, *documents)
        except NoScriptError:
            await redis.eval(SCRIPT, 1, stream, self._keep, *documents)


def _by_stream(events: Sequence[Recorded]) -> Iterator[tuple[str, list[bytes]]]:
    """Documents in order, cut into calls that do not hold the server up for long."""
    traceparent = current_traceparent()
    documents: dict[str, list[bytes]] = {}
    for event in events:
        documents.setdefault(stream_name(event.service), []).append(encode(event, traceparent))
    for stream, those in documents.items():
        for start in range(0, len(those), CALL_EVENTS):
            yield stream, those[start : start + CALL_EVENTS]
