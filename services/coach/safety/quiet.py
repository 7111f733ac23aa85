"""“Not today”: quiet for the rest of a person's day. Pure."""

from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Where a day ends first. Without a known clock, no quiet may reach into somebody's next morning.
FIRST_TO_END: Final = timezone(timedelta(hours=14))


def end_of(day: date, zone: str | None) -> datetime:
    """When the day is over on the person's own clock."""
    return datetime.combine(day + timedelta(days=1), time.min, clock_of(zone))


def clock_of(zone: str | None) -> tzinfo:
    try:
        return ZoneInfo(zone) if zone else FIRST_TO_END
    except (ZoneInfoNotFoundError, ValueError):
        return FIRST_TO_END
