"""Handled once: inbox rows and the checkpoint of one consumer."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from shared.bus.inbox_sql import Statements
from shared.log.model import Recorded

Place = tuple[int, int]
"""(tx, position): an event's place in the log."""

BEGINNING: Final[Place] = (0, 0)


def place(event: Recorded) -> Place:
    return event.tx, event.position


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a consumer is: to the checkpoint in its `types`, but in those `behind` only to the place given there."""

    checkpoint: Place = BEGINNING
    types: frozenset[str] = frozenset()
    behind: Mapping[str, Place] = field(default_factory=dict)

    def has_passed(self, event: Recorded) -> bool:
        return place(event) <= self.behind.get(event.type, self.checkpoint)


@dataclass(frozen=True, slots=True)
class Claimed:
    """`fresh` are, as the log has them, the events that nobody has handled; `unknown` counts what the log has not."""

    fresh: Sequence[Recorded]
    repeated: int
    unknown: int


class Inbox:
    """An event counts as handled when it is in the inbox, or passed by the checkpoint."""

    def __init__(self, schema: str, consumer: str) -> None:
        self._consumer = consumer
        self._sql = Statements(schema)

    async def begin(self, connection: AsyncConnection, types: frozenset[str]) -> None:
        """Give a new consumer its checkpoint at the very beginning of the log, and note types that are new to it.

        From then on no replica that does not know them moves the checkpoint.
        """
        await connection.execute(self._sql.begin, {"consumer": self._consumer, "types": sorted(types)})
        standing = await self.standing(connection, lock=True)
        behind = dict.fromkeys(types - standing.types, BEGINNING) | dict(standing.behind)
        if not types <= standing.types:
            await self._write(connection, standing.types | types, behind)

    async def caught_up(self, connection: AsyncConnection, types: frozenset[str]) -> None:
        """Note that these types are handled up to the checkpoint, and forget the rows that this makes superfluous."""
        standing = await self.standing(connection, lock=True)
        behind = {kind: place for kind, place in standing.behind.items() if kind not in types}
        await self._write(connection, standing.types, behind)
        if not behind.keys() & standing.types:
            tx, position = standing.checkpoint
            await connection.execute(self._sql.prune, {"consumer": self._consumer, "tx": tx, "position": position})

    async def forsake(self, connection: AsyncConnection, types: frozenset[str]) -> None:
        """Let the checkpoint be moved by those who know only these types; how far the others are stays noted."""
        standing = await self.standing(connection, lock=True)
        behind = dict.fromkeys(standing.types - types, standing.checkpoint) | dict(standing.behind)
        await self._write(connection, standing.types & types, behind)

    async def standing(self, connection: AsyncConnection, *, lock: bool = False) -> Standing:
        statement = self._sql.read_locked if lock else self._sql.read
        row = (await connection.execute(statement, {"consumer": self._consumer})).one_or_none()
        if row is None:
            return Standing()
        behind = {kind: (tx, position) for kind, (tx, position) in json.loads(row.behind).items()}
        return Standing((row.tx, row.position), frozenset(row.types), behind)

    async def between(self, connection: AsyncConnection, after: Place, to: Place) -> set[tuple[UUID, UUID]]:
        """(subject, event) of the rows beyond `after`, up to `to`."""
        given = {"after_tx": after[0], "after": after[1], "to_tx": to[0], "to": to[1]}
        rows = await connection.execute(self._sql.among, {"consumer": self._consumer, **given})
        return {(row.subject, row.event) for row in rows}

    async def claim(self, connection: AsyncConnection, events: Sequence[Recorded], types: Collection[str]) -> Claimed:
        """Enter the events of these types, if the log has them: nothing else that is said of them is believed."""
        unique = {(event.subject, event.id): event for event in events}
        given = {"consumer": self._consumer, "types": sorted(types), **names(list(unique.values()))}
        rows = (await connection.execute(self._sql.enter, given)).all()
        entered = [Recorded(*row[:-1]) for row in rows if row.entered]
        # A statement of its own: its snapshot sees the checkpoint of a pruning that the insert may have waited for.
        standing = await self.standing(connection) if entered else Standing()
        await self.release(connection, [event for event in entered if standing.has_passed(event)])
        fresh = [event for event in entered if not standing.has_passed(event)]
        repeated = len(events) - len(unique) + len(rows) - len(fresh)
        return Claimed(fresh, repeated, unknown=len(unique) - len(rows))

    async def release(self, connection: AsyncConnection, events: Sequence[Recorded]) -> None:
        """Take back the claim of events in the transaction that claimed them."""
        if events:
            await connection.execute(self._sql.leave, {"consumer": self._consumer, **names(events)})

    async def pass_to(self, connection: AsyncConnection, reached: Place, types: frozenset[str]) -> None:
        """Move the checkpoint forward and forget the rows it makes superfluous, unless it is about other types too."""
        given = {"consumer": self._consumer, "tx": reached[0], "position": reached[1]}
        moved = await connection.execute(self._sql.move, {**given, "types": sorted(types)})
        if moved.one_or_none() is not None:
            await connection.execute(self._sql.prune, given)

    async def _write(self, connection: AsyncConnection, types: frozenset[str], behind: Mapping[str, Place]) -> None:
        given = {"consumer": self._consumer, "types": sorted(types), "behind": json.dumps(behind)}
        await connection.execute(self._sql.write, given)


def names(events: Sequence[Recorded]) -> dict[str, list[UUID]]:
    return {"subjects": [event.subject for event in events], "events": [event.id for event in events]}
