"""Which version of a task fits now (docs/specification/homework.md section 2, energy match). Pure and deterministic."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from services.coach.plan.smallest import faces_fear
from services.coach.plan.story import BODY_FIRST_FROM
from services.coach.plan.wording import is_tiny
from shared.catalogue import Technique
from shared.events import Assignment, Energy

Fits = Literal["first-line", "tiny", "small", "full", "rest"]
Why = Literal["body-first", "body-first-counts", "low-energy", "medium-energy", "high-energy", "too-strong-now"]
# Trying something out, or a step towards what is feared, is for calm hours.
NOT_ABOVE: Final = 4
ENERGIES: Final[Mapping[Energy, int]] = {"low": 0, "medium": 1, "high": 2}
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


def match(task: Assignment, intensity: int, energy: Energy | None, technique: Technique | None = None) -> Match:
    """At 8 and above the body; above 4 no experiment and no step towards a fear; else by energy.

    Nothing said about energy counts as some. A tiny version whose words ask for writing is not proposed at 8 and above
    (H2), and an experiment is never put in the place of anything.
    """
    calm_only = faces_fear(task, technique)
    if intensity >= BODY_FIRST_FROM:
        return body_first(task, calm_only=calm_only)
    if calm_only and intensity > NOT_ABOVE:
        return Match("rest", "too-strong-now")
    return by_energy(task, energy or "medium")


def body_first(task: Assignment, *, calm_only: bool) -> Match:
    beside = task.versions.tiny if is_tiny(task.versions.tiny) and not calm_only else None
    counts = task.body_first_days_count
    return Match("first-line", "body-first-counts" if counts else "body-first", beside, counts)


def by_energy(task: Assignment, energy: Energy) -> Match:
    """The largest size that asks for no more energy than there is; with little energy the tiny one."""
    versions, there_is = task.versions, ENERGIES[energy]
    why: Why = "high-energy" if energy == "high" else "medium-energy"
    if energy == "low":
        return Match("tiny", "low-energy", versions.tiny)
    if ENERGIES[versions.full_energy] <= there_is:
        return Match("full", why, versions.full)
    if versions.small is not None and ENERGIES[versions.small_energy] <= there_is:
        return Match("small", why, versions.small)
    return Match("tiny", why, versions.tiny)
