"""The due moments of the own reminders."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from services.notifier.api.bodies import PostedNothing, PostedSnooze
from services.notifier.api.ledger import Ledger
from services.notifier.api.shapes import Occurrences, OccurrenceShown
from shared.auth import Principal, allow
from shared.http import AskedPage

Client = Annotated[Principal, Depends(allow("client"))]
NOTHING = PostedNothing()


def occurrence_routes(ledger: Ledger) -> APIRouter:
    routes = APIRouter(tags=["occurrences"])

    @routes.get("/v1/occurrences", summary="What became of the own reminders, newest first")
    async def occurrences(request: Request, response: Response, who: Client, page: AskedPage) -> Occurrences:
        shown, following = await ledger.page(who, page)
        if following is not None:
            page.link_next(request, response, following)
        return Occurrences(occurrences=shown)

    @routes.post("/v1/occurrences/{occurrence_id}/confirm", summary="It was seen")
    async def confirm_occurrence(occurrence_id: UUID, who: Client, posted: PostedNothing = NOTHING) -> OccurrenceShown:
        return await ledger.confirm(who, occurrence_id, posted)

    @routes.post("/v1/occurrences/{occurrence_id}/snooze", summary="In 15 minutes, later today, or not today")
    async def snooze_occurrence(occurrence_id: UUID, who: Client, posted: PostedSnooze) -> OccurrenceShown:
        return await ledger.snooze(who, occurrence_id, posted)

    return routes
