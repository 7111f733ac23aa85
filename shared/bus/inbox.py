"""Handled once: inbox rows and the checkpoint of one consumer."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.bus.tables import named
from shared.log.model import Recorded

Place = tuple[int, int]
"""(tx, position): an event's place in the log."""

BEGINNING: Final[Place] = (0, 0)


def place(event: Recorded) -> Place:
    return event.tx, event.position


class Inbox:
    """An event counts as handled when it is in the inbox, or at or below the checkpoint."""

    def __init__(self, schema: str, consumer: str) -> None:
        named(schema)
        self._consumer = consumer
        self._enter = text(
            f"INSERT INTO {schema}.inbox (consumer, subject, event, org, tx, position)"
            " SELECT :consumer, e.subject, e.event, e.org, e.tx, e.position"
            " FROM unnest(CAST(:subjects AS uuid[]), CAST(:events AS uuid[]), CAST(:orgs AS uuid[]),"
            " CAST(:txs AS xid8[]), CAST(:positions AS bigint[])) AS e (subject, event, org, tx, position)"
            # One order for all, so that two workers with the same events wait for each other but never in a circle.
            " ORDER BY e.subject, e.event ON CONFLICT DO NOTHING RETURNING subject, event"
        )
        self._leave = text(
            f"DELETE FROM {schema}.inbox i USING unnest(CAST(:subjects AS uuid[]), CAST(:events AS uuid[]))"
            " AS e (subject, event) WHERE i.consumer = :consumer AND i.subject = e.subject AND i.event = e.event"
        )
        self._among = text(
            f"SELECT i.subject, i.event FROM {schema}.inbox i WHERE i.consumer = :consumer"
            " AND (i.tx, i.position) > (CAST(:after_tx AS xid8), CAST(:after AS bigint))"
            " AND (i.tx, i.position) <= (CAST(:to_tx AS xid8), CAST(:to AS bigint))"
        )
        self._begin = text(f"INSERT INTO {schema}.checkpoints (consumer) VALUES (:consumer) ON CONFLICT DO NOTHING")
        self._read = text(f"SELECT c.tx, c.position FROM {schema}.checkpoints c WHERE c.consumer = :consumer")
        self._move = text(
            f"UPDATE {schema}.checkpoints SET tx = CAST(:tx AS xid8), position = :position"
            " WHERE consumer = :consumer AND (tx, position) < (CAST(:tx AS xid8), :position)"
        )
        self._prune = text(
            f"DELETE FROM {schema}.inbox"
            " WHERE consumer = :consumer AND (tx, position) <= (CAST(:tx AS xid8), CAST(:position AS bigint))"
        )

    async def begin(self, connection: AsyncConnection) -> None:
        """Give a new consumer its checkpoint at the very beginning of the log."""
        await connection.execute(self._begin, {"consumer": self._consumer})

    async def checkpoint(self, connection: AsyncConnection) -> Place:
        row = (await connection.execute(self._read, {"consumer": self._consumer})).one_or_none()
        return BEGINNING if row is None else (row.tx, row.position)

    async def between(self, connection: AsyncConnection, after: Place, to: Place) -> set[tuple[UUID, UUID]]:
        """(subject, event) of the rows beyond `after`, up to `to`."""
        given = {"after_tx": after[0], "after": after[1], "to_tx": to[0], "to": to[1]}
        rows = await connection.execute(self._among, {"consumer": self._consumer, **given})
        return {(row.subject, row.event) for row in rows}

    async def claim(self, connection: AsyncConnection, events: Sequence[Recorded]) -> list[Recorded]:
        """Enter the events; returns those that nobody has handled, without repeats."""
        entered = await self._entered(connection, events)
        if not entered:
            return []
        # A statement of its own: its snapshot sees the checkpoint of a pruning that the insert may have waited for.
        checkpoint = await self.checkpoint(connection)
        passed = [event for event in entered if place(event) <= checkpoint]
        if passed:
            await connection.execute(self._leave, {"consumer": self._consumer, **names(passed)})
        return [event for event in entered if place(event) > checkpoint]

    async def _entered(self, connection: AsyncConnection, events: Sequence[Recorded]) -> list[Recorded]:
        by_name = {(event.subject, event.id): event for event in events}
        unique = list(by_name.values())
        given = {
            "consumer": self._consumer,
            **names(unique),
            "orgs": [event.org for event in unique],
            "txs": [event.tx for event in unique],
            "positions": [event.position for event in unique],
        }
        rows = await connection.execute(self._enter, given)
        return [by_name[row.subject, row.event] for row in rows]

    async def pass_to(self, connection: AsyncConnection, reached: Place) -> None:
        """Move the checkpoint forward and forget the rows it makes superfluous."""
        given = {"consumer": self._consumer, "tx": reached[0], "position": reached[1]}
        await connection.execute(self._move, given)
        await connection.execute(self._prune, given)


def names(events: Sequence[Recorded]) -> dict[str, list[UUID]]:
    return {"subjects": [event.subject for event in events], "events": [event.id for event in events]}
