"""From what is recorded about the plan to what is answered."""

from collections.abc import Sequence
from typing import Literal

from services.coach.api.keeping import Events
from services.coach.api.plan_shapes import (
    AddedShown,
    AssignmentShown,
    AttemptShown,
    BarrierShown,
    BarriersShown,
    ChangedShown,
    Entry,
    MovedShown,
    NotThisTimeNoted,
    NotThisTimeShown,
    PlanShown,
    SessionShown,
)
from services.coach.api.planning import Kept, every
from services.coach.plan import session
from services.coach.plan.barriers import ALL, first_fixes
from services.coach.plan.decider import Active, Gone, Known, Paused
from services.coach.plan.story import as_it_happened, happened_at, local_day, numbers
from shared.events import (
    PlanAttempted,
    PlanChanged,
    PlanLetGo,
    PlanNotThisTime,
    PlanPaused,
    PlanResumed,
)
from shared.keyring import Heard

SHOWN_IN_THE_PLAN = 100
STATUS: dict[type[Known], Literal["active", "paused", "let_go"]] = {Active: "active", Paused: "paused", Gone: "let_go"}


def plan_shown(events: Events) -> PlanShown:
    """The whole plan, each assignment with the newest part of its history."""
    return PlanShown(
        assignments=[assignment_shown(each, newest=SHOWN_IN_THE_PLAN) for each in every(events)],
        session=session_shown(events),
    )


def assignment_shown(kept: Kept, newest: int | None = None) -> AssignmentShown:
    task, counted = kept.state.task, numbers(kept.events, kept.state.task)
    story = [entry(each) for each in as_it_happened(kept.events)]
    return AssignmentShown(
        **dict(task),
        id=kept.state.id,
        status=STATUS[type(kept.state)],
        attempts=counted.attempts,
        days_done=counted.days_done,
        days_with_it=counted.days_with_it,
        etag=kept.etag,
        history=story if newest is None else story[-newest:],
    )


def entry(told: Heard) -> Entry:
    """One event of an assignment's story."""
    at, data = happened_at(told), told.data
    match data:
        case PlanChanged():
            return ChangedShown(id=told.id, at=at, changed=data.changed, because=data.because, by=data.by)
        case PlanAttempted():
            return attempt_shown(told, data)
        case PlanNotThisTime():
            return NotThisTimeShown(**not_this_time(told, data))
        case PlanPaused():
            return MovedShown(id=told.id, at=at, what="paused")
        case PlanResumed():
            return MovedShown(id=told.id, at=at, what="resumed")
        case PlanLetGo():
            return MovedShown(id=told.id, at=at, what="let_go")
    return AddedShown(id=told.id, at=at)


def attempt_shown(told: Heard, data: PlanAttempted) -> AttemptShown:
    same = data.model_dump(include=AttemptShown.model_fields.keys() & PlanAttempted.model_fields.keys())
    return AttemptShown(id=told.id, at=data.attempted_at, day=local_day(data.attempted_at, data.time_zone), **same)


def not_this_time_noted(told: Heard, data: PlanNotThisTime) -> NotThisTimeNoted:
    return NotThisTimeNoted(**not_this_time(told, data), first_fix=first_fixes(data.barriers))


def not_this_time(told: Heard, data: PlanNotThisTime) -> dict[str, object]:
    day = local_day(data.told_at, data.time_zone)
    return {"id": told.id, "at": data.told_at, "day": day, "barriers": data.barriers, "line": data.line}


def session_shown(events: Sequence[Heard]) -> SessionShown:
    waiting = session.fold(events)
    return SessionShown(date=waiting.day, line=waiting.line, questions=list(waiting.questions))


def barriers_shown() -> BarriersShown:
    return BarriersShown(
        barriers=[
            BarrierShown(code=each.code, group=each.group, words=each.words, first_fix=each.first_fix) for each in ALL
        ]
    )
