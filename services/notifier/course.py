"""How it goes with a task, as far as reminders have to know: did the same get in the way twice in a row? Pure.

docs/specification/homework.md section 4: the task is changed before another reminder comes.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from shared.events import Barrier, Contract, PlanAttempted, PlanChanged, PlanNotThisTime, same_again

# Two are enough to see that it is the same again.
KEPT: Final = 2


class Put(BaseModel):
    """A not-this-time, by its version in the plan's stream; `at` is when it was told."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int
    at: datetime
    barriers: tuple[Barrier, ...] = ()


class Course(BaseModel):
    """The newest two not-this-times, and the version of the newest change or attempt.

    Each merges by version, so it is the same in whatever order the plan is heard.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    put_off: tuple[Put, ...] = ()
    turned: int = 0

    def after(self, data: Contract, *, version: int, at: datetime) -> "Course":
        """The course with one event about the task more."""
        match data:
            case PlanNotThisTime():
                put = Put(version=version, at=at, barriers=tuple(data.barriers))
                return self.model_copy(update={"put_off": newest({*self.put_off, put})})
            case PlanChanged() | PlanAttempted():
                return self.model_copy(update={"turned": max(self.turned, version)})
        return self

    @property
    def waits_since(self) -> datetime | None:
        """Since when the task waits to be changed; None while it does not."""
        if len(self.put_off) < KEPT or any(each.version < self.turned for each in self.put_off):
            return None
        before, last = self.put_off
        return last.at if same_again(before.barriers, last.barriers) else None


def newest(put_off: set[Put]) -> tuple[Put, ...]:
    by_version: Sequence[Put] = sorted(put_off, key=lambda each: each.version)
    return tuple(by_version[-KEPT:])
