"""What is done with the samples: percentiles, medians, ratios. Pure."""

import math
import statistics
from collections.abc import Sequence


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least `share` (above 0, at most 1) of all are not above."""
    if not samples or not 0 < share <= 1:
        raise ValueError("A percentile needs samples and a share above 0 and at most 1.")
    ranked = sorted(samples)
    return ranked[math.ceil(share * len(ranked)) - 1]


def median(samples: Sequence[float]) -> float:
    """The middle one, or the mean of the two in the middle."""
    return statistics.median(samples)


def ratio(figure: float, limit: float) -> float:
    """How many times the limit the figure is."""
    if limit <= 0:
        raise ValueError("A ratio needs a limit above 0.")
    return figure / limit


def ratio_in_turn(figures: Sequence[float], limits: Sequence[float]) -> float:
    """The median of the rounds' own ratios, so that a slow minute of the machine touches both sides of each."""
    return median([ratio(figure, limit) for figure, limit in zip(figures, limits, strict=True)])


def in_turn(names: Sequence[str], number: int) -> list[str]:
    """The order of round `number`: each round begins with another one, so that nobody always comes first."""
    start = number % len(names)
    return [*names[start:], *names[:start]]
