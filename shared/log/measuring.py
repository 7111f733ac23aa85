"""What became of units, as a metric."""

from collections import Counter
from collections.abc import Iterable

from shared.log.model import Appended, NoKey, OtherContent, Outcome, Seen, Stale
from shared.telemetry import metrics

NAMES: dict[type[Outcome], str] = {
    Appended: "appended",
    Seen: "seen",
    Stale: "stale",
    OtherContent: "other_content",
    NoKey: "no_key",
}


def count_outcomes(outcomes: Iterable[Outcome]) -> None:
    """Count units by outcome; once per group, because labels cost time."""
    for name, count in Counter(NAMES[type(outcome)] for outcome in outcomes).items():
        metrics().log_units_total.labels(name).inc(count)


def count_failed() -> None:
    """Count a unit whose caller got an error."""
    metrics().log_units_total.labels("failed").inc()
