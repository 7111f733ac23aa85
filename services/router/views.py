"""The read models: check-ins, practices and what was set, sealed, the same in whatever order events arrive."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

import msgspec
import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.router.client import TOLD_BY_COACH, CheckIn, Client, Practice
from services.router.constants import RECENT, REGULATE_FIRST_FROM
from services.router.profile import Told
from services.router.replayed import Moment, Remembering, Replayed
from services.router.tables import (
    BELONGS,
    CLIENT,
    CLIENT_AHEAD,
    CLIENT_AT_CHECK_IN,
    CLIENTS,
    LOCK,
    LOCK_AND_RECORD,
    LOOK,
    MOMENTS,
    PROFILES,
    RETRACTIONS,
    RUNS,
)
from shared.events import CheckInRetracted
from shared.keyring import Heard, NotReadable, SubjectKey

DECODERS: Final[Mapping[type, msgspec.json.Decoder[Any]]] = {
    kind: msgspec.json.Decoder(kind) for kind in (CheckIn, Practice, Told)
}

T = TypeVar("T", CheckIn, Practice, Told)


class Rows(Remembering):
    """One client's rows, in one transaction. `lock` comes first, so that a client's events take turns."""

    def __init__(self, connection: AsyncConnection, key: SubjectKey) -> None:
        self._connection = connection
        self._key = key
        self._owner = {"client": key.subject, "org": key.org}
        self._regulate_first_from = REGULATE_FIRST_FROM
        self._versions: Mapping[str, int] = {}

    @property
    def subject(self) -> UUID:
        return self._key.subject

    async def lock(self, *, coach: int = 0, checkin: int = 0) -> None:
        """Wait until nobody else handles this client; note how far these streams were taken in."""
        given = {**self._owner, "coach": coach, "checkin": checkin}
        self._take_in((await self._connection.execute(LOCK, given)).one())

    async def look(self, joining: UUID | None = None) -> None:
        """The same without waiting, for those who change no row. `joining`: the clinic where none is known."""
        given = {"client": self._key.subject, "joining": joining}
        self._take_in((await self._connection.execute(LOOK, given)).one())

    async def lock_and_record(self, check_in: CheckIn, version: int, replaces: UUID | None) -> None:
        """`lock`, and keep a check-in; of one that is known to be retracted only that it was."""
        told = {"id": check_in.id, "version": version, "at": check_in.at, "replaces": replaces}
        sealed = self._sealed(MOMENTS, check_in.id, check_in)
        given = {**self._owner, "coach": 0, "checkin": version, **told, "sealed": sealed}
        self._take_in((await self._connection.execute(LOCK_AND_RECORD, given)).one())

    def _take_in(self, row: sa.Row[Any]) -> None:
        streams = ("checkin", "coach", "clinic", "settings")
        self._versions = {name: version for name in streams if (version := getattr(row, name))}
        self._regulate_first_from = row.regulate_from or REGULATE_FIRST_FROM

    async def belongs(self, clinic: UUID, version: int) -> None:
        """Note the client's clinic, unless a later event has named another."""
        await self._connection.execute(BELONGS, {**self._owner, "clinic": clinic, "version": version})

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
        return check_in_id in self._taken_back(await self._connection.execute(RETRACTIONS, asked))

    async def practice(self, practice_id: UUID) -> Practice | None:
        wanted = sa.select(RUNS.c.id, RUNS.c.sealed).where(self._of(RUNS), RUNS.c.id == practice_id)
        row = (await self._connection.execute(wanted)).one_or_none()
        return None if row is None else self._opened(RUNS, row.id, row.sealed, Practice)

    async def put(self, practice: Practice, version: int) -> None:
        """Keep a practice as it is known now."""
        sealed = self._sealed(RUNS, practice.id, practice)
        made = insert(RUNS).values(**self._owner, id=practice.id, version=version, sealed=sealed)
        kept = {
            "version": sa.func.greatest(RUNS.c.version, made.excluded.version),
            "sealed": made.excluded.sealed,
        }
        await self._connection.execute(made.on_conflict_do_update(index_elements=[RUNS.c.client, RUNS.c.id], set_=kept))

    async def told(self) -> Told:
        """What was set and planned so far."""
        wanted = sa.select(PROFILES.c.sealed).where(self._of(PROFILES))
        sealed = await self._connection.scalar(wanted)
        return Told() if sealed is None else self._opened(PROFILES, self.subject, sealed, Told)

    async def keep(self, told: Told, version: int) -> None:
        """Keep what was set and planned as it is known now."""
        sealed = self._sealed(PROFILES, self.subject, told)
        made = insert(PROFILES).values(**self._owner, version=version, sealed=sealed)
        kept = {
            "version": sa.func.greatest(PROFILES.c.version, made.excluded.version),
            "sealed": made.excluded.sealed,
        }
        await self._connection.execute(made.on_conflict_do_update(index_elements=[PROFILES.c.client], set_=kept))

    async def check_in(self, check_in_id: UUID) -> CheckIn | None:
        """A check-in that stands, however old."""
        wanted = sa.select(MOMENTS.c.id, MOMENTS.c.sealed).where(
            self._of(MOMENTS), MOMENTS.c.id == check_in_id, MOMENTS.c.retracted.is_(False)
        )
        row = (await self._connection.execute(wanted)).one_or_none()
        return None if row is None else self._opened(MOMENTS, row.id, row.sealed, CheckIn)

    async def client(self, at: datetime) -> Client:
        """What is known of the client for an offer at this time."""
        asked = {"client": self._key.subject, "since": at - RECENT, "at": at}
        return self._client((await self._connection.execute(CLIENT, asked)).all())

    async def client_at_check_in(self, check_in: CheckIn, heard: Heard) -> Client | None:
        """The same at the time of a check-in; None if it was taken back, even if only the log knows.

        What the client set or did before is taken in even where it was not heard yet: nobody waits for that.
        """
        asked = {"client": self._key.subject, "since": check_in.at - RECENT, "at": check_in.at}
        asked |= {"version": heard.version, "type": CheckInRetracted.type, "coach": self._versions.get("coach", 0)}
        asked |= {"recorded_at": heard.recorded_at, "types": [*TOLD_BY_COACH]}
        rows = (await self._connection.execute(CLIENT_AT_CHECK_IN, asked)).all()
        client = self._client(rows)
        gone = client.retracted | self._taken_back(row for row in rows if row.kind == "retraction")
        return None if check_in.id in gone else self._up_to_date(client, rows)

    async def client_ahead(self, at: datetime) -> Client:
        """The same with all that the log holds of what the client set and did, heard or not."""
        asked = {"client": self._key.subject, "since": at - RECENT, "at": at}
        asked |= {"coach": self._versions.get("coach", 0), "types": [*TOLD_BY_COACH]}
        rows = (await self._connection.execute(CLIENT_AHEAD, asked)).all()
        return self._up_to_date(self._client(rows), rows)

    def _up_to_date(self, client: Client, rows: Iterable[sa.Row[Any]]) -> Client:
        """The client with what was not heard yet. What cannot be read is left to whoever hears it."""
        for row in sorted((row for row in rows if row.kind == "ahead"), key=lambda row: row.version):
            with contextlib.suppress(NotReadable, ValidationError):
                body = self._key.open_event(row.sealed, row.id, row.type)
                data = TOLD_BY_COACH[row.type].model_validate_json(body)
                client = client.with_event(data, row.at, row.version)
        return client

    def _client(self, rows: Sequence[sa.Row[Any]]) -> Client:
        moments = [row for row in rows if row.kind == "moment"]
        told = [self._opened(PROFILES, row.id, row.sealed, Told) for row in rows if row.kind == "profile"]
        return Client(
            check_ins={
                row.id: self._opened(MOMENTS, row.id, row.sealed, CheckIn) for row in moments if not row.retracted
            },
            retracted=frozenset(row.id for row in moments if row.retracted),
            replaced_by=successors(moments),
            practices=tuple(self._opened(RUNS, row.id, row.sealed, Practice) for row in rows if row.kind == "run"),
            told=told[0] if told else Told(),
            regulate_first_from=self._regulate_first_from,
            versions=self._versions,
        )

    def _taken_back(self, retractions: Iterable[sa.Row[Any]]) -> set[UUID]:
        """The check-ins that these events of the log take back."""
        bodies = (self._key.open_event(row.sealed, row.id, CheckInRetracted.type) for row in retractions)
        return {CheckInRetracted.model_validate_json(body).check_in_id for body in bodies}

    async def replace(self, kept: Replayed) -> None:
        """Put these rows in the place of all that were kept. `lock` first."""
        await self._clear()
        moments = [self._moment(name, row) for name, row in kept.moments.items()]
        runs = [
            {**self._owner, "id": each.id, "version": version, "sealed": self._sealed(RUNS, each.id, each)}
            for each, version in kept.runs.values()
        ]
        for table, rows in ((MOMENTS, moments), (RUNS, runs)):
            if rows:
                await self._connection.execute(table.insert(), rows)
        told, version = kept.profile
        if version:
            await self.keep(told, version)
        if kept.clinic is not None:
            await self.belongs(kept.clinic, kept.versions["clinic"])
        await self.lock(coach=kept.versions.get("coach", 0), checkin=kept.versions.get("checkin", 0))

    def _moment(self, name: UUID, row: Moment) -> dict[str, Any]:
        known = row.check_in
        return {
            **self._owner,
            "id": name,
            "version": row.version,
            "at": None if known is None else known.at,
            "replaces": row.replaces,
            "retracted": row.retracted,
            "sealed": None if known is None else self._sealed(MOMENTS, name, known),
        }

    async def _clear(self) -> None:
        for table in (MOMENTS, RUNS, PROFILES):
            await self._connection.execute(sa.delete(table).where(self._of(table)))
        nothing = {"practice_version": 0, "checkin_version": 0, "clinic_version": 0, "clinic": None}
        await self._connection.execute(sa.update(CLIENTS).where(self._of(CLIENTS)).values(nothing))

    def _of(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.client == self._key.subject

    def _sealed(self, table: sa.Table, row_id: UUID, content: CheckIn | Practice | Told) -> bytes:
        return self._key.seal(msgspec.json.encode(content), about(table, row_id))

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
