"""Redis may lose everything at any time and be away for any time: nothing is lost, only later."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from redis.asyncio import Redis

from deploy.local.servers import Valkey
from shared.bus.wire import stream_name
from shared.telemetry import metrics
from tests.databases import FreshDatabase
from tests.shared.bus_world import QUICK, World, template, until, world

pytestmark = pytest.mark.real
STREAM = stream_name("checkin")


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """A server of these tests' own, because they stop it."""
    with Valkey(tmp_path_factory.mktemp("own-valkey")) as server:
        yield server


@pytest.fixture
async def redis(valkey: Valkey) -> AsyncIterator[Redis]:
    client = Redis.from_url(valkey.url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture(scope="module")
def original(postgres_url: str) -> Iterator[FreshDatabase]:
    with template(postgres_url) as database:
        yield database


@pytest.fixture
async def bus(original: FreshDatabase, valkey: Valkey, redis: Redis, tmp_path: Path) -> AsyncIterator[World]:
    async with world(original, valkey.url, tmp_path / "keys") as made:
        yield made


async def say(bus: World, seconds: float) -> None:
    """A check-in every 5 ms."""
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        await bus.check_in(1)
        await asyncio.sleep(0.005)


async def stop(valkey: Valkey) -> None:
    await asyncio.to_thread(valkey.stop)


async def start(valkey: Valkey) -> None:
    await asyncio.to_thread(valkey.start)


def restarts() -> float:
    return float(metrics().registry.get_sample_value("consumer_restarts_total", {"consumer": "router"}) or 0)


async def test_everything_in_redis_may_vanish_under_load(bus: World, redis: Redis) -> None:
    consumers = [await bus.consumer() for _ in range(2)]
    saying = asyncio.create_task(say(bus, 2.0))
    for _ in range(4):
        await asyncio.sleep(0.4)
        await redis.flushall()
    await saying
    await bus.settle()
    for consumer in consumers:
        await consumer.listens()


async def test_a_subscriber_whose_group_vanished_hears_again_in_the_same_process(bus: World, redis: Redis) -> None:
    consumer = await bus.consumer(settings=replace(QUICK, young=3600.0))
    await consumer.listens()
    before = restarts()
    await redis.flushall()

    async def started_again() -> bool:
        return restarts() > before

    await until(started_again, "started again")
    await consumer.listens()
    await bus.check_in(5)
    await bus.settle()


async def test_a_subscriber_that_was_killed_is_started_again(bus: World) -> None:
    consumer = await bus.consumer(settings=replace(QUICK, young=3600.0))
    await consumer.listens()
    for task in asyncio.all_tasks():
        if "_consume" in getattr(task.get_coro(), "__qualname__", ""):
            task.cancel()
    await bus.check_in(5)
    await bus.settle()
    await consumer.listens()


async def test_a_stream_key_of_another_kind_does_not_end_hearing(bus: World, redis: Redis) -> None:
    consumer = await bus.consumer()
    await consumer.listens()
    await redis.set(STREAM, "not a stream")
    await bus.check_in(5)
    await bus.settle()
    assert not consumer.hearing.ready(), "Redis answers, but nothing is heard from it"
    await redis.delete(STREAM)
    await consumer.listens()


async def test_redis_may_be_away_for_five_seconds(bus: World, valkey: Valkey) -> None:
    consumers = [await bus.consumer() for _ in range(2)]
    await bus.check_in(5)
    saying = asyncio.create_task(say(bus, 6.5))
    await stop(valkey)
    await asyncio.sleep(5)
    said_meanwhile = list(bus.said)
    await until(lambda: bus.has_handled(said_meanwhile), "handled without Redis")
    assert all(consumer.hearing.ready() for consumer in consumers), "they work without Redis"
    await start(valkey)
    await saying
    await bus.settle()
    await bus.check_in(5)
    await bus.settle()


async def test_redis_may_be_down_from_the_start(bus: World, valkey: Valkey) -> None:
    await stop(valkey)
    try:
        await bus.check_in(20)
        consumer = await bus.consumer()
        await bus.check_in(20)
        await bus.settle()
        assert consumer.hearing.ready()
    finally:
        await start(valkey)

    async def hears() -> bool:
        return consumer.hearing.hears_stream()

    await until(hears, "heard from the stream")
    await bus.check_in(5)
    await bus.settle()


async def test_a_server_that_is_read_only_for_a_while_is_waited_for(bus: World, redis: Redis, valkey: Valkey) -> None:
    consumer = await bus.consumer()
    await consumer.listens()
    await redis.replicaof("127.0.0.1", "1")
    await bus.check_in(10)
    await bus.settle()
    await redis.replicaof("NO", "ONE")
    await bus.check_in(10)
    await bus.settle()
    await consumer.listens()
