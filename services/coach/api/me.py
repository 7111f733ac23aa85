"""What is there for the client who asks: the techniques as they suit them, and what to offer first without network."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query
from starlette.requests import Request
from starlette.responses import Response

from services.coach.api.language import Lang, language_of
from services.coach.api.me_shapes import (
    LONGEST_SEARCH,
    MOST_MINUTES,
    Feeling,
    FirstLinePending,
    FirstLineShown,
    MyTechniques,
    Wanted,
)
from services.coach.api.packing import Packing
from services.coach.api.profiling import Profiling
from services.coach.api.selecting import Selecting
from shared.auth import Principal, allow
from shared.catalogue import Catalogue
from shared.http import matches

Client = Annotated[Principal, Depends(allow("client"))]
Feelings = Annotated[
    list[Feeling] | None,
    Query(alias="feeling", description="Up to three ids of emotions; what does not fit them is marked, not left out."),
]
Minutes = Annotated[int | None, Query(ge=1, le=MOST_MINUTES, description="Those that take at most so many minutes.")]
Family = Annotated[str | None, Query(max_length=60, description="Those of one family, such as breathing.")]
FirstLine = Annotated[bool | None, Query(description="Those for the strongest moments, or the others.")]
Search = Annotated[str, Query(max_length=LONGEST_SEARCH, description="Words of the name or the purpose.")]


IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", max_length=200, description="The ETag of the pack that is there already.")
]
SAME: dict[int | str, dict[str, Any]] = {304: {"description": "It is the one that If-None-Match names."}}


def me_routes(profiling: Profiling, selecting: Selecting, catalogue: Catalogue) -> APIRouter:
    routes = APIRouter(tags=["me"])

    @routes.get("/v1/me/techniques", summary="The techniques, and which of them suit the client")
    async def my_techniques(
        request: Request,
        who: Client,
        feeling: Feelings = None,
        minutes: Minutes = None,
        family: Family = None,
        first_line: FirstLine = None,
        q: Search = "",
        lang: Lang = None,
    ) -> MyTechniques:
        """Sorted by name. What does not suit stays in the list, with the reasons. Without `lang` the language is the
        one that the client has set."""
        wanted = Wanted(feeling=tuple(feeling or ()), minutes=minutes, family=family, first_line=first_line, words=q)
        profile = await profiling.profile(who)
        code = language_of(request, lang or profile.language, catalogue.languages)
        return await selecting.techniques(who, profile, wanted, catalogue.languages[code])

    return routes


def pack_routes(packing: Packing) -> APIRouter:
    routes = APIRouter(tags=["me"])

    @routes.get(
        "/v1/me/first-line",
        summary="What comes first where the body comes first, to keep on the device",
        response_model=FirstLineShown | FirstLinePending,
        responses=SAME,
    )
    async def first_line(
        who: Client, response: Response, if_none_match: IfNoneMatch = None
    ) -> FirstLineShown | FirstLinePending | Response:
        """It is made anew when the profile changes, otherwise at most once a day."""
        found = await packing.shown(who)
        if found is None:
            return FirstLinePending()
        pack, etag = found
        if matches(if_none_match, etag):
            return Response(status_code=304, headers={"ETag": etag})
        response.headers["ETag"] = etag
        return pack

    return routes
