"""The profile: what is to be minded, what is hidden, language, place, quiet hours, the usual session."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from starlette.responses import Response

from services.coach.api.profile_shapes import ProfileShown, PutProfile
from services.coach.api.profiling import Profiling
from shared.auth import Principal, allow
from shared.http.described import PROBLEM_RESPONSE

Client = Annotated[Principal, Depends(allow("client"))]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=200, description="The ETag of the profile as it was read.")
]
CHANGED: dict[int | str, dict[str, Any]] = {
    412: PROBLEM_RESPONSE | {"description": "It is not the one that If-Match names any more."}
}


def profile_routes(profiling: Profiling) -> APIRouter:
    routes = APIRouter(tags=["profile"])

    @routes.get("/v1/profile", summary="What the client has set about themselves")
    async def profile(who: Client, response: Response) -> ProfileShown:
        return tagged(response, *await profiling.shown(who))

    @routes.put("/v1/profile", summary="Set it as a whole", responses=CHANGED)
    async def put_profile(who: Client, given: PutProfile, response: Response, if_match: IfMatch = None) -> ProfileShown:
        """What is left out is taken away. With If-Match nothing is taken away that another device has set."""
        return tagged(response, *await profiling.put(who, given, if_match))

    return routes


def tagged(response: Response, shown: ProfileShown, etag: str) -> ProfileShown:
    response.headers["ETag"] = etag
    return shown
