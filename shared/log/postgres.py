"""The log that runs: group commit for writing, units of work behind the wall for reading."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from shared.log.model import Log, Outcome, Recorded, Unit
from shared.log.reading import (
    find,
    find_all,
    read_beyond,
    read_latest,
    read_of_types,
    read_recent,
    read_standing,
    read_stream,
    read_version,
)
from shared.log.writer import GroupCommit

if TYPE_CHECKING:
    from shared.database import Database


class PostgresLog(Log):
    """An API process's log. Reads see the given organisation only."""

    def __init__(self, database: "Database", writer: GroupCommit) -> None:
        self._database = database
        self._writer = writer

    async def append(self, unit: Unit) -> Outcome:
        return await self._writer.append(unit)

    async def stream(
        self, org: UUID, subject: UUID, service: str, *, after: int = 0, limit: int | None = None
    ) -> list[Recorded]:
        async with self._database.unit_of_work(org) as work:
            return await read_stream(work.raw, subject, service, after=after, limit=limit)

    async def of_types(
        self, org: UUID, subject: UUID, service: str, types: Collection[str], *, after: int = 0
    ) -> tuple[list[Recorded], int]:
        async with self._database.unit_of_work(org) as work:
            # The version first: what is recorded between the two makes it stale, and stale is noticed.
            version = await read_version(work.raw, subject, service)
            return await read_of_types(work.raw, subject, service, types, after=after), version

    async def latest(self, org: UUID, subject: UUID, service: str, types: Collection[str]) -> Recorded | None:
        async with self._database.unit_of_work(org) as work:
            return await read_latest(work.raw, subject, service, types)

    async def recent(
        self, org: UUID, subject: UUID, services: Sequence[str], types: Sequence[str], *, since: datetime
    ) -> list[Recorded]:
        async with self._database.unit_of_work(org) as work:
            return await read_recent(work.raw, subject, services, types, since)

    async def beyond(
        self, org: UUID, subject: UUID, versions: Mapping[str, int], limit: int
    ) -> dict[str, list[Recorded]]:
        async with self._database.unit_of_work(org) as work:
            return await read_beyond(work.raw, subject, versions, limit)

    async def standing(self, org: UUID, subjects: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
        async with self._database.unit_of_work(org) as work:
            return await read_standing(work.raw, subjects)

    async def find(self, org: UUID, subject: UUID, event_id: UUID) -> Recorded | None:
        async with self._database.unit_of_work(org) as work:
            return await find(work.raw, subject, event_id)

    async def find_all(self, org: UUID, subject: UUID, event_ids: Sequence[UUID]) -> dict[UUID, Recorded]:
        async with self._database.unit_of_work(org) as work:
            return {event.id: event for event in await find_all(work.raw, subject, event_ids)}

    async def find_beside(
        self,
        org: UUID,
        subject: UUID,
        event_ids: Sequence[UUID],
        services: Sequence[str],
        types: Sequence[str],
        *,
        since: datetime,
    ) -> tuple[dict[UUID, Recorded], list[Recorded]]:
        async with self._database.unit_of_work(org) as work:
            # The ids first: whatever was recorded before one of them is there when the second question is asked.
            found = {event.id: event for event in await find_all(work.raw, subject, event_ids)}
            return found, await read_recent(work.raw, subject, services, types, since)
