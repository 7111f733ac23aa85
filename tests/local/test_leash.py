"""Nothing outlives whoever started it, however that one ended."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import psutil  # type: ignore[import-untyped]
import pytest

from deploy.local.servers import Postgres

STARTER = """
import sys, time
from pathlib import Path
from deploy.local.servers import {what}
{start}
print("started", flush=True)
time.sleep(600)
"""
SLEEPER = """
from deploy.local.servers import leashed
leashed([sys.executable, "-c", "import time; time.sleep(600)"], log=Path(sys.argv[1]))
"""
FAMILY = """
from deploy.local.servers import leashed
child = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
parent = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(600)"
leashed([sys.executable, "-c", parent], log=Path(sys.argv[1]))
"""
POSTGRES = "server = Postgres(Path(sys.argv[1])).__enter__()"


def starter(start: str, argument: Path) -> subprocess.Popen[str]:
    """A process of its own that starts something on a leash and then stays."""
    script = STARTER.format(what="Postgres", start=start)
    process = subprocess.Popen([sys.executable, "-c", script, str(argument)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    return process


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    found: list[psutil.Process] = psutil.Process(process.pid).children(recursive=True)
    return found


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)


def gone(processes: list[psutil.Process]) -> bool:
    return not [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture
def sleeping(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with starter(SLEEPER, tmp_path / "log") as process:
        yield process
        process.kill()


def test_a_command_ends_when_its_starter_is_killed(sleeping: subprocess.Popen[str]) -> None:
    until(lambda: len(family(sleeping)) == 2)
    children = family(sleeping)
    sleeping.kill()
    until(lambda: gone(children))


@pytest.mark.parametrize("who_ends_first", [signal.SIGKILL, None])
def test_what_a_command_has_started_ends_with_it(who_ends_first: signal.Signals | None, tmp_path: Path) -> None:
    with starter(FAMILY, tmp_path / "log") as process:
        until(lambda: len(family(process)) == 3)
        children = family(process)
        _, command, _ = sorted(children, key=lambda each: float(each.create_time()))
        if who_ends_first is None:
            process.kill()
        else:
            command.send_signal(who_ends_first)
        until(lambda: gone(children))
        process.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a command when its leash is killed")
def test_a_command_ends_when_its_leash_is_killed(sleeping: subprocess.Popen[str]) -> None:
    until(lambda: len(family(sleeping)) == 2)
    leash, command = sorted(family(sleeping), key=lambda each: float(each.create_time()))
    os.kill(leash.pid, signal.SIGKILL)
    until(lambda: gone([command]))


async def test_postgres_keeps_what_was_committed_when_its_starter_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with Postgres(folder) as server:
        connection = await asyncpg.connect(server.url)
        await connection.execute("CREATE TABLE kept AS SELECT 17 AS number")
        await connection.close()
    with starter(POSTGRES, folder) as process:
        servers = [each for each in family(process) if each.name() == "postgres"]
        process.kill()
    # The next one waits until the last one has let go of the folder: two servers on one folder would ruin it.
    with Postgres(folder) as server:
        assert servers
        assert gone(servers)
        connection = await asyncpg.connect(server.url)
        assert await connection.fetchval("SELECT number FROM kept") == 17
        await connection.close()
