"""A real Caddy with the Caddyfile that is made here serves the app as the gateway of one machine does."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from deploy.gateway.config import caddyfile
from deploy.gateway.pages import HEADERS
from deploy.local.processes import Process, answers, end, system, wait_for
from deploy.local.servers import free_port, leashed
from tests.local.serving import serving
from tests.local.test_pages import OPENED, TABLE, opened

WORDS = "const answer = 42;\n" * 100
BUILT = {
    "index.html": "<!doctype html><title>Minute</title>",
    "sw.js": "self.x = 1",
    "app.webmanifest": '{"name": "Minute"}',
    "icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "assets/app-1a2b.js": WORDS,
    "assets/app-1a2b.js.br": "as the build laid it beside",
    "assets/letters-1a2b.woff2": "no letters",
}
TOLD = ("cache-control", "content-type", *(name.lower() for name in HEADERS))
A_WHILE = 20.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("caddy")
    for name, content in BUILT.items():
        (built / name).parent.mkdir(exist_ok=True)
        (built / name).write_text(content)
    return built


@pytest.fixture(scope="module")
def service() -> int:
    """The port at which the one service is, while it is there."""
    return free_port()


@pytest.fixture(scope="module")
def caddy(folder: Path, service: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address. On ports and with a folder of this machine; whatever else it is told is as in compose.yaml."""
    program = shutil.which("caddy") or pytest.fail("There is no Caddy here. On Debian: apt-get install caddy")
    place, port = tmp_path_factory.mktemp("told"), free_port()
    told = caddyfile(TABLE).replace("/srv/web", str(folder)).replace(":8080", f":{port}")
    told = told.replace(":8081", f":{free_port()}").replace("{service}-api 8000", f"localhost {service}")
    (place / "Caddyfile").write_text(told)
    command = [program, "run", "--adapter", "caddyfile", "--config", str(place / "Caddyfile")]
    leash = leashed(command, log=place / "log", environment={**system(), "HOME": str(place)})
    process = Process("caddy", port, place / "log", leash, answers("/"))
    try:
        wait_for([process])
        yield process.address
    finally:
        end([process])


@pytest.mark.parametrize("path", ["/", "/help", *(f"/{name}" for name in BUILT if not name.endswith(".br"))])
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
async def test_a_file_comes_as_from_the_other_gateway(path: str, encoding: str, caddy: str, folder: Path) -> None:
    asked = {"accept-encoding": encoding, **(OPENED if path in ("/", "/help") else {})}
    async with opened(folder) as other, httpx.AsyncClient(base_url=caddy) as client:
        here, there = [await looked_at(each, path, asked) for each in (client, other)]
    assert here == there


@pytest.mark.parametrize("path", ["/v1/none", "/nothing.js", "/assets/", "/../secret.txt", "/.well-known/x"])
async def test_what_is_no_page_is_a_problem_here_too(path: str, caddy: str) -> None:
    async with httpx.AsyncClient(base_url=caddy) as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_a_service_that_is_not_there_is_said_to_come_back(caddy: str) -> None:
    async with httpx.AsyncClient(base_url=caddy) as client:
        answer = await client.get("/v1/one")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert int(answer.headers["retry-after"]) > 0


async def looked_at(client: httpx.AsyncClient, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bool]:
    """What is told of a file, and whether it came as the build packed it."""
    async with client.stream("GET", path, headers=headers) as answer:
        raw = b"".join([each async for each in answer.aiter_raw()])
    told = {name: answer.headers.get(name, "") for name in TOLD}
    return answer.status_code, told, raw == BUILT["assets/app-1a2b.js.br"].encode()


async def test_a_stream_is_passed_on_word_by_word(caddy: str, service: int) -> None:
    heard = asyncio.Event()

    async def two_words() -> AsyncIterator[str]:
        yield "data: one\n\n"
        await heard.wait()
        yield "data: two\n\n"

    async def stream(_: Request) -> StreamingResponse:
        return StreamingResponse(two_words(), media_type="text/event-stream")

    app = Starlette(routes=[Route("/v1/one", stream)])
    async with (
        asyncio.timeout(A_WHILE),
        serving(app, service),
        httpx.AsyncClient(base_url=caddy, timeout=A_WHILE) as client,
        client.stream("GET", "/v1/one") as answer,
    ):
        words = answer.aiter_lines()
        assert await anext(words) == "data: one"
        heard.set()
        assert "data: two" in [each async for each in words]
