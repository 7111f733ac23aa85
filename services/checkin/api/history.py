"""The own history: what was recorded and still stands, and taking one back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from services.checkin.api.bodies import CheckIns, CheckInShown
from services.checkin.api.desk import Desk
from services.checkin.decider import Position
from shared.auth import Principal, allow
from shared.http import AskedPage

Client = Annotated[Principal, Depends(allow("client"))]


def history_routes(desk: Desk) -> APIRouter:
    routes = APIRouter(tags=["check-ins"])

    @routes.get("/v1/check-ins", summary="The own moments, newest first", response_model_exclude_none=True)
    async def check_ins(request: Request, response: Response, who: Client, page: AskedPage) -> CheckIns:
        shown, following = await desk.history(who, page.after(Position), page.limit)
        if following is not None:
            page.link_next(request, response, following)
        return CheckIns(check_ins=shown)

    @routes.get("/v1/check-ins/{check_in_id}", summary="One own moment", response_model_exclude_none=True)
    async def check_in(check_in_id: UUID, who: Client) -> CheckInShown:
        return await desk.one(who, check_in_id)

    @routes.delete("/v1/check-ins/{check_in_id}", status_code=204, summary="Take a moment back for good")
    async def retract(check_in_id: UUID, who: Client) -> None:
        """The moment counts as if it had never been, and the words of its note become unreadable."""
        await desk.retract(who, check_in_id)

    return routes
