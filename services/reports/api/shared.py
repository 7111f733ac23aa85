"""A therapist's view: what was released to them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from services.reports.api.reports import PDF, pdf_response
from services.reports.api.shapes import SharedReports, SharedShown
from services.reports.api.sharing import Sharing
from shared.auth import Principal, allow
from shared.http import AskedPage

Therapist = Annotated[Principal, Depends(allow("therapist"))]


def shared_routes(sharing: Sharing) -> APIRouter:
    routes = APIRouter(tags=["shared"])

    @routes.get("/v1/shared-with-me", summary="The last report that each client released to you")
    async def shared_with_me(request: Request, response: Response, who: Therapist, page: AskedPage) -> SharedReports:
        found, following = await sharing.page(who, page.after(UUID), page.limit)
        if following is not None:
            page.link_next(request, response, following)
        return SharedReports(shared=found)

    @routes.get("/v1/shared-with-me/{client_id}", summary="The last report that a client released to you")
    async def shared_by(client_id: UUID, who: Therapist) -> SharedShown:
        return await sharing.one(who, client_id)

    @routes.get("/v1/shared-with-me/{client_id}/pdf", summary="Its PDF", response_class=Response, responses=PDF)
    async def shared_pdf(client_id: UUID, who: Therapist) -> Response:
        """Every opening is recorded, and the client can see it."""
        return pdf_response(await sharing.file(who, client_id))

    return routes
