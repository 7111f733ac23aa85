"""Whether hard moments gather at one time of the week (docs/specification/homework.md section 6). Exact, and slow to
claim: slots without a check-in are unknown, never calm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from math import comb
from typing import Literal, NamedTuple

Part = Literal["morning", "afternoon", "evening", "night"]
Tier = Literal["pattern", "your guess", "hint"]

PARTS: tuple[Part, ...] = ("morning", "afternoon", "evening", "night")
MORNING, NOON, EVENING, NIGHT = 5, 11, 17, 22
SPIKE_FROM = 8
SPIKE_CHOICES = range(6, 10)
LEAST_SLOTS, LEAST_SPIKES = 12, 3
LEAST_IN_CELL, LEAST_WEEKS, LEAST_ELSEWHERE = 3, 3, 6
TIMES_THE_REST = 2
PATTERN_P, GUESS_P, HINT_P = Fraction(5, 100), Fraction(5, 100), Fraction(1, 100)
PROMPTED_HERE, PROMPTED_ELSEWHERE = Fraction(80, 100), Fraction(30, 100)


@dataclass(frozen=True, slots=True)
class Logged:
    """One check-in as far as times are concerned. `day` and `part` as `slot_of` gives them; `intensity` is 1..10;
    `prompted` = a reminder brought it about."""

    day: date
    part: Part
    intensity: int
    unpleasant: bool
    prompted: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of one day with at least one check-in. `prompted` = every check-in in it came after a reminder."""

    day: date
    part: Part
    spike: bool
    prompted: bool = False


class Cell(NamedTuple):
    """A time of the week: a weekday (0 = Monday), a part of the day, or both together."""

    weekday: int | None
    part: Part | None

    def holds(self, other: "Cell") -> bool:
        """Whether `other` is a narrower time within this one."""
        wider = self.weekday in (None, other.weekday) and self.part in (None, other.part)
        return wider and self != other


@dataclass(frozen=True, slots=True)
class Finding:
    """One named time: `spikes` of `slots` logged there, `spikes_elsewhere` of `slots_elsewhere` at other times.

    `p` is after Holm for a pattern, of the one test otherwise. It is never printed for a client.
    """

    tier: Tier
    cell: Cell
    spikes: int
    slots: int
    spikes_elsewhere: int
    slots_elsewhere: int
    p: Fraction


@dataclass(frozen=True, slots=True)
class Guess:
    """A time that was named on a day, before the following weeks were looked at."""

    cell: Cell
    named_on: date


@dataclass(slots=True)
class Tally:
    """What was logged in one cell. Weeks are ISO weeks."""

    slots: int = 0
    spikes: int = 0
    prompted: int = 0
    weeks: set[tuple[int, int]] = field(default_factory=set)
    spike_weeks: set[tuple[int, int]] = field(default_factory=set)

    def take(self, slot: Slot) -> None:
        year, week, _ = slot.day.isocalendar()
        self.slots += 1
        self.prompted += slot.prompted
        self.weeks.add((year, week))
        if slot.spike:
            self.spikes += 1
            self.spike_weeks.add((year, week))


ALL = Cell(None, None)
Tallies = Mapping[Cell, Tally]


def slot_of(local: datetime) -> tuple[date, Part]:
    """The day and part a local time belongs to. A night (22 to 5) is one slot of the day on which it began."""
    if local.hour < MORNING:
        return local.date() - timedelta(days=1), "night"
    if local.hour < NOON:
        return local.date(), "morning"
    if local.hour < EVENING:
        return local.date(), "afternoon"
    return local.date(), "evening" if local.hour < NIGHT else "night"


def slots_of(logged: Iterable[Logged], threshold: int = SPIKE_FROM) -> tuple[Slot, ...]:
    """The slots with data, in order. A slot is a spike if any unpleasant check-in in it reaches `threshold`.

    Raises ValueError: a threshold other than 6 to 9.
    """
    if threshold not in SPIKE_CHOICES:
        raise ValueError("a spike begins at 6, 7, 8 or 9")
    together: dict[tuple[date, Part], list[Logged]] = {}
    for each in logged:
        together.setdefault((each.day, each.part), []).append(each)
    return tuple(
        Slot(
            day,
            part,
            spike=any(each.unpleasant and each.intensity >= threshold for each in here),
            prompted=all(each.prompted for each in here),
        )
        for (day, part), here in sorted(together.items(), key=lambda item: (item[0][0], PARTS.index(item[0][1])))
    )


@lru_cache(maxsize=4096)
def tail(slots: int, spikes: int, here: int, seen: int) -> Fraction:
    """P(X >= seen) of the hypergeometric distribution, exactly: `here` of `slots` drawn, `spikes` of them spikes."""
    ways = sum(comb(spikes, k) * comb(slots - spikes, here - k) for k in range(seen, min(here, spikes) + 1))
    return Fraction(ways, comb(slots, here))


