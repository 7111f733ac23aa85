"""Hearing from Redis Streams through FastStream, with a supervisor that brings back what stopped."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

import structlog
from faststream import AckPolicy
from faststream.redis import RedisBroker, StreamSub
from faststream.redis.message import FAKE_CONSUMER, BatchStreamMessage, RedisBatchStreamMessage
from faststream.redis.subscriber.usecases import StreamBatchSubscriber
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff, NoBackoff
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import ReadOnlyError, RedisError, ResponseError
from redis.exceptions import TimeoutError as NoAnswer

from shared.bus.consumer import Consumer
from shared.bus.failure import redacted
from shared.bus.waiting import set_within
from shared.bus.wire import decode_entry, stream_name
from shared.log import Recorded

log = structlog.get_logger(__name__)

SOCKET_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 1.0
REDIS_TROUBLE: Final = (RedisError, OSError, TimeoutError)

Hear = Callable[[Sequence[Recorded]], Awaitable[None]]
"""Handles events; what it raises leaves them to catch-up."""


async def as_it_came(message: BatchStreamMessage) -> RedisBatchStreamMessage:
    """FastStream's own parser can fail, and an entry that fails there is never acknowledged; this one cannot."""
    return RedisBatchStreamMessage(raw_message=message, body=b"", consumer=FAKE_CONSUMER, group=None)


async def undecoded(message: RedisBatchStreamMessage) -> BatchStreamMessage:
    return message.raw_message


