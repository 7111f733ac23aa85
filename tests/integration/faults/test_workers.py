"""Workers are killed, doubled and late: nothing is lost, nothing happens twice."""

import asyncio
import time

import pytest

from tests.databases import until
from tests.integration.running import Running
from tests.integration.world import CHECKIN, COACH, EVENING, ROUTER, World

pytestmark = pytest.mark.real
RATE = 60
KILLS = 2
LOCK = "LOCK TABLE router.runs IN ACCESS EXCLUSIVE MODE"


async def test_what_was_said_before_any_consumer_existed_is_heard(world: World) -> None:
    await world.start(CHECKIN)
    await world.load.say(200)
    await world.practise(40)
    await world.start(ROUTER, COACH)
    await world.holds()


async def test_a_router_held_up_and_killed_in_the_middle_of_batches_loses_nothing(world: World) -> None:
    """First its catch-up meets more than a batch can hold, too young to be its own to handle. Then it dies when its
    rows are written and its offers are not."""
    await world.is_patient("router_worker")
    _, router, _ = await world.start(*EVENING)
    saying = asyncio.create_task(world.load.say(250))
    async with world.in_the_way_of("router_worker", LOCK):
        await saying
    async with world.in_the_way_of("router_worker", LOCK):
        await looks(router)
    async with world.load.at(RATE):
        for _ in range(KILLS):
            async with world.in_the_way_of("router_worker", LOCK):
                await router.kill()
            await world.practise(15)
            router.run()
        await router.ready()
    await world.holds()


async def looks(router: Running) -> None:
    """Wait until a router's catch-up looks into the log once more."""
    began = time.monotonic()

    async def looked() -> bool:
        age = await router.measures('consumer_heartbeat_age_seconds{consumer="router"}')
        return age < time.monotonic() - began - 0.1

    await until(looked)


async def test_a_coach_killed_in_the_middle_of_batches_loses_nothing(world: World) -> None:
    """It has taken offers from the stream and not acknowledged them, when it dies."""
    _, _, coach = await world.start(*EVENING)
    async with world.load.at(RATE):
        for _ in range(KILLS):
            async with world.in_the_way_of(
                "coach_worker", "LOCK TABLE coach.inbox IN SHARE MODE", "%INSERT INTO coach.inbox%"
            ):
                await coach.kill()
            coach.run()
        await coach.ready()
    await world.holds()


async def test_workers_killed_at_any_moment_lose_nothing(world: World) -> None:
    _, router, coach = await world.start(*EVENING)
    async with world.load.at(RATE):
        for worker in (router, coach):
            await world.load.grows(37)
            await world.practise(15)
            await worker.kill()
            worker.run()
        await router.ready()
        await coach.ready()
    await world.holds()


async def test_two_workers_of_one_group_share_the_work(world: World) -> None:
    _, first, _ = await world.start(*EVENING)
    second, third = await world.start(ROUTER, COACH)
    async with world.load.at(RATE):
        await world.load.grows(150)
        for each in (first, second):
            assert await each.measures('consumer_events_total{consumer="router",outcome="handled"}') > 0
        assert await second.stop() == 0
        await third.kill()
        await world.load.grows(60)
    world.forget(second, third)
    await world.holds()
