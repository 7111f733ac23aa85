"""Events of a type that only a later release knows stand in nobody's way, on real servers."""

from datetime import UTC, datetime
from typing import ClassVar
from uuid import uuid4

import httpx

from services.coach.main import build_worker
from shared.bus import HearingSettings
from shared.events import CONTRACTS, CardShown, Contract
from tests.coach.world import Person, World
from tests.databases import until

PACE = HearingSettings(look=0.1, young=0.2, pauses=(0.1,), retry=0.1)


class Weighed(Contract):
    type: ClassVar[str] = "check_in.weighed"
    producer: ClassVar[str] = "checkin"


async def hard_moment_of_tomorrow(world: World, who: Person) -> str:
    """A check-in whose past holds an event that no rule of this release can mean."""
    assert Weighed.type not in CONTRACTS
    await world.say("checkin_api", who, Weighed(), uuid4(), datetime.now(UTC))
    check_in = await world.check_in(who, 10, "sad.despair")
    await world.offer(who, check_in, intensity=10)
    return str(check_in)


async def test_an_offer_is_answered_with_its_card_all_the_same(
    world: World, http: httpx.AsyncClient, maya: Person
) -> None:
    check_in = await hard_moment_of_tomorrow(world, maya)
    answer = await http.get(f"/v1/recommendations/{check_in}", headers=maya.headers)
    assert (answer.status_code, [card["kind"] for card in answer.json()["cards"]]) == (200, ["S3"])


async def test_the_card_is_recorded_all_the_same(world: World, maya: Person) -> None:
    app = build_worker(world.worker_settings(), pace=PACE)
    async with app.router.lifespan_context(app):
        await hard_moment_of_tomorrow(world, maya)

        async def recorded() -> bool:
            return any(isinstance(each.data, CardShown) for each in await world.heard(maya))

        await until(recorded)
