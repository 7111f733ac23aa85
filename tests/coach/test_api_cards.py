"""Cards in answers and what becomes of them once they were seen, on real servers."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from services.coach.main import build_worker
from shared.bus import HearingSettings
from shared.events import CardSeen, CardShown, PracticeFinished, ProfileChanged
from shared.keyring import derived_id
from tests.coach.world import Person, World
from tests.databases import until

PACE = HearingSettings(look=0.1, young=0.2, pauses=(0.1,), retry=0.1)
MINUTES, HOURS = timedelta(minutes=1), timedelta(hours=1)


async def hard_moment(world: World, http: httpx.AsyncClient, who: Person) -> dict[str, Any]:
    """The card of a hard moment, as it is answered."""
    [card] = await cards(world, http, who, 10, "sad.despair")
    return card


async def cards(
    world: World, http: httpx.AsyncClient, who: Person, intensity: int, *emotions: str, ago: timedelta = timedelta(0)
) -> list[dict[str, Any]]:
    check_in = await world.check_in(who, intensity, *emotions, ago=ago)
    await world.offer(who, check_in, intensity=intensity)
    answer = await http.get(f"/v1/recommendations/{check_in}", headers=who.headers)
    found: list[dict[str, Any]] = answer.json()["cards"]
    return found


async def see(http: httpx.AsyncClient, who: Person, card: object, **body: object) -> httpx.Response:
    return await http.post(f"/v1/cards/{card}/seen", json=body, headers=who.headers)


async def seen_events(world: World, who: Person) -> list[CardSeen]:
    return [each.data for each in await world.heard(who) if isinstance(each.data, CardSeen)]


class TestSeeing:
    async def test_a_card_that_was_seen_is_not_shown_again_in_the_episode(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        first = await hard_moment(world, http, maya)
        again = await hard_moment(world, http, maya)
        assert (first["kind"], first["id"] == again["id"]) == ("S3", False)
        answer = await see(http, maya, again["id"])
        assert (answer.status_code, answer.json()["id"], answer.json()["kind"]) == (200, again["id"], "S3")
        assert await cards(world, http, maya, 10, "sad.despair") == []

    async def test_two_devices_and_many_taps_see_it_once_and_the_first_time_stands(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        card = (await hard_moment(world, http, maya))["id"]
        at = (datetime.now(UTC) - 5 * MINUTES).isoformat()
        first = await see(http, maya, card, id=str(uuid4()), occurred_at=at)
        others = await asyncio.gather(*(see(http, maya, card, id=str(uuid4())) for _ in range(5)))
        assert {each.status_code for each in others} == {200}
        assert {each.json()["seen_at"] for each in others} == {first.json()["seen_at"]}
        assert datetime.fromisoformat(first.json()["seen_at"]) == datetime.fromisoformat(at)
        assert len(await seen_events(world, maya)) == 1

    async def test_it_is_known_before_the_worker_has_recorded_it_and_recorded_under_the_same_id(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        card = UUID((await hard_moment(world, http, maya))["id"])
        assert (await see(http, maya, card)).status_code == 200
        app = build_worker(world.worker_settings(), pace=PACE)
        async with app.router.lifespan_context(app):

            async def recorded() -> bool:
                return any(isinstance(each.data, CardShown) and each.id == card for each in await world.heard(maya))

            await until(recorded)
        [seen] = [each for each in await world.heard(maya) if isinstance(each.data, CardSeen)]
        [shown] = [each for each in await world.heard(maya) if isinstance(each.data, CardShown)]
        assert seen.id == derived_id(card, "card.seen")
        assert seen.data.model_dump() == shown.data.model_dump()

    async def test_one_that_was_seen_late_counts_from_when_it_was_seen(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        for hours in (60, 40, 20):
            await world.check_in(maya, 9, "fearful.anxious", ago=hours * HOURS)
        [card] = await cards(world, http, maya, 9, "fearful.anxious")
        assert card["kind"] == "S4"
        ago = datetime.now(UTC) - 72 * HOURS
        await see(http, maya, card["id"], occurred_at=ago.isoformat())
        assert [each["kind"] for each in await cards(world, http, maya, 9, "fearful.anxious")] == ["S4"]

    async def test_nobody_elses_card_is_there_nor_one_that_was_never_shown(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        card = (await hard_moment(world, http, maya))["id"]
        check_in = await world.check_in(maya)
        quiet = await world.offer(maya, check_in)
        absent = [(stranger, card), (maya, uuid4()), (maya, check_in), (maya, derived_id(quiet, "card.shownS3"))]
        for who, which in absent:
            answer = await see(http, who, which)
            assert (answer.status_code, answer.json()["detail"]) == (404, "No such card was shown to you.")
        assert await seen_events(world, maya) == []
        assert await world.heard(stranger) == []

    @pytest.mark.parametrize(
        ("body", "field"),
        [({"occurred_at": "yesterday"}, "occurred_at"), ({"id": "me"}, "id"), ({"liked": True}, "body")],
    )
    async def test_what_cannot_be_read_is_refused_with_its_field(
        self, world: World, http: httpx.AsyncClient, maya: Person, body: dict[str, object], field: str
    ) -> None:
        card = (await hard_moment(world, http, maya))["id"]
        answer = await see(http, maya, card, **body)
        assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, [field])
        assert await seen_events(world, maya) == []

    async def test_a_time_far_ahead_is_refused(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        card = (await hard_moment(world, http, maya))["id"]
        ahead = (datetime.now(UTC) + 25 * HOURS).isoformat()
        assert (await see(http, maya, card, occurred_at=ahead)).status_code == 422
        assert await seen_events(world, maya) == []

    async def test_only_clients_see_cards(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        therapist = world.person(maya.org, maya.subject, "therapist")
        assert (await see(http, therapist, uuid4())).status_code == 403
        assert (await http.post(f"/v1/cards/{uuid4()}/seen")).status_code == 401


async def test_a_heavier_week_comes_with_its_picture_below_the_offer(
    world: World, http: httpx.AsyncClient, maya: Person
) -> None:
    for days, intensity in ((11, 3), (10, 3), (9, 4), (8, 3), (3, 6), (2, 7), (1, 6)):
        await world.check_in(maya, intensity, "fearful.anxious", ago=timedelta(days=days))
    [card] = await cards(world, http, maya, 7, "fearful.anxious")
    assert (card["kind"], card["beside"]) == ("S5", "below")
    assert [each["intensities"] for each in card["picture"]] == [[3], [3], [4], [3], [6], [7], [6], [7]]
    tell = next(each for each in card["choices"] if each["code"] == "tell")
    kept = await http.request(tell["method"], tell["href"], json=tell["body"], headers=maya.headers)
    assert (kept.status_code, kept.json()["line"]) == (200, card["line"])


async def worse(world: World, who: Person, check_in: UUID, *, ago: timedelta = timedelta(0)) -> UUID:
    """A practice that was called worse, and what the router says about it."""
    practice, at = uuid4(), datetime.now(UTC) - ago
    data = PracticeFinished(
        practice_id=practice,
        technique_id="drop-anchor",
        check_in_id=check_in,
        emotions=["fearful.anxious"],
        intensity_before=6,
        started_at=at,
        intensity_after=6,
        helped="worse",
    )
    await world.say("coach_api", who, data, uuid4(), at)
    await world.offer(who, practice, phase="g2", practice=True, people_card=True)
    return practice


async def test_three_harms_bring_the_card_and_let_inward_practices_rest_for_14_days(world: World, maya: Person) -> None:
    check_in = await world.check_in(maya, 6, "fearful.anxious", ago=20 * MINUTES)
    app = build_worker(world.worker_settings(), pace=PACE)
    async with app.router.lifespan_context(app):
        for minutes in (3, 2, 1):
            last = await worse(world, maya, check_in, ago=minutes * MINUTES)

        async def said() -> list[ProfileChanged]:
            return [each.data for each in await world.heard(maya) if isinstance(each.data, ProfileChanged)]

        [changed] = await until(said)
    finished = next(each for each in await world.heard(maya) if getattr(each.data, "practice_id", None) == last)
    assert [each.data.card for each in await world.heard(maya) if isinstance(each.data, CardShown)][-1] == "S9"
    assert changed.changed == ["rest_inward_until"]
    assert changed.rest_inward_until == finished.at + timedelta(days=14)
