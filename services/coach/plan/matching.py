"""Which version of a task fits now (docs/specification/homework.md section 2, energy match). Pure and deterministic."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from services.coach.plan.smallest import BREATHS, FLOOR, NOTICE, TAP, faces_fear
from services.coach.plan.story import BODY_FIRST_FROM
from services.coach.plan.wording import is_tiny
from shared.catalogue import Technique
from shared.events import Assignment, Energy

Fits = Literal["first-line", "tiny", "small", "full", "rest"]
Why = Literal["body-first", "body-first-counts", "low-energy", "medium-energy", "high-energy", "too-strong-now"]
# Trying something out, or a step towards what is feared, is for calm hours.
NOT_ABOVE: Final = 4
# How much writing a practice needs, where it needs any.
WRITTEN: Final = frozenset({"short", "long"})
# What is suggested as a tiny version and is no writing, whatever the task is.
UNWRITTEN: Final = frozenset({*FLOOR, BREATHS, TAP, NOTICE})
WHY: Final[Mapping[Why, str]] = {
    "body-first": "The body comes first now. This one can wait.",
    "body-first-counts": "The body comes first now. One step for the body counts for today.",
    "low-energy": "Not much energy now, so the tiny one is enough.",
    "medium-energy": "There is some energy now, so this size fits.",
    "high-energy": "There is energy for it now.",
    "too-strong-now": "This one is for a quieter hour. It can rest for now.",
}


@dataclass(frozen=True, slots=True)
class Match:
    """`text` is the version in the person's words; with `first-line` the tiny one, if it may stand beside the step.

    `counts`: a first step for the body counts for this task today.
    """

    fits: Fits
    why: Why
    text: str | None = None
    counts: bool = False

    @property
    def words(self) -> str:
        return WHY[self.why]


def match(
    task: Assignment,
    intensity: int,
    energy: Energy | None,
    technique: Technique | None = None,
    body_first_from: int = BODY_FIRST_FROM,
) -> Match:
    """At `body_first_from` and above the body; above 4 no experiment and no step towards a fear; else by energy.

    Nothing said about energy counts as some. Where the body comes first, what may ask for writing is not proposed (H2),
    and an experiment is never put in the place of anything.
    """
    calm_only = faces_fear(task, technique)
    if intensity >= body_first_from:
        return body_first(task, quiet=calm_only or may_be_writing(task, technique))
    if calm_only and intensity > NOT_ABOVE:
        return Match("rest", "too-strong-now")
    return by_energy(task, energy or "medium")


def may_be_writing(task: Assignment, technique: Technique | None) -> bool:
    """Whether even the tiny version may be writing, although its words do not tell.

    So it is with a thought record and with a practice that is written, unless the words are ours, or the person said
    how its tiny version is done: none of those ways is writing. For other tasks there are only the words.
    """
    versions = task.versions
    if versions.tiny in UNWRITTEN or (technique is not None and versions.tiny == technique.tiny.line):
        return False
    written = technique is not None and technique.needs.writing in WRITTEN
    unsaid = (written or task.kind == "thought-record") and versions.tiny_medium is None
    return unsaid or not is_tiny(versions.tiny)


def body_first(task: Assignment, *, quiet: bool) -> Match:
    """`quiet`: nothing of the task stands beside the first step."""
    counts = task.body_first_days_count
    beside = None if quiet else task.versions.tiny
    return Match("first-line", "body-first-counts" if counts else "body-first", beside, counts)


def by_energy(task: Assignment, energy: Energy) -> Match:
    """Little energy, the tiny one; some, the small one; much, the full one. None that asks for more than there is.

    Where there is no small one, a full one that asks for no more than some may stand in for it.
    """
    versions = task.versions
    if energy == "low":
        return Match("tiny", "low-energy", versions.tiny)
    if energy == "high":
        return Match("full", "high-energy", versions.full)
    size: Fits = "small"
    text, asks = versions.small, versions.small_energy
    if text is None:
        size, text, asks = "full", versions.full, versions.full_energy
    if asks == "high":
        size, text = "tiny", versions.tiny
    return Match(size, "medium-energy", text)
