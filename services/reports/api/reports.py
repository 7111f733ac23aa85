"""A client's reports: the preview, the request, what became of it, its PDF, its release."""

from typing import Annotated, Any, cast, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from services.reports.api.previewing import Previewing, Wanted
from services.reports.api.reporting import File, Reporting
from services.reports.api.shapes import Day, PostedRelease, PostedReport, Reports, ReportShown, Zone
from services.reports.decider import MOST_NOTES
from shared.auth import Principal, allow
from shared.events import ReportField
from shared.http import AskedPage, invalid

Client = Annotated[Principal, Depends(allow("client"))]
NOTHING_SAID = PostedRelease()
FIELDS = get_args(ReportField)
FIELDS_LISTED = f"Give some of: {', '.join(FIELDS)}; several with a comma between them."
# The page has inline style and inline pictures, and reaches nothing; nobody may frame it.
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
PDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}, "description": "The PDF."}
}
PAGE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/html": {"schema": {"type": "string"}}}, "description": "The page."}
}

First = Annotated[Day, Query(alias="from", description="The first day shown.")]
Last = Annotated[Day, Query(alias="to", description="The last day shown; at most 366 days in all.")]
InZone = Annotated[Zone, Query(description="The IANA time zone that days begin in.")]
AskedFields = Annotated[list[str], Query(default_factory=list, max_length=len(FIELDS), description=FIELDS_LISTED)]
Note = Annotated[
    list[UUID], Query(default_factory=list, max_length=MOST_NOTES, description="Own check-ins whose words are shown.")
]


def report_routes(reporting: Reporting, previewing: Previewing) -> APIRouter:
    routes = APIRouter(tags=["reports"])

    # Before the route of one report, whose pattern it would meet too.
    @routes.get("/v1/reports/preview", summary="The page a PDF would be made from", responses=PAGE)
    async def preview(
        who: Client,
        starts: First,
        ends: Last,
        fields: AskedFields,
        note: Note,
        zone: InZone = "UTC",
        consent_id: UUID | None = None,
    ) -> HTMLResponse:
        """Within a consent that is named, or with any fields, to look before giving one."""
        wanted = Wanted(starts, ends, zone, known_fields(fields), note, consent_id)
        return HTMLResponse(await previewing.page(who, wanted), headers=PAGE_HEADERS)

    @routes.post("/v1/reports", status_code=202, summary="Ask for a PDF within a consent")
    async def ask(who: Client, posted: PostedReport, response: Response) -> ReportShown:
        report = await reporting.request(who, posted)
        response.headers["Location"] = f"/v1/reports/{report.id}"
        return report

    @routes.get("/v1/reports", summary="The own reports, newest first")
    async def reports(request: Request, response: Response, who: Client, page: AskedPage) -> Reports:
        shown, following = await reporting.page(who, page.after(int), page.limit)
        if following is not None:
            page.link_next(request, response, following)
        return Reports(reports=shown)

    @routes.get("/v1/reports/{report_id}", summary="What became of a report")
    async def report(report_id: UUID, who: Client) -> ReportShown:
        return await reporting.one(who, report_id)

    @routes.get("/v1/reports/{report_id}/pdf", summary="The PDF", response_class=Response, responses=PDF)
    async def pdf(report_id: UUID, who: Client) -> Response:
        return pdf_response(await reporting.file(who, report_id))

    @routes.post("/v1/reports/{report_id}/release", summary="Let the consent's recipient see it")
    async def release(report_id: UUID, who: Client, posted: PostedRelease = NOTHING_SAID) -> ReportShown:
        """A PDF that the recipient downloads then cannot be called back."""
        return await reporting.release(who, report_id, posted)

    return routes


def known_fields(given: list[str]) -> list[ReportField]:
    """The fields of a query, in one parameter or several. Raises Problem."""
    named = [each.strip() for one in given for each in one.split(",") if each.strip()]
    if len(set(named)) < len(named) or not set(named) <= set(FIELDS):
        raise invalid("fields", FIELDS_LISTED)
    return cast("list[ReportField]", named)


def pdf_response(file: File) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"}
    return Response(file.content, headers=headers, media_type="application/pdf")
