"""Reading the log: by place in the log, by stream, by id. Statements go to asyncpg directly."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from shared.log.model import Recorded

# In the order of Recorded's fields.
COLUMNS = (
    "e.id, e.org, e.subject, e.service, e.version, e.type, e.occurred_at, e.recorded_at, "
    "e.body, e.content, e.chain, e.tx, e.position"
)
# Transactions at or above xmin may still commit at a lower position, so the reader waits for them. The columns are
# qualified because an output column of the same name would be sorted as something else.
READ_AFTER = f"""
SELECT {COLUMNS} FROM log.events e
WHERE (e.tx, e.position) > ($1::xid8, $2::bigint) AND e.tx < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY e.tx, e.position LIMIT $3
"""
READ_STREAM = f"""
SELECT {COLUMNS} FROM log.events e
WHERE e.subject = $1 AND e.service = $2 AND e.version > $3 ORDER BY e.version LIMIT $4
"""
OF_TYPES = f"""
SELECT {COLUMNS} FROM log.events e
WHERE e.subject = $1 AND e.service = $2 AND e.version > $3 AND e.type = ANY($4::text[]) ORDER BY e.version
"""
LATEST = f"""
SELECT {COLUMNS} FROM log.events e
WHERE e.subject = $1 AND e.service = $2 AND e.type = ANY($3::text[]) ORDER BY e.version DESC LIMIT 1
"""
VERSION = "SELECT coalesce(max(e.version), 0) FROM log.events e WHERE e.subject = $1 AND e.service = $2"
# Asking for few types keeps the bodies of all others out of the answer.
READ_RECENT = f"""
SELECT {COLUMNS} FROM log.events e
WHERE e.subject = $1 AND e.service = ANY($2::text[]) AND e.type = ANY($3::text[]) AND e.recorded_at >= $4
ORDER BY e.tx, e.position
"""
BEYOND = f"""
SELECT {COLUMNS} FROM unnest($2::text[], $3::integer[]) AS asked (service, version)
CROSS JOIN LATERAL (
    SELECT * FROM log.events s
    WHERE s.subject = $1 AND s.service = asked.service AND s.version > asked.version
    ORDER BY s.version LIMIT $4
) e
ORDER BY e.service, e.version
"""
STANDING = """
SELECT k.subject, h.service, h.version
FROM log.subject_keys k LEFT JOIN log.heads h ON h.subject = k.subject
WHERE k.subject = ANY ($1::uuid[]) AND k.state = 'active'
"""
FIND = f"SELECT {COLUMNS} FROM log.events e WHERE e.subject = $1 AND e.id = $2"
FIND_ALL = f"SELECT {COLUMNS} FROM log.events e WHERE e.subject = $1 AND e.id = ANY($2::uuid[])"


async def read_after(connection: asyncpg.Connection, tx: int, position: int, limit: int) -> list[Recorded]:
    """The next events of the whole log beyond the cursor (tx, position); none is ever skipped. Start at (0, 0)."""
    return [Recorded(*row) for row in await connection.fetch(READ_AFTER, tx, position, limit)]


async def read_stream(
    connection: asyncpg.Connection, subject: UUID, service: str, *, after: int = 0, limit: int | None = None
) -> list[Recorded]:
    """A stream's events with version > `after`, in order of version."""
    return [Recorded(*row) for row in await connection.fetch(READ_STREAM, subject, service, after, limit)]


async def read_of_types(
    connection: asyncpg.Connection, subject: UUID, service: str, types: Collection[str], *, after: int = 0
) -> list[Recorded]:
    """A stream's events of these types with version > `after`, in order of version."""
    return [Recorded(*row) for row in await connection.fetch(OF_TYPES, subject, service, after, list(types))]


async def read_latest(
    connection: asyncpg.Connection, subject: UUID, service: str, types: Collection[str]
) -> Recorded | None:
    """The newest event of these types in a stream. It looks back from the end, so it is cheap where one is near."""
    row = await connection.fetchrow(LATEST, subject, service, list(types))
    return None if row is None else Recorded(*row)


async def read_version(connection: asyncpg.Connection, subject: UUID, service: str) -> int:
    """The version of a stream; 0 where there are no events yet."""
    version: int = await connection.fetchval(VERSION, subject, service)
    return version


async def read_recent(
    connection: asyncpg.Connection, subject: UUID, services: Sequence[str], types: Sequence[str], since: datetime
) -> list[Recorded]:
    """What services said about a subject since a time of recording, of these types, as it was recorded."""
    return [Recorded(*row) for row in await connection.fetch(READ_RECENT, subject, services, types, since)]


async def read_beyond(
    connection: asyncpg.Connection, subject: UUID, versions: Mapping[str, int], limit: int
) -> dict[str, list[Recorded]]:
    """By service, a subject's events with a higher version than the given one, at most `limit` of each.

    What is seen has no gap: a stream's events commit in the order of their versions, because its head is locked.
    """
    found: dict[str, list[Recorded]] = {}
    for row in await connection.fetch(BEYOND, subject, list(versions), list(versions.values()), limit):
        event = Recorded(*row)
        found.setdefault(event.service, []).append(event)
    return found


async def read_standing(connection: asyncpg.Connection, subjects: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """The versions of every stream of those subjects whose key is active."""
    found: dict[UUID, dict[str, int]] = {}
    for subject, service, version in await connection.fetch(STANDING, subjects):
        versions = found.setdefault(subject, {})
        if service is not None:
            versions[service] = version
    return found


async def find(connection: asyncpg.Connection, subject: UUID, event_id: UUID) -> Recorded | None:
    row = await connection.fetchrow(FIND, subject, event_id)
    return None if row is None else Recorded(*row)


async def find_all(connection: asyncpg.Connection, subject: UUID, event_ids: Sequence[UUID]) -> list[Recorded]:
    return [Recorded(*row) for row in await connection.fetch(FIND_ALL, subject, event_ids)]
