"""Telling the news of what was committed. The record is safe by then, so trouble here is noted and passed over."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from shared.log.model import Recorded

Announce = Callable[[Sequence[Recorded]], Awaitable[None]]
ANNOUNCE_SECONDS = 1.0


async def tell(announce: Announce, events: Sequence[Recorded]) -> None:
    """Announce committed events; never raises and never holds its caller up for longer than ANNOUNCE_SECONDS."""
    try:
        async with asyncio.timeout(ANNOUNCE_SECONDS):
            await announce(events)
    except Exception as error:
        structlog.get_logger().warning("log.announce_failed", error=type(error).__name__, count=len(events))
