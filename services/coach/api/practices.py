"""One practice: start it, do its steps, end it, say how it was; and the own practices."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from services.coach.api.guide import Guide
from services.coach.api.shapes import (
    PostedRating,
    PostedStart,
    PostedStep,
    PracticeEnded,
    Practices,
    PracticeShown,
)
from shared.auth import Principal, allow
from shared.http import AskedPage

Client = Annotated[Principal, Depends(allow("client"))]
# A body can be left out where nothing has to be said.
NOTHING_WRITTEN = PostedStep()
NOTHING_RATED = PostedRating()
ELSEWHERE: dict[int | str, dict[str, Any]] = {
    409: {"description": "The practice is somewhere else by now; the problem's member `practice` shows where."}
}


def practice_routes(guide: Guide) -> APIRouter:
    routes = APIRouter(tags=["practices"])

    @routes.post("/v1/practices", status_code=201, summary="Start a practice, or its smallest version")
    async def start_practice(who: Client, posted: PostedStart, response: Response) -> PracticeShown:
        practice = await guide.start(who, posted)
        response.headers["Location"] = f"/v1/practices/{practice.id}"
        return practice

    @routes.post("/v1/practices/{practice_id}/steps/{step}", summary="Do the next step", responses=ELSEWHERE)
    async def complete_step(
        practice_id: UUID, step: int, who: Client, posted: PostedStep = NOTHING_WRITTEN
    ) -> PracticeShown:
        """Steps come in order. The same step with the same response again changes nothing."""
        return await guide.complete_step(who, practice_id, step, posted)

    @routes.get("/v1/practices", summary="The own practices, newest first")
    async def practices(request: Request, response: Response, who: Client, page: AskedPage) -> Practices:
        found, following = await guide.page(who, page.after(int), page.limit)
        if following is not None:
            page.link_next(request, response, following)
        return Practices(practices=found)

    @routes.get("/v1/practices/{practice_id}", summary="One own practice, to go on with on any device")
    async def practice(practice_id: UUID, who: Client) -> PracticeShown:
        return await guide.one(who, practice_id)

    return routes


def ending_routes(guide: Guide) -> APIRouter:
    """All three wait up to 1.5 s for the offer that follows, and answer it as `next`."""
    routes = APIRouter(tags=["practices"])

    @routes.post("/v1/practices/{practice_id}/finish", summary="The last step is done", responses=ELSEWHERE)
    async def finish_practice(practice_id: UUID, who: Client, posted: PostedRating = NOTHING_RATED) -> PracticeEnded:
        return await guide.finish(who, practice_id, posted)

    @routes.post("/v1/practices/{practice_id}/stop", summary="Leave it here", responses=ELSEWHERE)
    async def stop_practice(practice_id: UUID, who: Client, posted: PostedRating = NOTHING_RATED) -> PracticeEnded:
        return await guide.stop(who, practice_id, posted)

    @routes.post("/v1/practices/{practice_id}/rate", summary="Say later how it was", responses=ELSEWHERE)
    async def rate_practice(practice_id: UUID, who: Client, posted: PostedRating) -> PracticeEnded:
        """Adds what was not said before; what was said stays."""
        return await guide.rate(who, practice_id, posted)

    return routes
