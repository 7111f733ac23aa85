"""Given what a client, their therapist and their clinic have set, when the router hears it, then offers follow it."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from shared.events import (
    ClientAssigned,
    ClinicSettingsChanged,
    Context,
    IfThen,
    PlanAccepted,
    PlanLetGo,
    PlanPaused,
    PlanProposed,
    TechniqueRecommended,
)
from shared.keyring import SubjectKey
from tests.databases import connected
from tests.router.test_hearing import forget
from tests.router.world import World, task

QUIET = Context(energy="medium", minutes=5)


def refused(offer: TechniqueRecommended) -> dict[str, str]:
    return {each.technique_id: each.reason.code for each in offer.not_offered}


async def fresh_offer(world: World, who: SubjectKey, *emotions: str, **said: Any) -> TechniqueRecommended:
    """The offer for a new check-in, once all that was said before was heard."""
    await world.settled(who)
    return await world.offer(who, await world.check_in(who, *emotions, **said))


async def test_a_caution_a_hidden_technique_and_a_restored_one_change_the_next_offer(world: World) -> None:
    maya = await world.client()
    async with world.router():
        before = await fresh_offer(world, maya)
        first = before.ordered[0]
        await world.set(maya, hidden=[first], cautions={"asthma-copd": True})
        hidden = await fresh_offer(world, maya)
        await world.set(maya, hidden=[])
        again = await fresh_offer(world, maya)
    assert refused(hidden)[first] == "hidden"
    assert refused(hidden)["double-sigh"] == "caution"
    assert refused(again)["double-sigh"] == "caution"
    assert first in again.ordered


async def test_a_technique_that_did_harm_twice_comes_back_when_the_client_restores_it(world: World) -> None:
    maya = await world.client()
    async with world.router():
        for _ in range(2):
            run = await world.start(maya, "drop-anchor", minutes_ago=60 * 24)
            await run.finish(after=9, helped="worse")
        gone = await fresh_offer(world, maya)
        await world.set(maya, restored=["drop-anchor"])
        back = await fresh_offer(world, maya)
    assert refused(gone)["drop-anchor"] == "harmed"
    assert "drop-anchor" in back.ordered


async def test_a_restored_technique_is_taken_out_again_by_harm_that_is_told_after_it_and_can_be_restored_anew(
    world: World,
) -> None:
    maya = await world.client()
    async with world.router():
        for _ in range(2):
            await (await world.start(maya, "drop-anchor", minutes_ago=60 * 24)).finish(after=9, helped="worse")
        await world.set(maya, restored=["drop-anchor"])
        offers = []
        for _ in range(2):
            await (await world.start(maya, "drop-anchor", minutes_ago=60 * 20)).finish(after=9, helped="worse")
            offers.append(await fresh_offer(world, maya))
        await world.set(maya, restored=["drop-anchor", "five-senses"])
        offers.append(await fresh_offer(world, maya))
        rows = await world.rows(maya)
        await world.refold(maya)
        assert await world.rows(maya) == rows
    assert [refused(each).get("drop-anchor") for each in offers] == [None, "harmed", None]


async def test_while_inward_practice_rests_it_moves_down(world: World) -> None:
    maya = await world.client()
    async with world.router():
        before = await fresh_offer(world, maya)
        await world.set(maya, rest_inward_until=datetime.now(UTC) + timedelta(days=14))
        after = await fresh_offer(world, maya)
    assert before.ordered[0] == "longer-out-breath"
    assert after.ordered[0] != "longer-out-breath"
    assert after.ordered.index("longer-out-breath") > before.ordered.index("longer-out-breath")


async def test_homework_counts_from_the_day_it_is_accepted_until_it_rests_or_is_let_go(world: World) -> None:
    maya, name = await world.client(), uuid4()
    proposed = task("count-back", source="therapist")
    async with world.router():
        offered = PlanProposed(assignment_id=name, assignment=proposed, by=uuid4(), consent_id=uuid4())
        await world.say(maya, "coach_api", offered, id=name)
        only_proposed = await fresh_offer(world, maya)
        await world.say(maya, "coach_api", PlanAccepted(assignment_id=name, assignment=proposed))
        accepted = await fresh_offer(world, maya)
        await world.say(maya, "coach_api", PlanPaused(assignment_id=name))
        paused = await fresh_offer(world, maya)
    assert [homework(each) for each in (only_proposed, accepted, paused)] == [set(), {"count-back"}, set()]


def homework(offer: TechniqueRecommended) -> set[str]:
    return {each.technique_id for each in offer.options if each.terms["hw"] == 1.0}


async def test_what_was_decided_in_advance_comes_first_in_the_clients_words(world: World) -> None:
    maya = await world.client()
    cue = IfThen(cue="my chest tightens", action="look", technique_id="look-around-slowly", triggers=["work"])
    async with world.router():
        name = await world.plan(maya, "count-back", if_then=cue)
        at_work = await fresh_offer(world, maya, triggers=["work"])
        at_home = await fresh_offer(world, maya, triggers=["home"])
        await world.say(maya, "coach_api", PlanLetGo(assignment_id=name))
        let_go = await fresh_offer(world, maya, triggers=["work"])
    [reason] = [each for each in at_work.options[0].reasons if each.code == "plan"]
    assert at_work.ordered[0] == "look-around-slowly"
    assert reason.facts == {"line": "my chest tightens", "technique": "look-around-slowly"}
    assert {at_home.ordered[0], let_go.ordered[0]} == {"longer-out-breath"}


async def test_a_clinic_that_settles_from_seven_does_so_for_its_clients_alone(world: World) -> None:
    clinic, maya, noor = await world.clinic(), await world.client(), await world.client()
    async with world.router():
        await world.threshold(clinic, 7)
        await world.join(maya, clinic)
        await world.settled(clinic)
        here = await fresh_offer(world, maya, intensity=7)
        elsewhere = await fresh_offer(world, noor, intensity=7)
        await world.threshold(clinic, 8)
        await world.settled(clinic)
        later = await fresh_offer(world, maya, intensity=7)
    assert [each.phase for each in (here, elsewhere, later)] == ["g1", "offer", "offer"]


async def test_a_client_who_moves_to_another_clinic_follows_its_threshold(world: World) -> None:
    north, south, maya = await world.clinic(), await world.clinic(), await world.client()
    async with world.router():
        await world.threshold(south, 7)
        await world.settled(south)
        await world.join(maya, north)
        before = await fresh_offer(world, maya, intensity=7)
        moved = ClientAssigned(clinic_id=south.subject, therapist_id=uuid4())
        await world.say(maya, "clinic_api", moved)
        after = await fresh_offer(world, maya, intensity=7)
    assert (before.phase, after.phase) == ("offer", "g1")


async def test_a_clinics_threshold_is_the_one_said_last_in_whatever_order_it_is_heard(world: World) -> None:
    world.quiet = True
    clinic = await world.clinic()
    for said in (8, 7, 9, 7):
        await world.threshold(clinic, said)
    renamed = ClinicSettingsChanged(clinic_id=clinic.subject, settings={"name": "North"})
    await world.say(clinic, "clinic_api", renamed)
    events = await world.heard(clinic, "clinic")
    for seed in range(6):
        random.Random(seed).shuffle(events)
        await world.hear(clinic, events)
        async with connected(world.database.owner) as owner:
            row = await owner.fetchrow("SELECT * FROM router.clinics WHERE clinic = $1", clinic.subject)
            await owner.execute("DELETE FROM router.clinics WHERE clinic = $1", clinic.subject)
        assert row is not None
        assert (row["version"], row["regulate_from"], row["org"]) == (4, 7, clinic.org)


async def a_setting(world: World, who: SubjectKey) -> None:
    """Everything that can be set, with corrections."""
    await world.join(who, await world.clinic())
    await world.set(who, cautions={"seizures": True}, hidden=["count-back", "drop-anchor"])
    await world.set(who, hidden=["drop-anchor"], zone="Europe/Kyiv")
    cue = IfThen(cue="my chest tightens", action="look", technique_id="look-around-slowly", triggers=["work"])
    name = await world.plan(who, "count-back", if_then=cue)
    await world.say(who, "coach_api", PlanPaused(assignment_id=name))
    await world.plan(who, "drop-anchor", source="therapist")
    await world.say(who, "clinic_api", ClientAssigned(clinic_id=(await world.clinic()).subject, therapist_id=uuid4()))


async def test_rows_of_what_was_set_are_the_same_in_any_order_and_when_built_again(world: World) -> None:
    maya = await world.client()
    world.quiet = True
    await a_setting(world, maya)
    events = await world.said(maya)
    await world.hear(maya, events)
    expected = await world.rows(maya)
    assert [len(rows) for rows in expected.values()] == [1, 0, 0, 1]
    for seed in range(8):
        random.Random(seed).shuffle(events)
        await forget(world, maya)
        await world.hear(maya, events)
        assert await world.rows(maya) == expected, seed
    await world.refold(maya)
    assert await world.rows(maya) == expected


async def test_nothing_that_was_set_stands_in_the_rows_in_clear(world: World) -> None:
    maya = await world.client()
    async with world.router():
        await a_setting(world, maya)
        await world.settled(maya)
    async with connected(world.database.owner) as owner:
        rows = [
            row for table in ("clients", "profiles", "clinics") for row in await owner.fetch(f"TABLE router.{table}")
        ]
    text = repr([tuple(row) for row in rows])
    assert not any(word in text for word in ("seizures", "drop-anchor", "chest", "therapist", "Kyiv"))


async def test_what_was_set_just_before_a_check_in_counts_although_it_was_not_heard_yet(world: World) -> None:
    """Only the check-in is heard. Nobody who has marked a caution is offered what it speaks against, however soon."""
    maya = await world.client()
    world.quiet = True
    await world.set(maya, cautions={"panic": True}, hidden=["drop-anchor"])
    await world.plan(maya, "count-back", source="therapist")
    run = await world.start(maya, "feet-on-floor", minutes_ago=60)
    await run.finish(after=4, helped="helped")
    check_in = await world.check_in(maya)
    await world.set(maya, hidden=["count-back"])
    events = await world.said(maya)
    await world.hear(maya, [each for each in events if each.id == check_in])
    offer = await world.offer(maya, check_in)
    assert refused(offer)["drop-anchor"] == "hidden"
    assert offer.inputs is not None
    assert offer.inputs.given["homework"] == {"count-back": "therapist"}
    assert (offer.inputs.given["cautions"], offer.inputs.runs) == ({"panic": True}, 1)
    assert offer.inputs.versions == {"checkin": 1, "coach": 4}
    rows = await world.rows(maya)
    await world.hear(maya, events)
    assert len(await world.heard(maya, "router")) == 1
    assert await world.rows(maya) != rows


async def test_an_event_that_cannot_be_read_holds_no_offer_up(world: World) -> None:
    maya = await world.client()
    world.quiet = True
    await world.set(maya, hidden=["drop-anchor"])
    await world.set(maya, cautions={"panic": True})
    check_in = await world.check_in(maya)
    events = await world.said(maya)
    async with connected(world.database.owner) as owner:
        await owner.execute(
            "UPDATE log.events SET body = 'x' WHERE subject = $1 AND service = 'coach' AND version = 1", maya.subject
        )
    await world.hear(maya, [each for each in events if each.id == check_in])
    offer = await world.offer(maya, check_in)
    assert offer.inputs is not None
    assert offer.inputs.given["cautions"] == {"panic": True}
