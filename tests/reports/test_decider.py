"""The rules of a report: given what happened, when something is wanted of it, then this is recorded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import get_args
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reports import decider
from services.reports.consents import NotAllowed
from services.reports.decider import History, NotNow, Report, Scope, fold
from shared.events import (
    ConsentGranted,
    ConsentNarrowed,
    ConsentTerms,
    ConsentWithdrawn,
    Contract,
    ReportBuilt,
    ReportField,
    ReportOpened,
    ReportRefused,
    ReportReleased,
    ReportRequested,
)

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
CONSENT, REPORT, RECIPIENT = uuid4(), uuid4(), uuid4()
FIRST, LAST = date(2026, 9, 28), date(2026, 11, 22)
BUILT = ReportBuilt(report_id=REPORT, content_hash="00" * 32, pages=2, size=1000)
RELEASED = ReportReleased(report_id=REPORT)


@dataclass(frozen=True)
class Said:
    """An event as the log has it."""

    id: UUID
    data: Contract
    version: int
    at: datetime = NOW
    recorded_at: datetime = NOW


def terms(**changes: object) -> ConsentTerms:
    plain = {
        "recipient": RECIPIENT,
        "fields": ["period", "feelings"],
        "starts": FIRST,
        "ends": LAST,
        "expires_at": NOW + timedelta(days=30),
        "text_version": "2026-11",
    }
    return ConsentTerms.model_validate(plain | changes)


def asked(**changes: object) -> ReportRequested:
    plain = {"consent_id": CONSENT, "starts": FIRST, "ends": LAST, "zone": "UTC", "fields": ["period"], "window": {}}
    return ReportRequested.model_validate(plain | changes)


def history(*events: Contract) -> History:
    """What is known after a consent, a request, and these."""
    started: list[Contract] = [ConsentGranted(terms=terms()), asked(), *events]
    ids = [CONSENT, REPORT, *(uuid4() for _ in events)]
    return fold(Said(each, data, version) for version, (each, data) in enumerate(zip(ids, started, strict=True), 1))


def report(*events: Contract) -> Report:
    return history(*events).reports[REPORT]


def test_a_report_within_the_consent_may_be_asked_for() -> None:
    assert decider.request(asked(), terms()) == asked()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts": FIRST - timedelta(days=1)}, "from"),
        ({"ends": LAST + timedelta(days=1)}, "to"),
        ({"ends": FIRST - timedelta(days=1)}, "to"),
        ({"starts": LAST - timedelta(days=366)}, "to"),
        ({"fields": []}, "fields"),
        ({"fields": ["barriers"]}, "fields"),
        ({"notes": [REPORT]}, "notes"),
    ],
)
def test_what_the_consent_does_not_allow_is_refused_by_its_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        decider.request(asked(**changes), terms())
    assert refused.value.field == field


def test_a_whole_leap_year_may_be_shown_and_no_day_more() -> None:
    open_terms = terms(starts=None, ends=None)
    assert decider.request(asked(starts=LAST - timedelta(days=365)), open_terms)
    with pytest.raises(NotAllowed):
        decider.request(asked(starts=LAST - timedelta(days=366)), open_terms)


@pytest.mark.parametrize("notes", [[REPORT, REPORT], [uuid4() for _ in range(21)]])
def test_notes_are_each_ticked_once_and_few(notes: list[UUID]) -> None:
    with pytest.raises(NotAllowed) as refused:
        decider.request(asked(fields=["notes"], notes=notes), terms(fields=["notes"]))
    assert refused.value.field == "notes"


def test_nothing_may_be_asked_for_when_the_consent_is_over() -> None:
    with pytest.raises(NotNow) as refused:
        decider.request(asked(), None)
    assert refused.value.code == "consent-ended"


def test_what_is_built_is_what_both_allow() -> None:
    later = terms(starts=date(2026, 10, 1), fields=["period"])
    wide = Report(REPORT, asked(fields=["period", "feelings"], ends=date(2026, 11, 1)), NOW, 2)
    assert decider.build(wide, later) == Scope(frozenset({"period"}), date(2026, 10, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (None, "consent_ended"),
        (terms(fields=["feelings"]), "consent_narrowed"),
        (terms(ends=FIRST - timedelta(days=1), starts=None), "consent_narrowed"),
    ],
)
def test_a_build_that_nothing_allows_any_more_is_refused(now: ConsentTerms | None, why: str) -> None:
    refused = decider.build(report(), now)
    assert isinstance(refused, ReportRefused)
    assert refused.why == why


@pytest.mark.parametrize("event", [BUILT, ReportRefused(report_id=REPORT, why="consent_ended")])
def test_nothing_is_built_twice(event: Contract) -> None:
    assert decider.build(report(event), terms()) is None


def test_a_pdf_is_kept_only_if_the_consent_is_the_one_it_was_drawn_with() -> None:
    drawn = decider.build(report(), terms())
    assert isinstance(drawn, Scope)
    assert decider.finish(report(), drawn, terms(), BUILT) == BUILT
    assert decider.finish(report(), drawn, terms(starts=date(2026, 10, 1)), BUILT) is None
    assert decider.finish(report(BUILT), drawn, terms(), BUILT) is None
    refused = decider.finish(report(), drawn, None, BUILT)
    assert isinstance(refused, ReportRefused)
    assert refused.why == "consent_ended"


def test_a_built_report_can_be_released_once() -> None:
    assert decider.release(report(BUILT), terms(), taken_back=False) == RELEASED
    assert decider.release(report(BUILT, RELEASED), terms(), taken_back=False) is None


@pytest.mark.parametrize("event", [BUILT, RELEASED])
def test_opening_says_who_it_was(event: Contract) -> None:
    opened = decider.open_by(report(BUILT, event), RECIPIENT, terms(), taken_back=False)
    assert opened == ReportOpened(report_id=REPORT, by=RECIPIENT)


@pytest.mark.parametrize(
    ("events", "now", "taken_back", "code"),
    [
        ((BUILT,), None, False, "consent-ended"),
        ((BUILT, RELEASED), None, False, "consent-ended"),
        ((BUILT,), terms(fields=["feelings"]), False, "consent-narrowed"),
        ((BUILT,), terms(ends=date(2026, 11, 1)), False, "consent-narrowed"),
        ((BUILT,), terms(), True, "taken-back"),
        ((), terms(), False, "not-built-yet"),
        ((ReportRefused(report_id=REPORT, why="could_not_be_built"),), terms(), False, "not-built"),
    ],
)
def test_nobody_sees_what_is_not_allowed_as_a_whole(
    events: tuple[Contract, ...], now: ConsentTerms | None, taken_back: bool, code: str
) -> None:
    for wanted in (
        lambda: decider.release(report(*events), now, taken_back=taken_back),
        lambda: decider.open_by(report(*events), RECIPIENT, now, taken_back=taken_back),
    ):
        with pytest.raises(NotNow) as refused:
            wanted()
        assert refused.value.code == code


def test_a_report_shows_what_the_consent_was_when_it_was_built() -> None:
    less = ConsentNarrowed(consent_id=CONSENT, terms=terms(starts=date(2026, 10, 1)))
    assert report(BUILT, less).shown == Scope(frozenset({"period"}), FIRST, LAST)
    assert report(less, BUILT).shown == Scope(frozenset({"period"}), date(2026, 10, 1), LAST)
    with pytest.raises(NotNow):
        decider.release(report(BUILT, less), less.terms, taken_back=False)
    assert decider.release(report(less, BUILT), less.terms, taken_back=False) == RELEASED


def test_what_happened_to_a_consent_is_known_of_it() -> None:
    told = history(ConsentWithdrawn(consent_id=CONSENT))
    assert told.terms(CONSENT, NOW) is None
    assert told.terms(uuid4(), NOW) is None
    assert told.version == 3


def test_what_is_said_of_reports_and_consents_that_nobody_knows_changes_nothing() -> None:
    known = history()
    strange = uuid4()
    other = [
        ConsentWithdrawn(consent_id=strange),
        ReportBuilt(report_id=strange, content_hash="", pages=1, size=1),
    ]
    assert history(*other).reports == known.reports
    assert history(*other).consents == known.consents


FIELDS = st.lists(st.sampled_from(get_args(ReportField)), min_size=1, max_size=6, unique=True)
DAYS = st.dates(date(2026, 9, 1), date(2026, 12, 1))


@given(FIELDS, DAYS, DAYS, FIELDS, st.none() | DAYS, st.none() | DAYS)
def test_a_report_never_shows_more_than_was_asked_for_or_is_allowed(
    wanted: list[ReportField],
    one: date,
    other: date,
    allowed: list[ReportField],
    starts: date | None,
    ends: date | None,
) -> None:
    request = asked(fields=wanted, starts=min(one, other), ends=max(one, other))
    now = terms(fields=allowed, starts=starts, ends=ends)
    scope = decider.scope(request, now)
    if scope is None:
        return
    assert scope.holds(now)
    assert scope.fields <= set(wanted)
    assert request.starts <= scope.starts <= scope.ends <= request.ends
