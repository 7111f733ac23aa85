"""The coach keeps no rows about practices: whoever reads the log from its beginning answers the same, byte for byte."""

import asyncio
import signal
from collections.abc import Sequence

import httpx

from services.coach.decider import fold
from shared.events import PracticeRun
from tests.coach.test_api_batch import offline, send
from tests.coach.test_process import began, environment, ready
from tests.coach.world import Person, World, practised

PAGES = ("/v1/practices", "/v1/practices?limit=1", "/v1/practices?limit=200")


async def practise(http: httpx.AsyncClient, world: World, who: Person) -> list[str]:
    """Practices in every state and from every way in; their ids."""
    check_in = await world.check_in(who, 9)
    finished, stopped, running = [await practised(http, who, check_in) for _ in range(3)]
    for path, said in (
        (f"{finished}/finish", {"helped": "a_bit"}),
        (f"{finished}/rate", {"intensity_after": 7}),
        (f"{stopped}/stop", {"intensity_after": 9}),
    ):
        answer = await http.post(f"/v1/practices/{path}", json=said, headers=who.headers)
        assert answer.status_code == 200
    taken_in = [offline(), offline(30, rated={"helped": "helped"}), offline(60, end=None)]
    await send(http, who, *taken_in)
    return [finished, stopped, running, *(each["id"] for each in taken_in)]


async def answers(http: httpx.AsyncClient, who: Person, practices: Sequence[str]) -> list[bytes]:
    paths = [*PAGES, *(f"/v1/practices/{each}" for each in practices)]
    return [(await http.get(path, headers=who.headers)).content for path in paths]


async def test_a_fresh_process_answers_the_same_byte_for_byte(
    world: World, http: httpx.AsyncClient, maya: Person
) -> None:
    practices = await practise(http, world, maya)
    before = await answers(http, maya, practices)
    given = environment(world, "coach_api")
    process = await began(given, "api")
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{given['PORT']}", timeout=30) as fresh:
            await ready(fresh)
            assert await answers(fresh, maya, practices) == before
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_the_log_folds_into_the_same_each_time_and_in_parts(
    world: World, http: httpx.AsyncClient, maya: Person
) -> None:
    practices = await practise(http, world, maya)
    first, second = [[each.data for each in await world.heard(maya)] for _ in range(2)]
    for practice in practices:
        own, again = ([data for data in read if is_of(data, practice)] for read in (first, second))
        whole = fold(own)
        assert fold(again) == whole
        assert all(fold(own[cut:], fold(own[:cut])) == whole for cut in range(len(own) + 1))


def is_of(data: object, practice: str) -> bool:
    return isinstance(data, PracticeRun) and str(data.practice_id) == practice
