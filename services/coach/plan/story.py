"""What an assignment's events add up to: its story in the order in which things happened, and what was done. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.coach.plan.decider import Told
from shared.events import Assignment, PlanAttempted, PlanNotThisTime

T = TypeVar("T", bound=Told)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts of what was done, never of gaps; none of them ever falls because of a not-this-time (homework.md H3).

    `days_done` are different days with something done, `days_with_it` those with something done or said about it.
    """

    attempts: int = 0
    days_done: int = 0
    days_with_it: int = 0


def numbers(told: Iterable[Told], task: Assignment) -> Numbers:
    done, said = list[date](), list[date]()
    for each in told:
        data = each.data
        if isinstance(data, PlanAttempted) and (task.body_first_days_count or not data.body_first):
            done.append(local_day(data.attempted_at, data.time_zone))
        if isinstance(data, PlanNotThisTime):
            said.append(local_day(data.told_at, data.time_zone))
    return Numbers(len(done), len({*done}), len({*done, *said}))


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
