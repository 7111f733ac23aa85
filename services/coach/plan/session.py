"""The rules of the next session: its day, the one line for it, and the questions to bring. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import reduce
from typing import Final

from services.coach.plan.decider import Told
from shared.events import Contract, PlanLineWritten, PlanNotThisTime, PlanQuestionAdded, PlanSessionSet

MOST_QUESTIONS: Final = 20


@dataclass(frozen=True, slots=True)
class Session:
    """What waits for the next session; `questions` are the newest ones, the oldest first."""

    day: date | None = None
    line: str | None = None
    questions: tuple[str, ...] = ()


initial = Session()


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Nothing was said about it, which is something else than None."""


UNSAID: Final = Unsaid()


@dataclass(frozen=True, slots=True)
class Prepare:
    """What is given stands from now on; questions are added to those that wait. `at` is when it was said."""

    day: date | Unsaid | None = UNSAID
    line: str | Unsaid | None = UNSAID
    questions: tuple[str, ...] = field(default=())
    at: datetime = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Ask:
    question: str


Command = Prepare | Ask


def decide(command: Command, session: Session) -> list[Contract]:
    """The events that `command` brings about; none if it is so already."""
    if isinstance(command, Ask):
        return [PlanQuestionAdded(question=command.question)]
    return prepare(command, session)


def prepare(command: Prepare, session: Session) -> list[Contract]:
    events: list[Contract] = []
    if not isinstance(command.day, Unsaid) and command.day != session.day:
        events.append(PlanSessionSet(day=command.day))
        session = on_day(session, command.day, command.at)
    if not isinstance(command.line, Unsaid) and command.line != session.line:
        events.append(PlanLineWritten(line=command.line))
    return events + [PlanQuestionAdded(question=each) for each in unasked(command.questions, session)]


def unasked(questions: Sequence[str], session: Session) -> list[str]:
    return [each for each in dict.fromkeys(questions) if each not in session.questions]


def evolve(session: Session, told: Told) -> Session:
    """The session after an event; the line of a not-this-time is meant for it too, and the last line stands."""
    match told.data:
        case PlanSessionSet(day=day):
            return on_day(session, day, told.at)
        case PlanLineWritten(line=line):
            return replace(session, line=line)
        case PlanNotThisTime(line=str(line)):
            return replace(session, line=line)
        case PlanQuestionAdded(question=question):
            return replace(session, questions=(*session.questions, question)[-MOST_QUESTIONS:])
    return session


def on_day(session: Session, day: date | None, at: datetime) -> Session:
    """A new day after the old one has passed is another session: its line and questions begin anew."""
    passed = session.day is not None and session.day < at.astimezone(UTC).date()
    return Session(day) if passed and day is not None else replace(session, day=day)


def fold(told: Iterable[Told], session: Session = initial) -> Session:
    return reduce(evolve, told, session)
