"""Lets people in with a code, and in again with a refresh token. Whatever is wrong with either looks the same."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.clinic import decider, views
from services.clinic.api.bodies import PostedAcceptance, Tokens
from services.clinic.api.codes import hash_of_code, hash_of_id, hash_of_token, new_refresh_token
from services.clinic.api.credentials import Issuer, Lifetimes
from services.clinic.decider import Kind, RefreshToken
from shared.auth import Role
from shared.database import Database, UnitOfWork
from shared.http import FieldError, Problem, invalid, problem_of, refuse_far_future
from shared.keyring import Keyring, SubjectKey, derived_id, seal_event
from shared.log import Clock, Unit

# Behind the wall of an organisation that does not exist nothing is found, in the same time as elsewhere.
NOWHERE = UUID(int=0)
ADULTS = "Smallhours is for adults. Give true if you are one."
NEW_CODE = "It may be mistyped, used, or too old. Ask for a new one."
SIGN_IN = "Give the newest refresh token of a session that goes on, or sign in again."


def code_refused() -> Problem:
    return Problem(404, "code-not-valid", "This code opens nothing", NEW_CODE, errors=(FieldError("code", NEW_CODE),))


def token_refused() -> Problem:
    error = FieldError("refresh_token", SIGN_IN)
    return Problem(400, "token-not-valid", "This refresh token is not valid", SIGN_IN, errors=(error,))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is here, and what they may be."""

    key: SubjectKey
    roles: list[Role]


class Door:
    """Every question is asked with the same statements, whether there is an answer or not."""

    def __init__(
        self, *, database: Database, keyring: Keyring, issuer: Issuer, clock: Clock, lifetimes: Lifetimes
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._issuer = issuer
        self._clock = clock
        self._lifetimes = lifetimes

    async def accept(self, code: str, posted: PostedAcceptance) -> Tokens:
        """Use an invitation; the same request again opens another session. Raises Problem."""
        now, code_hash = self._clock.now(), hash_of_code(code)
        request = None if posted.id is None else hash_of_id(posted.id)
        refuse_far_future(posted.occurred_at, now)
        org = await self._organisation_of("invitation", code_hash)
        async with self._database.unit_of_work(org) as work:
            invitation = await views.invitation_for(work.connection, code_hash)
            decision = decider.enter(invitation, adult=posted.adult, request=request, now=now)
            if decision == "adults_only":
                raise invalid("adult", ADULTS)
            if invitation is None or decision not in {"ok", "again"}:
                raise code_refused()
            person = await self._person(work, invitation.subject, joined=decision == "again")
            if person is None:
                raise code_refused()
            session = await views.open_session(work.connection, org, invitation.subject, now)
            tokens = await self._tokens(work, person, session, now)
            if decision == "ok":
                await views.use_invitation(work.connection, invitation.subject, request, now)
                await self._join(work, person.key, invitation.kind, posted, now)
        return tokens

    async def refresh(self, token: str) -> Tokens:
        """Use a refresh token and give the next one; one used before ends its session for all. Raises Problem."""
        now, token_hash = self._clock.now(), hash_of_token(token)
        org = await self._organisation_of("refresh", token_hash)
        tokens = None
        async with self._database.unit_of_work(org) as work:
            found = await views.refresh_token_for(work.connection, token_hash)
            decision = decider.renew(found, now)
            if found is not None and decision == "reused":
                await views.end_session(work.connection, found.session, now)
            elif found is not None and decision in {"ok", "again"}:
                tokens = await self._next(work, found, token_hash, now)
        if tokens is None:
            raise token_refused()
        return tokens

    async def _organisation_of(self, kind: views.CodeKind, code_hash: bytes) -> UUID:
        async with self._database.unit_of_work(None) as work:
            return await views.organisation_of(work.connection, kind, code_hash) or NOWHERE

    async def _person(self, work: UnitOfWork, subject: UUID, *, joined: bool) -> Person | None:
        """Who the subject is here; None when they are not there any more, or not in yet although `joined` asks it."""
        key = (await self._keyring.keys(work.connection, [subject])).get(subject)
        roles = None if key is None else await views.roles_of(work.connection, key, joined=joined)
        return None if key is None or roles is None else Person(key, roles)

    async def _join(
        self, work: UnitOfWork, key: SubjectKey, kind: Kind, posted: PostedAcceptance, now: datetime
    ) -> None:
        if kind == "staff":
            await views.join(work.connection, views.STAFF, key.subject, now)
            return
        await views.join(work.connection, views.CLIENTS, key.subject, now)
        client = await views.row_of(work.connection, views.CLIENTS, key.subject)
        if client is None:
            raise code_refused()
        # The ids follow from the subject alone: the request's own id opens a door, so the record does not show it.
        events = tuple(
            seal_event(key, id=derived_id(key.subject, data.type), data=data, occurred_at=posted.occurred_at or now)
            for data in decider.joined(views.place_of(client))
        )
        (outcome,) = await work.append(Unit(key.org, key.subject, events))
        problem = problem_of(outcome)
        if problem is not None:
            raise problem

    async def _next(self, work: UnitOfWork, found: RefreshToken, token_hash: bytes, now: datetime) -> Tokens | None:
        """The next tokens of a session; None when the person is not there any more."""
        person = await self._person(work, found.subject, joined=True)
        if person is None:
            return None
        tokens = await self._tokens(work, person, found.session, now)
        await views.use_refresh_token(work.connection, token_hash, hash_of_token(tokens.refresh_token), now)
        return tokens

    async def _tokens(self, work: UnitOfWork, person: Person, session: UUID, now: datetime) -> Tokens:
        org, subject, refresh_token = person.key.org, person.key.subject, new_refresh_token()
        await views.put(
            work.connection,
            views.REFRESH_TOKENS,
            hash=hash_of_token(refresh_token),
            org=org,
            session=session,
            expires_at=now + self._lifetimes.refresh,
        )
        return Tokens(
            access_token=self._issuer.access_token(org, subject, person.roles, now),
            expires_in=int(self._lifetimes.access.total_seconds()),
            refresh_token=refresh_token,
            subject=subject,
            roles=person.roles,
        )
