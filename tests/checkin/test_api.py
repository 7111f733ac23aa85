"""checkin through its public API, on a real Postgres and a real Redis: taking moments in."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from services.checkin.decider import retraction_id
from tests.checkin.conftest import WORDS, Person, World, ids, moment, post


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
        ("time_zone", "localtime", "Europe/Dublin"),
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


async def test_somebody_who_cannot_name_it_is_heard(http: httpx.AsyncClient, maya: Person) -> None:
    answer = await post(http, maya, emotions=["unsure"])
    assert (answer.status_code, answer.json()["emotions"]) == (201, ["unsure"])


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


async def test_an_id_that_a_retraction_could_have_is_refused(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    chosen = str(retraction_id(uuid4()))
    alone = await post(http, maya, id=chosen)
    batch = {"check_ins": [moment(id=chosen)]}
    (result,) = (await http.post("/v1/check-ins/batch", json=batch, headers=maya.headers)).json()["results"]
    wanted = [{"field": "id", "detail": "Give a random UUID (version 4 or 7)."}]
    assert (alone.status_code, alone.json()["errors"]) == (422, wanted)
    assert (result["status"], result["problem"]["errors"]) == (422, wanted)
    assert await world.count("log.events", maya.subject) == 0


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


async def test_the_hot_route_is_described_as_fully_as_the_others(app: FastAPI) -> None:
    route = app.openapi()["paths"]["/v1/check-ins"]["post"]
    schema = route["requestBody"]["content"]["application/json"]["schema"]
    assert {"id", "emotions", "intensity", "context", "note", "occurred_at", "replaces"} <= schema["properties"].keys()
    assert schema["required"] == ["emotions", "intensity"]
    assert "$ref" not in str(schema)
    assert route["responses"]["201"]["content"]["application/json"]["schema"]["$ref"].endswith("/CheckInShown")
    assert route["security"]
