"""What is posted to the notifier."""

import re
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from services.notifier.words import ENCODED, LONGEST_TEXT, is_seen
from shared.http import Allowed, Moment, Posted

WALL_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
LONGEST_ADDRESS = 254
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
ONE_LINE = re.compile(r"[^\x00-\x1f\x7f\u0085\u2028\u2029]+")


def _is_wall_time(value: str) -> str:
    if not WALL_TIME.fullmatch(value):
        raise Allowed("Give a time of day, such as 21:45.")
    return value


def _is_zone(value: str) -> str:
    if value not in _zones():
        raise Allowed("Give a time zone by its name, such as Europe/Madrid.")
    return value


def _is_address(value: str) -> str:
    if len(value) > LONGEST_ADDRESS or ENCODED in value or not ADDRESS.fullmatch(value):
        raise Allowed("Give one e-mail address, such as name@example.org.")
    return value


def _is_one_line(value: str) -> str:
    if not ONE_LINE.fullmatch(value) or not is_seen(value):
        raise Allowed(f"Give one line of at most {LONGEST_TEXT} characters.")
    return value


def _is_near(value: date) -> date:
    if not FIRST_DAY <= value <= LAST_DAY:
        raise Allowed("Give a date from 2000 to 2199, such as 2026-01-31.")
    return value


def _in_order(value: list[int]) -> list[int]:
    return sorted(set(value))


@cache
def _zones() -> frozenset[str]:
    """Names a place or an offset; what the machine itself is set to is no zone of anybody's."""
    return frozenset(available_timezones()) - {"localtime", "Factory"}


WallTime = Annotated[str, AfterValidator(_is_wall_time)]
Zone = Annotated[str, AfterValidator(_is_zone)]
Day = Annotated[date, AfterValidator(_is_near)]
Weekdays = Annotated[
    list[Annotated[int, Field(strict=True, ge=1, le=7)]], Field(max_length=7), AfterValidator(_in_order)
]
Text = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT),
    AfterValidator(_is_one_line),
]
Words = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)]


class Part(BaseModel):
    """A piece of a reminder."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class PostedAnchor(Part):
    """After `after`, which usually happens at `usual_time`."""

    after: Words
    usual_time: WallTime = Field(description="Local wall time, HH:MM.")


class PostedChannel(Part):
    """How it reaches the person."""

    type: Literal["email"]
    address: Annotated[str, AfterValidator(_is_address)]


class Said(Posted):
    """A posted body whose repetition is recognised by what it says."""

    def content(self) -> bytes:
        return self.model_dump_json(exclude={"id"}, exclude_unset=True).encode()


class PostedReminder(Said):
    """Without `at` it comes five minutes after the anchor's usual time. Without `days` it comes every day."""

    at: WallTime | None = Field(default=None, description="Local wall time, HH:MM.")
    zone: Zone = Field(description="An IANA time zone, such as Europe/Madrid.")
    days: Weekdays | None = Field(default=None, description="ISO weekdays: 1 is Monday.")
    anchor: PostedAnchor | None = None
    assignment_id: UUID | None = Field(default=None, description="Done on a day, it stays silent for that day.")
    channel: PostedChannel
    text: Text | None = Field(default=None, description="Says nothing about the person to others.")
    starts: Day | None = Field(default=None, alias="from", description="The first day.")
    ends: Day | None = Field(default=None, alias="until", description="The last day.")
    at_night: StrictBool = Field(default=False, description="Allows this very time within the quiet hours.")


class PostedChange(Said):
    """What is left out stays. Another time needs `at_night` once more if it lies at night."""

    at: WallTime | None = Field(default=None, description="Local wall time, HH:MM; null follows the anchor.")
    zone: Zone | None = None
    days: Weekdays | None = None
    anchor: PostedAnchor | None = None
    assignment_id: UUID | None = None
    channel: PostedChannel | None = None
    text: Text | None = None
    starts: Day | None = Field(default=None, alias="from")
    ends: Day | None = Field(default=None, alias="until")
    at_night: StrictBool | None = None

    def given(self) -> dict[str, Any]:
        """What was said, by the rule's own names."""
        return {name: getattr(self, name) for name in self.model_fields_set - {"id", "occurred_at"}}


class PostedPause(Said):
    """Without `until` they rest until they are wanted again."""

    until: Moment | None = None


class PostedNothing(Said):
    """Nothing has to be said."""


class PostedSnooze(Said):
    """15 minutes from now, later today, or not today."""

    minutes: Literal[15, "later", "not_today"]
