"""Organisations and clinics."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from services.clinic.api.bodies import Clinics, ClinicShown, OrganisationShown, PostedClinic, PostedOrganisation
from services.clinic.api.registry import Registry
from services.clinic.api.roster import Roster
from shared.auth import Principal, allow
from shared.http import AskedPage

Operator = Annotated[Principal, Depends(allow("ops"))]
OrganisationAdmin = Annotated[Principal, Depends(allow("org_admin"))]
Staff = Annotated[Principal, Depends(allow("therapist", "clinic_admin", "org_admin"))]


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
