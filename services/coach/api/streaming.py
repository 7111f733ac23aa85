"""GET /v1/stream: what becomes of the client's own things, told to every open device as it happens."""

import asyncio
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.coach.api.feed import Feed
from services.coach.api.followers import Follower
from shared.auth import Principal, allow
from shared.http.heads import HEAD_ASKED

EVENTS: Final = "text/event-stream"
SLOW_SECONDS: Final = 10.0
Client = Annotated[Principal, Depends(allow("client"))]
LastEventId = Annotated[
    str | None,
    Header(description="The id of the last event that arrived; the stream goes on behind it, without loss or repeats."),
]
DESCRIBED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events `here`, `offer`, `pack`, `reminder`, `report`, `proposal`, `practice`, `plan` and "
        "`profile`, each with JSON of ids only: what it is about is asked for where it is. Ends with `token` when the "
        "access token ends, with `newer` when too many other streams are open, with `restart` or `erased`.",
        "content": {EVENTS: {"schema": {"type": "string"}}},
    },
    503: {"description": "No room for another open stream here. Try again after the seconds in Retry-After."},
}


def stream_routes(feed: Feed) -> APIRouter:
    routes = APIRouter(tags=["stream"])

    @routes.get(
        "/v1/stream",
        summary="Hear what happens, on any number of devices",
        response_class=Response,
        responses=DESCRIBED,
    )
    async def stream(request: Request, who: Client, last_event_id: LastEventId = None) -> Response:
        if request.scope.get(HEAD_ASKED):
            return Response(media_type=EVENTS)
        return Told(feed, who, last_event_id)

    return routes


class Told(Response):
    """An answer that goes on until one side ends it."""

    media_type = EVENTS

    def __init__(self, feed: Feed, who: Principal, cursor: str | None) -> None:
        self._feed, self._who, self._cursor = feed, who, cursor
        self.status_code = 200
        self.background = None
        # A proxy that gathers what it passes on would gather for as long as the stream is open.
        self.init_headers({"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._feed.followers.follow(self._who) as follower:
            first = await self._feed.begin(follower, self._cursor)
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            telling = asyncio.create_task(self._tell(follower, first, send))
            leaving = asyncio.create_task(gone(receive))
            try:
                await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                telling.cancel()
                leaving.cancel()
                await asyncio.wait({telling, leaving})
        if not telling.cancelled():
            telling.result()

    async def _tell(self, follower: Follower, first: bytes, send: Send) -> None:
        """Raises ClientDisconnect when the reader takes nothing any more: what is said does not pile up here."""

        async def say(piece: bytes) -> None:
            try:
                async with asyncio.timeout(SLOW_SECONDS):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            except TimeoutError:
                raise ClientDisconnect from None

        await say(first)
        await self._feed.tell(follower, say)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def gone(receive: Receive) -> None:
    """Until the reader has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
