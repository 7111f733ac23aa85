"""Organisations and clinics."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header
from starlette.requests import Request
from starlette.responses import Response

from services.clinic.api.bodies import (
    Clinics,
    ClinicShown,
    OrganisationShown,
    PostedClinic,
    PostedClinicChange,
    PostedOrganisation,
)
from services.clinic.api.changing import Changing, etag_of_clinic
from services.clinic.api.registry import Registry
from services.clinic.api.roster import Roster
from shared.auth import Principal, allow
from shared.http import AskedPage
from shared.http.described import PROBLEM_RESPONSE

Operator = Annotated[Principal, Depends(allow("ops"))]
OrganisationAdmin = Annotated[Principal, Depends(allow("org_admin"))]
Staff = Annotated[Principal, Depends(allow("therapist", "clinic_admin", "org_admin"))]

IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=200, description="The ETag of the clinic as it was read.")
]
CHANGED: dict[int | str, dict[str, Any]] = {
    412: PROBLEM_RESPONSE | {"description": "It is not the one that If-Match names any more."}
}


def place_routes(registry: Registry, roster: Roster) -> APIRouter:
    routes = APIRouter(tags=["places"])

    @routes.post("/v1/organisations", status_code=201, summary="Bring an organisation in")
    async def add_organisation(posted: PostedOrganisation, _: Operator) -> OrganisationShown:
        return await registry.add_organisation(posted)

    @routes.post("/v1/clinics", status_code=201, summary="Add a clinic to the own organisation")
    async def add_clinic(posted: PostedClinic, who: OrganisationAdmin) -> ClinicShown:
        return await registry.add_clinic(who, posted)

    @routes.get("/v1/clinics", summary="The clinics that the asker works in or administers")
    async def clinics(request: Request, response: Response, who: Staff, page: AskedPage) -> Clinics:
        shown, following = await roster.clinics(who, page)
        if following is not None:
            page.link_next(request, response, following)
        return Clinics(clinics=shown)

    return routes


def clinic_routes(changing: Changing) -> APIRouter:
    routes = APIRouter(tags=["places"])

    @routes.get("/v1/clinics/{clinic_id}", summary="One clinic that the asker works in or administers")
    async def clinic(clinic_id: UUID, who: Staff, response: Response) -> ClinicShown:
        return tagged(response, await changing.one(who, clinic_id))

    @routes.patch("/v1/clinics/{clinic_id}", summary="Change a clinic's settings", responses=CHANGED)
    async def change_clinic(
        clinic_id: UUID,
        who: OrganisationAdmin,
        posted: PostedClinicChange,
        response: Response,
        if_match: IfMatch = None,
    ) -> ClinicShown:
        """Only what is named changes. It holds for the clinic's clients from their next offer on."""
        return tagged(response, await changing.change(who, clinic_id, posted, if_match))

    return routes


def tagged(response: Response, clinic: ClinicShown) -> ClinicShown:
    response.headers["ETag"] = etag_of_clinic(clinic)
    return clinic
