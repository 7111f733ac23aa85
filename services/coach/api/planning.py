"""Commands on a client's plan: read the log, decide, append with the version that the decision was made on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.coach.api.plan_shapes import MOST_QUESTIONS_AT_ONCE
from services.coach.api.practicing import SERVICE, TRIES, NotRecorded, pause
from services.coach.plan.decider import Gone, Known, NoSuchAssignment, NotAdded, fold
from shared.auth import Principal
from shared.events import (
    CONTRACTS,
    CheckInRecorded,
    CheckInRetracted,
    Contract,
    PlanAdded,
    PracticeStarted,
)
from shared.events.plan import PlanChange
from shared.keyring import Heard, Keyring, SubjectKey, derived_id, open_event, seal_event
from shared.log import Appended, Log, NewEvent, OtherContent, Outcome, Recorded, Seen, Stale, Unit

# Types of a later release are not among them, and no rule of this one can mean them.
PLAN_EVENTS = frozenset(name for name in CONTRACTS if name.startswith("plan."))
# One request says at most the day, the line and some questions.
MOST_EVENTS = 2 + MOST_QUESTIONS_AT_ONCE
Events = tuple[Heard, ...]
Decide = Callable[[Events], Sequence[Contract]]


@dataclass(frozen=True, slots=True)
class PlanSent:
    """A request as the client made it; repeats of it are recognised by `id` and `content`."""

    id: UUID
    occurred_at: datetime
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """One assignment with all that was said about it, in the order in which it was told."""

    state: Known
    events: Events

    @property
    def etag(self) -> str:
        """Differs after every event about this assignment."""
        return f'"{self.events[-1].version}"'

    @property
    def open(self) -> bool:
        return not isinstance(self.state, Gone)


class Planning:
    """The plan of any client whose token was verified. Nobody but the client is ever asked about."""

    def __init__(self, log: Log, keyring: Keyring) -> None:
        self._log = log
        self._keyring = keyring

    async def all(self, who: Principal) -> Events:
        """Everything that was ever said about the client's plan."""
        return (await self._read(who, await self._keyring.key(who.org, who.subject), 0))[0]

    async def one(self, who: Principal, assignment_id: UUID) -> Kept:
        """One assignment. Raises NoSuchAssignment, also for somebody else's."""
        key = await self._keyring.key(who.org, who.subject)
        events, _ = await self._read(who, key, await self.before(who, assignment_id))
        return kept(events, assignment_id)

    async def before(self, who: Principal, assignment_id: UUID) -> int:
        """The version behind which everything about this assignment stands. Raises NoSuchAssignment."""
        first = await self._log.find(who.org, who.subject, assignment_id)
        if first is None or first.type != PlanAdded.type:
            raise unknown()
        return first.version - 1

    async def is_told(self, who: Principal, event_id: UUID) -> bool:
        return await self._log.find(who.org, who.subject, event_id) is not None

    async def has_practice(self, who: Principal, practice_id: UUID) -> bool:
        found = await self._log.find(who.org, who.subject, practice_id)
        return found is not None and found.type == PracticeStarted.type

    async def has_check_in(self, who: Principal, check_in_id: UUID) -> bool:
        """Whether there is such a check-in that was not taken back."""
        found = await self._log.find(who.org, who.subject, check_in_id)
        if found is None or found.type != CheckInRecorded.type:
            return False
        return not await self.is_told(who, derived_id(check_in_id, CheckInRetracted.type))

    async def carry_out(self, who: Principal, sent: PlanSent, decide: Decide, *, after: int = 0) -> Events:
        """Decide on the plan's events behind the version `after` and record, again if something else came first.

        Returns those events as they were right after this request, the first time it came. Raises what `decide`
        raises, and NotRecorded; with Stale only if something else came first every time.
        """
        key = await self._keyring.key(who.org, who.subject)
        outcome: Outcome = Stale(0)
        for attempt in range(TRIES):
            await pause(attempt)
            events, version = await self._read(who, key, after)
            if (first := told_before(key, events, sent)) is not None:
                return first
            if not (decided := decide(events)):
                return events
            outcome = await self._log.append(Unit(key.org, key.subject, sealed(key, sent, decided), version))
            if isinstance(outcome, Appended):
                return (*events, *(open_event(key, each) for each in outcome.events))
            if not isinstance(outcome, Stale | Seen):
                break
        raise NotRecorded(outcome)

    async def _read(self, who: Principal, key: SubjectKey, after: int) -> tuple[Events, int]:
        """The plan's events behind `after`, and the version of the whole stream; what is no plan is not opened."""
        stream = await self._log.stream(who.org, who.subject, SERVICE, after=after)
        version = stream[-1].version if stream else after
        return tuple(open_event(key, each) for each in stream if is_plan(each)), version


def is_plan(recorded: Recorded) -> bool:
    return recorded.type in PLAN_EVENTS


def kept(events: Sequence[Heard], assignment_id: UUID) -> Kept:
    """One assignment out of the plan's events. Raises NoSuchAssignment."""
    for one in every([each for each in events if about(each) == assignment_id]):
        return one
    raise unknown()


def every(events: Sequence[Heard]) -> list[Kept]:
    """All assignments, in the order in which they were added."""
    told = dict[UUID | None, list[Heard]]()
    for each in events:
        told.setdefault(about(each), []).append(each)
    states = {name: fold(said) for name, said in told.items()}
    return [Kept(state, tuple(told[name])) for name, state in states.items() if not isinstance(state, NotAdded)]


def about(told: Heard) -> UUID | None:
    """The assignment that an event is about; None where it is about none."""
    return told.data.assignment_id if isinstance(told.data, PlanChange) else None


def told_before(key: SubjectKey, events: Events, sent: PlanSent) -> Events | None:
    """The events up to the last one of this very request; None if it is new. Raises NotRecorded for another one."""
    ids = {sent.id, *(part_id(sent, place) for place in range(1, MOST_EVENTS))}
    own = [place for place, each in enumerate(events) if each.id in ids]
    if not own:
        return None
    if events[own[0]].recorded.content != key.digest(sent.content):
        raise NotRecorded(OtherContent(sent.id))
    return events[: own[-1] + 1]


def sealed(key: SubjectKey, sent: PlanSent, decided: Sequence[Contract]) -> tuple[NewEvent, ...]:
    return tuple(
        seal_event(
            key,
            id=part_id(sent, place),
            data=data,
            occurred_at=sent.occurred_at,
            content=sent.content,
        )
        for place, data in enumerate(decided)
    )


def part_id(sent: PlanSent, place: int) -> UUID:
    """The request's own id for the first event it brings about; those of the others derive from it."""
    return derived_id(sent.id, f"plan:{place}") if place else sent.id


def unknown() -> NoSuchAssignment:
    return NoSuchAssignment("assignment-unknown", "assignment_id", "Give the id of one of your own assignments.")
