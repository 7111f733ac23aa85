"""The plan for hard moments and own people: the page is on the device, a copy can be kept here."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from starlette.responses import Response

from services.coach.api.page_shapes import PageShown, PutPage
from services.coach.api.shelving import Shelving
from shared.auth import Principal, allow
from shared.http.described import PROBLEM_RESPONSE

Client = Annotated[Principal, Depends(allow("client"))]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=200, description="The ETag of the copy as it was read.")
]
CHANGED: dict[int | str, dict[str, Any]] = {
    412: PROBLEM_RESPONSE | {"description": "It is not the one that If-Match names any more."}
}
# Six parts and twenty people, each at its longest and escaped, with room to say which one is too long.
PAGE_BODY = 512 * 1024


def page_routes(shelving: Shelving) -> APIRouter:
    routes = APIRouter(tags=["safety plan"])

    @routes.get("/v1/safety-plan", summary="The copy that is kept here, if one is")
    async def kept_copy(who: Client, response: Response) -> PageShown:
        """No report and no export reads it, and looking at it is not recorded."""
        return tagged(response, *await shelving.shown(who))

    @routes.put("/v1/safety-plan", summary="Keep a copy", responses=CHANGED, max_body_size=PAGE_BODY)
    async def keep_copy(who: Client, given: PutPage, response: Response, if_match: IfMatch = None) -> PageShown:
        """The words of the copy before become unreadable."""
        return tagged(response, *await shelving.put(who, given, if_match))

    @routes.delete("/v1/safety-plan", status_code=204, summary="Keep no copy any more", responses=CHANGED)
    async def drop_copy(who: Client, if_match: IfMatch = None) -> None:
        """Its words become unreadable. The page on the device stays."""
        await shelving.drop(who, if_match)

    return routes


def tagged(response: Response, shown: PageShown, etag: str) -> PageShown:
    response.headers["ETag"] = etag
    return shown
