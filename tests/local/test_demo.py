"""make demo, as a person runs it: the story is told, everything stays up, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from deploy.local import demo, lock
from deploy.local.errand import DidNotStart
from deploy.local.servers import free_port
from deploy.local.visitor import NotAsTold

UP = "Everything stays up."
OTHER_SERVERS = {"DATABASE_URL", "REDIS_URL"}


@contextmanager
def running(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A demo that has told its story; gives the process and what it said."""
    command = [sys.executable, "-m", "deploy.local.demo", f"--folder={folder}", f"--port={port}"]
    environment = {name: value for name, value in os.environ.items() if name not in OTHER_SERVERS}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield process, told(process)
    finally:
        process.kill()
        process.communicate()


def told(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if UP in line:
            return "".join(said)
    raise AssertionError("".join(said))


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    found: list[psutil.Process] = psutil.Process(process.pid).children(recursive=True)
    return found


def nobody_is_left(processes: list[psutil.Process]) -> None:
    deadline = time.monotonic() + 20
    while left := [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]:
        assert time.monotonic() < deadline, f"still running: {left}"
        time.sleep(0.1)


def private(path: Path) -> bool:
    return path.stat().st_mode & 0o077 == 0


@pytest.mark.real
@pytest.mark.timeout(300)
def test_the_evening_is_told_and_nothing_is_left_behind(tmp_path: Path) -> None:
    folder, port = tmp_path / "demo", free_port()
    with running(folder, port) as (process, story):
        assert "Told and checked" in story
        assert story.count("curl -s") == 3
        assert httpx.get(f"http://127.0.0.1:{port}/v1/help", trust_env=False).status_code == 200
        assert private(folder / "keys")
        assert private(folder / "signing-key.pem")
        assert private(folder / "maya.token")
        children = family(process)
        # Postgres, Valkey, the gateway and five processes of the services, each with its leash.
        assert len(children) >= 16
        process.send_signal(signal.SIGKILL)
        process.wait()
        nobody_is_left(children)

    with running(folder, port) as (process, story):
        assert "Told and checked" in story
        children = family(process)
        assert lock.stop(folder) == 0
        assert process.wait(20) == 0
        nobody_is_left(children)


@dataclass
class Ended:
    name: str


class Standing:
    """Everything, already up; but one process has ended."""

    def __init__(self, *_: object) -> None: ...

    def __enter__(self) -> "Standing":
        return self

    def __exit__(self, *_: object) -> None: ...

    def operator_code(self) -> str:
        return "code"

    def ended(self) -> list[Ended]:
        return [Ended("router-worker")]


def test_a_turn_that_did_not_happen_fails_the_demo(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def untold(*_: object) -> None:
        raise NotAsTold("the phase is offer, not g1")

    monkeypatch.setattr(demo, "Everything", Standing)
    monkeypatch.setattr(demo, "bring_up", lambda _: None)
    monkeypatch.setattr(demo, "tell", untold)
    handlers = {each: signal.getsignal(each) for each in demo.SIGNALS}
    try:
        assert demo.main([f"--folder={tmp_path}", f"--port={free_port()}", "--once"]) == 1
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
    said = capsys.readouterr().out
    assert "FAILED: the phase is offer, not g1" in said
    assert "Ended by itself: router-worker" in said


def test_a_taken_port_is_named_before_anything_starts(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    try:
        while not demo.taken(port):
            assert server.poll() is None
            time.sleep(0.02)
        with pytest.raises(DidNotStart, match=f"port {port} is taken"):
            demo.run(demo.read([f"--folder={tmp_path}", f"--port={port}"]))
    finally:
        server.kill()
        server.wait()
