"""What is known of a person that holds their reminders back, as the plan and the profile tell it. Pure.

It is the same in whatever order it is heard.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.notifier.course import Course
from services.notifier.schedule import USUAL_NIGHT, Night, wall
from shared.events import (
    Contract,
    PlanAttempted,
    PlanChanged,
    PlanLetGo,
    PlanNotThisTime,
    PlanPaused,
    PlanResumed,
    ProfileChanged,
    QuietAsked,
    QuietHours,
)
from shared.events.plan import PlanChange

# What was done matters on its own local day, which no zone moves by more than this.
REMEMBERED = timedelta(days=3)
# docs/specification/homework.md section 5.
SILENT_DAYS = timedelta(days=14)


class Known(BaseModel):
    """Something kept between two events."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Quiet(Known):
    """Asked at a moment, until another."""

    asked_at: datetime
    until: datetime


class Answered(Known):
    """An assignment was done in some version, or, with `done` false, put off with its reasons. Either is an answer."""

    assignment_id: UUID
    at: datetime
    done: bool


class Resting(Known):
    """Whether an assignment rests, as the event of this version of the plan's stream said; `gone`: for good."""

    version: int
    rests: bool
    gone: bool = False


class OwnNight(Known):
    """The person's quiet hours, as the event of this version of their stream set them; None: the usual ones."""

    version: int
    hours: QuietHours | None = None


class Question(Known):
    """A reminder went by unanswered three times, so that it asks in the app, and is not sent until it was answered."""

    reminder_id: UUID
    since: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether nobody answered for so long that it is asked no more: the reminder is off."""
        return now - self.since >= SILENT_DAYS


class Facts(Known):
    """What holds reminders back. `paused_until` without a time: until they are wanted again.

    `question` is the newest; `off` are those before it, of other reminders, that nobody answered.
    """

    paused: bool = False
    paused_until: datetime | None = None
    quiet: tuple[Quiet, ...] = ()
    answered: tuple[Answered, ...] = ()
    plan: Mapping[UUID, Resting] = {}
    courses: Mapping[UUID, Course] = {}
    own_night: OwnNight | None = None
    question: Question | None = None
    off: tuple[Question, ...] = ()


def learn(facts: Facts, data: Contract, *, version: int, at: datetime) -> Facts:
    """What the plan and the profile say about the person's reminders, the same in whatever order it is heard.

    `version` is the event's in the coach's stream, `at` when it happened.
    """
    match data:
        case QuietAsked():
            quiet = {*facts.quiet, Quiet(asked_at=at, until=data.until)}
            return facts.model_copy(update={"quiet": still_asked(quiet)})
        case PlanAttempted():
            answer = Answered(assignment_id=data.assignment_id, at=min(at, data.attempted_at), done=True)
            return with_answer(with_course(facts, data, version=version, at=at), answer)
        case PlanNotThisTime():
            answer = Answered(assignment_id=data.assignment_id, at=min(at, data.told_at), done=False)
            return with_answer(with_course(facts, data, version=version, at=at), answer)
        case PlanChanged():
            return with_course(facts, data, version=version, at=at)
        case PlanPaused() | PlanLetGo() | PlanResumed():
            rests, gone = not isinstance(data, PlanResumed), isinstance(data, PlanLetGo)
            return with_rest(facts, data.assignment_id, Resting(version=version, rests=rests, gone=gone))
        case ProfileChanged():
            return with_night(facts, data, version=version)
    return facts


def rests(facts: Facts, assignment_id: UUID | None) -> bool:
    """Whether the assignment is paused or let go."""
    known = facts.plan.get(assignment_id) if assignment_id is not None else None
    return known is not None and known.rests


def is_gone(facts: Facts, assignment_id: UUID | None) -> bool:
    """Whether the assignment was let go of."""
    known = facts.plan.get(assignment_id) if assignment_id is not None else None
    return known is not None and known.gone


def still_asked(quiet: set[Quiet]) -> tuple[Quiet, ...]:
    """Those that are not over by the time the newest was asked for."""
    newest = max(each.asked_at for each in quiet)
    return tuple(sorted((each for each in quiet if each.until > newest), key=lambda each: (each.asked_at, each.until)))


def with_answer(facts: Facts, answer: Answered) -> Facts:
    answers = {*facts.answered, answer}
    oldest = max(each.at for each in answers) - REMEMBERED
    kept = sorted((each for each in answers if each.at >= oldest), key=lambda each: (each.at, each.assignment_id))
    return facts.model_copy(update={"answered": tuple(kept)})


def with_course(facts: Facts, data: PlanChange, *, version: int, at: datetime) -> Facts:
    before = facts.courses.get(data.assignment_id, Course())
    after = before.after(data, version=version, at=at)
    return facts.model_copy(update={"courses": dict(sorted({**facts.courses, data.assignment_id: after}.items()))})


def with_rest(facts: Facts, assignment_id: UUID, resting: Resting) -> Facts:
    known = facts.plan.get(assignment_id)
    if known is not None and known.version >= resting.version:
        return facts
    return facts.model_copy(update={"plan": {**facts.plan, assignment_id: resting}})


def with_night(facts: Facts, data: ProfileChanged, *, version: int) -> Facts:
    known = facts.own_night
    if "quiet" not in data.changed or (known is not None and known.version >= version):
        return facts
    return facts.model_copy(update={"own_night": OwnNight(version=version, hours=data.quiet)})


def with_question(facts: Facts, reminder_id: UUID, at: datetime) -> Facts:
    """Asked by this reminder, unless it did before, or another's question waits: there is never a second beside it."""
    before, asked = facts.question, Question(reminder_id=reminder_id, since=at)
    if reminder_id in silenced(facts) or one_waits(facts, at):
        return facts
    off = facts.off if before is None else (*facts.off, before)
    return facts.model_copy(update={"question": asked, "off": off})


def one_waits(facts: Facts, now: datetime) -> bool:
    """Whether a question waits for its answer."""
    return facts.question is not None and not facts.question.is_over(now)


def is_off(facts: Facts, reminder_id: UUID, now: datetime) -> bool:
    """Whether this reminder asked, and nobody answered for two weeks."""
    asked = facts.off if facts.question is None else (*facts.off, facts.question)
    return any(each.reminder_id == reminder_id and each.is_over(now) for each in asked)


def silenced(facts: Facts) -> frozenset[UUID]:
    """The reminders that are not sent before something is said of them: the one that asks, and those that are off."""
    asked = facts.off if facts.question is None else (*facts.off, facts.question)
    return frozenset(each.reminder_id for each in asked)


def night_of(facts: Facts) -> Night:
    """When nothing is sent to this person: the quiet hours they have set, else the usual ones."""
    hours = facts.own_night.hours if facts.own_night is not None else None
    return USUAL_NIGHT if hours is None else Night(wall(hours.starts), wall(hours.ends))
