"""Handing builds to Celery until somebody takes them. The rows in Postgres are the record; the queue may lose all."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol
from uuid import UUID

import structlog
from celery import Celery

from services.reports import views
from services.reports.decider import MOST_ATTEMPTS
from services.reports.views import Order
from shared.bus.waiting import set_within
from shared.database import Database

log = structlog.get_logger(__name__)

BUILD = "reports.build"
QUEUE = "reports"
LOOK_SECONDS = 1.0
OLD_SECONDS = 30.0
MOST_AT_ONCE = 50
LONGEST_PAUSE = 300.0
SOCKET_SECONDS = 1.0
# More than any try to reach the broker takes, so that only one that hangs is left behind.
PATIENCE = 5.0
# A message that was taken and never acknowledged comes again after this; the rows make sure of the build long before.
UNSEEN_SECONDS = 3600


def celery_app(broker_url: str, build_seconds: int) -> Celery:
    """Celery on Redis: JSON only, no results, a message is acknowledged when its build is done."""
    app = Celery(BUILD, broker=broker_url, backend=None, set_as_current=False)
    app.conf.update(
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_default_queue=QUEUE,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_time_limit=build_seconds,
        task_soft_time_limit=build_seconds * 5 // 6,
        worker_prefetch_multiplier=1,
        worker_max_tasks_per_child=100,
        worker_max_memory_per_child=400_000,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={"visibility_timeout": UNSEEN_SECONDS, "global_keyprefix": f"{QUEUE}:"},
    )
    return app


class Queue(Protocol):
    """Where orders are handed over."""

    async def put(self, orders: Sequence[Order]) -> int:
        """How many of them, from the first on, were handed over. Does not raise for trouble on the way."""
        ...


class CeleryQueue(Queue):
    """Sends one message for each order. A broker that is away costs a few seconds at most, and never the loop."""

    def __init__(self, app: Celery) -> None:
        app.conf.broker_transport_options = app.conf.broker_transport_options | {
            "socket_timeout": SOCKET_SECONDS,
            "socket_connect_timeout": SOCKET_SECONDS,
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0.1,
            "interval_max": 0.1,
        }
        self._app = app
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="handing")
        self._sending: Future[int] | None = None

    async def put(self, orders: Sequence[Order]) -> int:
        if self._sending is not None and not self._sending.done():
            return 0
        self._sending = self._thread.submit(self._send, list(orders))
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.shield(asyncio.wrap_future(self._sending))
        except TimeoutError:
            return 0

    def _send(self, orders: Sequence[Order]) -> int:
        sent = 0
        try:
            with self._app.connection_for_write() as connection, self._app.amqp.Producer(connection) as producer:
                for order in orders:
                    ids = [str(each) for each in order]
                    self._app.send_task(BUILD, args=ids, producer=producer, retry=False, ignore_result=True)
                    sent += 1
        except Exception as error:  # Celery, kombu and redis each have their own; all mean the same here.
            log.warning("handing.failed", count=len(orders) - sent, error=type(error).__name__)
        return sent

    def stop(self) -> None:
        self._thread.shutdown(wait=False)


class GivesUp(Protocol):
    async def give_up(self, order: Order) -> None: ...


class Handing:
    """The loop of the worker process. Several replicas share the work without knowing of each other."""

    def __init__(
        self,
        *,
        database: Database,
        queue: Queue,
        builder: GivesUp,
        again: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._queue = queue
        self._builder = builder
        self._again = again
        self._monotonic = monotonic
        self._looked: float | None = None
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Look every second until `stop`; at once again while there is more."""
        while not self._stopping.is_set():
            more = False
            try:
                more = await self.look() == MOST_AT_ONCE
                self._looked = self._monotonic()
            except Exception as error:
                log.warning("handing.not_looked", exc_info=error)
            await set_within(self._stopping, 0.0 if more else LOOK_SECONDS)

    async def look(self) -> int:
        """Hand over what is due, or give it up after three attempts; how many were due."""
        async with self._database.unit_of_work(None) as work:
            due = await views.due(work.connection, most=MOST_AT_ONCE, pause=self._again, longest=LONGEST_PAUSE)
        for worn in (each for each in due if each.attempts >= MOST_ATTEMPTS):
            await self._give_up(worn.order)
        await self._hand([each.order for each in due if each.attempts < MOST_ATTEMPTS])
        return len(due)

    async def _give_up(self, order: Order) -> None:
        """One that cannot even be given up comes again, and holds no other up."""
        try:
            await self._builder.give_up(order)
        except Exception as error:
            log.warning("handing.not_given_up", exc_info=error)

    async def _hand(self, orders: Sequence[Order]) -> None:
        left = orders[await self._queue.put(orders) :] if orders else ()
        if left:
            async with self._database.unit_of_work(None) as work:
                await views.not_handed(work.connection, left)

    def stop(self) -> None:
        """Finish the running look, then end."""
        self._stopping.set()

    def ready(self) -> bool:
        """Whether the rows are being looked at."""
        return self._looked is not None and self._monotonic() - self._looked < OLD_SECONDS


def order_of(ids: Sequence[Any]) -> Order:
    """The ids of a message. Raises ValueError for anything else."""
    org, client, report_id = (UUID(each) for each in ids)
    return Order(org, client, report_id)
