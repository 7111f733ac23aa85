"""The rules of one practice: what may happen next, and what a practice has become. Pure; time arrives in commands."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Any, assert_never
from uuid import UUID

from pydantic import JsonValue

from shared.events import (
    Contract,
    Helped,
    PracticeFinished,
    PracticeRated,
    PracticeRun,
    PracticeStarted,
    PracticeStepCompleted,
    PracticeStopped,
    Size,
)

LOWEST, HIGHEST = 1, 10


class Refused(Exception):
    """A command that changes nothing. `field` is what was wrong, `allowed` what would have been right."""

    def __init__(self, code: str, field: str, allowed: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.allowed = allowed


class NoSuchPractice(Refused):
    """Nothing was started under this id."""


class NotAllowed(Refused):
    """The value can never be right."""


class NotNow(Refused):
    """The value might be right, but not in the state that the practice is in."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a practice takes from the check-in it answers."""

    check_in_id: UUID
    emotions: tuple[str, ...]
    triggers: tuple[str, ...]
    intensity_before: int


@dataclass(frozen=True, slots=True)
class Run:
    """What stays true of a practice from its start. `steps` is how many steps this size of the technique has."""

    practice_id: UUID
    technique_id: str
    size: Size
    steps: int
    started_at: datetime
    moment: Moment | None = None

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise ValueError("A practice has at least one step.")


@dataclass(frozen=True, slots=True)
class Rating:
    """How it was afterwards. What was not said stays None: silence is never improvement."""

    intensity_after: int | None = None
    helped: Helped | None = None

    def __post_init__(self) -> None:
        if self.intensity_after is not None and not LOWEST <= self.intensity_after <= HIGHEST:
            raise NotAllowed("rating", "intensity_after", f"Give a whole number from {LOWEST} to {HIGHEST}.")


SILENCE = Rating()


@dataclass(frozen=True, slots=True)
class NotStarted: ...


@dataclass(frozen=True, slots=True)
class Running:
    """`responses` answer the steps 1, 2, 3 ... without a gap."""

    run: Run
    responses: tuple[JsonValue, ...] = ()

    def __post_init__(self) -> None:
        if len(self.responses) > self.run.steps:
            raise ValueError("More steps are answered than there are.")

    @property
    def next_step(self) -> int | None:
        done = len(self.responses)
        return done + 1 if done < self.run.steps else None


@dataclass(frozen=True, slots=True)
class Finished:
    """Every step was done."""

    run: Run
    responses: tuple[JsonValue, ...]
    rating: Rating = SILENCE

    def __post_init__(self) -> None:
        if len(self.responses) != self.run.steps:
            raise ValueError("A finished practice has an answer for every step.")


@dataclass(frozen=True, slots=True)
class Stopped:
    """Left at `step`, which is never a failure."""

    run: Run
    responses: tuple[JsonValue, ...]
    step: int
    rating: Rating = SILENCE

    def __post_init__(self) -> None:
        if not 1 <= self.step <= self.run.steps or len(self.responses) > self.run.steps:
            raise ValueError("A practice stops at one of its own steps.")


Ended = Finished | Stopped
Begun = Running | Ended
Practice = NotStarted | Begun
initial: Practice = NotStarted()


@dataclass(frozen=True, slots=True)
class Start:
    run: Run


@dataclass(frozen=True, slots=True)
class CompleteStep:
    step: int
    response: JsonValue = None


@dataclass(frozen=True, slots=True)
class Finish:
    rating: Rating = SILENCE


@dataclass(frozen=True, slots=True)
class Stop:
    rating: Rating = SILENCE


@dataclass(frozen=True, slots=True)
class Rate:
    rating: Rating


Command = Start | CompleteStep | Finish | Stop | Rate


def decide(command: Command, state: Practice) -> list[Contract]:
    """The events that `command` brings about; none if it repeats what is so already. Raises Refused."""
    if isinstance(command, Start):
        return start(command, state)
    if isinstance(state, NotStarted):
        raise NoSuchPractice("practice-unknown", "practice_id", "Give the id of a practice that was started.")
    match command:
        case CompleteStep():
            return complete_step(command, state)
        case Finish():
            return finish(command, state)
        case Stop():
            return stop(command, state)
        case Rate():
            return rate(command, state)
        case _:
            assert_never(command)


def start(command: Start, state: Practice) -> list[Contract]:
    if isinstance(state, NotStarted):
        return [PracticeStarted(**facts(command.run), steps=command.run.steps)]
    if state.run == command.run:
        return []
    raise NotNow("already-started", "id", "Give a new id: a practice was started under this one.")


