"""The rules of coming in: whose code opens the door, which session goes on, and who stands where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID, uuid5

from shared.events import ClientAssigned, ClientJoined

# The operators are an organisation like any other; it is found by this id because nobody outside it may list it.
OPERATORS = UUID("6b3f7a52-5f0e-4c3e-9d0a-0c1f2e8d7a11")

Kind = Literal["client", "staff"]
Entry = Literal["ok", "again", "unknown", "used", "expired", "adults_only"]
Renewal = Literal["ok", "again", "unknown", "expired", "ended", "reused"]
# How long a client may take to find out that an answer was lost.
LOST_ANSWER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Invitation:
    """One place for one person; its code is not here, only what became of it.

    `accepted` is the hash of the id under which it was used, if the request had one.
    """

    subject: UUID
    kind: Kind
    expires_at: datetime
    used_at: datetime | None
    accepted: bytes | None = None


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """One link of a session's chain of tokens.

    `replaced_at`: its answer was taken for lost, and another one was given in its place. `successor_used`: whether the
    newest token that this one brought was used.
    """

    session: UUID
    subject: UUID
    expires_at: datetime
    used_at: datetime | None
    session_ended_at: datetime | None
    replaced_at: datetime | None = None
    successor_used: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and the clinic they work in; None for people of the whole organisation."""

    subject: UUID
    roles: frozenset[str]
    clinic_id: UUID | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a client belongs."""

    clinic_id: UUID
    therapist_id: UUID | None


def enter(invitation: Invitation | None, *, adult: bool, request: bytes | None, now: datetime) -> Entry:
    """Whether this invitation lets its person in. Only a client has to say that they are an adult.

    `request` is the hash of the request's id. `again`: this very request let them in before, and its answer was lost.
    """
    if invitation is None:
        return "unknown"
    same = request is not None and invitation.accepted == request
    if invitation.used_at is not None and not same:
        return "used"
    if invitation.expires_at <= now:
        return "expired"
    if invitation.kind == "client" and not adult:
        return "adults_only"
    return "ok" if invitation.used_at is None else "again"


def renew(token: RefreshToken | None, now: datetime) -> Renewal:
    """Whether a session goes on. `reused` means that two hold the same token, so the session must end for both.

    `again`: the answer to its first use seems to be lost, so it brings another successor and the unused one ends.
    Whoever uses that one after all holds what somebody else has replaced.
    """
    if token is None:
        return "unknown"
    if token.session_ended_at is not None:
        return "ended"
    if token.replaced_at is not None:
        return "reused"
    if token.used_at is not None:
        lost = now - token.used_at < LOST_ANSWER and not token.successor_used
        return "again" if lost else "reused"
    return "expired" if token.expires_at <= now else "ok"


def sees(asker: Asker, clinic_id: UUID) -> bool:
    """Whether this clinic exists for the asker."""
    return "org_admin" in asker.roles or asker.clinic_id == clinic_id


def leads(asker: Asker, clinic_id: UUID) -> bool:
    """Whether the asker decides who works in this clinic."""
    return "org_admin" in asker.roles or ("clinic_admin" in asker.roles and asker.clinic_id == clinic_id)


def place_for(asker: Asker, clinic_id: UUID | None, therapist_id: UUID | None) -> Place | None:
    """Where the asker may bring a client in; None when there is no such place for them.

    A therapist invites for themselves alone; a clinic admin for any therapist of the clinic, or for none yet.
    """
    if asker.clinic_id is None or clinic_id not in {None, asker.clinic_id}:
        return None
    if "clinic_admin" in asker.roles:
        return Place(asker.clinic_id, therapist_id)
    if "therapist" in asker.roles and therapist_id in {None, asker.subject}:
        return Place(asker.clinic_id, asker.subject)
    return None


def joined(place: Place) -> tuple[ClientJoined | ClientAssigned, ...]:
    """What is recorded when a client has come in."""
    arrived = ClientJoined(clinic_id=place.clinic_id)
    if place.therapist_id is None:
        return (arrived,)
    return arrived, ClientAssigned(clinic_id=place.clinic_id, therapist_id=place.therapist_id)


def first_admin_id(organisation: UUID) -> UUID:
    """An organisation's first admin is part of its making; making it again must not make a second one."""
    return uuid5(organisation, "org_admin")
