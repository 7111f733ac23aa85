"""checkin through its public API, on a real Postgres and a real Redis."""

import asyncio
import base64
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from shared.database import Database
from shared.events import CheckInRecorded
from shared.keyring import FileKeyProvider, Keyring, NotReadable, open_event
from shared.log import find, read_stream, verify_stream
from tests.checkin.conftest import Person, World, moment
from tests.databases import connected

WORDS = "the-lighthouse-keeper-4711"


async def post(http: httpx.AsyncClient, who: Person, **more: Any) -> httpx.Response:
    return await http.post("/v1/check-ins", json=moment(**more), headers=who.headers)


async def ids(http: httpx.AsyncClient, who: Person, query: str = "") -> list[str]:
    answer = await http.get(f"/v1/check-ins{query}", headers=who.headers)
    assert answer.status_code == 200
    return [each["id"] for each in answer.json()["check_ins"]]


async def test_the_wheel_is_there_for_everybody_and_is_sent_once(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/emotions")
    wheel = answer.json()
    assert len(wheel["emotions"]) == 130
    angry = wheel["emotions"][0]
    assert {"id", "label", "ring", "valence", "arousal", "children"} <= angry.keys()
    assert set(angry["children"]) <= {each["id"] for each in wheel["emotions"]}
    assert "max-age" in answer.headers["cache-control"]
    again = await http.get("/v1/emotions", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_moment_is_recorded_and_says_where_its_offer_will_be(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    chosen = str(uuid4())
    answer = await post(
        http, maya, id=chosen, note=WORDS, triggers=["work"], context={"energy": "low", "sleep_hours": 5}
    )
    shown = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/v1/check-ins/{chosen}"
    assert shown["id"] == chosen
    assert shown["next"] == f"/v1/recommendations/{chosen}"
    assert (shown["note"], shown["triggers"], shown["context"]["energy"]) == (WORDS, ["work"], "low")
    assert (await http.get(f"/v1/check-ins/{chosen}", headers=maya.headers)).json() == shown
    assert await world.count("log.events", maya.subject) == 1


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("emotions", ["fearful.nothing"], "GET /v1/emotions"),
        ("emotions", ["sad", "sad"], "different"),
        ("emotions", ["angry", "sad", "happy", "bad"], "1 to 3"),
        ("emotions", [], "1 to 3"),
        ("intensity", 0, "from 1 to 10"),
        ("intensity", 11, "from 1 to 10"),
        ("intensity", "nine", "from 1 to 10"),
        ("intensity", 9.5, "from 1 to 10"),
        ("intensity", True, "from 1 to 10"),
        ("occurred_at", "2026-11-02T08:50:00", "offset"),
        ("occurred_at", 1767000000, "offset"),
        ("occurred_at", (datetime.now(UTC) + timedelta(days=2)).isoformat(), "24 hours"),
        ("note", WORDS * 4_000, "4000 characters"),
        ("note", "x" * 4_001, "4000 characters"),
        ("triggers", [WORDS] * 11, "10"),
        ("time_zone", "Europe/" + WORDS, "Europe/Dublin"),
        ("id", WORDS, "UUID"),
        ("replaces", str(uuid4()), "own"),
        ("context.energy", WORDS, "low, medium, high"),
        ("context.minutes", 0, "from 1 to 600"),
        ("context", WORDS, "object"),
    ],
)
async def test_bad_input_is_answered_by_field_and_nothing_is_stored(
    http: httpx.AsyncClient, world: World, maya: Person, field: str, value: Any, allowed: str
) -> None:
    outer, _, inner = field.partition(".")
    answer = await post(http, maya, **{outer: {inner: value} if inner else value})
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert [error["field"].split("[")[0] for error in problem["errors"]] == [field]
    assert allowed in problem["errors"][0]["detail"]
    assert WORDS not in answer.text
    assert await world.count("log.events", maya.subject) == 0


async def test_an_unknown_field_is_refused_with_the_known_ones_and_not_repeated(
    http: httpx.AsyncClient, maya: Person
) -> None:
    answer = await post(http, maya, **{WORDS: 1})
    assert answer.status_code == 422
    assert "intensity" in answer.json()["errors"][0]["detail"]
    assert WORDS not in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b'{"emotions": ["sad"], "intensity": ', b"\xff\xfe"])
