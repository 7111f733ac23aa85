"""The calendar of the eight weeks: the same counts on whichever day and at whichever hour the story is told."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.local import weeks
from deploy.local.homework import CHANGES
from deploy.local.living import NOTED
from deploy.local.weeks import Sum, calendar, home, lines, sum_up
from shared.catalogue import load_catalogue

# Clocks change twice a year, and story-telling has to go on at any hour of any day of many years.
FIRST, YEARS = datetime(2024, 1, 1, tzinfo=UTC), 20
ANY_TIME = st.integers(0, YEARS * 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
CONTRACT = Sum(check_ins=56, days=47, slots=54, monday_mornings=4, spikes_there=4, spikes_elsewhere=0)


@given(ANY_TIME)
def test_it_is_afternoon_where_she_is_and_stays_so_for_the_story(now: datetime) -> None:
    begins = now.astimezone(ZoneInfo(home(now)))
    ends = (now + timedelta(hours=1)).astimezone(ZoneInfo(home(now)))
    assert time(11) <= begins.time() < ends.time() <= time(17)


@given(ANY_TIME)
def test_four_of_four_monday_mornings_and_none_of_fifty_elsewhere(now: datetime) -> None:
    total = sum_up(calendar(now).moments)
    assert total == CONTRACT
    assert total.elsewhere == 50


@given(ANY_TIME)
def test_everything_has_happened_by_yesterday_and_within_eight_weeks(now: datetime) -> None:
    told = calendar(now)
    today = now.astimezone(ZoneInfo(told.zone)).date()
    assert told.last == today - timedelta(days=1)
    assert told.last - told.first == timedelta(days=55)
    assert all(told.first <= each.at.date() <= told.last for each in told.moments)
    assert all(each.at < now - timedelta(hours=1) for each in told.moments)


@given(ANY_TIME)
def test_no_moment_falls_where_the_clocks_change(now: datetime) -> None:
    for each in calendar(now).moments:
        there_and_back = each.at.astimezone(UTC).astimezone(each.at.tzinfo)
        assert there_and_back.replace(tzinfo=None) == each.at.replace(tzinfo=None)
        assert each.at.utcoffset() == each.at.replace(fold=1).utcoffset()


@given(ANY_TIME)
def test_each_week_holds_each_weekday_once_and_they_follow_each_other(now: datetime) -> None:
    told = calendar(now)
    days = [sorted(told.day(week, day) for day in weeks.DAYS) for week in range(1, 9)]
    assert [each for week in days for each in week] == [told.first + timedelta(days=n) for n in range(56)]
    assert [told.day(3, day).weekday() for day in weeks.DAYS] == list(range(7))


@given(ANY_TIME)
def test_what_is_changed_on_the_plan_is_changed_before_it_is_used(now: datetime) -> None:
    told = calendar(now)
    planned = told.when(*CHANGES[2][:3])
    assert all(each.at > planned for each in told.moments if each.line.attempt == "body")
    smaller = told.when(*CHANGES[0][:3])
    assert all(each.at > smaller for each in told.moments if each.line.attempt)


def test_the_same_moment_tells_the_same_calendar() -> None:
    now = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert calendar(now) == calendar(now)
    assert calendar(now).zone == "Pacific/Honolulu"
    assert calendar(now).first == date(2026, 9, 27)


@pytest.mark.parametrize("hour", range(24))
def test_there_is_a_place_for_every_hour(hour: int) -> None:
    assert home(datetime(2026, 7, 1, hour, 59, tzinfo=UTC)) in weeks.PLACES
    assert home(datetime(2026, 12, 1, hour, tzinfo=UTC)) in weeks.PLACES


def test_every_moment_says_what_the_services_understand() -> None:
    emotions = load_catalogue().emotions
    assert {each.feeling for each in lines()} <= set(emotions)
    assert {each.helped for each in lines()} <= {"helped", "a_bit", "no", None}
    assert {each.attempt for each in lines()} <= {"tiny", "small", "full", "body", None}
    assert all((each.then is None) == (each.helped is None) for each in lines())
    assert all(1 <= each.intensity <= 10 for each in lines())
    spikes = [each for each in lines() if each.spike]
    assert all(emotions[each.feeling].valence < 0 and each.intensity in (8, 9) for each in spikes)
    assert all(emotions[each.feeling].valence > 0 for each in lines() if each.intensity >= 8 and not each.spike)


def test_one_moment_alone_has_a_note() -> None:
    assert len([each for each in lines() if (each.week, each.day) == NOTED and each.spike]) == 1


@pytest.mark.parametrize(
    ("clock", "part"),
    [("04:59", "night"), ("05:00", "morning"), ("11:00", "afternoon"), ("17:00", "evening"), ("22:00", "night")],
)
def test_a_part_of_the_day_begins_at_its_hour(clock: str, part: str) -> None:
    assert weeks.part_of(time.fromisoformat(clock)) == part
