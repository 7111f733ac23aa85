"""What the log knows and hearing has not brought yet: nothing may be sent, or said to somebody, between the two."""

from datetime import datetime, timedelta
from typing import Final

from services.notifier.consumers import HANDLERS, SOURCES
from services.notifier.facts import Facts, learn
from shared.database import UnitOfWork
from shared.keyring import SubjectKey, open_event
from shared.log import Recorded
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
