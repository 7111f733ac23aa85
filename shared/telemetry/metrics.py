"""The names of all metrics. Labels are consumers, routes, methods and outcomes: never a person or an organisation."""

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

HTTP_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
GROUP_BUCKETS = (1, 2, 5, 10, 20, 50, 100, 200)


class Metrics:
    """One process's metrics. Ages are in seconds; a gauge that ages is best set with `set_function`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        GCCollector(registry=registry)
        self._hear(registry)
        self._record(registry)
        self._serve(registry)

    def _hear(self, registry: CollectorRegistry) -> None:
        self.consumer_oldest_unhandled_seconds = Gauge(
            "consumer_oldest_unhandled_seconds",
            "Age of the oldest event of the log that this consumer has not handled.",
            ["consumer"],
            registry=registry,
        )
        self.consumer_heartbeat_age_seconds = Gauge(
            "consumer_heartbeat_age_seconds",
            "Time since this consumer last showed that it is alive.",
            ["consumer"],
            registry=registry,
        )
        self.consumer_events_total = Counter(
            "consumer_events_total",
            "Events by what became of them: handled, repeated, retried, dead, unreadable, unknown, other_content.",
            ["consumer", "outcome"],
            registry=registry,
        )
        self.consumer_batch_seconds = Histogram(
            "consumer_batch_seconds",
            "Time to handle one batch in one transaction.",
            ["consumer", "source"],
            buckets=HTTP_BUCKETS,
            registry=registry,
        )
        self.consumer_restarts_total = Counter(
            "consumer_restarts_total", "Subscribers found dead and started again.", ["consumer"], registry=registry
        )
        self.retries_waiting = Gauge(
            "retries_waiting", "Events waiting to be tried again.", ["consumer"], registry=registry
        )
        self.dead_letters = Gauge("dead_letters", "Events given up on.", ["consumer"], registry=registry)

    def _record(self, registry: CollectorRegistry) -> None:
        self.log_xmin_age_seconds = Gauge(
            "log_xmin_age_seconds",
            "Age of the oldest event that catch-up may not read yet, because an older transaction is still open.",
            registry=registry,
        )
        self.log_units_total = Counter(
            "log_units_total",
            "Units given to the log by outcome: appended, seen, stale, other_content, no_key, failed.",
            ["outcome"],
            registry=registry,
        )
        self.log_group_units = Histogram(
            "log_group_units", "Units in one group commit.", buckets=GROUP_BUCKETS, registry=registry
        )
        self.log_queue_units = Gauge("log_queue_units", "Units waiting for the next group commit.", registry=registry)
        self.log_queue_full_total = Counter(
            "log_queue_full_total", "Units refused because the queue was full.", registry=registry
        )
        self.news_events_total = Counter(
            "news_events_total", "Events announced on a stream: sent or failed.", ["outcome"], registry=registry
        )

    def _serve(self, registry: CollectorRegistry) -> None:
        self.http_request_duration_seconds = Histogram(
            "http_request_duration_seconds",
            "Time to answer, by route template, method and status.",
            ["method", "route", "status"],
            buckets=HTTP_BUCKETS,
            registry=registry,
        )
        self.http_requests_in_progress = Gauge(
            "http_requests_in_progress", "Requests being answered now.", registry=registry
        )

        self.open_streams = Gauge("open_streams", "Devices that hear what happens.", registry=registry)

    def exposition(self) -> bytes:
        """All metrics in the text format that Prometheus reads."""
        return generate_latest(self.registry)


@cache
def metrics() -> Metrics:
    """This process's metrics, made when they are first asked for."""
    return Metrics(CollectorRegistry())
