"""What the worker records when it hears an offer, on real servers."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from services.coach.main import build_api, build_worker
from shared.bus import HearingSettings
from shared.events import CardSeen, CardShown, OccurrenceSnoozed, ProfileChanged, QuietAsked
from shared.keyring import derived_id
from tests.coach.world import Person, World, practised
from tests.databases import connected, until

DAY = timedelta(days=1)
PACE = HearingSettings(look=0.1, young=0.2, pauses=(0.1,), retry=0.1)


@pytest.fixture
async def worker(world: World) -> AsyncIterator[httpx.AsyncClient]:
    app = build_worker(world.worker_settings(), pace=PACE)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://worker") as http,
    ):
        yield http


async def cards(world: World, who: Person) -> list[tuple[str, UUID, UUID]]:
    said = [event.data for event in await world.heard(who)]
    return [(data.card, data.cause, data.episode) for data in said if isinstance(data, CardShown)]


async def quiet(world: World, who: Person) -> list[datetime]:
    return [event.data.until for event in await world.heard(who) if isinstance(event.data, QuietAsked)]


HANDLED = """
SELECT EXISTS (SELECT FROM coach.inbox i WHERE i.subject = $1 AND i.event = $2) OR EXISTS (
    SELECT FROM coach.checkpoints c JOIN log.events e ON (e.tx, e.position) <= (c.tx, c.position)
    WHERE e.subject = $1 AND e.id = $2
)
"""


async def handled(world: World, who: Person, offer: UUID) -> None:
    """Until the worker has heard the offer."""
    async with connected(world.database.owner) as owner:

        async def is_handled() -> bool:
            return bool(await owner.fetchval(HANDLED, who.subject, offer))

        await until(is_handled)


async def test_a_card_that_nobody_saw_is_recorded_again_and_one_that_was_seen_is_not(
    world: World, worker: httpx.AsyncClient, maya: Person
) -> None:
    first = await world.check_in(maya, 10, "sad.despair")
    offer = await world.offer(maya, first, intensity=10)
    await handled(world, maya, offer)
    second = await world.check_in(maya, 10, "sad.despair")
    following = await world.offer(maya, second, intensity=10)
    await handled(world, maya, following)
    await world.see(maya, "S3", second, episode=first)
    third = await world.check_in(maya, 10, "sad.despair")
    await handled(world, maya, await world.offer(maya, third, intensity=10))
    assert await cards(world, maya) == [("S3", first, first), ("S3", second, first)]
    said = [each.id for each in await world.heard(maya) if not isinstance(each.data, CardSeen)]
    assert said == [derived_id(each, name) for each in (offer, following) for name in ("card.shownS3", "quiet.asked")]


async def test_other_moments_bring_no_card(world: World, worker: httpx.AsyncClient, maya: Person) -> None:
    moments = [(9, "sad.despair", 0), (10, "fearful.anxious", 0), (10, "sad.despair", 60)]
    for intensity, emotion, minutes in moments:
        check_in = await world.check_in(maya, intensity, emotion, ago=timedelta(minutes=minutes))
        await handled(world, maya, await world.offer(maya, check_in, intensity=intensity))
    assert await cards(world, maya) == []
    assert await quiet(world, maya) == []


async def test_a_hard_moment_asks_for_quiet_for_twelve_hours_from_then_on(
    world: World, worker: httpx.AsyncClient, maya: Person
) -> None:
    """Counted from the moment itself, not from when it arrived."""
    check_in = await world.check_in(maya, 10, "sad.despair", ago=timedelta(minutes=20))
    await handled(world, maya, await world.offer(maya, check_in, intensity=10))
    [moment] = await world.heard(maya, "checkin")
    assert await quiet(world, maya) == [moment.at + timedelta(hours=12)]


def snoozed(day: date, until: datetime | None = None) -> OccurrenceSnoozed:
    due_at = datetime.combine(day, time(9), UTC)
    return OccurrenceSnoozed(occurrence_id=uuid4(), reminder_id=uuid4(), local_date=day, due_at=due_at, until=until)


@pytest.mark.parametrize(("zone", "over"), [("Pacific/Auckland", 11), ("America/New_York", 29), (None, 10)])
async def test_not_today_asks_for_quiet_until_the_day_is_over_on_the_persons_clock(
    world: World, worker: httpx.AsyncClient, maya: Person, zone: str | None, over: int
) -> None:
    """So the neutral event says nothing about a hard moment. Without a known zone no morning is kept quiet."""
    if zone is not None:
        await world.say(
            "coach_api", maya, ProfileChanged(changed=["zone"], zone=zone), uuid4(), datetime.now(UTC) - DAY
        )
    day = date(2026, 11, 20)
    tapped = await world.say("notifier_api", maya, snoozed(day), uuid4(), datetime.now(UTC))
    await handled(world, maya, tapped)
    assert await quiet(world, maya) == [datetime(2026, 11, 20, tzinfo=UTC) + timedelta(hours=over)]
    assert [each.id for each in await world.heard(maya)][-1] == derived_id(tapped, "quiet.asked")


@pytest.mark.parametrize(("later", "ago"), [(True, timedelta(0)), (False, timedelta(minutes=31))])
async def test_later_today_asks_for_no_quiet_nor_does_what_comes_late(
    world: World, worker: httpx.AsyncClient, maya: Person, later: bool, ago: timedelta
) -> None:
    at = datetime.now(UTC) - ago
    said = snoozed(at.date(), at + timedelta(hours=1) if later else None)
    await handled(world, maya, await world.say("notifier_api", maya, said, uuid4(), at))
    assert await world.heard(maya) == []


async def test_what_was_heard_before_the_worker_began_counts_too(world: World, maya: Person) -> None:
    check_in = await world.check_in(maya, 10, "sad.despair")
    offer = await world.offer(maya, check_in, intensity=10)
    app = build_worker(world.worker_settings(), pace=PACE)
    async with app.router.lifespan_context(app):
        await handled(world, maya, offer)
    assert await cards(world, maya) == [("S3", check_in, check_in)]


async def test_the_record_and_the_answer_name_the_same_cards(
    world: World, worker: httpx.AsyncClient, maya: Person
) -> None:
    app = build_api(world.api_settings())
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://coach") as http,
    ):
        check_in = await world.check_in(maya, 9)
        practice = await practised(http, maya, check_in)
        path = f"/v1/practices/{practice}"
        await http.post(f"{path}/finish", json={"intensity_after": 9}, headers=maya.headers)
        offer = await world.offer(maya, UUID(practice), phase="people", practice=True)
        await handled(world, maya, offer)
        answer = (await http.get(f"/v1/recommendations/{practice}", headers=maya.headers)).json()
    assert [card["kind"] for card in answer["cards"]] == ["people"]
    assert await cards(world, maya) == [("people", UUID(practice), check_in)]
    assert await quiet(world, maya) == []


async def test_an_offer_for_a_cause_that_is_not_there_is_heard_and_passed_over(
    world: World, worker: httpx.AsyncClient, maya: Person
) -> None:
    await handled(world, maya, await world.offer(maya, uuid4(), intensity=10))
    assert await world.heard(maya) == []


async def test_the_worker_says_when_it_is_ready(worker: httpx.AsyncClient) -> None:
    async def is_ready() -> bool:
        return (await worker.get("/readyz")).status_code == 200

    await until(is_ready)
    assert (await worker.get("/livez")).status_code == 200
