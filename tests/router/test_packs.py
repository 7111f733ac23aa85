"""When a client's offline pack is made anew, through a real log and a real worker."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.router import packs
from shared.bus import Work
from shared.events import FirstLinePrepared
from shared.keyring import Heard, SubjectKey, derived_id
from tests.databases import connected
from tests.router.world import World

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
    assert pack.data.intensities[-1] == 10


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
    day = 24 * 60
    async with world.router():
        for minutes in (3 * day, 2 * day + 1, 2 * day, day + 30, 0):
            await world.check_in(maya, minutes_ago=minutes)
            await world.settled(maya)
        times = [heard.at for heard in await world.packs(maya)]
    now = datetime.now(UTC)
    assert [round((now - at) / timedelta(days=1), 1) for at in times] == [3.0, 2.0, 0.0]


async def test_what_arrives_late_brings_no_pack_when_a_newer_one_is_there(world: World) -> None:
    maya = await world.client()
    async with world.router():
        await world.check_in(maya)
        await world.settled(maya)
        await world.check_in(maya, minutes_ago=5000)
        await world.settled(maya)
        assert len(await world.packs(maya)) == 1


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
