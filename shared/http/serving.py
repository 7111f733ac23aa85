"""Serves an application until it is told to stop, then lets what is in flight finish."""

import asyncio
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import structlog
import uvicorn
from starlette.types import ASGIApp

from shared.settings import ProcessSettings

GRACE_SECONDS = 20
STARTUP_FAILED = 3


class _Server(uvicorn.Server):
    """A server that ends with exit code 0 when it was asked to stop; uvicorn would raise the signal once more."""

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
        )
    )
    structlog.get_logger("shared.http").info("serving", host=settings.host, port=settings.port)
    await server.serve()
    if not server.started:
        raise SystemExit(STARTUP_FAILED)


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run a process's main coroutine on uvloop, or on asyncio's own loop where there is none."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(main)


def _loop_factory() -> Any:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
