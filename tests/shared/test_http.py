"""The edge of a service: health, headers, problems that say what is allowed and never what was sent."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from typing import Annotated, Any, Literal
from uuid import UUID

import asyncpg
import httpx
import pytest
import sqlalchemy.exc
import structlog
from fastapi import APIRouter, FastAPI, Path, Query, Request, Response
from fastapi.exceptions import HTTPException
from pydantic import BaseModel, Field, JsonValue, StrictBool, field_validator

from shared.http import Allowed, Moment, Posted, Problem, create_app, problem_of, read_body
from shared.keyring import KeyUnreadable, SubjectErased, SubjectUnknown, canonical
from shared.log import Appended, LogUnavailable, NoKey, OtherContent, QueueFull, Seen, Stale

CANARY = "canary-7f3a"


class Setting(BaseModel):
    minutes: int | None = Field(default=None, ge=1, le=90)
    place: Literal["bed", "anywhere"] | None = None
    sleep_hours: float | None = Field(default=None, ge=0, le=24)


class Thing(Posted):
    emotions: Annotated[list[str], Field(min_length=1, max_length=3)]
    intensity: int = Field(ge=1, le=10)
    note: str | None = Field(default=None, max_length=20)
    context: Setting | None = None
    until: Moment | None = None
    settings: dict[str, Literal["yes", "no"]] = Field(default_factory=dict)
    response: JsonValue = None
    parts: list[Setting] = Field(default_factory=list)
    open: bool = False
    either: Annotated[str, Field(max_length=9)] | StrictBool | int | float | list[str] | None = None
    few: Annotated[int, Field(ge=1, le=3)] | Literal["all"] | Setting | list[UUID] | None = None

    @field_validator("emotions")
    @classmethod
    def known(cls, emotions: list[str]) -> list[str]:
        if "unknown" in emotions:
            raise Allowed("Give ids from GET /v1/emotions.")
        if "rude" in emotions:
            raise ValueError(f"not {CANARY}")
        return emotions


class Batch(BaseModel):
    items: list[JsonValue]


FAILURES: dict[str, Callable[[], Exception]] = {
    "full": QueueFull,
    "erased": SubjectErased,
    "unknown": SubjectUnknown,
    "keys": lambda: KeyUnreadable(CANARY),
    "log": lambda: LogUnavailable(CANARY),
    "refused": lambda: ConnectionRefusedError(CANARY),
    "late": lambda: TimeoutError(CANARY),
    "gone": lambda: asyncpg.ConnectionDoesNotExistError(CANARY),
    "stopping": lambda: asyncpg.AdminShutdownError(CANARY),
    "locked": lambda: asyncpg.LockNotAvailableError(CANARY),
    "closed": lambda: asyncpg.InterfaceError(CANARY),
    "pool": lambda: sqlalchemy.exc.TimeoutError(CANARY),
    "wrapped": lambda: sqlalchemy.exc.OperationalError("SELECT", {}, asyncpg.CannotConnectNowError(CANARY)),
    "unique": lambda: asyncpg.UniqueViolationError(CANARY),
    "bug": lambda: ZeroDivisionError(CANARY),
    "teapot": lambda: HTTPException(418, CANARY),
    "own": lambda: Problem(409, "own", "Own title", "Own detail.", headers={"X-Own": "1"}),
}


def routes() -> APIRouter:
    router = APIRouter()

    @router.post("/v1/things", status_code=201)
    async def post_thing(thing: Thing) -> dict[str, int]:
        canonical(thing.model_dump(mode="json"))
        return {"intensity": thing.intensity}

    @router.post("/v1/quick-things", status_code=201)
    async def post_quickly(request: Request) -> Response:
        thing = await read_body(request, Thing)
        return Response(json.dumps({"intensity": thing.intensity}), 201)

    @router.post("/v1/batches")
    async def post_batch(request: Request) -> Batch:
        return await read_body(request, Batch)

    @router.post("/v1/large-things", max_body_size=200_000)
    async def post_large(request: Request) -> dict[str, int]:
        return {"size": len(await request.body())}

    @router.post("/v1/unread")
    async def post_unread() -> dict[str, str]:
        return {}

    @router.get("/v1/things/{thing_id}")
    async def get_thing(
        thing_id: Annotated[UUID, Path()], limit: Annotated[int, Query(ge=1, le=200)] = 50, day: str = ""
    ) -> dict[str, str]:
        return {"id": str(thing_id)}

    @router.delete("/v1/things/{thing_id}", status_code=204)
    async def delete_thing(thing_id: UUID) -> None: ...

    @router.get("/v1/failures/{name}")
    async def fail(name: str) -> None:
        raise FAILURES[name]()

    return router


@pytest.fixture(autouse=True)
def told() -> Iterator[list[MutableMapping[str, Any]]]:
    """The log lines of a test."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture
