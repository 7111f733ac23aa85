"""Who read what a client shared."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from services.reports.api.reporting import Reporting
from services.reports.api.shapes import AccessLog
from shared.auth import Principal, allow
from shared.http import AskedPage

Client = Annotated[Principal, Depends(allow("client"))]


def access_routes(reporting: Reporting) -> APIRouter:
    routes = APIRouter(tags=["reports"])

    @routes.get("/v1/access-log", summary="Who read the own reports and when, newest first")
    async def access_log(request: Request, response: Response, who: Client, page: AskedPage) -> AccessLog:
        """Openings stay here when their consent has ended."""
        shown, following = await reporting.openings(who, page.after(int), page.limit)
        if following is not None:
            page.link_next(request, response, following)
        return AccessLog(openings=shown)

    return routes
