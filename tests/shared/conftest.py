"""A database per test file; tests keep apart by their own organisations and subjects."""

from collections.abc import AsyncIterator, Iterator
from uuid import UUID, uuid4

import asyncpg
import pytest

from tests.databases import FreshDatabase, connected, database_to_share


@pytest.fixture(scope="module")
def postgres(postgres_url: str) -> Iterator[FreshDatabase]:
    with database_to_share(postgres_url) as database:
        yield database


@pytest.fixture
def org() -> UUID:
    return uuid4()


@pytest.fixture
async def subject(postgres: FreshDatabase, org: UUID) -> UUID:
    return await postgres.add_subject(org)


@pytest.fixture
async def checkin(postgres: FreshDatabase) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the check-in API's role."""
    async with connected(postgres.url("checkin_api")) as connection:
        yield connection


@pytest.fixture
async def owner(postgres: FreshDatabase) -> AsyncIterator[asyncpg.Connection]:
    """A connection as superuser, for looking behind the wall and for being in the way."""
    async with connected(postgres.owner) as connection:
        yield connection
