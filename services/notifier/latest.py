"""What is read from the log itself: what hearing has not brought yet, because nothing may be sent, or said to somebody,
between the two; and what is asked for too seldom to be kept."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.notifier.asking import ANSWERS, IN_A_ROW, went_by
from services.notifier.consumers import HANDLERS, SOURCES
from services.notifier.decider import Reminder
from services.notifier.delivery import Occurrence, active_spans, stands_in
from services.notifier.facts import Facts, learn
from services.notifier.schedule import DAY
from services.notifier.views import Rows
from shared.database import UnitOfWork
from shared.events import (
    FirstLinePrepared,
    PlanAccepted,
    PlanAdded,
    PlanChanged,
    PlanLetGo,
    PlanPaused,
    PlanResumed,
    PracticeFinished,
)
from shared.keyring import SubjectKey, open_event
from shared.log import Recorded, read_latest, read_of_types, read_recent
from shared.log.reading import COLUMNS

# Quiet lasts half a day, and a day's answers count on that day, so nothing older was left to hearing.
RECENT: Final = timedelta(days=2)
# Where nothing is known of the clinic's (docs/specification/homework.md section 2).
BODY_FIRST_FROM: Final = 8
TASKS: Final = frozenset(
    each.type for each in (PlanAdded, PlanAccepted, PlanChanged, PlanPaused, PlanResumed, PlanLetGo)
)
SAID: Final = f"""
SELECT {COLUMNS} FROM log.events e
WHERE e.subject = $1 AND e.service = ANY ($2) AND e.type = ANY ($3) AND e.recorded_at > $4 ORDER BY e.version
"""


async def with_latest(work: UnitOfWork, key: SubjectKey, facts: Facts, now: datetime) -> Facts:
    """The facts with everything said lately; what was heard already changes nothing."""
    for row in await work.raw.fetch(SAID, key.subject, list(SOURCES), list(HANDLERS), now - RECENT):
        heard = open_event(key, Recorded(*row))
        facts = learn(facts, heard.data, version=heard.version, at=heard.at)
    return facts


async def body_came_first(
    work: UnitOfWork, key: SubjectKey, reminder: Reminder, due: Occurrence, first_line: Collection[str]
) -> bool:
    """Whether a first step for the body on this day counts for the reminder's task, so that it is done already."""
    task, types = reminder.rule.assignment_id, [PracticeFinished.type]
    if task is None:
        return False
    found = await read_recent(work.raw, key.subject, [PracticeFinished.producer], types, due.due_at - DAY)
    if not found:
        return False
    floor = await body_first_from(work, key)
    heard = [open_event(key, each) for each in found]
    steps = [each.at for each in heard if stands_in(due, reminder, each.data, each.at, first_line, floor)]
    spans = await counting(work, key, task) if steps else []
    return any(begun <= at and (ended is None or at < ended) for at in steps for begun, ended in spans)


async def body_first_from(work: UnitOfWork, key: SubjectKey) -> int:
    """From which intensity the body comes first for this person, as the router last saw it."""
    pack = await read_latest(work.raw, key.subject, FirstLinePrepared.producer, [FirstLinePrepared.type])
    data = None if pack is None else open_event(key, pack).data
    return data.regulate_first_from if isinstance(data, FirstLinePrepared) else BODY_FIRST_FROM


async def counting(work: UnitOfWork, key: SubjectKey, task: UUID) -> list[tuple[datetime, datetime | None]]:
    plan = await read_of_types(work.raw, key.subject, PlanAdded.producer, TASKS)
    heard = [open_event(key, each) for each in plan]
    return active_spans(task, [(each.data, each.at) for each in heard])


async def nobody_answered(work: UnitOfWork, key: SubjectKey, rows: Rows, reminder: Reminder) -> bool:
    """Whether the reminder went by the last three times, so that it asks in place of coming once more."""
    sent = await rows.last_sent(reminder.id, IN_A_ROW)
    if len(sent) < IN_A_ROW:
        return False
    types, services = {each.type for each in ANSWERS}, {each.producer for each in ANSWERS}
    since = min(each.due_at for each in sent) - DAY
    found = await read_recent(work.raw, key.subject, sorted(services), sorted(types), since)
    heard = (open_event(key, each) for each in found)
    return went_by(reminder, sent, [(each.data, max(each.at, each.recorded_at)) for each in heard])
