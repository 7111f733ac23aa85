"""A process that serves: it finishes what is in flight when it is told to stop, and ends well."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from deploy.local.servers import free_port
from shared.http import watched

CANARY = "canary-7f3a"
PROGRAM = """
import asyncio, contextlib
from fastapi import APIRouter
from shared.http import create_app, run, serve
from shared.settings import ProcessSettings, settings_or_exit
from shared.telemetry import configure_logging

router = APIRouter()

@router.get("/v1/slow/{name}")
async def slow(name: str) -> dict[str, str]:
    await asyncio.sleep(1.0)
    return {"answer": "complete"}

@router.get("/v1/loop")
async def loop() -> dict[str, str]:
    return {"loop": type(asyncio.get_running_loop()).__module__}

@contextlib.asynccontextmanager
async def lifespan(app):
    yield
    print('{"event": "drained"}', flush=True)

settings = settings_or_exit(ProcessSettings)
configure_logging("things", "DEBUG")
run(serve(create_app(service="things", ready=lambda: True, routers=[router], lifespan=lifespan), settings))
print('{"event": "after"}', flush=True)
"""


@dataclass
class Served:
    process: subprocess.Popen[str]
    address: str

    def wait_until_alive(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.address}/livez").status_code == 200:
                    return
            time.sleep(0.02)
        raise AssertionError("the process did not start")

    def wait_until_busy(self) -> None:
        deadline = time.monotonic() + 10
        while "http_requests_in_progress 2.0" not in httpx.get(f"{self.address}/metrics").text:
            assert time.monotonic() < deadline

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> tuple[int, list[dict[str, object]]]:
        self.process.send_signal(sign)
        output, _ = self.process.communicate(timeout=30)
        return self.process.returncode, [json.loads(line) for line in output.splitlines()]


def start(folder: Path, port: int) -> subprocess.Popen[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgresql://nobody@localhost/nowhere",
        "REDIS_URL": "redis://localhost",
        "KEY_FOLDER": str(folder),
        "PORT": str(port),
    }
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    port = free_port()
    running = Served(start(tmp_path, port), f"http://127.0.0.1:{port}")
    try:
        running.wait_until_alive()
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def test_what_is_in_flight_is_finished_and_the_process_ends_with_code_0(served: Served) -> None:
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(httpx.get, f"{served.address}/v1/slow/{CANARY}")
        served.wait_until_busy()
        code, lines = served.stop()
        assert answer.result().json() == {"answer": "complete"}
    assert code == 0
    told = [line["event"] for line in lines]
    assert told[-1] == "after"
    assert told.index("stopping") < told.index("drained")
    (slow,) = [line for line in lines if line["event"] == "answered" and line["route"] == "/v1/slow/{name}"]
    assert (slow["method"], slow["status"]) == ("GET", 200)
    assert CANARY not in json.dumps(lines)


def test_ctrl_c_is_a_stop_like_any_other(served: Served) -> None:
    assert httpx.get(f"{served.address}/v1/loop").json() == {"loop": "uvloop"}
    assert served.stop(signal.SIGINT)[0] == 0


def test_head_leaves_the_connection_whole_and_is_told_by_its_route(served: Served) -> None:
    with httpx.Client(base_url=served.address) as client:
        for path in ("/v1/loop", f"/v1/slow/{CANARY}"):
            head = client.head(path)
            assert (head.status_code, head.content, client.get("/livez").json()) == (200, b"", {"status": "alive"})
            assert int(head.headers["content-length"]) > 0
    code, lines = served.stop()
    told = [line["route"] for line in lines if line["event"] == "answered" and line["method"] == "HEAD"]
    assert (code, told) == (0, ["/v1/loop", "/v1/slow/{name}"])
    assert not [line for line in lines if line.get("level") in {"warning", "error"}]


def test_a_process_that_cannot_listen_ends_with_a_code_of_its_own(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start(tmp_path, taken.getsockname()[1])
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 3, output


@pytest.fixture
def asked_to_end() -> Iterator[list[int]]:
    """The signals that this process sends to itself."""
    sent: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: sent.append(number))
    yield sent
    signal.signal(signal.SIGTERM, before)


async def test_a_part_that_fails_asks_its_process_to_end(asked_to_end: list[int]) -> None:
    async def broken() -> None:
        raise RuntimeError

    await asyncio.wait([watched(broken())])
    assert asked_to_end == [signal.SIGTERM]


async def test_a_part_that_is_done_or_called_off_asks_for_nothing(asked_to_end: list[int]) -> None:
    done, called_off = watched(asyncio.sleep(0)), watched(asyncio.Event().wait())
    await done
    called_off.cancel()
    await asyncio.wait([called_off])
    assert asked_to_end == []
