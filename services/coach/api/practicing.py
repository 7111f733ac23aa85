"""Commands on a client's practices: read the log, decide, append with the version that the decision was made on."""

import asyncio
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.coach.decider import (
    Begun,
    Command,
    Moment,
    NoSuchPractice,
    NotNow,
    NotStarted,
    Practice,
    Run,
    Start,
    decide,
    fold,
    initial,
)
from shared.auth import Principal
from shared.events import (
    CheckInRecorded,
    CheckInRetracted,
    Contract,
    PracticeFinished,
    PracticeRated,
    PracticeRun,
    PracticeStarted,
    PracticeStepCompleted,
    PracticeStopped,
)
from shared.keyring import Heard, Keyring, SubjectKey, derived_id, open_event, seal_event
from shared.log import Appended, Clock, Log, OtherContent, Outcome, Recorded, Seen, Stale, Unit

SERVICE = "coach"
PRACTICE_EVENTS = "practice."
# The stream holds all of a client's practices and cards, so most of what overtakes a command is no conflict with it.
TRIES = 25
Absence = Literal["unknown", "taken_back"]
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.01, 0.1


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as the client made it; repeats of it are recognised by `content`."""

    id: UUID | None
    occurred_at: datetime | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Past:
    """One practice as the log has it. `version` is that of the whole stream `<client>/coach`."""

    practice: Begun
    version: int
    events: tuple[Heard, ...]

    @property
    def corrected(self) -> Heard | None:
        """What said "made it worse" after a number had been said: another offer follows from it (safety.md S9)."""
        numbered = False
        for each in self.events:
            if isinstance(each.data, PracticeFinished | PracticeStopped | PracticeRated):
                if each.data.helped is not None:
                    return each if numbered and each.data.helped == "worse" else None
                numbered = numbered or each.data.intensity_after is not None
        return None

    def until(self, event: Heard) -> Begun:
        """The practice as it was right after `event`."""
        return begun(fold([each.data for each in self.events if each.version <= event.version]))


class Overtaken(Exception):
    """A command that does not fit the state its practice is in by now. Nothing was recorded."""

    def __init__(self, reason: NotNow, practice: Begun) -> None:
        super().__init__(reason.code)
        self.reason = reason
        self.practice = practice


class NotRecorded(Exception):
    """The log did not take it; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


class Practising:
    """The practices of any client whose token was verified. Nobody but the client is ever asked about."""

    def __init__(self, log: Log, keyring: Keyring, clock: Clock) -> None:
        self._log = log
        self._keyring = keyring
        self._clock = clock

    async def moment(self, who: Principal, check_in_id: UUID) -> Moment | None:
        """What a check-in of this client said, as strong as it was last rated; None if there is none (any more)."""
        said = await self.check_in(who, check_in_id)
        if not isinstance(said, CheckInRecorded):
            return None
        return moment_of(check_in_id, said, latest_rating(await self.all(who), check_in_id))

    async def check_in(self, who: Principal, check_in_id: UUID) -> CheckInRecorded | Absence:
        """What a check-in of this client said, or why there is none."""
        taken_back = derived_id(check_in_id, CheckInRetracted.type)
        there = await self._log.find_all(who.org, who.subject, [check_in_id, taken_back])
        recorded, gone = there.get(check_in_id), there.get(taken_back)
        if recorded is None or recorded.type != CheckInRecorded.type:
            return "unknown"
        if gone is not None and gone.type == CheckInRetracted.type:
            return "taken_back"
        data = open_event(await self._keyring.key(who.org, who.subject), recorded).data
        return data if isinstance(data, CheckInRecorded) else "unknown"

    async def first_start(self, who: Principal, sent: Sent) -> Begun | None:
        """The answer that a repeated start got the first time. Raises NotRecorded if its id means something else."""
        recorded = await self._log.find(who.org, who.subject, sent.id) if sent.id else None
        if recorded is None:
            return None
        key = await self._keyring.key(who.org, who.subject)
        if recorded.type != PracticeStarted.type or recorded.content != key.digest(sent.content):
            raise NotRecorded(OtherContent(recorded.id))
        return begun(fold([open_event(key, recorded).data]))

    async def start(self, who: Principal, run: Run, sent: Sent) -> Begun:
        """Begin a practice. It expects nothing of the stream: its own id is all it could collide with."""
        key = await self._keyring.key(who.org, who.subject)
        [event] = decide(Start(run), initial)
        outcome = await self._append(key, event, run.practice_id, sent, expected=None)
        if not isinstance(outcome, Appended | Seen):
            raise NotRecorded(outcome)
        return begun(fold([open_event(key, outcome.events[0]).data]))

    async def past(self, who: Principal, practice_id: UUID) -> Past:
        """One practice. Raises NoSuchPractice, also for somebody else's."""
        first = await self._log.find(who.org, who.subject, practice_id)
        if first is None or first.type != PracticeStarted.type:
            raise unknown()
        stream = await self._log.stream(who.org, who.subject, SERVICE, after=first.version - 1)
        key = await self._keyring.key(who.org, who.subject)
        [past] = [each for each in pasts(key, stream) if each.practice.run.practice_id == practice_id]
        return past

    async def all(self, who: Principal) -> list[Past]:
        """Every practice of the client, the newest first."""
        stream = await self._log.stream(who.org, who.subject, SERVICE)
        return pasts(await self._keyring.key(who.org, who.subject), stream)[::-1]

    async def carry_out(self, who: Principal, practice_id: UUID, command: Command, sent: Sent) -> Begun:
        """Decide and record, again if something else came first.

        Raises Refused, Overtaken, NotRecorded; with Stale only if something else came first every time.
        """
        key = await self._keyring.key(who.org, who.subject)
        outcome: Outcome = Stale(0)
        for attempt in range(TRIES):
            await pause(attempt)
            past = await self.past(who, practice_id)
            repeated = next((each for each in past.events if each.id == sent.id), None)
            if repeated is not None:
                return first_answer(key, past, repeated, sent)
            decided = decide_now(command, past)
            if decided is None:
                return past.practice
            event_id = sent.id or derived_id(practice_id, event_name(decided))
            outcome = await self._append(key, decided, event_id, sent, expected=past.version)
            if isinstance(outcome, Appended | Seen):
                return begun(fold([decided], past.practice))
            # An id that derives from the step was taken by whoever came first; a chosen one is a mistake that stays.
            if not isinstance(outcome, Stale) and (sent.id or not isinstance(outcome, OtherContent)):
                break
        raise NotRecorded(outcome)

    async def _append(
        self, key: SubjectKey, event: Contract, event_id: UUID, sent: Sent, *, expected: int | None
    ) -> Outcome:
        occurred_at = sent.occurred_at or self._clock.now()
        sealed = seal_event(key, id=event_id, data=event, occurred_at=occurred_at, content=sent.content)
        return await self._log.append(Unit(key.org, key.subject, (sealed,), expected))


