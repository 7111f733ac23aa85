"""What a process tells: JSON lines of allowed keys, never the text of an error, metrics without anybody in them."""

import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import APIRouter
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from shared.http import create_app
from shared.telemetry import Metrics, current_traceparent, metrics

CANARY = "canary-7f3a"
PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
HEAD = """
import asyncio, logging, sys, warnings
import structlog
from shared.telemetry import configure_logging, request_id
configure_logging("coach", "INFO", process="worker")
log = structlog.get_logger("shared.bus")
"""


def lines(code: str, *, fails: bool = False) -> list[dict[str, Any]]:
    """The lines that a process running `code` logs. It must end well and print nothing that is no JSON."""
    ended = subprocess.run(
        [sys.executable, "-c", HEAD + textwrap.dedent(code)], capture_output=True, text=True, check=False
    )
    assert (ended.returncode != 0) is fails, ended.stderr
    assert ended.stderr == ""
    assert CANARY not in ended.stdout
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_a_line_is_json_and_says_who_speaks() -> None:
    (line,) = lines("log.info('heard', consumer='router', count=3)")
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "heard",
        "level": "info",
        "logger": "shared.bus",
        "service": "coach",
        "process": "worker",
        "consumer": "router",
        "count": 3,
    }


def test_a_key_that_is_not_allowed_is_dropped_and_told_once() -> None:
    first, second = lines(f"for _ in range(2): log.info('heard', note='{CANARY}', emotions=['{CANARY}'], count=1)")
    assert first["dropped_keys"] == ["emotions", "note"]
    assert "dropped_keys" not in second
    assert first["count"] == second["count"] == 1


def test_an_error_is_told_by_type_and_place_and_never_by_its_text() -> None:
    code = f"""
    def deep():
        raise ValueError("{CANARY}")
    try:
        deep()
    except ValueError as error:
        log.exception("failed")
        log.error("failed", exc_info=error)
        logging.getLogger("sqlalchemy").error("failed", exc_info=True)
    """
    for line in lines(code):
        assert (line["event"], line["error"]) == ("failed", "builtins.ValueError")
        assert line["where"][-1].endswith("in deep")


def test_what_ends_the_process_is_told_the_same_way() -> None:
    (line,) = lines(f"raise ValueError('{CANARY}')", fails=True)
    assert (line["event"], line["level"], line["error"]) == ("the process ends", "critical", "builtins.ValueError")


def test_what_ends_a_thread_is_told_the_same_way() -> None:
    code = f"""
    import threading
    def work(): raise ValueError("{CANARY}")
    thread = threading.Thread(target=work); thread.start(); thread.join()
    """
    (line,) = lines(code)
    assert line["error"] == "builtins.ValueError"


def test_libraries_speak_through_the_same_lines_without_what_they_quote() -> None:
    code = f"""
    logging.getLogger("uvicorn.error").info("Started server process [%d]", 7)
    logging.getLogger("faststream.access.redis").error("Received {CANARY}")
    logging.getLogger("uvicorn.access").info("GET /v1/{CANARY}")
    logging.getLogger("sqlalchemy.engine").info("INSERT {CANARY}")
    logging.getLogger("asyncpg").warning("`{CANARY}` and more")
    logging.getLogger("anything").error("could not read '%s'", "{CANARY}")
    """
    told = [(line["logger"], line["event"]) for line in lines(code)]
    assert told == [
        ("uvicorn.error", "Started server process"),
        ("asyncpg", "a library's message"),
        ("anything", "could not read '"),
    ]


def test_a_forgotten_task_is_told_without_its_error() -> None:
    code = f"""
    import gc
    async def fail(): raise ValueError("{CANARY}")
    async def main():
        task = asyncio.create_task(fail())
        await asyncio.wait([task])
        del task
        gc.collect()
    asyncio.run(main())
    """
    (line,) = lines(code)
    assert line["logger"] == "asyncio"
    assert line["event"] == "Task exception was never retrieved"
    assert line["error"] == "builtins.ValueError"


def test_a_warning_is_told_without_its_text() -> None:
    (line,) = lines(f"warnings.warn('{CANARY}')")
    assert line["logger"] == "py.warnings"


def test_faststreams_own_logger_stays_silent_when_it_is_made_later() -> None:
    code = f"""
    from faststream._internal.logger.logging import get_logger
    get_logger("faststream.access.redis", logging.INFO, sys.stdout, "%(message)s").info("{CANARY}")
    """
    assert lines(code) == []


