"""Given that "made it worse" is said after a number, then another offer takes the place of the first (safety.md S9)."""

from uuid import UUID

from services.router.ranking import stocked
from shared.keyring import Heard, SubjectKey
from tests.router.test_explain import explained
from tests.router.world import OFFER, World


def channel(technique: str) -> str:
    return stocked().by_id[technique].technique.channel


async def practices(world: World, who: SubjectKey) -> list[Heard]:
    return [event for event in await world.said(who) if event.type.startswith("practice.")]


async def said(world: World, who: SubjectKey) -> list[UUID]:
    """The ids of all offers."""
    return [event.id for event in await world.heard(who, "router") if event.type == OFFER]


async def test_worse_after_a_number_brings_another_offer_with_people_and_the_senses_and_once(world: World) -> None:
    maya = await world.client()
    async with world.router():
        check_in = await world.check_in(maya, intensity=8)
        breath = await world.start(maya, "longer-out-breath", check_in, 8)
        await breath.finish(after=7, minutes=1)
        first = await world.offer(maya, breath.id)
        await breath.rate(helped="worse", minutes=2)
        second = await world.offer(maya, breath.id, again=True)
        await world.settled(maya)
        assert await world.offer(maya, breath.id) == first
        assert len(await said(world, maya)) == 3
        await world.hear(maya, await practices(world, maya))
        assert len(await said(world, maya)) == 3
    for name in await said(world, maya):
        code, lines = await explained(world, name, "--client", maya.subject)
        assert (code, lines[-1]) == (0, "equal"), lines
    _, lines = await explained(world, breath.id)
    assert "phase g2, intensity 7" in lines
    assert (first.phase, first.intensity, first.people_card) == ("reflect", 7, False)
    assert (second.phase, second.intensity, second.people_card) == ("g2", 7, True)
    assert channel(second.ordered[0]) == "senses"
    assert "breath" not in map(channel, second.ordered)


async def test_worse_after_a_number_brings_the_same_offer_in_whatever_order_it_is_heard(world: World) -> None:
    maya = await world.client()
    check_in = await world.check_in(maya, intensity=8)
    breath = await world.start(maya, "longer-out-breath", check_in, 8)
    await breath.finish(after=7, minutes=1)
    await breath.rate(helped="worse", minutes=2)
    await world.hear(maya, reversed(await practices(world, maya)))
    first, second = await world.offer(maya, breath.id), await world.offer(maya, breath.id, again=True)
    assert (first.phase, first.people_card) == (second.phase, second.people_card) == ("g2", True)
    assert (first.intensity, second.intensity) == (8, 7)


async def test_worse_that_is_heard_after_a_number_said_later_brings_the_senses_too(world: World) -> None:
    maya = await world.client()
    check_in = await world.check_in(maya, intensity=8)
    breath = await world.start(maya, "longer-out-breath", check_in, 8)
    await breath.finish(helped="worse", minutes=1)
    await breath.rate(after=7, minutes=2)
    await world.hear(maya, reversed(await practices(world, maya)))
    stands = await world.offer(maya, breath.id, again=True)
    assert (stands.phase, stands.people_card, channel(stands.ordered[0])) == ("g2", True, "senses")
    await world.hear(maya, await practices(world, maya))
    assert len(await said(world, maya)) == 2