async def test_broken_json_is_a_problem(http: httpx.AsyncClient, world: World, maya: Person, body: bytes) -> None:
    headers = maya.headers | {"Content-Type": "application/json"}
    answer = await http.post("/v1/check-ins", content=body, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:smallhours:problem:not-json")
    assert await world.count("log.events", maya.subject) == 0


async def test_a_body_that_is_far_too_large_is_a_problem(http: httpx.AsyncClient, maya: Person) -> None:
    answer = await post(http, maya, note="x" * 1_000_000)
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


async def test_only_clients_come_in_and_only_with_a_token_that_holds(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    over = world.person(maya.org, maya.subject, "client", minutes=0)
    therapist = world.person(maya.org, uuid4(), "therapist")
    assert (await post(http, over)).status_code == 401
    assert (await post(http, therapist)).status_code == 403
    assert (await http.post("/v1/check-ins", json=moment())).status_code == 401
    for path in ("/v1/check-ins", f"/v1/check-ins/{uuid4()}"):
        assert (await http.get(path)).status_code == 401
        assert (await http.get(path, headers=therapist.headers)).status_code == 403
    assert (await http.post("/v1/check-ins/batch", json={}, headers=therapist.headers)).status_code == 403
    assert await world.count("log.events", maya.subject) == 0


async def test_fifty_parallel_posts_of_one_id_are_one_event_with_one_answer(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    chosen = str(uuid4())
    answers = await asyncio.gather(*(post(http, maya, id=chosen, note=WORDS) for _ in range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert await world.count("log.events", maya.subject) == 1


async def test_the_same_id_for_something_else_is_refused(http: httpx.AsyncClient, maya: Person) -> None:
    chosen = str(uuid4())
    assert (await post(http, maya, id=chosen)).status_code == 201
    other = await post(http, maya, id=chosen, intensity=3)
    assert (other.status_code, other.json()["type"]) == (422, "urn:smallhours:problem:other-content")


async def test_somebody_erased_gets_the_answer_that_they_are_gone(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    assert (await post(http, maya)).status_code == 201
    await world.database.erase(maya.subject)
    assert (await post(http, maya)).status_code == 410


async def test_a_retracted_moment_is_gone_and_its_note_can_never_be_read_again(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    shown = (await post(http, maya, note=WORDS)).json()
    path, event_id = f"/v1/check-ins/{shown['id']}", UUID(shown["id"])
    wrapped = await wrapped_note_key(world, event_id)
    assert wrapped is not None

    first = await http.delete(path, headers=maya.headers)
    second = await http.delete(path, headers=maya.headers)

    assert (first.status_code, first.content) == (second.status_code, second.content) == (204, b"")
    assert (await http.get(path, headers=maya.headers)).status_code == 404
    assert await ids(http, maya) == []
    assert await wrapped_note_key(world, event_id) is None
    assert await world.count("log.events", maya.subject) == 2


async def test_without_its_own_key_a_note_does_not_open_with_the_keys_that_remain(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    shown = (await post(http, maya, note=WORDS)).json()
    database = Database(world.database.url("checkin_api"))
    key = await Keyring(FileKeyProvider(world.keys), database).key(maya.org, maya.subject)
    async with database.unit_of_work(maya.org) as work:
        recorded = await find(work.raw, maya.subject, UUID(shown["id"]))
    await database.stop()
    assert recorded is not None
    data = open_event(key, recorded).data
    assert isinstance(data, CheckInRecorded)
    assert data.note is not None
    note = base64.b64decode(data.note)
    assert WORDS.encode() not in note
    with pytest.raises(NotReadable):
        key.open(note, recorded.id.bytes)
    with pytest.raises(NotReadable):
        key.new_note_key()[0].open(note, recorded.id.bytes)


async def wrapped_note_key(world: World, event_id: UUID) -> bytes | None:
    async with connected(world.database.owner) as owner:
        found: bytes | None = await owner.fetchval("SELECT wrapped FROM log.note_keys WHERE event_id = $1", event_id)
        return found


async def test_sending_a_retracted_moment_again_does_not_bring_it_back(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    chosen = str(uuid4())
    first = await post(http, maya, id=chosen, note=WORDS)
    await http.delete(f"/v1/check-ins/{chosen}", headers=maya.headers)
    again = await post(http, maya, id=chosen, note=WORDS)
    assert (again.status_code, again.text) == (201, first.text)
    assert await ids(http, maya) == []
    assert await wrapped_note_key(world, UUID(chosen)) is None


async def test_only_own_check_ins_can_be_retracted(http: httpx.AsyncClient, world: World, maya: Person) -> None:
    neighbour = await world.client(maya.org)
    shown = (await post(http, maya)).json()
    for who, wanted in ((neighbour, shown["id"]), (maya, str(uuid4()))):
        answer = await http.delete(f"/v1/check-ins/{wanted}", headers=who.headers)
        assert answer.status_code == 404
    assert await ids(http, maya) == [shown["id"]]


async def test_an_edit_is_a_new_moment_and_takes_the_old_one_with_its_note_away(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    old = (await post(http, maya, note=WORDS)).json()["id"]
    edited = await post(http, maya, id=str(uuid4()), intensity=7, replaces=old)
    again = await post(http, maya, id=edited.json()["id"], intensity=7, replaces=old)
    assert edited.status_code == 201
    assert (again.status_code, again.text) == (201, edited.text)
    assert await ids(http, maya) == [edited.json()["id"]]
    assert await wrapped_note_key(world, UUID(old)) is None
    assert await world.count("log.events", maya.subject) == 3
    assert (await http.delete(f"/v1/check-ins/{old}", headers=maya.headers)).status_code == 204
    assert await world.count("log.events", maya.subject) == 3


async def test_parallel_edits_of_one_moment_are_all_kept_and_retract_it_once(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    old = (await post(http, maya)).json()["id"]
    edits = await asyncio.gather(*(post(http, maya, intensity=n, replaces=old) for n in (2, 3, 4)))
    assert {edit.status_code for edit in edits} == {201}
    assert sorted(await ids(http, maya)) == sorted(edit.json()["id"] for edit in edits)
    assert await world.count("log.events", maya.subject) == 5


async def test_pages_lead_through_the_whole_history_newest_first(http: httpx.AsyncClient, maya: Person) -> None:
    begun = datetime.now(UTC) - timedelta(hours=10)
    made = [
        (await post(http, maya, occurred_at=(begun + timedelta(minutes=n)).isoformat())).json()["id"] for n in range(7)
    ]
    await http.delete(f"/v1/check-ins/{made[3]}", headers=maya.headers)
    met: list[str] = []
    path = "/v1/check-ins?limit=2"
    while path:
        answer = await http.get(path, headers=maya.headers)
        met += [each["id"] for each in answer.json()["check_ins"]]
        path = answer.links.get("next", {}).get("url", "")
    assert met == [each for each in reversed(made) if each != made[3]]


@pytest.mark.parametrize("cursor", ["zebra", "WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwieCJd", "e30"])
async def test_a_made_up_cursor_is_a_problem(http: httpx.AsyncClient, maya: Person, cursor: str) -> None:
    answer = await http.get(f"/v1/check-ins?cursor={cursor}", headers=maya.headers)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


async def test_nobody_else_sees_a_history(http: httpx.AsyncClient, world: World, maya: Person) -> None:
    shown = (await post(http, maya)).json()
    elsewhere = await world.client()
    stolen = world.person(elsewhere.org, maya.subject, "client")
    for who in (elsewhere, await world.client(maya.org)):
        assert await ids(http, who) == []
        assert (await http.get(f"/v1/check-ins/{shown['id']}", headers=who.headers)).status_code == 404
    for method, path in (("GET", "/v1/check-ins"), ("GET", f"/v1/check-ins/{shown['id']}"), ("POST", "/v1/check-ins")):
        answer = await http.request(method, path, headers=stolen.headers, json=moment() if method == "POST" else None)
        assert answer.status_code == 404
    assert await world.count("log.events", maya.subject) == 1


async def test_a_batch_answers_for_each_and_takes_what_is_good(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    known, late = str(uuid4()), (datetime.now(UTC) - timedelta(days=9)).isoformat()
    far = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    sent: list[Any] = [
        moment(id=known, occurred_at=late, note=WORDS),
        moment(intensity=11),
        moment(occurred_at=far),
        WORDS,
        moment(id=known, occurred_at=late, note=WORDS),
        moment(id=known),
        moment(replaces=known, intensity=4),
    ]
    answer = await http.post("/v1/check-ins/batch", json={"check_ins": sent}, headers=maya.headers)
    results = answer.json()["results"]
    assert answer.status_code == 207
    assert [each["status"] for each in results] == [201, 422, 422, 422, 201, 422, 201]
    assert results[0]["check_in"] == results[4]["check_in"]
    assert results[0]["check_in"]["occurred_at"][:10] == late[:10]
    assert [each["problem"]["errors"][0]["field"] for each in results[1:4]] == ["intensity", "occurred_at", "body"]
    assert await ids(http, maya) == [results[6]["id"]]
    assert await world.count("log.events", maya.subject) == 3


async def test_a_batch_holds_five_hundred_and_no_more(http: httpx.AsyncClient, world: World, maya: Person) -> None:
    batch = {"check_ins": [moment(id=str(uuid4())) for _ in range(500)]}
    first = await http.post("/v1/check-ins/batch", json=batch, headers=maya.headers)
    again = await http.post("/v1/check-ins/batch", json=batch, headers=maya.headers)
    assert {each["status"] for each in first.json()["results"]} == {201}
    assert again.text == first.text
    assert await world.count("log.events", maya.subject) == 500
    batch["check_ins"].append(moment())
    refused = await http.post("/v1/check-ins/batch", json=batch, headers=maya.headers)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "check_ins")
    assert await world.count("log.events", maya.subject) == 500


async def test_the_stream_of_everything_that_happened_verifies(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    made = [(await post(http, maya, intensity=n + 1)).json()["id"] for n in range(4)]
    await http.delete(f"/v1/check-ins/{made[0]}", headers=maya.headers)
    await post(http, maya, replaces=made[1])
    async with connected(world.database.owner) as owner:
        stream = await read_stream(owner, maya.subject, "checkin")
    verify_stream(stream)
    assert [event.version for event in stream] == list(range(1, 8))


async def test_the_hot_route_is_described_as_fully_as_the_others(app: FastAPI) -> None:
    route = app.openapi()["paths"]["/v1/check-ins"]["post"]
    schema = route["requestBody"]["content"]["application/json"]["schema"]
    assert {"id", "emotions", "intensity", "context", "note", "occurred_at", "replaces"} <= schema["properties"].keys()
    assert schema["required"] == ["emotions", "intensity"]
    assert "$ref" not in str(schema)
    assert route["responses"]["201"]["content"]["application/json"]["schema"]["$ref"].endswith("/CheckInShown")
    assert route["security"]
