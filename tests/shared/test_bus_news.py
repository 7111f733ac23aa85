"""Announcing: one script call, and never anybody's trouble when Redis has some."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from deploy.local.servers import free_port
from shared.bus import RedisNews
from shared.bus.news import Circuit
from shared.bus.wire import decode_entry, stream_name
from shared.log import tell
from shared.telemetry import metrics
from tests.shared.bus_world import entries
from tests.shared.test_bus_wire import EVENT

SERVICE = "announcing"
STREAM = stream_name(SERVICE)


class Held(Circuit):
    """The circuit of the news, with a pause that no test outlasts; counts what it lets through."""

    def __init__(self, news: RedisNews) -> None:
        super().__init__(pause=3600.0)
        self.passed = 0
        news._circuit = self

    def passes(self, now: float) -> bool:
        through = super().passes(now)
        self.passed += through
        return through


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    await client.delete(STREAM)
    yield client
    await client.aclose()


@pytest.fixture
async def news(redis_url: str) -> AsyncIterator[RedisNews]:
    made = RedisNews(redis_url)
    await made.start()
    yield made
    await made.stop()


def counted(outcome: str) -> float:
    return float(metrics().registry.get_sample_value("news_events_total", {"outcome": outcome}) or 0)


async def test_a_script_that_the_server_has_forgotten_is_sent_again(redis: Redis, news: RedisNews) -> None:
    events = [replace(EVENT, id=uuid4(), service=SERVICE) for _ in range(3)]
    for event in events:
        await redis.script_flush()
        await news.announce([event])
    assert [decode_entry(entry) for entry in await entries(redis, STREAM)] == events


async def test_a_group_is_one_command(redis: Redis, news: RedisNews) -> None:
    await news.announce([replace(EVENT, service=SERVICE)])
    before = (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"]
    await news.announce([replace(EVENT, id=uuid4(), service=SERVICE) for _ in range(200)])
    assert (await redis.info("commandstats"))["cmdstat_evalsha"]["calls"] - before == 1
    assert await redis.xlen(STREAM) == 201


async def test_a_stream_is_trimmed(redis: Redis, redis_url: str) -> None:
    news = RedisNews(redis_url, keep=200)
    await news.start()
    for _ in range(10):
        await news.announce([replace(EVENT, service=SERVICE)] * 100)
    assert 200 <= await redis.xlen(STREAM) < 500
    await news.stop()


async def test_nobody_waits_for_a_server_that_is_away() -> None:
    news = RedisNews(f"redis://127.0.0.1:{free_port()}/0")
    await news.start()
    failed, skipped = counted("failed"), counted("skipped")
    circuit = Held(news)
    for _ in range(1001):
        await news.announce([EVENT])
    assert counted("failed") - failed == 1
    assert counted("skipped") - skipped == 1000
    assert circuit.passed == 1, "one call was tried"
    await news.stop()


async def test_a_server_that_does_not_answer_is_not_waited_for_again(silent_server: str) -> None:
    news = RedisNews(silent_server)
    await news.start()
    circuit = Held(news)
    failed, skipped = counted("failed"), counted("skipped")
    async with asyncio.timeout(30):
        await news.announce([EVENT] * 600)
        await news.announce([EVENT])
    assert (counted("failed") - failed, counted("skipped") - skipped) == (600, 1)
    assert circuit.passed == 1, "the second part and the next event did not wait at all"
    await news.stop()


async def test_a_failure_is_noticed_behind_the_log_s_own_limit(silent_server: str) -> None:
    news = RedisNews(silent_server)
    await news.start()
    failed, skipped = counted("failed"), counted("skipped")
    await tell(news.announce, [EVENT])
    await tell(news.announce, [EVENT])
    assert (counted("failed") - failed, counted("skipped") - skipped) == (1, 1)
    await news.stop()


async def test_announcing_before_the_start_is_passed_over() -> None:
    skipped = counted("skipped")
    await RedisNews("redis://127.0.0.1:1/0").announce([EVENT])
    assert counted("skipped") - skipped == 1


def test_a_circuit_lets_one_call_per_pause_through_while_it_is_open() -> None:
    circuit = Circuit(pause=1.0)
    assert circuit.passes(0.0)
    assert circuit.failed(0.0), "the first failure is worth a word"
    assert not circuit.failed(0.1), "the next one is not"
    assert not circuit.passes(1.0)
    assert circuit.passes(1.2)
    assert not circuit.passes(1.3), "one probe at a time"
    circuit.worked()
    assert circuit.passes(1.3)
    assert circuit.passes(1.3)


@pytest.fixture
def silent_server() -> Iterator[str]:
    """A server that takes connections and says nothing."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(100)
        yield f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
