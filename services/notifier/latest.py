"""What is read from the log itself: what hearing has not brought yet, because nothing may be sent, or said to somebody,
between the two; and what is asked for too seldom to be kept."""

from datetime import datetime, timedelta
from typing import Final

from services.notifier.asking import ANSWERS, IN_A_ROW, went_by
from services.notifier.consumers import HANDLERS, SOURCES
from services.notifier.decider import Reminder
from services.notifier.facts import Facts, learn
from services.notifier.schedule import DAY
from services.notifier.views import Rows
from shared.database import UnitOfWork
from shared.keyring import SubjectKey, open_event
from shared.log import Recorded, read_recent
from shared.log.reading import COLUMNS

# Quiet lasts half a day, and a day's answers count on that day, so nothing older was left to hearing.
RECENT: Final = timedelta(days=2)
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
