"""Smaller versions, today's sizes, and the five questions with the card they end with."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.coach.api.keeping import Asked, Events
from services.coach.api.plan_refusing import FEELING_ALLOWED, plan_problems, refuse_unknown
from services.coach.api.planner import Planner
from services.coach.api.planning import Kept, every, kept, state_of
from services.coach.api.size_shapes import (
    PlanCard,
    PostedAnswers,
    PostedMoment,
    QuestionsShown,
    SuggestionsShown,
    TaskNow,
    TodayShown,
)
from services.coach.api.size_showing import plan_card, questions_shown, suggestions_shown
from services.coach.plan import questions, session
from services.coach.plan.decider import Active
from services.coach.plan.matching import match
from services.coach.plan.questions import Answers, Smallest
from services.coach.plan.smallest import Size
from services.coach.plan.story import local_day, zone_of
from services.coach.safety import is_now, s8_due
from shared.auth import Principal
from shared.catalogue import Technique
from shared.events import Assignment, CardShown
from shared.http import invalid

FIRST_LINE = "/v1/me/first-line"


@dataclass(frozen=True, slots=True)
class Sizing:
    """What goes wrong is raised as a Problem."""

    planner: Planner

    async def smaller(self, who: Principal, assignment_id: UUID, size: Size) -> SuggestionsShown:
        one = await self._one(who, assignment_id)
        return suggestions_shown(one.state.task, size, self._technique(one.state.task))

    async def today(self, who: Principal, posted: PostedMoment) -> TodayShown:
        """What of each active task fits now. Nothing of it is kept."""
        events = await self.planner.planning.all(who)
        view = await self.planner.view(who)
        today = local_day(view.now, view.zone or zone_of(events))
        active = [each for each in every(events) if isinstance(each.state, Active)]
        floor = view.body_first_from
        tasks = [self._now(each, posted, floor) for each in active if is_within(each.state.task, today)]
        return TodayShown(first=FIRST_LINE if posted.intensity >= floor else None, tasks=tasks)

    async def questions(self, who: Principal, assignment_id: UUID) -> QuestionsShown:
        task = (await self._one(who, assignment_id)).state.task
        return questions_shown(task, self._technique(task))

    async def answer(self, who: Principal, assignment_id: UUID, posted: PostedAnswers) -> PlanCard:
        planner = self.planner
        refuse_unknown(posted, planner.catalogue)
        if posted.skipped and posted.skipped.feeling not in {None, *planner.catalogue.emotions}:
            raise invalid("skipped.feeling", FEELING_ALLOWED)
        asked = planner.asked(posted, f"answers {assignment_id}")

        def decided(events: Events) -> list[Any]:
            return decide(posted, assignment_id, asked, events, planner.clock.now())

        with plan_problems(planner.catalogue):
            await planner.planning.before(who, assignment_id)
            events = await planner.planning.carry_out(who, asked, decided)
            one = kept(events, assignment_id)
        return plan_card(one, events, asked, answers_of(posted), posted, self._technique(one.state.task))

    async def _one(self, who: Principal, assignment_id: UUID) -> Kept:
        with plan_problems(self.planner.catalogue):
            return await self.planner.planning.one(who, assignment_id)

    def _now(self, one: Kept, posted: PostedMoment, body_first_from: int) -> TaskNow:
        task = one.state.task
        found = match(task, posted.intensity, posted.energy, self._technique(task), body_first_from)
        return TaskNow(
            assignment_id=one.state.id,
            title=task.title,
            fits=found.fits,
            text=found.text,
            counts=found.counts,
            why=found.why,
            words=found.words,
        )

    def _technique(self, task: Assignment) -> Technique | None:
        return self.planner.catalogue.techniques.get(task.technique_id or "")


def decide(posted: PostedAnswers, assignment_id: UUID, asked: Asked, events: Events, now: datetime) -> list[Any]:
    """What the answers change; and the card of S8 where somebody thinks of not going now (safety.md section 2)."""
    state, waiting = state_of(events, assignment_id), session.fold(events)
    decided = [*questions.decide(answers_of(posted), state, waiting, asked.occurred_at)]
    cancelling = posted.skipped is not None and posted.skipped.cancelling
    if is_now(asked.occurred_at, now) and s8_due(cancelling=cancelling):
        decided.append(CardShown(card="S8", cause=asked.id, episode=assignment_id))
    return decided


def answers_of(posted: PostedAnswers) -> Answers:
    given = posted.smallest
    return Answers(
        avoid=posted.avoid,
        smallest=Smallest(given.tiny, given.on_worst_day) if given else None,
        understand=posted.understand,
        patch=posted.patch(),
        line=posted.line,
    )


def is_within(task: Assignment, day: date) -> bool:
    """Whether the task is for this day; without a period it is for every day."""
    return not (task.starts and day < task.starts) and not (task.ends and day > task.ends)
