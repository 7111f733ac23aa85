"""Every event is handled exactly once, whoever tells of it and however often."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

from shared.bus import Work
from shared.bus.wire import stream_name
from shared.events import CheckInRetracted
from shared.keyring import Heard, derived_id
from shared.log import Unit
from shared.telemetry import metrics
from tests.databases import FreshDatabase
from tests.shared.bus_world import OFFER, QUICK, World, an_offer, template, until, world

pytestmark = pytest.mark.real
STREAM = stream_name("checkin")
STREAM_ONLY = replace(QUICK, young=3600.0)


@pytest.fixture(scope="module")
def original(postgres_url: str) -> Iterator[FreshDatabase]:
    with template(postgres_url) as database:
        yield database


@pytest.fixture
async def bus(original: FreshDatabase, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with world(original, redis_url, tmp_path / "keys") as made:
        yield made


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    await client.flushall()
    yield client
    await client.aclose()


def counted(consumer: str, outcome: str) -> float:
    labels = {"consumer": consumer, "outcome": outcome}
    return float(metrics().registry.get_sample_value("consumer_events_total", labels) or 0)


def test_a_service_that_hears_nothing_needs_no_faststream() -> None:
    code = "import sys; sys.modules['faststream'] = None; from shared.bus import RedisNews, Tail, bus_tables"
    subprocess.run([sys.executable, "-c", code], check=True)


async def test_what_was_said_before_any_consumer_existed_is_handled(bus: World, redis: Redis) -> None:
    await bus.check_in(30, announced=False)
    await bus.check_in(30)
    await redis.flushall()
    await bus.check_in(30)
    await bus.consumer()
    await bus.settle()


async def test_the_stream_alone_is_enough_for_speed(bus: World, redis: Redis) -> None:
    await bus.check_in(50)
    consumer = await bus.consumer(settings=STREAM_ONLY)
    await consumer.listens()
    await bus.check_in(250)
    await bus.settle()


async def test_what_was_never_announced_is_found_in_the_log(bus: World, redis: Redis) -> None:
    await bus.consumer()
    await bus.check_in(250, announced=False)
    await bus.settle()


async def test_two_workers_share_a_group_and_do_nothing_twice(bus: World, redis: Redis) -> None:
    await bus.consumer()
    await bus.consumer()
    for _ in range(20):
        await bus.check_in(10)
        await bus.check_in(2, announced=False)
    await bus.settle()


async def test_entries_delivered_again_after_the_inbox_was_pruned_have_no_second_effect(
    bus: World, redis: Redis
) -> None:
    await bus.consumer()
    await bus.check_in(120)
    await bus.settle()
    before = counted("router", "repeated")

    for _ in range(3):
        await redis.xgroup_setid(STREAM, "router", "0")

        async def delivered_again(least: float = before + 120) -> bool:
            return counted("router", "repeated") >= least

        await until(delivered_again, "delivered again")
        before = counted("router", "repeated")
    await bus.settle()


async def test_an_entry_nobody_can_read_is_acknowledged_and_counted(bus: World, redis: Redis) -> None:
    before = counted("router", "unreadable")
    garbage: list[Any] = [
        {"event": b"\xff\xfe\x00"},
        {"other": "x"},
        {"event": "{}"},
        {b"\xff": b"\xff", "__data__": "y"},
    ]
    for entry in garbage:
        await redis.xadd(STREAM, entry)
    await bus.check_in(3)
    await bus.consumer()
    await bus.settle()
    assert counted("router", "unreadable") - before == 4

    async def nothing_pending() -> bool:
        pending: Any = await redis.xpending(STREAM, "router")
        return bool(pending["pending"] == 0)

    await until(nothing_pending, "all acknowledged")


async def test_a_type_without_a_handler_leaves_no_trace(bus: World, redis: Redis) -> None:
    said = await bus.check_in(2)
    await bus.consumer()
    now = datetime.now(UTC)
    retracted = bus.seal(said[0].subject, CheckInRetracted(check_in_id=said[0].id), now)
    async with bus.checkin.unit_of_work(bus.database.org) as work:
        await work.append(Unit(bus.database.org, said[0].subject, (retracted,)))
    await bus.check_in(1)
    await bus.settle()


async def test_an_event_about_an_erased_client_counts_as_handled(bus: World, redis: Redis) -> None:
    erased = await bus.client()
    gone = await bus.check_in(3, announced=False, subject=erased)
    await bus.database.erase(erased)
    await bus.check_in(3)
    await bus.consumer()
    await bus.settle(without=gone)
    assert not await bus.fetch("SELECT subject FROM router.retries UNION SELECT subject FROM router.dead_letters")


async def test_the_same_id_chosen_by_two_clients_is_two_events(bus: World, redis: Redis) -> None:
    await bus.consumer()
    first = (await bus.check_in(1, subject=bus.clients[0]))[0]
    event = bus.seal(bus.clients[1], bus.opened(first).data, datetime.now(UTC), id=first.id)
    async with bus.checkin.unit_of_work(bus.database.org) as work:
        await work.append(Unit(bus.database.org, bus.clients[1], (event,)))
    bus.said += work.appended
    await bus.settle()


async def test_a_handler_reads_the_log_and_what_it_says_again_changes_nothing(bus: World, redis: Redis) -> None:
    seen: list[tuple[int, bool, bool]] = []

    async def look_around(heard: Heard, work: Work) -> None:
        stream = await work.stream(heard.subject, "checkin")
        found = await work.find(heard.subject, heard.id)
        missing = await work.find(heard.subject, derived_id(heard.id, OFFER))
        seen.append((len(stream), found == heard, missing is None))
        await bus.offer(heard, work)
        await work.emit(heard, an_offer(heard.id))

    await bus.check_in(2, subject=bus.clients[0])
    await bus.consumer(look_around)
    await bus.settle()
    assert seen == [(2, True, True)] * 2


async def test_a_stop_lets_the_running_batch_finish_and_leaves_no_consumer_behind(bus: World, redis: Redis) -> None:
    entered, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(heard: Heard, work: Work) -> None:
        entered.set()
        await go_on.wait()
        await bus.offer(heard, work)

    consumer = await bus.consumer(slowly, settings=STREAM_ONLY)
    await consumer.listens()
    said = await bus.check_in(5)
    await entered.wait()
    stopping = asyncio.create_task(consumer.stop())
    assert not (await asyncio.wait({stopping}, timeout=0.3))[0]
    go_on.set()
    await stopping
    assert await bus.has_handled(said)
    assert await redis.xinfo_consumers(STREAM, "router") == []
    assert not consumer.hearing.ready()


async def test_consumers_of_processes_that_ended_are_forgotten(bus: World, redis: Redis) -> None:
    await redis.xgroup_create(STREAM, "router", id="0", mkstream=True)
    await bus.check_in(1)
    await redis.xreadgroup("router", "gone-long-ago", {STREAM: ">"})
    consumer = await bus.consumer(settings=replace(QUICK, tidy=0.0, idle_consumer=0.4))
    await consumer.listens()

    async def forgotten() -> bool:
        return b"gone-long-ago" not in [each["name"] for each in await redis.xinfo_consumers(STREAM, "router")]

    await until(forgotten, "forgotten")
    await bus.settle()
