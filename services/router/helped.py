"""What helped this person before: hierarchical shrinkage over their own runs, nobody else's (routing.md section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import fsum
from typing import NamedTuple

from services.router.constants import (
    CHANGE_SHARE,
    CHANGE_UNIT,
    EXPECTED_FALL,
    FATIGUE_HALF_LIFE,
    FATIGUE_HELPED,
    HELP_HALF_LIFE,
    HELP_SCALE,
    HELP_SHIFT,
    HELPED_FROM,
    HIGH,
    OTHER_SIDE,
    PSEUDO_RUNS,
    SAME_TRIGGER,
    TAP_SHARE,
    TAPS,
)
from shared.catalogue import did_harm
from shared.events import Helped

HELP_SECONDS = HELP_HALF_LIFE.total_seconds()
FATIGUE_SECONDS = FATIGUE_HALF_LIFE.total_seconds()


@dataclass(frozen=True, slots=True)
class Run:
    """One earlier practice of one client; `at` is when it began, `emotion` the first feeling of its check-in.

    Intensities are 1..10 and, like the tap `helped`, missing where nobody answered. `stopped` = before its end.
    """

    technique_id: str
    at: datetime
    emotion: str | None = None
    before: int | None = None
    after: int | None = None
    helped: Helped | None = None
    triggers: frozenset[str] = frozenset()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """The moment that is asked about."""

    now: datetime
    emotion: str
    core: str
    high: bool
    triggers: frozenset[str]

    @classmethod
    def at(cls, now: datetime, emotion: str, intensity: int, triggers: frozenset[str]) -> "Here":
        return cls(now, emotion, emotion.partition(".")[0], intensity >= HIGH, triggers)


class Seen(NamedTuple):
    """A run with what came of it: `outcome` y in -1..1, None where nothing was observed; `worse` = it did harm."""

    run: Run
    outcome: float | None
    worse: bool

    @property
    def helped(self) -> bool:
        return self.outcome is not None and self.outcome > HELPED_FROM


class Belief(NamedTuple):
    """What to expect of a technique here. `mean` is mE in -1..1, `help` the score's term in 0..1."""

    mean: float
    help: float
    observed: int = 0
    helpful: int = 0


def seen(run: Run, pleasant: bool) -> Seen:
    """Judge a run. `pleasant` is about the run's own feeling: there a falling intensity is not the goal."""
    tap = TAPS[run.helped] if run.helped else None
    worse = did_harm(run.helped, run.before, run.after, pleasant)
    if pleasant or run.before is None or run.after is None:
        return Seen(run, tap, worse)
    outcome = CHANGES[run.before][run.after]
    if tap is not None:
        outcome = CHANGE_SHARE * outcome + TAP_SHARE * tap
    return Seen(run, outcome, worse)


def change(before: int, after: int) -> float:
    """c in -1..1: how far it fell beyond what it falls by itself."""
    return clip((before - after - EXPECTED_FALL[before]) / CHANGE_UNIT, -1.0, 1.0)


def clip(value: float, low: float, high: float) -> float:
    return low if value < low else high if value > high else value


# By before and after, both 1..10, because it is asked for every run of every offer.
CHANGES = tuple(tuple(change(before, after) for after in range(11)) for before in range(11))


def weight(run: Run, here: Here) -> float:
    """How much a run says about here: newer, on the same side of 8 and with a trigger in common says more."""
    recent: float = 0.5 ** ((here.now - run.at).total_seconds() / HELP_SECONDS)
    if run.before is None or (run.before >= HIGH) != here.high:
        recent *= OTHER_SIDE
    return recent if run.triggers.isdisjoint(here.triggers) else recent * SAME_TRIGGER


def believe(prior: float, runs: Sequence[Seen], here: Here) -> Belief:
    """Shrink from what is known of the method, over all feelings and this core, to exactly this feeling.

    Sums do not depend on the order of `runs`.
    """
    levels: tuple[list[tuple[float, float]], ...] = ([], [], [])
    helpful = 0
    for each in runs:
        if each.outcome is not None:
            heavy = weight(each.run, here)
            levels[depth(each.run, here)].append((heavy, heavy * each.outcome))
            helpful += each.outcome > HELPED_FROM
    mean = prior
    for pseudo, level in zip(PSEUDO_RUNS, levels, strict=True):
        if level:
            weights, weighted = zip(*level, strict=True)
            mean = (pseudo * mean + fsum(weighted)) / (pseudo + fsum(weights))
    return Belief(mean, scaled(mean), sum(map(len, levels)), helpful)


def depth(run: Run, here: Here) -> int:
    """The deepest level a run belongs to: 2 exactly this feeling, 1 the same core, 0 another."""
    if run.emotion == here.emotion:
        return 2
    return 1 if run.emotion is not None and run.emotion.partition(".")[0] == here.core else 0


def scaled(mean: float) -> float:
    """The mean as the score's term in 0..1."""
    return clip((mean + HELP_SHIFT) / HELP_SCALE, 0.0, 1.0)


def fatigue(runs: Sequence[Seen], now: datetime) -> float:
    """How tired of it one may be, 0..1: every earlier run counts, rated or not."""
    if not runs:
        return 0.0
    shares = [
        0.5 ** ((now - each.run.at).total_seconds() / FATIGUE_SECONDS) * (FATIGUE_HELPED if each.helped else 1.0)
        for each in runs
    ]
    return min(1.0, fsum(shares))
