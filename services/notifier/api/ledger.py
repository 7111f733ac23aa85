"""What became of due moments, and what the person says about one: seen, later, not today."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.notifier.api.bodies import PostedNothing, PostedSnooze
from services.notifier.api.refusing import not_now
from services.notifier.api.room import Room, Sitting
from services.notifier.api.shapes import OccurrenceShown, occurrence_shown
from services.notifier.decider import Reminder
from services.notifier.delivery import WAITING, Occurrence, slot_at, snoozed_until
from services.notifier.facts import night_of
from services.notifier.schedule import Due, Night
from services.notifier.views import Listed, Outcome, Position
from services.notifier.words import NOTHING_LEFT, NOTHING_SEEN, TOO_LATE_TODAY
from shared.auth import Principal
from shared.events import OccurrenceConfirmed, OccurrenceSnoozed
from shared.http import Page, Problem, not_found
from shared.keyring import derived_id

MOVABLE = ("due", "taken", "sending", "sent", "confirmed")


class Ledger:
    """The moments of any client whose token was verified. Nobody but the client is ever asked about."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def page(self, who: Principal, page: Page) -> tuple[list[OccurrenceShown], Position | None]:
        """The newest first."""
        async with self._room.sitting(who) as sitting:
            found = await sitting.rows.page(page.after(Position), page.limit + 1)
        shown = found[: page.limit]
        last = shown[-1].occurrence if len(found) > page.limit else None
        return [occurrence_shown(each) for each in shown], None if last is None else Position(last.due_at, last.id)

    async def confirm(self, who: Principal, occurrence_id: UUID, posted: PostedNothing) -> OccurrenceShown:
        """It was seen. Confirmed twice is confirmed. Raises Problem."""
        async with self._room.sitting(who) as sitting:
            await sitting.rows.lock()
            sitting.time(posted)
            listed = await found_in(sitting, occurrence_id)
            if await sitting.repeated(posted, OccurrenceConfirmed, occurrence_id=occurrence_id) is None:
                if listed.occurrence.state not in {"sent", "confirmed"}:
                    raise not_now("not-sent", "This one has not been sent", NOTHING_SEEN)
                await self._confirm(sitting, listed.occurrence, posted)
            return occurrence_shown(await found_in(sitting, occurrence_id))

    async def snooze(self, who: Principal, occurrence_id: UUID, posted: PostedSnooze) -> OccurrenceShown:
        """It comes again later, or not today. Raises Problem."""
        async with self._room.sitting(who) as sitting:
            night = night_of(await sitting.facts())
            sitting.time(posted)
            listed = await found_in(sitting, occurrence_id)
            if await sitting.repeated(posted, OccurrenceSnoozed, occurrence_id=occurrence_id) is None:
                await self._snooze(sitting, listed.occurrence, posted, night)
            return occurrence_shown(await found_in(sitting, occurrence_id))

    async def _confirm(self, sitting: Sitting, seen: Occurrence, posted: PostedNothing) -> None:
        if seen.state == "confirmed":
            return
        await sitting.rows.mark(seen.id, "confirmed")
        event_id = posted.id or derived_id(seen.id, OccurrenceConfirmed.type)
        await sitting.record(OccurrenceConfirmed(**about(seen)), posted, event_id)

    async def _snooze(self, sitting: Sitting, due: Occurrence, posted: PostedSnooze, night: Night) -> None:
        reminder = await sitting.rows.reminder(due.reminder_id)
        if reminder is None or due.state not in MOVABLE:
            raise not_now("over", "This one is over", NOTHING_LEFT)
        if posted.minutes == "not_today":
            await sitting.rows.mark(due.id, "not_today", outcome=Outcome())
            return await sitting.record(OccurrenceSnoozed(**about(due)), posted)
        until = snoozed_until(posted.minutes, due, reminder, night, sitting.now)
        if until is None:
            raise too_late_today()
        return await self._move(sitting, due, reminder, until, posted)

    async def _move(
        self, sitting: Sitting, due: Occurrence, reminder: Reminder, until: datetime, posted: PostedSnooze
    ) -> None:
        """The moment hands its day on to a new one."""
        again = Due(due.local_date, slot_at(until, reminder.rule.zone), until)
        made = await sitting.rows.make_due(reminder, again)
        if made == due.id or (await found_in(sitting, made)).occurrence.state not in WAITING:
            raise too_late_today()
        await sitting.rows.mark(due.id, "snoozed", outcome=Outcome(until=until))
        await sitting.record(OccurrenceSnoozed(**about(due), until=until), posted)


async def found_in(sitting: Sitting, occurrence_id: UUID) -> Listed:
    """Raises Problem, also for somebody else's."""
    listed = await sitting.rows.occurrence(occurrence_id)
    if listed is None:
        raise not_found()
    return listed


def about(each: Occurrence) -> dict[str, Any]:
    """What every event about a moment says."""
    return {
        "occurrence_id": each.id,
        "reminder_id": each.reminder_id,
        "local_date": each.local_date,
        "due_at": each.due_at,
    }


def too_late_today() -> Problem:
    return not_now("too-late-today", "Not any more today", TOO_LATE_TODAY)
