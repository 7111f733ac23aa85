"""How a URL becomes connections: asyncpg reads it, for SQLAlchemy too, so both understand the same forms."""

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

CONNECT_SECONDS = 10.0
POOL_SECONDS = 5.0
# Planning anew for each call costs more than most of our statements do, because the log has partitions.
PLANNED_ONCE = {"plan_cache_mode": "force_generic_plan"}


def engine_for(url: str, pool_size: int, command_seconds: float | None = None) -> AsyncEngine:
    """A SQLAlchemy engine over asyncpg for `postgresql://user:password@host:port/db` or `...@/db?host=/socket/folder`.

    `command_seconds` bounds the wait for one statement on the client's side, for the case that the server is gone
    without a word.
    """

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(
            url, timeout=CONNECT_SECONDS, command_timeout=command_seconds, server_settings=PLANNED_ONCE
        )

    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connect,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
    )
