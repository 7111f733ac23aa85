"""Servers for the tests: DATABASE_URL and REDIS_URL, else the embedded ones. Started once, when asked for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.servers import Postgres, Valkey


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a superuser of a real Postgres server. Every test makes its own databases on it."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    with Postgres(tmp_path_factory.mktemp("postgres") / "data") as server:
        yield server.url


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real Redis or Valkey server that belongs to this test run alone."""
    given = os.environ.get("REDIS_URL")
    if given:
        yield given
        return
    with Valkey(Path(tmp_path_factory.mktemp("valkey"))) as server:
        yield server.url
