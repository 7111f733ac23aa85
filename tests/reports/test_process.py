"""Reports as processes: the worker hands over, Celery builds in children; what happens when either is killed."""

import asyncio
import base64
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from deploy.local.servers import Valkey, free_port
from services.reports.handing import BUILD
from tests.databases import until
from tests.reports.world import TRIGGER, Desk, World, ended, process, text_of

NOTE = "nobody else is to read these words"


@asynccontextmanager
async def processes(world: World, folder: Path, **more: str) -> AsyncIterator[list[asyncio.subprocess.Process]]:
    """The worker and Celery, with a folder of their own for whatever is temporary."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(process(world, kind, TMPDIR=str(folder), **more))
            for kind in ("celery", "worker")
        ]


async def test_a_real_celery_builds_it_and_nothing_of_it_is_told_or_left(
    desk: Desk, world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    check_in = await world.moment(desk.maya, 9, note=NOTE)
    consent = await desk.granted(fields=["triggers", "feelings", "notes"])
    async with processes(world, temporary) as (celery, worker):
        report = await desk.requested(consent, notes=[str(check_in)])
        await desk.until(report, "built")
        said = await ended(worker) + await ended(celery)
    pdf = (await desk.get(f"/v1/reports/{report}/pdf")).content
    assert NOTE in text_of(pdf)
    assert not [path for path in temporary.rglob("*") if path.is_file()]
    assert '"event"' in said
    for word in (NOTE, TRIGGER, "anxious", str(desk.maya.subject), str(desk.maya.org), report):
        assert word not in said


async def test_a_child_that_is_killed_again_and_again_ends_in_kind_words(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    await world.moment(desk.maya, 9)
    brake = tmp_path / "brake"
    brake.touch()
    async with braked(world, brake, BUILD_SECONDS="10"):
        report = await desk.requested(await desk.granted())
        for attempt in range(1, 4):
            os.kill(await reached(brake, attempt), signal.SIGKILL)
        shown = await desk.until(report, "refused")
    assert shown["why"]["code"] == "could_not_be_built"
    assert shown["why"]["text"] == "It did not work on our side, three times over. You can ask for it again."


async def test_a_child_that_is_killed_while_it_builds_is_followed_by_another(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    await world.moment(desk.maya, 9)
    brake = tmp_path / "brake"
    brake.touch()
    async with braked(world, brake, BUILD_SECONDS="10"):
        report = await desk.requested(await desk.granted())
        os.kill(await reached(brake, 1), signal.SIGKILL)
        await reached(brake, 2)
        brake.unlink()
        await desk.until(report, "built")
    row = await world.row("SELECT attempts FROM reports.builds WHERE client = $1", desk.maya.subject)
    assert row["attempts"] > 1


async def test_a_consent_withdrawn_while_it_is_printed_stops_it(desk: Desk, world: World, tmp_path: Path) -> None:
    await world.moment(desk.maya, 9)
    brake = tmp_path / "brake"
    brake.touch()
    async with braked(world, brake) as (celery, _):
        consent = await desk.granted()
        report = await desk.requested(consent)
        await reached(brake, 1)
        assert (await desk.delete(f"/v1/consents/{consent}")).status_code == 204
        brake.unlink()
        assert (await desk.report(report))["why"]["code"] == "consent_ended"
        await ended(celery)
    assert await world.row("SELECT 1 FROM reports.files WHERE client = $1", desk.maya.subject) is None
    assert "report.built" not in [each.type for each in await world.heard(desk.maya)]


async def test_a_report_asked_for_while_redis_is_stopped_is_built_when_it_is_back(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    await world.moment(desk.maya, 9)
    handed = "SELECT handed_at FROM reports.builds WHERE client = $1 AND handed_at IS NOT NULL"
    with Valkey(tmp_path / "valkey") as broker:
        addresses = {"BROKER_URL": broker.url, "REDIS_URL": broker.url}
        async with process(world, "celery", **addresses), process(world, "worker", **addresses):
            broker.stop()
            report = await desk.requested(await desk.granted())
            await until(lambda: world.row(handed, desk.maya.subject))
            broker.start()
            await desk.until(report, "built")


async def test_a_queue_that_was_wiped_is_filled_again(desk: Desk, world: World, tmp_path: Path) -> None:
    await world.moment(desk.maya, 9)
    with Valkey(tmp_path / "valkey") as broker:
        async with process(world, "worker", BROKER_URL=broker.url):
            report = await desk.requested(await desk.granted())
            await until(lambda: told(broker, b"LLEN reports:reports\r\n", b":1"))
            await told(broker, b"FLUSHALL\r\n", b"+OK")
            assert await told(broker, b"LLEN reports:reports\r\n", b":0")
            async with process(world, "celery", BROKER_URL=broker.url):
                await desk.until(report, "built")


@pytest.mark.parametrize("body", [b'{"a": 1}', b"5"])
async def test_a_message_that_means_nothing_is_dropped_and_the_next_is_built(
    desk: Desk, world: World, tmp_path: Path, body: bytes
) -> None:
    await world.moment(desk.maya, 9)
    with Valkey(tmp_path / "valkey") as broker:
        await told(broker, pushed(message_with(body)), b":1")
        async with process(world, "celery", BROKER_URL=broker.url) as celery:
            report = await desk.requested(await desk.granted())
            async with process(world, "worker", BROKER_URL=broker.url):
                await desk.until(report, "built")
            await until(lambda: told(broker, b"LLEN reports:reports\r\n", b":0"))
            await ended(celery)


async def test_what_waits_in_the_queue_says_ids_alone(desk: Desk, world: World, tmp_path: Path) -> None:
    await world.moment(desk.maya, 9, note=NOTE)
    with Valkey(tmp_path / "valkey") as broker:
        async with process(world, "worker", BROKER_URL=broker.url):
            report = await desk.requested(await desk.granted())
            await until(lambda: told(broker, b"LLEN reports:reports\r\n", b":1"))
            waiting = await asked(broker, b"LRANGE reports:reports 0 -1\r\n")
    message = json.loads(waiting[waiting.index(b"{") : waiting.rindex(b"}") + 1])
    positional, named, _ = json.loads(base64.b64decode(message["body"]))
    assert positional == [str(desk.maya.org), str(desk.maya.subject), report]
    assert named == {}
    for word in (NOTE, TRIGGER, "anxious", "consent"):
        assert word.encode() not in waiting


async def test_the_api_gets_ready_and_ends_when_told(world: World) -> None:
    async with process(world, "api") as began:
        await ended(began)


async def test_no_child_outlives_a_celery_that_was_killed(world: World) -> None:
    async with process(world, "celery") as began:
        children = await until(lambda: children_of(began.pid))
        os.kill(began.pid, signal.SIGKILL)
        await began.wait()
        await until(lambda: all_gone(children), 20)


async def test_celery_says_whether_it_waits_for_messages(world: World) -> None:
    port = str(free_port())
    async with process(world, "celery", PORT=port), httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        assert (await http.get("/livez")).status_code == 200
        assert (await http.get("/metrics")).status_code == 200
        assert (await http.get("/reports")).status_code == 404


async def test_missing_settings_are_all_named_and_no_value_is_shown(world: World) -> None:
    given = world.environment("celery", BROKER_URL="http://not-redis", CONCURRENCY="many")
    began = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.reports", "celery", env={**os.environ, **given}, stderr=asyncio.subprocess.PIPE
    )
    _, err = await began.communicate()
    assert began.returncode == 2
    assert b"BROKER_URL" in err
    assert b"CONCURRENCY" in err
    assert b"not-redis" not in err


@asynccontextmanager
async def braked(world: World, brake: Path, **more: str) -> AsyncIterator[list[asyncio.subprocess.Process]]:
    """Both processes; the one that builds waits before it prints, as long as the brake's file is there."""
    command = ("-m", "tests.reports.braked_celery")
    async with (
        process(world, "celery", command=command, BRAKE=str(brake), **more) as celery,
        process(world, "worker", **more) as worker,
    ):
        yield [celery, worker]


