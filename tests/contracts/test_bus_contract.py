"""What every Bus keeps, run against a real server."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from deploy.local.servers import free_port
from shared.bus import Bus, RedisNews, decode, stream_name
from shared.log import Recorded
from tests.shared.bus_world import entries
from tests.shared.test_bus_wire import EVENT

pytestmark = pytest.mark.real


@dataclass
class Offered:
    """A bus, and a way to hear what was announced of one service."""

    bus: Bus
    heard: Callable[[str], Awaitable[list[Recorded | None]]]


@pytest.fixture(params=["redis"])
async def offered(request: pytest.FixtureRequest, redis_url: str) -> AsyncIterator[Offered]:
    news, redis = RedisNews(redis_url), Redis.from_url(redis_url)
    await news.start()

    async def heard(service: str) -> list[Recorded | None]:
        return [decode(entry[b"event"]) for entry in await entries(redis, stream_name(service))]

    yield Offered(news, heard)
    await news.stop()
    await redis.aclose()


@pytest.fixture
def service() -> str:
    return f"contract-{uuid4().hex}"


def some(service: str, count: int) -> list[Recorded]:
    return [replace(EVENT, id=uuid4(), service=service, position=number) for number in range(count)]


async def test_what_is_announced_is_heard_whole_and_in_order(offered: Offered, service: str) -> None:
    events = some(service, 5)
    await offered.bus.announce(events[:2])
    await offered.bus.announce(events[2:])
    assert await offered.heard(service) == events


async def test_a_large_group_arrives(offered: Offered, service: str) -> None:
    events = some(service, 1203)
    await offered.bus.announce(events)
    assert await offered.heard(service) == events


async def test_announcing_nothing_says_nothing(offered: Offered, service: str) -> None:
    await offered.bus.announce([])
    assert await offered.heard(service) == []


async def test_each_service_has_news_of_its_own(offered: Offered, service: str) -> None:
    mine, others = some(service, 3), some(service + "-b", 2)
    await offered.bus.announce([mine[0], others[0], mine[1], others[1], mine[2]])
    assert await offered.heard(service) == mine
    assert await offered.heard(service + "-b") == others


async def test_announcing_again_is_allowed(offered: Offered, service: str) -> None:
    events = some(service, 1)
    await offered.bus.announce(events)
    await offered.bus.announce(events)
    assert await offered.heard(service) == events * 2


async def test_trouble_on_the_way_is_nobodys_trouble() -> None:
    news = RedisNews(f"redis://127.0.0.1:{free_port()}/0")
    await news.announce([EVENT])
    await news.start()
    await news.announce([EVENT])
    await news.stop()
    await news.announce([EVENT])
