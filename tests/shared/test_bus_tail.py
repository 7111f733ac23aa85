"""A waiting request is woken by the news, and gets its answer without them too."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis

from deploy.local.servers import Valkey
from shared.bus import RedisNews, Tail
from shared.bus.wire import stream_name
from tests.shared.bus_world import until
from tests.shared.test_bus_wire import EVENT

pytestmark = pytest.mark.real
SERVICE = "router"


class Found:
    """What can be looked up, and how often somebody looked."""

    def __init__(self) -> None:
        self.there: set[UUID] = set()
        self.looks = 0

    async def look(self, wanted: UUID) -> UUID | None:
        self.looks += 1
        await asyncio.sleep(0)
        return wanted if wanted in self.there else None


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    with Valkey(tmp_path_factory.mktemp("tail-valkey")) as server:
        yield server


@pytest.fixture
async def news(valkey: Valkey) -> AsyncIterator[RedisNews]:
    made = RedisNews(valkey.url)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def tail(valkey: Valkey) -> AsyncIterator[Tail]:
    made = Tail(valkey.url, [SERVICE])
    task = asyncio.create_task(made.run())
    await reads(made)
    yield made
    made.stop()
    await task


async def reads(tail: Tail) -> None:
    async def reading() -> bool:
        return tail.reading()

    await until(reading, "reading")


async def say(news: RedisNews, found: Found, wanted: UUID) -> None:
    found.there.add(wanted)
    await news.announce([replace(EVENT, id=wanted, service=SERVICE)])


async def test_the_news_wake_whoever_waits(tail: Tail, news: RedisNews) -> None:
    async with asyncio.timeout(60):
        for _ in range(20):
            assert await looks_until_woken(tail, news) == 2, "once at the start and once when woken"


async def looks_until_woken(tail: Tail, news: RedisNews) -> int:
    """The looks of somebody who would wait for an hour, and without news would look every second."""
    found, wanted = Found(), uuid4()
    waiting = asyncio.create_task(tail.wait(wanted, lambda: found.look(wanted), 3600.0))
    await until(lambda: looked(found), "looked")
    await say(news, found, wanted)
    assert await waiting == wanted
    return found.looks


async def looked(found: Found) -> bool:
    return found.looks > 0


async def test_what_is_there_already_is_found_at_once(tail: Tail) -> None:
    found, wanted = Found(), uuid4()
    found.there.add(wanted)
    assert await tail.wait(wanted, lambda: found.look(wanted), 10.0) == wanted
    assert found.looks == 1


async def test_what_comes_between_looking_and_waiting_is_not_missed(tail: Tail, news: RedisNews) -> None:
    found, wanted = Found(), uuid4()

    async def look() -> UUID | None:
        answer = await found.look(wanted)
        if found.looks == 1:
            await say(news, found, wanted)
            await asyncio.sleep(0.2)
        return answer

    async with asyncio.timeout(60):
        assert await tail.wait(wanted, look, 3600.0) == wanted
    assert found.looks == 2


async def test_nothing_is_found_when_the_time_is_up(tail: Tail) -> None:
    found = Found()
    async with asyncio.timeout(60):
        assert await tail.wait(uuid4(), lambda: found.look(uuid4()), 0.3) is None
    assert found.looks == 2, "once at the start and once at the end"


async def test_the_last_look_finds_what_nobody_announced(tail: Tail) -> None:
    found, wanted = Found(), uuid4()
    waiting = asyncio.create_task(tail.wait(wanted, lambda: found.look(wanted), 0.3))
    await until(lambda: looked(found), "looked")
    found.there.add(wanted)
    assert await waiting == wanted


async def test_without_redis_one_looks_every_second() -> None:
    tail = Tail("redis://127.0.0.1:1/0", [SERVICE])
    task = asyncio.create_task(tail.run())
    found, wanted = Found(), uuid4()
    waiting = asyncio.create_task(tail.wait(wanted, lambda: found.look(wanted), 3600.0))
    await until(lambda: looked(found), "looked")
    found.there.add(wanted)
    async with asyncio.timeout(60):
        assert await waiting == wanted
    tail.stop()
    await task


async def test_waiters_of_one_event_are_all_woken_and_others_are_not(tail: Tail, news: RedisNews) -> None:
    mine, other, wanted, elsewhere = Found(), Found(), uuid4(), uuid4()
    waiting = [asyncio.create_task(tail.wait(wanted, lambda: mine.look(wanted), 10.0)) for _ in range(5)]
    apart = asyncio.create_task(tail.wait(elsewhere, lambda: other.look(elsewhere), 1.0))
    await until(lambda: looked(other), "looked")
    await say(news, mine, wanted)
    assert await asyncio.gather(*waiting) == [wanted] * 5
    assert await apart is None
    assert other.looks == 2


async def test_beyond_the_bound_one_looks_once(valkey: Valkey) -> None:
    tail = Tail(valkey.url, [SERVICE], most_waiting=1)
    found = Found()
    first = asyncio.create_task(tail.wait(uuid4(), lambda: found.look(uuid4()), 1.0))
    await until(lambda: looked(found), "looked")
    second = Found()
    async with asyncio.timeout(60):
        assert await tail.wait(uuid4(), lambda: second.look(uuid4()), 3600.0) is None
    assert second.looks == 1
    assert await first is None
    assert await tail.wait(uuid4(), lambda: found.look(uuid4()), 0.2) is None, "there is room again"


async def test_a_restart_of_redis_is_survived(tail: Tail, news: RedisNews, valkey: Valkey) -> None:
    await asyncio.to_thread(valkey.stop)
    await asyncio.to_thread(valkey.start)
    redis = Redis.from_url(valkey.url)
    await redis.xadd(stream_name(SERVICE), {"event": b"\xff"})
    await redis.aclose()

    async def told() -> bool:
        # While the streams are read, nothing but the news makes a waiter look for the second time.
        reading = tail.reading()
        return await looks_until_woken(tail, news) == 2 and reading and tail.reading()

    await until(told, "woken by the news again")


async def test_a_stop_lets_waiters_go(valkey: Valkey) -> None:
    tail = Tail(valkey.url, [SERVICE])
    task = asyncio.create_task(tail.run())
    await reads(tail)
    found = Found()
    waiting = asyncio.create_task(tail.wait(uuid4(), lambda: found.look(uuid4()), 60.0))
    await until(lambda: looked(found), "looked")
    tail.stop()
    assert await asyncio.wait_for(waiting, 30) is None
    await asyncio.wait_for(task, 30)


async def test_whoever_follows_a_subject_is_woken_by_all_of_its_news_and_by_no_others(
    tail: Tail, news: RedisNews
) -> None:
    followed, other = uuid4(), uuid4()
    with tail.told_of(followed) as one, tail.told_of(followed) as another, tail.told_of(other) as third:
        for _ in range(3):
            await news.announce([replace(EVENT, id=uuid4(), subject=followed, service=SERVICE)])
            async with asyncio.timeout(30):
                await asyncio.gather(one.wait(), another.wait())
            one.clear()
            another.clear()
        assert not third.is_set()


async def test_whoever_follows_is_woken_when_news_may_have_passed_unread(tail: Tail, valkey: Valkey) -> None:
    with tail.told_of(uuid4()) as woken:
        await asyncio.to_thread(valkey.stop)
        await asyncio.to_thread(valkey.start)
        async with asyncio.timeout(60):
            await woken.wait()
