"""The bench's own arithmetic: a figure that is computed wrongly is worse than none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.arithmetic import in_turn, median, percentile, ratio, ratio_in_turn

SAMPLES = st.lists(st.floats(min_value=0, max_value=1e6), min_size=1)


def test_a_percentile_is_the_smallest_sample_that_the_share_does_not_exceed() -> None:
    hundred = [float(number) for number in range(100, 0, -1)]
    assert [percentile(hundred, share) for share in (0.5, 0.99, 1.0)] == [50.0, 99.0, 100.0]
    assert percentile([3.0], 0.01) == 3.0


@given(SAMPLES, st.floats(min_value=0.01, max_value=1.0))
def test_at_least_the_share_of_all_samples_is_not_above_the_percentile(samples: list[float], share: float) -> None:
    found = percentile(samples, share)
    assert found in samples
    assert sum(each <= found for each in samples) >= share * len(samples) - 1e-9


@pytest.mark.parametrize(("samples", "share"), [([], 0.5), ([1.0], 0.0), ([1.0], 1.5)])
def test_a_percentile_of_nothing_is_refused(samples: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="needs samples"):
        percentile(samples, share)


def test_a_median_is_the_middle_one_or_the_mean_of_the_two_in_the_middle() -> None:
    assert median([9.0, 1.0, 5.0]) == 5.0
    assert median([4.0, 1.0, 2.0, 9.0]) == 3.0


def test_a_ratio_says_how_many_times_the_limit() -> None:
    assert ratio(700.0, 1000.0) == 0.7
    with pytest.raises(ValueError, match="above 0"):
        ratio(1.0, 0.0)


def test_one_slow_round_of_the_machine_does_not_move_the_ratio() -> None:
    assert ratio_in_turn([80.0, 8.0, 84.0], [100.0, 10.0, 100.0]) == 0.8


def test_rounds_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        ratio_in_turn([1.0, 2.0], [1.0])


def test_everybody_comes_first_once() -> None:
    names = ["a", "b", "c"]
    assert [in_turn(names, number)[0] for number in range(3)] == names
    assert all(sorted(in_turn(names, number)) == names for number in range(7))
