"""One consumer: what its stream says, what the log has beyond it, and what is due for another try."""

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from shared.bus.batch import Batches
from shared.bus.catchup import CatchUp
from shared.bus.consumer import Consumer
from shared.bus.failure import ServerLost, redacted
from shared.bus.inbox import Inbox
from shared.bus.lease import Lease
from shared.bus.parking import Parking
from shared.bus.retrying import Retries
from shared.bus.settings import HearingSettings
from shared.bus.waiting import set_within
from shared.bus.work import Handler
from shared.database import Database
from shared.keyring import Keyring
from shared.log import Clock, Recorded
from shared.telemetry import metrics

log = structlog.get_logger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0


class Hearing:
    """Handles each event of its types exactly once, whatever Redis does.

    `handlers` is by event type; `sources` are the services whose news streams are read. `schema` holds the tables of
    `bus_tables`. The database is the worker's and announces what is emitted.
    """

    def __init__(
        self,
        *,
        consumer: str,
        schema: str,
        handlers: Mapping[str, Handler],
        sources: Sequence[str],
        database: Database,
        keyring: Keyring,
        redis_url: str,
        clock: Clock,
        settings: HearingSettings | None = None,
    ) -> None:
        # Here and not above, because only workers have FastStream installed.
        from shared.bus.listening import Listening

        pace = settings or HearingSettings()
        self._consumer = Consumer(
            name=consumer,
            handlers=handlers,
            inbox=Inbox(schema, consumer),
            parking=Parking(schema, consumer, pace.pauses),
            database=database,
            keyring=keyring,
            clock=clock,
            settings=pace,
            metrics=metrics(),
        )
        self._batches = Batches(self._consumer)
        self._retries = Retries(self._consumer)
        self._listening = Listening(self._consumer, sources=sources, redis_url=redis_url, hear=self._hear)
        lease = Lease(f"smallhours.hearing.{schema}.{consumer}", database.connect)
        self._catch_up = CatchUp(self._consumer, lease=lease, batches=self._batches, stream_answers=self.hears_stream)
        self._stopping = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()

    async def run(self) -> None:
        """Hear until `stop`, or until cancelled. Neither server needs to be up."""
        self._ended.clear()
        try:
            async with asyncio.TaskGroup() as group:
                for loop in (self._listening.run(), self._catch_up.run(), self._retry()):
                    group.create_task(loop)
        finally:
            self._stopping.set()
            await self._listening.close()
            self._ended.set()

    async def stop(self) -> None:
        """Let the running batches finish and end `run`. Nothing heard is lost by it: what is left comes again."""
        self._stopping.set()
        self._catch_up.stop()
        self._listening.stop()
        await self._ended.wait()

    def ready(self) -> bool:
        """Whether events are being handled: the log is looked into and got on with, and the stream is read or known to
        be away."""
        looked = self._catch_up.age() < self._consumer.settings.old and not self._stopping.is_set()
        return looked and not self._catch_up.stalled() and (self._listening.alive() or not self._listening.answering())

    def hears_stream(self) -> bool:
        """Whether Redis answers and every stream is being read; if not, the log alone is."""
        return self._listening.answering() and self._listening.alive()

    async def _hear(self, events: Sequence[Recorded]) -> None:
        """Handle what the stream brought. While the database is away the batch is held here, not acknowledged."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await self._batches.handle(events, "stream")
            except ServerLost as lost:
                log.warning("bus.waiting", consumer=self._consumer.name, error=redacted(lost))
                if await set_within(self._stopping, pause):
                    raise
                pause = min(2 * pause, LONGEST_PAUSE)
            except Exception as error:
                log.error("bus.batch_failed", consumer=self._consumer.name, error=redacted(error))
                # Not even parking works, so nothing will be gained by going through the stream at full speed.
                await set_within(self._stopping, LONGEST_PAUSE)
                raise

    async def _retry(self) -> None:
        while not self._stopping.is_set():
            more = False
            try:
                more = await self._retries.retry()
            except Exception as error:
                log.warning("bus.retry_failed", consumer=self._consumer.name, error=redacted(error))
            await set_within(self._stopping, 0.0 if more else self._consumer.settings.retry)
