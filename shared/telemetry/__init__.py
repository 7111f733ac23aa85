"""What a process tells its operators: JSON log lines, metrics and traces. Never anything about a person."""

from shared.telemetry.logging import ALLOWED_KEYS, configure_logging, request_id
from shared.telemetry.metrics import Metrics, metrics
from shared.telemetry.tracing import configure_tracing, current_traceparent, stop_tracing, tracer, tracing_is_on

__all__ = [
    "ALLOWED_KEYS",
    "Metrics",
    "configure_logging",
    "configure_tracing",
    "current_traceparent",
    "metrics",
    "request_id",
    "stop_tracing",
    "tracer",
    "tracing_is_on",
]
