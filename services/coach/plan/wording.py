"""What the words of a version ask for: how long, how many, whether to write. English only.

A version is free text, so these readings serve suggestions and catch plain slips. They are no proof.
"""

import re
from dataclasses import dataclass
from typing import Final

TINY_SECONDS: Final = 60
LONGEST_TINY: Final = 200
TINY_ALLOWED: Final = "Give what takes a minute at most and asks for no writing: a tap, a look, three slow breaths."

NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
# These stand for a span of time only, because “a few boxes” is no number to make smaller.
ABOUT: Final = {"a few": 3, "a couple of": 2, "some": 2, "several": 3, "a hundred": 100, "one hundred": 100}
SECONDS: Final = {"s": 1, "m": 60, "h": 3600}
NUMBER: Final = r"\d{1,9}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))
UNIT: Final = r"(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?)"
DURATION: Final = re.compile(rf"\b(half an? )?({'|'.join(ABOUT)}|{NUMBER})?[ -]?({UNIT})\b", re.IGNORECASE)
COUNT: Final = re.compile(rf"(?<![\w:.-])({NUMBER})\b(?![:.]\d)(?![ -]?{UNIT}\b)", re.IGNORECASE)
WRITES: Final = re.compile(
    r"\b(writ(?:e|es|ing|ten)|wrote|jot(?:s|ting)?|scribble|journal(?:s|ing)?|typing|type (?:out|up|in|it)"
    r"|fill(?:ing)? (?:in|out)|note (?:it|this|them) down|note down|put .{0,30}on paper|worksheet|diary)\b",
    re.IGNORECASE,
)
TAPS: Final = re.compile(r"\b(tap|taps|pick|choose|rate|slide|press|number)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a text: what it says, and where it stands."""

    value: int
    start: int
    end: int


def duration_in(text: str) -> Found | None:
    """The longest span of time that a text names, in seconds."""
    found = [span for match in DURATION.finditer(text) if (span := _span(match)) is not None]
    return max(found, key=lambda each: each.value, default=None)


def _span(match: re.Match[str]) -> Found | None:
    half, number, unit = match[1], match[2], match[3]
    if number is None and half is None:
        return None
    seconds = (_value(number) if number else 1) * SECONDS[unit[0].lower()]
    return Found(seconds // 2 if half else seconds, match.start(), match.end())


def count_in(text: str) -> Found | None:
    """The first number above one that is no time."""
    for match in COUNT.finditer(text):
        if (value := _value(match[1])) > 1:
            return Found(value, match.start(), match.end())
    return None


def _value(number: str) -> int:
    return int(number) if number.isdigit() else (NUMBERS | ABOUT)[number.lower()]


def seconds_in(text: str) -> int:
    """How long it says it takes; 0 where it does not say."""
    found = duration_in(text)
    return 0 if found is None else found.value


def asks_to_write(text: str) -> bool:
    return WRITES.search(text) is not None


def is_tiny(text: str) -> bool:
    """Whether it may stand as a tiny version, as far as its words tell (homework.md H1)."""
    return len(text) <= LONGEST_TINY and seconds_in(text) <= TINY_SECONDS and not asks_to_write(text)
