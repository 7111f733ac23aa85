"""make demo, as a person runs it: the story is told, everything stays up, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader

from deploy.local import demo, lock, needs
from deploy.local.arguments import stop_command
from deploy.local.servers import free_port

UP = "Everything stays up."
FIRST_STEP, ALL_UP = "Postgres and Valkey", "Everything is up"
OTHER_SERVERS = {"DATABASE_URL", "REDIS_URL"}
pytestmark = pytest.mark.skipif(bool(needs.missing()), reason="Pango is missing here, and the report needs it")


@contextmanager
def running(folder: Path, port: int, until: str = UP) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A demo that has come as far as the line with `until`; gives the process and what it said."""
    command = [sys.executable, "-m", "deploy.local.demo", f"--folder={folder}", f"--port={port}"]
    environment = {name: value for name, value in os.environ.items() if name not in OTHER_SERVERS}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield process, told(process, until)
    finally:
        process.kill()
        process.communicate()


def told(process: subprocess.Popen[str], until: str) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if until in line:
            return "".join(said)
    raise AssertionError("".join(said))


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    found: list[psutil.Process] = psutil.Process(process.pid).children(recursive=True)
    return found


def first_of(processes: list[psutil.Process], program: str) -> psutil.Process:
    """A parent comes before its children; who has ended meanwhile has no name any more."""
    for each in processes:
        with suppress(psutil.NoSuchProcess):
            if each.name() == program:
                return each
    raise AssertionError(f"{program} does not run")


def nobody_is_left(processes: list[psutil.Process]) -> None:
    deadline = time.monotonic() + 20
    while left := [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]:
        assert time.monotonic() < deadline, f"still running: {left}"
        time.sleep(0.1)


def private(path: Path) -> bool:
    return path.stat().st_mode & 0o077 == 0


def what_it_leaves(folder: Path, port: int) -> None:
    """Help at the address, secrets that only their owner may read, one e-mail, and the report with its counts."""
    assert httpx.get(f"http://127.0.0.1:{port}/v1/help", trust_env=False).status_code == 200
    for secret in ("keys", "signing-key.pem", "maya.token", "report.pdf"):
        assert private(folder / secret)
    assert len(list((folder / "mail").glob("*.eml"))) == 1
    assert "Monday mornings: 4 of 4 logged, against 0 of 50" in report_in(folder)


def report_in(folder: Path) -> str:
    return " ".join(" ".join(each.extract_text() for each in PdfReader(folder / "report.pdf").pages).split())


@pytest.mark.real
@pytest.mark.timeout(400)
def test_the_story_is_told_and_nothing_is_left_behind(tmp_path: Path) -> None:
    folder, port = tmp_path / "demo", free_port()
    with running(folder, port, ALL_UP) as (process, _):
        children = family(process)
        # Postgres, Valkey, the gateway, the post office and ten processes of the services, each with its leash.
        assert len(children) >= 28
        process.send_signal(signal.SIGKILL)
        process.wait()
        nobody_is_left(children)

    with running(folder, port) as (process, story):
        assert "Told and checked" in story
        assert f"or with: {stop_command(folder)}\n" in story
        assert story.count("curl -s") == 3
        assert "\r" not in story
        what_it_leaves(folder, port)
        children = family(process)
        for program, name in (("valkey-server", "Valkey"), ("postgres", "Postgres")):
            first_of(children, program).kill()
            told(process, f"{name} has ended by itself")
        assert lock.stop(folder) == 0
        assert process.wait(20) == 0
        nobody_is_left(children)


@pytest.mark.real
def test_who_interrupts_the_story_is_told_so_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with running(tmp_path / "demo", free_port(), FIRST_STEP) as (process, _):
        children = family(process)
        assert children
        process.send_signal(signal.SIGINT)
        said = process.stdout.read() if process.stdout else ""
        assert process.wait(20) == demo.INTERRUPTED == 130
        assert "Interrupted before the story was told to its end." in said
        assert "Traceback" not in said
        nobody_is_left(children)
