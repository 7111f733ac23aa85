"""The clinic on real servers, and a small cast that came in through its public API."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from pydantic import SecretStr

from services.clinic.main import build_api, open_registry
from services.clinic.settings import ApiSettings, OperatorSettings
from shared.auth import new_signing_key
from tests.databases import FreshDatabase, connected, fresh_database


@dataclass
class MovingClock:
    """The machine's clock, moved on by hand."""

    moved: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.moved


@dataclass(frozen=True)
class World:
    """A migrated database and what the clinic's processes are given."""

    database: FreshDatabase
    keys: Path
    redis_url: str
    signing_key: str

    def settings(self) -> ApiSettings:
        return ApiSettings(
            database_url=SecretStr(self.database.url("clinic_api")),
            redis_url=SecretStr(self.redis_url),
            key_folder=self.keys,
            signing_key=SecretStr(self.signing_key),
        )

    def operator_settings(self) -> OperatorSettings:
        return OperatorSettings(database_url=SecretStr(self.database.url("clinic_api")), key_folder=self.keys)

    async def value(self, query: str, *arguments: object) -> Any:
        async with connected(self.database.owner) as owner:
            return await owner.fetchval(query, *arguments)


@dataclass(frozen=True)
class Person:
    """Somebody who came in."""

    subject: UUID
    headers: dict[str, str]
    refresh_token: str


@dataclass(frozen=True)
class Clinic:
    """The clinic's public API, spoken for tests."""

    http: httpx.AsyncClient

    async def post(self, path: str, body: dict[str, Any], who: Person | None = None) -> httpx.Response:
        return await self.http.post(path, json=body, headers=who.headers if who else {})

    async def get(self, path: str, who: Person) -> Any:
        answer = await self.http.get(path, headers=who.headers)
        assert answer.status_code == 200
        return answer.json()

    async def made(self, path: str, body: dict[str, Any], who: Person) -> Any:
        answer = await self.post(path, body, who)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def come_in(self, code: str, adult: bool = True) -> Person:
        answer = await self.post(f"/v1/invitations/{code}/accept", {"adult": adult})
        assert answer.status_code == 200, answer.text
        tokens = answer.json()
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        return Person(UUID(tokens["subject"]), headers, tokens["refresh_token"])


@dataclass(frozen=True)
class Cast:
    """One organisation with a clinic, an admin of each, a therapist and a client of theirs."""

    org: str
    clinic: str
    org_admin: Person
    clinic_admin: Person
    therapist: Person
    client: Person


@pytest.fixture(scope="module")
def world(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with asyncio.Runner() as runner:
        held = fresh_database(postgres_url, ("clinic",))
        database = runner.run(held.__aenter__())
        try:
            yield World(database, tmp_path_factory.mktemp("keys"), redis_url, new_signing_key()[0])
        finally:
            runner.run(held.__aexit__(None, None, None))


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
async def clinic(world: World, clock: MovingClock) -> AsyncIterator[Clinic]:
    app = build_api(world.settings(), clock)
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://c") as http:
        yield Clinic(http)


@pytest.fixture
async def ops(world: World, clinic: Clinic) -> Person:
    async with open_registry(world.operator_settings()) as registry:
        invitation = await registry.invite_operator()
    return await clinic.come_in(invitation.code)


@pytest.fixture
async def cast(clinic: Clinic, ops: Person) -> Cast:
    return await bring_in(clinic, ops)


async def bring_in(clinic: Clinic, ops: Person) -> Cast:
    """A whole organisation, the way a real one comes in."""
    organisation = await clinic.made("/v1/organisations", {"name": "North"}, ops)
    org_admin = await clinic.come_in(organisation["invitation"]["code"])
    place = (await clinic.made("/v1/clinics", {"name": "North Street"}, org_admin))["id"]
    staff = {"clinic_id": place}
    admin = await clinic.made("/v1/staff", staff | {"role": "clinic_admin"}, org_admin)
    clinic_admin = await clinic.come_in(admin["invitation"]["code"])
    member = await clinic.made("/v1/staff", staff | {"role": "therapist"}, clinic_admin)
    therapist = await clinic.come_in(member["invitation"]["code"])
    invitation = await clinic.made("/v1/invitations", {"role": "client", "label": "M."}, therapist)
    client = await clinic.come_in(invitation["code"])
    return Cast(organisation["id"], place, org_admin, clinic_admin, therapist, client)
