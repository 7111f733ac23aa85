"""What the rounds tell about themselves. No label names anybody."""

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge

from shared.telemetry import metrics


class Measures:
    """`lag` is in seconds; a row that is being tried again counts from when it is to be tried."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.lag = Gauge(
            "reminders_due_lag_seconds", "Age of the oldest due row that nobody has dealt with.", registry=registry
        )
        self.occurrences = Counter(
            "occurrences_total",
            "Due moments by what became of them: sent, suppressed, expired, failed, later, unreadable, disturbed.",
            ["outcome"],
            registry=registry,
        )

    def count(self, outcome: str) -> None:
        self.occurrences.labels(outcome).inc()


@cache
def measures() -> Measures:
    """This process's, made when they are first asked for."""
    return Measures(metrics().registry)
