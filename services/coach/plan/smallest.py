"""How a task gets smaller (docs/specification/homework.md section 2): the operators in their order, down to the floor.

Pure. No suggestion asks for more time, more writing or a harder step than what it makes smaller.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from services.coach.plan.wording import TAPS, asks_to_write, count_in, duration_in, is_tiny, seconds_in
from shared.catalogue import Technique
from shared.events import Assignment

Operator = Literal["shorter", "fewer", "lighter", "gentler", "kinder-hour", "together", "floor"]
Size = Literal["full", "small", "tiny"]
NAMES: Final[Mapping[Operator, str]] = {
    "shorter": "Less time",
    "fewer": "Fewer parts",
    "lighter": "A lighter way to do it",
    "gentler": "A softer step",
    "kinder-hour": "An easier hour",
    "together": "With someone",
    "floor": "The smallest there is",
}
WORST_DAY: Final = "Would you do this at a 9?"
MORE: Final = "More?"
ENOUGH: Final = "That is enough."
FLOOR: Final = ("Tap one feeling and a number.", "Open the app.")
BREATHS: Final = "Three slow breaths, then stop."
# Ten minutes, two minutes, three breaths.
RUNGS: Final = ((600, "10 minutes"), (120, "2 minutes"))
TWO_MINUTES: Final = "Two minutes of it, then stop."
FIRST_PART: Final = "The first part of it, and no more."
TAP: Final = "Tap one feeling and a number, and leave the words."
NOTICE: Final = "Notice it once. There is nothing to tap."
ONE_OF: Final = "one of the "
GENTLER: Final = "A step that feels half as hard. Never a harder one."
AT_AN_EASIER_HOUR: Final = ", at a time of day with more in you"
WITH_SOMEONE: Final = ", with someone beside you or on the phone"
FIXED: Final = frozenset({*FLOOR, BREATHS, TWO_MINUTES, FIRST_PART, TAP, NOTICE, GENTLER})
LONGEST_TEXT: Final = 500
# These keep the text as it is, and add where or with whom, or of how many: as long and as much writing as before.
KEEPS_THE_WHOLE: Final[frozenset[Operator]] = frozenset({"fewer", "kinder-hour", "together"})
# Facing what is feared, by small steps; and trying out what one expects.
FACING: Final = frozenset({"facing"})
TRIALS: Final = frozenset({"small-test"})


@dataclass(frozen=True, slots=True)
class Smaller:
    """One way to make it smaller. `text` is the version as it would stand; `size` where it would fit."""

    operator: Operator
    text: str
    size: Literal["small", "tiny"]

    @property
    def name(self) -> str:
        return NAMES[self.operator]


def suggestions(task: Assignment, size: Size = "full", technique: Technique | None = None) -> list[Smaller]:
    """Ways to make this size of the task smaller, in the order of the operators, each text once; the floor is last."""
    whole = version_of(task, size)
    texts = dict[str, Operator]()
    for operator, text in ways(whole, task, technique):
        if text != whole:
            texts.setdefault(text, operator)
    return [Smaller(operator, text, fits(operator, text, size)) for text, operator in texts.items()]


def fits(operator: Operator, text: str, made_from: Size) -> Literal["small", "tiny"]:
    """Where a text would fit. What holds all of a larger version is no tiny one, however little its words say of it."""
    whole = operator in KEEPS_THE_WHOLE and made_from != "tiny" and text not in FIXED
    return "tiny" if is_tiny(text) and not whole else "small"


def version_of(task: Assignment, size: Size) -> str:
    """The words of a size; of the next larger one where there is no small one."""
    versions = task.versions
    return versions.tiny if size == "tiny" else (versions.small or versions.full) if size == "small" else versions.full


def ways(text: str, task: Assignment, technique: Technique | None) -> Iterator[tuple[Operator, str]]:
    if technique is not None:
        yield "shorter", technique.tiny.line
    for each in shorter(text):
        yield "shorter", each
    yield "fewer", fewer(text)
    for each in lighter(text):
        yield "lighter", each
    if faces_fear(task, technique):
        yield "gentler", GENTLER
    yield "kinder-hour", with_ending(text, AT_AN_EASIER_HOUR)
    yield "together", with_ending(text, WITH_SOMEONE)
    for each in FLOOR:
        yield "floor", each


def shorter(text: str) -> list[str]:
    """The rungs below what it takes now."""
    if text in FIXED:
        return []
    found = duration_in(text)
    if found is None:
        return [TWO_MINUTES, BREATHS]
    lower = [text[: found.start] + words + text[found.end :] for most, words in RUNGS if found.value > most]
    return [*(each for each in lower if seconds_in(each) < found.value), BREATHS]


def fewer(text: str) -> str:
    found = count_in(text)
    if text in FIXED or ONE_OF in text.lower() or found is None:
        return FIRST_PART if text not in FIXED else text
    one = "One of the " if found.start == 0 else "one of the "
    number = text[found.start : found.end]
    return within(text[: found.start] + one + number.lower() + text[found.end :], FIRST_PART)


def lighter(text: str) -> list[str]:
    """Write, then tap, then notice."""
    if asks_to_write(text):
        return [TAP, NOTICE]
    return [NOTICE] if TAPS.search(text) or text not in FIXED else []


def faces_fear(task: Assignment, technique: Technique | None) -> bool:
    """Whether it is an experiment, or a step towards what is feared."""
    if task.kind == "experiment":
        return True
    return technique is not None and (technique.family in FACING or technique.id in TRIALS)


def with_ending(text: str, ending: str) -> str:
    if ending in text:
        return text
    return within(text.rstrip(".") + ending + ".", "The same" + ending + ".")


def within(text: str, otherwise: str) -> str:
    return text if len(text) <= LONGEST_TEXT else otherwise


def halved(text: str) -> str:
    """The next smaller version of a text that would be too much on the worst day; at the floor it stays."""
    if text in FLOOR:
        return FLOOR[1]
    if text in FIXED:
        return FLOOR[0]
    found = duration_in(text)
    if found is not None:
        return shorter(text)[0]
    if count_in(text) is not None and ONE_OF not in text.lower():
        return fewer(text) if is_tiny(fewer(text)) else FLOOR[0]
    return FLOOR[0]


def smallest_for(text: str) -> str:
    """The first of the halved versions that may stand as a tiny one."""
    smaller = halved(text)
    return smaller if is_tiny(smaller) else smallest_for(smaller)
