"""The offer for a moment, with its cards."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from services.coach.api.guide import Guide
from services.coach.api.shapes import OfferPending, OfferShown
from shared.auth import Principal, allow
from shared.http.described import PROBLEM_RESPONSE

LONGEST_WAIT = 10.0
ASK_AGAIN_SECONDS = 1
Client = Annotated[Principal, Depends(allow("client"))]
Wait = Annotated[float, Query(ge=0, le=LONGEST_WAIT, description="Seconds to wait for an offer that is being made.")]
After = Annotated[
    str | None, Query(max_length=60, description="A technique of this offer: answer the three behind it instead.")
]
NOT_YET: dict[int | str, dict[str, Any]] = {
    202: {"model": OfferPending, "description": "Not there yet. Ask again after the seconds in Retry-After."},
    404: PROBLEM_RESPONSE | {"description": "Nothing follows from this: not the client's, taken back, or no check-in."},
    409: PROBLEM_RESPONSE | {"description": "Nobody has said how strong it is after this practice; `detail` says how."},
}


def offer_routes(guide: Guide) -> APIRouter:
    routes = APIRouter(tags=["offers"])

    @routes.get(
        "/v1/recommendations/{cause}",
        summary="The offer for a check-in, or the one that follows a practice",
        response_model=OfferShown | OfferPending,
        responses=NOT_YET,
    )
    async def recommendation(
        cause: UUID, who: Client, response: Response, wait: Wait = 0.0, after: After = None
    ) -> OfferShown | OfferPending:
        answer = await guide.recommendation(who, cause, wait, after)
        if isinstance(answer, OfferPending):
            response.status_code = 202
            response.headers["Retry-After"] = str(ASK_AGAIN_SECONDS)
        return answer

    return routes