class Listening:
    """The subscribers of one consumer, one per source stream, and who looks after them.

    FastStream stops a subscriber for good when its group is gone and says nothing of it to the process; Redis may be
    down when the process starts. So every subscriber is looked at every half second, and one that does not run gets
    its group and is started again.
    """

    def __init__(self, consumer: Consumer, *, sources: Sequence[str], redis_url: str, hear: Hear) -> None:
        self._consumer = consumer
        self._settings = consumer.settings
        self._group = consumer.name
        self._hear = hear
        # Unique, because two processes under one name would share their pending entries.
        self._name = f"{os.getpid()}-{uuid4().hex[:12]}"
        self._redis = _client(redis_url)
        self._broker = _broker(redis_url, consumer.settings.graceful)
        self._subscribers = {name: self._subscribe(name) for name in map(stream_name, sources)}
        self._stopping = asyncio.Event()
        self._answering = False
        self._started: set[str] = set()
        self._tidied = 0.0

    def answering(self) -> bool:
        """Whether Redis answered when last asked."""
        return self._answering

    def alive(self) -> bool:
        """Whether every stream is being read."""
        return all(map(is_alive, self._subscribers.values()))

    async def run(self) -> None:
        """Look after the subscribers until `stop`."""
        await self._broker.connect()
        while not self._stopping.is_set():
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._redis.ping()
            except REDIS_TROUBLE as error:
                self._lost(error)
            else:
                await self._look()
            await set_within(self._stopping, self._settings.supervise)

    def stop(self) -> None:
        """Let `run` end."""
        self._stopping.set()

    async def close(self) -> None:
        """Let running batches finish, then leave without a trace in Redis."""
        self._stopping.set()
        tasks = [task for subscriber in self._subscribers.values() for task in subscriber.tasks]
        await asyncio.gather(*(subscriber.stop() for subscriber in self._subscribers.values()))
        if tasks:
            await asyncio.wait(tasks, timeout=self._settings.graceful)
        for stream in self._subscribers if self._answering else ():
            await self._forget(stream, self._name)
        await self._broker.stop()
        await self._redis.aclose()
        self._answering = False

    def _subscribe(self, stream: str) -> StreamBatchSubscriber:
        subscriber = self._broker.subscriber(
            # last_id stays unset: with an id FastStream would read its own pending entries for ever.
            stream=StreamSub(
                stream,
                group=self._group,
                consumer=self._name,
                batch=True,
                max_records=self._settings.batch,
                polling_interval=round(self._settings.block * 1000),
            ),
            ack_policy=AckPolicy.MANUAL,
            parser=as_it_came,
            decoder=undecoded,
        )

        async def heard(entries: BatchStreamMessage) -> None:
            await self._heard(stream, entries)
            if self._settings.rest:
                await set_within(self._stopping, self._settings.rest)

        subscriber(heard)
        return subscriber

    async def _heard(self, stream: str, entries: BatchStreamMessage) -> None:
        known = [event for event in map(decode_entry, entries["data"]) if event is not None]
        unreadable = len(entries["data"]) - len(known)
        if unreadable:
            self._consumer.count("unreadable", unreadable)
            log.warning("bus.entries_unreadable", consumer=self._group, stream=stream, count=unreadable)
        try:
            await self._hear(known)
        finally:
            # Even if it failed: entries are never read again by this consumer, but the log has the events.
            await self._acknowledge(stream, entries)

    async def _acknowledge(self, stream: str, entries: BatchStreamMessage) -> None:
        try:
            await self._redis.xack(stream, self._group, *entries["message_ids"])
        except REDIS_TROUBLE as error:
            # Should they come again, the inbox knows what was handled.
            log.info("bus.not_acknowledged", consumer=self._group, stream=stream, error=type(error).__name__)

    async def _look(self) -> None:
        back, self._answering = not self._answering, True
        for stream, subscriber in self._subscribers.items():
            # After Redis was away, a subscriber that still runs may sleep through its back-off of five seconds.
            if back or not is_alive(subscriber):
                await self._restart(stream, subscriber)
        if time.monotonic() - self._tidied > self._settings.tidy:
            self._tidied = time.monotonic()
            await self._tidy()

    async def _restart(self, stream: str, subscriber: StreamBatchSubscriber) -> None:
        await subscriber.stop()
        if self._stopping.is_set():
            return
        try:
            await self._make_group(stream)
            await subscriber.start()
        except Exception as error:
            await subscriber.stop()
            log.warning("bus.not_listening", consumer=self._group, stream=stream, error=redacted(error))
        else:
            self._count_restart(stream)

    async def _make_group(self, stream: str) -> None:
        try:
            # From the first entry on: a group made at the end would miss what was said before.
            await self._redis.xgroup_create(stream, self._group, id="0", mkstream=True)
        except ResponseError as error:
            if "BUSYGROUP" not in str(error):
                raise

    async def _tidy(self) -> None:
        """Forget consumers of processes that ended. What they had not finished is in the log."""
        for stream in self._subscribers:
            try:
                for each in await self._redis.xinfo_consumers(stream, self._group):
                    name = each["name"].decode()
                    if name != self._name and each["idle"] > self._settings.idle_consumer * 1000:
                        await self._forget(stream, name)
            except REDIS_TROUBLE as error:
                log.info("bus.not_tidied", consumer=self._group, stream=stream, error=type(error).__name__)

    async def _forget(self, stream: str, name: str) -> None:
        try:
            await self._redis.xgroup_delconsumer(stream, self._group, name)
        except REDIS_TROUBLE as error:
            log.info("bus.not_tidied", consumer=self._group, stream=stream, error=type(error).__name__)

    def _count_restart(self, stream: str) -> None:
        if stream in self._started:
            self._consumer.metrics.consumer_restarts_total.labels(self._group).inc()
        self._started.add(stream)

    def _lost(self, error: BaseException) -> None:
        if self._answering:
            log.warning("bus.stream_lost", consumer=self._group, error=type(error).__name__)
        self._answering = False


def is_alive(subscriber: StreamBatchSubscriber) -> bool:
    return subscriber.running and bool(subscriber.tasks) and not any(task.done() for task in subscriber.tasks)


def _client(url: str) -> Redis:
    return Redis.from_url(
        url,
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=ANSWER_SECONDS,
        retry=Retry(NoBackoff(), 1, supported_errors=(NotConnected,)),
    )


def _broker(url: str, graceful: float) -> RedisBroker:
    options: Mapping[str, Any] = {
        "socket_timeout": SOCKET_SECONDS,
        "socket_connect_timeout": ANSWER_SECONDS,
        # Without these, an error that the server answers with (READONLY, LOADING) is asked for in a hot loop.
        "retry": Retry(ExponentialWithJitterBackoff(base=0.05, cap=2), 6),
        "retry_on_error": [NotConnected, NoAnswer, ReadOnlyError],
        # FastStream's log lines hold messages and exception texts, so it has no logger.
        "logger": None,
    }
    return RedisBroker(url, apply_types=False, graceful_timeout=graceful, **options)
