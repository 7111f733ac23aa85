"""The calendar of Maya's eight weeks: which days she logs, when, what she says, and what that adds up to. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from deploy.local.table import HAPPENED

WEEKS = 8
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SPIKE = 8
PLEASANT = ("happy.", "surprised.excited", "surprised.amazed")
# Her own city first; then places that never change their clocks, three hours apart all round the earth.
PLACES = (
    "Europe/Dublin",
    "Africa/Johannesburg",
    "Atlantic/Cape_Verde",
    "America/Puerto_Rico",
    "America/Phoenix",
    "Pacific/Honolulu",
    "Pacific/Noumea",
    "Asia/Singapore",
    "Asia/Karachi",
)
AFTERNOON = range(13, 16)
PARTS = (("night", 0), ("morning", 5), ("afternoon", 11), ("evening", 17), ("night", 22))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a moment as Maya says it, and the practice that follows, if one does."""

    week: int
    day: str
    clock: time
    intensity: int
    feeling: str
    trigger: str | None
    then: int | None
    helped: str | None
    attempt: str | None

    @property
    def spike(self) -> bool:
        return self.intensity >= SPIKE and not self.feeling.startswith(PLEASANT)


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the table on its day, in her zone."""

    line: Line
    at: datetime

    @property
    def slot(self) -> tuple[date, str]:
        return self.at.date(), part_of(self.at.time())


@dataclass(frozen=True, slots=True)
class Calendar:
    """Eight weeks that end yesterday, where it is afternoon now."""

    zone: str
    first: date
    moments: tuple[Moment, ...]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=7 * WEEKS - 1)

    def day(self, week: int, day: str) -> date:
        """Each week holds each weekday once, whichever weekday it begins with."""
        begins = self.first + timedelta(days=7 * (week - 1))
        return begins + timedelta(days=(DAYS.index(day) - begins.weekday()) % 7)

    def when(self, week: int, day: str, clock: str) -> datetime:
        return datetime.combine(self.day(week, day), time.fromisoformat(clock), ZoneInfo(self.zone))

    def of_week(self, week: int) -> list[Moment]:
        return [each for each in self.moments if each.line.week == week]


@dataclass(frozen=True, slots=True)
class Sum:
    """What a report over these weeks has to say. A slot is a part of a day with at least one check-in."""

    check_ins: int
    days: int
    slots: int
    monday_mornings: int
    spikes_there: int
    spikes_elsewhere: int

    @property
    def elsewhere(self) -> int:
        return self.slots - self.monday_mornings


def home(now: datetime) -> str:
    """A zone where it is early enough in the afternoon that the whole story fits into daylight."""
    return next(each for each in PLACES if now.astimezone(ZoneInfo(each)).hour in AFTERNOON)


def calendar(now: datetime) -> Calendar:
    zone = home(now)
    first = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=7 * WEEKS)
    empty = Calendar(zone, first, ())
    moments = sorted((placed(empty, line) for line in lines()), key=lambda each: each.at)
    return Calendar(zone, first, tuple(moments))


def placed(weeks: Calendar, line: Line) -> Moment:
    return Moment(line, weeks.when(line.week, line.day, line.clock.isoformat()))


@cache
def lines() -> tuple[Line, ...]:
    return tuple(read(HAPPENED))


def read(table: str) -> Iterator[Line]:
    week = 0
    for row in table.strip().splitlines():
        if row.startswith("Week"):
            week += 1
        elif row.strip():
            yield line_of(week, row.split())


def line_of(week: int, cells: Sequence[str]) -> Line:
    """Columns: day, time, strength, feeling, trigger, strength after a practice, whether it helped, attempt."""
    day, clock, strength, feeling, *rest = cells
    trigger, then, helped, attempt = (None if each == "-" else each for each in (*rest, *["-"] * (4 - len(rest))))
    after = None if then is None else int(then)
    return Line(week, day, time.fromisoformat(clock), int(strength), feeling, trigger, after, helped, attempt)


def part_of(clock: time) -> str:
    return [name for name, begins in PARTS if clock.hour >= begins][-1]


def sum_up(moments: Sequence[Moment]) -> Sum:
    slots = {each.slot for each in moments}
    spikes = {each.slot for each in moments if each.line.spike}
    mondays = {each for each in slots if each[0].weekday() == 0 and each[1] == "morning"}
    return Sum(
        check_ins=len(moments),
        days=len({each.at.date() for each in moments}),
        slots=len(slots),
        monday_mornings=len(mondays),
        spikes_there=len(spikes & mondays),
        spikes_elsewhere=len(spikes - mondays),
    )
