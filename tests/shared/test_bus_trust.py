"""The news and the memory are hints: what an event says, and whether its key lives, is asked for in the transaction."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from deploy.local.servers import free_port
from shared.bus import Work, stream_name
from shared.keyring import Heard
from shared.log import Clock, Recorded
from shared.telemetry import metrics
from tests.databases import FreshDatabase
from tests.shared.bus_world import QUICK, World, an_offer, execute, template, until, world

pytestmark = pytest.mark.real
STREAM_ONLY = replace(QUICK, young=3600.0, pauses=(3600.0,))
FORGET = "SET session_replication_role = replica; DELETE FROM log.subject_keys WHERE subject = '{}'"


class Slow(Clock):
    """An hour behind."""

    def now(self) -> datetime:
        return datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture(scope="module")
def original(postgres_url: str) -> Iterator[FreshDatabase]:
    with template(postgres_url) as database:
        yield database


@pytest.fixture
async def bus(original: FreshDatabase, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with world(original, redis_url, tmp_path / "keys") as made:
        yield made


def counted(outcome: str) -> float:
    labels = {"consumer": "router", "outcome": outcome}
    return float(metrics().registry.get_sample_value("consumer_events_total", labels) or 0)


async def in_the_inbox(bus: World, events: Sequence[Recorded]) -> None:
    async def entered() -> bool:
        rows = await bus.fetch("SELECT event FROM router.inbox")
        return {event.id for event in events} <= {row["event"] for row in rows}

    await until(entered, "in the inbox")


async def test_the_news_are_not_believed_about_place_time_or_content(bus: World) -> None:
    heard_at: list[datetime] = []

    async def listen(heard: Heard, work: Work) -> None:
        heard_at.append(heard.recorded_at)
        await bus.offer(heard, work)

    consumer = await bus.consumer(listen, settings=STREAM_ONLY)
    await consumer.listens()
    [said] = await bus.check_in(1, announced=False)
    later = said.recorded_at + timedelta(days=1)
    await bus.news.announce([replace(said, tx=10**12, position=10**12, recorded_at=later, body=b"else", version=7)])
    await until(lambda: bus.has_handled([said]), "handled")
    assert heard_at == [said.recorded_at]
    rows = await bus.fetch("SELECT tx, position FROM router.inbox")
    assert [tuple(row) for row in rows] in ([(said.tx, said.position)], [])
    await bus.settle()


async def test_what_the_log_does_not_have_is_dropped_and_counted(bus: World) -> None:
    before = counted("unknown")
    consumer = await bus.consumer(settings=STREAM_ONLY)
    await consumer.listens()
    [said] = await bus.check_in(1)
    await bus.news.announce([replace(said, id=uuid4())])

    async def dropped() -> bool:
        return counted("unknown") == before + 1

    await until(dropped, "counted")
    await bus.settle()
    assert not await bus.fetch("SELECT FROM router.retries")


async def test_an_event_whose_key_was_never_known_is_parked(bus: World) -> None:
    lost = await bus.check_in(1, announced=False, subject=bus.clients[0])
    await bus.check_in(2, announced=False, subject=bus.clients[1])
    await execute(bus.database.owner, FORGET.format(bus.clients[0]))
    await bus.consumer(settings=STREAM_ONLY, redis_url=f"redis://127.0.0.1:{free_port()}/0")
    await bus.settle(without=lost)
    rows = await bus.fetch("SELECT event, error FROM router.retries")
    assert [row["event"] for row in rows] == [lost[0].id]
    assert rows[0]["error"].startswith("SubjectUnknown ")


async def test_what_is_said_about_a_client_without_a_key_fails(bus: World) -> None:
    async def forget(heard: Heard, work: Work) -> None:
        await bus.offer(heard, work)
        await execute(bus.database.owner, FORGET.format(heard.subject))

    lost = await bus.check_in(1)
    await bus.consumer(forget, settings=STREAM_ONLY)
    await bus.settle(without=lost)

    async def parked() -> bool:
        rows = await bus.fetch("SELECT error FROM router.retries")
        return [row["error"].split()[0] for row in rows] == ["SubjectUnknown"]

    await until(parked, "parked")


async def test_nothing_is_done_about_an_erased_client_whose_key_is_still_remembered(bus: World) -> None:
    erased = bus.clients[0]
    consumer = await bus.consumer(settings=STREAM_ONLY)
    await consumer.listens()
    await bus.check_in(1, subject=erased)
    await bus.settle()
    left = await bus.check_in(1, subject=erased, announced=False)
    await bus.database.erase(erased)
    before = counted("handled")
    await bus.news.announce(left)

    async def handled() -> bool:
        return counted("handled") == before + 1

    await until(handled, "handled")
    await bus.settle(without=left)


async def test_what_was_said_before_but_otherwise_is_counted(bus: World) -> None:
    async def contradict(heard: Heard, work: Work) -> None:
        await bus.offer(heard, work)
        await work.emit(heard, an_offer(heard.id).model_copy(update={"intensity": 8}))

    before = counted("other_content")
    await bus.check_in(1)
    await bus.consumer(contradict)
    await bus.settle()
    assert counted("other_content") == before + 1


async def test_a_wrong_clock_does_not_keep_events_young(bus: World) -> None:
    consumer = await bus.consumer(settings=replace(QUICK, young=1.0), clock=Slow())

    async def hears() -> bool:
        return consumer.hearing.hears_stream()

    await until(hears, "listening")
    await bus.check_in(3, announced=False)
    await bus.settle()


async def test_entries_of_a_batch_that_cannot_even_be_parked_do_not_stay_pending(bus: World, redis_url: str) -> None:
    async def fail(heard: Heard, work: Work) -> None:
        raise ValueError

    redis = Redis.from_url(redis_url)
    await execute(bus.database.owner, "REVOKE INSERT ON router.retries FROM router_worker")
    consumer = await bus.consumer(fail, settings=replace(QUICK, pauses=(3600.0,)))
    await consumer.listens()
    said = await bus.check_in(1)

    async def delivered_and_acknowledged() -> bool:
        [group] = await redis.xinfo_groups(stream_name("checkin"))
        last: Any = await redis.xrevrange(stream_name("checkin"), count=1)
        return bool(group["last-delivered-id"] == last[0][0] and group["pending"] == 0)

    await until(delivered_and_acknowledged, "nothing pending")
    await redis.aclose()
    await execute(bus.database.owner, "GRANT INSERT ON router.retries TO router_worker")

    async def parked() -> bool:
        return [row["event"] for row in await bus.fetch("SELECT event FROM router.retries")] == [said[0].id]

    await until(parked, "parked by catch-up")
