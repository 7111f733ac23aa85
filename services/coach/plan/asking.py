"""What the plan asks by itself: to change a task before the next reminder, and whether to grow it. It never does it.

docs/specification/homework.md sections 2 and 4. Pure. The numbers are cautious design choices.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.coach.plan.decider import Active, Paused, Told
from services.coach.plan.story import as_it_happened, local_day
from shared.catalogue import did_harm
from shared.events import (
    Barrier,
    Contract,
    PlanAccepted,
    PlanAdded,
    PlanAttempted,
    PlanChanged,
    PlanNotThisTime,
    same_again,
)

EASY_FOR: Final = timedelta(weeks=2)
# Two taps in two weeks say little.
EASY_DAYS: Final = 4
# A new size or target begins anew; other words for the title do not.
SIZES: Final = frozenset({"versions", "target"})
GROW: Final = "The tiny version has gone easily for a while. Would you like it a little bigger? It is fine as it is."


@dataclass(frozen=True, slots=True)
class ChangeFirst:
    """The same thing got in the way twice; the task changes before another reminder comes."""

    barrier: Barrier


def change_first(told: Iterable[Told]) -> ChangeFirst | None:
    """What came again last, whatever else got in the way between; None once the task was changed or done after it.

    `told` are the task's events as they were told.
    """
    before = set[Barrier]()
    twice: ChangeFirst | None = None
    for each in told:
        data = each.data
        if isinstance(data, PlanChanged | PlanAttempted | PlanAccepted):
            before, twice = set(), None
        elif isinstance(data, PlanNotThisTime):
            again = same_again(before, data.barriers)
            before, twice = {*before, *data.barriers}, ChangeFirst(again) if again else twice
    return twice


def leave_as_it_is(state: Active | Paused, told: Iterable[Told]) -> list[Contract]:
    """The person has looked at the task and wants it as it is: a change of nothing, for that barrier."""
    found = change_first(told)
    if found is None:
        return []
    return [PlanChanged(assignment_id=state.id, assignment=state.task, because=found.barrier)]


def tiny_next(told: Sequence[Told]) -> bool:
    """Whether the tiny version comes next: the last that was said is a not-this-time (homework.md section 5)."""
    said = [each.data for each in as_it_happened(told) if isinstance(each.data, PlanAttempted | PlanNotThisTime)]
    return bool(said) and isinstance(said[-1], PlanNotThisTime)


def ask_to_grow(told: Sequence[Told], now: datetime) -> bool:
    """Whether two weeks of tiny versions have gone easily, up to now, with nothing in the way."""
    easy = easy_run(told)
    if not easy or now - easy[0].attempted_at < EASY_FOR or now - easy[-1].attempted_at > EASY_FOR:
        return False
    return len({local_day(each.attempted_at, each.time_zone) for each in easy}) >= EASY_DAYS


def easy_run(told: Sequence[Told]) -> list[PlanAttempted]:
    """The tiny attempts since anything else happened: another size, a hard one, a barrier, a change of the size."""
    run = list[PlanAttempted]()
    for each in as_it_happened(told):
        data = each.data
        if isinstance(data, PlanAttempted) and is_easy(data):
            run.append(data)
        elif ends_the_run(data):
            run = []
    return run


def is_easy(attempt: PlanAttempted) -> bool:
    harmed = did_harm(attempt.helped, attempt.intensity_before, attempt.intensity_after, pleasant=False)
    return attempt.version == "tiny" and not harmed


def ends_the_run(data: object) -> bool:
    if isinstance(data, PlanChanged):
        return bool(SIZES & set(data.changed))
    if isinstance(data, PlanAttempted):
        return not data.body_first
    return isinstance(data, PlanNotThisTime | PlanAdded | PlanAccepted)
