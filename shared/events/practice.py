"""One run of a technique. Each event repeats what a reader needs, because readers do not rely on arrival order."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import Field, JsonValue

from shared.events.contract import Contract
from shared.events.parts import Helped, Size


class PracticeRun(Contract):
    """What every event of a practice says about it. Intensities are 1..10."""

    practice_id: UUID
    technique_id: str
    size: Size = "full"
    check_in_id: UUID | None = None
    emotions: list[str] = Field(default_factory=list)
    triggers: list[str] = Field(default_factory=list)
    intensity_before: int | None = None
    started_at: datetime


class PracticeStarted(PracticeRun):
    """The event's id is the practice's id. `steps` is how many steps this size of the technique has."""

    type: ClassVar[str] = "practice.started"
    producer: ClassVar[str] = "coach"

    steps: int


class PracticeStepCompleted(PracticeRun):
    """`step` counts from 1."""

    type: ClassVar[str] = "practice.step_completed"
    producer: ClassVar[str] = "coach"

    step: int
    response: JsonValue = None


class PracticeFinished(PracticeRun):
    """Carried through to the end; a rating may come with it, later, or never. Silence is never improvement."""

    type: ClassVar[str] = "practice.finished"
    producer: ClassVar[str] = "coach"

    intensity_after: int | None = None
    helped: Helped | None = None


class PracticeStopped(PracticeRun):
    """Stopped before the end, which is never a failure."""

    type: ClassVar[str] = "practice.stopped"
    producer: ClassVar[str] = "coach"

    step: int
    intensity_after: int | None = None
    helped: Helped | None = None


class PracticeRated(PracticeRun):
    """A rating that came after the practice had ended."""

    type: ClassVar[str] = "practice.rated"
    producer: ClassVar[str] = "coach"

    intensity_after: int | None = None
    helped: Helped | None = None
