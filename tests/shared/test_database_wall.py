"""The wall between organisations, and the roles that a process may and may not have."""

from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.database import UnsafeRole, wall
from shared.log import append
from tests.databases import FreshDatabase, connected
from tests.shared.test_database import started
from tests.shared.units import recorded, unit

# The clinic's migrations make it; here they may not have run.
A_ROLE_FOR_CODES = "DO $$ BEGIN CREATE ROLE clinic_codes; EXCEPTION WHEN duplicate_object THEN NULL; END $$"


async def test_a_superuser_is_refused(postgres: FreshDatabase) -> None:
    with pytest.raises(UnsafeRole):
        async with started(postgres.owner):
            pass


@pytest.mark.parametrize(
    "make",
    [
        ["ALTER ROLE {role} BYPASSRLS"],
        ["CREATE TABLE public.{role} (id int)", "ALTER TABLE public.{role} OWNER TO {role}"],
        ["CREATE ROLE {role}_above BYPASSRLS", "GRANT {role}_above TO {role}"],
        ["GRANT {role}_owner TO {role}", "CREATE TABLE t_{role} ()", "ALTER TABLE t_{role} OWNER TO {role}_owner"],
        ["GRANT log_writer TO {role}"],
        ["GRANT log_writer TO {role}_owner", "GRANT {role}_owner TO {role}"],
        [A_ROLE_FOR_CODES, "GRANT clinic_codes TO {role}"],
    ],
    ids=[
        "bypassrls",
        "owner",
        "member of a role with bypassrls",
        "member of an owner",
        "member of the writer",
        "member of a member of the writer",
        "member of the role for codes",
    ],
)
async def test_a_role_that_the_wall_would_not_hold_is_refused(
    postgres: FreshDatabase, owner: asyncpg.Connection, make: list[str]
) -> None:
    role = f"r_{uuid4().hex}"
    await owner.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'only-for-tests'; CREATE ROLE {role}_owner")
    try:
        async with started(postgres.url(role)):
            pass
        for statement in make:
            await owner.execute(statement.format(role=role))
        with pytest.raises(UnsafeRole):
            async with started(postgres.url(role)):
                pass
    finally:
        await owner.execute(f"DROP OWNED BY {role}, {role}_owner")
        await owner.execute(f"DROP ROLE IF EXISTS {role}, {role}_owner, {role}_above")


async def test_the_roles_of_the_services_are_accepted(postgres: FreshDatabase) -> None:
    for role in ("checkin_api", "router_worker", "coach_api", "coach_worker", "clinic_api"):
        async with started(postgres.url(role), role=role):
            pass


async def test_a_process_refuses_the_role_of_another(postgres: FreshDatabase) -> None:
    """A worker's role sees all organisations; an API that ran as one would have no wall."""
    with pytest.raises(UnsafeRole, match="coach_api"):
        async with started(postgres.url("coach_worker"), role="coach_api"):
            pass


@pytest.mark.parametrize("role", ["checkin_api", "coach_worker", "clinic_api"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO log.events (subject, id, org, service, version, type, occurred_at, recorded_at, body, content, "
        "chain) VALUES "
        "(gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'x', 1, 'x', now(), now(), '', '', '')",
        "UPDATE log.events SET body = ''",
        "DELETE FROM log.events",
        "TRUNCATE log.events",
        "SELECT count(*) FROM log.events_0",
        "UPDATE log.heads SET version = 9",
        "INSERT INTO log.heads VALUES (gen_random_uuid(), 'checkin', gen_random_uuid(), 0, '')",
        "DELETE FROM log.subject_keys",
        "INSERT INTO log.note_keys VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'checkin', '')",
        "DELETE FROM log.note_keys",
        "UPDATE log.issuers SET public_key = ''",
        "SELECT setval('log.position', 1)",
        "SET ROLE log_writer",
        "CREATE TABLE log.mine ()",
    ],
)
async def test_no_role_of_a_service_reaches_past_the_functions_of_the_log(
    postgres: FreshDatabase, role: str, statement: str
) -> None:
    async with connected(postgres.url(role)) as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)


