"""S5, a week that weighs more than the one before; S6, low for two weeks; S11, much energy and little sleep.

Days are those of the person's own clock. A day without a check-in is missing, never zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from services.coach.safety.moments import Moment

# S5
WEEK: Final = 7
LEAST_CHECK_INS: Final = 8
LEAST_DAYS: Final = 6
HEAVIER_BY: Final = 2
HEAVY_FROM: Final = 6
# S6. Two weeks is the span that common screening asks about; the tool itself screens nobody.
LOW_WINDOW: Final = 15
LOW_DAYS: Final = 8
DAYS_WITH_DATA: Final = 10
LOW_SPAN: Final = 14
LOW: Final = ("sad", "bad.bored.apathetic", "bad.tired", "angry.distant", "fearful.weak")
# S11
HIGH_ENERGY: Final = 8
LITTLE_SLEEP_HOURS: Final = 5.0
SHORT_NIGHTS: Final = 4
SHORT_NIGHTS_BIPOLAR: Final = 3


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the picture: how strong each unpleasant check-in was, in the order of the day."""

    day: date
    intensities: tuple[int, ...]


Dated = tuple[date, Moment]


def dated(moments: Sequence[Moment]) -> list[Dated]:
    """The check-ins with their days; the last moment's zone is used where a check-in names none."""
    zone = moments[-1].zone
    return [(each.day(zone), each) for each in moments if each.is_check_in]


def today(moments: Sequence[Moment]) -> date:
    return moments[-1].day(None)


def last_days(check_ins: Iterable[Dated], day: date, days: int) -> list[Dated]:
    """Those of `day` and the days before it, `days` in all."""
    return [each for each in check_ins if timedelta(0) <= day - each[0] < timedelta(days=days)]


def s5_due(moments: Sequence[Moment]) -> bool:
    day = today(moments)
    window = [each for each in last_days(dated(moments), day, 2 * WEEK) if each[1].unpleasant]
    if len(window) < LEAST_CHECK_INS or len({each[0] for each in window}) < LEAST_DAYS:
        return False
    lately = last_days(window, day, WEEK)
    before = last_days(window, day - timedelta(days=WEEK), WEEK)
    if not lately or not before:
        return False
    now = median(each.intensity for _, each in lately)
    return now >= HEAVY_FROM and now >= median(each.intensity for _, each in before) + HEAVIER_BY


def picture(moments: Sequence[Moment]) -> tuple[Day, ...]:
    """The two weeks that S5 looked at, day by day. It is no score."""
    days = dict[date, list[int]]()
    for day, moment in last_days(dated(moments), today(moments), 2 * WEEK):
        if moment.unpleasant:
            days.setdefault(day, []).append(moment.intensity)
    return tuple(Day(day, tuple(found)) for day, found in sorted(days.items()))


def s6_due(moments: Sequence[Moment]) -> bool:
    window = last_days(dated(moments), today(moments), LOW_WINDOW)
    low = {day for day, moment in window if is_low(moment)}
    if len(low) < LOW_DAYS or len({day for day, _ in window}) < DAYS_WITH_DATA:
        return False
    return (max(low) - min(low)).days + 1 >= LOW_SPAN


def is_low(moment: Moment) -> bool:
    """Whether the main feeling is one of low energy that is unpleasant."""
    main = moment.felt[0].id if moment.felt else ""
    return any(main == each or main.startswith(f"{each}.") for each in LOW)


def s11_due(moments: Sequence[Moment], *, bipolar: bool) -> bool:
    """`bipolar`: the person has marked that caution with yes."""
    window = last_days(dated(moments), today(moments), WEEK)
    lively = {day for day, moment in window if is_lively(moment)}
    short = {day for day, moment in window if slept_little(moment)}
    return len(lively & short) >= (SHORT_NIGHTS_BIPOLAR if bipolar else SHORT_NIGHTS)


def is_lively(moment: Moment) -> bool:
    """Very high pleasant energy: the main feeling is pleasant and waking."""
    main = moment.felt[0] if moment.felt else None
    return main is not None and main.valence > 0 and main.arousal > 0 and moment.intensity >= HIGH_ENERGY


def slept_little(moment: Moment) -> bool:
    return moment.sleep_hours is not None and moment.sleep_hours <= LITTLE_SLEEP_HOURS
