"""The gateway serves the built web app beside the services, with the headers that hold the page in."""

import gzip
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from deploy.gateway.pages import FOR_EVER, HEADERS, POLICY, Pages
from deploy.gateway.proxy import create_gateway
from deploy.gateway.table import Table

TABLE = Table({"/v1/one": "one"})
SCRIPT = "const answer = 42;\n" * 100
OPENED = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
BUILT = {"index.html": "<!doctype html><title>Minute</title>", "sw.js": "self.x = 1", "assets/app-1a2b.js": SCRIPT}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    built = tmp_path / "dist"
    for name, content in {**BUILT, "../secret.txt": "nobody's", "icon.png": "no picture"}.items():
        path = (built / name).resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return built


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    gateway: Starlette = create_gateway(TABLE, {"one": "http://127.0.0.1:1"}, pages=Pages(folder))
    async with (
        gateway.router.lifespan_context(gateway),
        httpx.AsyncClient(transport=httpx.ASGITransport(gateway), base_url="http://localhost") as client,
    ):
        yield client


@pytest.mark.parametrize("path", ["/", "/help", "/some/where", "/index.html", "/?from=icon"])
async def test_whoever_opens_an_address_gets_the_app(path: str, folder: Path) -> None:
    async with opened(folder) as client:
        answer = await client.get(path, headers=OPENED)
    assert (answer.status_code, answer.text) == (200, BUILT["index.html"])
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/v1/three", OPENED["accept"]),
        ("/.well-known/x", OPENED["accept"]),
        ("/assets/gone-1a2b.js", OPENED["accept"]),
        ("/livez", "*/*"),
        ("/help", "application/json"),
        ("/../secret.txt", "*/*"),
        ("/%2e%2e/secret.txt", "*/*"),
        ("//etc/passwd", "*/*"),
        ("/assets/", "*/*"),
    ],
)
async def test_what_is_no_page_stays_the_404_problem(path: str, accept: str, folder: Path) -> None:
    async with opened(folder) as client:
        answer = await client.get(path, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_a_page_is_only_read(folder: Path) -> None:
    async with opened(folder) as client:
        answers = [await client.request(method, "/", headers=OPENED) for method in ("POST", "PUT", "DELETE")]
    assert [answer.status_code for answer in answers] == [404] * 3


async def test_a_file_with_a_hash_in_its_name_is_kept_for_ever_and_the_worker_never(folder: Path) -> None:
    async with opened(folder) as client:
        script, worker = await client.get("/assets/app-1a2b.js"), await client.get("/sw.js")
    assert (script.headers["cache-control"], worker.headers["cache-control"]) == (FOR_EVER, "no-cache")
    assert script.headers["content-type"] == worker.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_what_has_not_changed_is_not_sent_again(folder: Path) -> None:
    async with opened(folder) as client:
        first = await client.get("/sw.js")
        again = await client.get("/sw.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("encoding", "packed"), [("gzip", True), ("identity", False)])
async def test_a_text_is_packed_for_whoever_can_unpack_it(encoding: str, packed: bool, folder: Path) -> None:
    async with (
        opened(folder) as client,
        client.stream("GET", "/assets/app-1a2b.js", headers={"accept-encoding": encoding}) as answer,
    ):
        raw = b"".join([each async for each in answer.aiter_raw()])
    assert (gzip.decompress(raw) if packed else raw) == SCRIPT.encode()
    assert int(answer.headers["content-length"]) == len(raw)


SMALLER = b"as the build laid it beside"


@pytest.mark.parametrize(
    ("encodings", "sent"),
    [("gzip, deflate, br", "br"), ("br;q=0, gzip", "gzip"), ("br; q=0.5", "br"), ("deflate", None)],
)
async def test_what_the_build_packed_goes_to_whoever_can_unpack_it(
    encodings: str, sent: str | None, folder: Path
) -> None:
    (folder / "assets" / "app-1a2b.js.br").write_bytes(SMALLER)
    async with (
        opened(folder) as client,
        client.stream("GET", "/assets/app-1a2b.js", headers={"accept-encoding": encodings}) as answer,
    ):
        raw = b"".join([each async for each in answer.aiter_raw()])
    assert answer.headers.get("content-encoding") == sent
    assert (raw == SMALLER) == (sent == "br")


async def test_what_was_packed_of_an_older_text_is_not_sent(folder: Path) -> None:
    packed = folder / "assets" / "app-1a2b.js.br"
    packed.write_bytes(SMALLER)
    os.utime(packed, (0, 0))
    async with opened(folder) as client:
        answer = await client.get("/assets/app-1a2b.js", headers={"accept-encoding": "br, gzip"})
    assert (answer.headers["content-encoding"], answer.text) == ("gzip", SCRIPT)


async def test_what_the_build_packed_is_no_file_of_its_own(folder: Path) -> None:
    (folder / "assets" / "app-1a2b.js.br").write_bytes(SMALLER)
    async with opened(folder) as client:
        answer = await client.get("/assets/app-1a2b.js.br")
    assert answer.status_code == 404


async def test_a_head_says_how_long_and_sends_nothing(folder: Path) -> None:
    async with opened(folder) as client:
        answer = await client.head("/sw.js", headers={"accept-encoding": "identity"})
    assert (answer.content, answer.headers["content-length"]) == (b"", str(len(BUILT["sw.js"])))


async def test_the_services_come_first(folder: Path) -> None:
    async with opened(folder) as client:
        answer = await client.get("/v1/one", headers=OPENED)
    assert answer.status_code == 503


def test_a_folder_without_an_app_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make web"):
        Pages(tmp_path)


def test_the_policy_lets_no_code_in_that_is_not_ours() -> None:
    assert POLICY["script-src"] == POLICY["style-src"] == POLICY["connect-src"] == "'self'"
    assert not [value for value in POLICY.values() if "unsafe" in value or "*" in value or "http" in value]
