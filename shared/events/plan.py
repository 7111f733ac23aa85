"""The plan: what somebody wants to try between sessions, and what became of it. Every event is of equal worth."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.events.contract import Contract
from shared.events.parts import Energy, Helped, Place

AssignmentKind = Literal["check-in", "technique", "thought-record", "experiment", "monitoring", "free"]
PlanSource = Literal["therapist", "self", "both"]
VersionDone = Literal["full", "small", "tiny", "other"]
Visibility = Literal["private", "report"]
CueKind = Literal["feeling", "time", "place", "event"]
TinyMedium = Literal["tap", "notice", "say", "move"]
Barrier = Literal[
    "forgot",
    "low",
    "anxious",
    "put-off",
    "perfect",
    "stirs",
    "ashamed",
    "not-believe",
    "too-big",
    "too-hard",
    "unclear",
    "no-why",
    "boring",
    "not-mine",
    "not-discussed",
    "no-time",
    "no-privacy",
    "chaos",
    "tech",
]


def same_again(before: Iterable[Barrier], now: Iterable[Barrier]) -> Barrier | None:
    """The first of what got in the way now that did so before, too (homework.md section 4)."""
    known = set(before)
    return next((each for each in now if each in known), None)


class Part(BaseModel):
    """A piece of an assignment."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Versions(Part):
    """One task in up to three sizes, in the person's words; tiny takes a minute at most and needs no writing.

    `full_energy` and `small_energy` are what these ask for; tiny asks for little. `tiny_seconds` and `tiny_medium` are
    what the person said of the tiny one: how long it takes, and what is done.
    """

    full: str
    small: str | None = None
    tiny: str
    full_energy: Energy = "high"
    small_energy: Energy = "medium"
    tiny_seconds: int | None = None
    tiny_medium: TinyMedium | None = None


class Anchor(Part):
    """After `after`, an existing daily thing, comes the tiny version. `usual_time` is local, as HH:MM."""

    after: str
    usual_time: str | None = None


class Hours(Part):
    """A span of local wall time (HH:MM), which may go over midnight."""

    starts: str
    ends: str


class IfThen(Part):
    """When `cue` comes, `action` follows. `said` is whether it was said once to oneself.

    `technique_id` is the action where it is a technique. `feelings` (ids or prefixes of ids), `triggers`, `place` and
    `hours` are what of the cue can be compared with a moment: each that is given has to fit, of a list one.
    """

    cue: str
    action: str
    cue_kind: CueKind | None = None
    said: bool = False
    active: bool = True
    technique_id: str | None = None
    feelings: list[str] = Field(default_factory=list)
    triggers: list[str] = Field(default_factory=list)
    place: Place | None = None
    hours: Hours | None = None


class Target(Part):
    """How often: so many times a week, or whenever something happens."""

    times_per_week: int | None = None
    when: str | None = None


class Assignment(Part):
    """What a task says about itself. `shown_in` says whether a report may show it."""

    title: str
    kind: AssignmentKind
    source: PlanSource = "self"
    why: str | None = None
    technique_id: str | None = None
    versions: Versions
    target: Target | None = None
    anchor: Anchor | None = None
    if_then: IfThen | None = None
    bundle: str | None = None
    body_first_days_count: bool = True
    starts: date | None = None
    ends: date | None = None
    shown_in: Visibility = "private"


class PlanChange(Contract):
    """Every event about one assignment names it."""

    assignment_id: UUID


class PlanAdded(PlanChange):
    """The event's id is the assignment's id."""

    type: ClassVar[str] = "plan.added"
    producer: ClassVar[str] = "coach"

    assignment: Assignment


class PlanChanged(PlanChange):
    """`assignment` is the whole task as it stands now; `because` the barrier this answers, if there was one."""

    type: ClassVar[str] = "plan.changed"
    producer: ClassVar[str] = "coach"

    assignment: Assignment
    changed: list[str] = Field(default_factory=list)
    because: Barrier | None = None
    by: Literal["client", "therapist"] = "client"


class PlanProposed(PlanChange):
    """A therapist's proposal; the event's id is the assignment's id. It becomes part of the plan when it is accepted.

    `consent_id` is the consent under which it was made.
    """

    type: ClassVar[str] = "plan.proposed"
    producer: ClassVar[str] = "coach"

    assignment: Assignment
    by: UUID
    consent_id: UUID


class PlanAccepted(PlanChange):
    """The client took a proposal in; `assignment` is the task as accepted, which may be smaller than proposed."""

    type: ClassVar[str] = "plan.accepted"
    producer: ClassVar[str] = "coach"

    assignment: Assignment


class PlanAttempted(PlanChange):
    """Done in some version. `body_first`: a first-line step at 8 or above that counts. `note` is private."""

    type: ClassVar[str] = "plan.attempted"
    producer: ClassVar[str] = "coach"

    version: VersionDone
    body_first: bool = False
    practice_id: UUID | None = None
    check_in_id: UUID | None = None
    intensity_before: int | None = None
    intensity_after: int | None = None
    helped: Helped | None = None
    energy_before: Energy | None = None
    note: str | None = None
    attempted_at: datetime
    time_zone: str | None = None


class PlanNotThisTime(PlanChange):
    """Worth as much as an attempt. `barriers` are in the person's order; `line` is meant for the session."""

    type: ClassVar[str] = "plan.not_this_time"
    producer: ClassVar[str] = "coach"

    barriers: list[Barrier] = Field(default_factory=list)
    line: str | None = None
    told_at: datetime
    time_zone: str | None = None


class PlanPaused(PlanChange):
    """Resting until it is taken up again; nobody asks why."""

    type: ClassVar[str] = "plan.paused"
    producer: ClassVar[str] = "coach"


class PlanResumed(PlanChange):
    """Taken up again after a pause."""

    type: ClassVar[str] = "plan.resumed"
    producer: ClassVar[str] = "coach"


class PlanLetGo(PlanChange):
    """No longer part of the plan; nobody asks why."""

    type: ClassVar[str] = "plan.let_go"
    producer: ClassVar[str] = "coach"


class PlanSessionSet(Contract):
    """The day of the next session, or none."""

    type: ClassVar[str] = "plan.session_set"
    producer: ClassVar[str] = "coach"

    day: date | None = None


class PlanLineWritten(Contract):
    """The one line for the session; the last one stands, and None takes it back."""

    type: ClassVar[str] = "plan.line_written"
    producer: ClassVar[str] = "coach"

    line: str | None = None


class PlanQuestionAdded(Contract):
    """A question to bring. The event's id is the question's id."""

    type: ClassVar[str] = "plan.question_added"
    producer: ClassVar[str] = "coach"

    question: str
