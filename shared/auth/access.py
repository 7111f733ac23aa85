"""Who may use a route. The bearer token alone counts; forwarded user headers are never looked at."""

from typing import Any

from fastapi.openapi.models import HTTPBearer as BearerScheme
from fastapi.security.base import SecurityBase
from starlette.requests import Request

from shared.auth.principal import Principal, Role
from shared.auth.verifier import TokenRefused, Verifier
from shared.http.problems import forbidden, not_signed_in

SCHEME = "bearer"
SECURED: dict[str, Any] = {"security": [{SCHEME: []}]}
"""`openapi_extra` for a route that calls `authenticate` itself."""

SEND_TOKEN = "Send an access token: Authorization: Bearer <token>."
NEW_TOKEN = "The access token has ended. Get a new one from POST /v1/token."
OTHER_TOKEN = "Send an access token that was issued for this service and has not ended."


class Allow(SecurityBase):
    """A dependency that returns the principal when it has one of `roles`."""

    def __init__(self, *roles: Role) -> None:
        self.roles = frozenset(roles)
        self.model = BearerScheme(bearerFormat="JWT")
        self.scheme_name = SCHEME

    async def __call__(self, request: Request) -> Principal:
        return await authenticate(request, *self.roles)


def allow(*roles: Role) -> Allow:
    """`Annotated[Principal, Depends(allow("client"))]`: 401 without a valid token, 403 without one of the roles."""
    if not roles:
        raise ValueError("A route names the roles that may use it.")
    return Allow(*roles)


async def authenticate(request: Request, *roles: Role) -> Principal:
    """The same for a route that reads its request itself; without `roles`, anyone who is signed in. Raises Problem."""
    token = bearer(request)
    verifier: Verifier | None = request.app.state.verifier
    if verifier is None:
        raise not_signed_in(OTHER_TOKEN, token_given=True)
    try:
        principal = await verifier.verify(token)
    except TokenRefused as refused:
        raise not_signed_in(NEW_TOKEN if refused.expired else OTHER_TOKEN, token_given=True) from None
    if roles and principal.roles.isdisjoint(roles):
        raise forbidden()
    return principal


def bearer(request: Request) -> str:
    """The token of the one Authorization header. Raises Problem."""
    given = request.headers.getlist("authorization")
    if len(given) != 1:
        raise not_signed_in(SEND_TOKEN, token_given=False)
    scheme, _, token = given[0].partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise not_signed_in(SEND_TOKEN, token_given=False)
    return token.strip()
