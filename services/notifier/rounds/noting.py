"""From reminders to due moments: what has come gets a row, and the reminder the time at which it comes next."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from services.notifier.rounds.measuring import measures
from services.notifier.schedule import passed
from services.notifier.views import Rows, due_reminders, put_to_rest, reminder_of
from shared.database import Database
from shared.keyring import Keyring, NotReadable, SubjectKey

log = structlog.get_logger(__name__)


async def note_due(database: Database, keyring: Keyring, now: datetime, limit: int) -> int:
    """One transaction; returns how many reminders were looked at."""
    async with database.unit_of_work(None) as work:
        rows = await due_reminders(work.connection, now, limit)
        keys = await keyring.keys(work.connection, {row.client for row in rows})
        for row in rows:
            await _note(work.connection, row, keys.get(row.client), now)
    return len(rows)


async def _note(connection: AsyncConnection, row: sa.Row[Any], key: SubjectKey | None, now: datetime) -> None:
    try:
        reminder = None if key is None else reminder_of(key, row.id, row.sealed)
    except NotReadable:
        log.error("rounds.reminder_unreadable")
        measures().count("unreadable")
        reminder = None
    if key is None or reminder is None:
        # Of somebody who was erased, or damaged: one such row must not hold up all that come after it.
        return await put_to_rest(connection, row.client, row.id)
    rows = Rows(connection, key)
    try:
        due, following = passed(reminder.rule, row.next_at, now)
    except ZoneInfoNotFoundError:
        log.error("rounds.zone_unknown")
        measures().count("unreadable")
        return await put_to_rest(connection, row.client, row.id)
    if due is not None:
        await rows.make_due(reminder, due)
    await rows.come_next(row.id, following)
