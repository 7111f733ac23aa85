"""The router on real servers: a database per test file, clients of their own per test."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.databases import FreshDatabase, database_to_share
from tests.router.proving import SEED, TOLD
from tests.router.world import World
from tests.router.world import world as opened


@pytest.fixture(scope="module")
def database(postgres_url: str) -> Iterator[FreshDatabase]:
    with database_to_share(postgres_url, ["router"]) as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture
async def world(database: FreshDatabase, redis_url: str, folder: Path) -> AsyncIterator[World]:
    async with opened(database, redis_url, folder) as made:
        yield made


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TOLD:
        terminalreporter.write_line(f"Random cases, PROPERTY_SEED={SEED}: " + ", ".join(TOLD))
