"""A task as somebody may write it, within its limits, and how a change is laid over the task as it stands."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictBool, StrictInt, StringConstraints

from services.coach.decider import NotAllowed
from services.coach.plan.wording import LONGEST_TINY, TINY_ALLOWED, TINY_SECONDS, is_tiny
from shared.events import (
    Anchor,
    Assignment,
    AssignmentKind,
    CueKind,
    Energy,
    Hours,
    IfThen,
    Place,
    PlanSource,
    Target,
    TinyMedium,
    Versions,
    Visibility,
)

MOST_TIMES_PER_WEEK: Final = 21
MOST_FEELINGS: Final = 10
MOST_TRIGGERS: Final = 10
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
ENDS_ALLOWED: Final = "Give a day that is not before the first one, or null for none."

Title = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=120)]
Tiny = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=LONGEST_TINY)]
Phrase = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)]
Passage = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=500)]
Identifier = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9-]{1,60}$")]
TimesPerWeek = Annotated[StrictInt, Field(ge=1, le=MOST_TIMES_PER_WEEK)]
Tag = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=60)]
FeelingId = Annotated[str, Field(strict=True, max_length=100)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
LocalTime = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^([01]\d|2[0-3]):[0-5]\d$"),
    Field(json_schema_extra={"format": "time"}),
]


class Written(BaseModel):
    """A piece of what somebody wrote."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class WrittenVersions(Written):
    """The same task in up to three sizes. Tiny: a minute at most, no writing, little energy, for the worst day."""

    full: Passage
    small: Passage | None = None
    tiny: Tiny
    full_energy: Energy = "high"
    small_energy: Energy = "medium"
    tiny_seconds: Annotated[StrictInt, Field(ge=1, le=TINY_SECONDS)] | None = None
    tiny_medium: TinyMedium | None = None


class WrittenAnchor(Written):
    """`after` is a thing that is done every day anyway; `usual_time` is local, such as 21:50."""

    after: Phrase
    usual_time: LocalTime | None = None


class WrittenHours(Written):
    """A span of local wall time, which may go over midnight."""

    starts: LocalTime
    ends: LocalTime


class WrittenIfThen(Written):
    """When `cue` comes, I do `action`. `said`: it was said once to oneself.

    `technique_id` is the action where it is a practice. `feelings` (ids of the wheel, each covers all under it),
    `triggers`, `place` and `hours` are what of the cue can be compared with a moment.
    """

    cue: Phrase
    action: Phrase
    cue_kind: CueKind | None = None
    said: StrictBool = False
    active: StrictBool = True
    technique_id: Identifier | None = None
    feelings: Annotated[list[FeelingId], Field(max_length=MOST_FEELINGS)] = Field(default_factory=list)
    triggers: Annotated[list[Tag], Field(max_length=MOST_TRIGGERS)] = Field(default_factory=list)
    place: Place | None = None
    hours: WrittenHours | None = None

    def plan(self) -> IfThen:
        """As it is recorded."""
        hours = Hours(starts=self.hours.starts, ends=self.hours.ends) if self.hours else None
        return IfThen(**dict(self) | {"hours": hours})


class WrittenTarget(Written):
    """So many times a week, or whenever something happens."""

    times_per_week: TimesPerWeek | None = None
    when: Phrase | None = None


class Task(Written):
    """What a task says about itself. Private unless the person says otherwise."""

    title: Title
    kind: AssignmentKind
    source: PlanSource = "self"
    why: Passage | None = None
    technique_id: Identifier | None = None
    versions: WrittenVersions
    target: WrittenTarget | None = None
    anchor: WrittenAnchor | None = None
    if_then: WrittenIfThen | None = None
    bundle: Phrase | None = None
    body_first_days_count: StrictBool = True
    starts: Day | None = None
    ends: Day | None = None
    shown_in: Visibility = "private"

    def assignment(self) -> Assignment:
        """As it is recorded. A target that says nothing is none."""
        said = {name: getattr(self, name) for name in Task.model_fields}
        target = self.target if self.target != WrittenTarget() else None
        return Assignment(
            **said
            | {
                "versions": Versions(**dict(self.versions)),
                "target": Target(**dict(target)) if target else None,
                "anchor": Anchor(**dict(self.anchor)) if self.anchor else None,
                "if_then": self.if_then.plan() if self.if_then else None,
            }
        )


def changed(assignment: Assignment, patch: Mapping[str, JsonValue]) -> Assignment:
    """The task with `patch` laid over it (RFC 7396; null takes a part away). What is not named stays as it is.

    Raises ValidationError where the whole is no task any more, and NotAllowed for what does not fit what is named.
    """
    stands = assignment.model_dump(include=set(Task.model_fields))
    task = Task.model_validate(laid_over(stands, patch)).assignment()
    refuse_unfit(task, patch)
    return task


def refuse_unfit(task: Assignment, named: Collection[str]) -> None:
    """Raise NotAllowed where one of the named parts does not fit. What was there before is not held against anybody."""
    if "versions" in named and not is_tiny(task.versions.tiny):
        raise NotAllowed("versions", "versions.tiny", TINY_ALLOWED)
    if {"starts", "ends"} & set(named) and task.starts and task.ends and task.ends < task.starts:
        raise NotAllowed("ends", "ends", ENDS_ALLOWED)


def laid_over(stands: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    whole = dict(stands)
    for name, value in patch.items():
        before = whole.get(name)
        if isinstance(value, Mapping):
            whole[name] = laid_over(before if isinstance(before, Mapping) else {}, value)
        else:
            whole[name] = value
    return whole


def differing(one: Assignment, other: Assignment) -> list[str]:
    """The names of the parts in which two tasks differ."""
    return [name for name in Assignment.model_fields if getattr(one, name) != getattr(other, name)]