async def reached(brake: Path, attempt: int) -> int:
    """The child that is about to print, for the how-many-th time."""

    async def look() -> list[int]:
        return children_that_reached(brake)[attempt - 1 :]

    return (await until(look, 60))[0]


def children_that_reached(brake: Path) -> list[int]:
    file = Path(f"{brake}.reached")
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def message_with(body: bytes) -> bytes:
    """A message for Celery that carries these bytes in place of ids."""
    properties = {
        "body_encoding": "base64",
        "delivery_tag": "1",
        "delivery_info": {"exchange": "", "routing_key": "reports"},
    }
    headers = {"task": BUILD, "id": str(uuid4()), "lang": "py"}
    message = {
        "body": base64.b64encode(body).decode(),
        "content-type": "application/json",
        "content-encoding": "utf-8",
        "headers": headers,
        "properties": properties,
    }
    return json.dumps(message).encode()


def pushed(message: bytes) -> bytes:
    """The command that puts it into the queue."""
    parts = b"LPUSH", b"reports:reports", message
    return b"*3\r\n" + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)


async def told(broker: Valkey, command: bytes, answer: bytes) -> bool:
    return (await asked(broker, command)).startswith(answer)


async def asked(broker: Valkey, command: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", broker.port)
    writer.write(command)
    await writer.drain()
    answer = await reader.read(65536)
    writer.close()
    await writer.wait_closed()
    return answer


async def children_of(parent: int) -> list[int]:
    return [child.pid for child in psutil.Process(parent).children()]


async def all_gone(processes: list[int]) -> bool:
    return not any(psutil.pid_exists(each) for each in processes)
