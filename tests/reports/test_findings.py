"""Section 6 of homework.md: the golden cases, the tiers, the minimums, and what is held back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from services.reports.findings import (
    PARTS,
    PATTERN_P,
    Cell,
    Guess,
    Logged,
    Slot,
    chances,
    find,
    guessed,
    hint,
    holm,
    pattern,
    slot_of,
    slots_of,
    tail,
    tally,
)

MONDAY = date(2026, 9, 28)
MONDAY_MORNING = Cell(0, "morning")
CELLS = [Cell(weekday, part) for weekday in range(7) for part in PARTS]
ELSEWHERE = CELLS[1:]


def logged(counts: Mapping[Cell, int], weeks: int, spikes: Mapping[Cell, int]) -> list[Slot]:
    """So many slots in each cell, each in another week; the first ones of a cell are its spikes."""
    made = []
    for place, cell in enumerate(CELLS):
        for n in range(counts.get(cell, 0)):
            assert cell.weekday is not None
            assert cell.part is not None
            day = MONDAY + timedelta(weeks=(place + n) % weeks, days=cell.weekday)
            made.append(Slot(day, cell.part, spike=n < spikes.get(cell, 0)))
    return made


def spread(total: int, most: Sequence[int]) -> dict[Cell, int]:
    """`most` slots in the first other cells, one in each of the rest."""
    counts = dict.fromkeys(ELSEWHERE, 1) | dict(zip(ELSEWHERE, most, strict=False))
    assert sum(counts.values()) == total
    return counts


def maya_after(weeks: int) -> list[Slot]:
    others = {
        4: spread(50, [4] * 7 + [2] * 2),
        3: spread(34, [2] * 7),
        2: spread(27, []),
    }[weeks]
    return logged(others | {MONDAY_MORNING: weeks}, weeks, {MONDAY_MORNING: weeks})


def test_four_of_four_against_none_of_fifty_is_a_pattern() -> None:
    found = find(maya_after(4))

    assert found is not None
    assert (found.tier, found.cell) == ("pattern", MONDAY_MORNING)
    assert (found.spikes, found.slots, found.spikes_elsewhere, found.slots_elsewhere) == (4, 4, 0, 50)
    assert round(float(found.p), 5) == 0.00006


def test_three_of_three_against_none_of_thirty_four_is_a_pattern() -> None:
    found = find(maya_after(3))

    assert found is not None
    assert (found.tier, found.spikes, found.slots, found.slots_elsewhere) == ("pattern", 3, 3, 34)
    assert round(float(found.p), 4) == 0.0015


def test_two_weeks_say_nothing() -> None:
    assert find(maya_after(2)) is None


def test_the_tail_of_the_hypergeometric_is_exact() -> None:
    assert tail(54, 4, 4, 4) == Fraction(1, 316251)
    assert tail(10, 4, 3, 2) == Fraction(36 + 4, 120)
    assert tail(10, 4, 3, 0) == 1


def test_holm_steps_down_and_never_falls() -> None:
    first, second, third = CELLS[:3]

    adjusted = holm({first: Fraction(1, 100), second: Fraction(4, 100), third: Fraction(3, 100)})

    assert adjusted == {first: Fraction(3, 100), third: Fraction(6, 100), second: Fraction(6, 100)}


def test_holm_stops_at_one() -> None:
    assert set(holm({cell: Fraction(1, 2) for cell in CELLS[:4]}).values()) == {Fraction(1)}


def test_the_narrower_time_is_named_when_the_whole_day_passes_too() -> None:
    counts = dict.fromkeys(ELSEWHERE, 2) | {Cell(0, part): 1 for part in PARTS} | {MONDAY_MORNING: 8}
    slots = logged(counts, 8, {MONDAY_MORNING: 8})
    adjusted = holm(chances(tally(slots)))

    found = pattern(slots)

    assert adjusted[Cell(0, None)] <= PATTERN_P
    assert found is not None
    assert found.cell == MONDAY_MORNING


def test_the_narrower_time_is_named_even_when_the_whole_day_is_less_likely() -> None:
    counts = dict.fromkeys(ELSEWHERE, 2) | {Cell(0, "afternoon"): 8, MONDAY_MORNING: 8}
    slots = logged(counts, 8, {MONDAY_MORNING: 8, Cell(0, "afternoon"): 7})
    adjusted = holm(chances(tally(slots)))

    found = pattern(slots)

    assert adjusted[Cell(0, None)] < adjusted[MONDAY_MORNING] <= PATTERN_P
    assert found is not None
    assert found.cell == MONDAY_MORNING


def test_a_time_known_from_two_weeks_alone_is_not_even_tested() -> None:
    """Four slots of Mondays lie in two weeks; those of Tuesdays in three."""
    slots = [Slot(MONDAY + timedelta(weeks=week), part, spike=False) for week in range(2) for part in PARTS[:2]]
    slots += [Slot(MONDAY + timedelta(weeks=week, days=1), "morning", spike=False) for week in range(3)]
    slots += [Slot(MONDAY + timedelta(weeks=week, days=3), "night", spike=True) for week in range(8)]

    tested = chances(tally(slots))

    assert Cell(0, None) not in tested
    assert Cell(1, None) in tested


def test_a_time_that_is_less_than_twice_as_hard_is_not_named() -> None:
    """Nearly all mornings against half of the rest: far from chance, and still not twice the rate."""
    days = [MONDAY + timedelta(days=n) for n in range(56)]
    mornings = [Slot(day, "morning", spike=n % 9 != 0) for n, day in enumerate(days)]
    others = [
        Slot(day, part, spike=(n + m) % 2 == 0) for n, day in enumerate(days) for m, part in enumerate(PARTS[1:3])
    ]
    slots = mornings + others

    assert holm(chances(tally(slots)))[Cell(None, "morning")] < PATTERN_P
    assert find(slots) is None


def test_a_whole_weekday_is_named_when_no_part_of_it_passes_by_itself() -> None:
    spiking = {Cell(2, part): 2 for part in PARTS}
    counts = dict.fromkeys(CELLS, 2)
    found = pattern(logged(counts, 4, spiking))

    assert found is not None
    assert found.cell == Cell(2, None)


def weak() -> list[Slot]:
    """Five of six on Monday mornings, seven of sixty elsewhere: too little after Holm, enough for one test."""
    counts = dict.fromkeys(ELSEWHERE, 3) | {MONDAY_MORNING: 5}
    elsewhere = dict.fromkeys(ELSEWHERE[4:24], 1)
    return logged(counts, 6, {MONDAY_MORNING: 5} | elsewhere)


def test_what_one_test_would_show_is_a_hint_only() -> None:
    slots = weak()

    assert pattern(slots) is None
    found = find(slots)
    assert found is not None
    assert (found.tier, found.cell) == ("hint", MONDAY_MORNING)
    assert found.p <= Fraction(1, 100)


def test_a_guess_is_tested_once_and_stands_above_a_hint() -> None:
    found = find(weak(), Guess(MONDAY_MORNING, MONDAY - timedelta(days=1)))

    assert found is not None
    assert found.tier == "your guess"


def test_a_guess_counts_nothing_that_was_logged_before_it() -> None:
    slots = weak()
    named = max(slot.day for slot in slots if slot.spike)

    assert guessed(slots, Guess(MONDAY_MORNING, named)) is None


def test_a_guess_needs_three_weeks_of_its_own() -> None:
    slots = maya_after(4)

    assert guessed(slots, Guess(MONDAY_MORNING, MONDAY - timedelta(days=1))) is not None
    assert guessed(slots, Guess(MONDAY_MORNING, MONDAY + timedelta(days=7))) is None


def test_a_guess_about_a_time_with_too_little_data_finds_nothing() -> None:
    assert guessed(maya_after(4), Guess(Cell(6, "night"), MONDAY - timedelta(days=1))) is None


def test_three_spikes_in_two_weeks_are_not_enough() -> None:
    """Enough slots in enough weeks, but the spikes of whole Mondays lie in two of them."""
    slots = [replace(slot, spike=slot.day in (MONDAY, MONDAY + timedelta(weeks=1))) for slot in maya_after(4)]

    assert sum(slot.spike for slot in slots) >= 3
    assert find(slots) is None


def test_twelve_slots_and_three_spikes_are_the_least() -> None:
    few = logged({MONDAY_MORNING: 4, Cell(2, "evening"): 4, Cell(4, "night"): 3}, 4, {MONDAY_MORNING: 4})

    assert len(few) == 11
    assert find(few) is None
    assert find([*few, Slot(MONDAY + timedelta(days=4, weeks=3), "afternoon", spike=False)]) is not None


def test_a_time_with_too_little_beside_it_is_not_tested() -> None:
    """Six slots elsewhere are the least."""
    counts = {Cell(day, "morning"): 3 for day in range(4)}
    spikes = {Cell(day, "morning"): 3 for day in range(4)}
    beside = {Cell(5, "evening"): 3, Cell(6, "evening"): 2}

    assert find(logged(counts | beside, 3, spikes)) is None
    assert find(logged(counts | beside | {Cell(6, "evening"): 3}, 3, spikes)) is not None


def prompt(slots: Sequence[Slot], here: float, elsewhere: float) -> list[Slot]:
    """The given shares of the mornings, and of all other slots, came after a reminder."""
    mornings = [slot for slot in slots if slot.part == "morning"]
    others = [slot for slot in slots if slot.part != "morning"]
    marked = [
        replace(slot, prompted=n < round(share * len(group)))
        for group, share in ((mornings, here), (others, elsewhere))
        for n, slot in enumerate(group)
    ]
    return sorted(marked, key=lambda slot: slot.day)


def test_nothing_is_said_of_a_part_of_the_day_that_reminders_chose() -> None:
    found = find(prompt(maya_after(4), 1.0, 0.0))

    assert found is None or found.cell.part != "morning"


@pytest.mark.parametrize(("here", "elsewhere"), [(0.75, 0.0), (1.0, 0.35)])
def test_reminders_at_other_times_too_hold_nothing_back(here: float, elsewhere: float) -> None:
    found = find(prompt(maya_after(4), here, elsewhere))

    assert found is not None
    assert found.cell == MONDAY_MORNING


@pytest.mark.parametrize(
    ("clock", "day", "part"),
    [
        ("2026-09-28T05:00", "2026-09-28", "morning"),
        ("2026-09-28T10:59", "2026-09-28", "morning"),
        ("2026-09-28T11:00", "2026-09-28", "afternoon"),
        ("2026-09-28T17:00", "2026-09-28", "evening"),
        ("2026-09-28T22:00", "2026-09-28", "night"),
        ("2026-09-29T04:59", "2026-09-28", "night"),
    ],
)
def test_a_local_time_belongs_to_a_part_of_a_day(clock: str, day: str, part: str) -> None:
    assert slot_of(datetime.fromisoformat(clock + "+02:00")) == (date.fromisoformat(day), part)


def test_a_slot_is_a_spike_if_any_unpleasant_check_in_in_it_is_high() -> None:
    def at(intensity: int, unpleasant: bool, prompted: bool = False) -> Logged:
        return Logged(MONDAY, "morning", intensity, unpleasant, prompted)

    assert slots_of([at(3, True), at(8, True)]) == (Slot(MONDAY, "morning", spike=True),)
    assert slots_of([at(9, False), at(7, True)]) == (Slot(MONDAY, "morning", spike=False),)
    assert slots_of([at(7, True)], threshold=7)[0].spike


def test_a_slot_is_prompted_if_nothing_in_it_came_by_itself() -> None:
    both = [Logged(MONDAY, "evening", 3, True, prompted) for prompted in (True, False)]

    assert not slots_of(both)[0].prompted
    assert slots_of(both[:1])[0].prompted


@pytest.mark.parametrize("threshold", [5, 10])
def test_a_spike_begins_between_six_and_nine(threshold: int) -> None:
    with pytest.raises(ValueError, match="6, 7, 8 or 9"):
        slots_of([], threshold)


def test_nothing_logged_finds_nothing() -> None:
    assert find([]) is None
    assert hint([]) is None
