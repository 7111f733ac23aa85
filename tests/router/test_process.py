"""The router as a process: its commands, its health, its end."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping

import httpx
import pytest

from deploy.local.servers import free_port
from tests.databases import FreshDatabase, until
from tests.router.world import World


async def started(environment: Mapping[str, str], *arguments: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.router", *arguments, env={**os.environ, **environment}, stdout=PIPE, stderr=PIPE
    )


@pytest.fixture
def environment(world: World) -> dict[str, str]:
    return {
        "DATABASE_URL": world.database.url("router_worker"),
        "REDIS_URL": world.redis_url,
        "KEY_FOLDER": str(world.folder),
        "PORT": str(free_port()),
    }


async def test_the_worker_gets_ready_makes_offers_and_ends_when_told(world: World, environment: dict[str, str]) -> None:
    maya = await world.client()
    worker = await started(environment, "worker")
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{environment['PORT']}") as http:

            async def ready() -> bool:
                try:
                    return (await http.get("/readyz")).status_code == 200
                except httpx.TransportError:
                    return False

            await until(ready, 30)
        assert await world.offer(maya, await world.check_in(maya))
        worker.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(worker.wait(), 20) == 0
    finally:
        if worker.returncode is None:
            worker.kill()
        out, err = await worker.communicate()
    assert b"fearful" not in out + err


async def test_dead_letters_can_be_listed(environment: dict[str, str]) -> None:
    command = await started(environment, "dead-letters", "list")
    out, err = await command.communicate()
    assert (command.returncode, out) == (0, b""), err


async def test_migrating_again_changes_nothing(database: FreshDatabase) -> None:
    command = await started({"DATABASE_URL": database.owner}, "migrate")
    _, err = await command.communicate()
    assert command.returncode == 0, err


async def test_an_unknown_command_says_which_there_are() -> None:
    command = await started({}, "fly")
    _, err = await command.communicate()
    assert command.returncode == 1
    assert b"worker | migrate | rebuild" in err
