"""The log alone is enough: one replica reads it, the checkpoint passes nothing that is not handled, and lag is told."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from deploy.local.servers import free_port
from shared.bus.catchup import reached
from shared.bus.inbox import place
from shared.bus.lease import Lease
from shared.telemetry import metrics
from tests.databases import FreshDatabase, connected
from tests.shared.bus_world import QUICK, World, template, until, world
from tests.shared.test_bus_wire import EVENT

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def original(postgres_url: str) -> Iterator[FreshDatabase]:
    with template(postgres_url) as database:
        yield database


@pytest.fixture
async def bus(original: FreshDatabase, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with world(original, redis_url, tmp_path / "keys") as made:
        yield made


@pytest.fixture
def no_redis() -> str:
    return f"redis://127.0.0.1:{free_port()}/0"


def gauge(name: str, consumer: str | None = "router") -> float:
    return float(metrics().registry.get_sample_value(name, {"consumer": consumer} if consumer else {}) or 0)


@given(st.lists(st.booleans(), max_size=20))
def test_the_checkpoint_stops_before_the_first_unhandled_event(handled: list[bool]) -> None:
    events = [replace(EVENT, tx=number // 3, position=number) for number in range(len(handled))]
    unhandled = {place(event) for event, done in zip(events, handled, strict=True) if not done}
    before = handled.index(False) if False in handled else len(handled)
    assert reached(events, unhandled) == (place(events[before - 1]) if before else None)


async def test_a_page_after_the_other_is_read_without_a_pause(bus: World, no_redis: str) -> None:
    await bus.check_in(700, announced=False)
    await bus.consumer(redis_url=no_redis, settings=replace(QUICK, page=50, batch=20, look=60.0))
    await until(lambda: bus.has_handled(bus.said), "handled", seconds=40)
    assert sorted(await bus.handled()) == sorted((event.subject, event.id) for event in bus.said)


async def test_young_events_are_left_to_the_stream_while_it_answers(bus: World) -> None:
    consumer = await bus.consumer(settings=replace(QUICK, young=3600.0))

    async def hears() -> bool:
        return consumer.hearing.hears_stream()

    await until(hears, "listening")
    await bus.check_in(3, announced=False)
    await bus.check_in(3)

    async def three() -> bool:
        return len(await bus.handled()) == 3 and gauge("consumer_oldest_unhandled_seconds") > 0.5

    await until(three, "only the announced ones")
    await consumer.stop()
    await bus.consumer()
    await bus.settle()

    async def caught_up() -> bool:
        return gauge("consumer_oldest_unhandled_seconds") == 0

    await until(caught_up, "no lag")


@pytest.mark.parametrize("position_first", [True, False])
async def test_a_slow_transaction_is_never_passed_over(bus: World, no_redis: str, position_first: bool) -> None:
    await bus.consumer(redis_url=no_redis)
    async with bus.quiet.unit_of_work(bus.database.org) as work:
        await work.connection.execute(text("SELECT pg_current_xact_id()"))
        if position_first:
            await work.append(bus.unit(bus.clients[0]))
        later = await bus.check_in(5, announced=False, subject=bus.clients[1])

        async def hidden() -> bool:
            return gauge("log_xmin_age_seconds", None) > 0.3

        await until(hidden, "the hiding shows in the metric")
        assert await bus.handled() == []
        if not position_first:
            await work.append(bus.unit(bus.clients[0]))
    slow = work.appended[0]
    assert (slow.position < later[0].position) is position_first
    assert slow.tx < later[0].tx
    bus.said += work.appended
    await bus.settle()


async def test_an_event_with_a_lower_position_may_be_committed_after_a_higher_one_was_handled(
    bus: World, no_redis: str
) -> None:
    await bus.consumer(redis_url=no_redis)
    async with bus.quiet.unit_of_work(bus.database.org) as first, bus.checkin.unit_of_work(bus.database.org) as second:
        await first.connection.execute(text("SELECT pg_current_xact_id()"))
        await second.append(bus.unit(bus.clients[1]))
        await first.append(bus.unit(bus.clients[0]))
        await first.connection.commit()
        early, late = first.appended, second.appended
        await until(lambda: bus.has_handled(early), "the higher position")

        async def passed() -> bool:
            rows = await bus.fetch("SELECT tx, position FROM router.checkpoints")
            return tuple(rows[0]) == (early[0].tx, early[0].position)

        await until(passed, "the checkpoint")
        assert late[0].position < early[0].position
    bus.said += [*early, *late]
    await bus.settle()


async def test_many_writers_with_rollbacks_between_leave_no_hole(bus: World, no_redis: str) -> None:
    await bus.consumer(redis_url=no_redis)

    async def write(number: int) -> None:
        for turn in range(15):
            try:
                async with bus.quiet.unit_of_work(bus.database.org) as work:
                    await work.append(bus.unit(bus.clients[number]))
                    await asyncio.sleep(0.002 * ((number + turn) % 4))
                    if turn % 5 == number:
                        raise InterruptedError
                bus.said += work.appended
            except InterruptedError:
                continue

    await asyncio.gather(*(write(number) for number in range(5)))
    assert len(bus.said) == 60
    await bus.settle()


async def test_an_idle_consumer_writes_nothing(bus: World) -> None:
    await bus.check_in(3)
    await bus.consumer(settings=replace(QUICK, look=0.1))
    await bus.settle()

    async def passed_its_own_offers() -> bool:
        rows = await bus.fetch(
            "SELECT FROM router.checkpoints c WHERE (c.tx, c.position) ="
            " (SELECT e.tx, e.position FROM log.events e ORDER BY e.tx DESC, e.position DESC LIMIT 1)"
        )
        return len(rows) == 1

    await until(passed_its_own_offers, "the checkpoint at the end of the log")
    row = "SELECT ctid::text, xmin::text FROM router.checkpoints"
    before = await bus.fetch(row)
    ages = [gauge("consumer_heartbeat_age_seconds")]

    async def looked_five_times() -> bool:
        ages.append(gauge("consumer_heartbeat_age_seconds"))
        return sum(later < earlier for earlier, later in pairwise(ages)) >= 5

    await until(looked_five_times, "looked five times")
    assert await bus.fetch(row) == before


async def test_one_replica_at_a_time_holds_the_lease_and_the_next_takes_over(bus: World) -> None:
    database = await bus.connect("router_worker", announced=False)
    first, second = (Lease("a consumer", database.connect) for _ in range(2))
    another = Lease("another consumer", database.connect)
    assert await first.hold()
    assert await first.hold()
    assert not await second.hold()
    assert await another.hold()
    async with connected(bus.database.owner) as owner:
        await owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )

        async def second_holds() -> bool:
            return await second.hold()

        await until(second_holds, "taken over")
        with contextlib.suppress(Exception):
            await first.hold()
        assert not await first.hold()
    for lease in (first, second, another):
        lease.give_up()


async def test_catch_up_goes_on_in_the_other_replica_when_its_holder_is_cut_off(bus: World, no_redis: str) -> None:
    for _ in range(2):
        await bus.consumer(redis_url=no_redis)
    await bus.check_in(5, announced=False)
    await bus.settle()
    async with connected(bus.database.owner) as owner:
        for _ in range(3):
            await owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
            await bus.check_in(5, announced=False)
            await bus.settle()


async def test_a_consumer_is_not_ready_before_it_has_looked(bus: World, no_redis: str) -> None:
    consumer = await bus.consumer(redis_url=no_redis)
    assert not consumer.hearing.ready()
    await consumer.listens()
    assert not consumer.hearing.hears_stream()
