"""Homework as far as its owner lets a report show it; what got in the way; the line and the questions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args
from uuid import UUID

from services.reports.picture.asked import Asked, Told
from services.reports.picture.parts import Adjustment, Done, Task
from shared.events import (
    Assignment,
    Barrier,
    PlanAccepted,
    PlanAdded,
    PlanAttempted,
    PlanChanged,
    PlanLetGo,
    PlanLineWritten,
    PlanNotThisTime,
    PlanPaused,
    PlanQuestionAdded,
    PlanResumed,
    VersionDone,
)
from shared.events.plan import PlanChange

# They concern the therapist (homework.md section 7): no report shows them.
UNSAID: frozenset[Barrier] = frozenset({"ashamed", "not-believe", "not-discussed"})
SIZES: tuple[VersionDone, ...] = get_args(VersionDone)
STATUS = {PlanPaused: "paused", PlanResumed: "active", PlanLetGo: "let go"}


@dataclass(slots=True)
class Sheet:
    """One assignment as its events leave it; the last word on it stands, also on whether it is shown."""

    assignment: Assignment | None = None
    status: str = "active"
    added: bool = False
    attempts: list[PlanAttempted] = field(default_factory=list)
    declined: list[PlanNotThisTime] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        return self.assignment is not None and self.assignment.shown_in == "report"

    @property
    def touched(self) -> bool:
        return bool(self.attempts or self.declined or self.adjustments)


def sheets(events: Sequence[Told], asked: Asked) -> list[Sheet]:
    """The assignments that a report may show, in the order in which they were added. `events` are in order."""
    by_id: dict[UUID, Sheet] = {}
    for each in events:
        if isinstance(each.data, PlanChange):
            take(by_id.setdefault(each.data.assignment_id, Sheet()), each, each.data, asked)
    return [sheet for sheet in by_id.values() if sheet.shown]


def take(sheet: Sheet, told: Told, data: PlanChange, asked: Asked) -> None:
    day = asked.day_of(told.at)
    if isinstance(data, PlanChanged):
        sheet.assignment = data.assignment
    if isinstance(data, PlanAdded | PlanAccepted):
        sheet.assignment, sheet.added = sheet.assignment or data.assignment, day <= asked.ends
    elif type(data) in STATUS and day <= asked.ends:
        sheet.status = STATUS[type(data)]
    if not asked.holds(day):
        return
    if isinstance(data, PlanChanged) and data.changed:
        sheet.adjustments.append(Adjustment(day, tuple(data.changed), data.by, sayable(data.because, asked)))
    elif isinstance(data, PlanAttempted):
        sheet.attempts.append(data)
    elif isinstance(data, PlanNotThisTime):
        sheet.declined.append(data)


def sayable(because: Barrier | None, asked: Asked) -> Barrier | None:
    return because if "barriers" in asked.fields and because not in UNSAID else None


def homework(shown: Sequence[Sheet]) -> tuple[Task, ...]:
    """The tasks of the period: those that were there and not yet let go, and those that something happened to."""
    current = [each for each in shown if each.touched or (each.added and each.status != "let go")]
    return tuple(task(each, each.assignment) for each in current if each.assignment is not None)


def task(sheet: Sheet, assignment: Assignment) -> Task:
    times = Counter(each.version for each in sheet.attempts if not each.body_first)
    words = {"full": assignment.versions.full, "small": assignment.versions.small, "tiny": assignment.versions.tiny}
    return Task(
        title=assignment.title,
        kind=assignment.kind,
        source=assignment.source,
        status=sheet.status,
        done=tuple(Done(size, times[size], words.get(size)) for size in SIZES if times[size]),
        body_first=sum(each.body_first for each in sheet.attempts),
        not_this_time=len(sheet.declined),
        adjustments=tuple(sheet.adjustments),
    )


def barriers(shown: Sequence[Sheet]) -> tuple[tuple[Barrier, int], ...]:
    """How often each was named: the most frequent first, then the client's order; never what concerns the therapist."""
    named = Counter(code for each in shown for said in each.declined for code in said.barriers if code not in UNSAID)
    return tuple(named.most_common())


def lines(events: Sequence[Told], shown: Sequence[Sheet], asked: Asked) -> tuple[str, ...]:
    """The line for the session, if the last one was written in the period, then those said with a not-this-time."""
    written = [each for each in events if isinstance(each.data, PlanLineWritten)]
    last = written[-1] if written and asked.holds(asked.day_of(written[-1].at)) else None
    own = last.data.line if last is not None and isinstance(last.data, PlanLineWritten) else None
    said = [each.line for sheet in shown for each in sheet.declined]
    return tuple(dict.fromkeys(each.strip() for each in (own, *said) if each and each.strip()))


def questions(events: Sequence[Told], asked: Asked) -> tuple[str, ...]:
    """What to bring up, the newest last; the same question once."""
    within = [each for each in events if asked.holds(asked.day_of(each.at))]
    asks = [each.data.question.strip() for each in within if isinstance(each.data, PlanQuestionAdded)]
    return tuple(dict.fromkeys(each for each in asks if each))
