"""A reader that rests after each batch: what comes meanwhile is heard together, and is never lost."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from shared.bus import Work
from shared.keyring import Heard
from tests.databases import FreshDatabase
from tests.shared.bus_world import QUICK, World, template, until, world

pytestmark = pytest.mark.real
HOURS = 3600.0


@pytest.fixture(scope="module")
def original(postgres_url: str) -> Iterator[FreshDatabase]:
    with template(postgres_url) as database:
        yield database


@pytest.fixture
async def bus(original: FreshDatabase, redis_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with world(original, redis_url, tmp_path / "keys") as made:
        yield made


async def test_what_comes_during_a_rest_is_handled_in_one_batch_after_it(bus: World) -> None:
    transactions: dict[object, int] = {}

    async def counted(heard: Heard, work: Work) -> None:
        transactions[work] = transactions.get(work, 0) + 1
        await bus.offer(heard, work)

    await (await bus.consumer(counted, settings=replace(QUICK, rest=3.0, young=HOURS))).listens()
    first = await bus.check_in()
    await until(lambda: bus.has_handled(first), "the first")
    for _ in range(5):
        await bus.check_in()
    await bus.settle()
    assert list(transactions.values()) == [1, 5]


async def test_nothing_waits_for_the_end_of_a_rest_for_ever(bus: World) -> None:
    consumer = await bus.consumer(settings=replace(QUICK, rest=HOURS))
    await consumer.listens()
    first = await bus.check_in()
    await until(lambda: bus.has_handled(first), "the first")
    await bus.check_in(5)
    await bus.settle()


async def test_a_resting_reader_stops_when_asked(bus: World) -> None:
    consumer = await bus.consumer(settings=replace(QUICK, rest=HOURS, graceful=HOURS))
    await consumer.listens()
    first = await bus.check_in()
    await until(lambda: bus.has_handled(first), "the first")
    await asyncio.wait_for(consumer.stop(), 60)
