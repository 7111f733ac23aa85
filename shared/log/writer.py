"""Group commit: what arrives while one commit is in flight goes together in the next."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import structlog

from shared.log.announcing import Announce, tell
from shared.log.append import append
from shared.log.measuring import count_failed, count_outcomes
from shared.log.model import Appended, Outcome, QueueFull, Recorded, Seen, Unit
from shared.telemetry import metrics

CONNECT_SECONDS = 5.0
# Half of a caller's patience, so that after a connection was dropped without a word there is time for a second try.
COMMAND_SECONDS = 2.5
FIRST_PAUSE_SECONDS = 0.05
LONGEST_PAUSE_SECONDS = 1.0
PASSING = (
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.InsufficientResourcesError,
)
GONE = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.TransactionTimeoutError,
    asyncpg.IdleInTransactionSessionTimeoutError,
)
# So many units in a row, of different streams, that fail for a passing reason show that it is not theirs.
HOPELESS = 2


class LogUnavailable(Exception):
    """The log could not be reached, or was too busy, within the time a caller waits. The unit may or may not have been
    recorded; the same ids may be sent again."""


@dataclass(slots=True, eq=False)
class Waiting:
    """A unit in the queue and the caller it is answered to. `in_doubt`: a commit of it may have happened untold."""

    unit: Unit
    answer: asyncio.Future[Outcome]
    in_doubt: bool = False


class GroupCommit:
    """A bounded queue and one task that commits what is in it, on a connection of its own.

    `capacity` is how many units may wait, `group` how many go into one commit, `patience` how many seconds a lost
    connection is tried again, or a failed group taken apart, before the callers are told. A caller waits for twice
    that at the very most.
    """

    def __init__(
        self, url: str, announce: Announce, *, capacity: int = 2000, group: int = 200, patience: float = 5.0
    ) -> None:
        self._url = url
        self._announce = announce
        self._capacity = capacity
        self._group = group
        self._patience = patience
        self._queue: deque[Waiting] = deque()
        self._arrived = asyncio.Event()
        self._closing = False
        self._connection: asyncpg.Connection | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect and begin to write. Raises what connecting raises."""
        self._connection = await self._connect()
        metrics().log_queue_units.set_function(lambda: len(self._queue))
        self._task = asyncio.create_task(self._write())

    async def drain(self) -> None:
        """Refuse new units, finish the queued ones, let the connection go."""
        self._closing = True
        self._arrived.set()
        if self._task is not None:
            await self._task
        if self._connection is not None:
            with contextlib.suppress(OSError, asyncpg.InterfaceError, asyncpg.PostgresError):
                await self._connection.close(timeout=1)
            self._connection = None

    async def append(self, unit: Unit) -> Outcome:
        """Answers after the commit. Raises QueueFull, LogUnavailable, or what is wrong with this very unit."""
        if self._closing or len(self._queue) >= self._capacity:
            metrics().log_queue_full_total.inc()
            raise QueueFull
        waiting = Waiting(unit, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        self._arrived.set()
        try:
            async with asyncio.timeout(2 * self._patience):
                return await asyncio.shield(waiting.answer)
        except TimeoutError as error:
            raise LogUnavailable(type(error).__name__) from error

    async def _write(self) -> None:
        while True:
            await self._arrived.wait()
            group = [self._queue.popleft() for _ in range(min(self._group, len(self._queue)))]
            if group:
                await self._commit(group)
            elif self._closing:
                return
            else:
                self._arrived.clear()

    async def _commit(self, group: list[Waiting]) -> None:
        metrics().log_group_units.observe(len(group))
        try:
            outcomes = await self._append_surely(group)
        except LogUnavailable as error:
            self._give_up(group, error)
        except Exception as error:
            if len(group) > 1:
                await self._commit_each(group)
            else:
                _refuse(group[0], error)
        else:
            await self._answer(dict(zip(group, outcomes, strict=True)))

    async def _commit_each(self, group: list[Waiting]) -> None:
        """One bad unit harms no other, and one locked stream no other; trouble of the whole server ends the trying."""
        done: dict[Waiting, Outcome] = {}
        locked: set[UUID] = set()
        in_a_row, deadline = 0, self._now() + self._patience
        for place, each in enumerate(group):
            if in_a_row == HOPELESS or self._now() > deadline:
                self._give_up(group[place:], LogUnavailable("the log is too busy"))
                break
            if each.unit.subject in locked:
                _refuse(each, LogUnavailable("the stream is locked"))
                continue
            try:
                [done[each]] = await self._append_surely([each])
                in_a_row = 0
            except LogUnavailable as error:
                self._give_up(group[place:], error)
                break
            except PASSING as error:
                _refuse(each, error)
                locked.add(each.unit.subject)
                in_a_row += 1
            except Exception as error:
                _refuse(each, error)
        await self._answer(done)

    async def _append_surely(self, group: Sequence[Waiting]) -> list[Outcome]:
        """Append; on a lost connection, whose outcome is unknown, again on a new one: the ids make that harmless."""
        deadline = self._now() + self._patience
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                if self._connection is None:
                    self._connection = await self._connect()
                return await append(self._connection, [each.unit for each in group])
            except Exception as error:
                if not self._is_gone(error):
                    raise
                self._doubt(group)
                if self._now() + pause > deadline:
                    raise LogUnavailable(type(error).__name__) from error
                structlog.get_logger().warning("log.connection_lost", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _doubt(self, group: Sequence[Waiting]) -> None:
        """The connection is lost; if it was lost after the commit, nobody has announced what was recorded."""
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None
            for each in group:
                each.in_doubt = True

    def _is_gone(self, error: Exception) -> bool:
        if self._connection is None or self._connection.is_closed():
            return True
        if isinstance(error, asyncpg.OperatorInterventionError):
            return not isinstance(error, asyncpg.QueryCanceledError)
        return isinstance(error, GONE)

    async def _answer(self, done: Mapping[Waiting, Outcome]) -> None:
        """The news first, then the callers. What a lost connection had committed is told too: twice does no harm."""
        events = [event for each, outcome in done.items() for event in _news(each, outcome)]
        if events:
            await tell(self._announce, events)
        count_outcomes(done.values())
        for each, outcome in done.items():
            each.answer.set_result(outcome)

    def _give_up(self, group: Sequence[Waiting], error: LogUnavailable) -> None:
        """Whoever waits behind the group would meet the same."""
        for each in (*group, *self._queue):
            _refuse(each, LogUnavailable(*error.args))
        self._queue.clear()

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    async def _connect(self) -> asyncpg.Connection:
        return await asyncpg.connect(self._url, timeout=CONNECT_SECONDS, command_timeout=COMMAND_SECONDS)


def _news(waiting: Waiting, outcome: Outcome) -> tuple[Recorded, ...]:
    if isinstance(outcome, Appended) or (waiting.in_doubt and isinstance(outcome, Seen)):
        return outcome.events
    return ()


def _refuse(waiting: Waiting, error: Exception) -> None:
    count_failed()
    passing = isinstance(error, PASSING)
    waiting.answer.set_exception(LogUnavailable(type(error).__name__) if passing else error)
