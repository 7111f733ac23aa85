"""The notifier on real servers."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from services.notifier.main import build_api
from shared.auth import TokenSigner, new_signing_key
from tests.databases import connected, database_to_share
from tests.notifier.mail import MailServer, mail_server
from tests.notifier.world import MovingClock, Notifier, Person, World, afternoon


@pytest.fixture(scope="package")
def world(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with database_to_share(postgres_url, ["notifier"]) as database:
        private, _ = new_signing_key()
        made = World(database, tmp_path_factory.mktemp("keys"), TokenSigner(private, "k1", "tests"), redis_url)
        asyncio.run(publish(made))
        yield made


async def publish(world: World) -> None:
    async with connected(world.database.owner) as owner:
        await owner.execute(
            "INSERT INTO log.issuers (kid, issuer, algorithm, public_key, active_from) "
            "VALUES ('k1', 'tests', 'EdDSA', $1, now() - interval '1 hour')",
            world.signer.public_key,
        )


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
async def notifier(world: World, clock: MovingClock) -> AsyncIterator[Notifier]:
    app = build_api(world.api_settings(), clock)
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://n") as http:
        yield Notifier(http, clock, afternoon())


@pytest.fixture(autouse=True)
async def at_rest(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """What earlier tests have set is over, because clocks are moved on by days."""
    yield
    if "world" in request.fixturenames:
        async with connected(request.getfixturevalue("world").database.owner) as owner:
            await owner.execute("UPDATE notifier.reminders SET next_at = NULL")
            await owner.execute("UPDATE notifier.occurrences SET state = 'expired' WHERE next_try_at IS NOT NULL")


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
async def maya(world: World) -> Person:
    return await world.client()


@pytest.fixture
async def stranger(world: World) -> Person:
    return await world.client()
