"""Units of work: one transaction, behind the organisation's wall, whose appended events are announced after commit."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.database.connecting import CONNECT_SECONDS, engine_for
from shared.database.roles import refuse_unsafe
from shared.log import Announce, Appended, Outcome, Recorded, Unit, append, tell

SET_ORGANISATION = text("SELECT set_config('app.org', :org, true)")
COMMAND_SECONDS = 5.0
# A little below the server's limit for a transaction, so that the caller learns of it and the connection is kept.
UNIT_SECONDS = 1.9
DESTROY_NOTE = text("SELECT log.destroy_note(:subject, :event)")


class UnitOfWork:
    """One transaction. A statement was already sent in it, so that `raw` is inside the transaction too.

    The order of locks is inbox, read models, heads: append last, and once.
    """

    def __init__(self, connection: AsyncConnection, raw: asyncpg.Connection) -> None:
        self.connection = connection
        self.raw = raw
        self.appended: list[Recorded] = []

    async def append(self, *units: Unit) -> list[Outcome]:
        """Record the units in this very transaction; one outcome each, in order."""
        outcomes = await append(self.raw, units)
        for outcome in outcomes:
            if isinstance(outcome, Appended):
                self.appended.extend(outcome.events)
        return outcomes

    async def destroy_note(self, subject: UUID, event_id: UUID) -> bool:
        """Destroy the key of a note that this service wrote; False if there is none (any more)."""
        found = await self.connection.execute(DESTROY_NOTE, {"subject": subject, "event": event_id})
        return bool(found.scalar_one())


class Database:
    """The connections of one process. `announce` is told what a unit of work has appended, after its commit; `role` is
    the one that this kind of process runs as."""

    def __init__(
        self, url: str, announce: Announce | None = None, *, role: str | None = None, pool_size: int = 5
    ) -> None:
        self._url = url
        self._role = role
        self._engine = engine_for(url, pool_size, COMMAND_SECONDS)
        self._announce = announce

    async def start(self) -> None:
        """Raise UnsafeRole if the role is not the process's own, or would not be held back by the wall."""
        async with self._engine.connect() as connection:
            await refuse_unsafe(await _driver(connection), self._role)

    async def stop(self) -> None:
        await self._engine.dispose()

    async def connect(self) -> asyncpg.Connection:
        """A connection outside the pool, for a lease that lasts as long as its connection. The caller ends it."""
        return await asyncpg.connect(self._url, timeout=CONNECT_SECONDS, command_timeout=CONNECT_SECONDS)

    @contextlib.asynccontextmanager
    async def unit_of_work(self, org: UUID | None) -> AsyncIterator[UnitOfWork]:
        """Commit on success, then announce; roll back on an error. An API gives its caller's organisation; a worker
        gives None, sees all of them, and limits its batches itself. Raises TimeoutError in an organisation's body that
        takes longer than UNIT_SECONDS, because an open transaction hides later events from catch-up."""
        connection = await self._begin(org)
        try:
            work = UnitOfWork(connection, await _driver(connection))
            async with asyncio.timeout(UNIT_SECONDS if org else None):
                yield work
            await connection.commit()
        finally:
            await _close(connection)
        if self._announce is not None and work.appended:
            await tell(self._announce, work.appended)

    async def _begin(self, org: UUID | None) -> AsyncConnection:
        """A connection with its transaction open. One that died in the pool is replaced, once."""
        try:
            return await self._open(org)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return await self._open(org)

    async def _open(self, org: UUID | None) -> AsyncConnection:
        connection = await self._engine.connect()
        try:
            await connection.execute(SET_ORGANISATION, {"org": str(org) if org else ""})
        except BaseException:
            await _close(connection)
            raise
        return connection


async def _close(connection: AsyncConnection) -> None:
    """Give the connection back even when the caller is being cancelled."""
    await asyncio.shield(connection.close())


async def _driver(connection: AsyncConnection) -> asyncpg.Connection:
    raw = (await connection.get_raw_connection()).driver_connection
    if not isinstance(raw, asyncpg.Connection):
        raise TypeError("The engine does not run on asyncpg.")
    return raw
