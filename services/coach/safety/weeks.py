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
LOW: Final = ("sad.", "bad.bored.apathetic.", "bad.tired.", "angry.distant.", "fearful.weak.")
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


@dataclass(frozen=True, slots=True)
class Calendar:
    """The check-ins of the days up to the moment's own day, `today`, as far back as any rule looks."""

    today: date
    check_ins: Sequence[Dated]

    @classmethod
    def of(cls, moments: Sequence[Moment]) -> "Calendar":
        """The last moment's zone is used where a check-in names none."""
        now = moments[-1]
        since = now.at - timedelta(days=LOW_WINDOW + 1)
        today, lately = now.day(None), [each for each in moments if each.is_check_in and each.at >= since]
        dated = [(each.day(now.zone), each) for each in lately]
        return cls(today, [each for each in dated if within(each[0], today, LOW_WINDOW)])

    def last(self, days: int, *, before: int = 0) -> list[Dated]:
        """So many days in all, the last of them `before` days before today."""
        end = self.today - timedelta(days=before)
        return [each for each in self.check_ins if within(each[0], end, days)]


def within(day: date, end: date, days: int) -> bool:
    return 0 <= (end - day).days < days


def s5_due(calendar: Calendar) -> bool:
    lately, before = unpleasant(calendar.last(WEEK)), unpleasant(calendar.last(WEEK, before=WEEK))
    window = [*lately, *before]
    if len(window) < LEAST_CHECK_INS or len({day for day, _ in window}) < LEAST_DAYS or not lately or not before:
        return False
    now, then = (median(each.intensity for _, each in week) for week in (lately, before))
    return now >= HEAVY_FROM and now >= then + HEAVIER_BY


def unpleasant(check_ins: Iterable[Dated]) -> list[Dated]:
    return [each for each in check_ins if each[1].unpleasant]


def picture(calendar: Calendar) -> tuple[Day, ...]:
    """The two weeks that S5 looked at, day by day. It is no score."""
    days = dict[date, list[int]]()
    for day, moment in unpleasant(calendar.last(2 * WEEK)):
        days.setdefault(day, []).append(moment.intensity)
    return tuple(Day(day, tuple(found)) for day, found in sorted(days.items()))


def s6_due(calendar: Calendar) -> bool:
    low = {day for day, moment in calendar.check_ins if is_low(moment)}
    if len(low) < LOW_DAYS or len({day for day, _ in calendar.check_ins}) < DAYS_WITH_DATA:
        return False
    return (max(low) - min(low)).days + 1 >= LOW_SPAN


def is_low(moment: Moment) -> bool:
    """Whether the main feeling is one of low energy that is unpleasant."""
    return bool(moment.felt) and f"{moment.felt[0].id}.".startswith(LOW)


def s11_due(calendar: Calendar, *, bipolar: bool) -> bool:
    """`bipolar`: the person has marked that caution with yes."""
    window = calendar.last(WEEK)
    short = {day for day, moment in window if slept_little(moment)}
    lively = {day for day, moment in window if is_lively(moment)}
    return len(lively & short) >= (SHORT_NIGHTS_BIPOLAR if bipolar else SHORT_NIGHTS)


def is_lively(moment: Moment) -> bool:
    """Very high pleasant energy: the main feeling is pleasant and waking."""
    main = moment.felt[0] if moment.felt else None
    return main is not None and main.valence > 0 and main.arousal > 0 and moment.intensity >= HIGH_ENERGY


def slept_little(moment: Moment) -> bool:
    return moment.sleep_hours is not None and moment.sleep_hours <= LITTLE_SLEEP_HOURS
