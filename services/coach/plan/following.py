"""Follow-through, for the person alone: how often the anchor and the if-then plan were followed by something done.

Counts of what was done since each stands as it does; never gaps, never shares of anything. Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.coach.plan.decider import Told
from services.coach.plan.story import local_day
from shared.events import Assignment, PlanAccepted, PlanAdded, PlanAttempted, PlanChanged, PracticeFinished


@dataclass(frozen=True, slots=True)
class Followed:
    """`anchor_days` are different days with something done since the anchor was set; `if_then_times` how often the
    action of the if-then plan was done since it was made. None where there is none."""

    anchor_days: int | None = None
    if_then_times: int | None = None


def followed(told: Sequence[Told], practices: Iterable[Told], task: Assignment) -> Followed:
    """Of a proposal that was never taken in there is nothing to follow."""
    if not any(taken_in(each) for each in told):
        return Followed()
    return Followed(
        anchor_days=None if task.anchor is None else len(days_since(told, stands_since(told, "anchor"))),
        if_then_times=None if task.if_then is None else times(told, practices, task),
    )


def times(told: Sequence[Told], practices: Iterable[Told], task: Assignment) -> int:
    """The practice that the plan names, carried through; where it names none, the attempts at the task."""
    since, technique = stands_since(told, "if_then"), task.if_then.technique_id if task.if_then else None
    if technique is None:
        return len(attempts_since(told, since))
    finished = [each for each in practices if isinstance(each.data, PracticeFinished) and each.at >= since]
    return sum(isinstance(each.data, PracticeFinished) and each.data.technique_id == technique for each in finished)


def stands_since(told: Sequence[Told], part: str) -> datetime:
    """When this part of the task last became what it is."""
    return max(each.at for each in told if sets(each, part))


def sets(told: Told, part: str) -> bool:
    return taken_in(told) or (isinstance(told.data, PlanChanged) and part in told.data.changed)


def taken_in(told: Told) -> bool:
    """Whether the task became part of the plan with this."""
    return isinstance(told.data, PlanAdded | PlanAccepted)


def attempts_since(told: Iterable[Told], since: datetime) -> list[PlanAttempted]:
    return [each.data for each in told if isinstance(each.data, PlanAttempted) and each.data.attempted_at >= since]


def days_since(told: Iterable[Told], since: datetime) -> set[date]:
    return {local_day(each.attempted_at, each.time_zone) for each in attempts_since(told, since)}
