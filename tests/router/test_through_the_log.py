"""Maya of routing.md section 9 A, with everything she did and set as events of a real log, and a real worker."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from shared.events import CheckInRecorded, CheckInRetracted, Context, IfThen, PlanAccepted, PlanProposed
from shared.events import TechniqueRecommended as Offer
from shared.keyring import SubjectKey
from tests.router.people import ANXIOUS, WORRIED
from tests.router.test_golden import ALL_NO
from tests.router.world import World, task

AT_WORK = Context(energy="low", privacy="public", minutes=3, can_write=False)
ROOM_TO_WRITE = Context(energy="low", privacy="public", minutes=5, can_write=True)
CUE = IfThen(
    cue="if my chest tightens at work",
    action="three slow breaths",
    cue_kind="place",
    technique_id="three-slow-breaths",
    triggers=["work"],
)


def three(offer: Offer) -> list[tuple[str, float]]:
    return [(each.technique_id, each.score) for each in offer.options]


async def practised(world: World, who: SubjectKey, technique: str, at: datetime, **said: Any) -> None:
    """An earlier run, rated when it began, so that it lies as far back as the worked example says."""
    known = {"emotions": [ANXIOUS], "triggers": ["work"]} | {
        key: said.pop(key) for key in ("emotions", "triggers") if key in said
    }
    run = await world.start(who, technique, before=said.pop("before"), at=at, **known)
    await run.finish(**said)


async def a_life(world: World, who: SubjectKey, now: datetime) -> None:
    """Her history, her answers about cautions, her homework and her plan."""
    await practised(world, who, "longer-out-breath", now - timedelta(days=7), before=9, after=6, helped="helped")
    await practised(world, who, "longer-out-breath", now - timedelta(days=14), before=8, after=6, helped="a_bit")
    await practised(
        world, who, "five-senses", now - timedelta(days=3), before=9, after=8, helped="no", triggers=["home"]
    )
    await practised(
        world,
        who,
        "three-slow-breaths",
        now - timedelta(days=1),
        before=7,
        after=5,
        helped="helped",
        emotions=[WORRIED],
    )
    await world.set(who, cautions=ALL_NO)
    for technique, plan in (("three-slow-breaths", CUE), ("mini-thought-record", None)):
        name, given = uuid4(), task(technique, source="therapist", if_then=plan)
        proposed = PlanProposed(assignment_id=name, assignment=given, by=uuid4(), consent_id=uuid4())
        await world.say(who, "coach_api", proposed, id=name)
        await world.say(who, "coach_api", PlanAccepted(assignment_id=name, assignment=given))
    await world.settled(who)


async def checked_in(world: World, who: SubjectKey, at: datetime, context: Context, **said: Any) -> UUID:
    moment = CheckInRecorded(
        emotions=[ANXIOUS], intensity=9, triggers=["work"], context=context, occurred_at=at, **said
    )
    return await world.say(who, "checkin_api", moment, at=at)


async def test_maya_gets_through_the_log_what_the_worked_example_says(world: World) -> None:
    maya, now = await world.client(), datetime.now(UTC) - timedelta(minutes=30)
    async with world.router():
        await a_life(world, maya, now)
        check_in = await checked_in(world, maya, now, AT_WORK)
        first = await world.offer(maya, check_in)
        breaths = await world.start(maya, "three-slow-breaths", check_in, at=now, triggers=["work"])
        await breaths.finish(after=8, minutes=3)
        second = await world.offer(maya, breaths.id)
        later = now + timedelta(minutes=3)
        anchor = await world.start(maya, "drop-anchor", check_in, 8, at=later, triggers=["work"])
        corrected = await checked_in(world, maya, now, ROOM_TO_WRITE, replaces=check_in)
        await world.say(maya, "checkin_api", CheckInRetracted(check_in_id=check_in, reason="replaced"))
        await world.settled(maya)
        await anchor.finish(after=6, minutes=3)
        third = await world.offer(maya, anchor.id)
    assert three(first) == [("three-slow-breaths", 74.9), ("fists-and-release", 67.1), ("count-back", 63.8)]
    assert first.options[0].reasons[0].code == "plan"
    assert (second.phase, second.intensity) == ("g2", 8)
    assert three(second) == [("drop-anchor", 65.6), ("count-back", 64.8), ("look-around-slowly", 64.1)]
    assert (third.phase, third.intensity, third.check_in_id) == ("reflect", 6, corrected)
    assert three(third) == [("mini-thought-record", 73.6), ("future-view", 72.8), ("three-minute-space", 72.2)]
    assert third.tiny_offered == "mini-thought-record"


async def test_had_she_said_eight_again_people_come(world: World) -> None:
    maya, now = await world.client(), datetime.now(UTC) - timedelta(minutes=30)
    async with world.router():
        await a_life(world, maya, now)
        check_in = await checked_in(world, maya, now, AT_WORK)
        for number, technique in enumerate(("three-slow-breaths", "drop-anchor")):
            began = now + timedelta(minutes=3 * number)
            run = await world.start(maya, technique, check_in, 9 - number, at=began, triggers=["work"])
            await run.finish(after=8, minutes=3)
        offer = await world.offer(maya, run.id)
    assert (offer.phase, offer.people_card) == ("people", True)


async def test_the_offer_records_what_it_was_made_from(world: World) -> None:
    maya, now = await world.client(), datetime.now(UTC) - timedelta(minutes=30)
    async with world.router():
        await a_life(world, maya, now)
        offer = await world.offer(maya, await checked_in(world, maya, now, AT_WORK, note="c2VhbGVk"))
    assert offer.inputs is not None
    assert offer.inputs.versions == {"checkin": 1, "coach": 13}
    assert (offer.practice_version, offer.inputs.runs, offer.router_version) == (13, 4, 4)
    assert offer.inputs.given["homework"] == {"three-slow-breaths": "therapist", "mini-thought-record": "therapist"}
    assert "c2VhbGVk" not in offer.model_dump_json()
