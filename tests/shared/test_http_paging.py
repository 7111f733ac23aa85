"""Pages, cacheable answers and times from the future."""

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter, Request, Response
from hypothesis import given
from hypothesis import strategies as st

from shared.http import AskedPage, Page, Problem, cacheable, create_app, cursor, etag_of, matches, refuse_far_future

NUMBERS = list(range(1, 8))
WHEEL = b'{"version": 1}'
NOW = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)


def routes() -> APIRouter:
    router = APIRouter()

    @router.get("/v1/numbers")
    async def numbers(page: AskedPage, request: Request, response: Response, kind: str = "all") -> list[int]:
        rest = [number for number in NUMBERS if number > (page.after(int) or 0)]
        if len(rest) > page.limit:
            page.link_next(request, response, rest[page.limit - 1])
        return rest[: page.limit]

    @router.get("/v1/wheel")
    async def wheel(request: Request) -> Response:
        return cacheable(request, WHEEL, etag=etag_of(WHEEL), seconds=600)

    return router


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(service="things", ready=lambda: True, routers=[routes()])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://things") as client:
        yield client


async def test_the_links_lead_through_everything_once(client: httpx.AsyncClient) -> None:
    seen: list[int] = []
    address: str | None = "/v1/numbers?limit=3&kind=odd"
    while address:
        answer = await client.get(address)
        seen += answer.json()
        address = answer.links.get("next", {}).get("url")
        assert address is None or "kind=odd" in address
    assert seen == NUMBERS


async def test_the_last_page_has_no_link(client: httpx.AsyncClient) -> None:
    assert "link" not in (await client.get("/v1/numbers?limit=7")).headers


@pytest.mark.parametrize(
    "bad", ["canary", "", "%00", "MQ==MQ", cursor("text"), cursor([1]), cursor(None), cursor(1.5), "x" * 401]
)
async def test_a_cursor_of_somebodys_own_making_is_refused(client: httpx.AsyncClient, bad: str) -> None:
    answer = await client.get("/v1/numbers", params={"cursor": bad})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "cursor"
    assert "canary" not in answer.text


@pytest.mark.parametrize("limit", ["0", "201", "many"])
async def test_a_limit_has_limits(client: httpx.AsyncClient, limit: str) -> None:
    answer = await client.get("/v1/numbers", params={"limit": limit})
    assert answer.json()["errors"] == [{"field": "limit", "detail": "Give a whole number from 1 to 200."}]


@given(st.tuples(st.datetimes(timezones=st.just(UTC)), st.uuids()))
def test_a_position_of_time_and_id_comes_back_as_it_was(position: tuple[datetime, UUID]) -> None:
    assert Page(cursor=cursor(position)).after(tuple[datetime, UUID]) == position


@given(st.text(max_size=50))
def test_any_text_is_a_cursor_or_a_problem_and_never_an_error(text: str) -> None:
    with contextlib.suppress(Problem):
        assert isinstance(Page(cursor=text).after(int), int)


async def test_what_is_the_same_for_everybody_is_kept_and_asked_for_again_by_its_tag(client: httpx.AsyncClient) -> None:
    first = await client.get("/v1/wheel")
    assert first.content == WHEEL
    assert first.headers["content-type"] == "application/json"
    assert first.headers["cache-control"] == "public, max-age=600"
    again = await client.get("/v1/wheel", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = await client.get("/v1/wheel", headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("given", "same"),
    [('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True), ('"b"', False), ("a", False), ("", False)],
)
def test_tags_are_compared_weakly(given: str, same: bool) -> None:
    assert matches(given, '"a"') is same


def test_a_tag_is_of_the_bytes() -> None:
    assert etag_of(b"a") == etag_of(b"a") != etag_of(b"b")


@pytest.mark.parametrize("ahead", [timedelta(hours=-1000), timedelta(0), timedelta(hours=24)])
def test_a_time_up_to_a_day_ahead_is_taken(ahead: timedelta) -> None:
    refuse_far_future(NOW + ahead, NOW)
    refuse_far_future(None, NOW)


def test_a_time_further_ahead_is_refused_by_name() -> None:
    with pytest.raises(Problem) as refused:
        refuse_far_future(NOW + timedelta(hours=24, seconds=1), NOW)
    assert [(error.field, error.detail) for error in refused.value.errors] == [
        ("occurred_at", "Give a time that is at most 24 hours ahead.")
    ]
    with pytest.raises(Problem) as named:
        refuse_far_future(NOW + timedelta(days=2), NOW, "check_ins[3].occurred_at")
    assert named.value.errors[0].field == "check_ins[3].occurred_at"
