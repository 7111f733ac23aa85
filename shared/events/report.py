"""Reports: asked for, built, released, opened."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.events.consent import ReportField
from shared.events.contract import Contract

RefusedWhy = Literal["consent_ended", "consent_narrowed", "nothing_to_show", "could_not_be_built"]


class ReportRequested(Contract):
    """The event's id is the report's id. `starts` and `ends` are the first and the last day shown. `window` holds, by
    service, the version of the client's log stream up to which this report reads. `notes` are the check-ins whose
    words were ticked one by one."""

    type: ClassVar[str] = "report.requested"
    producer: ClassVar[str] = "reports"

    consent_id: UUID
    starts: date
    ends: date
    zone: str
    fields: list[ReportField]
    notes: list[UUID] = Field(default_factory=list)
    window: dict[str, int]


class ReportBuilt(Contract):
    """`content_hash` is the SHA-256 of the PDF, in hex. `retractions` is how many check-ins had been taken back when it
    was drawn; None: nobody counted."""

    type: ClassVar[str] = "report.built"
    producer: ClassVar[str] = "reports"

    report_id: UUID
    content_hash: str
    pages: int
    size: int
    retractions: int | None = None


class ReportRefused(Contract):
    """It will not be built; `why` is shown to the client in kind words."""

    type: ClassVar[str] = "report.refused"
    producer: ClassVar[str] = "reports"

    report_id: UUID
    why: RefusedWhy


class ReportReleased(Contract):
    """The client let the consent's recipient see it."""

    type: ClassVar[str] = "report.released"
    producer: ClassVar[str] = "reports"

    report_id: UUID


class ReportOpened(Contract):
    """`by` is the client or the recipient."""

    type: ClassVar[str] = "report.opened"
    producer: ClassVar[str] = "reports"

    report_id: UUID
    by: UUID
