"""The rules of a report: asked for within a consent, built, released, opened; never more than the consent allows.

Which words a report may hold, and that retractions and narrowed consents always apply: docs/specification/homework.md
sections 7 and 8 (H7, H8). Pure: no I/O and no clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, Protocol
from uuid import UUID

from services.reports import consents
from services.reports.consents import Consent, NotAllowed
from shared.events import (
    ConsentGranted,
    ConsentNarrowed,
    ConsentTerms,
    ConsentWithdrawn,
    Contract,
    RefusedWhy,
    ReportBuilt,
    ReportField,
    ReportOpened,
    ReportRefused,
    ReportReleased,
    ReportRequested,
)

MOST_DAYS = 366
MOST_ATTEMPTS = 3
MOST_NOTES = 20
DAYS_ALLOWED = "Give a last day that is not before the first one, and at most 366 days in all."
STARTS_ALLOWED = "Give a first day that the consent allows."
ENDS_ALLOWED = "Give a last day that the consent allows."
FIELDS_ALLOWED = "Give at least one field, and only fields that the consent allows."
NOTES_ALLOWED = "Give ids of your own check-ins, each once and at most 20, and only where the field notes is allowed."

State = Literal["requested", "built", "refused", "released"]
NotNowCode = Literal["consent-ended", "consent-narrowed", "not-built-yet", "not-built", "taken-back"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report may show: fields, and the days from the first to the last."""

    fields: frozenset[ReportField]
    starts: date
    ends: date
    notes: tuple[UUID, ...] = ()

    def holds(self, terms: ConsentTerms) -> bool:
        """Whether `terms` allow all of it still."""
        early = terms.starts is None or terms.starts <= self.starts
        late = terms.ends is None or self.ends <= terms.ends
        return early and late and self.fields <= set(terms.fields)


@dataclass(frozen=True, slots=True)
class Report:
    """One report as the log has it. `shown` is what it showed when it was built; `version` is that of its request."""

    id: UUID
    asked: ReportRequested
    requested_at: datetime
    version: int
    state: State = "requested"
    why: RefusedWhy | None = None
    built: ReportBuilt | None = None
    built_at: datetime | None = None
    shown: Scope | None = None
    released_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """One consent as the log has it. `version` is that of its giving."""

    id: UUID
    consent: Consent
    granted_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Opening:
    """That somebody read a report. `version` is that of its event."""

    report_id: UUID
    by: UUID
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class History:
    """Everything in a client's stream of this service, which ends at `version`."""

    version: int = 0
    consents: Mapping[UUID, Agreed] = field(default_factory=dict)
    reports: Mapping[UUID, Report] = field(default_factory=dict)
    openings: Sequence[Opening] = ()

    def terms(self, consent_id: UUID, at: datetime) -> ConsentTerms | None:
        """What a consent allows at this time; None when it is over or was never given."""
        agreed = self.consents.get(consent_id)
        return None if agreed is None else consents.in_force(agreed.consent, at)


class Told(Protocol):
    """What the fold needs of an event."""

    @property
    def id(self) -> UUID: ...
    @property
    def at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def version(self) -> int: ...
    @property
    def data(self) -> Contract: ...


class NotNow(Exception):
    """What does not fit the state of things. `code` says why; nothing was recorded."""

    def __init__(self, code: NotNowCode) -> None:
        super().__init__(code)
        self.code: NotNowCode = code


def request(asked: ReportRequested, terms: ConsentTerms | None) -> ReportRequested:
    """The report, if the consent allows every part of it. Raises NotNow, NotAllowed."""
    if terms is None:
        raise NotNow("consent-ended")
    refuse_shapeless(asked.starts, asked.ends)
    if terms.starts is not None and asked.starts < terms.starts:
        raise NotAllowed("from", STARTS_ALLOWED)
    if terms.ends is not None and asked.ends > terms.ends:
        raise NotAllowed("to", ENDS_ALLOWED)
    if not asked.fields or not set(asked.fields) <= set(terms.fields):
        raise NotAllowed("fields", FIELDS_ALLOWED)
    refuse_notes(asked.notes, asked.fields)
    return asked


def refuse_shapeless(starts: date, ends: date) -> None:
    """Raise NotAllowed for a period that ends before it begins or is longer than a year."""
    if not 0 <= (ends - starts).days < MOST_DAYS:
        raise NotAllowed("to", DAYS_ALLOWED)


def refuse_notes(notes: Sequence[UUID], fields: Sequence[ReportField]) -> None:
    """Raise NotAllowed for notes without their field, twice the same, or too many."""
    if (notes and "notes" not in fields) or len(set(notes)) < len(notes) or len(notes) > MOST_NOTES:
        raise NotAllowed("notes", NOTES_ALLOWED)


