"""The optional copy of the plan for hard moments, on real servers: kept, replaced, dropped, readable nowhere else."""

import asyncio
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from structlog.testing import capture_logs

from shared.events import Contract, PageDropped, PageKept
from tests.coach.world import Person, World
from tests.databases import connected
from tests.integration.evidence import dumped, held_in_redis
from tests.integration.searching import sightings

WHOLE: dict[str, Any] = {
    "warning_signs": "I stop answering messages.\nI sleep in my clothes.",
    "alone": "A walk round the block",
    "places_and_people": "The library; Ana",
    "people_i_can_ask": "My sister",
    "professionals_and_lines": "Dr. B., 116 123",
    "safer_surroundings": "Keys with my sister",
    "people": [{"name": "Ana", "number": "+353 1 234 5678"}, {"name": "The neighbour", "number": None}],
}
EMPTY: dict[str, Any] = {
    name: [] if name == "people" else "" for name in WHOLE
} | {"kept": False, "kept_at": None}  # fmt: skip
PARTS = [name for name in WHOLE if name != "people"]
MARK = "zq-not-to-be-repeated"
SERVICES = Path(__file__).parents[2] / "services"


async def put(http: httpx.AsyncClient, who: Person, body: Any, **headers: str) -> httpx.Response:
    return await http.put("/v1/safety-plan", json=body, headers=who.headers | headers)


async def read(http: httpx.AsyncClient, who: Person) -> httpx.Response:
    return await http.get("/v1/safety-plan", headers=who.headers)


async def drop(http: httpx.AsyncClient, who: Person, **headers: str) -> httpx.Response:
    return await http.delete("/v1/safety-plan", headers=who.headers | headers)


async def told(world: World, who: Person) -> list[Contract]:
    return [event.data for event in await world.heard(who)]


async def keys(world: World, who: Person) -> list[UUID]:
    """The events whose words can still be read."""
    async with connected(world.database.owner) as owner:
        rows = await owner.fetch("SELECT event_id FROM log.note_keys WHERE subject = $1", who.subject)
    return [row["event_id"] for row in rows]


class TestKeepingACopy:
    async def test_before_there_is_one_everything_is_empty(self, http: httpx.AsyncClient, maya: Person) -> None:
        answer = await read(http, maya)
        assert (answer.status_code, answer.json(), answer.headers["etag"]) == (200, EMPTY, '"0"')
        assert answer.headers["cache-control"] == "no-store"

    async def test_what_was_kept_is_shown_on_any_device(self, http: httpx.AsyncClient, maya: Person) -> None:
        kept = await put(http, maya, WHOLE)
        shown = (await read(http, maya)).json()
        assert (kept.status_code, kept.json()) == (200, shown)
        assert shown.pop("kept_at")
        assert shown == WHOLE | {"kept": True}

    async def test_only_what_is_sent_is_kept(self, http: httpx.AsyncClient, maya: Person) -> None:
        await put(http, maya, WHOLE)
        shown = (await put(http, maya, {"alone": "  Tea  "})).json()
        assert {name: shown[name] for name in WHOLE} == {name: EMPTY[name] for name in WHOLE} | {"alone": "Tea"}

    async def test_it_is_nobody_elses(self, http: httpx.AsyncClient, maya: Person, stranger: Person) -> None:
        await put(http, maya, WHOLE)
        assert (await read(http, stranger)).json() == EMPTY
        assert (await drop(http, stranger)).status_code == 204
        assert (await read(http, maya)).json()["kept"] is True


