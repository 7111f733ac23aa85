"""What helped: outcomes, shrinkage, tiredness (routing.md section 5)."""

from itertools import permutations

import pytest

from services.router.helped import Here, Run, believe, fatigue, seen, weight
from tests.router.people import ANXIOUS, HOME, NOW, WORK, WORRIED, ago, run

HERE = Here.at(NOW, ANXIOUS, 9, WORK)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(3, 2, 1 / 3), (5, 4, 0.5 / 3), (8, 6, 1 / 3), (10, 8, 0.5 / 3), (9, 9, -0.5), (10, 1, 1)],
)
def test_what_falls_back_by_itself_does_not_count(before: int, after: int, expected: float) -> None:
    assert seen(run("x", before=before, after=after), pleasant=False).outcome == pytest.approx(expected)


def test_change_and_tap_count_together_and_each_alone() -> None:
    assert seen(run("x", before=8, after=4, helped="helped"), pleasant=False).outcome == pytest.approx(1.0)
    assert seen(run("x", helped="a_bit"), pleasant=False).outcome == 0.3
    assert seen(run("x", before=8, stopped=True), pleasant=False).outcome is None


def test_a_falling_joy_is_no_success() -> None:
    assert seen(run("x", before=9, after=3), pleasant=True).outcome is None
    assert seen(run("x", before=9, after=3, helped="helped"), pleasant=True).outcome == 1


@pytest.mark.parametrize(
    ("said", "worse"),
    [({"before": 5, "after": 7}, True), ({"before": 5, "after": 6}, False), ({"helped": "worse"}, True)],
)
def test_a_rise_of_two_or_the_word_is_worse(said: dict[str, int], worse: bool) -> None:
    assert seen(run("x", **said), pleasant=False).worse is worse


def test_a_growing_joy_is_not_worse() -> None:
    assert not seen(run("x", before=5, after=9), pleasant=True).worse


def test_a_run_weighs_less_with_age_and_on_the_other_side_of_eight_and_more_with_the_same_trigger() -> None:
    assert weight(run("x", at=NOW, before=8, triggers=HOME), HERE) == 1
    assert weight(run("x", at=ago(days=60), before=8, triggers=HOME), HERE) == pytest.approx(0.5)
    assert weight(run("x", at=NOW, before=7, triggers=HOME), HERE) == 0.5
    assert weight(run("x", at=NOW, before=8, triggers=WORK | HOME), HERE) == 1.5


def test_each_run_is_used_once_at_its_deepest_level() -> None:
    other = believe(0.25, [seen(good("sad"), False)], HERE)
    same_core = believe(0.25, [seen(good(WORRIED), False)], HERE)
    exactly = believe(0.25, [seen(good(ANXIOUS), False)], HERE)
    assert other.mean == pytest.approx((4 * 0.25 + 1) / 5)
    assert same_core.mean == pytest.approx((3 * 0.25 + 1) / 4)
    assert exactly.mean == pytest.approx((2 * 0.25 + 1) / 3)


def test_the_levels_build_on_each_other() -> None:
    runs = [seen(good(emotion), False) for emotion in ("sad", WORRIED, ANXIOUS)]
    anywhere = (4 * 0.25 + 1) / 5
    core = (3 * anywhere + 1) / 4
    assert believe(0.25, runs, HERE).mean == pytest.approx((2 * core + 1) / 3)


def good(emotion: str) -> Run:
    """A run now, on this side of 8, whose outcome is 1."""
    return run("x", at=NOW, emotion=emotion, before=9, after=1, helped="helped", triggers=HOME)


def test_tiredness_halves_in_a_day_and_a_half_and_less_tires_what_helped() -> None:
    assert fatigue([seen(run("x", at=NOW), False)], NOW) == 1
    assert fatigue([seen(run("x", at=ago(hours=36)), False)], NOW) == pytest.approx(0.5)
    assert fatigue([seen(good(ANXIOUS), False)], NOW) == pytest.approx(0.35)
    assert fatigue([], NOW) == 0


def test_sums_are_the_same_to_the_last_bit_in_every_order() -> None:
    runs = [
        seen(run("x", at=ago(days=day * 1.7, hours=day), before=9 - day % 3, after=day % 7 + 1, helped=tap), False)
        for day, tap in enumerate(("helped", "a_bit", "no", "helped", "worse", "a_bit"))
    ]
    orders = list(permutations(runs))
    assert len({believe(0.25, order, HERE).mean for order in orders}) == 1
    assert len({fatigue(order, NOW) for order in orders}) == 1
