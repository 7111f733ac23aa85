"""The rules of one assignment: what may happen to it, and what it has become. Pure; time arrives in commands."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import Final, Protocol, assert_never
from uuid import UUID

from pydantic import JsonValue

from services.coach.decider import HIGHEST, LOWEST, NotAllowed, NotNow, Refused
from services.coach.plan.task import Task, changed, differing, refuse_unfit
from shared.events import (
    Assignment,
    Barrier,
    Contract,
    Energy,
    Helped,
    PlanAccepted,
    PlanAdded,
    PlanAttempted,
    PlanChanged,
    PlanLetGo,
    PlanNotThisTime,
    PlanPaused,
    PlanProposed,
    PlanResumed,
    VersionDone,
)

MOST_BARRIERS: Final = 3
MOST_OPEN: Final = 30
BARRIERS_ALLOWED: Final = f"Name up to {MOST_BARRIERS} different ones, the strongest first, or none."
NOT_ACCEPTED: Final = "This one is still a proposal. Accept it first, as it is or smaller, or let go of it."
GONE: Final = "You let go of this one, and that is fine. To take it up again, add it as a new one."
FULL: Final = f"There are {MOST_OPEN} here now, which is a lot. Let go of one first, then add this."


class NoSuchAssignment(Refused):
    """Nothing was added under this id."""


class Told(Protocol):
    """An event with its time; `at` is the earlier of when it happened and when it was recorded."""

    @property
    def at(self) -> datetime: ...
    @property
    def data(self) -> Contract: ...


@dataclass(frozen=True, slots=True)
class NotAdded: ...


@dataclass(frozen=True, slots=True)
class Active:
    id: UUID
    task: Assignment


@dataclass(frozen=True, slots=True)
class Paused:
    """Resting. What was done all the same still counts."""

    id: UUID
    task: Assignment


@dataclass(frozen=True, slots=True)
class Gone:
    """Let go of at `since`, for good; it keeps its story."""

    id: UUID
    task: Assignment
    since: datetime


@dataclass(frozen=True, slots=True)
class Proposed:
    """Proposed by a therapist (`by`) under a consent; no part of the plan until it is accepted."""

    id: UUID
    task: Assignment
    by: UUID
    consent_id: UUID
    since: datetime


Kept = Active | Paused
Known = Kept | Gone
State = NotAdded | Proposed | Known
initial: State = NotAdded()


@dataclass(frozen=True, slots=True)
class Add:
    """`beside` is how many others are active or paused."""

    assignment_id: UUID
    task: Task
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """`patch` names what is different now; `because` is the barrier this answers."""

    patch: Mapping[str, JsonValue]
    because: Barrier | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """Done in some version, at `attempted_at`."""

    version: VersionDone
    attempted_at: datetime
    time_zone: str | None = None
    body_first: bool = False
    practice_id: UUID | None = None
    check_in_id: UUID | None = None
    intensity_before: int | None = None
    intensity_after: int | None = None
    helped: Helped | None = None
    energy_before: Energy | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        for name in ("intensity_before", "intensity_after"):
            value = getattr(self, name)
            if value is not None and not LOWEST <= value <= HIGHEST:
                raise NotAllowed("intensity", name, f"Give a whole number from {LOWEST} to {HIGHEST}.")


@dataclass(frozen=True, slots=True)
class SayNotThisTime:
    """Worth as much as an attempt. `barriers` stand in the person's order."""

    told_at: datetime
    barriers: tuple[Barrier, ...] = field(default=())
    line: str | None = None
    time_zone: str | None = None

    def __post_init__(self) -> None:
        if len(self.barriers) > MOST_BARRIERS or len(set(self.barriers)) < len(self.barriers):
            raise NotAllowed("barriers", "barriers", BARRIERS_ALLOWED)


@dataclass(frozen=True, slots=True)
class Pause:
    """One tap; there is nothing to say with it (homework.md H6)."""


@dataclass(frozen=True, slots=True)
class Resume: ...


@dataclass(frozen=True, slots=True)
class LetGo:
    """One tap; there is nothing to say with it (homework.md H6)."""


