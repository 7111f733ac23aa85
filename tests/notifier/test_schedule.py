"""When a reminder comes: wall times that clocks skip or show twice, days, periods, and the night."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifier.schedule import (
    USUAL_NIGHT,
    Night,
    after_anchor,
    beside,
    due_on,
    instant,
    local,
    next_due,
    passed,
    share_a_day,
)
from shared.events import ReminderChannel, ReminderRule


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


NEW_YORK, LORD_HOWE, APIA = "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"
ZONES = (NEW_YORK, LORD_HOWE, APIA, "Europe/Madrid", "America/Nuuk", "Asia/Kolkata", "Africa/Casablanca", "UTC")
TIMES = st.times().map(lambda at: at.strftime("%H:%M"))
MOMENTS = st.integers(0, 30 * 365 * 24 * 60).map(lambda minutes: utc(2005, 1, 1) + timedelta(minutes=minutes))


def rule(at: str = "21:45", zone: str = "Europe/Madrid", **more: Any) -> ReminderRule:
    return ReminderRule(at=at, zone=zone, channel=ReminderChannel(type="email", address="m@example.org"), **more)


def fired(of: ReminderRule, since: datetime, until: datetime) -> list[datetime]:
    """Every moment of a rule, one after the other, as the rows go through them."""
    moments: list[datetime] = []
    while (due := next_due(of, moments[-1] if moments else since)) is not None and due.at < until:
        moments.append(due.at)
    return moments


@pytest.mark.parametrize(
    ("zone", "at", "day", "moment"),
    [
        (NEW_YORK, "02:30", date(2026, 3, 8), utc(2026, 3, 8, 7, 30)),
        (NEW_YORK, "01:30", date(2026, 11, 1), utc(2026, 11, 1, 5, 30)),
        (LORD_HOWE, "02:15", date(2026, 10, 4), utc(2026, 10, 3, 15, 45)),
        (LORD_HOWE, "01:45", date(2026, 4, 5), utc(2026, 4, 4, 14, 45)),
        ("Europe/Madrid", "21:45", date(2026, 11, 22), utc(2026, 11, 22, 20, 45)),
    ],
)
def test_a_skipped_time_is_moved_on_and_a_double_one_is_the_first(
    zone: str, at: str, day: date, moment: datetime
) -> None:
    assert instant(day, time.fromisoformat(at), zone) == moment


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        (NEW_YORK, "02:30", date(2026, 3, 8)),
        (NEW_YORK, "01:30", date(2026, 11, 1)),
        (LORD_HOWE, "02:15", date(2026, 10, 4)),
        (LORD_HOWE, "01:45", date(2026, 4, 5)),
    ],
)
def test_on_a_day_when_clocks_change_it_comes_once(zone: str, at: str, day: date) -> None:
    since = datetime.combine(day - timedelta(days=2), time(12), ZoneInfo(zone)).astimezone(UTC)
    moments = fired(rule(at, zone), since, since + timedelta(days=4))
    days = [local(each, zone).date() for each in moments]
    assert days == [day - timedelta(days=1), day, day + timedelta(days=1), day + timedelta(days=2)]


def test_a_day_that_a_zone_skips_has_no_reminder_and_the_next_has_one() -> None:
    moments = fired(rule("10:00", APIA), utc(2011, 12, 28, 12), utc(2012, 1, 1))
    assert [local(each, APIA).date().day for each in moments] == [28, 29, 31, 1]


def test_a_weekly_reminder_whose_day_is_skipped_comes_a_week_later() -> None:
    due = next_due(rule("10:00", APIA, days=[5]), utc(2011, 12, 28, 12))
    assert due is not None
    assert due.local_date == date(2012, 1, 6)


@given(at=TIMES, zone=st.sampled_from(ZONES), since=MOMENTS)
def test_no_local_day_ever_has_two_and_none_but_a_skipped_one_has_none(at: str, zone: str, since: datetime) -> None:
    moments = fired(rule(at, zone), since, since + timedelta(days=10))
    days = [local(each, zone).date() for each in moments]
    assert len(days) == len(set(days))
    assert len(days) >= 8
    assert all(each > since for each in moments)


@given(at=TIMES, zone=st.sampled_from(ZONES), since=MOMENTS, days=st.lists(st.integers(1, 7), min_size=1, unique=True))
def test_it_comes_on_its_days_alone(at: str, zone: str, since: datetime, days: list[int]) -> None:
    for moment in fired(rule(at, zone, days=days), since, since + timedelta(days=15)):
        assert local(moment, zone).isoweekday() in days


def test_it_comes_within_its_period_alone() -> None:
    of = rule("10:00", "UTC", starts=date(2026, 5, 4), ends=date(2026, 5, 5))
    assert fired(of, utc(2026, 1, 1), utc(2027, 1, 1)) == [utc(2026, 5, 4, 10), utc(2026, 5, 5, 10)]


def test_a_start_far_ahead_is_found() -> None:
    due = next_due(rule("10:00", "UTC", starts=date(2030, 5, 4)), utc(2026, 1, 1))
    assert due is not None
    assert due.at == utc(2030, 5, 4, 10)


def test_days_on_which_nobody_looked_bring_nothing() -> None:
    of = rule("10:00", "UTC")
    due, following = passed(of, utc(2026, 5, 4, 10), utc(2026, 5, 7, 12))
    assert due == due_on(of, date(2026, 5, 4))
    assert following == utc(2026, 5, 8, 10)


def test_a_moment_computed_by_older_rules_of_a_zone_brings_the_right_one() -> None:
    of = rule("10:00", "UTC")
    for wrong in (utc(2026, 5, 4, 9), utc(2026, 5, 4, 11)):
        due, following = passed(of, wrong, utc(2026, 5, 4, 11, 30))
        assert due is None
        assert following == utc(2026, 5, 4, 10)
        assert passed(of, following, utc(2026, 5, 4, 11, 30))[0] == due_on(of, date(2026, 5, 4))


@pytest.mark.parametrize(
    ("at", "inside"), [("21:59", False), ("22:00", True), ("00:00", True), ("07:59", True), ("08:00", False)]
)
def test_the_usual_night_is_from_22_to_8(at: str, inside: bool) -> None:
    assert (time.fromisoformat(at) in USUAL_NIGHT) is inside


@pytest.mark.parametrize(("at", "inside"), [("12:59", False), ("13:00", True), ("14:59", True), ("15:00", False)])
def test_quiet_hours_can_lie_within_a_day(at: str, inside: bool) -> None:
    assert (time.fromisoformat(at) in Night(time(13), time(15))) is inside


@pytest.mark.parametrize(
    ("at", "begins", "ends", "other"),
    [
        ("22:00", "22:00", "08:00", "21:55"),
        ("23:30", "22:00", "08:00", "21:55"),
        ("06:30", "22:00", "08:00", "08:00"),
        ("00:30", "00:00", "06:00", "23:55"),
        ("14:00", "13:00", "15:00", "12:55"),
        ("00:00", "00:00", "23:58", "23:58"),
    ],
)
def test_the_nearest_other_time_lies_outside_the_night(at: str, begins: str, ends: str, other: str) -> None:
    night = Night(time.fromisoformat(begins), time.fromisoformat(ends))
    assert beside(time.fromisoformat(at), night) == time.fromisoformat(other)
    assert time.fromisoformat(other) not in night


def test_a_reminder_comes_five_minutes_after_its_anchor() -> None:
    assert after_anchor("21:50") == "21:55"
    assert after_anchor("23:58") == "00:03"


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ({}, {}, True),
        ({"days": [1]}, {"days": [2]}, False),
        ({"days": [1, 2]}, {"days": [2, 3]}, True),
        ({"ends": date(2026, 5, 4)}, {"starts": date(2026, 5, 5)}, False),
        ({"ends": date(2026, 5, 4)}, {"starts": date(2026, 5, 4)}, True),
        ({"days": [2], "ends": date(2026, 5, 4)}, {"starts": date(2026, 5, 2)}, False),
        ({"days": [2], "ends": date(2026, 5, 9)}, {"starts": date(2026, 5, 2)}, True),
    ],
)
def test_two_reminders_share_a_day_or_not(one: Any, other: Any, shared: bool) -> None:
    assert share_a_day(rule(**one), rule(**other)) is shared
    assert share_a_day(rule(**other), rule(**one)) is shared
