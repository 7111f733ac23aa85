"""The gateway of one machine: it routes by the table and changes nothing on the way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from deploy.gateway.proxy import create_gateway
from deploy.gateway.table import Table
from deploy.local.servers import free_port
from tests.local.serving import serving

TABLE = Table({"/v1/one": "one", "/v1/one/but": "two", "/v1/two": "two"})


def echo(name: str) -> Starlette:
    """A service that answers with what it was sent."""

    async def answer(request: Request) -> Response:
        said = {
            "service": name,
            "method": request.method,
            "path": request.scope["raw_path"].decode(),
            "query": request.url.query,
            "headers": [[key.decode(), value.decode()] for key, value in request.headers.raw],
            "body": (await request.body()).decode(),
        }
        response = JSONResponse(said, status_code=207, headers={"Link": '</v1/one?cursor=x>; rel="next"'})
        response.raw_headers += [(b"x-twice", b"a"), (b"x-twice", b"b"), (b"date", b"Sun, 22 Nov 2026 20:00:00 GMT")]
        return response

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST", "DELETE"])])


@asynccontextmanager
async def through(one: str, two: str) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        serving(create_gateway(TABLE, {"one": one, "two": two})) as address,
        httpx.AsyncClient(base_url=address, trust_env=False) as client,
    ):
        yield client


@asynccontextmanager
async def two_services() -> AsyncIterator[httpx.AsyncClient]:
    async with serving(echo("one")) as one, serving(echo("two")) as two, through(one, two) as client:
        yield client


def nowhere() -> str:
    return f"http://127.0.0.1:{free_port()}"


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/v1/one", "one"),
        ("/v1/one/", "one"),
        ("/v1/one/17/steps", "one"),
        ("/v1/one/but/17", "two"),
        ("/v1/one/butter", "one"),
        ("/v1/ones", None),
        ("/v1", None),
        ("/", None),
        ("", None),
    ],
)
def test_the_longest_prefix_that_ends_at_a_slash_decides(path: str, service: str | None) -> None:
    assert TABLE.service(path) == service


def test_a_service_without_an_address_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="two"):
        create_gateway(TABLE, {"one": "http://127.0.0.1:1"})


async def test_a_request_arrives_as_it_was_sent() -> None:
    async with two_services() as client:
        answer = await client.post(
            "/v1/two/a%2Fb?cursor=x%3D&limit=2", content='{"a": 1}', headers={"Authorization": "Bearer t"}
        )
    said = answer.json()
    assert said["service"] == "two"
    assert said["path"] == "/v1/two/a%2Fb"
    assert said["query"] == "cursor=x%3D&limit=2"
    assert said["body"] == '{"a": 1}'
    assert ["authorization", "Bearer t"] in said["headers"]
    assert ["host", client.base_url.netloc.decode()] in said["headers"]


async def test_a_request_without_a_body_gets_none() -> None:
    async with two_services() as client:
        said = (await client.delete("/v1/one/17")).json()
    names = {name for name, _ in said["headers"]}
    assert said["method"] == "DELETE"
    assert not names & {"transfer-encoding", "content-length"}


async def test_an_answer_comes_back_as_it_was_given() -> None:
    async with two_services() as client:
        answer = await client.get("/v1/one")
    assert answer.status_code == 207
    assert answer.headers["link"] == '</v1/one?cursor=x>; rel="next"'
    assert answer.headers.get_list("x-twice") == ["a", "b"]
    assert answer.headers.get_list("date") == ["Sun, 22 Nov 2026 20:00:00 GMT"]


async def test_headers_of_one_connection_are_not_passed_on() -> None:
    async with two_services() as client:
        headers = {"Connection": "close, X-Hop", "X-Hop": "1", "TE": "trailers", "X-Kept": "1"}
        said = (await client.get("/v1/one", headers=headers)).json()
    names = {name for name, _ in said["headers"]}
    assert "x-kept" in names
    assert not names & {"x-hop", "te"}


async def test_a_stream_arrives_piece_by_piece() -> None:
    go_on = asyncio.Event()

    async def pieces() -> AsyncIterator[bytes]:
        yield b"first"
        await go_on.wait()
        yield b"second"

    async def answer(_: Request) -> Response:
        return StreamingResponse(pieces(), media_type="text/event-stream")

    service = Starlette(routes=[Route("/{path:path}", answer)])
    async with (
        serving(service) as one,
        through(one, nowhere()) as client,
        client.stream("GET", "/v1/one", timeout=10) as streamed,
    ):
        arriving = streamed.aiter_raw()
        assert await anext(arriving) == b"first"
        go_on.set()
        assert await anext(arriving) == b"second"


async def test_a_service_that_is_down_is_a_503_that_says_when_to_come_back() -> None:
    async with through(nowhere(), nowhere()) as client:
        answer = await client.get("/v1/one")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["type"] == "urn:smallhours:problem:unavailable"
    assert "127.0.0.1" not in answer.text


async def test_an_answer_that_breaks_off_is_a_502() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, through(f"http://127.0.0.1:{port}", nowhere()) as client:
        answer = await client.get("/v1/one")
    assert answer.status_code == 502
    assert answer.json()["status"] == 502


async def test_a_path_that_no_service_has_is_a_404_problem() -> None:
    async with through(nowhere(), nowhere()) as client:
        answers = [await client.get(path) for path in ("/", "/v1/three", "/readyz", "/metrics")]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
