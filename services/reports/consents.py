"""The rules of consent: what may be granted, how it may become less, when it is over. Pure: no I/O and no clock.

What became of one, and whether it is in force, stands in `shared.events.agreed`, because another service asks it too.

What a consent names, and that it can be taken back at any time: docs/specification/homework.md section 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from shared.events import ConsentGranted, ConsentNarrowed, ConsentTerms, ConsentWithdrawn, Contract, ReportField
from shared.events.agreed import Consent as Consent
from shared.events.agreed import NotGiven as NotGiven
from shared.events.agreed import Standing as Standing
from shared.events.agreed import Withdrawn as Withdrawn
from shared.events.agreed import evolve as evolve
from shared.events.agreed import in_force as in_force

USUAL_LIFETIME = timedelta(days=90)
LONGEST_LIFETIME = timedelta(days=366)
FIELDS_ALLOWED = "Give at least one field, and each of them once."
PERIOD_ALLOWED = "Give a last day that is not before the first one."
END_ALLOWED = "Give a time that is still to come, and at most 366 days from now."
EARLIER_END_ALLOWED = (
    "Give a time that is still to come, and not later than the end it has. To end it now, withdraw it."
)
FEWER_FIELDS_ALLOWED = "Give only fields that this consent holds already. For more, give a new consent."
LATER_START_ALLOWED = "Give a day that is not before its first day. For more days, give a new consent."
EARLIER_LAST_DAY_ALLOWED = "Give a day that is not after its last day. For more days, give a new consent."
STAYS_OFF_ALLOWED = "This can be switched off here. To switch it on, give a new consent."


Given = Standing | Withdrawn
initial = NotGiven()


@dataclass(frozen=True, slots=True)
class Grant:
    terms: ConsentTerms
    now: datetime


@dataclass(frozen=True, slots=True)
class Less:
    """What is to remain of a consent; None: as it is."""

    fields: tuple[ReportField, ...] | None = None
    starts: date | None = None
    ends: date | None = None
    expires_at: datetime | None = None
    proposals: bool | None = None
    before_each_session: bool | None = None


@dataclass(frozen=True, slots=True)
class Narrow:
    less: Less
    now: datetime


@dataclass(frozen=True, slots=True)
class Withdraw:
    pass


Command = Grant | Narrow | Withdraw


class NotAllowed(Exception):
    """`field` is what is wrong, in the words of the API; `allowed` says what is possible."""

    def __init__(self, field: str, allowed: str) -> None:
        super().__init__(field)
        self.field = field
        self.allowed = allowed


class Over(Exception):
    """The consent is not in force: withdrawn, past its end, or never given."""


def decide(command: Command, consent: Consent, *, consent_id: UUID) -> Sequence[Contract]:
    """The events; none where nothing changes. Raises NotAllowed, or Over for narrowing what is not in force."""
    match command:
        case Grant(terms, now):
            return [ConsentGranted(terms=granted(terms, now))]
        case Narrow(less, now):
            before = in_force(consent, now)
            if before is None:
                raise Over
            remaining = narrowed(before, less, now)
            return [] if remaining == before else [ConsentNarrowed(consent_id=consent_id, terms=remaining)]
        case Withdraw():
            return [ConsentWithdrawn(consent_id=consent_id)] if isinstance(consent, Standing) else []


def granted(terms: ConsentTerms, now: datetime) -> ConsentTerms:
    """The terms, if they may be agreed to. Raises NotAllowed."""
    _refuse_empty(terms)
    if not now < terms.expires_at <= now + LONGEST_LIFETIME:
        raise NotAllowed("expires_at", END_ALLOWED)
    return terms


def narrowed(terms: ConsentTerms, less: Less, now: datetime) -> ConsentTerms:
    """What remains of the terms: never more than before, in no respect. Raises NotAllowed naming what would be."""
    remaining = terms.model_copy(
        update={
            "fields": _fewer(terms.fields, less.fields),
            "starts": _later(terms.starts, less.starts),
            "ends": _earlier(terms.ends, less.ends),
            "expires_at": _sooner(terms.expires_at, less.expires_at, now),
            "proposals": _off("proposals", terms.proposals, less.proposals),
            "before_each_session": _off("before_each_session", terms.before_each_session, less.before_each_session),
        }
    )
    _refuse_empty(remaining)
    return remaining


def _refuse_empty(terms: ConsentTerms) -> None:
    if not terms.fields or len(set(terms.fields)) < len(terms.fields):
        raise NotAllowed("fields", FIELDS_ALLOWED)
    if terms.starts is not None and terms.ends is not None and terms.ends < terms.starts:
        raise NotAllowed("to", PERIOD_ALLOWED)


def _fewer(before: Sequence[ReportField], wanted: Sequence[ReportField] | None) -> list[ReportField]:
    if wanted is None:
        return list(before)
    if not set(wanted) <= set(before):
        raise NotAllowed("fields", FEWER_FIELDS_ALLOWED)
    return list(wanted)


def _later(before: date | None, wanted: date | None) -> date | None:
    if wanted is not None and before is not None and wanted < before:
        raise NotAllowed("from", LATER_START_ALLOWED)
    return before if wanted is None else wanted


def _earlier(before: date | None, wanted: date | None) -> date | None:
    if wanted is not None and before is not None and wanted > before:
        raise NotAllowed("to", EARLIER_LAST_DAY_ALLOWED)
    return before if wanted is None else wanted


def _sooner(before: datetime, wanted: datetime | None, now: datetime) -> datetime:
    if wanted is None:
        return before
    if not now < wanted <= before:
        raise NotAllowed("expires_at", EARLIER_END_ALLOWED)
    return wanted


def _off(field: str, before: bool, wanted: bool | None) -> bool:
    if wanted and not before:
        raise NotAllowed(field, STAYS_OFF_ALLOWED)
    return before if wanted is None else wanted
