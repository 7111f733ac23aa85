"""A failing event harms no other, is tried five times, and then waits for an operator. A failing server is not one."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import text

from shared.bus import Work, dead_letters_command
from shared.bus.failure import is_lost_server, redacted
from shared.keyring import Heard
from shared.log import Recorded
from tests.databases import FreshDatabase, connected
from tests.shared.bus_world import QUICK, World, template, until, world

pytestmark = pytest.mark.real
SECRET = "felt like drowning"
ONE_HOUR_PAUSE = replace(QUICK, pauses=(3600.0,))


class Failing:
    """Offers, but for check-ins from the source `poison` it fails after an effect, as long as `armed`."""

    def __init__(self, bus: World) -> None:
        self.bus = bus
        self.armed = True
        self.calls: list[tuple[UUID, float]] = []

    async def __call__(self, heard: Heard, work: Work) -> None:
        await self.bus.offer(heard, work)
        if getattr(heard.data, "source", None) == "poison":
            self.calls.append((heard.id, time.monotonic()))
            if self.armed:
                raise ValueError(SECRET)


@pytest.fixture(scope="module")
def original(postgres_url: str) -> Iterator[FreshDatabase]:
    with template(postgres_url) as database:
        yield database


@pytest.fixture
async def bus(original: FreshDatabase, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with world(original, redis_url, tmp_path / "keys") as made:
        yield made


@contextlib.asynccontextmanager
async def without_database(bus: World) -> AsyncIterator[None]:
    """The workers lose their connections and get no new ones; the check-in service keeps the one it has."""
    await bus.check_in(1)
    async with connected(bus.database.owner) as owner:
        await owner.execute(f"ALTER DATABASE {bus.database.name} CONNECTION LIMIT 0")
        await owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'router_worker' AND datname = current_database()"
        )
        try:
            yield
        finally:
            await owner.execute(f"ALTER DATABASE {bus.database.name} CONNECTION LIMIT -1")


async def letters(bus: World, *arguments: str) -> tuple[int, list[str]]:
    said: list[str] = []
    database = await bus.connect("router_worker", announced=False)
    code = await dead_letters_command(arguments, schema="router", database=database, say=said.append)
    return code, said


async def dead(bus: World, count: int) -> None:
    async def given_up() -> bool:
        rows = await bus.fetch("SELECT count(*) AS n FROM router.dead_letters")
        waiting = await bus.fetch("SELECT count(*) AS n FROM router.retries")
        return bool(rows[0]["n"] == count and waiting[0]["n"] == 0)

    await until(given_up, f"{count} dead letters")


async def checkpoint_is_past(bus: World, events: Sequence[Recorded]) -> bool:
    rows = await bus.fetch("SELECT tx, position FROM router.checkpoints")
    return bool(rows) and tuple(rows[0]) >= max((event.tx, event.position) for event in events)


async def test_a_poison_event_harms_no_other_and_does_not_hold_the_checkpoint(bus: World) -> None:
    await bus.check_in(20)
    poison = await bus.check_in(1, source="poison")
    await bus.check_in(20)
    await bus.consumer(Failing(bus), settings=ONE_HOUR_PAUSE)
    await bus.settle(without=poison)
    assert await checkpoint_is_past(bus, bus.said)
    rows = await bus.fetch("SELECT event, tries, next_at - now() > '59 minutes' AS later FROM router.retries")
    assert [tuple(row) for row in rows] == [(poison[0].id, 1, True)]


async def test_a_poison_event_is_tried_five_times_with_pauses_between(bus: World) -> None:
    failing = Failing(bus)
    consumer = await bus.consumer(failing, settings=replace(QUICK, young=3600.0, pauses=(0.1, 0.2, 0.3, 0.4)))
    await consumer.listens()
    poison = await bus.check_in(1, source="poison")
    await dead(bus, 1)
    rows = await bus.fetch("SELECT tries, type FROM router.dead_letters")
    assert tuple(rows[0]) == (5, "check_in.recorded")
    assert len(failing.calls) == 5
    pauses = [later - earlier for (_, earlier), (_, later) in pairwise(failing.calls)]
    assert all(pause >= least for pause, least in zip(pauses, (0.1, 0.2, 0.3, 0.4), strict=True))
    await bus.settle(without=poison)


async def test_a_dead_letter_says_where_and_never_what(bus: World) -> None:
    poison = await bus.check_in(1, source="poison", announced=False)
    await bus.consumer(Failing(bus))
    await dead(bus, 1)
    code, said = await letters(bus, "list")
    assert code == 0
    assert len(said) == 1
    assert SECRET not in said[0]
    assert "ValueError tests/shared/test_bus_failures.py:" in said[0]
    assert str(poison[0].subject) not in said[0]
    assert "poison" not in said[0].replace("test_bus", "")


async def test_redriving_gives_an_event_all_its_tries_again(bus: World) -> None:
    failing = Failing(bus)
    await bus.check_in(3, source="poison")
    await bus.consumer(failing)
    await dead(bus, 3)
    _, said = await letters(bus, "list")
    letter = said[0].split("\t")[0]

    assert await letters(bus, "redrive", letter) == (0, ["1 redriven"])
    await dead(bus, 3)
    failing.armed = False
    assert await letters(bus, "redrive", "all") == (0, ["3 redriven"])
    await bus.settle()
    assert await letters(bus, "list") == (0, [])


async def test_a_dead_letter_can_be_dropped(bus: World) -> None:
    poison = await bus.check_in(1, source="poison")
    await bus.consumer(Failing(bus))
    await dead(bus, 1)
    _, said = await letters(bus, "list")
    letter = said[0].split("\t")[0]
    assert await letters(bus, "drop", letter) == (0, ["1 dropped"])
    assert await letters(bus, "drop", letter) == (1, ["0 dropped"])
    assert await letters(bus, "redrive", str(uuid4())) == (1, ["0 redriven"])
    await bus.settle(without=poison)


@pytest.mark.parametrize("arguments", [(), ("delete",), ("redrive",), ("drop", "all"), ("drop", "1"), ("list", "x")])
async def test_a_wrong_command_is_answered_with_the_right_ones(bus: World, arguments: tuple[str, ...]) -> None:
    code, said = await letters(bus, *arguments)
    assert code == 2
    assert said[0].startswith("usage: dead-letters list")


async def test_an_event_that_succeeds_at_a_later_try_is_handled_once(bus: World) -> None:
    failing = Failing(bus)

    async def once(heard: Heard, work: Work) -> None:
        failing.armed = len(failing.calls) < 3
        await failing(heard, work)

    await bus.check_in(5)
    await bus.check_in(1, source="poison")
    await bus.consumer(once)
    await bus.settle()
    assert not await bus.fetch("SELECT FROM router.retries")
    assert not await bus.fetch("SELECT FROM router.dead_letters")


async def test_due_retries_are_shared_between_workers(bus: World) -> None:
    failing = Failing(bus)
    poison = await bus.check_in(20, source="poison")
    for _ in range(3):
        await bus.consumer(failing)
    await dead(bus, 20)
    rows = await bus.fetch("SELECT tries FROM router.dead_letters")
    assert [row["tries"] for row in rows] == [5] * 20
    await bus.settle(without=poison)


async def test_a_lost_database_connection_is_no_failure_of_the_event(bus: World) -> None:
    lost: list[int] = []

    async def cut_off(heard: Heard, work: Work) -> None:
        await bus.offer(heard, work)
        if len(lost) < 4:
            pid = (await work.connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            lost.append(pid)
            async with connected(bus.database.owner) as owner:
                await owner.execute("SELECT pg_terminate_backend($1)", pid)
            await (work.find(heard.subject, heard.id) if len(lost) % 2 else bus.offer(heard, work))

    await bus.consumer(cut_off, settings=ONE_HOUR_PAUSE)
    await bus.check_in(10)
    await bus.settle()
    assert len(lost) == 4
    assert not await bus.fetch("SELECT FROM router.retries")
    assert not await bus.fetch("SELECT FROM router.dead_letters")


async def test_a_database_that_is_away_holds_the_batch_and_costs_readiness(bus: World) -> None:
    consumer = await bus.consumer(settings=replace(QUICK, old=0.5))
    await consumer.listens()
    async with connected(bus.database.owner) as owner:
        await owner.execute("ALTER ROLE router_worker CONNECTION LIMIT 0")
        try:
            await owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'router_worker'"
            )
            await bus.check_in(10)

            async def not_ready() -> bool:
                return not consumer.hearing.ready()

            await until(not_ready, "not ready")
        finally:
            await owner.execute("ALTER ROLE router_worker CONNECTION LIMIT -1")
    await bus.settle()
    await consumer.listens()
    assert not await bus.fetch("SELECT FROM router.retries")


async def test_a_held_batch_does_not_hold_up_the_stop(bus: World) -> None:
    consumer = await bus.consumer(settings=replace(QUICK, young=3600.0))
    await consumer.listens()
    async with connected(bus.database.owner) as owner:
        await owner.execute("ALTER ROLE router_worker CONNECTION LIMIT 0")
        try:
            await owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'router_worker'"
            )
            await bus.check_in(10)
            await asyncio.wait_for(consumer.stop(), timeout=5)
        finally:
            await owner.execute("ALTER ROLE router_worker CONNECTION LIMIT -1")
    await bus.consumer()
    await bus.settle()


async def test_an_event_that_takes_too_long_is_parked(bus: World) -> None:
    async def too_slow(heard: Heard, work: Work) -> None:
        await bus.offer(heard, work)
        if getattr(heard.data, "source", None) == "poison":
            await work.connection.execute(text("SET LOCAL statement_timeout = 100"))
            await work.connection.execute(text("SELECT pg_sleep(5)"))

    poison = await bus.check_in(1, source="poison")
    await bus.check_in(3)
    consumer = await bus.consumer(too_slow, settings=ONE_HOUR_PAUSE)
    await bus.settle(without=poison)
    rows = await bus.fetch("SELECT tries, error FROM router.retries")
    assert rows[0]["tries"] == 1
    assert rows[0]["error"].startswith("QueryCanceledError tests/shared/test_bus_failures.py:")
    await consumer.stop()


def test_an_error_is_told_by_type_and_our_own_line_alone() -> None:
    try:
        UUID(SECRET)
    except ValueError as error:
        told = redacted(error)
    assert told.startswith("ValueError tests/shared/test_bus_failures.py:")
    assert redacted(ValueError(SECRET)) == "ValueError ?"


@pytest.mark.parametrize("error", [IsADirectoryError("Europe"), ConnectionRefusedError(), TimeoutError()])
async def test_an_error_of_the_handler_s_own_parks_its_event(bus: World, error: OSError) -> None:
    async def fail(heard: Heard, work: Work) -> None:
        if getattr(heard.data, "source", None) == "poison":
            raise error
        await bus.offer(heard, work)

    poison = await bus.check_in(1, source="poison")
    await bus.check_in(2)
    await bus.consumer(fail, settings=ONE_HOUR_PAUSE)
    await bus.settle(without=poison)
    rows = await bus.fetch("SELECT event, error FROM router.retries")
    assert rows[0]["event"] == poison[0].id
    assert rows[0]["error"].startswith(type(error).__name__)


def test_a_server_that_stops_is_at_fault_and_a_wrong_value_is_not() -> None:
    wrapped = RuntimeError("while asking")
    wrapped.__cause__ = asyncpg.AdminShutdownError()
    assert is_lost_server(wrapped)
    assert is_lost_server(asyncpg.TooManyConnectionsError())
    assert not is_lost_server(asyncpg.UniqueViolationError())
    assert not is_lost_server(ValueError("x"))