def holm(chances: Mapping[Cell, Fraction]) -> dict[Cell, Fraction]:
    """The p-values after Holm's step-down correction (Holm 1979, Scand J Stat 6:65-70)."""
    adjusted: dict[Cell, Fraction] = {}
    highest = Fraction(0)
    ordered = sorted(chances.items(), key=lambda item: (item[1], order(item[0])))
    for place, (cell, p) in enumerate(ordered):
        highest = max(highest, min(Fraction(1), p * (len(ordered) - place)))
        adjusted[cell] = highest
    return adjusted


def find(slots: Sequence[Slot], guess: Guess | None = None) -> Finding | None:
    """The one finding that may be named, or none. The strongest tier stands: pattern, your guess, hint."""
    return pattern(slots) or (guessed(slots, guess) if guess else None) or hint(slots)


def pattern(slots: Sequence[Slot]) -> Finding | None:
    """A cell whose p after Holm over all eligible cells is at most .05, with the minimums."""
    tallies = tally(slots)
    if not enough(tallies[ALL]):
        return None
    adjusted = holm(chances(tallies))
    return largest({cell: p for cell, p in adjusted.items() if p <= PATTERN_P}, tallies, "pattern")


def guessed(slots: Sequence[Slot], guess: Guess) -> Finding | None:
    """One test of the cell that was named, on what was logged after that day."""
    tallies = tally([slot for slot in slots if slot.day > guess.named_on])
    p = chances(tallies).get(guess.cell, Fraction(1))
    if not enough(tallies[ALL]) or p > GUESS_P:
        return None
    return largest({guess.cell: p}, tallies, "your guess")


def hint(slots: Sequence[Slot]) -> Finding | None:
    """A cell whose own p is at most .01: chance is likely enough, so it is for the client alone."""
    tallies = tally(slots)
    if not enough(tallies[ALL]):
        return None
    return largest({cell: p for cell, p in chances(tallies).items() if p <= HINT_P}, tallies, "hint")


def tally(slots: Iterable[Slot]) -> dict[Cell, Tally]:
    """What lies in each weekday x part, each weekday, each part, and in all of them."""
    tallies: dict[Cell, Tally] = {ALL: Tally()}
    for slot in slots:
        weekday = slot.day.weekday()
        for cell in (Cell(weekday, slot.part), Cell(weekday, None), Cell(None, slot.part), ALL):
            tallies.setdefault(cell, Tally()).take(slot)
    return tallies


def enough(whole: Tally) -> bool:
    return whole.slots >= LEAST_SLOTS and whole.spikes >= LEAST_SPIKES


def chances(tallies: Tallies) -> dict[Cell, Fraction]:
    """The exact one-sided p of every eligible cell."""
    whole = tallies[ALL]
    return {
        cell: tail(whole.slots, whole.spikes, here.slots, here.spikes)
        for cell, here in tallies.items()
        if cell != ALL and eligible(here, whole)
    }


def eligible(here: Tally, whole: Tally) -> bool:
    known = here.slots >= LEAST_IN_CELL and len(here.weeks) >= LEAST_WEEKS
    return known and whole.slots - here.slots >= LEAST_ELSEWHERE


def largest(passing: Mapping[Cell, Fraction], tallies: Tallies, tier: Tier) -> Finding | None:
    """The least likely one that may be named; a weekday or a part gives way to a narrower time within it."""
    named = {cell: p for cell, p in passing.items() if weighty(cell, tallies) and not prompted(cell, tallies)}
    apart = [cell for cell in named if not any(cell.holds(other) for other in named)]
    if not apart:
        return None
    best = min(apart, key=lambda cell: (named[cell], -tallies[cell].spikes, order(cell)))
    here, whole = tallies[best], tallies[ALL]
    return Finding(
        tier, best, here.spikes, here.slots, whole.spikes - here.spikes, whole.slots - here.slots, named[best]
    )


def weighty(cell: Cell, tallies: Tallies) -> bool:
    """At least 3 spikes in at least 3 weeks, and at least twice the rate elsewhere."""
    here, whole = tallies[cell], tallies[ALL]
    often = here.spikes >= LEAST_SPIKES and len(here.spike_weeks) >= LEAST_WEEKS
    elsewhere = TIMES_THE_REST * (whole.spikes - here.spikes) * here.slots
    return often and here.spikes * (whole.slots - here.slots) >= elsewhere


def prompted(cell: Cell, tallies: Tallies) -> bool:
    """Whether reminders decided when there was data: then nothing is said about that part of the day."""
    if cell.part is None:
        return False
    here, whole = tallies[Cell(None, cell.part)], tallies[ALL]
    rest = whole.slots - here.slots
    mostly = here.prompted > PROMPTED_HERE * here.slots
    return mostly and whole.prompted - here.prompted < PROMPTED_ELSEWHERE * rest


def order(cell: Cell) -> tuple[int, int]:
    """Through the week: Monday to Sunday, morning to night; then what spans more."""
    weekday = 7 if cell.weekday is None else cell.weekday
    return weekday, len(PARTS) if cell.part is None else PARTS.index(cell.part)
