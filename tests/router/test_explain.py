"""Given an offer in the log, when an operator asks for it, then it is made again and shown equal, or what changed."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from services.router import decider, explain
from services.router.explain import explain_command
from services.router.main import opened
from shared.events import (
    ClientAssigned,
    Contract,
    IfThen,
    PlanPaused,
    ProfileChanged,
    TechniqueRecommended,
)
from shared.keyring import Heard, SubjectKey, derived_id
from tests.databases import connected
from tests.router.test_through_the_log import AT_WORK, a_life, checked_in
from tests.router.world import World


async def explained(world: World, *arguments: object) -> tuple[int, list[str]]:
    lines: list[str] = []
    async with opened(world.settings) as (database, keyring):
        given = [str(each) for each in arguments]
        code = await explain_command(given, database=database, keyring=keyring, say=lines.append)
    return code, lines


async def an_evening(world: World, who: SubjectKey) -> list[UUID]:
    """Offers of every kind; the causes in order. Much changes after each of them."""
    cue = IfThen(cue="at work", action="look", technique_id="look-around-slowly", triggers=["work"])
    clinic, causes = await world.clinic(), list[UUID]()
    async with world.router():
        await world.threshold(clinic, 7)
        await world.join(who, clinic)
        await world.settled(clinic)
        await world.set(who, cautions={"panic": True}, hidden=["count-back"], zone="Europe/Kyiv")
        name = await world.plan(who, "five-senses", if_then=cue)
        await world.settled(who)
        first = await world.check_in(who, intensity=7, triggers=["work"], minutes_ago=30, offered=["drop-anchor"])
        await world.offer(who, first)
        breath = await world.start(who, "three-slow-breaths", first, 7, minutes_ago=29)
        await breath.finish(helped="worse", minutes=1)
        await world.offer(who, breath.id)
        await world.set(who, hidden=[], cautions={"panic": False})
        await world.say(who, "coach_api", PlanPaused(assignment_id=name))
        body = await world.start(who, "look-around-slowly", first, 7, minutes_ago=25)
        await body.finish(after=5, helped="a_bit", minutes=2)
        await world.offer(who, body.id)
        await world.settled(who)
        await world.threshold(clinic, 8)
        moved = ClientAssigned(clinic_id=(await world.clinic()).subject, therapist_id=uuid4())
        await world.say(who, "clinic_api", moved)
        await world.settled(clinic)
        await world.settled(who)
        second = await world.check_in(who, "happy", intensity=9)
        await world.offer(who, second)
        await world.retract(who, first)
        await world.settled(who)
        causes += [first, breath.id, body.id, second, await world.check_in(who)]
        await world.offer(who, causes[-1])
    return causes


async def test_every_offer_of_an_evening_is_made_again_equal_whatever_came_after(world: World) -> None:
    maya = await world.client()
    for cause in await an_evening(world, maya):
        code, lines = await explained(world, cause, "--client", maya.subject)
        assert (code, lines[-1]) == (0, "equal"), lines


async def test_it_is_found_by_its_own_id_or_its_cause_with_or_without_the_client(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explain, "SUBJECTS", 1)
    people = [await world.client() for _ in range(3)]
    async with world.router():
        causes = [await world.check_in(who) for who in people]
        for who, cause in zip(people, causes, strict=True):
            await world.offer(who, cause)
    for who, cause in zip(people, causes, strict=True):
        offer = derived_id(cause, TechniqueRecommended.type)
        found = [await explained(world, each) for each in (cause, offer)]
        found += [await explained(world, each, "--client", who.subject) for each in (cause, offer)]
        assert [code for code, _ in found] == [0, 0, 0, 0]
        assert found[1:] == found[:-1]


async def test_everything_that_was_suitable_is_shown_with_every_term_and_the_rest_with_its_filter(world: World) -> None:
    maya = await world.client()
    async with world.router():
        check_in = await world.check_in(maya)
        offer = await world.offer(maya, check_in)
    _, lines = await explained(world, check_in, "--client", maya.subject)
    for place, name in enumerate(offer.ordered, start=1):
        [line] = [each for each in lines if each.startswith(f"{place:3}. {name} ")]
        assert all(f"{term}=" in line for term in ("fit", "int", "help", "ctx", "evi", "hw", "fat"))
    for refused in offer.not_offered:
        assert any(f"  -  {refused.technique_id} " in each and refused.reason.code in each for each in lines)


async def test_an_event_that_had_not_been_heard_is_named(world: World) -> None:
    """The profile was in the log, but a later event was heard before it."""
    maya = await world.client()
    world.quiet = True
    await world.set(maya, hidden=["longer-out-breath"])
    await world.set(maya, zone="Europe/Kyiv")
    check_in = await world.check_in(maya)
    hidden, zone, moment = await in_order(world, maya)
    await world.hear(maya, [zone, moment, hidden])
    code, lines = await explained(world, check_in)
    assert code == 3
    assert "differs, input: input hidden: then None, now ['longer-out-breath']" in lines
    assert lines[-2:] == [
        "It is equal without these events, which had not been heard yet:",
        f"  profile.changed, coach 1, {hidden.id}",
    ]


async def in_order(world: World, who: SubjectKey) -> list[Heard]:
    profiles = [each for each in await world.said(who) if isinstance(each.data, ProfileChanged)]
    return [*profiles, *(each for each in await world.said(who) if each.type.startswith("check_in."))]


async def test_an_offer_that_says_what_these_rules_do_not_say_differs_and_where(world: World) -> None:
    maya = await world.client()
    twin = await world.client()
    async with world.router():
        offer = await world.offer(twin, await world.check_in(twin))
    world.quiet = True
    check_in = await world.check_in(maya)
    changed = {"cause": check_in, "check_in_id": check_in, "ordered": offer.ordered[1:], "router_version": 1}
    await put(world, maya, offer.model_copy(update=changed))
    code, lines = await explained(world, check_in)
    assert code == 3
    assert "router_version: 1 then, 4 now" in lines
    assert f"differs, answer: ordered, only in one: then [], now ['{offer.ordered[0]}']" in lines
    assert not any("had not been heard" in each for each in lines if "input" not in each) or offer.inputs


async def put(world: World, who: SubjectKey, offer: Contract) -> None:
    """Let an offer stand in the log before the router comes to make its own."""
    assert isinstance(offer, TechniqueRecommended)
    world.roles.setdefault("router_worker", world.worker)
    await world.say(who, "router_worker", offer, id=derived_id(offer.cause, TechniqueRecommended.type))


async def test_an_offer_of_an_earlier_release_is_made_again_from_practices_and_check_ins(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya = await world.client()
    monkeypatch.setattr(decider, "recorded_inputs", lambda *_: None)
    async with world.router():
        check_in = await world.check_in(maya, minutes_ago=10)
        await world.offer(maya, check_in)
        breath = await world.start(maya, "three-slow-breaths", check_in, minutes_ago=9)
        await breath.finish(after=8, minutes=1)
        assert (await world.offer(maya, breath.id)).inputs is None
        await world.set(maya, hidden=["drop-anchor"])
        await world.check_in(maya)
        await world.settled(maya)
    monkeypatch.undo()
    for cause in (check_in, breath.id):
        code, lines = await explained(world, cause)
        assert (code, lines[-1]) == (0, "equal"), lines


async def test_the_worked_example_is_made_again_from_the_log(world: World) -> None:
    maya, now = await world.client(), datetime.now(UTC)
    async with world.router():
        await a_life(world, maya, now)
        check_in = await checked_in(world, maya, now, AT_WORK)
        await world.offer(maya, check_in)
    code, lines = await explained(world, check_in)
    assert (code, lines[-1]) == (0, "equal")
    [first] = [each for each in lines if each.startswith("  1. three-slow-breaths ")]
    assert " 74.9 " in first
    assert first.endswith("plan,intensity")


async def test_of_somebody_whose_key_was_destroyed_nothing_can_be_made_again(world: World) -> None:
    maya = await world.client()
    async with world.router():
        check_in = await world.check_in(maya)
        await world.offer(maya, check_in)
    await world.database.erase(maya.subject)
    code, [line] = await explained(world, check_in)
    assert code == 3
    assert "key was destroyed" in line


async def test_an_offer_whose_moment_cannot_be_read_is_said_to_be_so(world: World) -> None:
    maya = await world.client()
    async with world.router():
        check_in = await world.check_in(maya)
        await world.offer(maya, check_in)
    async with connected(world.database.owner) as owner:
        await owner.execute("UPDATE log.events SET body = 'x' WHERE subject = $1 AND id = $2", maya.subject, check_in)
    code, lines = await explained(world, check_in)
    assert code == 3
    assert lines[0] == "1 events of this client cannot be read and are left out."
    assert lines[-1] == "differs: what it answered is not in the log any more, or cannot be read"


@pytest.mark.parametrize("client", [(), ("--client", str(uuid4()))])
async def test_an_id_that_nobody_knows_is_not_found(world: World, client: tuple[str, ...]) -> None:
    assert await explained(world, uuid4(), *client) == (1, ["There is no offer with this id, nor for it."])


@pytest.mark.parametrize("arguments", [(), ("offer",), (str(uuid4()), "--client"), (str(uuid4()), "--client", "maya")])
async def test_words_that_are_no_ids_are_answered_with_how_it_is_used(world: World, arguments: tuple[str, ...]) -> None:
    assert await explained(world, *arguments) == (2, ["usage: explain OFFER-OR-CAUSE-ID [--client CLIENT-ID]"])
