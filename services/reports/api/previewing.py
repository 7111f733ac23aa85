"""The very page that a PDF would be made from, before anything is asked for."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.reports import decider
from services.reports.api.refusing import as_problems
from services.reports.api.reporting import CONSENT_ALLOWED, refuse_unknown_zone, usual_fields
from services.reports.consents import NotAllowed
from services.reports.decider import FIELDS_ALLOWED, NOTES_ALLOWED, NotNow, Scope
from services.reports.ledger import are_check_ins, read_history, read_material, window_of
from services.reports.tasks import day_in, page_of
from shared.auth import Principal
from shared.catalogue import Catalogue
from shared.database import Database, UnitOfWork
from shared.events import ConsentTerms, ReportField, ReportRequested
from shared.keyring import Keyring, SubjectKey
from shared.log import Clock

TRAVELS_AS = {"notes": "note"}
FIELDS_OR_CONSENT = "Give the fields to look at, or the consent_id of one of your own consents."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a client wants to look at; within a consent, or before there is one."""

    starts: date
    ends: date
    zone: str
    fields: Sequence[ReportField] = ()
    notes: Sequence[UUID] = ()
    consent_id: UUID | None = None


class Previewing:
    """Previews for any client whose token was verified; always of their own events. Nothing is kept of them."""

    def __init__(self, *, database: Database, keyring: Keyring, catalogue: Catalogue, clock: Clock) -> None:
        self._database = database
        self._keyring = keyring
        self._catalogue = catalogue
        self._clock = clock

    async def page(self, who: Principal, wanted: Wanted) -> str:
        """HTML. Raises Problem."""
        now = self._clock.now()
        key = await self._keyring.key(who.org, who.subject)
        with as_problems():
            async with self._database.unit_of_work(who.org) as work:
                scope = await self._scope(work, key, wanted)
                window = await window_of(work, who.subject)
        material = await read_material(self._database, key, window, scope.notes)
        made_on = day_in(wanted.zone, now)
        return await asyncio.to_thread(page_of, material, scope, wanted.zone, made_on, self._catalogue)

    async def _scope(self, work: UnitOfWork, key: SubjectKey, wanted: Wanted) -> Scope:
        """Raises NotAllowed in the words of the query, NotNow."""
        try:
            return await self._checked(work, key, wanted)
        except NotAllowed as wrong:
            raise NotAllowed(TRAVELS_AS.get(wrong.field, wrong.field), wrong.allowed) from None

    async def _checked(self, work: UnitOfWork, key: SubjectKey, wanted: Wanted) -> Scope:
        refuse_unknown_zone(wanted.zone)
        terms = await self._terms(work, key, wanted)
        fields = list(wanted.fields) or usual_fields(terms, with_notes=bool(wanted.notes))
        if terms is not None:
            asked = ReportRequested(
                consent_id=key.subject,
                starts=wanted.starts,
                ends=wanted.ends,
                zone=wanted.zone,
                fields=fields,
                notes=list(wanted.notes),
                window={},
            )
            decider.request(asked, terms)
        decider.refuse_shapeless(wanted.starts, wanted.ends)
        decider.refuse_notes(wanted.notes, fields)
        if not fields:
            raise NotAllowed("fields", FIELDS_ALLOWED)
        if not await are_check_ins(work, key.subject, wanted.notes):
            raise NotAllowed("notes", NOTES_ALLOWED)
        return Scope(frozenset(fields), wanted.starts, wanted.ends, tuple(wanted.notes))

    async def _terms(self, work: UnitOfWork, key: SubjectKey, wanted: Wanted) -> ConsentTerms | None:
        """What the named consent allows; None where none is named. Raises NotAllowed, NotNow."""
        if wanted.consent_id is None:
            if not wanted.fields:
                raise NotAllowed("fields", FIELDS_OR_CONSENT)
            return None
        history = await read_history(work, key)
        if wanted.consent_id not in history.consents:
            raise NotAllowed("consent_id", CONSENT_ALLOWED)
        terms = history.terms(wanted.consent_id, self._clock.now())
        if terms is None:
            raise NotNow("consent-ended")
        return terms
