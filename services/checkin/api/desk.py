"""Takes check-ins in and hands them out: seals, appends, opens. The routes and the batch share it."""

import base64
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from services.checkin import decider
from services.checkin.api.bodies import CheckInShown, PostedCheckIn, show
from services.checkin.api.newest import newest_page
from services.checkin.decider import Known, Position
from shared.auth import Principal
from shared.database import Database, UnitOfWork
from shared.events import CheckInRecorded, CheckInRetracted
from shared.http import FieldError, invalid, not_found, problem_of, refuse_far_future, refused
from shared.keyring import Keyring, SubjectKey, canonical, open_event, seal_event
from shared.log import Appended, Clock, Log, NewEvent, OtherContent, Outcome, Recorded, Seen, Unit, find

TRIES = 5
NOTE_KEYS = "SELECT event_id, wrapped FROM log.note_keys WHERE subject = $1 AND event_id = ANY ($2)"


class Desk:
    """Everything a client may do with check-ins; always their own."""

    def __init__(self, *, log: Log, database: Database, keyring: Keyring, known: Known, clock: Clock) -> None:
        self._log = log
        self._database = database
        self._keyring = keyring
        self._known = known
        self._clock = clock

    async def record(self, who: Principal, posted: PostedCheckIn) -> CheckInShown:
        """Record a moment; the same again gives the first answer again. Raises Problem."""
        now = self._clock.now()
        self._refuse_wrong(posted, now)
        key = await self._keyring.key(who.org, who.subject)
        event, data = _seal(key, posted, now)
        if posted.replaces is None:
            outcome = await self._log.append(Unit(who.org, who.subject, (event,)))
        else:
            outcome = await self._replace(key, event, posted.replaces, now)
        recorded = _settled(outcome)[0]
        first = data if isinstance(outcome, Appended) else _opened(key, recorded)
        # The same content was sent, so the note in the request is the note in the record.
        return show(recorded, first, posted.note or None)

    async def retract(self, who: Principal, check_in_id: UUID) -> None:
        """Take a check-in back and destroy the key of its note; again is the same. Raises Problem."""
        key = await self._keyring.key(who.org, who.subject)
        event = _retraction(key, check_in_id, "deleted", self._clock.now())
        async with self._database.unit_of_work(who.org) as work:
            if not _is_check_in(await find(work.raw, who.subject, check_in_id)):
                raise not_found()
            (outcome,) = await work.append(Unit(who.org, who.subject, (event,)))
            # Whatever became of the retraction: who takes a moment back never wants its words kept.
            await work.destroy_note(who.subject, check_in_id)
        _settled(outcome)

    async def history(
        self, who: Principal, after: Position | None, limit: int
    ) -> tuple[list[CheckInShown], Position | None]:
        """A page of the own moments that stand, newest first, and where the next page begins."""
        key = await self._keyring.key(who.org, who.subject)
        async with self._database.unit_of_work(who.org) as work:
            chosen, following = await newest_page(work.raw, who.subject, after, limit)
            notes = await _note_keys(work, who.subject, chosen)
        return [_shown(key, event, notes.get(event.id)) for event in chosen], following

    async def one(self, who: Principal, check_in_id: UUID) -> CheckInShown:
        """One own moment that stands. Raises Problem."""
        key = await self._keyring.key(who.org, who.subject)
        async with self._database.unit_of_work(who.org) as work:
            recorded = await find(work.raw, who.subject, check_in_id)
            retracted = await find(work.raw, who.subject, decider.retraction_id(check_in_id))
            if recorded is None or not _is_check_in(recorded) or _is_retraction(retracted):
                raise not_found()
            notes = await _note_keys(work, who.subject, [recorded])
        return _shown(key, recorded, notes.get(check_in_id))

    def _refuse_wrong(self, posted: PostedCheckIn, now: datetime) -> None:
        refuse_far_future(posted.occurred_at, now)
        faults = decider.check(posted, posted.id, self._known)
        if faults:
            raise refused([FieldError(fault.field, fault.allowed) for fault in faults])

    async def _replace(self, key: SubjectKey, event: NewEvent, old: UUID, now: datetime) -> Outcome:
        """Record the new one and take the old one back, together; the old one may have been taken back before."""
        retraction = _retraction(key, old, "replaced", now)
        for _ in range(TRIES):
            async with self._database.unit_of_work(key.org) as work:
                if not _is_check_in(await find(work.raw, key.subject, old)):
                    raise invalid("replaces", decider.REPLACES_ALLOWED)
                gone = _is_retraction(await find(work.raw, key.subject, retraction.id))
                events = (event,) if gone else (event, retraction)
                (outcome,) = await work.append(Unit(key.org, key.subject, events))
                if isinstance(outcome, Appended):
                    await work.destroy_note(key.subject, old)
            if not (isinstance(outcome, OtherContent) and outcome.id == retraction.id):
                return outcome
        return outcome


def _seal(key: SubjectKey, posted: PostedCheckIn, now: datetime) -> tuple[NewEvent, CheckInRecorded]:
    check_in_id = posted.id or uuid4()
    note, wrapped = _sealed_note(key, check_in_id, posted.note) if posted.note else (None, None)
    data = decider.record(posted, note, posted.occurred_at or now)
    event = seal_event(
        key, id=check_in_id, data=data, occurred_at=data.occurred_at, content=posted.content(), note_key=wrapped
    )
    return event, data


def _sealed_note(key: SubjectKey, check_in_id: UUID, note: str) -> tuple[str, bytes]:
    note_key, wrapped = key.new_note_key()
    return base64.b64encode(note_key.seal(note.encode(), check_in_id.bytes)).decode(), wrapped


def _retraction(key: SubjectKey, check_in_id: UUID, reason: decider.Why, now: datetime) -> NewEvent:
    """The same content whatever the reason: taken back is taken back."""
    return seal_event(
        key,
        id=decider.retraction_id(check_in_id),
        data=decider.retract(check_in_id, reason),
        occurred_at=now,
        content=canonical({"check_in_id": str(check_in_id)}),
    )


def _settled(outcome: Outcome) -> tuple[Recorded, ...]:
    if isinstance(outcome, Appended | Seen):
        return outcome.events
    problem = problem_of(outcome)
    if problem is None:
        raise TypeError("An outcome that is neither recorded nor refused.")
    raise problem


def _is_check_in(recorded: Recorded | None) -> bool:
    return recorded is not None and recorded.type == CheckInRecorded.type


def _is_retraction(recorded: Recorded | None) -> bool:
    return recorded is not None and recorded.type == CheckInRetracted.type


async def _note_keys(work: UnitOfWork, subject: UUID, events: Sequence[Recorded]) -> dict[UUID, bytes]:
    """The wrapped keys of the notes that are still there."""
    rows = await work.raw.fetch(NOTE_KEYS, subject, [event.id for event in events])
    return {row["event_id"]: row["wrapped"] for row in rows}


def _opened(key: SubjectKey, recorded: Recorded) -> CheckInRecorded:
    data = open_event(key, recorded).data
    if not isinstance(data, CheckInRecorded):
        raise TypeError("Not a check-in.")
    return data


def _shown(key: SubjectKey, recorded: Recorded, wrapped: bytes | None) -> CheckInShown:
    data = _opened(key, recorded)
    if data.note is None or wrapped is None:
        return show(recorded, data, None)
    note = key.note_key(wrapped).open(base64.b64decode(data.note), recorded.id.bytes)
    return show(recorded, data, note.decode())
