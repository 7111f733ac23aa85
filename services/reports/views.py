"""What is kept beside the log: builds that are waited for, sealed PDFs, and what each therapist may see last."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.keyring import SubjectKey

METADATA = sa.MetaData(schema="reports")
TIME = sa.DateTime(timezone=True)
BUILDS = sa.Table(
    "builds",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("state", sa.Text),
    sa.Column("attempts", sa.Integer),
    sa.Column("requested_at", TIME),
    sa.Column("hand_at", TIME),
    sa.Column("taken_by", sa.Uuid),
    sa.Column("taken_until", TIME),
)
FILES = sa.Table(
    "files",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("report_id", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("sealed", sa.LargeBinary),
)
SHARED = sa.Table(
    "shared",
    METADATA,
    sa.Column("recipient", sa.Uuid, primary_key=True),
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("report_id", sa.Uuid),
    sa.Column("released_at", TIME),
)
# The server's clock and not ours: all the processes that share these rows have it in common.
DUE = sa.text("""
    WITH due AS MATERIALIZED (
        SELECT b.client, b.id FROM reports.builds b
        WHERE b.state IN ('requested', 'taken') AND b.hand_at <= now()
            AND (b.taken_until IS NULL OR b.taken_until <= now())
        ORDER BY b.hand_at LIMIT :most FOR UPDATE SKIP LOCKED
    )
    UPDATE reports.builds b SET handed_at = now(), handings = b.handings + 1,
        hand_at = now() + least(CAST(:pause AS float8) * 2 ^ least(b.handings, 16), CAST(:longest AS float8))
            * interval '1 second'
    FROM due WHERE b.client = due.client AND b.id = due.id
    RETURNING b.org, b.client, b.id, b.attempts
""")
NOT_HANDED = sa.text("""
    UPDATE reports.builds SET handings = greatest(handings - 1, 0), hand_at = now() + interval '1 second'
    WHERE client = :client AND id = :id AND state = 'requested'
""")
# Whoever comes again under the same run was killed in between, so there is no lease to wait for.
TAKE = sa.text("""
    UPDATE reports.builds SET state = 'taken', attempts = attempts + 1, handings = 0, taken_by = :run,
        taken_until = now() + CAST(:lease AS float8) * interval '1 second',
        hand_at = now() + CAST(:lease AS float8) * interval '1 second'
    WHERE org = :org AND client = :client AND id = :id
        AND (state = 'requested' OR (state = 'taken' AND (taken_until <= now() OR taken_by = :run)))
    RETURNING attempts
""")
GIVE_BACK = sa.text("""
    UPDATE reports.builds SET state = 'requested', taken_by = NULL, taken_until = NULL, attempts = attempts - :unspent,
        hand_at = now() + CAST(:pause AS float8) * interval '1 second'
    WHERE client = :client AND id = :id AND state = 'taken' AND taken_by = :run
