"""From what is recorded about the plan to what is answered."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from services.coach.api.keeping import Events
from services.coach.api.plan_shapes import (
    AcceptedShown,
    AddedShown,
    AssignmentShown,
    AttemptNoted,
    AttemptShown,
    BarrierShown,
    BarriersShown,
    ChangedShown,
    ChangeFirstShown,
    Entry,
    FollowedShown,
    MoreShown,
    MovedShown,
    NotThisTimeNoted,
    NotThisTimeShown,
    PlanShown,
    ProposalShown,
    ProposedShown,
    SessionShown,
)
from services.coach.api.planning import Kept, every
from services.coach.cards import Card
from services.coach.plan import bundles, session
from services.coach.plan.asking import GROW, ask_to_grow, change_first, tiny_next
from services.coach.plan.barriers import ALL, BARRIERS, first_fixes
from services.coach.plan.decider import Active, Gone, Known, Paused, Proposed
from services.coach.plan.following import followed
from services.coach.plan.smallest import ENOUGH, MORE, suggestions
from services.coach.plan.story import (
    BODY_FIRST_FROM,
    Numbers,
    as_it_happened,
    body_days,
    happened_at,
    local_day,
    numbers,
    zone_of,
)
from shared.catalogue import Catalogue
from shared.events import (
    PlanAccepted,
    PlanAttempted,
    PlanChanged,
    PlanLetGo,
    PlanNotThisTime,
    PlanPaused,
    PlanProposed,
    PlanResumed,
)
from shared.keyring import Heard

SHOWN_IN_THE_PLAN = 100
STATUS: dict[type[Known], Literal["active", "paused", "let_go"]] = {Active: "active", Paused: "paused", Gone: "let_go"}


@dataclass(frozen=True, slots=True)
class View:
    """What showing needs beside the events: the catalogue, the time, and of the client the zone of their profile and
    from where the body comes first."""

    catalogue: Catalogue
    now: datetime
    zone: str | None = None
    body_first_from: int = BODY_FIRST_FROM


def plan_shown(events: Events, proposals: Sequence[Proposed], view: View) -> PlanShown:
    """The whole plan, each assignment with the newest part of its history."""
    return PlanShown(
        proposals=[proposal_shown(each) for each in proposals],
        assignments=[assignment_shown(each, view, newest=SHOWN_IN_THE_PLAN) for each in every(events)],
        session=session_shown(events),
    )


def proposal_shown(proposal: Proposed) -> ProposalShown:
    return ProposalShown(**dict(proposal.task), id=proposal.id, at=proposal.since, by=proposal.by)


def assignment_shown(kept: Kept, view: View, newest: int | None = None) -> AssignmentShown:
    task, counted = kept.state.task, counts(kept, view)
    active = isinstance(kept.state, Active)
    easy = active and ask_to_grow(kept.events, view.now)
    story = [entry(each) for each in as_it_happened(kept.events)]
    return AssignmentShown(
        **dict(task),
        id=kept.state.id,
        status=STATUS[type(kept.state)],
        attempts=counted.attempts,
        days_done=counted.days_done,
        days_with_it=counted.days_with_it,
        body_first_days=counted.body_first_days,
        followed=FollowedShown(**asdict(followed(kept.events, kept.beside, task))),
        bundle_hint=bundles.hint(task.bundle),
        change_first=change_first_shown(kept, view.catalogue) if active else None,
        tiny_next=active and tiny_next(kept.events),
        ask_to_grow=easy,
        grow=GROW if easy else None,
        etag=kept.etag,
        history=story if newest is None else story[-newest:],
    )


def counts(kept: Kept, view: View) -> Numbers:
    first_line = {each.id for each in view.catalogue.techniques.values() if each.first_line}
    zone = view.zone or zone_of(kept.events)
    days = body_days(kept.events, kept.beside, first_line, zone, view.body_first_from)
    return numbers(kept.events, kept.state.task, days)


def change_first_shown(kept: Kept, catalogue: Catalogue) -> ChangeFirstShown | None:
    found, task = change_first(kept.events), kept.state.task
    if found is None:
        return None
    smaller = suggestions(task, "full", catalogue.techniques.get(task.technique_id or ""))
    fix = BARRIERS[found.barrier].first_fix
    return ChangeFirstShown(barrier=found.barrier, fix=fix, smaller=[each.text for each in smaller])


def entry(told: Heard) -> Entry:
    """One event of an assignment's story."""
    at, data = happened_at(told), told.data
    match data:
        case PlanProposed():
            return ProposedShown(id=told.id, at=at, by=data.by)
        case PlanAccepted():
            return AcceptedShown(id=told.id, at=at)
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


def attempt_noted(told: Heard, data: PlanAttempted) -> AttemptNoted:
    more = None if data.version == "full" else MoreShown(more=MORE, enough=ENOUGH)
    return AttemptNoted(**dict(attempt_shown(told, data)), more=more)


def not_this_time_noted(told: Heard, data: PlanNotThisTime, cards: list[Card]) -> NotThisTimeNoted:
    return NotThisTimeNoted(**not_this_time(told, data), first_fix=first_fixes(data.barriers), cards=cards)


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
