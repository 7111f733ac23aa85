"""A database of its own for a test, migrated, with the URL of every role."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid4

import asyncpg

from shared.database import migrate, migrate_log
from shared.database.roles import PROCESSES

T = TypeVar("T")
PASSWORD = "only-for-tests"


@dataclass(frozen=True)
class FreshDatabase:
    """`owner` is the superuser's URL of this very database."""

    name: str
    owner: str
    org: UUID = field(default_factory=uuid4)

    def url(self, role: str) -> str:
        """The URL of a role, such as `checkin_api`."""
        return as_role(self.owner, role, PASSWORD)

    async def add_subject(self, org: UUID | None = None, subject: UUID | None = None, state: str = "active") -> UUID:
        """A subject with a key row whose key opens nothing, for tests that seal nothing."""
        subject = subject or uuid4()
        async with connected(self.owner) as owner:
            await owner.execute(
                "INSERT INTO log.subject_keys (subject, org, kind, kek, wrapped, state, erased_at) "
                "VALUES ($1, $2, 'client', 'test', CASE WHEN $3 = 'active' THEN '\\x00'::bytea END, $3, "
                "CASE WHEN $3 = 'erased' THEN now() END)",
                subject,
                org or self.org,
                state,
            )
        return subject

    async def erase(self, subject: UUID) -> None:
        async with connected(self.owner) as owner:
            await owner.execute(
                "UPDATE log.subject_keys SET state = 'erased', wrapped = NULL, erased_at = now() WHERE subject = $1",
                subject,
            )


@contextlib.asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


@contextlib.asynccontextmanager
async def empty_database(postgres_url: str) -> AsyncIterator[FreshDatabase]:
    """A database with nothing in it, dropped at the end with whoever is still connected."""
    name = f"test_{uuid4().hex}"
    async with connected(postgres_url) as server:
        await server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield FreshDatabase(name, urlsplit(postgres_url)._replace(path=f"/{name}").geturl())
    finally:
        async with connected(postgres_url) as server:
            await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.asynccontextmanager
async def fresh_database(postgres_url: str, services: Sequence[str] = ()) -> AsyncIterator[FreshDatabase]:
    """A database with the log and all roles, and with the schemas of the named services."""
    async with empty_database(postgres_url) as database:
        await migrate_log(database.owner, *PROCESSES, api_password=PASSWORD, worker_password=PASSWORD)
        for service in services:
            await migrate(database.owner, service, api_password=PASSWORD, worker_password=PASSWORD)
        yield database


def as_role(url: str, role: str, password: str) -> str:
    """`url` with another user; host, port, database and query stay."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{quote(role)}:{quote(password)}@{place}").geturl()


@contextlib.contextmanager
def database_to_share(postgres_url: str, services: Sequence[str] = ()) -> Iterator[FreshDatabase]:
    """`fresh_database` for a fixture that outlives one test and its event loop."""
    with asyncio.Runner() as runner:
        context = fresh_database(postgres_url, services)
        database = runner.run(context.__aenter__())
        try:
            yield database
        finally:
            runner.run(context.__aexit__(None, None, None))


async def until(look: Callable[[], Awaitable[T]], seconds: float = 10.0) -> T:
    """What `look` finds, as soon as it finds something true."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not (found := await look()):
        if asyncio.get_running_loop().time() > deadline:
            raise AssertionError(f"Nothing was found within {seconds} seconds.")
        await asyncio.sleep(0.01)
    return found
