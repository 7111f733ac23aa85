"""What a handler gets to work with, inside its batch's one transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from shared.database import UnitOfWork
from shared.events import CONTRACTS, Contract
from shared.keyring import Heard, SubjectErased, SubjectKey, SubjectUnknown, derived_id, open_event, seal_event
from shared.log import NoKey, OtherContent, Unit, find, read_recent, read_stream


class Work:
    """One batch's transaction as its handlers see it. Everything in it happens together or not at all."""

    connection: AsyncConnection

    def __init__(self, unit: UnitOfWork, keys: Mapping[UUID, SubjectKey]) -> None:
        self.connection = unit.connection
        self._unit = unit
        self._keys = keys
        self._emitted: list[Unit] = []

    def key(self, subject: UUID) -> SubjectKey:
        """The key of a subject of this batch's events. Raises SubjectErased for any other."""
        try:
            return self._keys[subject]
        except KeyError:
            raise SubjectErased from None

    async def emit(self, cause: Heard, data: Contract, *, discriminator: str = "") -> None:
        """Say `data` about the cause's subject, as a reaction to it; recorded and announced with the whole batch.

        The id derives from the cause, the type and the discriminator, so saying it again changes nothing: the first
        stands. `stream` and `find` know it only after this batch.
        """
        event = seal_event(
            self.key(cause.subject),
            id=derived_id(cause.id, data.type + discriminator),
            data=data,
            occurred_at=cause.at,
        )
        self._emitted.append(Unit(cause.org, cause.subject, (event,)))

    async def stream(self, subject: UUID, service: str, *, after: int = 0) -> list[Heard]:
        """What is recorded in a subject's log stream with version > `after`, in order of version.

        Without types of a later release, which no rule of this one can mean.
        """
        events = await read_stream(self._unit.raw, subject, service, after=after)
        return [open_event(self.key(subject), event) for event in events if event.type in CONTRACTS]

    async def recent(
        self, subject: UUID, services: Sequence[str], types: Sequence[str], *, since: datetime
    ) -> list[Heard]:
        """What services said about a subject, of these types, recorded at or after `since`, as it was recorded."""
        events = await read_recent(self._unit.raw, subject, services, types, since)
        return [open_event(self.key(subject), event) for event in events]

    async def find(self, subject: UUID, event_id: UUID) -> Heard | None:
        """One recorded event about a subject, whichever service said it."""
        event = await find(self._unit.raw, subject, event_id)
        return None if event is None else open_event(self.key(subject), event)

    async def record(self) -> int:
        """Append what was emitted; the last thing in the transaction, because it locks the heads of log streams.

        Recorded now, said before, or its subject erased meanwhile: all are fine. Returns how many were said before
        with other content. Raises SubjectUnknown where there never was a key.
        """
        emitted, self._emitted = self._emitted, []
        outcomes = await self._unit.append(*emitted) if emitted else []
        if NoKey(erased=False) in outcomes:
            raise SubjectUnknown
        return sum(isinstance(outcome, OtherContent) for outcome in outcomes)


Handler = Callable[[Heard, Work], Awaitable[None]]