def app() -> FastAPI:
    return create_app(service="things", ready=lambda: True, routers=[routes()])


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://things") as client:
        yield client


def good(**changes: Any) -> dict[str, Any]:
    return {"emotions": ["fear.anxious"], "intensity": 9} | changes


def assert_problem(answer: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["type"] == f"urn:smallhours:problem:{kind}"
    assert body["status"] == status
    assert body["title"]
    assert CANARY not in answer.text
    return body


MOMENT = "Give a date and time with its offset, such as 2026-01-31T21:45:00+01:00."
REFUSED = [
    ({"intensity": 0}, "intensity", "Give a whole number from 1 to 10."),
    ({"intensity": 11}, "intensity", "Give a whole number from 1 to 10."),
    ({"intensity": "nine"}, "intensity", "Give a whole number from 1 to 10."),
    ({"intensity": 9.5}, "intensity", "Give a whole number from 1 to 10."),
    ({"intensity": None}, "intensity", "Give a whole number from 1 to 10."),
    ({"emotions": ["a", "b", "c", "d"]}, "emotions", "Give a list of 1 to 3 entries. For each of them: give text."),
    ({"emotions": []}, "emotions", "Give a list of 1 to 3 entries. For each of them: give text."),
    ({"emotions": [7]}, "emotions[0]", "Give text."),
    ({"emotions": ["unknown"]}, "emotions", "Give ids from GET /v1/emotions."),
    ({"emotions": ["rude"]}, "emotions", "Give a list of 1 to 3 entries. For each of them: give text."),
    ({"note": CANARY * 3}, "note", "Give text of at most 20 characters."),
    ({"id": CANARY}, "id", "Give a UUID."),
    ({"occurred_at": "2026-03-01T22:00:00"}, "occurred_at", MOMENT),
    ({"occurred_at": "yesterday"}, "occurred_at", MOMENT),
    ({"occurred_at": 1772402400}, "occurred_at", MOMENT),
    ({"occurred_at": "1772402400"}, "occurred_at", MOMENT),
    ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "occurred_at", "Give a time after the year 2000."),
    ({"until": "2026-02-30T00:00:00Z"}, "until", MOMENT),
    ({"context": {"minutes": 500}}, "context.minutes", "Give a whole number from 1 to 90."),
    ({"context": {"place": CANARY}}, "context.place", "Give one of: bed, anywhere."),
    ({"context": {"sleep_hours": 25}}, "context.sleep_hours", "Give a number from 0 to 24."),
    ({"context": CANARY}, "context", "Give an object."),
    ({"parts": [{}, {"minutes": -1}]}, "parts[1].minutes", "Give a whole number from 1 to 90."),
    ({"settings": {CANARY: "perhaps"}}, "settings", "Give an object; for each of its values: give one of: yes, no."),
    ({"open": CANARY}, "open", "Give true or false."),
    ({"either": {}}, "either", "Give text of at most 9 characters, true or false, a number, or a list of texts."),
    ({"few": CANARY}, "few", "Give a whole number from 1 to 3, one of: all, an object, or a list of entries."),
]


@pytest.mark.parametrize("path", ["/v1/things", "/v1/quick-things"])
@pytest.mark.parametrize(("change", "field", "detail"), REFUSED, ids=str)
async def test_a_refused_field_is_named_with_what_is_allowed(
    client: httpx.AsyncClient, path: str, change: dict[str, Any], field: str, detail: str
) -> None:
    body = assert_problem(await client.post(path, json=good(**change)), 422, "invalid")
    assert body["errors"] == [{"field": field, "detail": detail}]


