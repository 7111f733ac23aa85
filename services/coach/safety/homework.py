"""S7, a task that was not possible for three weeks; S8, thoughts of cancelling. Both arise at a not-this-time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from services.coach.plan.story import local_day
from services.coach.safety.limits import CardKind, rests
from services.coach.safety.moments import FRESH, Seen
from shared.events import Barrier, Contract, PlanAttempted, PlanNotThisTime

# homework.md section 4: these say that the task itself may be wrong for now.
TASK_MAY_BE_WRONG: Final[frozenset[Barrier]] = frozenset({"stirs", "low", "anxious", "too-hard"})
WEEKS_IN_A_ROW: Final = 3
# The barrier that makes people stay away from the session.
CANCELS: Final[Barrier] = "ashamed"


def homework_cards(
    said: PlanNotThisTime, now: datetime, before: Sequence[Contract], seen: Iterable[Seen]
) -> Iterator[CardKind]:
    """The cards of a not-this-time that arrives at `now`. `before` is what else was said about the same task."""
    if not is_now(said.told_at, now):
        return
    if s7_due(said, before) and not rests("S7", seen, said.told_at):
        yield "S7"
    if s8_due(said.barriers):
        yield "S8"


def s7_due(said: PlanNotThisTime, before: Iterable[Contract]) -> bool:
    """This week and the two before it: each with such a barrier, and none with the task done in any size.

    Weeks are those of the person's own clock, Monday to Sunday, because a task belongs to the week of a session.
    """
    hard, done = set[date](), set[date]()
    for each in (*before, said):
        if isinstance(each, PlanNotThisTime) and TASK_MAY_BE_WRONG & set(each.barriers):
            hard.add(week(each.told_at, each.time_zone or said.time_zone))
        elif isinstance(each, PlanAttempted):
            done.add(week(each.attempted_at, each.time_zone or said.time_zone))
    this = week(said.told_at, said.time_zone)
    if not TASK_MAY_BE_WRONG & set(said.barriers):
        return False
    return all(this - timedelta(weeks=ago) in hard - done for ago in range(WEEKS_IN_A_ROW))


def s8_due(barriers: Iterable[Barrier] = (), *, cancelling: bool = False) -> bool:
    """`cancelling`: the person tapped that they think of cancelling the session."""
    return cancelling or CANCELS in barriers


def is_now(at: datetime, arrived_at: datetime) -> bool:
    """Whether it reached us while it was still now. What was kept on a device for longer brings no card."""
    return arrived_at - at <= FRESH


def week(at: datetime, zone: str | None) -> date:
    """The Monday of its week."""
    day = local_day(at, zone)
    return day - timedelta(days=day.weekday())
