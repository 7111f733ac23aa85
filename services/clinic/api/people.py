"""Staff, clients' invitations, and a therapist's own clients."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from services.clinic.api.bodies import (
    Caseload,
    ClientInvitation,
    MyClinic,
    PostedInvitation,
    PostedStaff,
    StaffList,
    StaffMade,
)
from services.clinic.api.registry import Registry
from services.clinic.api.roster import Roster
from shared.auth import Principal, allow
from shared.http import AskedPage

Admin = Annotated[Principal, Depends(allow("org_admin", "clinic_admin"))]
Inviter = Annotated[Principal, Depends(allow("clinic_admin", "therapist"))]
Client = Annotated[Principal, Depends(allow("client"))]
Therapist = Annotated[Principal, Depends(allow("therapist"))]


def people_routes(registry: Registry, roster: Roster) -> APIRouter:
    routes = APIRouter(tags=["people"])

    @routes.post("/v1/staff", status_code=201, summary="Add a staff member to a clinic")
    async def add_staff(posted: PostedStaff, who: Admin) -> StaffMade:
        return await registry.add_staff(who, posted)

    @routes.get("/v1/staff", summary="Staff of the own clinic or organisation", response_model_exclude_none=True)
    async def staff(request: Request, response: Response, who: Admin, page: AskedPage) -> StaffList:
        shown, following = await roster.staff(who, page)
        if following is not None:
            page.link_next(request, response, following)
        return StaffList(staff=shown)

    @routes.post("/v1/invitations", status_code=201, summary="Invite a client")
    async def invite(posted: PostedInvitation, who: Inviter) -> ClientInvitation:
        return await registry.invite_client(who, posted)

    @routes.get("/v1/caseload", summary="The therapist's own clients", response_model_exclude_none=True)
    async def caseload(request: Request, response: Response, who: Therapist, page: AskedPage) -> Caseload:
        shown, following = await roster.caseload(who, page)
        if following is not None:
            page.link_next(request, response, following)
        return Caseload(clients=shown)

    @routes.get("/v1/me/clinic", summary="The own clinic and therapist", response_model_exclude_none=True)
    async def my_clinic(who: Client) -> MyClinic:
        return await roster.my_clinic(who)

    return routes
