"""The read models: who belongs where, whose codes are open, which sessions go on. One sealed column each, or none."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple, cast
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import AwareDatetime, JsonValue
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.clinic.decider import Invitation, Kind, Place, RefreshToken
from shared.auth import Role
from shared.keyring import SubjectKey


class Position(NamedTuple):
    """A place in a list that is ordered by when its rows were made."""

    at: AwareDatetime
    id: UUID


CodeKind = Literal["invitation", "refresh"]
METADATA = sa.MetaData(schema="clinic")
TIME = sa.DateTime(timezone=True)


def _table(name: str, *columns: sa.Column[Any]) -> sa.Table:
    return sa.Table(name, METADATA, *columns, sa.Column("org", sa.Uuid, nullable=False))


ORGANISATIONS = _table(
    "organisations",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("created_at", TIME, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)
CLINICS = _table(
    "clinics",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("created_at", TIME, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)
STAFF = _table(
    "staff",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("clinic_id", sa.Uuid),
    sa.Column("created_at", TIME, nullable=False),
    sa.Column("joined_at", TIME),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)
CLIENTS = _table(
    "clients",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("clinic_id", sa.Uuid, nullable=False),
    sa.Column("therapist_id", sa.Uuid),
    sa.Column("created_at", TIME, nullable=False),
    sa.Column("joined_at", TIME),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)
INVITATIONS = _table(
    "invitations",
    sa.Column("subject", sa.Uuid, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False, unique=True),
    sa.Column("expires_at", TIME, nullable=False),
    sa.Column("used_at", TIME),
    sa.Column("accept_hash", sa.LargeBinary),
)
SESSIONS = _table(
    "sessions",
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("subject", sa.Uuid, nullable=False),
    sa.Column("created_at", TIME, nullable=False),
    sa.Column("ended_at", TIME),
)
REFRESH_TOKENS = _table(
    "refresh_tokens",
    sa.Column("hash", sa.LargeBinary, primary_key=True),
    sa.Column("session", sa.Uuid, nullable=False),
    sa.Column("expires_at", TIME, nullable=False),
    sa.Column("used_at", TIME),
    sa.Column("successor", sa.LargeBinary),
    sa.Column("replaced_at", TIME),
)


async def put(connection: AsyncConnection, table: sa.Table, **row: object) -> None:
    """Insert a row; one that is there already stays as it is."""
    await connection.execute(insert(table).values(**row).on_conflict_do_nothing())


def sealed(key: SubjectKey, table: sa.Table, content: JsonValue) -> bytes:
    """What a row says, sealed for this table and its subject's row alone."""
    return key.seal(json.dumps(content).encode(), table.fullname.encode())


def opened(key: SubjectKey, table: sa.Table, content: bytes) -> dict[str, Any]:
    """What `sealed` sealed. Raises NotReadable."""
    return cast("dict[str, Any]", json.loads(key.open(content, table.fullname.encode())))


async def row_of(
    connection: AsyncConnection, table: sa.Table, row_id: UUID, *, lock: bool = False
) -> sa.Row[Any] | None:
    """One row by its id, if it lies within the wall; with `lock` nobody else changes it until the transaction ends."""
    wanted = sa.select(table).where(table.c.id == row_id)
    return (await connection.execute(wanted.with_for_update() if lock else wanted)).one_or_none()


async def change(connection: AsyncConnection, table: sa.Table, row_id: UUID, content: bytes) -> None:
    """Put other sealed content into a row."""
    await connection.execute(sa.update(table).where(table.c.id == row_id).values(sealed=content))


