"""A release that hears more event types handles those of the past too, beside the release before it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from shared.bus import HearingSettings, Work
from shared.bus.inbox import Inbox
from shared.events import CheckInRetracted
from shared.keyring import Heard
from shared.log import Recorded, Unit
from tests.databases import FreshDatabase
from tests.shared.bus_world import QUICK, Consumer, World, template, until, world

pytestmark = pytest.mark.real
NEW = "check_in.retracted"
INSERT = text("INSERT INTO router.effects (consumer, subject, event) VALUES ('new', :subject, :event)")


@pytest.fixture(scope="module")
def original(postgres_url: str) -> Iterator[FreshDatabase]:
    with template(postgres_url) as database:
        yield database


@pytest.fixture
async def bus(original: FreshDatabase, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with world(original, redis_url, tmp_path / "keys") as made:
        yield made


async def note(heard: Heard, work: Work) -> None:
    await work.connection.execute(INSERT, {"subject": heard.subject, "event": heard.id})


async def newer(bus: World, settings: HearingSettings = QUICK) -> Consumer:
    return await bus.consumer(settings=settings, also={NEW: note})


async def retract(bus: World, count: int = 1, *, announced: bool = True) -> list[Recorded]:
    """Say events of the new type, each in a transaction of its own."""
    said: list[Recorded] = []
    for number in range(count):
        subject, now = bus.clients[number % len(bus.clients)], datetime.now(UTC)
        event = bus.seal(subject, CheckInRetracted(check_in_id=uuid4()), now)
        async with (bus.checkin if announced else bus.quiet).unit_of_work(bus.database.org) as work:
            await work.append(Unit(bus.database.org, subject, (event,)))
        said += work.appended
    return said


async def noted(bus: World) -> list[UUID]:
    return sorted(row["event"] for row in await bus.fetch("SELECT event FROM router.effects WHERE consumer = 'new'"))


async def all_noted_once(bus: World, said: list[Recorded]) -> None:
    async def all_noted() -> bool:
        return set(await noted(bus)) >= {event.id for event in said}

    await until(all_noted, "the new type is handled")
    await bus.settle()
    assert await noted(bus) == sorted(event.id for event in said)


async def passed(bus: World, events: list[Recorded]) -> None:
    async def is_passed() -> bool:
        rows = await bus.fetch("SELECT tx, position FROM router.checkpoints")
        return bool(rows) and tuple(rows[0]) >= max((event.tx, event.position) for event in events)

    await until(is_passed, "the checkpoint is past them")


async def behind(bus: World) -> str:
    rows = await bus.fetch("SELECT behind::text AS behind FROM router.checkpoints")
    return str(rows[0]["behind"])


async def test_events_of_a_type_that_is_new_are_handled_from_the_beginning(bus: World) -> None:
    old = await bus.consumer()
    said = await retract(bus, 20)
    await bus.check_in(3)
    await bus.settle()
    await passed(bus, said)
    await old.stop()
    for _ in range(2):
        await newer(bus, replace(QUICK, page=7, batch=3))
    await all_noted_once(bus, said)
    assert await behind(bus) == "{}"
    said += await retract(bus, 5)
    await all_noted_once(bus, said)


async def test_events_of_a_new_type_are_handled_while_both_releases_run(bus: World) -> None:
    old = await bus.consumer()
    await old.listens()
    said = await retract(bus, 5)
    await bus.check_in(3)
    await bus.settle()
    new = await newer(bus)
    for number in range(20):
        said += await retract(bus, announced=bool(number % 3))
        await bus.check_in(1, announced=bool(number % 2))
    await all_noted_once(bus, said)
    await new.listens()
    await old.stop()
    said += await retract(bus, 5)
    await all_noted_once(bus, said)


async def test_a_release_that_knows_less_does_not_move_the_checkpoint(bus: World) -> None:
    new = await newer(bus)
    await bus.check_in(3)
    await bus.settle()
    await new.stop()
    before = await bus.fetch("SELECT tx, position FROM router.checkpoints")
    old = await bus.consumer()
    await old.listens()
    said = await retract(bus, 5)
    later = await bus.check_in(3)
    await until(lambda: bus.has_handled(later), "handled from the stream")
    assert await bus.fetch("SELECT tx, position FROM router.checkpoints") == before
    await newer(bus)
    await all_noted_once(bus, said)


async def test_a_withdrawn_release_holds_up_nobody_and_takes_up_where_it_was(bus: World) -> None:
    new = await newer(bus)
    said = await retract(bus, 5)
    await bus.check_in(3)
    await all_noted_once(bus, said)
    await new.stop()
    old = await bus.consumer(settings=replace(QUICK, forsaken=0.3))
    said += await retract(bus, 5)
    await bus.check_in(3, announced=False)
    await bus.settle()
    await passed(bus, said)
    await old.stop()
    await newer(bus)
    await all_noted_once(bus, said)


async def test_the_checkpoint_and_the_inbox_stay_once_a_type_was_added(bus: World) -> None:
    inbox, old, new = Inbox("router", "router"), frozenset({"a"}), frozenset({"a", "b"})
    database = await bus.connect("router_worker", announced=False)
    async with database.unit_of_work(None) as unit:
        await inbox.begin(unit.connection, old)
        await inbox.pass_to(unit.connection, (5, 5), old)
        assert (await inbox.standing(unit.connection)).behind == {}
        await inbox.begin(unit.connection, new)
        await inbox.begin(unit.connection, old)
        await inbox.pass_to(unit.connection, (7, 7), old)
        standing = await inbox.standing(unit.connection)
        assert (standing.checkpoint, standing.types, standing.behind) == ((5, 5), new, {"b": (0, 0)})
        await inbox.caught_up(unit.connection, new)
        await inbox.forsake(unit.connection, old)
        await inbox.pass_to(unit.connection, (7, 7), old)
        await inbox.begin(unit.connection, new)
        standing = await inbox.standing(unit.connection)
        assert (standing.checkpoint, standing.types, standing.behind) == ((7, 7), new, {"b": (5, 5)})
