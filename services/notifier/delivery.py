"""What becomes of a due moment: send it, hold it back and why, try later, or give up. Pure: no I/O, no clock."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from services.notifier.decider import Reminder
from services.notifier.facts import Facts, night_of, rests, silenced
from services.notifier.schedule import Night, instant, local, may_come_at_night, slot_of
from shared.events import (
    Contract,
    OccurrenceWhy,
    PlanAccepted,
    PlanAdded,
    PlanChange,
    PlanChanged,
    PlanLetGo,
    PlanPaused,
    PlanResumed,
    PracticeFinished,
)

State = Literal[
    "due", "taken", "sending", "sent", "confirmed", "snoozed", "not_today", "failed", "suppressed", "expired"
]
WAITING: tuple[State, ...] = ("due", "taken", "sending")
# A reminder that comes later than this is of no use.
TOO_LATE = timedelta(hours=2)
SNOOZE_MINUTES = 15
LATER_TODAY = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One due moment. `tries` counts how often sending began; `local_date` is its day in the rule's zone."""

    id: UUID
    reminder_id: UUID
    local_date: date
    due_at: datetime
    state: State
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Send:
    """Now."""


@dataclass(frozen=True, slots=True)
class HoldBack:
    """On purpose."""

    why: OccurrenceWhy


@dataclass(frozen=True, slots=True)
class Expire:
    """Its moment has passed."""


@dataclass(frozen=True, slots=True)
class Later:
    """Try again at `at`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It will not be tried again."""

    why: OccurrenceWhy


@dataclass(frozen=True, slots=True)
class Patience:
    """Pauses double from `first` to `longest`, for `tries` tries in all."""

    first: timedelta
    longest: timedelta
    tries: int


def judge(
    due: Occurrence, reminder: Reminder | None, facts: Facts, others: Iterable[Occurrence], now: datetime
) -> Send | HoldBack | Expire:
    """`reminder` as it stands now, None if it was cancelled; `others` are the person's other moments around this one.

    docs/specification/homework.md section 5: one a day at most, none in quiet hours, none once the task is done or put
    off, none while it asks; section 4: none while the task is to be changed first; safety.md section 6: none while
    quiet was asked for, unless the reminder was set after that.
    """
    # A moment that was due before the person last said when it comes is not wanted any more.
    if reminder is None or due.due_at <= reminder.set_at:
        return HoldBack("person_asked")
    here = local(now, reminder.rule.zone)
    if now - due.due_at > TOO_LATE or here.date() != due.local_date:
        return Expire()
    why = held_back(due, reminder, facts, others, now)
    night = night_of(facts)
    if why is None and here.time() in night and not may_come_at_night(reminder.rule, night):
        why = "night"
    return Send() if why is None else HoldBack(why)


def held_back(
    due: Occurrence, reminder: Reminder, facts: Facts, others: Iterable[Occurrence], now: datetime
) -> OccurrenceWhy | None:
    """Why a moment that has come is not used; None if it is."""
    if paused(facts, now) or rests(facts, reminder.rule.assignment_id):
        return "paused"
    answered = answer_of_the_day(due, reminder, facts)
    if answered is not None:
        return answered
    if waits_for_a_change(reminder, facts):
        return "change_first"
    if reminder.id in silenced(facts):
        return "asks_first"
    if any(each.until > now and reminder.set_at <= each.asked_at for each in facts.quiet):
        return "quiet_asked"
    same_day = [each for each in others if each.id != due.id and on_day(each, due.local_date, reminder.rule.zone)]
    if any(each.state == "not_today" and each.reminder_id == due.reminder_id for each in same_day):
        return "person_asked"
    return "one_a_day" if any(has_the_day(each) for each in same_day) else None


def waits_for_a_change(reminder: Reminder, facts: Facts) -> bool:
    """Whether the same thing got in the way of the task twice, and neither it nor the reminder was changed since."""
    course = facts.courses.get(reminder.rule.assignment_id) if reminder.rule.assignment_id is not None else None
    return course is not None and course.waits_since is not None and reminder.set_at <= course.waits_since


