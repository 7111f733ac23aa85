"""Log lines as JSON on standard output. Only allowed keys pass, and no text of an exception ever does."""

import logging
import re
import sys
import threading
import traceback
from contextvars import ContextVar
from types import TracebackType
from typing import Any

import structlog
from opentelemetry import trace
from structlog.typing import EventDict, Processor, WrappedLogger

ALLOWED_KEYS = frozenset(
    {
        "event", "level", "timestamp", "logger", "service", "process", "version",
        "request_id", "trace_id", "span_id", "method", "route", "status", "seconds",
        "error", "where", "outcome", "reason", "signal", "key", "variable",
        "consumer", "event_id", "event_type", "tx", "position", "stream", "source",
        "count", "attempt", "size", "limit", "age", "host", "port", "kid", "command",
    }
)  # fmt: skip
LEADING_WORDS = re.compile(r"[A-Za-z][A-Za-z ,.'/-]*")
DEEPEST_FRAMES = 8
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configure_logging(service: str, level: str = "INFO", *, process: str = "api") -> None:
    """Send everything this process logs, its libraries' lines included, through one JSON formatter.

    `level` is this project's; libraries speak from WARNING on, because below it they tell of values.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_formatter(service, process))
    _take_over(handler, level)
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _formatter(service: str, process: str) -> logging.Formatter:
    def belongs(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
        line.update(service=service, process=process)
        return line

    stamp: Processor = structlog.processors.TimeStamper(fmt="iso", utc=True)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_logger_name, structlog.stdlib.add_log_level, _leading_words],
        processors=[
            belongs,
            stamp,
            _correlation,
            _error_without_its_text,
            AllowedOnly(),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        use_get_message=False,
    )


def _take_over(handler: logging.Handler, level: str) -> None:
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in ("shared", "services", "deploy"):
        logging.getLogger(name).setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "asyncio", "faststream"):
        library = logging.getLogger(name)
        library.handlers, library.propagate = [], True
    logging.getLogger("uvicorn.error").setLevel(logging.INFO)
    _silence_access_lines()


def _silence_access_lines() -> None:
    """Paths hold ids, and FastStream's lines hold messages. FastStream makes its logger anew when a broker starts,
    with a level of its own; a disabled logger stays disabled."""
    for name in ("uvicorn.access", "faststream.access.redis"):
        logging.getLogger(name).disabled = True


def _leading_words(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """A library's message may quote a value; the words it starts with do not."""
    found = LEADING_WORDS.match(str(line["event"]))
    line["event"] = found.group().strip() if found else "a library's message"
    return line


def _correlation(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    named = request_id.get()
    if named is not None:
        line["request_id"] = named
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        line["trace_id"] = trace.format_trace_id(context.trace_id)
        line["span_id"] = trace.format_span_id(context.span_id)
    return line


def _error_without_its_text(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Database errors and validation errors quote values, so only the type and the place of an error are told."""
    kind, error, frames = _exception_info(line.pop("exc_info", None))
    if kind is not None:
        line["error"] = f"{kind.__module__}.{kind.__qualname__}"
        line["where"] = places(frames or (error.__traceback__ if error else None))
    return line


def _exception_info(given: Any) -> ExceptionInfo:
    if isinstance(given, BaseException):
        return type(given), given, given.__traceback__
    if isinstance(given, tuple):
        return given
    return sys.exc_info() if given else (None, None, None)


def places(frames: TracebackType | None) -> list[str]:
    """The innermost places of a traceback as "file:line in function"."""
    inner = traceback.extract_tb(frames)[-DEEPEST_FRAMES:]
    return [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} in {frame.name}" for frame in inner]


class AllowedOnly:
    """Drops every key that is not allowed, and says so once per key."""

    def __init__(self) -> None:
        self._reported: set[str] = set()

    def __call__(self, _: WrappedLogger, __: str, line: EventDict) -> EventDict:
        dropped = {key for key in line if key not in ALLOWED_KEYS and not key.startswith("_")}
        kept: EventDict = {key: value for key, value in line.items() if key in ALLOWED_KEYS}
        unknown = sorted(dropped - self._reported)
        if unknown:
            self._reported.update(unknown)
            kept["dropped_keys"] = unknown
        return kept


def _log_uncaught(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger("shared.telemetry").critical("the process ends", exc_info=(kind, error, frames))


def _log_uncaught_in_thread(what: threading.ExceptHookArgs) -> None:
    if what.exc_value is not None:
        _log_uncaught(what.exc_type, what.exc_value, what.exc_traceback)
