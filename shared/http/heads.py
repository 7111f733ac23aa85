"""HEAD answers what GET would, without its body; and which methods a path has."""

from starlette.requests import Request
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEAD_ASKED = "smallhours.head"
"""In the scope of a GET whose body nobody will see: an answer without an end ends at once."""

ROUTED = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Heads:
    """An ASGI layer that asks the application for GET in place of HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        asked = {**scope, "method": "GET", HEAD_ASKED: True}
        try:
            await self._app(asked, receive, without_body)
        finally:
            scope["route"] = asked.get("route")  # What is measured and logged names the route.


def methods_of(request: Request) -> str:
    """The methods of every route of this path, as the header Allow names them."""
    found = [method for method in ROUTED if _is_routed(request, method)]
    return ", ".join(["GET", "HEAD", *found[1:]] if found[:1] == ["GET"] else found)


def _is_routed(request: Request, method: str) -> bool:
    asked = {**request.scope, "method": method}
    return any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)
