"""What the notifier does when it hears something: one small function per event."""

from collections.abc import Mapping

from services.notifier.decider import evolve
from services.notifier.facts import Facts, learn
from services.notifier.views import Rows
from shared.bus import Handler, Work
from shared.events import (
    PlanAttempted,
    PlanChanged,
    PlanLetGo,
    PlanNotThisTime,
    PlanPaused,
    PlanResumed,
    ProfileChanged,
    QuietAsked,
    ReminderCancelled,
)
from shared.keyring import Heard


async def plan_attempted(heard: Heard, work: Work) -> None:
    """Done in any version is done: its reminder stays silent for that day."""
    await remember(heard, work)


async def plan_not_this_time(heard: Heard, work: Work) -> None:
    """Worth as much as an attempt: nobody is asked a second time that day."""
    await remember(heard, work)


async def plan_changed(heard: Heard, work: Work) -> None:
    """A task that was to be changed before another reminder has been."""
    await remember(heard, work)


async def plan_paused(heard: Heard, work: Work) -> None:
    await remember(heard, work)


async def plan_resumed(heard: Heard, work: Work) -> None:
    await remember(heard, work)


async def plan_let_go(heard: Heard, work: Work) -> None:
    """What is let go is not reminded of any more."""
    rows = await remember(heard, work)
    if not isinstance(heard.data, PlanLetGo):
        return
    state = await rows.standing()
    for reminder in state.reminders.values():
        if reminder.rule.assignment_id == heard.data.assignment_id:
            cancelled = ReminderCancelled(reminder_id=reminder.id)
            await rows.drop(reminder.id)
            await rows.keep_facts(evolve(state, cancelled, id=heard.id, at=heard.at).facts)
            await work.emit(heard, cancelled, discriminator=str(reminder.id))


async def quiet_asked(heard: Heard, work: Work) -> None:
    """After a hard moment nothing is sent for a while."""
    await remember(heard, work)


async def profile_changed(heard: Heard, work: Work) -> None:
    """The hours in which the person wants nothing, in place of the usual night."""
    await remember(heard, work)


async def remember(heard: Heard, work: Work) -> Rows:
    """Take in what was said; returns the person's rows, locked."""
    rows = Rows(work.connection, work.key(heard.subject))
    before = await rows.lock()
    now: Facts = learn(before, heard.data, version=heard.version, at=heard.at)
    if now != before:
        await rows.keep_facts(now)
    return rows


HANDLERS: Mapping[str, Handler] = {
    PlanAttempted.type: plan_attempted,
    PlanChanged.type: plan_changed,
    PlanNotThisTime.type: plan_not_this_time,
    PlanPaused.type: plan_paused,
    PlanResumed.type: plan_resumed,
    PlanLetGo.type: plan_let_go,
    ProfileChanged.type: profile_changed,
    QuietAsked.type: quiet_asked,
}
SOURCES = ("coach",)
