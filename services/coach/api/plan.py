"""The plan: tasks, what became of them, and what to bring to the next session."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header
from starlette.responses import Response

from services.coach.api.plan_changes import PostedChange
from services.coach.api.plan_shapes import (
    AssignmentShown,
    AttemptNoted,
    BarriersShown,
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
from services.coach.api.plan_showing import barriers_shown
from services.coach.api.planner import Planner
from services.coach.plan.decider import LetGo, Pause, Resume
from shared.auth import Principal, allow
from shared.http.described import PROBLEM_RESPONSE

Client = Annotated[Principal, Depends(allow("client"))]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=200, description="The `etag` of the assignment as it was read.")
]
# A body can be left out where nothing has to be said.
NOTHING_SAID = PostedMove()
NO_BARRIERS = PostedNotThisTime()
LET_GO: dict[int | str, dict[str, Any]] = {409: PROBLEM_RESPONSE | {"description": "The client has let go of it."}}
PLAN_FULL: dict[int | str, dict[str, Any]] = {
    409: PROBLEM_RESPONSE | {"description": "There are as many tasks here as one plan holds."}
}
CHANGED: dict[int | str, dict[str, Any]] = LET_GO | {
    412: PROBLEM_RESPONSE | {"description": "It is not the one that If-Match names any more."}
}


def plan_routes(planner: Planner) -> APIRouter:
    routes = APIRouter(tags=["plan"])

    @routes.get("/v1/plan", summary="The own plan, with its history and what waits for the session")
    async def plan(who: Client) -> PlanShown:
        return await planner.plan(who)

    @routes.get("/v1/plan/barriers", summary="What may get in the way, and what may help first")
    async def barriers(who: Client) -> BarriersShown:
        return barriers_shown()

    @routes.post("/v1/plan/questions", status_code=201, summary="Keep a question for the session")
    async def ask(who: Client, posted: PostedQuestion) -> QuestionShown:
        return await planner.ask(who, posted)

    @routes.put("/v1/plan/session", summary="The next session: its day, one line, questions")
    async def prepare(who: Client, posted: PostedSession) -> SessionShown:
        """What is left out stays as it is; null takes it away. Questions are added."""
        return await planner.prepare(who, posted)

    return routes


def assignment_routes(planner: Planner) -> APIRouter:
    routes = APIRouter(tags=["plan"])

    @routes.post(
        "/v1/plan/assignments", status_code=201, summary="Add a task, with its tiny version", responses=PLAN_FULL
    )
    async def add(who: Client, posted: PostedAssignment, response: Response) -> AssignmentShown:
        assignment = await planner.add(who, posted)
        response.headers["Location"] = f"/v1/plan/assignments/{assignment.id}"
        return tagged(response, assignment)

    @routes.get("/v1/plan/assignments/{assignment_id}", summary="One task with its whole history")
    async def assignment(assignment_id: UUID, who: Client, response: Response) -> AssignmentShown:
        return tagged(response, await planner.one(who, assignment_id))

    @routes.patch(
        "/v1/plan/assignments/{assignment_id}", summary="Change a task, or make it smaller", responses=CHANGED
    )
    async def change(
        assignment_id: UUID, who: Client, posted: PostedChange, response: Response, if_match: IfMatch = None
    ) -> AssignmentShown:
        """Only what is named changes; a target stays until somebody names it."""
        return tagged(response, await planner.change(who, assignment_id, posted, if_match))

    return routes


def happening_routes(planner: Planner) -> APIRouter:
    """What becomes of a task. Pausing and letting go ask for no reason."""
    routes = APIRouter(tags=["plan"], responses=LET_GO)

    @routes.post("/v1/plan/assignments/{assignment_id}/attempts", status_code=201, summary="Done, in some size")
    async def attempt(assignment_id: UUID, who: Client, posted: PostedAttempt) -> AttemptNoted:
        return await planner.attempt(who, assignment_id, posted)

    @routes.post("/v1/plan/assignments/{assignment_id}/not-this-time", status_code=201, summary="Not this time")
    async def not_this_time(
        assignment_id: UUID, who: Client, posted: PostedNotThisTime = NO_BARRIERS
    ) -> NotThisTimeNoted:
        """Worth as much as an attempt; answers what may help first."""
        return await planner.not_this_time(who, assignment_id, posted)

    @routes.post("/v1/plan/assignments/{assignment_id}/pause", summary="Let it rest")
    async def pause(assignment_id: UUID, who: Client, posted: PostedMove = NOTHING_SAID) -> AssignmentShown:
        return await planner.move(who, assignment_id, posted, Pause())

    @routes.post("/v1/plan/assignments/{assignment_id}/resume", summary="Take it up again")
    async def resume(assignment_id: UUID, who: Client, posted: PostedMove = NOTHING_SAID) -> AssignmentShown:
        return await planner.move(who, assignment_id, posted, Resume())

    @routes.post("/v1/plan/assignments/{assignment_id}/let-go", summary="Let go of it for good")
    async def let_go(assignment_id: UUID, who: Client, posted: PostedMove = NOTHING_SAID) -> AssignmentShown:
        return await planner.move(who, assignment_id, posted, LetGo())

    @routes.post("/v1/plan/assignments/{assignment_id}/leave-as-it-is", summary="Leave it as it is")
    async def leave(assignment_id: UUID, who: Client, posted: PostedMove = NOTHING_SAID) -> AssignmentShown:
        """The answer to `change_first` of whoever wants no change; its reminders come again."""
        return await planner.leave(who, assignment_id, posted)

    return routes


def tagged(response: Response, assignment: AssignmentShown) -> AssignmentShown:
    response.headers["ETag"] = assignment.etag
    return assignment
