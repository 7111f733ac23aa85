"""What making a task smaller, today's sizes and the five questions are asked with, and what they answer."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StrictBool

from services.coach.api.shapes import Strength
from services.coach.cards import Card
from services.coach.plan.matching import Fits, Why
from services.coach.plan.questions import Avoid, QuestionId, Understand
from services.coach.plan.smallest import Operator, Size
from services.coach.plan.task import FeelingId, LocalTime, Passage, Phrase, Tiny, Written, WrittenIfThen
from shared.events import Anchor, Barrier, Energy, IfThen
from shared.http import Posted

SizeAsked = Annotated[Size, Field(description="The size to make smaller; tiny halves the tiny version again.")]


class SmallerShown(BaseModel):
    """One way to make it smaller. `fits` is the size that `text` could stand for."""

    operator: Operator
    name: str
    text: str
    fits: Literal["small", "tiny"]


class SuggestionsShown(BaseModel):
    """Ways to make `text` smaller, in their order, down to the floor. `worst_day` is the question to check one with."""

    version: Size
    text: str
    worst_day: str
    suggestions: list[SmallerShown]


class PostedMoment(Posted):
    """How it is now. Nothing of it is kept, so `id` makes no difference here."""

    intensity: Strength
    energy: Energy | None = None


class TaskNow(BaseModel):
    """`fits`: which size of it fits now, a first step for the body in its place (which may count), or rest.

    `text` is that version; with a first step, the tiny one that may stand beside it. `words` says why.
    """

    assignment_id: UUID
    title: str
    fits: Fits
    text: str | None
    counts: bool
    why: Why
    words: str


class TodayShown(BaseModel):
    """`first` is where the first steps for the body are, when the body comes first."""

    first: str | None
    tasks: list[TaskNow]


class ChoiceShown(BaseModel):
    code: str
    label: str
    barrier: Barrier | None = None


class QuestionAsked(BaseModel):
    """`then` says what comes of an answer. `suggestions` are ready answers; `shown` is there to be read first."""

    id: QuestionId
    text: str
    choices: list[ChoiceShown]
    hint: str | None
    then: str
    source: str | None
    suggestions: list[str] = Field(default_factory=list)
    shown: list[str] = Field(default_factory=list)


class QuestionsShown(BaseModel):
    """Any one is enough, and each can be skipped."""

    questions: list[QuestionAsked]


class AnsweredSmallest(Written):
    """`on_worst_day`: I would do this at a 9. Without it, a smaller one is suggested and nothing changes."""

    tiny: Tiny
    on_worst_day: StrictBool


class AnsweredAfter(Written):
    existing: Phrase
    usual_time: LocalTime | None = None


class AnsweredSkipped(Written):
    """None of it is kept."""

    feeling: FeelingId | None = None
    intensity: Strength | None = None
    cancelling: StrictBool = False


class PostedAnswers(Posted):
    """Any of the five answers, or none; and what may come with them."""

    avoid: Avoid | None = None
    smallest: AnsweredSmallest | None = None
    after: AnsweredAfter | None = None
    skipped: AnsweredSkipped | None = None
    understand: Understand | None = None
    if_then: WrittenIfThen | None = None
    bundle: Phrase | None = None
    line: Passage | None = Field(default=None, description="A line for the session, in the client's own words.")

    @property
    def technique_id(self) -> None:
        """The practice stays the task's own."""

    def patch(self) -> dict[str, Any]:
        """The parts of the task that they name."""
        patch = self.model_dump(include={"if_then", "bundle"}, exclude_none=True)
        if self.after is not None:
            patch["anchor"] = {"after": self.after.existing, "usual_time": self.after.usual_time}
        return patch


class PlanCard(BaseModel):
    """What the five questions end with, after any of them: something small to do, and when.

    `halved` is a smaller version where the one given would not be done on the worst day. `fix` answers the barrier.
    `line` stands for the session; `ready_line` can be sent as it is. `changed` names the parts of the task that are
    different now, `question` what was kept for the session.
    """

    assignment_id: UUID
    title: str
    text: str
    anchor: Anchor | None
    if_then: IfThen | None
    bundle: str | None
    bundle_hint: str | None
    line: str | None
    ready_line: str | None
    barrier: Barrier | None
    fix: str | None
    halved: str | None
    because: str | None
    why: str | None
    changed: list[str]
    question: str | None
    cards: list[Card]
