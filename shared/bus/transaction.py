"""One transaction of a consumer: short, and its failures told apart."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, TypeVar

from shared.bus.failure import ServerLost, SessionLost, is_lost_server, is_passing
from shared.database import Database, UnitOfWork

T = TypeVar("T")
PROBE_SECONDS: Final = 5.0
PAUSE_SECONDS: Final = 0.1


@asynccontextmanager
async def transaction(database: Database, seconds: float) -> AsyncIterator[UnitOfWork]:
    """A unit of work that may be open for `seconds`. Raises ServerLost, SessionLost, or whatever its body raised.

    What fails before it begins is never an event's fault. A lost session is the server's only if the server does not
    answer a fresh one: a handler that is idle for too long loses its session too.
    """
    entered = lost = False
    try:
        async with database.unit_of_work(None) as unit:
            entered, raw, limit = True, unit.raw, asyncio.timeout(seconds)
            try:
                async with limit:
                    yield unit
            except Exception:
                lost = limit.expired() or raw.is_closed()
                raise
    except ServerLost:
        raise
    except Exception as error:
        if not entered:
            raise ServerLost from error
        if not lost and not is_lost_server(error):
            raise
        if await _answers(database):
            raise SessionLost from error
        raise ServerLost from error


async def persistently(act: Callable[[], Awaitable[T]], goes: int) -> T:
    """What `act` returns; up to `goes` times if what it raises may pass. Raises its last error."""
    for gone in range(1, goes):
        try:
            return await act()
        except Exception as error:
            if not is_passing(error):
                raise
        await asyncio.sleep(PAUSE_SECONDS * gone)
    return await act()


async def _answers(database: Database) -> bool:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            connection = await database.connect()
            try:
                await connection.execute("SELECT 1")
            finally:
                connection.terminate()
    except Exception:
        return False
    return True
