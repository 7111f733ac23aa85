"""Only one replica at a time: a session advisory lock on a connection of its own."""

import hashlib
from collections.abc import Awaitable, Callable

import asyncpg

# The server notices a holder that vanished without a word within half a minute.
NOTICE = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"


class Lease:
    """Held as long as its connection lives, so a killed holder gives it up by itself."""

    def __init__(self, name: str, connect: Callable[[], Awaitable[asyncpg.Connection]]) -> None:
        self._key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        self._connect = connect
        self._connection: asyncpg.Connection | None = None
        self._held = False

    async def hold(self) -> bool:
        """Take the lease, or make sure that it is still ours. Given up when the connection fails, which is raised."""
        try:
            return await self._confirm()
        except BaseException:
            self.give_up()
            raise

    async def _confirm(self) -> bool:
        if self._connection is None:
            self._connection = await self._connect()
            await self._connection.execute(NOTICE)
        if self._held:
            await self._connection.execute("SELECT 1")
        else:
            self._held = await self._connection.fetchval("SELECT pg_try_advisory_lock($1)", self._key)
        return self._held

    def give_up(self) -> None:
        """End the connection and with it the lock, without waiting for a server that may not be there."""
        connection, self._connection, self._held = self._connection, None, False
        if connection is not None:
            connection.terminate()