Move = Pause | Resume | LetGo
Command = Add | Change | Attempt | SayNotThisTime | Move


def decide(command: Command, state: State) -> list[Contract]:
    """The events that `command` brings about; none if it is so already.

    Raises Refused, and ValidationError for a change after which the whole is no task any more.
    """
    if isinstance(command, Add):
        return add(command, state)
    if isinstance(state, NotAdded):
        raise NoSuchAssignment("assignment-unknown", "assignment_id", "Give the id of one of your own.")
    if isinstance(state, Proposed):
        return decline(command, state)
    if isinstance(state, Gone) and not fits_after(command, state):
        raise NotNow("let-go", "assignment_id", GONE)
    match command:
        case Change():
            return change(command, state)
        case Attempt():
            return [PlanAttempted(assignment_id=state.id, **asdict(command))]
        case SayNotThisTime():
            return [PlanNotThisTime(assignment_id=state.id, **asdict(command))]
        case Pause() | Resume() | LetGo():
            return move(command, state)
        case _:
            assert_never(command)


def add(command: Add, state: State) -> list[Contract]:
    if not isinstance(state, NotAdded):
        raise NotNow("already-added", "id", "Give a new id: this one is taken.")
    refuse_full(command.beside)
    task = command.task.assignment()
    refuse_unfit(task, Assignment.model_fields)
    return [PlanAdded(assignment_id=command.assignment_id, assignment=task)]


def refuse_full(beside: int) -> None:
    if beside >= MOST_OPEN:
        raise NotNow("plan-full", "title", FULL)


def decline(command: Command, state: Proposed) -> list[Contract]:
    """A proposal can be let go of with one tap; everything else waits until it is accepted."""
    if isinstance(command, LetGo):
        return [PlanLetGo(assignment_id=state.id)]
    raise NotNow("proposed", "assignment_id", NOT_ACCEPTED)


def fits_after(command: Command, state: Gone) -> bool:
    """Whether it may come after letting go: the same tap again, or what happened before it and was told late."""
    match command:
        case LetGo():
            return True
        case Attempt():
            return command.attempted_at < state.since
        case SayNotThisTime():
            return command.told_at < state.since
    return False


def change(command: Change, state: Known) -> list[Contract]:
    """A target changes only where the change names it: nothing else here ever writes one (homework.md H12)."""
    task = changed(state.task, command.patch)
    names = differing(state.task, task)
    if not names:
        return []
    return [PlanChanged(assignment_id=state.id, assignment=task, changed=names, because=command.because)]


def move(command: Move, state: Known) -> list[Contract]:
    match command, state:
        case Pause(), Active():
            return [PlanPaused(assignment_id=state.id)]
        case Resume(), Paused():
            return [PlanResumed(assignment_id=state.id)]
        case LetGo(), (Active() | Paused()):
            return [PlanLetGo(assignment_id=state.id)]
    return []


def evolve(state: State, told: Told) -> State:
    """The assignment after an event. Events of other kinds or of other assignments change nothing."""
    data = told.data
    if isinstance(state, NotAdded):
        return begun(state, told)
    if getattr(data, "assignment_id", None) != state.id:
        return state
    match state, data:
        case Proposed(), PlanAccepted():
            return Active(state.id, data.assignment)
        case Proposed(), PlanLetGo():
            return Gone(state.id, state.task, told.at)
        case ((Active() | Paused()), PlanChanged()):
            return replace(state, task=data.assignment)
        case Active(), PlanPaused():
            return Paused(state.id, state.task)
        case Paused(), PlanResumed():
            return Active(state.id, state.task)
        case ((Active() | Paused()), PlanLetGo()):
            return Gone(state.id, state.task, told.at)
    return state


def begun(state: NotAdded, told: Told) -> State:
    match told.data:
        case PlanAdded() as added:
            return Active(added.assignment_id, added.assignment)
        case PlanProposed() as proposed:
            return Proposed(proposed.assignment_id, proposed.assignment, proposed.by, proposed.consent_id, told.at)
    return state


def fold(told: Iterable[Told], state: State = initial) -> State:
    return reduce(evolve, told, state)
