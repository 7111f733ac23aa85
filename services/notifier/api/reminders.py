"""Reminders: set, see, change, cancel; and let all of them rest."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header
from starlette.responses import Response

from services.notifier.api.bodies import PostedChange, PostedNothing, PostedPause, PostedReminder
from services.notifier.api.desk import Desk
from services.notifier.api.shapes import PauseShown, Reminders, ReminderShown, etag
from shared.auth import Principal, allow

Client = Annotated[Principal, Depends(allow("client"))]
IfMatch = Annotated[str | None, Header(description="The ETag of the version that is to be changed.", max_length=200)]
# A body can be left out where nothing has to be said.
NO_END = PostedPause()
NOTHING = PostedNothing()


def reminder_routes(desk: Desk) -> APIRouter:
    routes = APIRouter(tags=["reminders"])

    @routes.get("/v1/reminders", summary="The own reminders, and whether they rest")
    async def reminders(who: Client) -> Reminders:
        return await desk.all(who)

    @routes.post("/v1/reminders", status_code=201, summary="Set a reminder: one a day at most, not in the quiet hours")
    async def set_reminder(who: Client, posted: PostedReminder, response: Response) -> ReminderShown:
        """The days of two reminders may not overlap. Within the person's quiet hours (22:00 to 08:00 unless
        `PUT /v1/profile` set others) that very time has to be allowed."""
        shown = await desk.set_up(who, posted)
        response.headers["Location"] = f"/v1/reminders/{shown.id}"
        response.headers["ETag"] = etag(shown)
        return shown

    @routes.post("/v1/reminders/pause", summary="Let all reminders rest")
    async def pause_reminders(who: Client, posted: PostedPause = NO_END) -> PauseShown:
        return await desk.pause(who, posted)

    @routes.post("/v1/reminders/resume", summary="Reminders are wanted again, each as it is")
    async def resume_reminders(who: Client, posted: PostedNothing = NOTHING) -> PauseShown:
        return await desk.resume(who, posted)

    @routes.get("/v1/reminders/{reminder_id}", summary="One own reminder")
    async def reminder(reminder_id: UUID, who: Client, response: Response) -> ReminderShown:
        shown = await desk.one(who, reminder_id)
        response.headers["ETag"] = etag(shown)
        return shown

    @routes.patch("/v1/reminders/{reminder_id}", summary="Change a reminder; what is left out stays")
    async def change_reminder(
        reminder_id: UUID, who: Client, posted: PostedChange, response: Response, if_match: IfMatch = None
    ) -> ReminderShown:
        """With If-Match only that version is changed; else the answer is 412."""
        shown = await desk.change(who, reminder_id, posted, if_match)
        response.headers["ETag"] = etag(shown)
        return shown

    @routes.delete("/v1/reminders/{reminder_id}", status_code=204, summary="Cancel a reminder; nobody asks why")
    async def cancel_reminder(reminder_id: UUID, who: Client) -> None:
        await desk.cancel(who, reminder_id)

    return routes
