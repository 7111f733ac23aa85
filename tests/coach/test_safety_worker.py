"""The worker and the API give the same cards, and a worker that begins anew says nothing else, on real servers."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx

from services.coach.main import build_worker
from services.coach.safety.due import cards_of, quiet_until, rest_inward_until, sight_of
from shared.bus import HearingSettings
from shared.catalogue import load_catalogue
from shared.events import (
    CardSeen,
    CardShown,
    Contract,
    PracticeFinished,
    ProfileChanged,
    QuietAsked,
    TechniqueRecommended,
)
from shared.keyring import Heard, derived_id
from shared.log import Recorded
from tests.coach.test_consumers import handled
from tests.coach.world import Person, World
from tests.databases import connected

PACE = HearingSettings(look=0.1, young=0.2, pauses=(0.1,), retry=0.1)
EMOTIONS = load_catalogue().emotions
FELT = ("sad.despair", "fearful.anxious", "happy.playful", "bad.tired")
SAID = CardShown | QuietAsked | ProfileChanged


async def days_of(world: World, who: Person) -> list[UUID]:
    """Hard days behind somebody, some told late, some taken back, and one card seen; the offers about them."""
    chance, offers, seen = random.Random(20261102), list[UUID](), False
    for n in range(18):
        ago = timedelta(hours=2 * (18 - n)) if n % 5 else timedelta(minutes=18 - n)
        check_in = await world.check_in(who, chance.choice([6, 9, 10, 10]), chance.choice(FELT), ago=ago)
        if n % 7 == 3:
            await world.retract(who, check_in)
        offers.append(await world.offer(who, check_in, intensity=9))
        if n % 3 == 0:
            offers.append(await practised_in_vain(world, who, check_in))
        if n > 9 and not seen:
            await world.see(who, "S3", check_in)
            seen = True
    return offers


async def practised_in_vain(world: World, who: Person, check_in: UUID) -> UUID:
    practice, at = uuid4(), datetime.now(UTC) - timedelta(minutes=1)
    data = PracticeFinished(
        practice_id=practice,
        technique_id="drop-anchor",
        check_in_id=check_in,
        emotions=["fearful.anxious"],
        intensity_before=6,
        started_at=at,
        intensity_after=9,
        helped="worse",
    )
    await world.say("coach_api", who, data, uuid4(), at)
    return await world.offer(who, practice, phase="g2", practice=True, people_card=True)


async def heard_all(world: World, who: Person, offers: list[UUID]) -> None:
    app = build_worker(world.worker_settings(), pace=PACE)
    async with app.router.lifespan_context(app):
        for offer in offers:
            await handled(world, who, offer)


async def said(world: World, who: Person) -> list[Recorded]:
    return [each.recorded for each in await world.heard(who)]


async def begin_anew(world: World) -> None:
    """Forget everything that the worker has handled."""
    async with connected(world.database.owner) as owner:
        await owner.execute("DELETE FROM coach.inbox; DELETE FROM coach.checkpoints")


def expected(offer: Heard, history: list[Heard]) -> dict[UUID, Contract]:
    """What follows from an offer, by the rules alone over the whole log, with the ids that derive from it."""
    sight = sight_of(offer, history, EMOTIONS)
    if sight is None:
        return {}
    due, found = cards_of(sight), dict[UUID, Contract]()
    for each in due:
        shown = CardShown(card=each.card, cause=each.cause, episode=each.episode)
        found[derived_id(offer.id, f"card.shown{each.card}")] = shown
    if (until_then := quiet_until(sight, due)) is not None:
        found[derived_id(offer.id, "quiet.asked")] = QuietAsked(until=until_then)
    if (rests := rest_inward_until(sight, due)) is not None:
        changed = ProfileChanged(changed=["rest_inward_until"], rest_inward_until=rests)
        found[derived_id(offer.id, "profile.changed")] = changed
    return found


async def test_a_worker_that_begins_anew_over_the_same_log_says_the_very_same(world: World, maya: Person) -> None:
    offers = await days_of(world, maya)
    await heard_all(world, maya, offers)
    first = await said(world, maya)
    kinds = {each.type for each in first}
    assert kinds >= {"card.shown", "quiet.asked", "profile.changed"}
    await begin_anew(world)
    await heard_all(world, maya, offers)
    assert await said(world, maya) == first


async def test_what_it_says_is_what_the_rules_make_of_the_log_at_any_later_time(world: World, maya: Person) -> None:
    await heard_all(world, maya, await days_of(world, maya))
    await world.check_in(maya, 10, "sad.despair", ago=timedelta(minutes=12))
    history = [*await world.heard(maya, "checkin"), *await world.heard(maya)]
    offers = await world.heard(maya, "router")
    wanted: dict[UUID, Contract] = {}
    for offer in offers:
        wanted |= expected(offer, history)
    found = {each.id: each.data for each in history if isinstance(each.data, SAID)}
    assert found == wanted
    assert len(found) > 10


async def test_the_answers_name_the_cards_that_are_recorded(
    world: World, http: httpx.AsyncClient, maya: Person
) -> None:
    await heard_all(world, maya, await days_of(world, maya))
    offers = [each.data for each in await world.heard(maya, "router")]
    shown = {each.id: each.data.card for each in await world.heard(maya) if isinstance(each.data, CardShown)}
    answered: dict[UUID, str] = {}
    gone = {each.data.check_in_id for each in await world.heard(maya, "checkin") if each.type == "check_in.retracted"}  # type: ignore[attr-defined]
    for offer in offers:
        assert isinstance(offer, TechniqueRecommended)
        if offer.cause_kind == "check_in" and offer.cause not in gone:
            answer = await http.get(f"/v1/recommendations/{offer.cause}", headers=maya.headers)
            answered |= {UUID(card["id"]): card["kind"] for card in answer.json()["cards"]}
    causes = {each.id: each.data.cause for each in await world.heard(maya) if isinstance(each.data, CardShown)}
    check_ins = {each.id for each in await world.heard(maya, "checkin")} - gone
    assert answered == {card: kind for card, kind in shown.items() if causes[card] in check_ins}
    assert answered


async def test_every_card_that_is_recorded_can_be_seen(world: World, http: httpx.AsyncClient, maya: Person) -> None:
    await heard_all(world, maya, await days_of(world, maya))
    shown = [each.id for each in await world.heard(maya) if isinstance(each.data, CardShown)]
    for card in shown:
        assert (await http.post(f"/v1/cards/{card}/seen", headers=maya.headers)).status_code == 200
    saw = [each for each in await world.heard(maya) if isinstance(each.data, CardSeen)]
    assert {derived_id(card, "card.seen") for card in shown} <= {each.id for each in saw}
