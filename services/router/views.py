"""The read models: a client's check-ins and practices, sealed, the same in whatever order events arrive."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.router.client import CheckIn, Client, Practice
from shared.events import CheckInRetracted
from shared.keyring import SubjectKey

METADATA = sa.MetaData(schema="router")
TIME = sa.DateTime(timezone=True)
CLIENTS = sa.Table(
    "clients",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("practice_version", sa.Integer),
)
MOMENTS = sa.Table(
    "moments",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("version", sa.Integer),
    sa.Column("at", TIME),
    sa.Column("replaces", sa.Uuid),
    sa.Column("retracted", sa.Boolean),
    sa.Column("sealed", sa.LargeBinary),
)
RUNS = sa.Table(
    "runs",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("version", sa.Integer),
    sa.Column("sealed", sa.LargeBinary),
)
RETRACTIONS = sa.text(
    "SELECT id, body FROM log.events WHERE subject = :client AND service = 'checkin' AND version > :version"
    " AND type = :type"
)
# An episode is a chain of moments at most 90 minutes apart; nobody's lasts longer than this.
RECENT: Final = timedelta(days=2)
DECODERS: Final[Mapping[type, msgspec.json.Decoder[Any]]] = {
    kind: msgspec.json.Decoder(kind) for kind in (CheckIn, Practice)
}

T = TypeVar("T", CheckIn, Practice)


class Rows:
    """One client's rows, in one transaction. `lock` comes first, so that a client's events take turns."""

    def __init__(self, connection: AsyncConnection, key: SubjectKey) -> None:
        self._connection = connection
        self._key = key
        self._owner = {"client": key.subject, "org": key.org}
        self._practice_version = 0

    @property
    def subject(self) -> UUID:
        return self._key.subject

    async def lock(self, practice_version: int = 0) -> None:
        """Wait until nobody else handles this client; note how far the practice stream was taken in."""
        made = insert(CLIENTS).values(**self._owner, practice_version=practice_version)
        highest = sa.func.greatest(CLIENTS.c.practice_version, made.excluded.practice_version)
        locked = made.on_conflict_do_update(index_elements=[CLIENTS.c.client], set_={"practice_version": highest})
        self._practice_version = await self._connection.scalar(locked.returning(CLIENTS.c.practice_version)) or 0

    async def record(self, check_in: CheckIn, version: int, replaces: UUID | None) -> None:
        """Keep a check-in; of one that is known to be retracted only that it was."""
        made = insert(MOMENTS).values(
            **self._owner,
            id=check_in.id,
            version=version,
            at=check_in.at,
            replaces=replaces,
            retracted=False,
            sealed=self._sealed(MOMENTS, check_in),
        )
        gone = MOMENTS.c.retracted
        kept = {
            "version": sa.func.greatest(MOMENTS.c.version, made.excluded.version),
            "at": sa.case((gone, None), else_=made.excluded.at),
            "replaces": made.excluded.replaces,
            "sealed": sa.case((gone, None), else_=made.excluded.sealed),
        }
        await self._connection.execute(
            made.on_conflict_do_update(index_elements=[MOMENTS.c.client, MOMENTS.c.id], set_=kept)
        )

    async def retract(self, check_in_id: UUID, version: int) -> None:
        """Forget a check-in; what stays is that it is gone, because it may be heard of later still."""
        made = insert(MOMENTS).values(**self._owner, id=check_in_id, version=version, retracted=True)
        gone = {
            "version": sa.func.greatest(MOMENTS.c.version, made.excluded.version),
            "at": None,
            "retracted": True,
            "sealed": None,
        }
        await self._connection.execute(
            made.on_conflict_do_update(index_elements=[MOMENTS.c.client, MOMENTS.c.id], set_=gone)
        )

    async def retracted_since(self, check_in_id: UUID, version: int) -> bool:
        """Whether the log holds a retraction of it, even one that was not heard yet."""
        asked = {"client": self._key.subject, "version": version, "type": CheckInRetracted.type}
        for row in await self._connection.execute(RETRACTIONS, asked):
            body = self._key.open_event(row.body, row.id, CheckInRetracted.type)
            if CheckInRetracted.model_validate_json(body).check_in_id == check_in_id:
                return True
        return False

    async def practice(self, practice_id: UUID) -> Practice | None:
        wanted = sa.select(RUNS.c.id, RUNS.c.sealed).where(self._of(RUNS), RUNS.c.id == practice_id)
        row = (await self._connection.execute(wanted)).one_or_none()
        return None if row is None else self._opened(RUNS, row.id, row.sealed, Practice)

    async def put(self, practice: Practice, version: int) -> None:
        """Keep a practice as it is known now."""
        made = insert(RUNS).values(**self._owner, id=practice.id, version=version, sealed=self._sealed(RUNS, practice))
        kept = {
            "version": sa.func.greatest(RUNS.c.version, made.excluded.version),
            "sealed": made.excluded.sealed,
        }
        await self._connection.execute(made.on_conflict_do_update(index_elements=[RUNS.c.client, RUNS.c.id], set_=kept))

    async def check_in(self, check_in_id: UUID) -> CheckIn | None:
        """A check-in that stands, however old."""
        wanted = sa.select(MOMENTS.c.id, MOMENTS.c.sealed).where(
            self._of(MOMENTS), MOMENTS.c.id == check_in_id, MOMENTS.c.retracted.is_(False)
        )
        row = (await self._connection.execute(wanted)).one_or_none()
        return None if row is None else self._opened(MOMENTS, row.id, row.sealed, CheckIn)

    async def client(self, at: datetime) -> Client:
        """What is known of the client for an offer at this time."""
        recent = MOMENTS.c.at.between(at - RECENT, at)
        useful = sa.or_(recent, MOMENTS.c.retracted, MOMENTS.c.replaces.is_not(None))
        moments = (await self._connection.execute(sa.select(MOMENTS).where(self._of(MOMENTS), useful))).all()
        runs = await self._connection.execute(sa.select(RUNS.c.id, RUNS.c.sealed).where(self._of(RUNS)))
        return Client(
            check_ins={
                row.id: self._opened(MOMENTS, row.id, row.sealed, CheckIn) for row in moments if not row.retracted
            },
            retracted=frozenset(row.id for row in moments if row.retracted),
            replaced_by=successors(moments),
            practices=tuple(self._opened(RUNS, row.id, row.sealed, Practice) for row in runs),
            practice_version=self._practice_version,
        )

    async def clear(self) -> None:
        """Drop everything that was kept, before it is built again from the log."""
        for table in (MOMENTS, RUNS):
            await self._connection.execute(sa.delete(table).where(self._of(table)))
        await self._connection.execute(sa.update(CLIENTS).where(self._of(CLIENTS)).values(practice_version=0))

    def _of(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.client == self._key.subject

    def _sealed(self, table: sa.Table, content: CheckIn | Practice) -> bytes:
        return self._key.seal(msgspec.json.encode(content), about(table, content.id))

    def _opened(self, table: sa.Table, row_id: UUID, sealed: bytes, kind: type[T]) -> T:
        content: T = DECODERS[kind].decode(self._key.open(sealed, about(table, row_id)))
        return content


def about(table: sa.Table, row_id: UUID) -> bytes:
    """A sealed row opens only in its own place."""
    return f"{table.fullname} ".encode() + row_id.bytes


def successors(moments: Iterable[Any]) -> dict[UUID, UUID]:
    """From each replaced check-in to the newest that replaces it."""
    newest = sorted((row for row in moments if row.replaces is not None), key=lambda row: row.version)
    return {row.replaces: row.id for row in newest}
