"""What the log says about one client: their consents and reports, and all that a report may show; and adding to it."""

import asyncio
import base64
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from services.reports.decider import History, Report, fold
from shared.database import Database, UnitOfWork
from shared.events import CONTRACTS, CheckInRecorded, CheckInRetracted
from shared.keyring import Heard, SubjectErased, SubjectKey, open_event
from shared.log import Appended, NewEvent, NoKey, Outcome, Recorded, Seen, Stale, Unit, find, read_stream
from shared.log.reading import find_all

SERVICE = "reports"
CHECK_INS = "checkin"
SOURCES = (CHECK_INS, "coach", "router", "notifier")
PAGE = 2_000
HEADS = "SELECT service, version FROM log.heads WHERE subject = $1 AND service = ANY ($2)"
RETRACTIONS = """
    SELECT id FROM log.events
    WHERE subject = $1 AND service = $2 AND type = $3 AND version > $4 ORDER BY version OFFSET $5
"""
COUNT = "SELECT count(*) FROM log.events WHERE subject = $1 AND service = $2 AND type = $3"
NOTE_KEYS = "SELECT event_id, wrapped FROM log.note_keys WHERE subject = $1 AND event_id = ANY ($2)"
# A day begins at another time in each zone.
ZONES = timedelta(days=1)
TRIES = 25
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.01, 0.1
T = TypeVar("T")


class Overtaken(Exception):
    """Something else was recorded first. The transaction that this leaves is rolled back, and can be tried again."""


class NotRecorded(Exception):
    """The log did not take it; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Material:
    """A client's events for one report. `retractions` counts what had been taken back when they were read."""

    events: Sequence[Heard]
    notes: Mapping[UUID, str]
    retractions: int


async def read_history(work: UnitOfWork, key: SubjectKey) -> History:
    """The key's subject's consents and reports, as they are in this very transaction."""
    return fold(open_event(key, each) for each in await read_stream(work.raw, key.subject, SERVICE))


async def record(work: UnitOfWork, key: SubjectKey, history: History, *events: NewEvent) -> None:
    """Append what was decided on `history`; the last thing in a transaction. Raises Overtaken, NotRecorded."""
    [outcome] = await work.append(Unit(key.org, key.subject, events, history.version))
    if isinstance(outcome, Stale | Seen):
        raise Overtaken
    if outcome == NoKey(erased=True):
        raise SubjectErased
    if not isinstance(outcome, Appended):
        raise NotRecorded(outcome)


async def until_recorded(attempt: Callable[[], Awaitable[T]]) -> T:
    """What `attempt` answers, which is one transaction; again while others come first. Raises Overtaken in the end."""
    for number in range(TRIES - 1):
        try:
            return await attempt()
        except Overtaken:
            await asyncio.sleep(random.uniform(0, min(PAUSE_SECONDS * (number + 1), LONGEST_PAUSE_SECONDS)))
    return await attempt()


async def window_of(work: UnitOfWork, subject: UUID) -> dict[str, int]:
    """How far the streams go that a report is made of."""
    rows = await work.raw.fetch(HEADS, subject, list(SOURCES))
    return {row["service"]: row["version"] for row in sorted(rows, key=lambda row: row["service"])}


async def are_check_ins(work: UnitOfWork, subject: UUID, ids: Iterable[UUID]) -> bool:
    """Whether each id is a check-in of this subject."""
    found = [await find(work.raw, subject, each) for each in ids]
    return all(each is not None and each.type == CheckInRecorded.type for each in found)


async def count_retractions(work: UnitOfWork, subject: UUID) -> int:
    return int(await work.raw.fetchval(COUNT, subject, CHECK_INS, CheckInRetracted.type))


async def read_material(
    database: Database, key: SubjectKey, window: Mapping[str, int], notes: Sequence[UUID]
) -> Material:
    """Everything up to `window`, what was taken back after it too, and the words of the ticked notes."""
    recorded = [each for service in sorted(window) for each in await _stream(database, key, service, window[service])]
    async with database.unit_of_work(key.org) as work:
        retractions = await count_retractions(work, key.subject)
        recorded += await _later_retractions(work, key.subject, after=window.get(CHECK_INS, 0))
        wrapped = {row["event_id"]: row["wrapped"] for row in await work.raw.fetch(NOTE_KEYS, key.subject, list(notes))}
    # Years of events take seconds to open, in which the loop has others to serve.
    events = await asyncio.to_thread(_opened, key, recorded)
    return Material(events, opened_notes(key, events, wrapped), retractions)


def _opened(key: SubjectKey, recorded: Sequence[Recorded]) -> list[Heard]:
    """A newer service may say what is not known here yet."""
    return [open_event(key, each) for each in recorded if each.type in CONTRACTS]


async def _stream(database: Database, key: SubjectKey, service: str, last: int) -> list[Recorded]:
    """The stream up to a version, in transactions that stay short however long it is."""
    read = list[Recorded]()
    while len(read) < last:
        async with database.unit_of_work(key.org) as work:
            limit = min(PAGE, last - len(read))
            page = await read_stream(work.raw, key.subject, service, after=len(read), limit=limit)
        if not page:
            break
        read += page
    return read


async def _later_retractions(work: UnitOfWork, subject: UUID, *, after: int = 0, but_for: int = 0) -> list[Recorded]:
    """Those beyond a version of the stream, without the first ones."""
    rows = await work.raw.fetch(RETRACTIONS, subject, CHECK_INS, CheckInRetracted.type, after, but_for)
    return await find_all(work.raw, subject, [row["id"] for row in rows])


def opened_notes(key: SubjectKey, events: Iterable[Heard], wrapped: Mapping[UUID, bytes]) -> dict[UUID, str]:
    """The words of the check-ins whose notes have keys in `wrapped`. A note that was taken back has none."""
    opened = dict[UUID, str]()
    for event in events:
        if isinstance(event.data, CheckInRecorded) and event.data.note is not None and event.id in wrapped:
            sealed = base64.b64decode(event.data.note)
            opened[event.id] = key.note_key(wrapped[event.id]).open(sealed, event.id.bytes).decode()
    return opened


async def is_taken_back(work: UnitOfWork, key: SubjectKey, report: Report) -> bool:
    """Whether a check-in that the PDF may show was taken back without its drawing knowing of it.

    Counted and not told by the times: what was said just before the PDF was may be seen only after it.
    """
    if report.built is None:
        return False
    window, known = report.asked.window.get(CHECK_INS, 0), report.built.retractions
    later = await _later_retractions(work, key.subject, but_for=known or 0)
    said = [
        open_event(key, each).data
        for each in later
        if known is not None or report.built_at is None or each.recorded_at > report.built_at
    ]
    ids = [data.check_in_id for data in said if isinstance(data, CheckInRetracted)]
    gone = await find_all(work.raw, key.subject, ids)
    return any(each.version <= window and _may_be_shown(each, report) for each in gone)


def _may_be_shown(check_in: Recorded, report: Report) -> bool:
    at = min(check_in.occurred_at, check_in.recorded_at)
    return report.asked.starts <= (at + ZONES).date() and (at - ZONES).date() <= report.asked.ends
