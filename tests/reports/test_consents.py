"""The rules of consent: given what was agreed, when somebody wants something of it, then this is recorded."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reports import consents
from services.reports.consents import (
    Consent,
    Grant,
    Less,
    Narrow,
    NotAllowed,
    Over,
    Standing,
    Withdraw,
    Withdrawn,
    decide,
    evolve,
    in_force,
    narrowed,
)
from shared.events import ConsentGranted, ConsentNarrowed, ConsentTerms, ConsentWithdrawn, Contract, ReportField

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
CONSENT = UUID("053c2e8b-78a1-5f96-8978-21f95cdc8905")
RECIPIENT = UUID("053c2e8b-78a1-5f96-8978-21f95cdc8909")
FIELDS: list[ReportField] = ["period", "feelings", "practices"]


def terms(**changes: object) -> ConsentTerms:
    plain = {
        "recipient": RECIPIENT,
        "fields": FIELDS,
        "starts": date(2026, 9, 28),
        "ends": date(2026, 11, 22),
        "expires_at": NOW + timedelta(days=30),
        "text_version": "2026-11",
    }
    return ConsentTerms.model_validate(plain | changes)


def after(*events: Contract) -> Consent:
    consent: Consent = consents.initial
    for event in events:
        consent = evolve(consent, event)
    return consent


def granted(**changes: object) -> ConsentGranted:
    return ConsentGranted(terms=terms(**changes))


def less(**changes: object) -> Narrow:
    return Narrow(Less(**changes), NOW)  # type: ignore[arg-type]


WITHDRAWN = ConsentWithdrawn(consent_id=CONSENT)


def test_a_consent_is_granted_as_it_was_agreed() -> None:
    assert decide(Grant(terms(), NOW), consents.initial, consent_id=CONSENT) == [granted()]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fields": []}, "fields"),
        ({"fields": ["period", "period"]}, "fields"),
        ({"starts": date(2026, 11, 23)}, "to"),
        ({"expires_at": NOW}, "expires_at"),
        ({"expires_at": NOW + timedelta(days=367)}, "expires_at"),
    ],
)
def test_what_cannot_be_agreed_to_is_refused_by_its_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        decide(Grant(terms(**changes), NOW), consents.initial, consent_id=CONSENT)
    assert refused.value.field == field


def test_less_is_recorded_as_what_remains() -> None:
    command = less(fields=("period",), starts=date(2026, 10, 1), expires_at=NOW + timedelta(days=1))
    remaining = terms(fields=["period"], starts=date(2026, 10, 1), expires_at=NOW + timedelta(days=1))
    [event] = decide(command, after(granted()), consent_id=CONSENT)
    assert event == ConsentNarrowed(consent_id=CONSENT, terms=remaining)
    assert in_force(after(granted(), event), NOW) == remaining


def test_less_that_is_no_less_records_nothing() -> None:
    assert decide(less(fields=tuple(FIELDS)), after(granted()), consent_id=CONSENT) == []


def test_an_open_side_can_be_closed() -> None:
    consent = after(granted(starts=None, ends=None))
    [event] = decide(less(starts=date(2026, 10, 1), ends=date(2026, 10, 2)), consent, consent_id=CONSENT)
    assert in_force(after(granted(starts=None, ends=None), event), NOW) == terms(
        starts=date(2026, 10, 1), ends=date(2026, 10, 2)
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fields": ("period", "notes")}, "fields"),
        ({"fields": ()}, "fields"),
        ({"starts": date(2026, 9, 27)}, "from"),
        ({"ends": date(2026, 11, 23)}, "to"),
        ({"starts": date(2026, 11, 1), "ends": date(2026, 10, 1)}, "to"),
        ({"expires_at": NOW + timedelta(days=31)}, "expires_at"),
        ({"expires_at": NOW}, "expires_at"),
        ({"proposals": True}, "proposals"),
        ({"before_each_session": True}, "before_each_session"),
    ],
)
def test_more_is_refused_by_its_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        decide(less(**changes), after(granted()), consent_id=CONSENT)
    assert refused.value.field == field


def test_withdrawing_is_recorded_once() -> None:
    assert decide(Withdraw(), after(granted()), consent_id=CONSENT) == [WITHDRAWN]
    assert decide(Withdraw(), after(granted(), WITHDRAWN), consent_id=CONSENT) == []


@pytest.mark.parametrize("consent", [consents.initial, Withdrawn(terms()), Standing(terms(expires_at=NOW))])
def test_what_is_over_cannot_become_less(consent: Consent) -> None:
    with pytest.raises(Over):
        decide(less(fields=("period",)), consent, consent_id=CONSENT)


def test_a_consent_ends_at_its_very_end() -> None:
    end = terms().expires_at
    assert in_force(after(granted()), end - timedelta(seconds=1)) == terms()
    assert in_force(after(granted()), end) is None


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SOME_FIELDS = st.lists(st.sampled_from(get_args(ReportField)), max_size=6, unique=True)
MOMENTS = st.integers(-3, 400).map(lambda days: NOW + timedelta(days=days))
WISHES = st.builds(
    Less,
    fields=st.none() | SOME_FIELDS.map(tuple),
    starts=st.none() | DAYS,
    ends=st.none() | DAYS,
    expires_at=st.none() | MOMENTS,
    proposals=st.none() | st.booleans(),
    before_each_session=st.none() | st.booleans(),
)
ANY_TERMS = st.builds(
    lambda fields, starts, ends, expires_at, proposals, before: terms(
        fields=fields,
        starts=starts,
        ends=ends,
        expires_at=expires_at,
        proposals=proposals,
        before_each_session=before,
    ),
    SOME_FIELDS,
    st.none() | DAYS,
    st.none() | DAYS,
    MOMENTS,
    st.booleans(),
    st.booleans(),
)


def allows(wide: ConsentTerms, narrow: ConsentTerms) -> bool:
    """Whether everything that `narrow` allows is allowed by `wide` too."""
    return (
        set(narrow.fields) <= set(wide.fields)
        and (wide.starts or date.min) <= (narrow.starts or date.min)
        and (narrow.ends or date.max) <= (wide.ends or date.max)
        and narrow.expires_at <= wide.expires_at
        and narrow.proposals <= wide.proposals
        and narrow.before_each_session <= wide.before_each_session
        and (narrow.recipient, narrow.text_version) == (wide.recipient, wide.text_version)
    )


@given(ANY_TERMS, WISHES)
def test_whatever_is_asked_for_nothing_ever_becomes_more(before: ConsentTerms, wish: Less) -> None:
    try:
        remaining = narrowed(before, wish, NOW)
    except NotAllowed:
        return
    assert allows(before, remaining)
    assert remaining.fields


@given(st.lists(WISHES, max_size=5), MOMENTS)
def test_whatever_came_before_or_comes_after_a_withdrawal_leaves_nothing_in_force(
    wishes: list[Less], at: datetime
) -> None:
    consent = after(granted(), WITHDRAWN)
    for wish in wishes:
        with pytest.raises(Over):
            decide(Narrow(wish, NOW), consent, consent_id=CONSENT)
        consent = evolve(consent, ConsentNarrowed(consent_id=CONSENT, terms=terms()))
        consent = evolve(consent, granted())
        assert in_force(consent, at) is None
