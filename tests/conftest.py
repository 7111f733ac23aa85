"""Servers for the tests: DATABASE_URL and REDIS_URL, else containers where Docker answers, else the embedded ones.

Started once, when asked for. Which ones they were is told at the end.
"""

import contextlib
import functools
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest

from deploy.local.servers import Postgres, Valkey

POSTGRES_IMAGE, REDIS_IMAGE = "postgres:18", "redis:8"
DOCKER_SECONDS = 3.0
USED = pytest.StashKey[dict[str, str]]()


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Path]:
    """Not below pytest's own folder: another run beginning would lock Postgres, which is another user, out of that."""
    with tempfile.TemporaryDirectory(prefix="smallhours-tests-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres_url(server_folder: Path, pytestconfig: pytest.Config) -> Iterator[str]:
    """The URL of a superuser of a real Postgres server. Every test makes its own databases on it."""
    with ExitStack() as stack:
        url, kind = os.environ.get("DATABASE_URL"), "DATABASE_URL"
        if not url:
            url, kind = from_docker(stack, postgres_container()), POSTGRES_IMAGE
        if not url:
            embedded = Postgres(server_folder / "postgres")
            url, kind = stack.enter_context(embedded).url, "embedded"
        pytestconfig.stash.setdefault(USED, {})["Postgres"] = kind
        yield url


@pytest.fixture(scope="session")
def redis_url(server_folder: Path, pytestconfig: pytest.Config) -> Iterator[str]:
    """The URL of a real Redis or Valkey server that belongs to this test run alone."""
    with ExitStack() as stack:
        url, kind = os.environ.get("REDIS_URL"), "REDIS_URL"
        if not url:
            url, kind = from_docker(stack, redis_container()), REDIS_IMAGE
        if not url:
            url, kind = stack.enter_context(Valkey(server_folder / "valkey")).url, "embedded"
        pytestconfig.stash.setdefault(USED, {})["Redis"] = kind
        yield url


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    used = config.stash.get(USED, {})
    if used:
        terminalreporter.write_line("Servers: " + ", ".join(f"{name} {kind}" for name, kind in sorted(used.items())))


def from_docker(stack: ExitStack, container: AbstractContextManager[str]) -> str | None:
    """The URL of a server in a container; None where no Docker answers or the image is not to be had."""
    if not docker_answers():
        return None
    # Set before the package is imported; what would clean up after a killed run is one more image to be had.
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
    from docker.errors import DockerException

    try:
        return stack.enter_context(container)
    except DockerException:
        return None


@functools.cache
def docker_answers() -> bool:
    """Whether there is a Docker engine, and one that answers at once."""
    try:
        asked: Any = subprocess.run(["docker", "info"], capture_output=True, timeout=DOCKER_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(asked.returncode == 0)


@contextlib.contextmanager
def postgres_container() -> Iterator[str]:
    from testcontainers.community.postgres import PostgresContainer

    server = PostgresContainer(POSTGRES_IMAGE, username="postgres", dbname="postgres", driver=None)
    with server.with_command("postgres -c max_connections=200"):
        yield server.get_connection_url()


@contextlib.contextmanager
def redis_container() -> Iterator[str]:
    from testcontainers.community.redis import RedisContainer

    server = RedisContainer(REDIS_IMAGE)
    with server:
        yield f"redis://{server.get_container_host_ip()}:{server.get_exposed_port(server.port)}/0"
