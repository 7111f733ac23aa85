"""A client's plan as the log has it, and commands on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.coach import profile
from services.coach.api.keeping import Asked, Decide, Events, Keeping
from services.coach.api.plan_shapes import MOST_QUESTIONS_AT_ONCE
from services.coach.api.practicing import SERVICE
from services.coach.plan.decider import Gone, Known, NoSuchAssignment, NotAdded, Proposed, State, fold
from shared.auth import Principal
from shared.events import (
    CONTRACTS,
    CardSeen,
    CardShown,
    CheckInRecorded,
    CheckInRetracted,
    ConsentGranted,
    ConsentNarrowed,
    ConsentWithdrawn,
    PlanAdded,
    PlanProposed,
    PracticeFinished,
    PracticeStarted,
    ProfileChanged,
)
from shared.events.agreed import Consent, NotGiven, allows_proposals, consents_of
from shared.events.plan import PlanChange
from shared.keyring import Heard, Keyring, derived_id, open_event
from shared.log import Log

# Types of a later release are not among them, and no rule of this one can mean them.
PLAN_EVENTS = frozenset(name for name in CONTRACTS if name.startswith("plan."))
# A not-this-time may bring cards, and which ones were seen says which may come.
CARD_EVENTS = frozenset({CardShown.type, CardSeen.type})
# What was practised may count for a task.
BESIDE = frozenset({PracticeFinished.type})
CONSENTS = frozenset({ConsentGranted.type, ConsentNarrowed.type, ConsentWithdrawn.type})
# One request says at most the day, the line and some questions.
MOST_EVENTS = 2 + MOST_QUESTIONS_AT_ONCE


@dataclass(frozen=True, slots=True)
class Kept:
    """One assignment with all that was said about it, in the order in which it was told.

    `beside` is what else may count for it: practices that were carried through.
    """

    state: Known
    events: Events
    beside: Events = ()

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
        self._keeping = Keeping(log, keyring, PLAN_EVENTS | BESIDE | CARD_EVENTS, "plan", MOST_EVENTS)

    async def all(self, who: Principal) -> Events:
        """Everything that was ever said about the client's plan, and what may count for it."""
        return await self._keeping.told(who)

    async def one(self, who: Principal, assignment_id: UUID) -> Kept:
        """One assignment. Raises NoSuchAssignment, also for somebody else's."""
        return kept(await self._keeping.told(who, after=await self.before(who, assignment_id)), assignment_id)

    async def before(self, who: Principal, assignment_id: UUID) -> int:
        """The version behind which everything about this assignment stands. Raises NoSuchAssignment."""
        first = await self._log.find(who.org, who.subject, assignment_id)
        if first is None or first.type not in {PlanAdded.type, PlanProposed.type}:
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

    async def zone(self, who: Principal) -> str | None:
        """The zone of the client's profile."""
        key = await self._keyring.key(who.org, who.subject)
        told, _ = await self._log.of_types(who.org, who.subject, SERVICE, {ProfileChanged.type})
        return profile.fold(open_event(key, each).data for each in told).zone

    async def consents(self, who: Principal) -> dict[UUID, Consent]:
        """The client's consents, as they are recorded now."""
        key = await self._keyring.key(who.org, who.subject)
        told, _ = await self._log.of_types(who.org, who.subject, "reports", CONSENTS)
        return consents_of((each.id, open_event(key, each).data) for each in told)

    async def proposals(self, who: Principal, events: Events, at: datetime) -> list[Proposed]:
        """The proposals that wait, as long as the consent under which each was made is in force."""
        waiting = proposed(events)
        if not waiting:
            return []
        return still_allowed(waiting, await self.consents(who), at)

    async def carry_out(self, who: Principal, asked: Asked, decide: Decide, *, after: int = 0) -> Events:
        """Decide on the plan's events behind the version `after` and record. As Keeping.carry_out."""
        return await self._keeping.carry_out(who, asked, decide, after=after)


def kept(events: Sequence[Heard], assignment_id: UUID) -> Kept:
    """One assignment out of the plan's events. Raises NoSuchAssignment, also for a proposal."""
    for one in every([each for each in events if about(each) in {assignment_id, None}]):
        return one
    raise unknown()


def every(events: Sequence[Heard]) -> list[Kept]:
    """All assignments, in the order in which they were added. Proposals are none yet."""
    beside = tuple(each for each in events if each.type in BESIDE)
    return [
        Kept(state, tuple(told), beside) for state, told in folded(events) if not isinstance(state, NotAdded | Proposed)
    ]


def proposed(events: Sequence[Heard]) -> list[Proposed]:
    """The proposals that were neither accepted nor let go of."""
    return [state for state, _ in folded(events) if isinstance(state, Proposed)]


def still_allowed(waiting: Sequence[Proposed], consents: dict[UUID, Consent], at: datetime) -> list[Proposed]:
    agreed = {each: consents.get(each, NotGiven()) for each in (one.consent_id for one in waiting)}
    return [each for each in waiting if allows_proposals(agreed[each.consent_id], each.by, at)]


def state_of(events: Sequence[Heard], assignment_id: UUID) -> State:
    """What one assignment has become, a proposal among them."""
    return fold(each for each in events if about(each) == assignment_id)


def folded(events: Sequence[Heard]) -> list[tuple[State, list[Heard]]]:
    told = dict[UUID, list[Heard]]()
    for each in events:
        if (name := about(each)) is not None:
            told.setdefault(name, []).append(each)
    return [(fold(said), said) for said in told.values()]


def about(told: Heard) -> UUID | None:
    """The assignment that an event is about; None where it is about none."""
    return told.data.assignment_id if isinstance(told.data, PlanChange) else None


def unknown() -> NoSuchAssignment:
    return NoSuchAssignment("assignment-unknown", "assignment_id", "Give the id of one of your own assignments.")
