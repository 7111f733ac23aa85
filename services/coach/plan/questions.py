"""The five questions (docs/specification/homework.md section 3): any one is enough, and each ends with a card to use.

Pure. What is tapped about a feeling is not kept, nobody is asked for an apology, and no words are written for anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from services.coach.decider import NotAllowed
from services.coach.plan import decider, session
from services.coach.plan.barriers import BARRIERS
from services.coach.plan.decider import Change, State
from services.coach.plan.session import UNSAID, Prepare, Session
from services.coach.plan.smallest import WORST_DAY
from services.coach.plan.wording import TINY_ALLOWED, is_tiny
from shared.events import Assignment, Barrier, Contract

QuestionId = Literal["avoid", "smallest", "after", "skipped", "understand"]
Avoid = Literal[
    "too-big", "too-vague", "boring", "stirs", "no-time", "afraid-wrong", "no-why", "forgot", "no-energy", "other"
]
Understand = Literal["yes", "partly", "no"]
# homework.md section 3, question 1: what is tapped, and the barrier it names.
BARRIER_OF: Final[Mapping[Avoid, Barrier | None]] = {
    "too-big": "too-big",
    "too-vague": "unclear",
    "boring": "boring",
    "stirs": "stirs",
    "no-time": "no-time",
    "afraid-wrong": "perfect",
    "no-why": "no-why",
    "forgot": "forgot",
    "no-energy": "low",
    "other": None,
}
READY_LINE: Final = "I did not do it. What got in the way was ..."
NEUTRAL: Final = "A minute for you?"
EMOTIONS: Final = "/v1/emotions"
NO_BECAUSE: Final = "Nobody has written down yet why it may help. That is a good thing to ask."


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap; `barrier` is what it names, where it names one."""

    code: str
    label: str
    barrier: Barrier | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One of the five. `then` says what comes of an answer; `hint` stands below. Each can be skipped."""

    id: QuestionId
    text: str
    then: str
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    source: str | None = None


def avoiding() -> tuple[Choice, ...]:
    labels: Mapping[Avoid, str] = {
        "too-big": "It is too big",
        "too-vague": "It is too vague",
        "boring": "It is dull",
        "stirs": "It stirs up something hard",
        "no-time": "There is no time",
        "afraid-wrong": "I fear to do it wrong",
        "no-why": "I don't see why",
        "forgot": "I forget it",
        "no-energy": "I have no energy",
        "other": "Something else",
    }
    return tuple(Choice(code, label, BARRIER_OF[code]) for code, label in labels.items())


QUESTIONS: Final[tuple[Question, ...]] = (
    Question(
        "avoid",
        "What is the first thing that makes me want to avoid it?",
        "You see what may help first.",
        avoiding(),
    ),
    Question(
        "smallest",
        "What is the smallest version of it?",
        "It becomes your tiny version, if you would do it on your worst day.",
        (Choice("yes", "Yes, I would"), Choice("no", "No, make it smaller")),
        WORST_DAY,
    ),
    Question(
        "after",
        "What do I do every day anyway?",
        "Your tiny version comes right after it.",
        (
            Choice("teeth", "I brush my teeth"),
            Choice("coffee", "I have my coffee"),
            Choice("kettle", "I fill the kettle"),
            Choice("bus", "I get on the bus"),
            Choice("bed", "I get into bed"),
        ),
        f"A reminder would say no more than: “{NEUTRAL}”",
    ),
    Question(
        "skipped",
        "What would it be like to say: I skipped it?",
        "You get a line that you can say. What you tap here is not kept.",
        (Choice("cancelling", "I think about not going"),),
        "You owe nobody an excuse.",
        EMOTIONS,
    ),
    Question(
        "understand",
        "Do I see why it may help?",
        "With “no”, the question is kept for your session.",
        (Choice("yes", "Yes"), Choice("partly", "Partly"), Choice("no", "No")),
    ),
)


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest version in the person's words; `on_worst_day`: they would do it at a 9."""

    tiny: str
    on_worst_day: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """Any part of the five, and what may come with them. `patch` are parts of the task as a change names them."""

    avoid: Avoid | None = None
    smallest: Smallest | None = None
    understand: Understand | None = None
    patch: Mapping[str, Any] = field(default_factory=dict)
    line: str | None = None

    @property
    def barrier(self) -> Barrier | None:
        return BARRIER_OF[self.avoid] if self.avoid else None

    @property
    def fix(self) -> str | None:
        return BARRIERS[self.barrier].first_fix if self.barrier else None


def decide(answers: Answers, state: State, waiting: Session, at: datetime) -> Sequence[Contract]:
    """What the answers change: the task, a question and a line for the session. Raises Refused, ValidationError."""
    events = decider.decide(Change(patch_of(answers), answers.barrier), state)
    asks = (question_about(state),) if answers.understand == "no" else ()
    line = answers.line if answers.line is not None else UNSAID
    return [*events, *session.decide(Prepare(line=line, questions=asks, at=at), waiting)]


def patch_of(answers: Answers) -> dict[str, Any]:
    """A tiny version that would not be done on the worst day is none; what was said of the last one goes with it."""
    patch, smallest = dict(answers.patch), answers.smallest
    if smallest is not None and smallest.on_worst_day:
        if not is_tiny(smallest.tiny):
            raise NotAllowed("versions", "smallest.tiny", TINY_ALLOWED)
        patch["versions"] = {"tiny": smallest.tiny, "tiny_seconds": None, "tiny_medium": None}
    return patch


def question_about(state: State) -> str:
    """Ready to be asked as it is."""
    assert isinstance(state, decider.Active | decider.Paused)
    return f"How may this help me: {state.task.title}?"


def because(task: Assignment) -> str:
    return task.why or NO_BECAUSE