async def pause(attempt: int) -> None:
    """Before trying again: a moment of random length, so that those who collided do not do so again."""
    if attempt:
        await asyncio.sleep(random.uniform(0, min(PAUSE_SECONDS * attempt, LONGEST_PAUSE_SECONDS)))


def moment_of(check_in_id: UUID, said: CheckInRecorded, rated: int | None) -> Moment:
    """The moment of a check-in, as strong as it was `rated` since, if it was."""
    return Moment(check_in_id, tuple(said.emotions), tuple(said.triggers), rated or said.intensity)


def latest_rating(practices: Iterable[Past], check_in_id: UUID, until: datetime | None = None) -> int | None:
    """How strong it was when it was last said after a practice for this check-in; None if nobody said it (by then)."""
    said = [
        (heard.at, heard.version, heard.data.intensity_after)
        for past in practices
        if past.practice.run.moment is not None and past.practice.run.moment.check_in_id == check_in_id
        for heard in past.events
        if isinstance(heard.data, PracticeFinished | PracticeStopped | PracticeRated)
        and heard.data.intensity_after is not None
        and (until is None or heard.at <= until)
    ]
    return max(said)[2] if said else None


def decide_now(command: Command, past: Past) -> Contract | None:
    """The event, or None where nothing is new."""
    try:
        decided = decide(command, past.practice)
    except NotNow as reason:
        raise Overtaken(reason, past.practice) from None
    return decided[0] if decided else None


def first_answer(key: SubjectKey, past: Past, repeated: Heard, sent: Sent) -> Begun:
    if repeated.recorded.content != key.digest(sent.content):
        raise NotRecorded(OtherContent(repeated.id))
    return past.until(repeated)


def pasts(key: SubjectKey, stream: Iterable[Recorded]) -> list[Past]:
    """The practices of a stream in the order of their starts; what is no practice is not opened."""
    version, events = 0, dict[UUID, list[Heard]]()
    for recorded in stream:
        version = recorded.version
        if recorded.type.startswith(PRACTICE_EVENTS):
            heard = open_event(key, recorded)
            if isinstance(heard.data, PracticeRun):
                events.setdefault(heard.data.practice_id, []).append(heard)
    began = [each for each in events.values() if isinstance(each[0].data, PracticeStarted)]
    return [Past(begun(fold([heard.data for heard in each])), version, tuple(each)) for each in began]


def begun(practice: Practice) -> Begun:
    if isinstance(practice, NotStarted):
        raise unknown()
    return practice


def unknown() -> NoSuchPractice:
    return NoSuchPractice("practice-unknown", "practice_id", "Give the id of a practice that you started.")


def event_name(event: Contract) -> str:
    """What the id of an event derives from, so that each part of a practice is recorded once."""
    if isinstance(event, PracticeStepCompleted):
        return f"step:{event.step}"
    if isinstance(event, PracticeRated):
        given = {"intensity_after": event.intensity_after, "helped": event.helped}
        return ":".join([event.type, *(name for name, value in given.items() if value is not None)])
    return event.type
