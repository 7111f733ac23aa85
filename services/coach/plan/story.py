"""What an assignment's events add up to: its story in the order in which things happened, and what was done. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.coach.plan.decider import Told
from shared.events import (
    Assignment,
    PlanAccepted,
    PlanAdded,
    PlanAttempted,
    PlanLetGo,
    PlanNotThisTime,
    PlanPaused,
    PlanResumed,
    PracticeFinished,
)

# homework.md section 2: at 8 and above the body comes first, unless the clinic says from where.
BODY_FIRST_FROM: Final = 8
T = TypeVar("T", bound=Told)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts of what was done, never of gaps; none of them ever falls because of a not-this-time (homework.md H3).

    `days_done` are different days with something done, `days_with_it` those with something done or said about it,
    `body_first_days` those on which a first step for the body counted.
    """

    attempts: int = 0
    days_done: int = 0
    days_with_it: int = 0
    body_first_days: int = 0


def numbers(told: Iterable[Told], task: Assignment, body_days: Collection[date] = ()) -> Numbers:
    """`body_days` are days with a first step for the body at 8 or above; they count where the task says so."""
    done, said = list[date](), list[date]()
    body = set(body_days) if task.body_first_days_count else set[date]()
    for each in told:
        data = each.data
        if isinstance(data, PlanAttempted) and (task.body_first_days_count or not data.body_first):
            done.append(local_day(data.attempted_at, data.time_zone))
            body |= {done[-1]} if data.body_first else set()
        if isinstance(data, PlanNotThisTime):
            said.append(local_day(data.told_at, data.time_zone))
    return Numbers(len(done), len({*done, *body}), len({*done, *body, *said}), len(body))


def body_days(
    told: Sequence[Told],
    practices: Iterable[Told],
    first_line: Collection[str],
    zone: str | None,
    body_first_from: int = BODY_FIRST_FROM,
) -> set[date]:
    """The days on which a practice of the first line was carried through at that or above while the task was active.

    Nothing is recorded for it: what was practised is in the log once, and counts from there.
    """
    spans = active_spans(told)
    return {
        local_day(each.at, zone)
        for each in practices
        if is_body_first(each, first_line, body_first_from) and any(start <= each.at < end for start, end in spans)
    }


def is_body_first(told: Told, first_line: Collection[str], body_first_from: int) -> bool:
    data = told.data
    if not isinstance(data, PracticeFinished) or data.technique_id not in first_line:
        return False
    return data.intensity_before is not None and data.intensity_before >= body_first_from


def active_spans(told: Sequence[Told]) -> list[tuple[datetime, datetime]]:
    """From when to when the task was active, by its own events; the end is not among it."""
    spans, since = list[tuple[datetime, datetime]](), None
    for each in told:
        if isinstance(each.data, PlanAdded | PlanAccepted | PlanResumed):
            since = since or each.at
        elif isinstance(each.data, PlanPaused | PlanLetGo) and since is not None:
            spans, since = [*spans, (since, each.at)], None
    return spans if since is None else [*spans, (since, datetime.max.replace(tzinfo=UTC))]


def zone_of(events: Iterable[Told]) -> str | None:
    """The zone that was last named with something done or said. `events` are in order."""
    zone = None
    for each in events:
        if isinstance(each.data, PlanAttempted | PlanNotThisTime):
            zone = each.data.time_zone or zone
    return zone


def as_it_happened(told: Sequence[T]) -> list[T]:
    """By the time at which things happened, whenever they were told; at the same time, as they were told."""
    return sorted(told, key=happened_at)


def happened_at(told: Told) -> datetime:
    match told.data:
        case PlanAttempted(attempted_at=at) | PlanNotThisTime(told_at=at):
            return at
    return told.at


def local_day(at: datetime, zone: str | None) -> date:
    """The day on the person's own clock; by the time's own offset where the zone is not known."""
    try:
        return at.astimezone(ZoneInfo(zone)).date() if zone else at.date()
    except (ZoneInfoNotFoundError, ValueError):
        return at.date()
