"""GET /v1/me/first-line on real servers: the router's newest pack, for its own client alone."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from shared.events import FirstLinePrepared
from tests.coach.world import Person, World

TABLE = {"fearful.anxious": [0, 0, 1], "sad": [1, 1, 1]}


def pack(**more: Any) -> FirstLinePrepared:
    whole: dict[str, Any] = {
        "regulate_first_from": 8,
        "intensities": [8, 9, 10],
        "techniques": ["three-slow-breaths", "count-back"],
        "orders": [[0, 1], [1, 0]],
        "table": TABLE,
        "catalogue_version": 2,
        "router_version": 3,
        "practice_version": 4,
    }
    return FirstLinePrepared(**whole | more)


async def prepared(world: World, who: Person, **more: Any) -> None:
    at = datetime.now(UTC) - timedelta(minutes=5)
    await world.say("router_worker", who, pack(**more), uuid4(), at)


async def read(http: httpx.AsyncClient, who: Person, **headers: str) -> httpx.Response:
    return await http.get("/v1/me/first-line", headers=who.headers | headers)


async def test_before_there_is_one_it_says_so(http: httpx.AsyncClient, maya: Person) -> None:
    answer = await read(http, maya)
    assert (answer.status_code, answer.json(), "etag" in answer.headers) == (200, {"pending": True}, False)


async def test_the_newest_pack_is_shown_as_the_router_made_it(
    world: World, http: httpx.AsyncClient, maya: Person
) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    await prepared(world, maya, practice_version=1)
    await prepared(world, maya, regulate_first_from=7, intensities=[7, 8, 9, 10])
    check_in = await world.check_in(maya)
    await world.offer(maya, check_in)
    body = (await read(http, maya)).json()
    assert before < datetime.fromisoformat(body.pop("prepared_at")) <= datetime.now(UTC)
    assert body == {
        "pending": False,
        "regulate_first_from": 7,
        "intensities": [7, 8, 9, 10],
        "techniques": ["three-slow-breaths", "count-back"],
        "orders": [[0, 1], [1, 0]],
        "table": TABLE,
        "versions": {"catalogue": 2, "router": 3, "practices": 4},
    }


async def test_who_has_it_already_is_told_so_until_there_is_another(
    world: World, http: httpx.AsyncClient, maya: Person
) -> None:
    await prepared(world, maya)
    etag = (await read(http, maya)).headers["etag"]
    same = await read(http, maya, **{"If-None-Match": etag})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    await prepared(world, maya)
    other = await read(http, maya, **{"If-None-Match": etag})
    assert (other.status_code, other.headers["etag"] != etag) == (200, True)


async def test_it_is_for_its_own_client_alone(
    world: World, http: httpx.AsyncClient, maya: Person, stranger: Person
) -> None:
    await prepared(world, maya)
    assert (await read(http, stranger)).json() == {"pending": True}
    assert (await http.get("/v1/me/first-line")).status_code == 401
    therapist = world.person(maya.org, uuid4(), "therapist")
    assert (await read(http, therapist)).status_code == 403
