"""Makes places and people: keys, rows and events of each in one transaction."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from pydantic import JsonValue

from services.clinic import decider, views
from services.clinic.api.bodies import (
    ClientInvitation,
    ClinicShown,
    InvitationShown,
    OrganisationShown,
    PostedClinic,
    PostedInvitation,
    PostedOrganisation,
    PostedStaff,
    StaffMade,
)
from services.clinic.api.codes import hash_of_code, new_code
from services.clinic.decider import Asker, Kind, Place
from shared.auth import Principal
from shared.database import Database, UnitOfWork
from shared.events import ClientInvited, ClinicSettingsChanged, Contract, StaffAdded
from shared.http import Problem, not_found, other_content, problem_of, refuse_far_future
from shared.keyring import KeyProvider, Keyring, SubjectExists, SubjectKey, SubjectKind, seal_event
from shared.log import Clock, Unit


class Registry:
    """`lifetime` is how long an invitation waits for its person."""

    def __init__(
        self, *, database: Database, keyring: Keyring, provider: KeyProvider, clock: Clock, lifetime: timedelta
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._provider = provider
        self._clock = clock
        self._lifetime = lifetime

    async def add_organisation(self, posted: PostedOrganisation) -> OrganisationShown:
        """An organisation with its own key, and a place for its first admin. Raises Problem."""
        now = self._time(posted.occurred_at)
        org = posted.id or uuid4()
        admin = decider.first_admin_id(org)
        at = posted.occurred_at or now
        await self._provider.create(org)
        async with self._database.unit_of_work(org) as work:
            opened = await self._open_door(work, org, admin, "staff", now)
            founded = await self._found(work, org, posted.name, posted.content(), at, now)
            added = await self._staff(work, org, admin, StaffAdded(role="org_admin"), None, at, now)
            invitation = await _record(work, opened, founded, added)
        return OrganisationShown(id=org, name=posted.name, admin_id=admin, invitation=invitation)

    async def invite_operator(self) -> InvitationShown:
        """A place for one more person who runs all this; their organisation is made with the first one."""
        now, org, operator = self._clock.now(), decider.OPERATORS, uuid4()
        await self._provider.create(org)
        async with self._database.unit_of_work(org) as work:
            opened = await self._open_door(work, org, operator, "staff", now)
            founded = await self._found(work, org, "Operators", None, now, now)
            added = await self._staff(work, org, operator, StaffAdded(role="ops"), None, now, now)
            invitation = await _record(work, opened, founded, added)
        return invitation

    async def add_clinic(self, who: Principal, posted: PostedClinic) -> ClinicShown:
        """Raises Problem."""
        now = self._time(posted.occurred_at)
        clinic = posted.id or uuid4()
        settings: dict[str, JsonValue] = {"name": posted.name, "regulate_from": posted.regulate_from}
        async with self._database.unit_of_work(who.org) as work:
            key = await self._key(work, who.org, clinic, "clinic")
            content = views.sealed(key, views.CLINICS, settings)
            await views.put(work.connection, views.CLINICS, id=clinic, org=who.org, created_at=now, sealed=content)
            changed = ClinicSettingsChanged(clinic_id=clinic, settings=settings)
            await _append(work, _unit(key, changed, posted.content(), posted.occurred_at or now))
        return ClinicShown(id=clinic, name=posted.name, regulate_from=posted.regulate_from)

    async def add_staff(self, who: Principal, posted: PostedStaff) -> StaffMade:
        """Raises Problem; a clinic where the asker decides nothing is not there for them."""
        now = self._time(posted.occurred_at)
        person, clinic = posted.id or uuid4(), posted.clinic_id
        at, content = posted.occurred_at or now, posted.content()
        async with self._database.unit_of_work(who.org) as work:
            asker = await asker_of(work, who)
            if not decider.leads(asker, clinic) or await views.row_of(work.connection, views.CLINICS, clinic) is None:
                raise not_found()
            opened = await self._open_door(work, who.org, person, "staff", now)
            added = await self._staff(
                work, who.org, person, StaffAdded(role=posted.role, clinic_id=clinic), content, at, now
            )
            invitation = await _record(work, opened, added)
        return StaffMade(id=person, role=posted.role, clinic_id=clinic, invitation=invitation)

    async def invite_client(self, who: Principal, posted: PostedInvitation) -> ClientInvitation:
        """Raises Problem; a place that the asker may not fill is not there for them."""
        now = self._time(posted.occurred_at)
        client = posted.id or uuid4()
        async with self._database.unit_of_work(who.org) as work:
            place = decider.place_for(await asker_of(work, who), posted.clinic_id, posted.therapist_id)
            if place is None or not await self._exists(work, place):
                raise not_found()
            opened = await self._open_door(work, who.org, client, "client", now)
            key = await self._key(work, who.org, client, "client")
            await views.put(
                work.connection,
                views.CLIENTS,
                id=client,
                org=who.org,
                clinic_id=place.clinic_id,
                therapist_id=place.therapist_id,
                created_at=now,
                sealed=views.sealed(key, views.CLIENTS, {"label": posted.label}),
            )
            invited = ClientInvited(clinic_id=place.clinic_id, therapist_id=place.therapist_id)
            # The place is part of what was asked for, because who asks decides what is left out.
            content = posted.content() + invited.model_dump_json().encode()
            unit = _unit(key, invited, content, posted.occurred_at or now)
            invitation = await _record(work, opened, unit)
        return ClientInvitation(client_id=client, code=invitation.code, expires_at=invitation.expires_at)

    def _time(self, occurred_at: datetime | None) -> datetime:
        now = self._clock.now()
        refuse_far_future(occurred_at, now)
        return now

    async def _found(
        self, work: UnitOfWork, org: UUID, name: str, content: bytes | None, at: datetime, now: datetime
    ) -> Unit:
        key = await self._key(work, org, org, "organisation")
        sealed = views.sealed(key, views.ORGANISATIONS, {"name": name})
        await views.put(work.connection, views.ORGANISATIONS, id=org, org=org, created_at=now, sealed=sealed)
        return _unit(key, ClinicSettingsChanged(settings={"name": name}), content, at)

    async def _staff(
        self,
        work: UnitOfWork,
        org: UUID,
        person: UUID,
        added: StaffAdded,
        content: bytes | None,
        at: datetime,
        now: datetime,
    ) -> Unit:
        key = await self._key(work, org, person, "staff")
        sealed = views.sealed(key, views.STAFF, {"role": added.role})
        await views.put(
            work.connection, views.STAFF, id=person, org=org, clinic_id=added.clinic_id, created_at=now, sealed=sealed
        )
        return _unit(key, added, content, at)

    async def _open_door(
        self, work: UnitOfWork, org: UUID, subject: UUID, kind: Kind, now: datetime
    ) -> InvitationShown | None:
        """A new code for the subject; None if they have come in already.

        It comes before the subject's key, because whoever accepts locks the invitation first and the key after it.
        """
        code, expires_at = new_code(), now + self._lifetime
        open_still = await views.invite(work.connection, org, subject, kind, hash_of_code(code), expires_at)
        return InvitationShown(code=code, expires_at=expires_at) if open_still else None

    async def _exists(self, work: UnitOfWork, place: Place) -> bool:
        """Whether the place's therapist, if it names one, is a therapist of its clinic."""
        if place.therapist_id is None:
            return True
        row = await views.row_of(work.connection, views.STAFF, place.therapist_id)
        keys = await self._keyring.keys(work.connection, [place.therapist_id])
        if row is None or row.clinic_id != place.clinic_id or row.id not in keys:
            return False
        return bool(views.opened(keys[row.id], views.STAFF, row.sealed)["role"] == "therapist")

    async def _key(self, work: UnitOfWork, org: UUID, subject: UUID, kind: SubjectKind) -> SubjectKey:
        """The subject's key, made now or by an earlier try. Raises Problem when the id is somebody else's."""
        try:
            return await self._keyring.create(work, org, subject, kind)
        except SubjectExists:
            key = (await self._keyring.keys(work.connection, [subject])).get(subject)
        if key is None or key.org != org:
            raise other_content()
        return key


async def asker_of(work: UnitOfWork, who: Principal) -> Asker:
    """The principal and the clinic they work in."""
    row = await views.row_of(work.connection, views.STAFF, who.subject)
    return Asker(who.subject, frozenset(who.roles), None if row is None else row.clinic_id)


def _unit(key: SubjectKey, data: Contract, content: bytes | None, at: datetime) -> Unit:
    """The first event of a subject has the subject's own id, so that making it twice makes it once."""
    return Unit(key.org, key.subject, (seal_event(key, id=key.subject, data=data, occurred_at=at, content=content),))


async def _record(work: UnitOfWork, opened: InvitationShown | None, *units: Unit) -> InvitationShown:
    """Append what the invitation is for. Raises Problem; then nothing was done, also not to the door."""
    await _append(work, *units)
    if opened is None:
        raise Problem(409, "joined-already", "This person has come in already", "They need no invitation any more.")
    return opened


async def _append(work: UnitOfWork, *units: Unit) -> None:
    for outcome in await work.append(*units):
        problem = problem_of(outcome)
        if problem is not None:
            raise problem
