"""Redis forgets everything, goes away, repeats itself: nothing is lost, only later, and nothing happens twice."""

import asyncio

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.router.main import build_worker
from services.router.settings import WorkerSettings
from shared.bus import HearingSettings, stream_name
from tests.databases import until
from tests.integration.truth import NotSettled, Truth
from tests.integration.world import CHECKIN, COACH, EVENING, ROUTER, World

pytestmark = pytest.mark.real
RATE = 80
AWAY_SECONDS = 20.0
SLOW = HearingSettings(batch=1, look=3600.0)


async def flush(world: World) -> None:
    async with Redis.from_url(world.valkey.url) as redis:
        await redis.flushall()


async def test_redis_may_forget_everything_three_times_under_load(world: World) -> None:
    _, router, coach = await world.start(*EVENING)
    async with world.load.at(RATE):
        for _ in range(3):
            await world.load.grows(70)
            await flush(world)
        await world.load.grows(30)
    await world.holds()
    await router.ready()
    await coach.ready()


async def test_a_router_that_never_looks_into_the_log_loses_what_redis_forgets(world: World) -> None:
    """The control: without catch-up the same fault loses offers, and it is noticed. A whole worker finds them."""
    await world.start(CHECKIN, COACH)
    settings = WorkerSettings(
        database_url=SecretStr(world.database.url("router_worker")),
        redis_url=SecretStr(world.valkey.url),
        key_folder=world.keys,
    )
    app = build_worker(settings, pace=SLOW)
    async with app.router.lifespan_context(app):
        await world.load.say(150)
        await flush(world)
        with pytest.raises(NotSettled):
            await Truth(world.database, world.keys).settled(seconds=5)
    assert 0 < len(await world.lacking()) < len(world.load.answered)
    await world.start(ROUTER)
    await world.holds()


async def test_redis_may_be_away_for_twenty_seconds_under_load(world: World) -> None:
    """Offers go on coming meanwhile, some seconds slower."""
    await world.start(*EVENING)
    async with world.load.at(50):
        await world.load.grows(50)
        await asyncio.to_thread(world.valkey.stop)
        async with asyncio.timeout(AWAY_SECONDS + 10):
            await asyncio.gather(asyncio.sleep(AWAY_SECONDS), offers_go_on(world))
        await asyncio.to_thread(world.valkey.start)
        await world.load.grows(50)
    assert not world.load.trouble, "nobody who checked in was told of it"
    await world.holds()


async def offers_go_on(world: World) -> None:
    """What is answered in the first seconds without Redis gets its offer without Redis."""
    await world.load.grows(150)
    answered = set(world.load.answered)

    async def offered() -> bool:
        return not answered & await world.lacking()

    await until(offered, AWAY_SECONDS)


async def test_news_that_is_delivered_again_changes_nothing(world: World) -> None:
    """Also of what was handled so long ago that the inbox has forgotten it."""
    _, router, _ = await world.start(*EVENING)
    await world.load.say(100)
    await world.holds()
    async with world.load.at(RATE), Redis.from_url(world.valkey.url) as redis:
        for _ in range(3):
            await world.load.grows(20)
            for stream, group in (("checkin", "router"), ("router", "coach")):
                await redis.xgroup_setid(stream_name(stream), group, "0")
    await world.holds()
    handled = await router.measures('consumer_events_total{consumer="router",outcome="handled"}')
    assert handled == await world.heard_by_the_router()
    assert await router.measures('consumer_events_total{consumer="router",outcome="repeated"}') >= 100
