"""What always holds of findings: H9 and H10 of homework.md section 8."""

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reports.findings import ALL, PARTS, Cell, Guess, Slot, chances, find, pattern, tail, tally

MONDAY = date(2026, 9, 28)
SHUFFLES = 2000
CELLS = [Cell(weekday, part) for weekday in [None, *range(7)] for part in [None, *PARTS]]


def slots_within(days: int) -> st.SearchStrategy[list[Slot]]:
    slot = st.builds(
        Slot,
        st.integers(0, days - 1).map(lambda n: MONDAY + timedelta(days=n)),
        st.sampled_from(PARTS),
        st.booleans(),
        st.booleans(),
    )
    return st.lists(slot, max_size=60, unique_by=lambda each: (each.day, each.part))


@given(slots_within(14), st.sampled_from(CELLS[1:]))
def test_fewer_than_three_weeks_never_yield_a_tier(slots: list[Slot], cell: Cell) -> None:
    assert find(slots, Guess(cell, MONDAY - timedelta(days=1))) is None


@given(slots_within(42))
def test_a_finding_keeps_the_minimums(slots: list[Slot]) -> None:
    found = find(slots)
    if found is None:
        return
    inside = [
        slot
        for slot in slots
        if found.cell.weekday in (None, slot.day.weekday()) and found.cell.part in (None, slot.part)
    ]
    spikes = [slot for slot in inside if slot.spike]
    assert (found.slots, found.spikes) == (len(inside), len(spikes))
    assert found.slots + found.slots_elsewhere == len(slots) >= 12
    assert len({slot.day.isocalendar()[:2] for slot in spikes}) >= 3
    assert found.slots_elsewhere >= 6
    assert found.spikes * found.slots_elsewhere >= 2 * found.spikes_elsewhere * found.slots


@given(slots_within(42), st.randoms(use_true_random=False))
def test_the_order_of_the_slots_changes_nothing(slots: list[Slot], chance: random.Random) -> None:
    mixed = slots.copy()
    chance.shuffle(mixed)

    assert find(mixed) == find(slots)


@given(st.integers(1, 7).flatmap(lambda n: st.tuples(st.just(n), *[st.integers(0, n)] * 3)))
@settings(max_examples=60)
def test_the_tail_is_what_counting_all_draws_gives(numbers: tuple[int, int, int, int]) -> None:
    slots, spikes, here, seen = numbers
    draws = list(combinations(range(slots), here))
    hits = sum(sum(slot < spikes for slot in draw) >= seen for draw in draws)

    assert tail(slots, spikes, here, seen) == Fraction(hits, len(draws))


@given(slots_within(42))
def test_every_eligible_cell_gets_a_chance_between_nothing_and_one(slots: list[Slot]) -> None:
    tested = chances(tally(slots))

    assert ALL not in tested
    assert all(0 < p <= 1 for p in tested.values())


def test_shuffled_spikes_are_called_a_pattern_in_at_most_one_of_twenty() -> None:
    chance = random.Random(20260928)
    days = [MONDAY + timedelta(days=n) for n in range(56)]
    places = [(day, part) for day in days for part in PARTS if chance.random() < 0.35]
    labels = [n < len(places) // 6 for n in range(len(places))]
    flagged = 0
    for _ in range(SHUFFLES):
        chance.shuffle(labels)
        slots = [Slot(day, part, spike) for (day, part), spike in zip(places, labels, strict=True)]
        flagged += pattern(slots) is not None

    assert flagged <= SHUFFLES * 0.05
