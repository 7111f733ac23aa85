"""checkin on real servers, and people with keys and tokens to use it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from services.checkin.main import build_api
from services.checkin.settings import ApiSettings
from shared.auth import Role, TokenSigner, new_signing_key
from shared.database import Database
from shared.keyring import FileKeyProvider, Keyring
from tests.databases import FreshDatabase, connected, fresh_database

WORDS = "the-lighthouse-keeper-4711"


@dataclass(frozen=True)
class World:
    """A migrated database with one issuer; makes organisations and people in it."""

    database: FreshDatabase
    keys: Path
    signer: TokenSigner
    redis_url: str

    async def organisation(self) -> UUID:
        org = uuid4()
        await FileKeyProvider(self.keys).create(org)
        return org

    async def client(self, org: UUID | None = None) -> "Person":
        org, subject = org or await self.organisation(), uuid4()
        keeper = Database(self.database.url("clinic_api"))
        async with keeper.unit_of_work(org) as work:
            await Keyring(FileKeyProvider(self.keys), keeper).create(work, org, subject, "client")
        await keeper.stop()
        return self.person(org, subject, "client")

    def person(self, org: UUID, subject: UUID, *roles: Role, minutes: int = 15) -> "Person":
        now = datetime.now(UTC) - timedelta(minutes=1)
        token = self.signer.sign(org=org, subject=subject, roles=roles, now=now, lifetime=timedelta(minutes=minutes))
        return Person(org, subject, {"Authorization": f"Bearer {token}"})

    def settings(self) -> ApiSettings:
        return ApiSettings(
            database_url=SecretStr(self.database.url("checkin_api")),
            redis_url=SecretStr(self.redis_url),
            key_folder=self.keys,
        )

    async def count(self, table: str, subject: UUID) -> int:
        async with connected(self.database.owner) as owner:
            return int(await owner.fetchval(f"SELECT count(*) FROM {table} WHERE subject = $1", subject))


@dataclass(frozen=True)
class Person:
    """Somebody with a token."""

    org: UUID
    subject: UUID
    headers: dict[str, str]


@pytest.fixture(scope="module")
def world(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with asyncio.Runner() as runner:
        held = fresh_database(postgres_url, ("checkin", "clinic"))
        database = runner.run(held.__aenter__())
        try:
            private, _ = new_signing_key()
            made = World(database, tmp_path_factory.mktemp("keys"), TokenSigner(private, "k1", "tests"), redis_url)
            runner.run(_publish(made))
            yield made
        finally:
            runner.run(held.__aexit__(None, None, None))


async def _publish(world: World) -> None:
    async with connected(world.database.owner) as owner:
        await owner.execute(
            "INSERT INTO log.issuers (kid, issuer, algorithm, public_key, active_from) "
            "VALUES ('k1', 'tests', 'EdDSA', $1, now() - interval '1 hour')",
            world.signer.public_key,
        )


@pytest.fixture
async def app(world: World) -> AsyncIterator[FastAPI]:
    app = build_api(world.settings())
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://checkin") as client:
        yield client


@pytest.fixture
async def maya(world: World) -> Person:
    return await world.client()


def moment(**more: Any) -> dict[str, Any]:
    """A check-in that may be posted."""
    return {"emotions": ["fearful.anxious"], "intensity": 9} | more


async def post(http: httpx.AsyncClient, who: Person, **more: Any) -> httpx.Response:
    return await http.post("/v1/check-ins", json=moment(**more), headers=who.headers)


async def ids(http: httpx.AsyncClient, who: Person, query: str = "") -> list[str]:
    answer = await http.get(f"/v1/check-ins{query}", headers=who.headers)
    assert answer.status_code == 200
    return [each["id"] for each in answer.json()["check_ins"]]
