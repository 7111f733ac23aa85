"""A task as somebody may write it, within its limits, and how a change is laid over the task as it stands."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictBool, StrictInt, StringConstraints

from shared.events import Anchor, Assignment, AssignmentKind, CueKind, IfThen, PlanSource, Target, Versions, Visibility

LONGEST_TINY: Final = 200
MOST_TIMES_PER_WEEK: Final = 21

Title = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=120)]
Tiny = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=LONGEST_TINY)]
Phrase = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)]
Passage = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=500)]
Identifier = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9-]{1,60}$")]
TimesPerWeek = Annotated[StrictInt, Field(ge=1, le=MOST_TIMES_PER_WEEK)]
LocalTime = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^([01]\d|2[0-3]):[0-5]\d$"),
    Field(json_schema_extra={"format": "time"}),
]


class Written(BaseModel):
    """A piece of what somebody wrote."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class WrittenVersions(Written):
    """The same task in up to three sizes. Tiny: a minute at most, no writing, for the worst day."""

    full: Passage
    small: Passage | None = None
    tiny: Tiny


class WrittenAnchor(Written):
    """`after` is a thing that is done every day anyway; `usual_time` is local, such as 21:50."""

    after: Phrase
    usual_time: LocalTime | None = None


class WrittenIfThen(Written):
    """When `cue` comes, I do `action`. `said`: it was said once to oneself."""

    cue: Phrase
    action: Phrase
    cue_kind: CueKind | None = None
    said: StrictBool = False
    active: StrictBool = True


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
                "if_then": IfThen(**dict(self.if_then)) if self.if_then else None,
            }
        )


def changed(assignment: Assignment, patch: Mapping[str, JsonValue]) -> Assignment:
    """The task with `patch` laid over it (RFC 7396; null takes a part away). What is not named stays as it is.

    Raises ValidationError where the whole is no task any more.
    """
    stands = assignment.model_dump(include=set(Task.model_fields))
    return Task.model_validate(laid_over(stands, patch)).assignment()


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
