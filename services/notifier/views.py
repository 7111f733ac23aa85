"""The read models: reminders, their due moments, and what holds them back. One sealed column each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.notifier.decider import Reminder
from services.notifier.decider import State as Standing
from services.notifier.delivery import WAITING, Occurrence, State
from services.notifier.facts import Facts
from services.notifier.schedule import Due
from shared.events import OccurrenceWhy
from shared.keyring import SubjectKey, derived_id

METADATA = sa.MetaData(schema="notifier")
TIME = sa.DateTime(timezone=True)
CLIENTS = sa.Table(
    "clients",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("sealed", sa.LargeBinary),
)
REMINDERS = sa.Table(
    "reminders",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("version", sa.Integer),
    sa.Column("next_at", TIME),
    sa.Column("sealed", sa.LargeBinary),
)
OCCURRENCES = sa.Table(
    "occurrences",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("reminder_id", sa.Uuid),
    sa.Column("local_date", sa.Date),
    sa.Column("slot", sa.Integer),
    sa.Column("channel", sa.Text),
    sa.Column("due_at", TIME),
    sa.Column("state", sa.Text),
    sa.Column("taken_until", TIME),
    sa.Column("tries", sa.Integer),
    sa.Column("next_try_at", TIME),
    sa.Column("sealed", sa.LargeBinary),
)
# No two zones' days lie further apart than this.
AROUND: Final = timedelta(days=3)
WAITS: Final = f"state IN ({', '.join(repr(state) for state in WAITING)})"
DUE_REMINDERS: Final = sa.text("""
WITH due AS MATERIALIZED (
    SELECT client, id, org, next_at, sealed FROM notifier.reminders
    WHERE next_at <= :now ORDER BY next_at LIMIT :limit FOR UPDATE SKIP LOCKED
)
SELECT * FROM due
""")
TAKE: Final = sa.text(f"""
WITH due AS MATERIALIZED (
    SELECT client, id FROM notifier.occurrences
    WHERE {WAITS} AND next_try_at <= :now ORDER BY next_try_at LIMIT :limit FOR UPDATE SKIP LOCKED
)
UPDATE notifier.occurrences o SET state = 'taken', taken_until = :until, next_try_at = :until
FROM due WHERE o.client = due.client AND o.id = due.id
RETURNING o.client, o.id, o.org, o.channel, o.taken_until
""")
OLDEST: Final = sa.text(f"""
SELECT least(
    (SELECT min(next_at) FROM notifier.reminders),
    (SELECT min(next_try_at) FROM notifier.occurrences WHERE {WAITS})
)
""")


class Position(NamedTuple):
    """A place in a list of moments, the newest first."""

    due_at: AwareDatetime
    id: UUID


class Outcome(BaseModel):
    """What is said about a moment that is over. Sealed, because a reason may tell how somebody was."""

    model_config = ConfigDict(frozen=True)

    why: OccurrenceWhy | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One moment as its person sees it."""

    occurrence: Occurrence
    outcome: Outcome


