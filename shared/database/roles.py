"""The database roles: which there are, how they are made, and which of them a process may run as.

Roles belong to the whole cluster, while several databases may be migrated at once; so each statement is safe to lose
a race and is tried again.
"""

import asyncio
import base64
import hashlib
import hmac
import secrets

import asyncpg

PROCESSES = {
    "checkin": ("api",),
    "router": ("worker",),
    "coach": ("api", "worker"),
    "notifier": ("api", "worker"),
    "reports": ("api", "worker"),
    "clinic": ("api",),
}
KEEPERS = ("clinic",)
GROUPS = ("log_writer", "log_api", "log_worker", "log_keeper")
# No transaction lasts over two seconds. A statement's limit is a little below, because one that is not is ignored.
LIMITS = {
    "statement_timeout": "1800ms",
    "lock_timeout": "1500ms",
    "idle_in_transaction_session_timeout": "2s",
}
# A server that does not know a setting would refuse every login of the role.
LATER_LIMITS = {170000: {"transaction_timeout": "2s"}}
RACES = (
    asyncpg.DuplicateObjectError,
    asyncpg.UniqueViolationError,
    asyncpg.InternalServerError,  # "tuple concurrently updated" has no code of its own
)
RACE_TRIES = 20

# Roles that see rows of all organisations on behalf of one function; nobody logs in as them.
BEYOND_THE_WALL = ("log_writer", "clinic_codes")
PRIVILEGED = """
SELECT
    session_user,
    EXISTS (SELECT FROM pg_roles r WHERE (r.rolsuper OR r.rolbypassrls) AND pg_has_role(session_user, r.oid, 'MEMBER')),
    EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            AND pg_has_role(session_user, c.relowner, 'MEMBER')
    ),
    EXISTS (SELECT FROM pg_roles r WHERE r.rolname = ANY ($1) AND pg_has_role(session_user, r.oid, 'MEMBER'))
"""


class UnsafeRole(Exception):
    """The role would not be held back by the wall between organisations."""


class UnknownService(Exception):
    """No such service in the table of processes."""


def roles_of(service: str) -> tuple[str, ...]:
    """The login roles of a service, one per kind of process."""
    if service not in PROCESSES:
        raise UnknownService(f"There is no service {service}; there are {', '.join(PROCESSES)}.")
    return tuple(f"{service}_{process}" for process in PROCESSES[service])


async def refuse_unsafe(connection: asyncpg.Connection, role: str | None = None) -> None:
    """Raise UnsafeRole for a superuser, a role with BYPASSRLS, an owner of tables, a role that looks over the wall, or
    a member of one of them; and for any other than `role`, where that is given."""
    name, above_the_wall, owner, beyond = await connection.fetchrow(PRIVILEGED, BEYOND_THE_WALL)
    if role is not None and name != role:
        raise UnsafeRole(f"This process runs as the role {role} and no other.")
    if above_the_wall:
        raise UnsafeRole("The role is a superuser or has BYPASSRLS; row-level security would not hold it back.")
    if owner:
        raise UnsafeRole("The role owns tables; a process needs a role that owns nothing.")
    if beyond:
        raise UnsafeRole(f"The role belongs to {' or '.join(BEYOND_THE_WALL)}, which see all organisations.")


async def ensure_roles(connection: asyncpg.Connection, service: str, passwords: dict[str, str | None]) -> None:
    """Make the groups and the service's login roles as they should be. `passwords` is by process."""
    roles = roles_of(service)
    for group in GROUPS:
        await _ensure_role(connection, group, login=False)
    if not await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
        # Only a member of the writer may hand the log's functions over to it.
        await _until_settled(connection, "GRANT log_writer TO CURRENT_USER")
    for process, role in zip(PROCESSES[service], roles, strict=True):
        await _ensure_role(connection, role, login=True)
        await _ensure_member(connection, role, f"log_{process}")
        await _ensure_limits(connection, role)
        password = passwords.get(process)
        if password is not None:
            await _until_settled(connection, f"ALTER ROLE {role} PASSWORD '{scram_verifier(password)}'")
    for role in roles if service in KEEPERS else ():
        await _ensure_member(connection, role, "log_keeper")


def scram_verifier(password: str, salt: bytes | None = None, iterations: int = 4096) -> str:
    """What Postgres keeps instead of a password, so that the password itself never reaches the server or its log."""
    salt = salt or secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    salt64, stored64, server64 = (base64.b64encode(part).decode() for part in (salt, stored, server))
    return f"SCRAM-SHA-256${iterations}:{salt64}${stored64}:{server64}"


async def _ensure_role(connection: asyncpg.Connection, role: str, *, login: bool) -> None:
    if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role):
        await _until_settled(connection, f"CREATE ROLE {role} {'LOGIN' if login else 'NOLOGIN'}")


async def _ensure_member(connection: asyncpg.Connection, role: str, group: str) -> None:
    if not await connection.fetchval("SELECT pg_has_role($1::name, $2::name, 'MEMBER')", role, group):
        await _until_settled(connection, f"GRANT {group} TO {role}")


async def limits_of(connection: asyncpg.Connection) -> dict[str, str]:
    """The settings of every login role, as far as this server knows them."""
    server = await connection.fetchval("SELECT current_setting('server_version_num')::integer")
    later = (limits for since, limits in LATER_LIMITS.items() if server >= since)
    return {name: value for limits in (LIMITS, *later) for name, value in limits.items()}


async def _ensure_limits(connection: asyncpg.Connection, role: str) -> None:
    present = await connection.fetchval(
        "SELECT s.setconfig FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole "
        "WHERE r.rolname = $1 AND s.setdatabase = 0",
        role,
    )
    for name, value in (await limits_of(connection)).items():
        if f"{name}={value}" not in (present or ()):
            await _until_settled(connection, f"ALTER ROLE {role} SET {name} = '{value}'")


async def _until_settled(connection: asyncpg.Connection, statement: str) -> None:
    for again in range(RACE_TRIES):
        try:
            await connection.execute(statement)
            return
        except asyncpg.DuplicateObjectError:
            return
        except RACES:
            if again == RACE_TRIES - 1:
                raise
            await asyncio.sleep(0.01 * (again + 1))