def paused(facts: Facts, now: datetime) -> bool:
    return facts.paused and (facts.paused_until is None or now < facts.paused_until)


def answer_of_the_day(due: Occurrence, reminder: Reminder, facts: Facts) -> OccurrenceWhy | None:
    """Whether the task was done or put off on the day of the moment, by the clocks of the rule's zone."""
    found = {
        each.done
        for each in facts.answered
        if each.assignment_id == reminder.rule.assignment_id
        and local(each.at, reminder.rule.zone).date() == due.local_date
    }
    if not found:
        return None
    return "done_already" if True in found else "person_asked"


def stands_in(
    due: Occurrence, reminder: Reminder, practice: Contract, at: datetime, first_line: Collection[str], floor: int
) -> bool:
    """Whether a practice was a first step for the body, carried through that day at `floor` or above."""
    if not isinstance(practice, PracticeFinished) or practice.technique_id not in first_line:
        return False
    before = practice.intensity_before
    return before is not None and before >= floor and local(at, reminder.rule.zone).date() == due.local_date


def active_spans(task: UUID, plan: Iterable[tuple[Contract, datetime]]) -> list[tuple[datetime, datetime | None]]:
    """From when to when such a step counts for the task: while it is active; never where it does not as it is now."""
    spans, since, counts = list[tuple[datetime, datetime | None]](), None, False
    for data, at in plan:
        if not isinstance(data, PlanChange) or data.assignment_id != task:
            continue
        if isinstance(data, PlanAdded | PlanAccepted | PlanChanged):
            counts = data.assignment.body_first_days_count
        if isinstance(data, PlanAdded | PlanAccepted | PlanResumed):
            since = since or at
        elif isinstance(data, PlanPaused | PlanLetGo) and since is not None:
            spans, since = [*spans, (since, at)], None
    return [*spans, *([] if since is None else [(since, None)])] if counts else []


def on_day(each: Occurrence, day: date, zone: str) -> bool:
    """Also by the clocks of `zone`, because the other moment's zone may have been another."""
    return each.local_date == day or local(each.due_at, zone).date() == day


def has_the_day(each: Occurrence) -> bool:
    """Whether it is the one message of its day: sending began, and nobody said that it cannot have arrived.

    A snoozed one hands the day on to the moment it was moved to.
    """
    return each.state == "not_today" or (each.tries > 0 and each.state not in {"failed", "snoozed"})


def after_trouble(tries: int, now: datetime, patience: Patience, *, permanent: bool) -> Later | GiveUp:
    """What follows when a channel did not take a message; `tries` includes the one that has gone wrong."""
    if permanent:
        return GiveUp("address_refused")
    if tries >= patience.tries:
        return GiveUp("not_delivered")
    return Later(now + pause_after(tries, patience))


def pause_after(tries: int, patience: Patience) -> timedelta:
    doubled: timedelta = patience.first * 2 ** min(tries - 1, 30)
    return min(doubled, patience.longest)


def snoozed_until(
    minutes: int | Literal["later"], due: Occurrence, reminder: Reminder, night: Night, now: datetime
) -> datetime | None:
    """When a moved moment comes again: a whole minute of the same day, not at night. None if no such time is left."""
    wished = now + (LATER_TODAY if minutes == "later" else timedelta(minutes=minutes))
    here = local(wished, reminder.rule.zone)
    at = here.time().replace(second=0, microsecond=0)
    moment = instant(due.local_date, at, reminder.rule.zone)
    quiet = at in night and not may_come_at_night(reminder.rule, night)
    if here.date() != due.local_date or quiet or moment is None or moment <= now:
        return None
    return moment


def slot_at(moment: datetime, zone: str) -> int:
    """The slot of a moment that somebody chose."""
    return slot_of(local(moment, zone).time())
