"""The rules of a proposal: a therapist may make one within a consent; the client takes it in, as it is or smaller.

docs/specification/homework.md section 1. Pure; whether a consent is in force is `shared.events.agreed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from pydantic import JsonValue

from services.coach.decider import NotAllowed, NotNow
from services.coach.plan.decider import (
    GONE,
    Active,
    Gone,
    NoSuchAssignment,
    NotAdded,
    Paused,
    Proposed,
    State,
    refuse_full,
)
from services.coach.plan.task import Task, changed, refuse_unfit
from shared.events import Assignment, Contract, PlanAccepted, PlanProposed, Target

MOST_WAITING: Final = 3
WAITING: Final = (
    f"There are {MOST_WAITING} of your proposals waiting here. One small task at a time is kinder; "
    "wait until one of them was answered."
)


@dataclass(frozen=True, slots=True)
class Propose:
    """`waiting` is how many of this therapist's proposals the client has not answered yet."""

    assignment_id: UUID
    task: Task
    by: UUID
    consent_id: UUID
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Accept:
    """`patch` is what the client makes different; `beside` how many others are active or paused."""

    patch: Mapping[str, JsonValue]
    beside: int = 0


Command = Propose | Accept


def decide(command: Command, state: State) -> list[Contract]:
    """The events that `command` brings about; none if it is so already. Raises Refused, and ValidationError."""
    return propose(command, state) if isinstance(command, Propose) else accept(command, state)


def propose(command: Propose, state: State) -> list[Contract]:
    if not isinstance(state, NotAdded):
        raise NotNow("already-added", "id", "Give a new id: this one is taken.")
    if command.waiting >= MOST_WAITING:
        raise NotNow("proposals-waiting", "title", WAITING)
    task = command.task.assignment()
    refuse_unfit(task, Assignment.model_fields)
    return [
        PlanProposed(assignment_id=command.assignment_id, assignment=task, by=command.by, consent_id=command.consent_id)
    ]


def accept(command: Accept, state: State) -> list[Contract]:
    """The task as the client wants it; it is the work of both once the client has changed something."""
    match state:
        case NotAdded():
            raise NoSuchAssignment("assignment-unknown", "assignment_id", "Give the id of one of your own.")
        case Gone():
            raise NotNow("let-go", "assignment_id", GONE)
        case Active() | Paused():
            return []
        case Proposed():
            refuse_full(command.beside)
            task = changed(state.task, command.patch)
            refuse_bigger(state.task.target, task.target)
            source = state.task.source if task == state.task else "both"
            return [PlanAccepted(assignment_id=state.id, assignment=task.model_copy(update={"source": source}))]


def refuse_bigger(proposed: Target | None, accepted: Target | None) -> None:
    """Raise NotAllowed for a target above the proposed one: a target grows by a step of its own (homework.md H12)."""
    wanted = accepted.times_per_week if accepted else None
    most = proposed.times_per_week if proposed else None
    if wanted is None or (most is not None and wanted <= most):
        return
    allowed = "Leave it out: no number was proposed." if most is None else f"Give a number up to {most}, or null."
    raise NotAllowed("target", "target.times_per_week", allowed)