class Rows:
    """One person's rows, in one transaction. `lock` comes first, so that what concerns a person takes turns."""

    def __init__(self, connection: AsyncConnection, key: SubjectKey) -> None:
        self._connection = connection
        self._key = key
        self._owner = {"client": key.subject, "org": key.org}

    async def lock(self) -> Facts:
        """Wait until nobody else decides about this person; returns what holds their reminders back."""
        made = insert(CLIENTS).values(**self._owner)
        locked = made.on_conflict_do_update(index_elements=[CLIENTS.c.client], set_={"org": made.excluded.org})
        content = await self._connection.scalar(locked.returning(CLIENTS.c.sealed))
        if content is None:
            return Facts()
        return Facts.model_validate_json(self._opened(CLIENTS, self._key.subject, content))

    async def keep_facts(self, facts: Facts) -> None:
        content = self._sealed(CLIENTS, self._key.subject, facts)
        await self._connection.execute(sa.update(CLIENTS).where(self._of(CLIENTS)).values(sealed=content))

    async def standing(self) -> Standing:
        """The person's reminders and facts, locked."""
        facts = await self.lock()
        rows = await self._connection.execute(sa.select(REMINDERS).where(self._of(REMINDERS)).order_by(REMINDERS.c.id))
        return Standing({row.id: self._reminder(row) for row in rows}, facts)

    async def next_moments(self) -> dict[UUID, datetime | None]:
        """When each reminder comes next."""
        rows = await self._connection.execute(sa.select(REMINDERS.c.id, REMINDERS.c.next_at).where(self._of(REMINDERS)))
        return {row.id: row.next_at for row in rows}

    async def reminder(self, reminder_id: UUID) -> Reminder | None:
        wanted = sa.select(REMINDERS).where(self._of(REMINDERS), REMINDERS.c.id == reminder_id)
        row = (await self._connection.execute(wanted)).one_or_none()
        return None if row is None else self._reminder(row)

    async def keep(self, reminder: Reminder, next_at: datetime | None) -> None:
        """Keep a reminder as it stands now, and when it comes next."""
        content = self._sealed(REMINDERS, reminder.id, reminder)
        made = insert(REMINDERS).values(
            **self._owner, id=reminder.id, version=reminder.version, next_at=next_at, sealed=content
        )
        kept = {name: made.excluded[name] for name in ("version", "next_at", "sealed")}
        places = [REMINDERS.c.client, REMINDERS.c.id]
        await self._connection.execute(made.on_conflict_do_update(index_elements=places, set_=kept))

    async def come_next(self, reminder_id: UUID, next_at: datetime | None) -> None:
        mine = sa.and_(self._of(REMINDERS), REMINDERS.c.id == reminder_id)
        await self._connection.execute(sa.update(REMINDERS).where(mine).values(next_at=next_at))

    async def drop(self, reminder_id: UUID) -> None:
        mine = sa.and_(self._of(REMINDERS), REMINDERS.c.id == reminder_id)
        await self._connection.execute(sa.delete(REMINDERS).where(mine))

    async def make_due(self, reminder: Reminder, due: Due) -> UUID:
        """A row for a moment that is to be used; one that is there already stays as it is. Returns its id."""
        channel = reminder.rule.channel.type
        made = derived_id(reminder.id, f"{due.local_date}:{due.slot}:{channel}")
        row = insert(OCCURRENCES).values(
            **self._owner,
            id=made,
            reminder_id=reminder.id,
            local_date=due.local_date,
            slot=due.slot,
            channel=channel,
            due_at=due.at,
            state="due",
            next_try_at=due.at,
        )
        await self._connection.execute(row.on_conflict_do_nothing())
        return made

    async def occurrence(self, occurrence_id: UUID) -> Listed | None:
        mine = sa.and_(self._of(OCCURRENCES), OCCURRENCES.c.id == occurrence_id)
        row = (await self._connection.execute(sa.select(OCCURRENCES).where(mine))).one_or_none()
        return None if row is None else self._listed(row)

    async def around(self, due: Occurrence) -> list[Occurrence]:
        """The person's moments that may lie on the same day."""
        near = OCCURRENCES.c.due_at.between(due.due_at - AROUND, due.due_at + AROUND)
        rows = await self._connection.execute(sa.select(OCCURRENCES).where(self._of(OCCURRENCES), near))
        return [occurrence_of(row) for row in rows]

    async def last_sent(self, reminder_id: UUID, limit: int) -> list[Occurrence]:
        """The newest moments of a reminder that were sent, and neither confirmed nor moved."""
        sent = sa.and_(self._of(OCCURRENCES), OCCURRENCES.c.reminder_id == reminder_id, OCCURRENCES.c.state == "sent")
        newest = sa.select(OCCURRENCES).where(sent).order_by(OCCURRENCES.c.due_at.desc()).limit(limit)
        return [occurrence_of(row) for row in await self._connection.execute(newest)]

    async def page(self, after: Position | None, limit: int) -> list[Listed]:
        """Moments, the newest first."""
        place = sa.tuple_(OCCURRENCES.c.due_at, OCCURRENCES.c.id)
        wanted = sa.select(OCCURRENCES).where(self._of(OCCURRENCES))
        if after is not None:
            wanted = wanted.where(place < sa.tuple_(sa.literal(after.due_at, TIME), sa.literal(after.id, sa.Uuid)))
        newest_first = wanted.order_by(OCCURRENCES.c.due_at.desc(), OCCURRENCES.c.id.desc()).limit(limit)
        return [self._listed(row) for row in await self._connection.execute(newest_first)]

    async def held(self, occurrence_id: UUID, taken_until: datetime) -> Occurrence | None:
        """The moment, if it is still in the hands of whoever took it until then."""
        mine = sa.and_(self._of(OCCURRENCES), OCCURRENCES.c.id == occurrence_id)
        still = sa.and_(OCCURRENCES.c.state == "taken", OCCURRENCES.c.taken_until == taken_until)
        row = (
            await self._connection.execute(sa.select(OCCURRENCES).where(mine, still).with_for_update())
        ).one_or_none()
        return None if row is None else occurrence_of(row)

    async def mark(
        self,
        occurrence_id: UUID,
        state: State,
        *,
        outcome: Outcome | None = None,
        only: Collection[State] = (),
        held_until: datetime | None = None,
        **more: Any,
    ) -> bool:
        """Set the state and what else is given.

        False, and nothing is set, where the state is none of `only`, or the moment is not held until `held_until`.
        """
        mine = sa.and_(self._of(OCCURRENCES), OCCURRENCES.c.id == occurrence_id)
        if only:
            mine = sa.and_(mine, OCCURRENCES.c.state.in_(only))
        if held_until is not None:
            mine = sa.and_(mine, OCCURRENCES.c.state == "sending", OCCURRENCES.c.taken_until == held_until)
        if outcome is not None:
            more["sealed"] = self._sealed(OCCURRENCES, occurrence_id, outcome)
        found = sa.update(OCCURRENCES).where(mine).values(state=state, **more).returning(OCCURRENCES.c.id)
        return (await self._connection.execute(found)).one_or_none() is not None

    def _of(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.client == self._key.subject

    def _sealed(self, table: sa.Table, row_id: UUID, content: BaseModel) -> bytes:
        return self._key.seal(content.model_dump_json().encode(), about(table, row_id))

    def _opened(self, table: sa.Table, row_id: UUID, content: bytes) -> bytes:
        return self._key.open(content, about(table, row_id))

    def _reminder(self, row: sa.Row[Any]) -> Reminder:
        return reminder_of(self._key, row.id, row.sealed)

    def _listed(self, row: sa.Row[Any]) -> Listed:
        told = Outcome()
        if row.sealed is not None:
            told = Outcome.model_validate_json(self._opened(OCCURRENCES, row.id, row.sealed))
        return Listed(occurrence_of(row), told)


def about(table: sa.Table, row_id: UUID) -> bytes:
    """The place a sealed column belongs to."""
    return f"{table.fullname}:{row_id}".encode()


def reminder_of(key: SubjectKey, row_id: UUID, content: bytes) -> Reminder:
    """Raises NotReadable."""
    return Reminder.model_validate_json(key.open(content, about(REMINDERS, row_id)))


def occurrence_of(row: sa.Row[Any]) -> Occurrence:
    return Occurrence(row.id, row.reminder_id, row.local_date, row.due_at, row.state, row.tries)


async def due_reminders(connection: AsyncConnection, now: datetime, limit: int) -> Sequence[sa.Row[Any]]:
    """Reminders whose moment has come, of anybody, locked until the transaction ends; what others hold is left out."""
    return (await connection.execute(DUE_REMINDERS, {"now": now, "limit": limit})).all()


async def take(connection: AsyncConnection, now: datetime, until: datetime, limit: int) -> Sequence[sa.Row[Any]]:
    """Take moments that wait, or whose holder has not come back; nobody else has them before `until`."""
    return (await connection.execute(TAKE, {"now": now, "until": until, "limit": limit})).all()


async def put_to_rest(connection: AsyncConnection, client: UUID, reminder_id: UUID) -> None:
    """A reminder that nobody can read comes no more."""
    mine = sa.and_(REMINDERS.c.client == client, REMINDERS.c.id == reminder_id)
    await connection.execute(sa.update(REMINDERS).where(mine).values(next_at=None))


async def close(connection: AsyncConnection, client: UUID, occurrence_id: UUID) -> None:
    """A moment of somebody who was erased is over, and nothing is said about it."""
    mine = sa.and_(OCCURRENCES.c.client == client, OCCURRENCES.c.id == occurrence_id)
    await connection.execute(sa.update(OCCURRENCES).where(mine).values(state="suppressed", sealed=None))


async def oldest_waiting(connection: AsyncConnection) -> datetime | None:
    """The earliest time at which something was, or is, to be looked at."""
    found: datetime | None = await connection.scalar(OLDEST)
    return found
