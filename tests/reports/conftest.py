"""Reports on real servers."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from services.reports.main import build_api
from shared.auth import TokenSigner, new_signing_key
from tests.databases import connected, database_to_share
from tests.reports.world import Desk, MovingClock, Person, World


@pytest.fixture(scope="session")
def world(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with database_to_share(postgres_url, ["reports"]) as database:
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
async def http(world: World, clock: MovingClock) -> AsyncIterator[httpx.AsyncClient]:
    app = build_api(world.api_settings(), clock)
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://r") as client:
        yield client


@pytest.fixture
async def maya(world: World) -> Person:
    return await world.client()


@pytest.fixture
async def therapist(world: World, maya: Person) -> Person:
    return await world.therapist(maya.org)


@pytest.fixture
async def desk(http: httpx.AsyncClient, world: World, maya: Person, therapist: Person) -> Desk:
    """Nothing of another test waits to be built."""
    async with connected(world.database.owner) as owner:
        await owner.execute(
            "UPDATE reports.builds SET state = 'refused', taken_until = NULL WHERE state IN ('requested', 'taken')"
        )
    return Desk(http, world, maya, therapist)