@pytest.mark.parametrize("path", ["/v1/things", "/v1/quick-things"])
async def test_a_good_body_is_taken(client: httpx.AsyncClient, path: str) -> None:
    sent = good(occurred_at="2026-03-01T22:00:00+01:00", id=str(UUID(int=1)), context={"minutes": 10}, response=[1, {}])
    assert (await client.post(path, json=sent)).json() == {"intensity": 9}


@pytest.mark.parametrize("path", ["/v1/things", "/v1/quick-things"])
async def test_a_missing_field_and_an_unknown_one_are_named_together(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.post(path, json={"intensity": 9, CANARY: 1, "context": {"place": "bed"}})
    errors = {error["field"]: error["detail"] for error in assert_problem(answer, 422, "invalid")["errors"]}
    assert errors["emotions"].startswith("This field is needed. Give a list of 1 to 3 entries.")
    assert errors["body"].startswith("There is a field here that is not known. Known are: id, occurred_at, emotions,")


@pytest.mark.parametrize("path", ["/v1/things", "/v1/quick-things"])
@pytest.mark.parametrize("document", ["[]", "5", '"text"', "null"])
async def test_a_body_that_is_no_object_is_refused(client: httpx.AsyncClient, path: str, document: str) -> None:
    answer = await client.post(path, content=document, headers={"Content-Type": "application/json"})
    assert assert_problem(answer, 422, "invalid")["errors"][0]["field"] == "body"


@pytest.mark.parametrize("path", ["/v1/things", "/v1/quick-things"])
@pytest.mark.parametrize("broken", [b'{"intensity": ' + CANARY.encode(), b"{", b"\xff\xfe", b"{'a': 1}", b"[" * 20_000])
async def test_broken_json_is_told_as_that(client: httpx.AsyncClient, path: str, broken: bytes) -> None:
    answer = await client.post(path, content=broken, headers={"Content-Type": "application/json"})
    assert_problem(answer, 400, "not-json")


@pytest.mark.parametrize("path", ["/v1/things", "/v1/quick-things"])
@pytest.mark.parametrize(
    ("body", "field"),
    [
        (r'{"emotions": ["\ud800"], "intensity": 9}', "emotions[0]"),
        (r'{"emotions": ["a"], "intensity": 9, "note": "canary-7f3a \udc00"}', "note"),
        (r'{"emotions": ["a"], "intensity": 9, "id": "\ud800"}', "id"),
        (r'{"emotions": ["a"], "intensity": ' + "7" * 5000 + "}", "intensity"),
        (r'{"emotions": ["a"], "intensity": -' + "7" * 5000 + "}", "intensity"),
        (r'{"emotions": ["a"], "intensity": 9, "context": {"minutes": ' + "7" * 5000 + "}}", "context.minutes"),
        (r'{"emotions": ["a"], "intensity": 9, "context": "\ud800"}', "context"),
        (r'{"emotions": ["a"], "intensity": 9, "\ud800": 1}', "body"),
    ],
    ids=["listed", "note", "id", "number", "below", "inner", "object", "unknown"],
)
async def test_what_cannot_be_kept_is_refused_by_its_field(
    client: httpx.AsyncClient, path: str, body: str, field: str
) -> None:
    answer = await client.post(path, content=body, headers={"Content-Type": "application/json"})
    assert [error["field"] for error in assert_problem(answer, 422, "invalid")["errors"]] == [field]
    assert "777" not in answer.text


async def test_one_item_that_cannot_be_kept_leaves_the_others_of_its_batch_whole(client: httpx.AsyncClient) -> None:
    body = (
        r'{"items": [{"a": "whole \ud83d\ude00"}, {"a": "\ud83d"}, {"a": '
        + "7" * 5000
        + r'}, {"\ud83d": 1}, {"a": 0.1}]}'
    )
    answer = await client.post("/v1/batches", content=body, headers={"Content-Type": "application/json"})
    assert answer.json() == {
        "items": [{"a": "whole \U0001f600"}, {"a": [None]}, {"a": [None]}, {"?": [None]}, {"a": 0.1}]
    }


@pytest.mark.parametrize("path", ["/v1/things", "/v1/quick-things"])
@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", None])
async def test_another_media_type_is_told_as_that(client: httpx.AsyncClient, path: str, media: str | None) -> None:
    headers = {} if media is None else {"Content-Type": media}
    answer = await client.post(path, content=json.dumps(good(note=CANARY)), headers=headers)
    assert_problem(answer, 415, "unsupported-media-type")


@pytest.mark.parametrize("path", ["/v1/things", "/v1/quick-things", "/v1/unread"])
async def test_a_body_over_64_kb_is_too_large(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.post(path, json=good(note=CANARY * 10_000))
    assert_problem(answer, 413, "too-large")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-request-id"]


async def test_a_body_of_unknown_length_is_cut_off_at_the_limit(client: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 10_000

    for path in ("/v1/things", "/v1/quick-things"):
        answer = await client.post(path, content=endless(), headers={"Content-Type": "application/json"})
        assert_problem(answer, 413, "too-large")


async def test_a_route_may_take_more(client: httpx.AsyncClient) -> None:
    assert (await client.post("/v1/large-things", content=b"x" * 150_000)).json() == {"size": 150_000}
    assert_problem(await client.post("/v1/large-things", content=b"x" * 200_001), 413, "too-large")


async def test_a_parameter_is_named_like_a_field(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/v1/things/{CANARY}", params={"limit": 500})
    assert assert_problem(answer, 422, "invalid")["errors"] == [
        {"field": "thing_id", "detail": "Give a UUID."},
        {"field": "limit", "detail": "Give a whole number from 1 to 200."},
    ]


@pytest.mark.parametrize(
    ("name", "status", "kind"),
    [
        ("full", 503, "busy"),
        ("erased", 410, "erased"),
        ("unknown", 404, "not-found"),
        ("keys", 503, "try-again"),
        ("log", 503, "try-again"),
        ("refused", 503, "try-again"),
        ("late", 503, "try-again"),
        ("gone", 503, "try-again"),
        ("stopping", 503, "try-again"),
        ("locked", 503, "try-again"),
        ("closed", 503, "try-again"),
        ("pool", 503, "try-again"),
        ("wrapped", 503, "try-again"),
        ("unique", 500, "unexpected"),
        ("bug", 500, "unexpected"),
        ("teapot", 418, "refused"),
    ],
)
async def test_a_failure_inside_shows_nothing_of_itself(
    client: httpx.AsyncClient, told: list[MutableMapping[str, Any]], name: str, status: int, kind: str
) -> None:
    answer = await client.get(f"/v1/failures/{name}")
    unhappy = [line["route"] for line in told if line["event"] == "not answered as hoped"]
    assert unhappy == ["/v1/failures/{name}"] * (status >= 500)
    assert [line["log_level"] for line in told if "exc_info" in line] == ["error"] * (status == 500) + ["warning"] * (
        kind == "try-again"
    )
    body = assert_problem(answer, status, kind)
    assert answer.headers["x-request-id"]
    assert ("retry-after" in answer.headers) == (status == 503)
    if status == 503:
        assert body["detail"] == "Nothing was lost. Please try again in a moment."


async def test_a_problem_keeps_its_own_words_and_headers(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/failures/own")
    body = assert_problem(answer, 409, "own")
    assert (body["title"], body["detail"], answer.headers["x-own"]) == ("Own title", "Own detail.", "1")


async def test_a_path_that_is_not_there_and_a_method_that_is_not_possible(client: httpx.AsyncClient) -> None:
    assert_problem(await client.get(f"/v1/{CANARY}"), 404, "not-found")
    assert_problem(await client.get("/v1/things/"), 404, "not-found")
    answer = await client.delete("/v1/things")
    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "POST"


async def test_the_methods_of_all_routes_of_a_path_are_named(client: httpx.AsyncClient) -> None:
    answer = await client.patch(f"/v1/things/{UUID(int=1)}")
    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "GET, HEAD, DELETE"


async def test_head_answers_what_get_would_without_its_body(client: httpx.AsyncClient) -> None:
    for path, status in ((f"/v1/things/{UUID(int=1)}", 200), (f"/v1/things/{CANARY}", 422), ("/v1/absent", 404)):
        got, head = await client.get(path), await client.head(path)
        assert (head.status_code, head.content, got.status_code) == (status, b"", status)
        assert head.headers["content-length"] == got.headers["content-length"]
        assert head.headers["content-type"] == got.headers["content-type"]
    refused = await client.head("/v1/quick-things")
    assert (refused.status_code, refused.headers["allow"], refused.content) == (405, "POST", b"")


@pytest.mark.parametrize(
    ("outcome", "status", "kind"),
    [
        (Stale(3), 409, "stale"),
        (OtherContent(UUID(int=1)), 422, "other-content"),
        (NoKey(erased=True), 410, "erased"),
        (NoKey(erased=False), 404, "not-found"),
    ],
)
def test_what_the_log_refuses_becomes_a_problem(outcome: Any, status: int, kind: str) -> None:
    problem = problem_of(outcome)
    assert problem is not None
    assert (problem.status, problem.kind) == (status, kind)


def test_what_the_log_took_is_no_problem() -> None:
    assert problem_of(Appended(())) is None
    assert problem_of(Seen(())) is None


async def test_private_answers_are_not_kept_by_anybody_and_every_answer_is_guarded(client: httpx.AsyncClient) -> None:
    for answer in (await client.post("/v1/things", json=good()), await client.get("/v1/absent")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert "server" not in answer.headers


async def test_a_request_id_is_taken_from_the_gateway_only_when_it_looks_like_one(client: httpx.AsyncClient) -> None:
    given = "0f8fad5b-d9cb-469f-a165-70867728950e"
    assert (await client.get("/livez", headers={"X-Request-Id": given})).headers["x-request-id"] == given
    for strange in (CANARY, "a" * 200, "Maya"):
        answer = await client.get("/livez", headers={"X-Request-Id": strange})
        assert answer.headers["x-request-id"] != strange


async def test_no_page_loads_anything_from_elsewhere(client: httpx.AsyncClient) -> None:
    for path in ("/docs", "/redoc", "/docs/oauth2-redirect"):
        assert (await client.get(path)).status_code == 404
    described = (await client.get("/openapi.json")).json()
    assert {"/livez", "/readyz", "/metrics", "/v1/things"} <= set(described["paths"])


async def test_the_description_speaks_of_problems_not_of_the_frameworks_errors(client: httpx.AsyncClient) -> None:
    described = await client.get("/openapi.json")
    assert "ValidationError" not in described.text
    responses = described.json()["paths"]["/v1/things"]["post"]["responses"]
    assert set(responses) == {"201", "default"}
    assert list(responses["default"]["content"]) == ["application/problem+json"]


async def test_a_caller_who_went_away_is_no_error_of_ours(app: FastAPI, told: list[MutableMapping[str, Any]]) -> None:
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/v1/quick-things", "headers": headers, "query_string": b""}
    await app(scope, receive, send)
    assert sent == []
    assert not [line for line in told if line["log_level"] in {"error", "warning"}]


@pytest.mark.parametrize("state", ["no", "later no", "failing", "slow"])
async def test_ready_tells_the_truth_and_alive_does_not_ask(state: str) -> None:
    async def later_no() -> bool:
        return False

    async def slow() -> bool:
        await asyncio.Event().wait()
        return True

    def failing() -> bool:
        raise ConnectionRefusedError(CANARY)

    ready: Any = {"no": lambda: False, "later no": later_no, "failing": failing, "slow": slow}[state]
    app = create_app(service="things", ready=ready)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://things") as client:
        assert (await client.get("/livez")).json() == {"status": "alive"}
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"status": "not ready"})


async def test_ready_when_everything_is_there(client: httpx.AsyncClient) -> None:
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})