async def rows_after(
    connection: AsyncConnection,
    table: sa.Table,
    *conditions: sa.ColumnElement[bool],
    after: Position | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """A page of rows in the order in which they were made."""
    place = sa.tuple_(table.c.created_at, table.c.id)
    wanted = sa.select(table).where(*conditions).order_by(table.c.created_at, table.c.id).limit(limit)
    if after is not None:
        wanted = wanted.where(place > sa.tuple_(sa.literal(after.at, TIME), sa.literal(after.id, sa.Uuid)))
    return (await connection.execute(wanted)).all()


async def join(connection: AsyncConnection, table: sa.Table, row_id: UUID, now: datetime) -> None:
    await connection.execute(sa.update(table).where(table.c.id == row_id).values(joined_at=now))


async def roles_of(connection: AsyncConnection, key: SubjectKey, *, joined: bool) -> list[Role] | None:
    """What the key's subject may be here; None when they are unknown, or have not come in although `joined` asks it."""
    client = await row_of(connection, CLIENTS, key.subject)
    person = client or await row_of(connection, STAFF, key.subject)
    if person is None or (joined and person.joined_at is None):
        return None
    return ["client"] if client is not None else [opened(key, STAFF, person.sealed)["role"]]


async def organisation_of(connection: AsyncConnection, kind: CodeKind, code_hash: bytes) -> UUID | None:
    """The one look over the wall: whose code (`invitation` or `refresh`) this is."""
    found = await connection.execute(sa.select(sa.func.clinic.organisation_of(kind, code_hash)))
    return cast("UUID | None", found.scalar_one())


async def invite(
    connection: AsyncConnection, org: UUID, subject: UUID, kind: Kind, code_hash: bytes, expires_at: datetime
) -> bool:
    """Open the door for this code alone; an earlier code ends. False if the person has come in already.

    An invitation beyond the wall stays as it is, and counts as one that was used.
    """
    row = {"org": org, "subject": subject, "kind": kind, "hash": code_hash, "expires_at": expires_at}
    made = insert(INVITATIONS).values(**row).on_conflict_do_nothing().returning(INVITATIONS.c.subject)
    if (await connection.execute(made)).one_or_none() is not None:
        return True
    waiting = sa.update(INVITATIONS).where(INVITATIONS.c.subject == subject, INVITATIONS.c.used_at.is_(None))
    renewed = waiting.values(hash=code_hash, expires_at=expires_at).returning(INVITATIONS.c.subject)
    return (await connection.execute(renewed)).one_or_none() is not None


async def invitation_for(connection: AsyncConnection, code_hash: bytes) -> Invitation | None:
    """The invitation with this code, locked until the transaction ends."""
    wanted = sa.select(INVITATIONS).where(INVITATIONS.c.hash == code_hash).with_for_update()
    row = (await connection.execute(wanted)).one_or_none()
    return None if row is None else Invitation(row.subject, row.kind, row.expires_at, row.used_at, row.accept_hash)


async def use_invitation(connection: AsyncConnection, subject: UUID, accept_hash: bytes | None, now: datetime) -> None:
    used = sa.update(INVITATIONS).where(INVITATIONS.c.subject == subject)
    await connection.execute(used.values(used_at=now, accept_hash=accept_hash))


async def refresh_token_for(connection: AsyncConnection, token_hash: bytes) -> RefreshToken | None:
    """The token with this hash; its session is locked until the transaction ends, so tokens of one session take turns.

    The token is read again after the lock, because the turn before may have used it.
    """
    session = sa.select(REFRESH_TOKENS.c.session).where(REFRESH_TOKENS.c.hash == token_hash).scalar_subquery()
    locked = sa.select(SESSIONS).where(SESSIONS.c.id == session).with_for_update()
    owner = (await connection.execute(locked)).one_or_none()
    following = REFRESH_TOKENS.alias()
    wanted = (
        sa.select(REFRESH_TOKENS, following.c.used_at.is_not(None).label("successor_used"))
        .outerjoin_from(REFRESH_TOKENS, following, following.c.hash == REFRESH_TOKENS.c.successor)
        .where(REFRESH_TOKENS.c.hash == token_hash)
    )
    row = (await connection.execute(wanted)).one_or_none()
    if owner is None or row is None:
        return None
    return RefreshToken(
        session=owner.id,
        subject=owner.subject,
        expires_at=row.expires_at,
        used_at=row.used_at,
        session_ended_at=owner.ended_at,
        replaced_at=row.replaced_at,
        successor_used=row.successor_used,
    )


async def open_session(connection: AsyncConnection, org: UUID, subject: UUID, now: datetime) -> UUID:
    session = uuid4()
    await put(connection, SESSIONS, id=session, org=org, subject=subject, created_at=now)
    return session


async def use_refresh_token(connection: AsyncConnection, token_hash: bytes, successor: bytes, now: datetime) -> None:
    """Put `successor` behind the token. One that it brought before is replaced; the first use stays the first."""
    table = REFRESH_TOKENS
    before = sa.select(table.c.successor).where(table.c.hash == token_hash).scalar_subquery()
    await connection.execute(sa.update(table).where(table.c.hash == before).values(replaced_at=now))
    used_at = sa.func.coalesce(table.c.used_at, now)
    used = sa.update(table).where(table.c.hash == token_hash)
    await connection.execute(used.values(used_at=used_at, successor=successor))


async def end_session(connection: AsyncConnection, session: UUID, now: datetime) -> None:
    await connection.execute(sa.update(SESSIONS).where(SESSIONS.c.id == session).values(ended_at=now))


def place_of(client: sa.Row[Any]) -> Place:
    return Place(client.clinic_id, client.therapist_id)
