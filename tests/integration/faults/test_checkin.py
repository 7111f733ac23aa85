"""The check-in API is killed, stopped and left: what was answered is recorded, and repeats change nothing."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.databases import connected, until
from tests.integration.load import Sent
from tests.integration.running import Running
from tests.integration.world import EVENING, World

pytestmark = pytest.mark.real
RATE = 80
LOCK = "SELECT FROM log.heads WHERE service = 'checkin' ORDER BY subject FOR UPDATE"


async def test_a_killed_api_loses_nothing_it_has_answered(world: World) -> None:
    """It dies while a commit is on its way, so the repeats meet what was recorded and never answered."""
    api, _, _ = await world.start(*EVENING)
    await world.load.say(40)
    recorded = 0
    async with world.load.at(RATE):
        for _ in range(3):
            await world.load.grows(30)
            async with world.in_the_way_of("checkin_api", LOCK):
                await api.kill()
            await api.start()
        recorded = await unanswered_and_recorded(world)
    await world.holds()
    assert recorded > 0, "no commit was on its way when it died"


async def test_an_api_that_is_asked_to_end_answers_what_it_has_and_ends_well(world: World) -> None:
    await world.is_patient("checkin_api")
    api, _, _ = await world.start(*EVENING)
    await world.load.say(40)
    async with world.load.at(RATE):
        await world.load.grows(80)
        async with world.in_the_way_of("checkin_api", LOCK):
            before = len(world.load.answered)
            ending = asyncio.create_task(api.stop())
            await until(lambda: says(api, "stopping"))
        assert await ending == 0
        assert len(world.load.answered) > before, "what was on its way was answered"
        await api.start()
    await world.holds()


async def test_fifty_posts_of_one_id_make_one_event_and_get_one_answer(world: World) -> None:
    await world.start(*EVENING)
    sent = world.load.new()
    answers = await asyncio.gather(*(post(world, sent, sent.body) for _ in range(50)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.text for each in answers}) == 1
    other = await post(world, sent, sent.body | {"intensity": 3, "note": "Another one."})
    assert (other.status_code, other.json()["type"]) == (422, "urn:smallhours:problem:other-content")
    world.load.answered[sent.id] = answers[0].json()
    await of_two_contents_the_first_stands(world)
    await world.holds()
    assert await count(world, "SELECT count(*) FROM log.events WHERE service = 'checkin'") == 2


async def of_two_contents_the_first_stands(world: World) -> None:
    sent = world.load.new()
    contents = [sent.body | {"intensity": 2 + number % 2} for number in range(50)]
    answers = await asyncio.gather(*(post(world, sent, each) for each in contents))
    kept = {each.json()["intensity"] for each in answers if each.status_code == 201}
    assert len(kept) == 1
    for content, answer in zip(contents, answers, strict=True):
        assert answer.status_code == (201 if content["intensity"] in kept else 422)
    world.load.answered[sent.id] = {}


async def test_a_check_in_whose_sender_went_away_is_recorded(world: World) -> None:
    await world.is_patient("checkin_api")
    api, _, _ = await world.start(*EVENING)
    await world.load.say(40)
    gone = [world.load.new() for _ in range(20)]
    lines = [await asyncio.open_connection("127.0.0.1", api.port) for _ in gone]
    async with connected(world.database.owner) as owner, owner.transaction():
        await owner.execute(LOCK)
        for (_, writer), sent in zip(lines, gone, strict=True):
            writer.write(over_the_line(sent))
        await until(lambda: all_arrived(api, len(gone)))
        for _, writer in lines:
            writer.close()
            await writer.wait_closed()
    await until(lambda: all_recorded(world, gone))
    await world.holds()


def over_the_line(sent: Sent) -> bytes:
    body = json.dumps(sent.body).encode()
    head = (
        "POST /v1/check-ins HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {sent.person.token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def all_recorded(world: World, sent: list[Sent]) -> bool:
    ids = [each.id for each in sent]
    return await count(world, "SELECT count(*) FROM log.events WHERE id = ANY ($1)", ids) == len(ids)


async def all_arrived(api: Running, number: int) -> bool:
    """The request that asks is one of those that are being answered."""
    return await api.measures("http_requests_in_progress") == number + 1


async def says(process: Running, word: str) -> bool:
    return word in process.log.read_text(errors="replace")


async def post(world: World, sent: Sent, body: dict[str, Any]) -> httpx.Response:
    return await world.load.http.post("/v1/check-ins", json=body, headers=sent.person.headers)


async def count(world: World, statement: str, *arguments: object) -> int:
    async with connected(world.database.owner) as owner:
        return int(await owner.fetchval(statement, *arguments))


async def unanswered_and_recorded(world: World) -> int:
    """How many check-ins are in the log although their senders were never told."""
    missing = [id for id in world.load.sent if id not in world.load.answered]
    return await count(world, "SELECT count(*) FROM log.events WHERE id = ANY ($1)", missing)
