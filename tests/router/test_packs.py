"""When a client's offline pack is made anew, through a real log and a real worker."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.router import packs
from services.router.client import Client
from services.router.first_line import Packing
from services.router.ranking import stocked
from shared.bus import Work
from shared.events import FirstLinePrepared, ProfileChanged
from shared.keyring import Heard, SubjectKey, derived_id
from tests.databases import connected
from tests.router.people import NOW
from tests.router.world import World

DAY = 24 * 60
PACK = FirstLinePrepared.type


async def first_of_each(world: World, who: SubjectKey) -> list[str]:
    """The technique that comes first for one feeling at 9, by pack."""
    found = []
    for heard in await world.packs(who):
        assert isinstance(heard.data, FirstLinePrepared)
        order = heard.data.orders[heard.data.table["fearful.anxious"][heard.data.intensities.index(9)]]
        found.append(heard.data.techniques[order[0]])
    return found


async def test_who_joins_has_a_pack_before_the_first_check_in(world: World) -> None:
    maya, clinic = await world.client(), await world.clinic()
    async with world.router():
        await world.threshold(clinic, 7)
        await world.join(maya, clinic)
        await world.settled(maya)
        [pack] = await world.packs(maya)
    assert isinstance(pack.data, FirstLinePrepared)
    assert {8, 9, 10} <= set(pack.data.intensities)
    assert set(pack.data.table) == set(stocked().fitting)


async def test_a_pack_knows_the_clinics_threshold(world: World) -> None:
    maya, clinic = await world.client(), await world.clinic()
    async with world.router():
        await world.threshold(clinic, 7)
        await world.join(maya, clinic)
        await world.settled(maya)
        await world.settled(clinic)
        await world.set(maya, language="de")
        await world.settled(maya)
        pack = (await world.packs(maya))[-1]
    assert isinstance(pack.data, FirstLinePrepared)
    assert (pack.data.regulate_first_from, pack.data.intensities) == (7, [7, 8, 9, 10])


async def test_a_changed_profile_brings_a_new_pack_that_knows_it_at_once(world: World) -> None:
    maya = await world.client()
    async with world.router():
        await world.check_in(maya)
        await world.settled(maya)
        [first] = await first_of_each(world, maya)
        await world.set(maya, hidden=[first])
        await world.settled(maya)
        before, after = await first_of_each(world, maya)
    assert (before, after != first) == (first, True)


async def test_whatever_is_heard_on_one_day_brings_one_pack(world: World) -> None:
    maya = await world.client()
    async with world.router():
        for minutes in (50, 40, 30):
            check_in = await world.check_in(maya, minutes_ago=minutes)
            breath = await world.start(maya, "three-slow-breaths", check_in, minutes_ago=minutes)
            await breath.finish(after=7, minutes=2)
        await world.settled(maya)
        assert len(await world.packs(maya)) == 1


async def test_after_a_day_the_next_event_brings_another_by_its_own_time(world: World) -> None:
    maya = await world.client()
    async with world.router():
        for minutes in (3 * DAY, 2 * DAY + 1, 2 * DAY, DAY + 30, 0):
            await world.check_in(maya, minutes_ago=minutes)
            await world.settled(maya)
        times = [heard.at for heard in await world.packs(maya)]
    now = datetime.now(UTC)
    assert [round((now - at) / timedelta(days=1), 1) for at in times] == [3.0, 2.0, 0.0]


@pytest.mark.parametrize("ends", ["finish", "stop", "rate"])
async def test_after_a_day_the_end_of_a_practice_or_its_rating_brings_another(world: World, ends: str) -> None:
    maya = await world.client()
    world.quiet = True
    check_in = await world.check_in(maya, minutes_ago=2 * DAY)
    breath = await world.start(maya, "three-slow-breaths", check_in)
    await getattr(breath, ends)(after=7)
    await world.retract(maya, check_in)
    events = [each for each in await world.said(maya) if each.type in packs.HANDLERS]
    await world.hear(maya, events, packs.HANDLERS)
    assert [heard.id for heard in await world.packs(maya)] == [named(check_in), named(events[-1].id)]
    assert events[-1].type.startswith("practice.")


async def test_what_arrives_late_brings_no_pack_when_a_newer_one_is_there(world: World) -> None:
    maya = await world.client()
    async with world.router():
        await world.check_in(maya)
        await world.settled(maya)
        await world.check_in(maya, minutes_ago=5000)
        await world.settled(maya)
        assert len(await world.packs(maya)) == 1


async def test_a_profile_that_is_heard_late_brings_a_pack_of_now(world: World) -> None:
    """It is the newest pack from then on, so what has ended since is over in it."""
    maya, now = await world.client(), datetime.now(UTC)
    rested = ProfileChanged(changed=["rest_inward_until"], rest_inward_until=now - timedelta(days=1))
    async with world.router():
        await world.check_in(maya)
        await world.settled(maya)
        await world.say(maya, "coach_api", rested, at=now - timedelta(days=3))
        await world.settled(maya)
        assert await first_of_each(world, maya) == ["longer-out-breath"] * 2


async def test_a_pack_knows_all_that_was_set_in_whatever_order_it_is_heard_and_changes_no_row(world: World) -> None:
    maya = await world.client()
    world.quiet = True
    first = "longer-out-breath"
    for hidden in ([first], [first, "double-sigh"]):
        await world.set(maya, hidden=hidden)
    await world.set(maya, cautions={"panic": True})
    await world.hear(maya, reversed(await world.said(maya)), packs.HANDLERS)
    for pack in await world.packs(maya):
        assert isinstance(pack.data, FirstLinePrepared)
        assert not {first, "double-sigh"} & set(pack.data.techniques)
        assert pack.data.practice_version == 3
    assert not any((await world.rows(maya)).values())


async def test_who_joins_has_the_clinics_threshold_in_the_pack_before_anything_else_was_heard(world: World) -> None:
    maya, clinic = await world.client(), await world.clinic()
    world.quiet = True
    await world.threshold(clinic, 7)
    await world.hear(clinic, await world.heard(clinic, "clinic"))
    await world.join(maya, clinic)
    joined = [each for each in await world.said(maya) if each.type in packs.HANDLERS]
    await world.hear(maya, joined, packs.HANDLERS)
    [pack] = await world.packs(maya)
    assert isinstance(pack.data, FirstLinePrepared)
    assert pack.data.intensities == [7, 8, 9, 10]


async def test_no_offer_waits_for_a_pack(world: World) -> None:
    """The first check-in comes while the packs of joining and of what was set are made."""
    maya, clinic = await world.client(), await world.clinic()
    world.quiet = True
    await world.join(maya, clinic)
    await world.set(maya, hidden=["five-senses"])
    check_in = await world.check_in(maya)
    events = await world.said(maya)
    [moment] = [each for each in events if each.id == check_in]
    async with world.worker.unit_of_work(None) as unit:
        for each in events:
            if packs.HANDLERS.get(each.type) is packs.renew:
                await packs.renew(each, Work(unit, {maya.subject: maya}))
        await world.hear(maya, [moment])
    assert set(await world.offers(maya)) == {check_in}


@pytest.mark.parametrize(("patience", "turns"), [(0.0, 0), (3600.0, len(stocked().fitting))])
async def test_a_pack_gives_way_after_each_feeling_until_its_patience_ends(
    monkeypatch: pytest.MonkeyPatch, patience: float, turns: int
) -> None:
    monkeypatch.setattr(packs, "PATIENCE", patience)
    given = 0

    async def others() -> None:
        nonlocal given
        while True:
            given += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(others())
    await packs.give_way(Packing(Client(), NOW, stocked()))
    task.cancel()
    assert given == turns


async def test_two_workers_and_a_second_hearing_make_one_pack_for_one_cause(world: World) -> None:
    maya = await world.client()
    async with world.router(), world.router():
        check_in = await world.check_in(maya)
        await world.settled(maya)
    await world.set(maya, hidden=["five-senses"])
    events = [each for each in await world.said(maya) if each.type in packs.HANDLERS]
    for _ in range(2):
        await world.hear(maya, events, packs.HANDLERS)
    assert [heard.id for heard in await world.packs(maya)] == [named(check_in), named(events[-1].id)]


def named(cause: UUID) -> UUID:
    return derived_id(cause, PACK)


async def test_of_two_replicas_that_hear_different_events_at_once_one_makes_the_days_pack(world: World) -> None:
    maya = await world.client()
    world.quiet = True
    for _ in range(2):
        await world.check_in(maya)
    events = await world.said(maya)

    async def alone(heard: Heard) -> None:
        async with world.worker.unit_of_work(None) as unit:
            work = Work(unit, {maya.subject: maya})
            await packs.HANDLERS[heard.type](heard, work)
            await work.record()

    await asyncio.gather(*map(alone, events))
    assert len(await world.packs(maya)) == 1


async def test_a_pack_that_could_not_be_recorded_is_made_again(world: World) -> None:
    """The time of the last pack is noted with the pack or not at all."""
    maya = await world.client()
    world.quiet = True
    await world.check_in(maya)
    [heard] = await world.said(maya)
    try:
        async with world.worker.unit_of_work(None) as unit:
            await packs.HANDLERS[heard.type](heard, Work(unit, {maya.subject: maya}))
            raise ConnectionError
    except ConnectionError:
        pass
    await world.hear(maya, [heard], packs.HANDLERS)
    assert len(await world.packs(maya)) == 1


async def test_nothing_but_the_time_of_a_pack_is_kept_in_clear(world: World) -> None:
    maya = await world.client()
    async with world.router():
        await world.check_in(maya)
        await world.settled(maya)
    async with connected(world.database.owner) as owner:
        rows = await owner.fetch("SELECT * FROM router.packs WHERE client = $1", maya.subject)
    assert [set(row.keys()) for row in rows] == [{"client", "org", "at"}]
