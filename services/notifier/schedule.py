"""When a reminder comes: wall times in a zone, turned into moments as late as possible. Pure: no I/O, no clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from shared.events import ReminderRule

AFTER_ANCHOR = timedelta(minutes=5)
BEFORE_NIGHT = timedelta(minutes=5)
EVERY_DAY = frozenset(range(1, 8))
DAY = timedelta(days=1)
# A weekly reminder whose day a zone skips altogether comes a week later, so two weeks hold the next one for certain.
DAYS_AHEAD = 16
# By how much a changed zone may have moved a moment that was computed before.
MOST_MOVED = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Night:
    """When nothing is sent: wall times from `begins` up to, not including, `ends`, which may go over midnight."""

    begins: time
    ends: time

    def __contains__(self, at: time) -> bool:
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


# docs/specification/homework.md section 5 and safety.md section 6: until the person sets quiet hours of their own.
USUAL_NIGHT = Night(time(22), time(8))


@dataclass(frozen=True, slots=True)
class Due:
    """One moment of a rule. `slot` is its wall time as minutes since midnight, so that a moved reminder is another."""

    local_date: date
    slot: int
    at: datetime


def wall(written: str) -> time:
    """A wall time from HH:MM."""
    return time.fromisoformat(written)


def slot_of(at: time) -> int:
    return 60 * at.hour + at.minute


def may_come_at_night(rule: ReminderRule, night: Night) -> bool:
    """Whether the person allowed the very time of the rule, which lies at night."""
    return rule.at_night and wall(rule.at) in night


def stays_silent(rule: ReminderRule, night: Night) -> bool:
    """Whether the rule's time lies at night and was not allowed."""
    return wall(rule.at) in night and not rule.at_night


def beside(at: time, night: Night) -> time:
    """The time nearest to `at` that does not lie at night: a little before it begins, or when it ends."""
    before = (datetime.combine(date.min + DAY, night.begins) - BEFORE_NIGHT).time()
    since, until = minutes_between(night.begins, at), minutes_between(at, night.ends)
    return before if since <= until and before not in night else night.ends


def minutes_between(one: time, other: time) -> int:
    """How long it is from one wall time to the next other."""
    return (slot_of(other) - slot_of(one)) % (24 * 60)


def after_anchor(usual_time: str) -> str:
    """The wall time of a reminder that follows something that usually happens at `usual_time`."""
    return (datetime.combine(date.min, wall(usual_time)) + AFTER_ANCHOR).strftime("%H:%M")


def local(moment: datetime, zone: str) -> datetime:
    """A moment as the clocks on the walls of `zone` show it."""
    return moment.astimezone(ZoneInfo(zone))


def instant(day: date, at: time, zone: str) -> datetime | None:
    """The moment, in UTC, when the walls of `zone` show `at` on `day`.

    A time that the clocks skip is moved on by what they skip, one that comes twice is the first. None where that would
    be another day: the day was skipped whole, or ended early.
    """
    moment = datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
    return moment if local(moment, zone).date() == day else None


def comes_on(rule: ReminderRule, day: date) -> bool:
    """Whether `day` is one of the rule's days and within its period."""
    within = (rule.starts is None or rule.starts <= day) and (rule.ends is None or day <= rule.ends)
    return within and day.isoweekday() in days_of(rule)


def days_of(rule: ReminderRule) -> frozenset[int]:
    """ISO weekdays."""
    return frozenset(rule.days) or EVERY_DAY


def due_on(rule: ReminderRule, day: date) -> Due | None:
    """The rule's moment on a day, if it has one."""
    at = wall(rule.at)
    moment = instant(day, at, rule.zone) if comes_on(rule, day) else None
    return None if moment is None else Due(day, slot_of(at), moment)


def next_due(rule: ReminderRule, after: datetime) -> Due | None:
    """The rule's first moment later than `after`; None if there is none any more."""
    day = local(after, rule.zone).date()
    if rule.starts is not None:
        day = max(day, rule.starts)
    found = (due_on(rule, day + ahead * DAY) for ahead in range(DAYS_AHEAD))
    return next((due for due in found if due is not None and due.at > after), None)


def passed(rule: ReminderRule, next_at: datetime, now: datetime) -> tuple[Due | None, datetime | None]:
    """What is due of a rule whose row says `next_at`, and what its row says from now on.

    Days on which nobody looked bring nothing. A moment that the rule does not have (the rules of its zone have
    changed since it was computed) brings nothing either; the right one follows.
    """
    due = due_on(rule, local(next_at, rule.zone).date())
    right = due is not None and due.at == next_at
    following = next_due(rule, now if right else min(now, next_at) - MOST_MOVED)
    return due if right else None, None if following is None else following.at


def share_a_day(one: ReminderRule, other: ReminderRule) -> bool:
    """Whether there is a day on which both would come."""
    starts = max((rule.starts for rule in (one, other) if rule.starts is not None), default=None)
    ends = min((rule.ends for rule in (one, other) if rule.ends is not None), default=None)
    weekdays = days_of(one) & days_of(other)
    if starts is None or ends is None or ends - starts >= timedelta(days=6):
        return bool(weekdays)
    return any((starts + ahead * DAY).isoweekday() in weekdays for ahead in range((ends - starts).days + 1))
