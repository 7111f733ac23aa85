"""Giving a consent, looking at it, making it less, taking it back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header
from starlette.requests import Request
from starlette.responses import Response

from services.reports.api.consenting import Consenting, etag
from services.reports.api.shapes import Consents, ConsentShown, PostedConsent, PostedNarrowing
from shared.auth import Principal, allow
from shared.http import AskedPage

Client = Annotated[Principal, Depends(allow("client"))]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=200, description="The ETag of the consent as it was read.")
]


def consent_routes(consenting: Consenting) -> APIRouter:
    routes = APIRouter(tags=["consents"])

    @routes.post("/v1/consents", status_code=201, summary="Let a therapist see chosen fields of a period")
    async def grant(who: Client, posted: PostedConsent, response: Response) -> ConsentShown:
        consent = await consenting.grant(who, posted)
        response.headers["Location"] = f"/v1/consents/{consent.id}"
        return tagged(response, consent)

    @routes.get("/v1/consents", summary="The own consents, newest first, ended ones too")
    async def consents(request: Request, response: Response, who: Client, page: AskedPage) -> Consents:
        shown, following = await consenting.page(who, page.after(int), page.limit)
        if following is not None:
            page.link_next(request, response, following)
        return Consents(consents=shown)

    @routes.get("/v1/consents/{consent_id}", summary="One own consent")
    async def consent(consent_id: UUID, who: Client, response: Response) -> ConsentShown:
        return tagged(response, await consenting.one(who, consent_id))

    @routes.patch("/v1/consents/{consent_id}", summary="Make a consent less")
    async def narrow(
        consent_id: UUID, who: Client, posted: PostedNarrowing, response: Response, if_match: IfMatch = None
    ) -> ConsentShown:
        """Fewer fields, fewer days, an earlier end. For more, give a new consent."""
        return tagged(response, await consenting.narrow(who, consent_id, posted, if_match))

    @routes.delete("/v1/consents/{consent_id}", status_code=204, summary="Take a consent back at once")
    async def withdraw(consent_id: UUID, who: Client) -> None:
        """What waits to be built is not built, and what was built is deleted here. A copy that somebody downloaded
        before cannot be called back."""
        await consenting.withdraw(who, consent_id)

    return routes


def tagged(response: Response, shown: ConsentShown) -> ConsentShown:
    response.headers["ETag"] = etag(shown)
    return shown
