"""How much of each list is shown, so that a report is never longer than two pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from services.reports.picture.parts import High, Picture, Practices, Task


@dataclass(frozen=True, slots=True)
class Room:
    """How many entries each list may have, and how many characters a text. What is left out is counted."""

    name: str
    lines: int
    questions: int
    high: int
    high_words: bool
    tried: int
    once: int
    tasks: int
    versions: int
    changes: int
    barriers: int
    tags: int
    notes: int
    line_length: int
    aside_length: int
    title_length: int
    tag_length: int
    note_length: int
    line_height: float


ROOMY = Room("roomy", 4, 8, 36, True, 12, 12, 8, 70, 5, 19, 24, 6, 600, 220, 120, 30, 900, 4.4)
CLOSE = Room("close", 3, 5, 18, True, 7, 8, 5, 44, 3, 10, 14, 3, 400, 160, 80, 24, 400, 4.2)
TIGHT = Room("tight", 2, 3, 12, False, 5, 4, 3, 0, 2, 6, 8, 2, 220, 110, 56, 18, 200, 3.9)
# Millimetres, with the widest usual font; TWO_PAGES leaves out what may stay empty at the foot of the first.
ONE_PAGE, TWO_PAGES = 262.0, 500.0
HEAD, FACTS, TIMELINE, WEEK, FOUND, FOUND_NOTHING = 18.0, 20.0, 67.0, 66.0, 41.0, 30.0
FOOT, SECTION, ROW = 30.0, 12.0, 6.4
FULL, HALF, LARGE = 100, 46, 36


def room(picture: Picture) -> Room:
    """The most generous one that fits."""
    return next((each for each in (ROOMY, CLOSE) if height(picture, each) <= TWO_PAGES), TIGHT)


def height(picture: Picture, room: Room) -> float:
    """About how high the report would be, in millimetres."""
    return overview(picture, room) + details(picture, room)


def parted(picture: Picture, room: Room) -> bool:
    """Whether the overview can have the first page and the details the second, each to itself."""
    if picture.feelings is None or not picture.feelings.moments:
        return False
    halves = overview(picture, room), details(picture, room)
    return sum(halves) > ONE_PAGE >= max(halves)


def overview(picture: Picture, room: Room) -> float:
    charts = TIMELINE + WEEK if picture.feelings and picture.feelings.moments else 0.0
    said = max(session_line(picture.lines or (), room), questions(picture.questions or (), room))
    found = FOUND if picture.patterns and picture.patterns.finding else FOUND_NOTHING if picture.patterns else 0.0
    return HEAD + FACTS + said + charts + found


def details(picture: Picture, room: Room) -> float:
    return FOOT + sum(
        (
            high(picture.high, room) if picture.high else 0.0,
            practices(picture.practices, room) if picture.practices else 0.0,
            homework(picture.homework or (), room),
            max(pills(len(picture.barriers or ()), room.barriers), pills(len(picture.triggers or ()), room.tags)),
            notes([each.words for each in picture.notes or ()], room),
        )
    )


def rows(text: str, most: int, across: int) -> int:
    """How many lines a shortened text takes."""
    return ceil(min(len(text), most) / across)


def session_line(said: Sequence[str], room: Room) -> float:
    if not said:
        return 0.0
    asides = sum(rows(each, room.aside_length, HALF) for each in said[1 : room.lines])
    return SECTION + rows(said[0], room.line_length, LARGE) * 5.2 + (asides + 1) * room.line_height


def questions(asked: Sequence[str], room: Room) -> float:
    lines = sum(rows(each, room.aside_length, HALF) for each in asked[-room.questions :])
    return SECTION + (lines + 1) * room.line_height + room.questions if asked else 0.0


def high(shown: High, room: Room) -> float:
    listed = ceil(min(len(shown.moments), room.high) / 3) * (2 if room.high_words else 1)
    return SECTION + (listed * 1.1 + 2) * room.line_height if shown.moments else 0.0


def practices(shown: Practices, room: Room) -> float:
    return SECTION + (min(len(shown.tried), room.tried) + 1) * ROW + 4 * room.line_height if shown.runs else 0.0


def homework(tasks: Sequence[Task], room: Room) -> float:
    return SECTION + sum(task(each, room) for each in tasks[: room.tasks]) if tasks else 0.0


def task(shown: Task, room: Room) -> float:
    words = sum(24 + min(len(each.words or ""), room.versions) for each in shown.done)
    done = ceil((words + 40) / FULL)
    changed = ceil(min(len(shown.adjustments), room.changes) * 52 / FULL)
    return (ceil((min(len(shown.title), room.title_length) + 24) / FULL) + done + changed) * room.line_height + 3


def pills(number: int, most: int) -> float:
    return SECTION + (ceil(min(number, most) / 2) + 1) * 5.4 if number else 0.0


def notes(shown: Sequence[str], room: Room) -> float:
    lines = sum(rows(each, room.note_length, FULL) + 1.4 for each in shown[-room.notes :])
    return SECTION + (lines + 1) * room.line_height if shown else 0.0
