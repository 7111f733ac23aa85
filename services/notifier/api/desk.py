"""Sets, changes and cancels reminders: each time decided on the person's locked rows, recorded with them."""

from datetime import datetime
from uuid import UUID, uuid4

from services.notifier.api.bodies import PostedChange, PostedNothing, PostedPause, PostedReminder, Said
from services.notifier.api.refusing import as_problems, cancelled_since, changed_meanwhile
from services.notifier.api.room import Room, Sitting
from services.notifier.api.rules import changed_rule, rule_of
from services.notifier.api.shapes import (
    PauseShown,
    Reminders,
    ReminderShown,
    etag,
    night_shown,
    pause_shown,
    question_shown,
    reminder_shown,
)
from services.notifier.decider import (
    Cancel,
    Change,
    Command,
    Pause,
    Reminder,
    Resume,
    SetUp,
    State,
    decide,
    evolve,
    the,
)
from services.notifier.facts import night_of
from services.notifier.schedule import next_due
from shared.auth import Principal
from shared.events import (
    Contract,
    ReminderCancelled,
    ReminderChanged,
    ReminderPaused,
    ReminderResumed,
    ReminderSet,
)
from shared.http import matches
from shared.keyring import derived_id

NOTHING_SAID = PostedNothing()


class Desk:
    """The reminders of any client whose token was verified. Nobody but the client is ever asked about."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def all(self, who: Principal) -> Reminders:
        async with self._room.sitting(who) as sitting:
            state, coming = await sitting.standing(), await sitting.rows.next_moments()
        facts, now = state.facts, sitting.now
        shown = [reminder_shown(each, coming.get(each.id), facts, now) for each in state.reminders.values()]
        asks, pause = question_shown(facts, now), pause_shown(facts, now)
        return Reminders(reminders=shown, pause=pause, quiet=night_shown(night_of(facts)), asks=asks)

    async def one(self, who: Principal, reminder_id: UUID) -> ReminderShown:
        """Raises Problem, also for somebody else's."""
        async with self._room.sitting(who) as sitting:
            state = await sitting.standing()
            with as_problems():
                reminder = the(reminder_id, state)
            return await shown_now(sitting, state, reminder)

    async def set_up(self, who: Principal, posted: PostedReminder) -> ReminderShown:
        """Raises Problem."""
        async with self._room.sitting(who) as sitting:
            at, state = sitting.time(posted), await sitting.standing()
            first = await sitting.repeated(posted, ReminderSet)
            if first is not None and isinstance(first.data, ReminderSet):
                if first.id not in state.reminders:
                    raise cancelled_since()
                return await shown_now(sitting, state, Reminder(id=first.id, rule=first.data.rule, set_at=first.at))
            made = posted.id or uuid4()
            with as_problems():
                [event] = decide(SetUp(made, rule_of(posted)), state, sitting.now)
            return await carry_out(sitting, state, event, posted, reminder_id=made, at=at)

    async def change(
        self, who: Principal, reminder_id: UUID, posted: PostedChange, if_match: str | None
    ) -> ReminderShown:
        """Raises Problem; 412 where `if_match` names another version than there is."""
        async with self._room.sitting(who) as sitting:
            at, state = sitting.time(posted), await sitting.standing()
            with as_problems():
                reminder = the(reminder_id, state)
                shown = await shown_now(sitting, state, reminder)
                if await sitting.repeated(posted, ReminderChanged, reminder_id=reminder_id) is not None:
                    return shown
                if if_match is not None and not matches(if_match, etag(shown)):
                    raise changed_meanwhile()
                decided = decide(Change(reminder_id, changed_rule(reminder.rule, posted)), state, sitting.now)
            if not decided:
                return shown
            return await carry_out(sitting, state, decided[0], posted, reminder_id=reminder_id, at=at)

    async def cancel(self, who: Principal, reminder_id: UUID) -> None:
        """Raises Problem. Cancelled twice is cancelled."""
        event_id = derived_id(reminder_id, ReminderCancelled.type)
        async with self._room.sitting(who) as sitting:
            state = await sitting.standing()
            if reminder_id not in state.reminders and await sitting.known(event_id) is not None:
                return
            with as_problems():
                [event] = decide(Cancel(reminder_id), state, sitting.now)
            await sitting.rows.drop(reminder_id)
            await sitting.rows.keep_facts(evolve(state, event, id=event_id, at=sitting.now).facts)
            await sitting.record(event, NOTHING_SAID, event_id)

    async def pause(self, who: Principal, posted: PostedPause) -> PauseShown:
        """Raises Problem."""
        return await self._rest(who, Pause(posted.until), posted, ReminderPaused)

    async def resume(self, who: Principal, posted: PostedNothing) -> PauseShown:
        """Raises Problem."""
        return await self._rest(who, Resume(), posted, ReminderResumed)

    async def _rest(self, who: Principal, command: Command, said: Said, kind: type[Contract]) -> PauseShown:
        async with self._room.sitting(who) as sitting:
            at, state = sitting.time(said), await sitting.standing()
            if await sitting.repeated(said, kind) is not None:
                return pause_shown(state.facts, sitting.now)
            with as_problems():
                decided = decide(command, state, sitting.now)
            for event in decided:
                state = evolve(state, event, id=uuid4(), at=at)
                await sitting.rows.keep_facts(state.facts)
                await sitting.record(event, said)
        return pause_shown(state.facts, sitting.now)


async def carry_out(
    sitting: Sitting, state: State, event: Contract, said: Said, *, reminder_id: UUID, at: datetime
) -> ReminderShown:
    """Keep the reminder as the event leaves it, with when it comes next, and record the event."""
    state = evolve(state, event, id=reminder_id, at=at)
    reminder = the(reminder_id, state)
    due = next_due(reminder.rule, sitting.now)
    next_at = None if due is None else due.at
    await sitting.rows.keep(reminder, next_at)
    await sitting.rows.keep_facts(state.facts)
    await sitting.record(event, said, reminder_id if isinstance(event, ReminderSet) else None)
    return reminder_shown(reminder, next_at, state.facts, sitting.now)


async def shown_now(sitting: Sitting, state: State, reminder: Reminder) -> ReminderShown:
    """The reminder as given; when it comes next is said as of now."""
    coming = await sitting.rows.next_moments()
    return reminder_shown(reminder, coming.get(reminder.id), state.facts, sitting.now)