def test_levels_below_the_asked_one_are_not_told() -> None:
    assert [line["event"] for line in lines("log.debug('one'); log.warning('two')")] == ["two"]


def test_the_request_id_is_in_every_line_of_the_request() -> None:
    first, second = lines("request_id.set('r-1'); log.info('one'); logging.getLogger('x').error('two')")
    assert first["request_id"] == second["request_id"] == "r-1"


def test_metrics_have_names_help_and_no_label_that_could_name_anybody() -> None:
    fresh = Metrics(CollectorRegistry())
    labels = {label for collector in vars(fresh).values() for label in getattr(collector, "_labelnames", ())}
    assert labels == {"consumer", "outcome", "source", "method", "route", "status"}
    families = {family.name: family for family in text_string_to_metric_families(fresh.exposition().decode())}
    for name in (
        "consumer_oldest_unhandled_seconds",
        "consumer_heartbeat_age_seconds",
        "dead_letters",
        "log_xmin_age_seconds",
        "http_request_duration_seconds",
        "process_resident_memory_bytes",
    ):
        assert families[name].documentation


def test_metrics_are_made_once() -> None:
    assert metrics() is metrics()


def counted(method: str, route: str, status: int) -> float:
    labels = {"method": method, "route": route, "status": str(status)}
    return metrics().registry.get_sample_value("http_request_duration_seconds_count", labels) or 0.0


async def told_traceparent() -> dict[str, str | None]:
    return {"traceparent": current_traceparent()}


@pytest.fixture
def client() -> httpx.AsyncClient:
    router = APIRouter(prefix="/v1")
    router.get("/people/{person}")(told_traceparent)
    app = create_app(service="things", ready=lambda: True, routers=[router])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://things")


async def test_requests_are_counted_by_template_method_and_status_and_by_nothing_else(
    client: httpx.AsyncClient,
) -> None:
    before = counted("GET", "/v1/people/{person}", 200), counted("GET", "unmatched", 404)
    await client.get(f"/v1/people/{CANARY}")
    await client.get(f"/{CANARY}")
    await client.request(CANARY.upper(), f"/{CANARY}")
    assert counted("GET", "/v1/people/{person}", 200) == before[0] + 1
    assert counted("GET", "unmatched", 404) == before[1] + 1
    assert counted("OTHER", "unmatched", 404) >= 1
    exposed = (await client.get("/metrics")).text
    assert CANARY not in exposed.lower()
    assert "http_requests_in_progress 1.0" in exposed


async def test_a_callers_trace_is_passed_on_without_any_exporter(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/people/1", headers={"traceparent": PARENT})
    assert answer.json() == {"traceparent": PARENT}
    assert (await client.get("/v1/people/1")).json() == {"traceparent": None}
    assert (await client.get("/v1/people/1", headers={"traceparent": CANARY})).json() == {"traceparent": None}


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", provider)
    yield exporter
    provider.shutdown()


async def test_a_span_continues_the_callers_trace_and_names_the_route_only(
    spans: InMemorySpanExporter, client: httpx.AsyncClient
) -> None:
    answer = await client.get(f"/v1/people/{CANARY}?q={CANARY}", headers={"traceparent": PARENT})
    (span,) = spans.get_finished_spans()
    context = span.get_span_context()
    assert context is not None
    assert span.name == "GET /v1/people/{person}"
    assert trace.format_trace_id(context.trace_id) == PARENT.split("-")[1]
    assert span.parent is not None
    assert trace.format_span_id(span.parent.span_id) == PARENT.split("-")[2]
    assert answer.json()["traceparent"].split("-")[2] == trace.format_span_id(context.span_id)
    assert CANARY not in span.to_json()
    assert dict(span.attributes or {})["http.response.status_code"] == 200


def test_spans_are_exported_only_where_an_address_is_given() -> None:
    code = """
    from shared.telemetry import configure_tracing, stop_tracing, tracing_is_on
    from opentelemetry import trace
    configure_tracing("coach", None)
    assert not tracing_is_on()
    configure_tracing("coach", "http://127.0.0.1:1/")
    assert tracing_is_on()
    exporter = trace.get_tracer_provider()._active_span_processor._span_processors[0].span_exporter
    assert exporter._endpoint == "http://127.0.0.1:1/v1/traces", exporter._endpoint
    stop_tracing()
    """
    assert lines(code) == []
