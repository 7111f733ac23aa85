"""The Celery process: a pool of children that build, and a thread that tells whether it can."""

import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import structlog
from celery import Celery, signals
from celery.worker.consumer import Consumer
from prometheus_client import CONTENT_TYPE_LATEST

from services.reports.settings import CelerySettings
from shared.telemetry import metrics

log = structlog.get_logger(__name__)
Ready = Callable[[], bool]


def work(app: Celery, settings: CelerySettings) -> int:
    """Build until SIGTERM, after which running builds are finished; returns the exit code."""
    # Celery leaves logging alone as soon as somebody listens to this.
    signals.setup_logging.connect(leave_logging, weak=False)
    worker: Any = app.Worker(
        pool="prefork",
        consumer_cls=Reading,
        concurrency=settings.concurrency,
        hostname=f"reports@{socket.gethostname()}",
        quiet=True,
        loglevel="WARNING",
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    health = Health(settings.host, settings.port, lambda: is_connected(worker))
    signals.worker_process_init.connect(health.leave, weak=False)
    health.start()
    log.info("serving", host=settings.host, port=settings.port)
    worker.start()
    return int(worker.exitcode or 0)


def leave_logging(**_: object) -> None:
    """It is configured already."""


def is_connected(worker: Any) -> bool:
    """Whether messages are being waited for."""
    connection = getattr(getattr(worker, "consumer", None), "connection", None)
    return connection is not None and bool(connection.connected)


class Reading(Consumer):
    """Takes messages in. One that Celery cannot make sense of is dropped: it would end the process, be put back, and
    end the next one."""

    def create_task_handler(self, *given: Any, **more: Any) -> Callable[[Any], None]:
        take = super().create_task_handler(*given, **more)

        def take_or_drop(message: Any) -> None:
            try:
                take(message)
            except (TypeError, ValueError, LookupError, AttributeError) as error:
                log.error("message.dropped", error=type(error).__name__)
                message.reject()

        return take_or_drop


class Health:
    """`/livez`, `/readyz` and `/metrics` on a thread, because Celery keeps the rest of the process for itself."""

    def __init__(self, host: str, port: int, ready: Ready) -> None:
        self._server = ThreadingHTTPServer((host, port), answering(ready))
        self._server.daemon_threads = True

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, name="health", daemon=True).start()

    def leave(self, **_: object) -> None:
        """In a child: the port belongs to the parent."""
        self._server.socket.close()


def answering(ready: Ready) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            match self.path:
                case "/livez":
                    self.answer(HTTPStatus.OK, b'{"status": "alive"}')
                case "/readyz" if ready():
                    self.answer(HTTPStatus.OK, b'{"status": "ready"}')
                case "/readyz":
                    self.answer(HTTPStatus.SERVICE_UNAVAILABLE, b'{"status": "not ready"}')
                case "/metrics":
                    self.answer(HTTPStatus.OK, metrics().exposition(), CONTENT_TYPE_LATEST)
                case _:
                    self.answer(HTTPStatus.NOT_FOUND, b'{"status": "not found"}')

        def answer(self, status: HTTPStatus, body: bytes, media_type: str = "application/json") -> None:
            self.send_response(status)
            for name, value in (("Content-Type", media_type), ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is told of who asks."""

    return Answers