""")


class Order(NamedTuple):
    """Which report is to be built: ids alone."""

    org: UUID
    client: UUID
    report_id: UUID


class Due(NamedTuple):
    """An order that nobody has taken, and how often somebody had."""

    order: Order
    attempts: int


class LastReleased(NamedTuple):
    """The last report that a client released to somebody."""

    client: UUID
    report_id: UUID
    released_at: datetime


async def await_build(connection: AsyncConnection, order: Order, now: datetime) -> None:
    """A row that is handed over until somebody takes it."""
    row = {"org": order.org, "client": order.client, "id": order.report_id, "state": "requested"}
    await connection.execute(insert(BUILDS).values(**row, requested_at=now, hand_at=now).on_conflict_do_nothing())


async def due(connection: AsyncConnection, *, most: int, pause: float, longest: float) -> list[Due]:
    """Orders that nobody holds; they come again after `pause` seconds, each time twice as long, `longest` at most."""
    rows = await connection.execute(DUE, {"most": most, "pause": pause, "longest": longest})
    return [Due(Order(row.org, row.client, row.id), row.attempts) for row in rows]


async def not_handed(connection: AsyncConnection, orders: Sequence[Order]) -> None:
    """Nobody could be told of them, so they come again in a second."""
    await connection.execute(NOT_HANDED, [{"client": order.client, "id": order.report_id} for order in orders])


async def take(connection: AsyncConnection, order: Order, run: UUID, lease: float) -> int | None:
    """Hold it for `lease` seconds; which attempt this is, or None where somebody else holds it or it is done."""
    given = {"org": order.org, "client": order.client, "id": order.report_id, "run": run, "lease": lease}
    return (await connection.execute(TAKE, given)).scalar_one_or_none()


async def give_back(connection: AsyncConnection, order: Order, run: UUID, *, pause: float, spent: bool) -> None:
    """Let it be handed again after `pause` seconds; an attempt that was not `spent` does not count."""
    given = {"client": order.client, "id": order.report_id, "run": run, "pause": pause, "unspent": 0 if spent else 1}
    await connection.execute(GIVE_BACK, given)


async def settle(
    connection: AsyncConnection,
    client: UUID,
    reports: Collection[UUID],
    state: Literal["built", "refused", "released"],
) -> None:
    """Nobody waits for these any more."""
    those = sa.update(BUILDS).where(BUILDS.c.client == client, BUILDS.c.id.in_(sorted(reports)))
    await connection.execute(those.values(state=state, taken_by=None, taken_until=None))


async def keep_file(connection: AsyncConnection, key: SubjectKey, report_id: UUID, content: bytes) -> None:
    """Keep a PDF, sealed for this report of the key's subject alone."""
    sealed = key.seal(content, about(report_id))
    row = {"org": key.org, "client": key.subject, "report_id": report_id}
    await connection.execute(insert(FILES).values(**row, sealed=sealed))


async def file_of(connection: AsyncConnection, key: SubjectKey, report_id: UUID) -> bytes | None:
    """The PDF, opened. Raises NotReadable."""
    wanted = sa.select(FILES.c.sealed).where(FILES.c.client == key.subject, FILES.c.report_id == report_id)
    sealed = (await connection.execute(wanted)).scalar_one_or_none()
    return None if sealed is None else key.open(sealed, about(report_id))


async def drop(connection: AsyncConnection, client: UUID, reports: Collection[UUID]) -> None:
    """Let PDFs go, and what leads to them."""
    for table in (SHARED, FILES):
        those = table.c.client == client, table.c.report_id.in_(sorted(reports))
        await connection.execute(sa.delete(table).where(*those))


async def share(connection: AsyncConnection, recipient: UUID, order: Order, now: datetime) -> None:
    """From now on this is the report that the recipient sees of the client."""
    row = {"recipient": recipient, "client": order.client, "org": order.org}
    last = {"report_id": order.report_id, "released_at": now}
    made = insert(SHARED).values(**row, **last)
    await connection.execute(made.on_conflict_do_update(index_elements=["recipient", "client"], set_=last))


async def shared_with(
    connection: AsyncConnection, recipient: UUID, *, client: UUID | None = None, after: UUID | None = None, limit: int
) -> list[LastReleased]:
    """What clients released to the recipient, in the order of the clients' ids."""
    wanted = sa.select(SHARED.c.client, SHARED.c.report_id, SHARED.c.released_at)
    wanted = wanted.where(SHARED.c.recipient == recipient).order_by(SHARED.c.client).limit(limit)
    if client is not None:
        wanted = wanted.where(SHARED.c.client == client)
    if after is not None:
        wanted = wanted.where(SHARED.c.client > after)
    return [LastReleased(*row) for row in await connection.execute(wanted)]


def about(report_id: UUID) -> bytes:
    """A sealed file opens only in its own place."""
    return f"{FILES.fullname} ".encode() + report_id.bytes
