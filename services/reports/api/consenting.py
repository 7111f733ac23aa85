"""A client's consents: read the log, decide, and record in the same transaction."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from services.reports import consents, views
from services.reports.api.refusing import as_problems, changed_meanwhile
from services.reports.api.shapes import ConsentShown, PostedConsent, PostedNarrowing, newest, show_consent
from services.reports.consents import USUAL_LIFETIME, Command, Grant, Narrow, NotAllowed, Withdraw
from services.reports.decider import Agreed, History, refuse
from services.reports.ledger import NotRecorded, read_history, record, until_recorded
from shared.auth import Principal
from shared.database import Database, UnitOfWork
from shared.events import ConsentNarrowed, ConsentTerms, Contract, StaffAdded
from shared.http import etag_of, matches, not_found, refuse_far_future
from shared.keyring import Keyring, SubjectKey, derived_id, open_event, seal_event
from shared.log import Clock, NewEvent, OtherContent, find, read_stream

STAFF = "clinic"
RECIPIENT_ALLOWED = "Give the id of a therapist of your own organisation."


class Consenting:
    """The consents of any client whose token was verified; always their own."""

    def __init__(self, *, database: Database, keyring: Keyring, clock: Clock) -> None:
        self._database = database
        self._keyring = keyring
        self._clock = clock

    async def grant(self, who: Principal, posted: PostedConsent) -> ConsentShown:
        """Give a consent; the same again gives the first answer again. Raises Problem."""
        now = self._time(posted.occurred_at)
        key, consent_id = await self._keyring.key(who.org, who.subject), posted.id or uuid4()
        terms = terms_of(posted, now)

        async def once() -> ConsentShown:
            async with self._database.unit_of_work(who.org) as work:
                if await said_before(work, key, posted.id, posted.content()):
                    return show_consent((await read_history(work, key)).consents[consent_id], now)
                [granted] = consents.decide(Grant(terms, now), consents.initial, consent_id=consent_id)
                await self._refuse_unknown(work, terms.recipient)
                history = await read_history(work, key)
                at, content = posted.occurred_at or now, posted.content()
                event = seal_event(key, id=consent_id, data=granted, occurred_at=at, content=content)
                await record(work, key, history, event)
                return show_consent((await read_history(work, key)).consents[consent_id], now)

        with as_problems():
            return await until_recorded(once)

    async def narrow(
        self, who: Principal, consent_id: UUID, posted: PostedNarrowing, if_match: str | None = None
    ) -> ConsentShown:
        """Make a consent less; never more. Raises Problem; 412 where `if_match` names another state of it."""
        now = self._time(posted.occurred_at)
        key = await self._keyring.key(who.org, who.subject)

        async def once() -> ConsentShown:
            async with self._database.unit_of_work(who.org) as work:
                history = await read_history(work, key)
                agreed = agreed_in(history, consent_id)
                if not await said_before(work, key, posted.id, posted.content() + consent_id.bytes):
                    refuse_changed(show_consent(agreed, now), if_match)
                    for data in self._decided(Narrow(posted.less(), now), agreed):
                        await self._become_less(work, key, history, data, posted)
                return show_consent((await read_history(work, key)).consents[consent_id], now)

        with as_problems():
            return await until_recorded(once)

    async def _become_less(
        self, work: UnitOfWork, key: SubjectKey, history: History, data: Contract, posted: PostedNarrowing
    ) -> None:
        """Record it, and let go of the PDFs that show more than what remains."""
        if not isinstance(data, ConsentNarrowed):
            raise TypeError("A consent that became less in another way.")
        more = [
            each.id
            for each in history.reports.values()
            if each.asked.consent_id == data.consent_id and each.shown is not None and not each.shown.holds(data.terms)
        ]
        await views.drop(work.connection, key.subject, more)
        at, content = posted.occurred_at or self._clock.now(), posted.content() + data.consent_id.bytes
        event = seal_event(key, id=posted.id or uuid4(), data=data, occurred_at=at, content=content)
        await record(work, key, history, event)

    async def withdraw(self, who: Principal, consent_id: UUID) -> None:
        """End a consent at once: what waits to be built is refused, what was built is gone. Again is the same."""
        now = self._clock.now()
        key = await self._keyring.key(who.org, who.subject)

        async def once() -> None:
            async with self._database.unit_of_work(who.org) as work:
                history = await read_history(work, key)
                events = self._decided(Withdraw(), agreed_in(history, consent_id))
                if not events:
                    return
                under = [each for each in history.reports.values() if each.asked.consent_id == consent_id]
                waiting = [each for each in under if each.state == "requested"]
                await views.settle(work.connection, who.subject, [each.id for each in waiting], "refused")
                await views.drop(work.connection, who.subject, [each.id for each in under])
                refused = [(each.id, refuse(each, "consent_ended")) for each in waiting]
                said = [(consent_id, events[0]), *refused]
                await record(work, key, history, *(derived(key, cause, data, now) for cause, data in said))

        with as_problems():
            await until_recorded(once)

    async def one(self, who: Principal, consent_id: UUID) -> ConsentShown:
        """Raises Problem."""
        return show_consent(agreed_in(await self._history(who), consent_id), self._clock.now())

    async def page(self, who: Principal, before: int | None, limit: int) -> tuple[list[ConsentShown], int | None]:
        """The own consents, the newest first, ended ones too."""
        shown, following = newest(list((await self._history(who)).consents.values()), before, limit)
        now = self._clock.now()
        return [show_consent(each, now) for each in shown], following

    async def _history(self, who: Principal) -> History:
        key = await self._keyring.key(who.org, who.subject)
        async with self._database.unit_of_work(who.org) as work:
            return await read_history(work, key)

    def _time(self, occurred_at: datetime | None) -> datetime:
        now = self._clock.now()
        refuse_far_future(occurred_at, now)
        return now

    def _decided(self, command: Command, agreed: Agreed) -> list[Contract]:
        return list(consents.decide(command, agreed.consent, consent_id=agreed.id))

    async def _refuse_unknown(self, work: UnitOfWork, recipient: UUID) -> None:
        """Raise NotAllowed unless the recipient is a therapist on this side of the wall."""
        keys = await self._keyring.keys(work.connection, [recipient])
        if recipient not in keys:
            raise NotAllowed("recipient", RECIPIENT_ALLOWED)
        stream = await read_stream(work.raw, recipient, STAFF)
        added = [each for each in stream if each.type == StaffAdded.type]
        roles = [open_event(keys[recipient], each).data for each in added]
        if not is_therapist(roles):
            raise NotAllowed("recipient", RECIPIENT_ALLOWED)


def is_therapist(said: Iterable[Contract]) -> bool:
    """Whether the last that was said about a staff member made them a therapist."""
    roles = [each.role for each in said if isinstance(each, StaffAdded)]
    return bool(roles) and roles[-1] == "therapist"


def terms_of(posted: PostedConsent, now: datetime) -> ConsentTerms:
    return ConsentTerms(
        recipient=posted.recipient,
        fields=posted.fields,
        starts=posted.starts,
        ends=posted.ends,
        expires_at=posted.expires_at or now + USUAL_LIFETIME,
        text_version=posted.text_version,
        proposals=posted.proposals,
        before_each_session=posted.before_each_session,
    )


def etag(shown: ConsentShown) -> str:
    """What If-Match takes for the consent as it is shown."""
    return etag_of(shown.model_dump_json().encode())


def refuse_changed(shown: ConsentShown, if_match: str | None) -> None:
    if if_match is not None and not matches(if_match, etag(shown)):
        raise changed_meanwhile()


def agreed_in(history: History, consent_id: UUID) -> Agreed:
    """Raises the problem 404, also for somebody else's."""
    agreed = history.consents.get(consent_id)
    if agreed is None:
        raise not_found()
    return agreed


def derived(key: SubjectKey, cause: UUID, data: Contract, now: datetime) -> NewEvent:
    """What can happen once to its cause: its id follows from it."""
    return seal_event(key, id=derived_id(cause, data.type), data=data, occurred_at=now)


async def said_before(work: UnitOfWork, key: SubjectKey, event_id: UUID | None, content: bytes) -> bool:
    """Whether this very request was recorded before. Raises NotRecorded if its id means something else."""
    recorded = await find(work.raw, key.subject, event_id) if event_id else None
    if recorded is None:
        return False
    if recorded.service != "reports" or recorded.content != key.digest(content):
        raise NotRecorded(OtherContent(recorded.id))
    return True
