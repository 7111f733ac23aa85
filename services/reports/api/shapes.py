"""What travels: consents and reports as they are posted and as they are shown."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints

from services.reports.consents import Less, NotGiven, Standing
from services.reports.decider import MOST_NOTES, Agreed, Opening, Report, State
from shared.events import RefusedWhy, ReportField
from shared.http import Allowed, Moment, Posted

DAY_WORDS = "Give a date, such as 2026-01-31."
WRITTEN_DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOST_FIELDS = 20
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 12, 31)
T = TypeVar("T", Agreed, Report, Opening)


def _only_written(value: Any) -> Any:
    """A bare number would be taken for days or seconds since 1970."""
    if not isinstance(value, str | date) or (isinstance(value, str) and not WRITTEN_DAY.fullmatch(value)):
        raise Allowed(DAY_WORDS)
    return value


def _within_reason(value: date) -> date:
    if not FIRST_DAY <= value <= LAST_DAY:
        raise Allowed("Give a date from 2000 to 2200.")
    return value


Day = Annotated[date, BeforeValidator(_only_written), AfterValidator(_within_reason)]
Fields = Annotated[list[ReportField], Field(min_length=1, max_length=MOST_FIELDS)]
Notes = Annotated[list[UUID], Field(max_length=MOST_NOTES)]
Zone = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=60)]
TextVersion = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=40)]


class Said(Posted):
    """A posted body whose repetition is recognised by what it says."""

    model_config = ConfigDict(serialize_by_alias=True)

    def content(self) -> bytes:
        return self.model_dump_json(exclude={"id"}, exclude_defaults=True).encode()


class PostedConsent(Said):
    """Without `expires_at` it ends after 90 days; the longest is 366. Without `from` or `to` that side is open."""

    recipient: UUID = Field(description="A therapist of the same organisation.")
    fields: Fields
    starts: Day | None = Field(default=None, alias="from", description="The first day that may be shown.")
    ends: Day | None = Field(default=None, alias="to", description="The last day that may be shown.")
    expires_at: Moment | None = None
    text_version: TextVersion = Field(description="Which words were agreed to.")
    proposals: StrictBool = False
    before_each_session: StrictBool = False


class PostedNarrowing(Said):
    """What is to remain. What is left out stays as it is; nothing can become more."""

    fields: Fields | None = None
    starts: Day | None = Field(default=None, alias="from")
    ends: Day | None = Field(default=None, alias="to")
    expires_at: Moment | None = None
    proposals: StrictBool | None = None
    before_each_session: StrictBool | None = None

    def less(self) -> Less:
        fields = None if self.fields is None else tuple(self.fields)
        return Less(fields, self.starts, self.ends, self.expires_at, self.proposals, self.before_each_session)


class PostedReport(Said):
    """Without `fields` all that the consent allows, but for notes, which are ticked one by one."""

    consent_id: UUID
    starts: Day = Field(alias="from", description="The first day shown.")
    ends: Day = Field(alias="to", description="The last day shown; at most 366 days in all.")
    zone: Zone = Field(default="UTC", description="The IANA time zone that days begin in.")
    fields: Fields | None = None
    notes: Notes = Field(default_factory=list, description="Own check-ins whose words are shown.")


class PostedRelease(Said):
    """Nothing has to be said."""


class ConsentShown(BaseModel):
    """`state` is `in_force`, `ended` by its own end, or `withdrawn`."""

    id: UUID
    state: Literal["in_force", "ended", "withdrawn"]
    recipient: UUID
    fields: list[ReportField]
    starts: date | None = Field(default=None, serialization_alias="from")
    ends: date | None = Field(default=None, serialization_alias="to")
    expires_at: datetime
    text_version: str
    proposals: bool
    before_each_session: bool
    granted_at: datetime


class Consents(BaseModel):
    consents: list[ConsentShown]


class WhyShown(BaseModel):
    code: RefusedWhy
    text: str


class ReportShown(BaseModel):
    """`why` says why it will not be built; `pdf` is where it can be read once it is."""

    id: UUID
    state: State
    consent_id: UUID
    starts: date = Field(serialization_alias="from")
    ends: date = Field(serialization_alias="to")
    zone: str
    fields: list[ReportField]
    notes: list[UUID]
    requested_at: datetime
    pages: int | None = None
    size: int | None = None
    released_at: datetime | None = None
    why: WhyShown | None = None
    pdf: str | None = None


class Reports(BaseModel):
    reports: list[ReportShown]


class OpeningShown(BaseModel):
    """`by` is who read the report: the client, or the recipient of its consent."""

    report_id: UUID
    by: UUID
    at: datetime


class AccessLog(BaseModel):
    openings: list[OpeningShown]


class SharedShown(BaseModel):
    """The last report that a client released. `fields` and the period are what it shows."""

    client_id: UUID
    report_id: UUID
    released_at: datetime
    starts: date = Field(serialization_alias="from")
    ends: date = Field(serialization_alias="to")
    fields: list[ReportField]
    pages: int
    size: int
    expires_at: datetime
    pdf: str


class SharedReports(BaseModel):
    shared: list[SharedShown]


REFUSED_WORDS: dict[RefusedWhy, str] = {
    "consent_ended": "The consent ended before the report was ready, so nothing was made.",
    "consent_narrowed": "The consent holds none of these days or fields any more, so nothing was made.",
    "nothing_to_show": "There is nothing in these days yet, so there is nothing to show.",
    "could_not_be_built": "It did not work on our side, three times over. You can ask for it again.",
}


def show_consent(agreed: Agreed, now: datetime) -> ConsentShown:
    consent = agreed.consent
    if isinstance(consent, NotGiven):
        raise TypeError("A consent that nobody gave.")
    terms = consent.terms
    standing = isinstance(consent, Standing)
    state: Literal["in_force", "ended", "withdrawn"] = "in_force" if now < terms.expires_at else "ended"
    return ConsentShown(
        id=agreed.id,
        state=state if standing else "withdrawn",
        granted_at=agreed.granted_at,
        **terms.model_dump(),
    )


def show_report(report: Report) -> ReportShown:
    asked, built = report.asked, report.built
    return ReportShown(
        id=report.id,
        state=report.state,
        consent_id=asked.consent_id,
        starts=asked.starts,
        ends=asked.ends,
        zone=asked.zone,
        fields=asked.fields,
        notes=asked.notes,
        requested_at=report.requested_at,
        pages=built.pages if built else None,
        size=built.size if built else None,
        released_at=report.released_at,
        why=WhyShown(code=report.why, text=REFUSED_WORDS[report.why]) if report.why else None,
        pdf=f"/v1/reports/{report.id}/pdf" if built else None,
    )


def show_opening(opening: Opening) -> OpeningShown:
    return OpeningShown(report_id=opening.report_id, by=opening.by, at=opening.at)


def newest(things: Sequence[T], before: int | None, limit: int) -> tuple[list[T], int | None]:
    """A page of what was given, asked for or opened, the newest first, and where the next one begins."""
    rest = sorted((each for each in things if before is None or each.version < before), key=lambda each: -each.version)
    return rest[:limit], rest[limit - 1].version if len(rest) > limit else None