def scope(asked: ReportRequested, terms: ConsentTerms) -> Scope | None:
    """What both the request and the consent as it is now allow; None when nothing is left."""
    starts = asked.starts if terms.starts is None else max(asked.starts, terms.starts)
    ends = asked.ends if terms.ends is None else min(asked.ends, terms.ends)
    fields = frozenset(asked.fields) & frozenset(terms.fields)
    if not fields or ends < starts:
        return None
    return Scope(fields, starts, ends, tuple(asked.notes) if "notes" in fields else ())


def build(report: Report, terms: ConsentTerms | None) -> Scope | ReportRefused | None:
    """What is to be built now, or why nothing will be; None when it is built or refused already."""
    if report.state != "requested":
        return None
    if terms is None:
        return refuse(report, "consent_ended")
    return scope(report.asked, terms) or refuse(report, "consent_narrowed")


def finish(
    report: Report, drawn: Scope, terms: ConsentTerms | None, built: ReportBuilt
) -> ReportBuilt | ReportRefused | None:
    """What is recorded of a PDF that shows `drawn`; None when it comes too late or the consent is another by now.

    In the second case the report is as it was, and is built again.
    """
    now = build(report, terms)
    return now if isinstance(now, ReportRefused) else built if now == drawn else None


def refuse(report: Report, why: RefusedWhy) -> ReportRefused:
    return ReportRefused(report_id=report.id, why=why)


def release(report: Report, terms: ConsentTerms | None, *, taken_back: bool) -> ReportReleased | None:
    """The release; None if it was released before. Raises NotNow."""
    refuse_unshowable(report, terms, taken_back=taken_back)
    return None if report.state == "released" else ReportReleased(report_id=report.id)


def open_by(report: Report, reader: UUID, terms: ConsentTerms | None, *, taken_back: bool) -> ReportOpened:
    """That somebody reads it now. Raises NotNow."""
    refuse_unshowable(report, terms, taken_back=taken_back)
    return ReportOpened(report_id=report.id, by=reader)


def refuse_unshowable(report: Report, terms: ConsentTerms | None, *, taken_back: bool) -> None:
    """Raise NotNow unless there is a PDF that the consent still allows as a whole.

    `taken_back`: a check-in that the PDF may show was taken back after it was built.
    """
    if terms is None:
        raise NotNow("consent-ended")
    if report.state == "refused":
        raise NotNow("not-built")
    if report.shown is None:
        raise NotNow("not-built-yet")
    if not report.shown.holds(terms):
        raise NotNow("consent-narrowed")
    if taken_back:
        raise NotNow("taken-back")


def fold(events: Iterable[Told]) -> History:
    """Everything that happened, in order of version."""
    version, agreed, reports, openings = 0, dict[UUID, Agreed](), dict[UUID, Report](), list[Opening]()
    for event in events:
        version = event.version
        data = event.data
        if isinstance(data, ConsentGranted):
            consent = consents.evolve(consents.initial, data)
            agreed[event.id] = Agreed(event.id, consent, event.recorded_at, event.version)
        elif isinstance(data, ConsentNarrowed | ConsentWithdrawn) and data.consent_id in agreed:
            before = agreed[data.consent_id]
            agreed[data.consent_id] = replace(before, consent=consents.evolve(before.consent, data))
        elif isinstance(data, ReportRequested):
            reports[event.id] = Report(event.id, data, event.recorded_at, event.version)
        elif isinstance(data, ReportOpened):
            openings.append(Opening(data.report_id, data.by, event.recorded_at, event.version))
        elif isinstance(data, ReportBuilt | ReportRefused | ReportReleased) and data.report_id in reports:
            report = reports[data.report_id]
            reports[data.report_id] = evolve(report, event, agreed.get(report.asked.consent_id))
    return History(version, agreed, reports, openings)


def evolve(report: Report, event: Told, agreed: Agreed | None) -> Report:
    """The report after an event about it; `agreed` is its consent as it was just then."""
    match event.data:
        case ReportBuilt() as built if report.state == "requested" and agreed is not None:
            terms = None if isinstance(agreed.consent, consents.NotGiven) else agreed.consent.terms
            shown = None if terms is None else scope(report.asked, terms)
            return replace(report, state="built", built=built, built_at=event.recorded_at, shown=shown)
        case ReportRefused(why=why) if report.state == "requested":
            return replace(report, state="refused", why=why)
        case ReportReleased() if report.state == "built":
            return replace(report, state="released", released_at=event.recorded_at)
    return report
