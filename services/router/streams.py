"""Whole streams of the log, opened for an operator's command: in pages, each in a short transaction of its own."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from services.router.consumers import HANDLERS
from shared.database import Database, UnitOfWork
from shared.keyring import Heard, Keyring, NotReadable, SubjectKey, open_event
from shared.log import Recorded, read_stream

PAGE: Final = 500  # events


class Streams:
    """`unreadable` counts events of types that the router hears and that nobody can open."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring
        self.unreadable = 0

    async def key(self, unit: UnitOfWork, subject: UUID) -> SubjectKey | None:
        """None where it was destroyed, or never was."""
        return (await self._keyring.keys(unit.connection, {subject})).get(subject)

    async def read(self, key: SubjectKey, service: str) -> tuple[list[Heard], int]:
        """What the router hears of a stream, and the version up to which it was read."""
        heard, read = list[Heard](), 0
        while events := await self._page(key, service, read):
            heard += self.opened(key, events)
            read = events[-1].version
        return heard, read

    async def rest(self, unit: UnitOfWork, key: SubjectKey, service: str, after: int) -> list[Heard]:
        """What has come since, in a transaction that goes on."""
        return self.opened(key, await read_stream(unit.raw, key.subject, service, after=after))

    def opened(self, key: SubjectKey, events: Iterable[Recorded]) -> list[Heard]:
        found = list[Heard]()
        for event in events:
            if event.type in HANDLERS:
                try:
                    found.append(open_event(key, event))
                except NotReadable:
                    self.unreadable += 1
        return found

    async def _page(self, key: SubjectKey, service: str, after: int) -> list[Recorded]:
        async with self._database.unit_of_work(None) as unit:
            return await read_stream(unit.raw, key.subject, service, after=after, limit=PAGE)
