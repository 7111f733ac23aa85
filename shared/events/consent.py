"""Consent: who may see which fields of which period until when."""

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.events.contract import Contract

ReportField = Literal[
    "period",
    "feelings",
    "high_moments",
    "practices",
    "homework",
    "barriers",
    "line",
    "questions",
    "triggers",
    "patterns",
    "notes",
]


class ConsentTerms(BaseModel):
    """`recipient` is a staff member of the same organisation. `starts` and `ends` bound the days that may be shown
    (None: open on that side). `text_version` names the words that were agreed to."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    recipient: UUID
    fields: list[ReportField]
    starts: date | None = None
    ends: date | None = None
    expires_at: datetime
    text_version: str
    proposals: bool = False
    before_each_session: bool = False


class ConsentGranted(Contract):
    """The event's id is the consent's id."""

    type: ClassVar[str] = "consent.granted"
    producer: ClassVar[str] = "reports"

    terms: ConsentTerms


class ConsentNarrowed(Contract):
    """`terms` is what remains: never more than before."""

    type: ClassVar[str] = "consent.narrowed"
    producer: ClassVar[str] = "reports"

    consent_id: UUID
    terms: ConsentTerms


class ConsentWithdrawn(Contract):
    """From now on nothing may be built, released or opened under it."""

    type: ClassVar[str] = "consent.withdrawn"
    producer: ClassVar[str] = "reports"

    consent_id: UUID
