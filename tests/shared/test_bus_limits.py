"""What lasts too long, loses its session or finds somebody in the way harms no other event, and is told from a server
that is away."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text

from shared.bus import Work
from shared.bus.failure import SessionLost, is_passing
from shared.keyring import FileKeyProvider, Heard
from tests.databases import FreshDatabase, connected
from tests.shared.bus_world import QUICK, World, execute, template, until, world

pytestmark = pytest.mark.real
ONE_HOUR_PAUSE = replace(QUICK, pauses=(3600.0,))
BRIEFLY = text("SET LOCAL idle_in_transaction_session_timeout = 100")


class Counted(FileKeyProvider):
    """Key files, and how often they were asked for."""

    asked = 0

    async def unwrap(self, org: UUID, kek: str, wrapped: bytes) -> bytes:
        self.asked += 1
        return await super().unwrap(org, kek, wrapped)


@pytest.fixture(scope="module")
def original(postgres_url: str) -> Iterator[FreshDatabase]:
    with template(postgres_url) as database:
        yield database


@pytest.fixture
async def bus(original: FreshDatabase, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with world(original, redis_url, tmp_path / "keys") as made:
        yield made


def poisoned(heard: Heard) -> bool:
    return getattr(heard.data, "source", None) == "poison"


async def lose_the_session(bus: World, work: Work) -> None:
    """As a handler does that sends no statement for longer than the server lets it."""
    pid = (await work.connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    await work.connection.execute(BRIEFLY)
    async with connected(bus.database.owner) as owner:

        async def killed() -> bool:
            return not await owner.fetchval("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", pid)

        await until(killed, "the session is killed")
    await work.connection.execute(text("SELECT 1"))


async def parked(bus: World) -> list[tuple[UUID, int, str]]:
    return [tuple(row) for row in await bus.fetch("SELECT event, tries, error FROM router.retries")]


async def test_an_event_that_loses_its_session_is_parked_and_stops_nobody(bus: World) -> None:
    calls: Counter[UUID] = Counter()

    async def idle(heard: Heard, work: Work) -> None:
        calls[heard.id] += 1
        if poisoned(heard):
            await lose_the_session(bus, work)
        await bus.offer(heard, work)

    await bus.check_in(5)
    poison = await bus.check_in(1, source="poison")
    await bus.check_in(5, announced=False)
    await bus.consumer(idle, settings=replace(ONE_HOUR_PAUSE, goes=2))
    await bus.settle(without=poison)
    assert [(event, tries) for event, tries, _ in await parked(bus)] == [(poison[0].id, 1)]
    assert calls[poison[0].id] >= 2, "a lost session may be the server's fault, so it is not counted the first time"


async def test_an_event_that_computes_for_too_long_is_parked_with_where_it_was(bus: World) -> None:
    async def compute(heard: Heard, work: Work) -> None:
        await bus.offer(heard, work)
        if poisoned(heard):
            await asyncio.Event().wait()

    poison = await bus.check_in(1, source="poison")
    await bus.check_in(5)
    await bus.consumer(compute, settings=replace(ONE_HOUR_PAUSE, limit=0.3, goes=1))
    await bus.settle(without=poison)
    [(event, tries, error)] = await parked(bus)
    assert (event, tries) == (poison[0].id, 1)
    assert error.startswith("TimeoutError tests/shared/test_bus_limits.py:")


async def test_a_parked_event_that_loses_its_session_every_time_does_not_starve_the_others(bus: World) -> None:
    failed: set[UUID] = set()

    async def fail(heard: Heard, work: Work) -> None:
        if poisoned(heard):
            await lose_the_session(bus, work)
        if heard.id not in failed:
            failed.add(heard.id)
            raise ValueError
        await bus.offer(heard, work)

    poison = await bus.check_in(1, source="poison")
    await bus.check_in(4)
    await bus.consumer(fail, settings=replace(QUICK, goes=1))
    await bus.settle(without=poison)

    async def dead() -> bool:
        return [row["tries"] for row in await bus.fetch("SELECT tries FROM router.dead_letters")] == [5]

    await until(dead, "given up on")


async def test_a_try_is_counted_before_it_is_made(bus: World) -> None:
    tried, go_on = asyncio.Event(), asyncio.Event()
    calls = 0

    async def fail_once(heard: Heard, work: Work) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise ValueError
        tried.set()
        await go_on.wait()
        await bus.offer(heard, work)

    await bus.check_in(1)
    await bus.consumer(fail_once)
    await tried.wait()
    assert [tries for _, tries, _ in await parked(bus)] == [2]
    go_on.set()
    await bus.settle()


async def test_a_batch_is_handled_in_several_short_transactions(bus: World) -> None:
    async def slowly(heard: Heard, work: Work) -> None:
        await asyncio.sleep(0.1)
        await bus.offer(heard, work)

    await bus.check_in(12, announced=False)
    await bus.check_in(12)
    await bus.consumer(slowly, settings=replace(QUICK, slice=0.15))
    await bus.settle()
    rows = await bus.fetch("SELECT count(*) AS n FROM router.effects GROUP BY xmin::text")
    assert sum(row["n"] for row in rows) == 24
    assert max(row["n"] for row in rows) <= 2
    assert not await parked(bus)


async def test_whoever_is_in_the_way_costs_no_event_a_try(bus: World) -> None:
    calls = 0

    async def in_the_way(heard: Heard, work: Work) -> None:
        nonlocal calls
        calls += 1
        await work.connection.execute(text("SET LOCAL lock_timeout = 50"))
        await bus.offer(heard, work)

    async with connected(bus.database.owner) as owner, owner.transaction():
        await owner.execute("LOCK TABLE router.effects IN EXCLUSIVE MODE")
        await bus.check_in(1)
        await bus.consumer(in_the_way, settings=replace(ONE_HOUR_PAUSE, goes=50))

        async def tried_again() -> bool:
            return calls >= 3

        await until(tried_again, "tried again")
    await bus.settle()
    assert not await parked(bus)


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.LockNotAvailableError(),
        asyncpg.DeadlockDetectedError(),
        asyncpg.SerializationError(),
        asyncpg.QueryCanceledError(),
        SessionLost(),
    ],
)
def test_what_may_pass_is_told_from_what_will_not(error: Exception) -> None:
    wrapped = RuntimeError("while asking")
    wrapped.__cause__ = error
    assert is_passing(error)
    assert is_passing(wrapped) is not isinstance(error, SessionLost)
    assert not is_passing(asyncpg.UniqueViolationError())


async def test_keys_out_of_reach_cost_readiness_and_no_event_a_try(bus: World) -> None:
    files = list(bus.folder.glob("*.json"))
    asides = [file.rename(file.with_suffix(".aside")) for file in files]
    consumer = await bus.consumer(settings=replace(ONE_HOUR_PAUSE, stalled=0.5))
    await consumer.listens()
    await bus.check_in(5)

    async def not_ready() -> bool:
        return not consumer.hearing.ready()

    await until(not_ready, "not ready for want of progress")
    assert not await parked(bus)
    for file, aside in zip(files, asides, strict=True):
        aside.rename(file)
    await bus.settle()
    await consumer.listens()
    assert not await parked(bus)


async def test_keys_out_of_reach_cost_a_parked_event_no_try(bus: World) -> None:
    async def fail(heard: Heard, work: Work) -> None:
        raise ValueError

    await bus.check_in(1)
    consumer = await bus.consumer(fail, settings=ONE_HOUR_PAUSE)

    async def one_parked() -> bool:
        return len(await parked(bus)) == 1

    await until(one_parked, "parked")
    await consumer.stop()
    bus.provider = provider = Counted(bus.folder)
    file = next(bus.folder.glob("*.json"))
    aside = file.rename(file.with_suffix(".aside"))
    await execute(bus.database.owner, "UPDATE router.retries SET next_at = now()")
    await bus.consumer()

    async def asked_often() -> bool:
        return provider.asked >= 8

    await until(asked_often, "tried eight times")
    aside.rename(file)
    await bus.settle()
    assert not await bus.fetch("SELECT FROM router.dead_letters")


async def test_a_damaged_key_parks_its_own_events_only(bus: World) -> None:
    await bus.check_in(2, subject=bus.clients[1])
    damaged = await bus.check_in(2, subject=bus.clients[0])
    await execute(
        bus.database.owner, f"UPDATE log.subject_keys SET wrapped = sha256(wrapped) WHERE subject = '{bus.clients[0]}'"
    )
    await bus.consumer(settings=ONE_HOUR_PAUSE)
    await bus.settle(without=damaged)
    rows = await parked(bus)
    assert {event for event, _, _ in rows} == {event.id for event in damaged}
    assert all(error.startswith("KeyUnreadable ") for _, _, error in rows)
