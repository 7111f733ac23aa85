"""Reads a page of a history from the newest end of the stream, and no further than the page needs."""

from uuid import UUID

import asyncpg

from services.checkin import decider
from services.checkin.decider import Position
from shared.log import Recorded, read_stream

SERVICE = "checkin"
HEAD = "SELECT version FROM log.heads WHERE subject = $1 AND service = $2"
FIRST_READ = 4


async def newest_page(
    connection: asyncpg.Connection, subject: UUID, after: Position | None, limit: int
) -> tuple[list[Recorded], Position | None]:
    """The next `limit` check-ins that stand after a position, newest moment first, and the last one's position if more
    follow. Reads `FIRST_READ` times `limit` events first, and twice as many each time that is not enough."""
    top = await connection.fetchval(HEAD, subject, SERVICE) or 0
    size, read = FIRST_READ * limit, list[Recorded]()
    while True:
        bottom = max(0, top - size)
        part = await read_stream(connection, subject, SERVICE, after=bottom, limit=top - bottom)
        read = part + read
        chosen, following = decider.page(read, after, limit)
        if bottom == 0 or decider.settled(following, part):
            return chosen, following
        top, size = bottom, 2 * size
