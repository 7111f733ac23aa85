"""Whole practices as a device sends them after it was offline, and what became of each."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictInt

from services.coach.api.shapes import PracticeShown, Response, Strength, TechniqueId
from shared.events import Helped, Size
from shared.http import Moment

MOST_PRACTICES = 100
MOST_STEPS = 100


class Piece(BaseModel):
    """A part of a practice. Without a time of its own it happened when the part before it did."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    occurred_at: Moment | None = Field(default=None, description="When it happened, by the device's clock.")


class PostedRunStep(Piece):
    n: StrictInt = Field(description="Which step it was, counted from 1.")
    response: Response | None = Field(default=None, description="What was written, tapped or rated, if anything.")


class PostedEnd(Piece):
    how: Literal["finished", "stopped"]
    intensity_after: Strength | None = None
    helped: Helped | None = None


class PostedRated(Piece):
    """A rating that came after the end."""

    intensity_after: Strength | None = None
    helped: Helped | None = None


class PostedPractice(Piece):
    """One practice from its start as far as it went. Sending it again, or more of it, is safe."""

    id: UUID = Field(description="Chosen by the device when the practice began.")
    occurred_at: Moment = Field(description="When the practice began.")
    technique_id: TechniqueId
    check_in_id: UUID | None = Field(default=None, description="One of the client's own check-ins, sent before this.")
    version: Size = "full"
    steps: Annotated[list[PostedRunStep], Field(max_length=MOST_STEPS)] = Field(default_factory=list)
    end: PostedEnd | None = None
    rated: PostedRated | None = None


# One that is no practice is refused alone and not with the whole request, so it is let through here.
AnyPractice = Annotated[PostedPractice | JsonValue, Field(union_mode="left_to_right")]


class PostedPractices(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    practices: Annotated[list[AnyPractice], Field(min_length=1, max_length=MOST_PRACTICES)]


class PracticeResult(BaseModel):
    """`status` as if it had been sent alone. `practice` is how it stands now, with the answers that count."""

    id: UUID | None = None
    status: int
    practice: PracticeShown | None = None
    problem: dict[str, Any] | None = None


class PracticeResults(BaseModel):
    """One result for each practice, in the order of the request."""

    results: list[PracticeResult]