async def test_a_service_only_writes_its_own_streams(
    postgres: FreshDatabase, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    """The service is the role's; there is nothing to ask for another one with."""
    for role in ("checkin_api", "coach_api", "coach_worker", "router_worker", "clinic_api"):
        async with connected(postgres.url(role)) as connection:
            [told] = recorded((await append(connection, [unit(org, subject)]))[0])
            assert told.service == role.split("_")[0]
    heads = await owner.fetch("SELECT service, version FROM log.heads WHERE subject = $1 ORDER BY service", subject)
    assert [tuple(head) for head in heads] == [("checkin", 1), ("clinic", 1), ("coach", 2), ("router", 1)]


async def test_a_role_of_no_service_cannot_append(owner: asyncpg.Connection, org: UUID, subject: UUID) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await append(owner, [unit(org, subject)])


INSERT_KEY = (
    "INSERT INTO log.subject_keys (subject, org, kind, kek, wrapped) VALUES (:subject, :org, 'client', 'k', '\\x00')"
)
ERASE_KEY = "UPDATE log.subject_keys SET state = 'erased', wrapped = NULL, erased_at = now() WHERE subject = :subject"


async def test_the_clinic_alone_makes_and_erases_subject_keys_of_its_organisation(
    postgres: FreshDatabase, org: UUID
) -> None:
    mine = {"subject": uuid4(), "org": org}
    async with started(postgres.url("clinic_api")) as clinic:
        async with clinic.unit_of_work(org) as work:
            await work.connection.execute(text(INSERT_KEY), mine)
        with pytest.raises(DBAPIError, match="row-level security"):
            async with clinic.unit_of_work(org) as work:
                await work.connection.execute(text(INSERT_KEY), {"subject": uuid4(), "org": uuid4()})
        async with clinic.unit_of_work(uuid4()) as work:
            assert (await work.connection.execute(text(ERASE_KEY), {"subject": mine["subject"]})).rowcount == 0
        async with clinic.unit_of_work(org) as work:
            assert (await work.connection.execute(text(ERASE_KEY), {"subject": mine["subject"]})).rowcount == 1
    for role in ("checkin_api", "coach_api", "coach_worker", "router_worker"):
        async with started(postgres.url(role)) as other:
            for statement in (INSERT_KEY, ERASE_KEY):
                with pytest.raises(DBAPIError, match="permission denied"):
                    async with other.unit_of_work(org) as work:
                        await work.connection.execute(text(statement), {"subject": uuid4(), "org": org})


async def test_every_walled_table_forces_its_wall_and_no_function_is_open_to_all(owner: asyncpg.Connection) -> None:
    tables = await owner.fetch(
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS walled FROM pg_class c "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'org' "
        "WHERE c.relnamespace = 'log'::regnamespace AND c.relkind IN ('r', 'p')"
    )
    assert {row["relname"]: row["walled"] for row in tables} == dict.fromkeys(
        ("events", "heads", "subject_keys", "note_keys", *(f"events_{number}" for number in range(8))), True
    )
    definers = await owner.fetch(
        "SELECT proname, proowner::regrole::text AS owner FROM pg_proc "
        "WHERE pronamespace = 'log'::regnamespace AND prosecdef ORDER BY proname"
    )
    assert [tuple(row) for row in definers] == [(name, "log_writer") for name in ("append", "destroy_note", "look_up")]
    assert not await owner.fetch(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'log'::regnamespace "
        "AND has_function_privilege('public', oid, 'EXECUTE')"
    )


async def test_the_wall_helper_walls_a_table_of_a_service(postgres: FreshDatabase, owner: asyncpg.Connection) -> None:
    await owner.execute("CREATE SCHEMA IF NOT EXISTS coach; GRANT USAGE ON SCHEMA coach TO coach_api, coach_worker")
    await owner.execute("CREATE TABLE coach.rows (org uuid NOT NULL, id uuid)")
    for statement in wall("coach", "rows", "coach", api="SELECT"):
        await owner.execute(statement)
    orgs = [uuid4(), uuid4()]
    async with started(postgres.url("coach_worker")) as worker, worker.unit_of_work(None) as work:
        for org in orgs:
            await work.connection.execute(text("INSERT INTO coach.rows VALUES (:org, NULL)"), {"org": org})
    async with started(postgres.url("coach_api")) as api:
        async with api.unit_of_work(orgs[0]) as work:
            found = await work.connection.execute(text("SELECT org FROM coach.rows"))
            assert list(found.scalars()) == [orgs[0]]
        with pytest.raises(DBAPIError, match="permission denied"):
            async with api.unit_of_work(orgs[0]) as work:
                await work.connection.execute(text("DELETE FROM coach.rows"))


def test_the_wall_helper_leaves_out_processes_that_a_service_does_not_have() -> None:
    assert not [statement for statement in wall("router", "t", "router") if "router_api" in statement]
    assert not [statement for statement in wall("coach", "t", "coach", api="") if "coach_api" in statement]


@pytest.mark.parametrize("name", ["rows; DROP TABLE x", "Rows", "rows\n", "1rows"])
def test_the_wall_helper_refuses_what_is_no_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="plain"):
        wall("coach", name, "coach")
