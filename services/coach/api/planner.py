"""Everything a client may ask of their plan, in the shapes of the API; always about themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from services.coach.api.keeping import Asked, Events
from services.coach.api.packing import Packing
from services.coach.api.plan_cards import cards_with, with_cards
from services.coach.api.plan_changes import PostedChange
from services.coach.api.plan_refusing import plan_problems, refuse_unknown
from services.coach.api.plan_shapes import (
    AssignmentShown,
    AttemptNoted,
    NotThisTimeNoted,
    PlanShown,
    PostedAssignment,
    PostedAttempt,
    PostedMove,
    PostedNotThisTime,
    PostedQuestion,
    PostedSession,
    QuestionShown,
    SessionShown,
)
from services.coach.api.plan_showing import (
    View,
    assignment_shown,
    attempt_noted,
    not_this_time_noted,
    plan_shown,
    session_shown,
)
from services.coach.api.planning import Planning, every, kept, state_of
from services.coach.api.refusing import refuse_changed
from services.coach.plan import decider, session
from services.coach.plan.asking import leave_as_it_is
from services.coach.plan.decider import Add, Attempt, Change, Command, Gone, Move, SayNotThisTime
from services.coach.plan.session import UNSAID, Ask, Prepare
from shared.auth import Principal
from shared.catalogue import Catalogue
from shared.events import PlanAttempted, PlanNotThisTime, PlanQuestionAdded
from shared.http import (
    Posted,
    invalid,
    refuse_far_future,
)
from shared.keyring import canonical
from shared.log import Clock

ZONE_ALLOWED = "Give an IANA time zone, such as Europe/Dublin."
PRACTICE_ALLOWED = "Give the id of one of your own practices, or leave it out."
CHECK_IN_ALLOWED = "Give the id of one of your own check-ins, or leave it out."


@dataclass(frozen=True, slots=True)
class Planner:
    """Keeps clients' plans. What goes wrong is raised as a Problem. `zones` are the time zones there are."""

    planning: Planning
    packing: Packing
    catalogue: Catalogue
    clock: Clock
    zones: Collection[str]

    async def plan(self, who: Principal) -> PlanShown:
        events, now = await self.planning.all(who), self.clock.now()
        return plan_shown(events, await self.planning.proposals(who, events, now), await self.view(who, now))

    async def one(self, who: Principal, assignment_id: UUID) -> AssignmentShown:
        with plan_problems(self.catalogue):
            return assignment_shown(await self.planning.one(who, assignment_id), await self.view(who))

    async def add(self, who: Principal, posted: PostedAssignment) -> AssignmentShown:
        sent = self.asked(posted, "add an assignment")
        refuse_unknown(posted, self.catalogue)

        def decide(events: Events) -> list[Any]:
            beside = sum(each.open for each in every(events))
            return decider.decide(Add(sent.id, posted.task(), beside), decider.initial)

        with plan_problems(self.catalogue):
            events = await self.planning.carry_out(who, sent, decide)
        return assignment_shown(kept(events, sent.id), await self.view(who))

    async def change(
        self, who: Principal, assignment_id: UUID, posted: PostedChange, if_match: str | None
    ) -> AssignmentShown:
        """Raises the problem 412 where `if_match` names another state than the one there is."""
        refuse_unknown(posted, self.catalogue)
        sent = self.asked(posted, f"change {assignment_id}")
        command = Change(posted.patch(), posted.because)
        events = await self._carry_out(who, assignment_id, sent, command, if_match)
        return assignment_shown(kept(events, assignment_id), await self.view(who))

    async def attempt(self, who: Principal, assignment_id: UUID, posted: PostedAttempt) -> AttemptNoted:
        sent = self.asked(posted, f"attempt {assignment_id}")
        if posted.id is None or not await self.planning.is_told(who, posted.id):
            await self._refuse_strange(who, posted)
        said = posted.model_dump(exclude={"id", "occurred_at"})
        command = Attempt(attempted_at=self._happened(sent), **said)
        told = (await self._carry_out(who, assignment_id, sent, command))[-1]
        assert isinstance(told.data, PlanAttempted)
        return attempt_noted(told, told.data)

    async def not_this_time(self, who: Principal, assignment_id: UUID, posted: PostedNotThisTime) -> NotThisTimeNoted:
        sent = self.asked(posted, f"not this time {assignment_id}")
        self._refuse_zone(posted.time_zone)
        command = SayNotThisTime(self._happened(sent), tuple(posted.barriers), posted.line, posted.time_zone)
        events = await self._carry_out(who, assignment_id, sent, command)
        told = next(each for each in events if each.id == sent.id)
        assert isinstance(told.data, PlanNotThisTime)
        return not_this_time_noted(told, told.data, cards_with(told.id, events))

    async def move(self, who: Principal, assignment_id: UUID, posted: PostedMove, move: Move) -> AssignmentShown:
        """Pause, resume or let go; the same again changes nothing."""
        sent = self.asked(posted, f"{type(move).__name__} {assignment_id}")
        events = await self._carry_out(who, assignment_id, sent, move)
        return assignment_shown(kept(events, assignment_id), await self.view(who))

    async def leave(self, who: Principal, assignment_id: UUID, posted: PostedMove) -> AssignmentShown:
        """Leave a task as it is where it was to be changed first; where not, nothing comes of it."""
        sent = self.asked(posted, f"leave {assignment_id}")

        def decide(events: Events) -> list[Any]:
            one = kept(events, assignment_id)
            return leave_as_it_is(one.state, one.events) if not isinstance(one.state, Gone) else []

        with plan_problems(self.catalogue):
            events = await self.planning.carry_out(
                who, sent, decide, after=await self.planning.before(who, assignment_id)
            )
            return assignment_shown(kept(events, assignment_id), await self.view(who))

    async def ask(self, who: Principal, posted: PostedQuestion) -> QuestionShown:
        sent = self.asked(posted, "ask a question")
        told = (await self._prepare(who, sent, Ask(posted.question)))[-1]
        assert isinstance(told.data, PlanQuestionAdded)
        return QuestionShown(id=told.id, question=told.data.question)

    async def prepare(self, who: Principal, posted: PostedSession) -> SessionShown:
        sent, given = self.asked(posted, "prepare the session"), posted.model_fields_set
        command = Prepare(
            posted.date if "date" in given else UNSAID,
            posted.line if "line" in given else UNSAID,
            tuple(posted.questions),
            at=self._happened(sent),
        )
        return session_shown(await self._prepare(who, sent, command))

    async def _prepare(self, who: Principal, sent: Asked, command: session.Command) -> Events:
        with plan_problems(self.catalogue):
            return await self.planning.carry_out(
                who, sent, lambda events: session.decide(command, session.fold(events))
            )

    async def _carry_out(
        self, who: Principal, assignment_id: UUID, sent: Asked, command: Command, if_match: str | None = None
    ) -> Events:
        def decide(events: Events) -> list[Any]:
            if if_match is not None:
                refuse_changed(if_match, kept(events, assignment_id).etag)
            decided = decider.decide(command, state_of(events, assignment_id))
            return with_cards(decided, events, sent.id, self.clock.now())

        with plan_problems(self.catalogue):
            after = await self.planning.before(who, assignment_id)
            return await self.planning.carry_out(who, sent, decide, after=after)

    async def _refuse_strange(self, who: Principal, posted: PostedAttempt) -> None:
        """What an attempt names has to be the client's own."""
        self._refuse_zone(posted.time_zone)
        if posted.practice_id and not await self.planning.has_practice(who, posted.practice_id):
            raise invalid("practice_id", PRACTICE_ALLOWED)
        if posted.check_in_id and not await self.planning.has_check_in(who, posted.check_in_id):
            raise invalid("check_in_id", CHECK_IN_ALLOWED)

    def _refuse_zone(self, zone: str | None) -> None:
        if zone is not None and zone not in self.zones:
            raise invalid("time_zone", ZONE_ALLOWED)

    async def view(self, who: Principal, now: datetime | None = None) -> View:
        body_first_from = await self.packing.regulate_first_from(who)
        return View(self.catalogue, now or self.clock.now(), await self.planning.zone(who), body_first_from)

    def _happened(self, sent: Asked) -> datetime:
        """A phone's clock may run ahead."""
        return min(sent.occurred_at, self.clock.now())

    def asked(self, posted: Posted, what: str) -> Asked:
        now = self.clock.now()
        refuse_far_future(posted.occurred_at, now)
        said = posted.model_dump(mode="json", exclude={"id"}, exclude_unset=True)
        return Asked(posted.id or uuid4(), posted.occurred_at or now, canonical({"what": what, "said": said}))
