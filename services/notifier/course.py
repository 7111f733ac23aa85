"""How it goes with a task, as far as reminders have to know: did the same get in the way twice? Pure.

docs/specification/homework.md section 4: the task is changed before another reminder comes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from shared.events import Barrier, Contract, PlanAttempted, PlanChanged, PlanNotThisTime

# Of each thing that got in the way, the newest two are enough to see that it came again, and when.
KEPT: Final = 2


class Put(BaseModel):
    """A not-this-time, by its version in the plan's stream; `at` is when it was told."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int
    at: datetime
    barriers: tuple[Barrier, ...] = ()


class Course(BaseModel):
    """The not-this-times since the newest change or attempt, for each barrier its newest two.

    `turned` is the version of that change or attempt. Each merges by version, so it is the same in whatever order the
    plan is heard.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    put_off: tuple[Put, ...] = ()
    turned: int = 0

    def after(self, data: Contract, *, version: int, at: datetime) -> "Course":
        """The course with one event about the task more."""
        put_off, turned = {*self.put_off}, self.turned
        match data:
            case PlanNotThisTime():
                put_off.add(Put(version=version, at=at, barriers=tuple(data.barriers)))
            case PlanChanged() | PlanAttempted():
                turned = max(turned, version)
        return Course(put_off=newest(each for each in put_off if each.version > turned), turned=turned)

    @property
    def waits_since(self) -> datetime | None:
        """Since when the task waits to be changed: when something last came again; None while it does not."""
        since = [each for each in self.put_off if each.version > self.turned]
        again = [puts[-1] for puts in by_barrier(since).values() if len(puts) == KEPT]
        return max(again, key=lambda each: each.version).at if again else None


def newest(put_off: Iterable[Put]) -> tuple[Put, ...]:
    kept = {each for puts in by_barrier(put_off).values() for each in puts}
    return tuple(sorted(kept, key=lambda each: each.version))


def by_barrier(put_off: Iterable[Put]) -> Mapping[Barrier, list[Put]]:
    """For each thing that got in the way its newest, in their order."""
    found = dict[Barrier, list[Put]]()
    for each in sorted(put_off, key=lambda each: each.version):
        for barrier in each.barriers:
            found[barrier] = [*found.get(barrier, []), each][-KEPT:]
    return found
