"""Serves an application until it is told to stop, then lets what is in flight finish."""

import asyncio
import gc
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

import structlog
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from shared.settings import ProcessSettings, settings_or_exit
from shared.telemetry import configure_logging, configure_tracing, stop_tracing

GRACE_SECONDS = 20
STARTUP_FAILED = 3
COLLECT_AFTER = (20_000, 20, 20)
S = TypeVar("S", bound=ProcessSettings)
T = TypeVar("T")


class _Server(uvicorn.Server):
    """A server that ends with exit code 0 when it was asked to stop; uvicorn would raise the signal once more.

    It tells the application at once: answers without an end would hold it up until they are cut off.
    """

    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event | None) -> None:
        super().__init__(config)
        self._told = stopping

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, self.handle_exit, each, None)
        try:
            yield
        finally:
            for each in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(each)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        structlog.get_logger("shared.http").info("stopping", signal=signal.Signals(sig).name)
        if self._told is not None:
            self._told.set()
        super().handle_exit(sig, frame)


async def serve(app: ASGIApp, settings: ProcessSettings) -> None:
    """Serve until SIGTERM or SIGINT; then at most 20 seconds for requests in flight, then the app's own shutdown.

    Raises SystemExit(3) when the app's start-up fails or the port is taken.
    """
    server = _Server(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            http="httptools",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        ),
        app.state.stopping if isinstance(app, FastAPI) else None,
    )
    structlog.get_logger("shared.http").info("serving", host=settings.host, port=settings.port)
    await server.serve()
    if not server.started:
        raise SystemExit(STARTUP_FAILED)


def serve_process(service: str, kind: type[S], build: Callable[[S], ASGIApp], *, process: str = "api") -> None:
    """A whole process, from its environment to its end. A fault in the environment ends it with all faults named."""
    settings = settings_or_exit(kind)
    configure_logging(service, settings.log_level, process=process)
    configure_tracing(service, settings.otlp_endpoint)
    run(serve(build(settings), settings))
    stop_tracing()


def watched(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Run beside everything else; a process whose part has failed ends, so that a whole one takes its place."""

    def look(task: asyncio.Task[T]) -> None:
        if not task.cancelled() and task.exception() is not None:
            structlog.get_logger("shared.http").critical("a part of the process failed", exc_info=task.exception())
            signal.raise_signal(signal.SIGTERM)

    task = asyncio.create_task(work)
    task.add_done_callback(look)
    return task


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run a process's main coroutine on uvloop, or on asyncio's own loop where there is none."""
    collect_rarely()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(main)


def collect_rarely() -> None:
    """What a process has built by now stays for its life, so the collector need not walk through it again and again:
    reading many events took twice as long with it doing so."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def _loop_factory() -> Any:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