class TestDestroyingItsWords:
    async def test_replacing_destroys_the_words_before(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        for number in range(3):
            await put(http, maya, WHOLE | {"alone": f"Walk {number}"})
            assert len(await keys(world, maya)) == 1
        assert (await read(http, maya)).json()["alone"] == "Walk 2"
        assert [type(each) for each in await told(world, maya)] == [PageKept] * 3

    async def test_dropping_destroys_them_all_and_again_is_the_same(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        await put(http, maya, WHOLE)
        for _ in range(2):
            answer = await drop(http, maya)
            assert (answer.status_code, answer.content) == (204, b"")
        assert await keys(world, maya) == []
        assert (await read(http, maya)).json() == EMPTY
        assert [type(each) for each in await told(world, maya)] == [PageKept, PageDropped]

    async def test_after_it_was_dropped_a_copy_can_be_kept_again(self, http: httpx.AsyncClient, maya: Person) -> None:
        await put(http, maya, WHOLE)
        await drop(http, maya)
        await put(http, maya, {"alone": "Tea"})
        assert (await read(http, maya)).json()["alone"] == "Tea"

    async def test_of_many_at_once_one_copy_is_left_with_its_words(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        answers = await asyncio.gather(*(put(http, maya, {"alone": f"Walk {number}"}) for number in range(6)))
        assert [answer.status_code for answer in answers] == [200] * 6
        assert len(await keys(world, maya)) == 1
        assert (await read(http, maya)).json()["alone"].startswith("Walk ")
        assert len(await told(world, maya)) == 6

    async def test_without_its_key_there_is_no_copy(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        await put(http, maya, WHOLE)
        async with connected(world.database.owner) as owner:
            await owner.execute("DELETE FROM log.note_keys WHERE subject = $1", maya.subject)
        shown = (await read(http, maya)).json()
        assert shown == EMPTY


class TestRepeating:
    async def test_the_same_request_gives_the_first_answer_and_brings_nothing_back(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        body = WHOLE | {"id": str(uuid4())}
        first = await put(http, maya, body)
        again = await put(http, maya, body)
        assert (again.json(), again.headers["etag"]) == (first.json(), first.headers["etag"])
        await drop(http, maya)
        assert (await put(http, maya, body)).json() == first.json()
        assert (await read(http, maya)).json() == EMPTY
        assert await keys(world, maya) == []

    async def test_another_request_under_the_same_id_is_refused(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        one = str(uuid4())
        await put(http, maya, WHOLE | {"id": one})
        assert (await put(http, maya, {"id": one, "alone": "Tea"})).status_code == 422
        check_in = await world.check_in(maya)
        assert (await put(http, maya, WHOLE | {"id": str(check_in)})).status_code == 422
        assert (await read(http, maya)).json()["alone"] == WHOLE["alone"]
        assert await keys(world, maya) == [UUID(one)]

    async def test_of_two_devices_the_one_that_read_an_older_copy_is_told(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        etag = (await put(http, maya, WHOLE)).headers["etag"]
        newer = (await put(http, maya, {"alone": "Tea"}, **{"If-Match": etag})).headers["etag"]
        assert (await put(http, maya, WHOLE, **{"If-Match": etag})).status_code == 412
        assert (await drop(http, maya, **{"If-Match": etag})).status_code == 412
        assert (await read(http, maya)).json()["alone"] == "Tea"
        assert (await drop(http, maya, **{"If-Match": newer})).status_code == 204


class TestBadInput:
    @pytest.mark.parametrize(
        ("body", "field", "allowed"),
        [
            *(({name: MARK + "x" * 2_000}, name, "Give text of at most 2000 characters.") for name in PARTS),
            ({"alone": 7}, "alone", "Give text of at most 2000 characters."),
            ({"alone": ["a walk"]}, "alone", "Give text of at most 2000 characters."),
            ({"people": [{"name": "A"}] * 21}, "people", "Give a list of at most 20 entries."),
            ({"people": [{}]}, "people[0].name", "This field is needed. Give text of 1 to 120 characters."),
            ({"people": [{"name": " "}]}, "people[0].name", "Give text of 1 to 120 characters."),
            ({"people": [{"name": "A", "number": MARK}]}, "people[0].number", "Give a telephone number, such as"),
            ({"people": [{"name": "A", "number": "1"}]}, "people[0].number", "Give a telephone number, such as"),
            ({"people": [{"name": "A", "number": "1" * 16}]}, "people[0].number", "Give a telephone number, such as"),
            ({"people": [{"name": "A", "number": "١١٦"}]}, "people[0].number", "Give a telephone number, such as"),
            ({"people": [{"name": "A", "age": 4}]}, "people[0]", "Known are: name, number."),
            ({MARK: "x"}, "body", "Known are: id, occurred_at, warning_signs, alone,"),
            ({"id": MARK}, "id", "Give a UUID."),
        ],
    )
    async def test_it_is_named_with_what_is_allowed_and_nothing_is_kept(
        self, world: World, http: httpx.AsyncClient, maya: Person, body: dict[str, Any], field: str, allowed: str
    ) -> None:
        answer = await put(http, maya, WHOLE | body)
        assert answer.status_code == 422, answer.text
        [error] = answer.json()["errors"]
        assert (error["field"], allowed in error["detail"]) == (field, True), error
        assert MARK not in answer.text
        assert await told(world, maya) == []
        assert await keys(world, maya) == []

    @pytest.mark.parametrize("number", ["112", "+353 (0)1 234-5678", "*4141", "0800/111.0.111", "#31#0123"])
    async def test_any_way_of_writing_a_number_is_taken(
        self, http: httpx.AsyncClient, maya: Person, number: str
    ) -> None:
        answer = await put(http, maya, {"people": [{"name": "A", "number": number}]})
        assert answer.json()["people"] == [{"name": "A", "number": number}]

    async def test_without_a_token_or_as_staff_there_is_no_copy(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        therapist = world.person(maya.org, uuid4(), "therapist")
        assert (await http.get("/v1/safety-plan")).status_code == 401
        for answer in (await read(http, therapist), await put(http, therapist, {}), await drop(http, therapist)):
            assert answer.status_code == 403


async def test_its_words_stand_nowhere_else(
    world: World, http: httpx.AsyncClient, maya: Person, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    words = {name: f"{name.replace('_', '')}{uuid4().hex}" for name in (*PARTS, "people")}
    body = {name: words[name] for name in PARTS} | {"people": [{"name": words["people"]}]}
    with capture_logs() as logs:
        assert (await put(http, maya, body)).status_code == 200
        assert (await put(http, maya, body | {"alone": [words["alone"]]})).status_code == 422
        assert (await read(http, maya)).json()["alone"] == words["alone"]
    places = {
        "database": dumped(world.database.owner),
        "logs": repr(logs).encode() + caplog.text.encode(),
        "metrics": (await http.get("/metrics")).content,
        **held_in_redis(world.redis_url),
    }
    assert str(maya.subject).encode() in places["database"]
    assert sightings(words, places) == set()
    shown = (await read(http, maya)).content
    assert {name for name, _, _ in sightings(words, {"the own answer": shown})} == set(words)


def test_no_other_service_reads_it() -> None:
    """It belongs into no report and no export (docs/specification/homework.md section 7)."""
    mentioned = re.compile(r"PageKept|PageDropped|page\.kept|safety_plan")
    others = [path for path in SERVICES.rglob("*.py") if path.relative_to(SERVICES).parts[0] != "coach"]
    assert len(others) > 50
    assert not [path.name for path in others if mentioned.search(path.read_text())]
