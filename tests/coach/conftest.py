"""The coach on real servers."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from fastapi import FastAPI

from services.coach.main import build_api
from shared.auth import TokenSigner, new_signing_key
from tests.coach.world import Person, World
from tests.databases import connected, database_to_share


@pytest.fixture(scope="session")
def world(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with database_to_share(postgres_url, ["coach"]) as database:
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
async def app(world: World) -> AsyncIterator[FastAPI]:
    app = build_api(world.api_settings())
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://coach") as client:
        yield client


@pytest.fixture
async def maya(world: World) -> Person:
    return await world.client()


@pytest.fixture
async def stranger(world: World) -> Person:
    return await world.client()
