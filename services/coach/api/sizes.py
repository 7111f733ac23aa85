"""A task made to fit: smaller versions, what fits now, the five questions."""

from uuid import UUID

from fastapi import APIRouter

from services.coach.api.plan import LET_GO, Client
from services.coach.api.size_shapes import (
    PlanCard,
    PostedAnswers,
    PostedMoment,
    QuestionsShown,
    SizeAsked,
    SuggestionsShown,
    TodayShown,
)
from services.coach.api.sizing import Sizing

NO_ANSWER = PostedAnswers()
ASSIGNMENT = "/v1/plan/assignments/{assignment_id}"


def size_routes(sizing: Sizing) -> APIRouter:
    routes = APIRouter(tags=["plan"])

    @routes.post("/v1/plan/today", summary="Which size of each task fits now")
    async def today(who: Client, posted: PostedMoment) -> TodayShown:
        """At 8 and above, or 7 where the clinic says so, a first step for the body stands in. Nothing of it is kept."""
        return await sizing.today(who, posted)

    @routes.get(f"{ASSIGNMENT}/smaller", summary="Ways to make it smaller")
    async def smaller(assignment_id: UUID, who: Client, version: SizeAsked = "full") -> SuggestionsShown:
        """In their order: less time, fewer parts, lighter, softer, an easier hour, with someone; the floor is last."""
        return await sizing.smaller(who, assignment_id, version)

    @routes.get(f"{ASSIGNMENT}/questions", summary="Five questions, of which one is enough")
    async def questions(assignment_id: UUID, who: Client) -> QuestionsShown:
        return await sizing.questions(who, assignment_id)

    @routes.post(f"{ASSIGNMENT}/questions", summary="Answer any of the five, and get a card to use", responses=LET_GO)
    async def answer(assignment_id: UUID, who: Client, posted: PostedAnswers = NO_ANSWER) -> PlanCard:
        """It can be ended after any question."""
        return await sizing.answer(who, assignment_id, posted)

    return routes
