"""Proposals: a therapist makes one, the client accepts it or lets go of it."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from services.coach.api.plan import LET_GO, PLAN_FULL, Client, tagged
from services.coach.api.plan_shapes import AssignmentShown
from services.coach.api.proposal_shapes import PostedAcceptance, PostedProposal, ProposalMade
from services.coach.api.proposing import Proposing
from shared.auth import Principal, allow
from shared.http.described import PROBLEM_RESPONSE

Therapist = Annotated[Principal, Depends(allow("therapist"))]
AS_IT_IS = PostedAcceptance()
WAITING: dict[int | str, dict[str, Any]] = {
    409: PROBLEM_RESPONSE | {"description": "As many proposals as are kind wait for an answer."}
}


def proposal_routes(proposing: Proposing) -> APIRouter:
    routes = APIRouter(tags=["plan"])

    @routes.post(
        "/v1/clients/{client_id}/proposals",
        status_code=201,
        summary="Propose a small task to a client who takes proposals from you",
        responses=WAITING,
    )
    async def propose(client_id: UUID, who: Therapist, posted: PostedProposal) -> ProposalMade:
        """It becomes part of the plan only when the client accepts it. Nothing else of the plan is shown."""
        return await proposing.propose(who, client_id, posted)

    @routes.post(
        "/v1/plan/assignments/{assignment_id}/accept",
        summary="Take a proposal in, as it is or smaller",
        responses=LET_GO | PLAN_FULL,
    )
    async def accept(
        assignment_id: UUID, who: Client, response: Response, posted: PostedAcceptance = AS_IT_IS
    ) -> AssignmentShown:
        """To decline it, let go of it: POST /v1/plan/assignments/{id}/let-go."""
        return tagged(response, await proposing.accept(who, assignment_id, posted))

    return routes
