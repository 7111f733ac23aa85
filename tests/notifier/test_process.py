"""The notifier as processes: its commands, what it logs, its end, and what is left behind when it is killed."""

import asyncio
import os
import signal
import sys
import threading
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx
import pytest

from deploy.local.servers import free_port
from tests.databases import FreshDatabase, until
from tests.notifier.mail import MailServer
from tests.notifier.world import Notifier, Person, World

pytestmark = pytest.mark.real
STATE = "SELECT state FROM notifier.occurrences WHERE client = $1"


async def began(environment: Mapping[str, str], *arguments: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "services.notifier",
        *arguments,
        env={**os.environ, **environment},
        stdout=PIPE,
        stderr=PIPE,
    )


def environment(world: World, role: str, mail_port: int = 25) -> dict[str, str]:
    return {
        "DATABASE_URL": world.database.url(role),
        "REDIS_URL": world.redis_url,
        "KEY_FOLDER": str(world.keys),
        "PORT": str(free_port()),
        "LOG_LEVEL": "DEBUG",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(mail_port),
        "SMTP_STARTTLS": "false",
        "SMTP_SECONDS": "2",
        "LEASE_SECONDS": "3",
        "LOOK_SECONDS": "0.1",
        "FIRST_PAUSE_SECONDS": "0.2",
        "MAIL_FROM": "hello@smallhours.example",
    }


@asynccontextmanager
async def running(given: dict[str, str], kind: str) -> AsyncIterator[Process]:
    process = await began(given, kind)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{given['PORT']}", timeout=30) as http:

            async def ready() -> bool:
                try:
                    return (await http.get("/readyz")).status_code == 200
                except httpx.TransportError:
                    return False

            await until(ready, 60)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def due_now(notifier: Notifier, who: Person) -> None:
    """A reminder that is due by the machine's clock: it was set when that clock still had to come to it."""
    notifier.clock.move(minutes=-10)
    await notifier.set(who, 5)


async def test_the_api_gets_ready_and_ends_when_told(world: World) -> None:
    async with running(environment(world, "notifier_api"), "api") as process:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0
        await process.communicate()


async def test_the_worker_sends_and_ends_when_told_and_logs_nothing_about_anybody(
    world: World, notifier: Notifier, mail: MailServer, maya: Person
) -> None:
    await due_now(notifier, maya)
    async with running(environment(world, "notifier_worker", mail.port), "worker") as process:
        await until(lambda: sent(world, maya), 60)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0
        out, err = await process.communicate()
    said = (out + err).decode()
    assert '"event"' in said
    for word in (maya.address, str(maya.subject), maya.subject.hex, "A minute", notifier.zone):
        assert word not in said
    assert len(mail.post.to(maya.address)) == 1


async def test_told_to_end_it_lets_what_is_being_sent_be_sent(
    world: World, notifier: Notifier, mail: MailServer, maya: Person
) -> None:
    await due_now(notifier, maya)
    mail.post.pause = threading.Event()
    given = environment(world, "notifier_worker", mail.port) | {"SMTP_SECONDS": "20", "LEASE_SECONDS": "30"}
    async with running(given, "worker") as process:
        await until(lambda: asyncio.to_thread(mail.post.begun.is_set), 60)
        process.send_signal(signal.SIGTERM)
        mail.post.pause.set()
        assert await asyncio.wait_for(process.wait(), 30) == 0
        await process.communicate()
    assert await world.value(STATE, maya.subject) == "sent"
    assert len(mail.post.to(maya.address)) == 1


async def test_a_worker_killed_between_taking_and_sending_leaves_it_to_another_after_the_lease(
    world: World, notifier: Notifier, mail: MailServer, maya: Person
) -> None:
    await due_now(notifier, maya)
    mail.post.hold = threading.Event()
    given = environment(world, "notifier_worker", mail.port) | {"SMTP_SECONDS": "2.5"}
    async with running(given, "worker") as process:
        await until(lambda: asyncio.to_thread(mail.post.begun.is_set), 60)
        process.send_signal(signal.SIGKILL)
        await process.communicate()
    assert await world.value(STATE, maya.subject) == "sending"
    mail.post.hold.set()
    mail.post.hold = None
    async with running(environment(world, "notifier_worker", mail.port), "worker") as process:
        await until(lambda: sent(world, maya), 60)
        process.send_signal(signal.SIGTERM)
        await process.communicate()
    assert len(mail.post.to(maya.address)) == 1
    assert await world.types(maya) == ["reminder.set", "occurrence.sent"]


async def test_dead_letters_can_be_listed_without_a_mail_server(world: World) -> None:
    given = environment(world, "notifier_worker")
    needed = {name: value for name, value in given.items() if not name.startswith(("SMTP", "MAIL"))}
    command = await began(needed, "dead-letters", "list")
    out, err = await command.communicate()
    assert (command.returncode, out) == (0, b""), err


async def test_migrating_again_changes_nothing(world: World) -> None:
    database: FreshDatabase = world.database
    command = await began({"DATABASE_URL": database.owner}, "migrate")
    _, err = await command.communicate()
    assert command.returncode == 0, err


async def test_missing_settings_are_all_named_and_no_value_is_shown(world: World) -> None:
    wrong = {"MAIL_FROM": "nobody at all", "MAIL_NAME": "A\nBcc: b@example.com", "LEASE_SECONDS": "1", "SMTP_HOST": ""}
    process = await began(environment(world, "notifier_worker") | wrong, "worker")
    _, err = await process.communicate()
    assert process.returncode == 2
    for name in wrong:
        assert name.encode() in err
    assert b"nobody at all" not in err
    assert b"example.com" not in err


async def test_an_unknown_command_is_answered_with_the_known_ones() -> None:
    process = await began({}, "dance")
    _, err = await process.communicate()
    assert process.returncode == 1
    assert b"api | worker | migrate" in err


async def sent(world: World, who: Person) -> bool:
    return bool(await world.value(STATE, who.subject) == "sent")
