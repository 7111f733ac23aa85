"""The outermost layer of every process: request ids, traces, durations, safe headers, and an answer to what failed."""

import logging
import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import structlog
from opentelemetry import context, trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from prometheus_client import Histogram
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.http.problems import MEDIA_TYPE, Problem, too_large
from shared.http.refusals import of_unexpected
from shared.telemetry import metrics, request_id, tracer, tracing_is_on

OWN_REQUEST_ID = re.compile(rb"[0-9a-fA-F-]{16,36}")
CLIENT_GONE = 499  # Nobody is there to be answered; the number is for the metrics.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SAFE_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-store",
}
RawHeaders = Iterable[tuple[bytes, bytes]]


class Edge:
    """An ASGI layer around the application. What it logs and measures names routes by their template."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._metrics = metrics()
        self._durations: dict[tuple[str, str, int], Histogram] = {}  # Asking for labels each time is slow.
        self._log = structlog.get_logger("shared.http")
        self._levels = logging.getLogger("shared.http")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(send, _request_id(scope["headers"]))
        named = request_id.set(exchange.id)
        self._metrics.http_requests_in_progress.inc()
        try:
            with _traced(scope, exchange):
                await self._answered(scope, receive, exchange)
        finally:
            self._metrics.http_requests_in_progress.dec()
            self._measure(scope, exchange)
            request_id.reset(named)

    async def _answered(self, scope: Scope, receive: Receive, exchange: "_Exchange") -> None:
        try:
            await self._app(scope, receive, exchange.send)
        except ClientDisconnect:
            exchange.status = CLIENT_GONE
        except Exception as error:
            problem = of_unexpected(error)
            if exchange.started:
                raise
            await problem.response()(scope, receive, exchange.send)

    def _measure(self, scope: Scope, exchange: "_Exchange") -> None:
        seconds = time.perf_counter() - exchange.began
        method, route, status = _method(scope), _route(scope), exchange.status
        durations = self._durations.get((method, route, status))
        if durations is None:
            durations = self._metrics.http_request_duration_seconds.labels(method, route, status)
            self._durations[(method, route, status)] = durations
        durations.observe(seconds)
        if status >= 500:
            self._log.warning("not answered as hoped", method=method, route=route, status=status)
        elif status in (401, 403):
            self._log.info("not let in", method=method, route=route, status=status)
        elif self._levels.isEnabledFor(logging.DEBUG):
            self._log.debug("answered", method=method, route=route, status=status, seconds=round(seconds, 4))


class _Exchange:
    """One request's answer on its way out."""

    __slots__ = ("_replaced", "_send", "began", "id", "started", "status")

    def __init__(self, send: Send, identity: str) -> None:
        self._send = send
        self.id = identity
        self.began = time.perf_counter()
        self.started = False
        self.status = 500
        self._replaced = False

    async def send(self, message: Message) -> None:
        if self._replaced:
            return
        if message["type"] == "http.response.start":
            self.started, self.status = True, message["status"]
            given = message.get("headers", ())
            if self.status == 413 and (b"content-type", MEDIA_TYPE.encode()) not in given:
                await self._replace(too_large())
                return
            message["headers"] = self._complete(given)
        await self._send(message)

    async def _replace(self, problem: Problem) -> None:
        """The framework's own size limit answers in plain text; say it as a problem."""
        self._replaced = True
        response = problem.response()
        headers = self._complete(response.raw_headers)
        await self._send({"type": "http.response.start", "status": problem.status, "headers": headers})
        await self._send({"type": "http.response.body", "body": response.body})

    def _complete(self, given: RawHeaders) -> list[tuple[bytes, bytes]]:
        """The answer's headers, the safe ones where it says nothing else, and the request's id."""
        headers = list(given)
        named = {name for name, _ in headers}
        headers.extend((name, value) for name, value in SAFE_HEADERS.items() if name not in named)
        headers.append((b"x-request-id", self.id.encode()))
        return headers


def _header(headers: RawHeaders, name: bytes) -> bytes | None:
    return next((value for each, value in headers if each == name), None)


def _request_id(headers: RawHeaders) -> str:
    """The gateway's id when it looks like one; other text might say something about a person."""
    given = _header(headers, b"x-request-id")
    return given.decode() if given is not None and OWN_REQUEST_ID.fullmatch(given) else os.urandom(16).hex()


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in METHODS else "OTHER"


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", None) or "unmatched"


def _traced(scope: Scope, exchange: _Exchange) -> AbstractContextManager[None]:
    """Take in the caller's trace; record a span only where spans are exported."""
    parent = _header(scope["headers"], b"traceparent")
    if parent is None and not tracing_is_on():
        return nullcontext()
    # A tracestate may hold anything its sender likes, so it is not passed on.
    carrier = {"traceparent": parent.decode("latin-1")} if parent else {}
    return _span(carrier, scope, exchange)


@contextmanager
def _span(carrier: dict[str, str], scope: Scope, exchange: _Exchange) -> Iterator[None]:
    taken = TraceContextTextMapPropagator().extract(carrier, context.Context())
    attached = context.attach(taken)
    try:
        with tracer().start_as_current_span(
            _method(scope), kind=trace.SpanKind.SERVER, record_exception=False, set_status_on_exception=False
        ) as span:
            yield
            _describe(span, scope, exchange)
    finally:
        context.detach(attached)


def _describe(span: trace.Span, scope: Scope, exchange: _Exchange) -> None:
    method, route = _method(scope), _route(scope)
    span.update_name(f"{method} {route}")
    span.set_attribute("http.request.method", method)
    span.set_attribute("http.route", route)
    span.set_attribute("http.response.status_code", exchange.status)
    if exchange.status >= 500:
        span.set_status(trace.StatusCode.ERROR)
