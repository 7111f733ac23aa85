"""What became of a consent, and what it allows at a time: one rule for every service that asks. Pure.

What a consent names, and that it can be taken back at any time: docs/specification/homework.md section 7.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.events.consent import ConsentGranted, ConsentNarrowed, ConsentTerms, ConsentWithdrawn
from shared.events.contract import Contract


@dataclass(frozen=True, slots=True)
class NotGiven:
    """Nobody has agreed to anything yet."""


@dataclass(frozen=True, slots=True)
class Standing:
    """It was given; whether it is over by its own end is a question of the time."""

    terms: ConsentTerms


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Taken back for good. `terms` is what it was."""

    terms: ConsentTerms


Consent = NotGiven | Standing | Withdrawn


def evolve(consent: Consent, event: Contract) -> Consent:
    """The consent after an event about it. What was withdrawn stays withdrawn."""
    match consent, event:
        case NotGiven(), ConsentGranted(terms=terms):
            return Standing(terms)
        case Standing(), ConsentNarrowed(terms=terms):
            return Standing(terms)
        case Standing(terms), ConsentWithdrawn():
            return Withdrawn(terms)
    return consent


def in_force(consent: Consent, at: datetime) -> ConsentTerms | None:
    """What it allows at this time; None when it allows nothing."""
    return consent.terms if isinstance(consent, Standing) and at < consent.terms.expires_at else None


def consents_of(told: Iterable[tuple[UUID, Contract]]) -> dict[UUID, Consent]:
    """Every consent of one client, by its id, in the order of giving. `told` are events with their ids, in order."""
    found = dict[UUID, Consent]()
    for event_id, data in told:
        if isinstance(data, ConsentGranted):
            found[event_id] = evolve(NotGiven(), data)
        elif isinstance(data, ConsentNarrowed | ConsentWithdrawn) and data.consent_id in found:
            found[data.consent_id] = evolve(found[data.consent_id], data)
    return found


def may_propose(consents: dict[UUID, Consent], therapist: UUID, at: datetime) -> UUID | None:
    """The newest consent in force by which this client takes proposals from this therapist; None if there is none."""
    ids = [each for each, consent in consents.items() if allows_proposals(consent, therapist, at)]
    return ids[-1] if ids else None


def allows_proposals(consent: Consent, therapist: UUID, at: datetime) -> bool:
    terms = in_force(consent, at)
    return terms is not None and terms.proposals and terms.recipient == therapist