def complete_step(command: CompleteStep, state: Begun) -> list[Contract]:
    if not 1 <= command.step <= state.run.steps:
        raise NotAllowed("no-such-step", "step", f"Give a step from 1 to {state.run.steps}.")
    if not isinstance(state, Running):
        raise NotNow("already-ended", "step", "This practice has ended; start a new one to do its steps again.")
    if command.step <= len(state.responses):
        if same(command.response, state.responses[command.step - 1]):
            return []
        raise NotNow("step-answered", "response", f"Step {command.step} has an answer already; the first one stays.")
    if command.step != state.next_step:
        raise NotNow("step-out-of-order", "step", f"The next step is {state.next_step}.")
    return [PracticeStepCompleted(**facts(state.run), step=command.step, response=command.response)]


def finish(command: Finish, state: Begun) -> list[Contract]:
    if isinstance(state, Running):
        if state.next_step is not None:
            raise NotNow("steps-left", "step", f"The next step is {state.next_step}. To leave before the end, stop.")
        return [PracticeFinished(**facts(state.run), **said(command.rating))]
    if isinstance(state, Finished) and state.rating == command.rating:
        return []
    raise NotNow("already-ended", "practice_id", "This practice has ended; it can still be rated.")


def stop(command: Stop, state: Begun) -> list[Contract]:
    if isinstance(state, Running):
        return [PracticeStopped(**facts(state.run), step=state.next_step or state.run.steps, **said(command.rating))]
    if isinstance(state, Stopped) and state.rating == command.rating:
        return []
    raise NotNow("already-ended", "practice_id", "This practice has ended; it can still be rated.")


def rate(command: Rate, state: Begun) -> list[Contract]:
    """A late rating adds what was not said before; what was said stays."""
    if command.rating == SILENCE:
        raise NotAllowed("nothing-said", "intensity_after", "Give intensity_after, helped, or both.")
    if isinstance(state, Running):
        raise NotNow("not-ended", "practice_id", "Finish or stop this practice first; both take a rating.")
    added = news(state.rating, command.rating)
    return [] if added == SILENCE else [PracticeRated(**facts(state.run), **said(added))]


def news(earlier: Rating, later: Rating) -> Rating:
    """What `later` says that `earlier` left open."""
    for field, before in said(earlier).items():
        after = said(later)[field]
        if before is not None and after is not None and before != after:
            raise NotNow("already-rated", field, "This was said before; the first answer stays.")
    return Rating(
        later.intensity_after if earlier.intensity_after is None else None,
        later.helped if earlier.helped is None else None,
    )


def evolve(state: Practice, event: Contract) -> Practice:
    """The practice after `event`. Events of other kinds or of other practices change nothing."""
    if isinstance(state, NotStarted):
        return Running(run_of(event)) if isinstance(event, PracticeStarted) else state
    if not isinstance(event, PracticeRun) or event.practice_id != state.run.practice_id:
        return state
    match state, event:
        case Running(), PracticeStepCompleted():
            return Running(state.run, (*state.responses, event.response))
        case Running(), PracticeFinished():
            return Finished(state.run, state.responses, Rating(event.intensity_after, event.helped))
        case Running(), PracticeStopped():
            return Stopped(state.run, state.responses, event.step, Rating(event.intensity_after, event.helped))
        case ((Finished() | Stopped()), PracticeRated()):
            first = state.rating
            rating = Rating(first.intensity_after or event.intensity_after, first.helped or event.helped)
            return replace(state, rating=rating)
        case _:
            return state


def fold(events: Sequence[Contract], state: Practice = initial) -> Practice:
    return reduce(evolve, events, state)


def facts(run: Run) -> dict[str, Any]:
    """What every event of this practice repeats."""
    own = {name: getattr(run, name) for name in ("practice_id", "technique_id", "size", "started_at")}
    return own | (asdict(run.moment) if run.moment else {})


def said(rating: Rating) -> dict[str, Any]:
    return {"intensity_after": rating.intensity_after, "helped": rating.helped}


def run_of(event: PracticeStarted) -> Run:
    moment = None
    if event.check_in_id is not None and event.intensity_before is not None:
        moment = Moment(event.check_in_id, tuple(event.emotions), tuple(event.triggers), event.intensity_before)
    return Run(event.practice_id, event.technique_id, event.size, event.steps, event.started_at, moment)


def same(one: JsonValue, other: JsonValue) -> bool:
    """Equal as JSON, where 1, 1.0 and true are three things."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
