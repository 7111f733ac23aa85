"""The rules of coming in, given / when / then."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.clinic import decider
from services.clinic.decider import Asker, Invitation, Kind, Place, RefreshToken
from shared.events import ClientAssigned, ClientJoined

NOW = datetime(2026, 11, 2, 8, 50, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(minutes=1), NOW - timedelta(minutes=1)
CLINIC, OTHER, ME, COLLEAGUE, SESSION = (UUID(int=n) for n in range(1, 6))


MINE, SOMEONES = b"hash of my request", b"hash of another request"


def invitation(
    kind: Kind = "client",
    expires_at: datetime = LATER,
    used_at: datetime | None = None,
    accepted: bytes | None = None,
) -> Invitation:
    return Invitation(subject=ME, kind=kind, expires_at=expires_at, used_at=used_at, accepted=accepted)


def token(
    expires_at: datetime = LATER,
    used_at: datetime | None = None,
    ended_at: datetime | None = None,
    replaced_at: datetime | None = None,
    successor_used: bool = False,
) -> RefreshToken:
    return RefreshToken(SESSION, ME, expires_at, used_at, ended_at, replaced_at, successor_used)


def asker(*roles: str, clinic: UUID | None = CLINIC) -> Asker:
    return Asker(ME, frozenset(roles), clinic)


@pytest.mark.parametrize(
    ("given", "adult", "then"),
    [
        (invitation(), True, "ok"),
        (invitation("staff"), False, "ok"),
        (None, True, "unknown"),
        (invitation(used_at=EARLIER), True, "used"),
        (invitation(expires_at=NOW), True, "expired"),
        (invitation(used_at=EARLIER, expires_at=EARLIER), True, "used"),
        (invitation(), False, "adults_only"),
        (invitation(expires_at=EARLIER), False, "expired"),
    ],
)
def test_an_invitation_lets_one_adult_in_once_and_in_time(given: Invitation | None, adult: bool, then: str) -> None:
    assert decider.enter(given, adult=adult, request=None, now=NOW) == then
    assert decider.enter(given, adult=adult, request=MINE, now=NOW) == then


@pytest.mark.parametrize(
    ("given", "request_hash", "adult", "then"),
    [
        (invitation(used_at=EARLIER, accepted=MINE), MINE, True, "again"),
        (invitation("staff", used_at=EARLIER, accepted=MINE), MINE, False, "again"),
        (invitation(used_at=EARLIER, accepted=MINE), SOMEONES, True, "used"),
        (invitation(used_at=EARLIER, accepted=MINE), None, True, "used"),
        (invitation(used_at=EARLIER, accepted=None), None, True, "used"),
        (invitation(used_at=EARLIER, accepted=MINE, expires_at=NOW), MINE, True, "expired"),
        (invitation(used_at=EARLIER, accepted=MINE), MINE, False, "adults_only"),
    ],
)
def test_a_used_code_opens_again_for_the_very_request_that_used_it(
    given: Invitation, request_hash: bytes | None, adult: bool, then: str
) -> None:
    assert decider.enter(given, adult=adult, request=request_hash, now=NOW) == then


@pytest.mark.parametrize(
    ("given", "then"),
    [
        (token(), "ok"),
        (None, "unknown"),
        (token(expires_at=NOW), "expired"),
        (token(used_at=EARLIER), "reused"),
        (token(used_at=EARLIER, expires_at=EARLIER), "reused"),
        (token(ended_at=EARLIER), "ended"),
        (token(used_at=EARLIER, ended_at=EARLIER), "ended"),
    ],
)
def test_a_session_goes_on_with_its_newest_token_alone(given: RefreshToken | None, then: str) -> None:
    assert decider.renew(given, NOW) == then


JUST_NOW = NOW - timedelta(seconds=59)


@pytest.mark.parametrize(
    ("given", "then"),
    [
        (token(used_at=JUST_NOW), "again"),
        (token(used_at=NOW + timedelta(seconds=1)), "again"),
        (token(used_at=JUST_NOW, expires_at=NOW), "again"),
        (token(used_at=NOW - timedelta(seconds=60)), "reused"),
        (token(used_at=JUST_NOW, successor_used=True), "reused"),
        (token(replaced_at=JUST_NOW), "reused"),
        (token(used_at=JUST_NOW, replaced_at=JUST_NOW), "reused"),
        (token(used_at=JUST_NOW, ended_at=JUST_NOW), "ended"),
    ],
)
def test_a_token_whose_answer_was_lost_is_used_again_for_a_minute(given: RefreshToken, then: str) -> None:
    assert decider.renew(given, NOW) == then


def test_a_therapist_invites_for_themselves() -> None:
    assert decider.place_for(asker("therapist"), None, None) == Place(CLINIC, ME)
    assert decider.place_for(asker("therapist"), CLINIC, ME) == Place(CLINIC, ME)


def test_a_therapist_does_not_invite_for_a_colleague_or_elsewhere() -> None:
    assert decider.place_for(asker("therapist"), CLINIC, COLLEAGUE) is None
    assert decider.place_for(asker("therapist"), OTHER, None) is None


def test_a_clinic_admin_invites_for_any_therapist_of_the_own_clinic_or_for_none_yet() -> None:
    assert decider.place_for(asker("clinic_admin"), CLINIC, COLLEAGUE) == Place(CLINIC, COLLEAGUE)
    assert decider.place_for(asker("clinic_admin"), None, None) == Place(CLINIC, None)
    assert decider.place_for(asker("clinic_admin"), OTHER, None) is None


def test_staff_without_a_clinic_invite_no_client() -> None:
    assert decider.place_for(asker("org_admin", clinic=None), CLINIC, None) is None


def test_an_organisation_admin_leads_every_clinic_and_a_clinic_admin_one() -> None:
    assert decider.leads(asker("org_admin", clinic=None), OTHER)
    assert decider.leads(asker("clinic_admin"), CLINIC)
    assert not decider.leads(asker("clinic_admin"), OTHER)
    assert not decider.leads(asker("therapist"), CLINIC)


def test_a_clinic_exists_for_those_who_work_in_it_and_for_the_organisation() -> None:
    assert decider.sees(asker("therapist"), CLINIC)
    assert not decider.sees(asker("therapist"), OTHER)
    assert decider.sees(asker("org_admin", clinic=None), OTHER)


def test_a_client_with_a_therapist_joins_and_is_assigned_and_one_without_only_joins() -> None:
    assert decider.joined(Place(CLINIC, ME)) == (
        ClientJoined(clinic_id=CLINIC),
        ClientAssigned(clinic_id=CLINIC, therapist_id=ME),
    )
    assert decider.joined(Place(CLINIC, None)) == (ClientJoined(clinic_id=CLINIC),)
