"""Migrations: once, again, at the same time; and the roles they make."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.exc import ProgrammingError

from deploy.local.servers import Postgres
from shared.database import migrate
from shared.database.migrating import migrate_log, upgrade
from shared.database.roles import LATER_LIMITS, PROCESSES, UnknownService
from shared.log import append
from tests.databases import PASSWORD, FreshDatabase, as_role, connected, empty_database
from tests.shared.units import recorded, unit

LIMITS = {"statement_timeout": "1800ms", "lock_timeout": "1500ms", "idle_in_transaction_session_timeout": "2s"}
KNOWS_TRANSACTION_TIMEOUT = 17
FIRST = """
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.execute("CREATE TABLE coach.probe (org uuid NOT NULL)")
"""
SECOND = """
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.execute("ALTER TABLE coach.probe ADD COLUMN id uuid")
    op.execute({then})
"""


async def works(database: FreshDatabase, role: str = "checkin_api") -> None:
    subject = await database.add_subject()
    async with connected(database.url(role)) as connection:
        recorded((await append(connection, [unit(database.org, subject)]))[0])


async def test_migrating_twice_changes_nothing(postgres_url: str) -> None:
    async with empty_database(postgres_url) as database:
        await migrate(database.owner, "checkin", api_password=PASSWORD)
        await works(database)
        await migrate(database.owner, "checkin", api_password=PASSWORD)
        await migrate(database.owner, "checkin")
        await works(database)
        async with connected(database.owner) as owner:
            assert await owner.fetchval("SELECT count(*) FROM log.alembic_version") == 1
            assert await owner.fetchval("SELECT count(*) FROM log.events") == 2


async def test_four_migrations_at_once_of_one_database(postgres_url: str) -> None:
    async with empty_database(postgres_url) as database:
        await asyncio.gather(*(migrate(database.owner, "checkin", api_password=PASSWORD) for _ in range(4)))
        await works(database)


async def test_an_unknown_service_is_named_with_the_known_ones(postgres_url: str) -> None:
    with pytest.raises(UnknownService, match="checkin"):
        await migrate(postgres_url, "billing")


@pytest.mark.parametrize("role", ["checkin_api", "router_worker", "coach_api", "coach_worker", "clinic_api"])
async def test_every_role_logs_in_with_short_timeouts_and_nothing_more(postgres: FreshDatabase, role: str) -> None:
    async with connected(postgres.url(role)) as connection:
        for name, value in LIMITS.items():
            assert await connection.fetchval(f"SHOW {name}") == value
        if connection.get_server_version().major >= KNOWS_TRANSACTION_TIMEOUT:
            assert await connection.fetchval("SHOW transaction_timeout") == "2s"
        flags = await connection.fetchrow(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles "
            "WHERE rolname = session_user"
        )
        assert not any(flags)


async def test_a_limit_that_the_server_does_not_know_is_not_set(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would end every login of the role."""
    monkeypatch.setitem(LATER_LIMITS, 990000, {"limit_of_a_later_server": "2s"})
    async with empty_database(postgres_url) as database:
        await migrate(database.owner, "checkin", api_password=PASSWORD)
        await works(database)


async def test_no_transaction_of_a_process_lasts_over_two_seconds_however_short_its_statements_are(
    postgres: FreshDatabase,
) -> None:
    async def go_on(connection: asyncpg.Connection) -> None:
        await connection.execute("BEGIN")
        for _ in range(30):
            await connection.execute("SELECT pg_sleep(0.1)")

    async with connected(postgres.url("router_worker")) as connection:
        if connection.get_server_version().major < KNOWS_TRANSACTION_TIMEOUT:
            pytest.skip("The server has no limit for a whole transaction.")
        with pytest.raises(asyncpg.PostgresError, match="transaction timeout"):
            await go_on(connection)
    async with connected(postgres.owner) as owner:
        await go_on(owner)


async def test_the_log_is_partitioned_by_subject_from_the_start(owner: asyncpg.Connection) -> None:
    assert await owner.fetchval("SELECT pg_get_partkeydef('log.events'::regclass)") == "HASH (subject)"
    partitions = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'log.events'::regclass"
    assert await owner.fetchval(partitions) == 8


async def test_a_folder_of_versions_is_all_that_a_service_brings(postgres: FreshDatabase, tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    (versions / "0001_probe.py").write_text(FIRST)
    await upgrade(postgres.owner, "coach", tmp_path, ("coach_api",))
    (versions / "0002_more.py").write_text(SECOND.format(then="'SELECT 1'"))
    for _ in range(2):
        await upgrade(postgres.owner, "coach", tmp_path, ("coach_api",))
    async with connected(postgres.owner) as owner:
        assert await owner.fetchval("SELECT version_num FROM coach.alembic_version") == "0002"
        assert await owner.fetch("SELECT id FROM coach.probe") == []
        await owner.execute("DROP SCHEMA coach CASCADE")


async def test_a_migration_that_fails_leaves_the_schema_as_it_was(postgres: FreshDatabase, tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    (versions / "0001_probe.py").write_text(FIRST)
    (versions / "0002_more.py").write_text(SECOND.format(then="'SELECT no_such_thing'"))
    with pytest.raises(ProgrammingError):
        await upgrade(postgres.owner, "coach", tmp_path, ())
    async with connected(postgres.owner) as owner:
        assert await owner.fetchval("SELECT to_regclass('coach.probe')") is None


@pytest.fixture
async def landlord(tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a role that may make roles and databases but is no superuser, on a server that asks for passwords."""
    rules = tmp_path / "hba.conf"
    rules.write_text("local all postgres trust\nlocal all landlord trust\nlocal all all scram-sha-256\n")
    rules.chmod(0o644)
    with Postgres(tmp_path / "data", options=("-c", f"hba_file={rules}")) as server:
        async with connected(server.url) as superuser:
            await superuser.execute("CREATE ROLE landlord LOGIN CREATEROLE CREATEDB")
        yield as_role(server.url, "landlord", "")


async def test_databases_migrated_at_once_race_for_the_roles_and_an_owner_need_be_no_superuser(landlord: str) -> None:
    """Advisory locks belong to one database, roles to all."""
    async with contextlib.AsyncExitStack() as stack:
        databases = [await stack.enter_async_context(empty_database(landlord)) for _ in range(4)]
        migrations = [
            migrate_log(each.owner, *PROCESSES, api_password=PASSWORD, worker_password=PASSWORD)
            for each in databases
            for _ in range(2)
        ]
        await asyncio.gather(*migrations)
        for each in databases:
            await works(replace(each, owner=as_role(each.owner, "postgres", "")))


async def test_a_role_logs_in_with_its_password_only(landlord: str) -> None:
    async with empty_database(landlord) as database:
        await migrate_log(database.owner, "checkin", api_password="right")
        await migrate_log(database.owner, "checkin")
        async with connected(as_role(database.owner, "checkin_api", "right")) as connection:
            assert await connection.fetchval("SELECT session_user") == "checkin_api"
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(as_role(database.owner, "checkin_api", "wrong"))
