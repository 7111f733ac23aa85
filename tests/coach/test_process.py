"""The coach as processes: its commands, what it logs, its end."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping

import httpx
import pytest

from deploy.local.servers import free_port
from tests.coach.world import World, practised
from tests.databases import until

SECRET = "the words of one person"


async def began(environment: Mapping[str, str], *arguments: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.coach", *arguments, env={**os.environ, **environment}, stdout=PIPE, stderr=PIPE
    )


def environment(world: World, role: str) -> dict[str, str]:
    return {
        "DATABASE_URL": world.database.url(role),
        "REDIS_URL": world.redis_url,
        "KEY_FOLDER": str(world.keys),
        "PORT": str(free_port()),
        "LOG_LEVEL": "DEBUG",
    }


async def ready(http: httpx.AsyncClient) -> None:
    async def is_so() -> bool:
        try:
            return (await http.get("/readyz")).status_code == 200
        except httpx.TransportError:
            return False

    await until(is_so, 60)


@pytest.mark.parametrize("kind", ["api", "worker"])
async def test_a_process_gets_ready_and_ends_when_told(world: World, kind: str) -> None:
    given = environment(world, f"coach_{kind}")
    process = await began(given, kind)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{given['PORT']}", timeout=30) as http:
            await ready(http)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_the_api_leads_through_a_practice_and_logs_nothing_about_the_person(world: World) -> None:
    maya = await world.client()
    check_in = await world.check_in(maya, 9, "sad.despair")
    given = environment(world, "coach_api")
    process = await began(given, "api")
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{given['PORT']}", timeout=30) as http:
            await ready(http)
            practice = await practised(http, maya, check_in)
            refused = await http.post(
                f"/v1/practices/{practice}/steps/1", json={"response": SECRET}, headers=maya.headers
            )
            assert refused.status_code == 409
            await http.post(f"/v1/practices/{practice}/stop", json={"helped": "worse"}, headers=maya.headers)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0
    finally:
        if process.returncode is None:
            process.kill()
        out, err = await process.communicate()
    said = (out + err).decode()
    assert '"event"' in said
    for word in (SECRET, "despair", "worse", "three-slow-breaths", practice, str(check_in), str(maya.subject)):
        assert word not in said


async def test_dead_letters_can_be_listed(world: World) -> None:
    command = await began(environment(world, "coach_worker"), "dead-letters", "list")
    out, err = await command.communicate()
    assert (command.returncode, out) == (0, b""), err


async def test_missing_settings_are_all_named_and_no_value_is_shown(world: World) -> None:
    given = environment(world, "coach_api") | {"REDIS_URL": "http://not-redis", "SHOW_UNCHECKED_NUMBERS": "perhaps"}
    process = await began(given, "api")
    _, err = await process.communicate()
    assert process.returncode == 2
    assert b"REDIS_URL" in err
    assert b"SHOW_UNCHECKED_NUMBERS" in err
    assert b"not-redis" not in err


async def test_an_unknown_command_is_answered_with_the_known_ones() -> None:
    process = await began({}, "dance")
    _, err = await process.communicate()
    assert process.returncode == 1
    assert b"api | worker | migrate" in err
