"""What the plan is sent and what it answers: the public shapes of its API."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StrictBool, StringConstraints

from services.coach.api.shapes import Strength
from services.coach.cards import Card
from services.coach.plan import task
from services.coach.plan.barriers import Group
from services.coach.plan.decider import BARRIERS_ALLOWED, MOST_BARRIERS
from services.coach.plan.task import (
    Passage,
    Task,
)
from shared.events import (
    Assignment,
    Barrier,
    Energy,
    Helped,
    VersionDone,
)
from shared.http import Allowed, Posted

LONGEST_NOTE = 2_000
MOST_QUESTIONS_AT_ONCE = 10
DAY_ALLOWED = "Give a date, such as 2026-01-31, or null for none."


def _a_day(value: Any) -> Any:
    """A bare number would be taken for seconds since 1970."""
    if not isinstance(value, str | date):
        raise Allowed(DAY_ALLOWED)
    return value


def _each_once(barriers: list[Barrier]) -> list[Barrier]:
    if len(set(barriers)) < len(barriers):
        raise Allowed(BARRIERS_ALLOWED)
    return barriers


Day = Annotated[task.Day, BeforeValidator(_a_day)]
Note = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=LONGEST_NOTE)]
Zone = Annotated[str, StringConstraints(strict=True, max_length=60)]
Named = Annotated[list[Barrier], Field(max_length=MOST_BARRIERS), AfterValidator(_each_once)]
Questions = Annotated[list[Passage], Field(max_length=MOST_QUESTIONS_AT_ONCE)]


class PostedAssignment(Task, Posted):
    """A task for the own plan; `id` becomes the assignment's id."""

    starts: Day | None = None
    ends: Day | None = None

    def task(self) -> Task:
        return Task(**{name: getattr(self, name) for name in Task.model_fields})


class PostedAttempt(Posted):
    """What was done, in whatever size. The note stays private."""

    version: VersionDone
    body_first: StrictBool = Field(default=False, description="A first step for the body was done in its place.")
    practice_id: UUID | None = Field(default=None, description="One of the client's own practices.")
    check_in_id: UUID | None = Field(default=None, description="One of the client's own check-ins.")
    intensity_before: Strength | None = None
    intensity_after: Strength | None = None
    helped: Helped | None = None
    energy_before: Energy | None = None
    note: Note | None = None
    time_zone: Zone | None = Field(default=None, description="IANA, such as Europe/Madrid: whose day it counts on.")


class PostedNotThisTime(Posted):
    """Up to three barriers in the person's order, or none; `line` is meant for the session."""

    barriers: Named = Field(default_factory=list)
    line: Passage | None = None
    time_zone: Zone | None = None


class PostedMove(Posted):
    """One tap; nothing has to be said."""


class PostedQuestion(Posted):
    question: Passage


class PostedSession(Posted):
    """What is given stands from now on, null takes it away; questions are added to those that wait."""

    date: Day | None = None
    line: Passage | None = None
    questions: Questions = Field(default_factory=list)


class EntryShown(BaseModel):
    """Something in an assignment's story; `at` is when it happened, whenever it was told."""

    id: UUID
    at: datetime


class AddedShown(EntryShown):
    what: Literal["added"] = "added"


class ProposedShown(EntryShown):
    """`by` is the therapist."""

    what: Literal["proposed"] = "proposed"
    by: UUID


class AcceptedShown(EntryShown):
    what: Literal["accepted"] = "accepted"


class ChangedShown(EntryShown):
    """`changed` names the parts, none where it was left as it is on purpose; `because` is the barrier it answered."""

    what: Literal["changed"] = "changed"
    changed: list[str]
    because: Barrier | None = None
    by: Literal["client", "therapist"]


class AttemptShown(EntryShown):
    """`day` is the day it counts on, by the person's own clock."""

    what: Literal["attempted"] = "attempted"
    day: date
    version: VersionDone
    body_first: bool
    practice_id: UUID | None = None
    check_in_id: UUID | None = None
    intensity_before: int | None = None
    intensity_after: int | None = None
    helped: Helped | None = None
    energy_before: Energy | None = None
    note: str | None = None


class MoreShown(BaseModel):
    """After a start one may go on; `enough` is what is chosen unless somebody taps `more`."""

    more: str
    enough: str
    chosen: Literal["enough"] = "enough"


class AttemptNoted(AttemptShown):
    """`more` comes with the smaller versions."""

    more: MoreShown | None = None


class NotThisTimeShown(EntryShown):
    what: Literal["not_this_time"] = "not_this_time"
    day: date
    barriers: list[Barrier]
    line: str | None = None


class NotThisTimeNoted(NotThisTimeShown):
    """`first_fix`: what may help first, by barrier, in the order in which they were named. `cards` stand below it."""

    first_fix: dict[Barrier, str]
    cards: list[Card]


class MovedShown(EntryShown):
    what: Literal["paused", "resumed", "let_go"]


Entry = Annotated[
    AddedShown | ProposedShown | AcceptedShown | ChangedShown | AttemptShown | NotThisTimeShown | MovedShown,
    Field(discriminator="what"),
]


class ChangeFirstShown(BaseModel):
    """The same thing got in the way twice: the task changes before the next reminder. `smaller` are ways to do that."""

    barrier: Barrier
    fix: str
    smaller: list[str]


class FollowedShown(BaseModel):
    """Since each stands as it does: different days with something done after the anchor, and how often the if-then
    plan was done. Null where there is none."""

    anchor_days: int | None = None
    if_then_times: int | None = None


class AssignmentShown(Assignment):
    """`attempts`, `days_done`, `days_with_it` and `body_first_days` count what was done and said, never gaps.

    `ask_to_grow`: two easy weeks have gone by, so one may ask, with the words of `grow`; nothing grows by itself.

    `tiny_next`: after a not-this-time the tiny version is what to show.

    `etag` is what If-Match takes. The plan shows the newest part of each history; the assignment alone shows all.
    """

    id: UUID
    status: Literal["active", "paused", "let_go"]
    attempts: int
    days_done: int
    days_with_it: int
    body_first_days: int
    followed: FollowedShown
    bundle_hint: str | None = None
    change_first: ChangeFirstShown | None = None
    tiny_next: bool = False
    ask_to_grow: bool = False
    grow: str | None = None
    etag: str
    history: list[Entry]


class SessionShown(BaseModel):
    """The next session: its day, the one line for it, the questions that wait, the oldest first."""

    date: Day | None = None
    line: str | None = None
    questions: list[str]


class ProposalShown(Assignment):
    """What a therapist (`by`) proposes: no part of the plan until it is accepted, as it is or smaller."""

    id: UUID
    at: datetime
    by: UUID


class PlanShown(BaseModel):
    proposals: list[ProposalShown] = Field(default_factory=list)
    assignments: list[AssignmentShown]
    session: SessionShown


class QuestionShown(BaseModel):
    id: UUID
    question: str


class BarrierShown(BaseModel):
    """`words` is what is shown to tap; `first_fix` what may help first."""

    code: Barrier
    group: Group
    words: str
    first_fix: str


class BarriersShown(BaseModel):
    barriers: list[BarrierShown]
