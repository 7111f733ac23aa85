"""The way in: codes, tokens, and the keys that verify them. None of these routes asks for a token."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from services.clinic.api.bodies import PostedAcceptance, PostedRefresh, Tokens
from services.clinic.api.credentials import Issuer
from services.clinic.api.door import Door
from shared.http import cacheable, etag_of
from shared.log import Clock

JWKS_SECONDS = 300


def entry_routes(door: Door, issuer: Issuer, clock: Clock) -> APIRouter:
    routes = APIRouter(tags=["entry"])

    @routes.post("/v1/invitations/{code}/accept", summary="Come in with a code")
    async def accept(code: str, posted: PostedAcceptance) -> Tokens:
        """A code lets one person in once. Send an `id` of your own, and a lost answer can be asked for again."""
        return await door.accept(code, posted)

    @routes.post("/v1/token", summary="Exchange a refresh token for the next tokens")
    async def token(posted: PostedRefresh) -> Tokens:
        """Each refresh token brings the next one and ends, except that it may be sent again within 60 seconds when the
        answer was lost. A second use later, or after its successor was used, ends the session for everybody."""
        return await door.refresh(posted.refresh_token)

    @routes.get("/.well-known/jwks.json", summary="The public keys that verify access tokens")
    async def jwks(request: Request) -> Response:
        content = await issuer.jwks(clock.now())
        return cacheable(request, content, etag=etag_of(content), seconds=JWKS_SECONDS)

    return routes
