"""Bring a database up to date: roles, the log's schema, then one service's own."""

import asyncio
import contextlib
import importlib.util
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.database.connecting import engine_for
from shared.database.roles import ensure_roles, roles_of
from shared.settings import MigrationSettings, settings_or_exit
from shared.telemetry import configure_logging

LOCK = "smallhours.migrate"
# The `op` of alembic is one for the whole process: two upgrades at once would write into each other's databases.
UPGRADING = asyncio.Lock()


async def migrate(
    url: str, service: str, *, api_password: str | None = None, worker_password: str | None = None
) -> None:
    """Idempotent, and safe to start several times at once. `url` is an owner's or superuser's."""
    async with _one_at_a_time(url) as owner:
        await _prepare_log(url, owner, service, api_password, worker_password)
        folder = _folder(f"services.{service}")
        if folder is not None:
            await upgrade(url, service, folder, roles_of(service))


async def migrate_from_environment(service: str) -> None:
    """What `python -m services.<service> migrate` does."""
    settings = settings_or_exit(MigrationSettings)
    secrets = {
        name: secret.get_secret_value() if secret is not None else None
        for name, secret in (("api_password", settings.api_password), ("worker_password", settings.worker_password))
    }
    configure_logging(service, settings.log_level, process="migrate")
    await migrate(settings.database_url.get_secret_value(), service, **secrets)


async def migrate_log(
    url: str, *services: str, api_password: str | None = None, worker_password: str | None = None
) -> None:
    """The part that all services share: the log, and the roles of the named services, without their own schemas."""
    async with _one_at_a_time(url) as owner:
        for service in services:
            await _prepare_log(url, owner, service, api_password, worker_password)


async def _prepare_log(
    url: str, owner: asyncpg.Connection, service: str, api_password: str | None, worker_password: str | None
) -> None:
    await ensure_roles(owner, service, {"api": api_password, "worker": worker_password})
    folder = _folder("shared.log")
    if folder is None:
        raise RuntimeError("The migrations of the log are missing.")
    await upgrade(url, "log", folder, ())


@contextlib.asynccontextmanager
async def _one_at_a_time(url: str) -> AsyncIterator[asyncpg.Connection]:
    owner = await asyncpg.connect(url)
    try:
        await owner.execute("SELECT pg_advisory_lock(hashtext($1))", LOCK)
        yield owner
    finally:
        await owner.close()


def _folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec is not None else None
    folder = Path(places[0]) / "migrations" if places else None
    return folder if folder is not None and (folder / "versions").is_dir() else None


async def upgrade(url: str, schema: str, folder: Path, readers: tuple[str, ...]) -> None:
    """Make the schema, let `readers` look into it, and run the versions in `folder` that it does not have yet."""
    engine = engine_for(url, pool_size=1)
    try:
        async with UPGRADING, engine.begin() as connection:
            await _make_schema(connection, schema, readers)
            await connection.run_sync(_run_versions, schema, folder)
    finally:
        await engine.dispose()


async def _make_schema(connection: AsyncConnection, schema: str, readers: tuple[str, ...]) -> None:
    await connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for role in readers:
        await connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {role}")


def _run_versions(connection: Connection, schema: str, folder: Path) -> None:
    """Every service's migrations run in this one environment; their folders hold versions only."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)

    def to_head(revision: Any, context: MigrationContext) -> Any:
        return script._upgrade_revs("head", revision)

    with EnvironmentContext(config, script, fn=to_head, destination_rev="head") as environment:
        environment.configure(connection=connection, version_table_schema=schema)
        with environment.begin_transaction():
            environment.run_migrations()
