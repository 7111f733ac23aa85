"""Pieces that more than one contract is made of."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Energy = Literal["low", "medium", "high"]
Place = Literal["bed", "anywhere"]
Privacy = Literal["public", "private"]
Helped = Literal["helped", "a_bit", "no", "worse"]
Size = Literal["full", "tiny"]
Phase = Literal["g1", "g2", "offer", "reflect", "savour", "people"]


class Context(BaseModel):
    """What the person said about the moment; each part may be missing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    energy: Energy | None = None
    place: Place | None = None
    privacy: Privacy | None = None
    minutes: int | None = None
    can_write: bool | None = None
    props: list[str] = Field(default_factory=list)
    sleep_hours: float | None = None


class Reason(BaseModel):
    """Why something was offered: a code and the facts its sentence needs."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str
    facts: dict[str, str | int | float] = Field(default_factory=dict)


class Option(BaseModel):
    """One technique of an offer. `terms` are the score's terms, each 0..1; `score` lies in -15..100."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    technique_id: str
    score: float
    terms: dict[str, float]
    reasons: list[Reason]


class NotOffered(BaseModel):
    """A technique that a hard filter took out, with the filter's reason."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    technique_id: str
    reason: Reason
