"""The words of the log: units to append, what became of them, and events as they are recorded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


class Clock(Protocol):
    """Where "now" comes from outside the rules; always with a zone."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class NewEvent:
    """A sealed event before it is recorded.

    `content` is the keyed hash of what the caller sent (same id and same content = the first answer again).
    `note_key` is the wrapped key of the free-text note inside the body, recorded together with the event.
    """

    id: UUID
    type: str
    occurred_at: datetime
    body: bytes
    content: bytes
    note_key: bytes | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """Events of one stream that are recorded together or not at all.

    A log stream is one subject's events by one service: (subject, service). The service is not chosen here: it is
    the one the database role belongs to. `expected` is the version the stream must have (0 = no events yet);
    None for facts, which expect nothing.
    """

    org: UUID
    subject: UUID
    events: tuple[NewEvent, ...]
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log holds it. `(tx, position)` is its place in the log; `chain` its link in the hash chain."""

    id: UUID
    org: UUID
    subject: UUID
    service: str
    version: int
    type: str
    occurred_at: datetime
    recorded_at: datetime
    body: bytes
    content: bytes
    chain: bytes
    tx: int
    position: int


@dataclass(frozen=True, slots=True)
class Appended:
    """Recorded now."""

    events: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """Recorded before with the same ids and content: the first answer stands."""

    events: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class Stale:
    """The stream has moved on; `version` is where it is now. Nothing was recorded."""

    version: int


@dataclass(frozen=True, slots=True)
class OtherContent:
    """An id of this unit was used before for something else. Nothing was recorded."""

    id: UUID


@dataclass(frozen=True, slots=True)
class NoKey:
    """The subject has no active key: `erased`, or never known in this organisation. Nothing was recorded."""

    erased: bool


Outcome = Appended | Seen | Stale | OtherContent | NoKey


class QueueFull(Exception):
    """More units wait than the writer may hold; the caller says 503 with Retry-After."""


class Log(Protocol):
    """The append-only record, as services see it."""

    async def append(self, unit: Unit) -> Outcome:
        """Record in the next group commit; returns after the commit. Raises QueueFull. Cancelling the caller does not
        take back a unit that was queued."""
        ...

    async def stream(
        self, org: UUID, subject: UUID, service: str, *, after: int = 0, limit: int | None = None
    ) -> list[Recorded]:
        """The stream's events with version > `after`, in order of version."""
        ...

    async def of_types(
        self, org: UUID, subject: UUID, service: str, types: Collection[str], *, after: int = 0
    ) -> tuple[list[Recorded], int]:
        """The stream's events of these types with version > `after`, in order, and the version of the whole stream.

        What an append expecting that version was decided on is never older than the version.
        """
        ...

    async def latest(self, org: UUID, subject: UUID, service: str, types: Collection[str]) -> Recorded | None:
        """The newest event of these types in a stream."""
        ...

    async def recent(
        self, org: UUID, subject: UUID, services: Sequence[str], types: Sequence[str], *, since: datetime
    ) -> list[Recorded]:
        """What services said about a subject, of these types, recorded at or after `since`, as it was recorded."""
        ...

    async def beyond(
        self, org: UUID, subject: UUID, versions: Mapping[str, int], limit: int
    ) -> dict[str, list[Recorded]]:
        """By service, the events of several streams with a higher version than the given one: in order of version,
        without a gap, at most `limit` of each, in one look."""
        ...

    async def standing(self, org: UUID, subjects: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
        """The versions of all streams of each subject that has an active key. The others are absent."""
        ...

    async def find(self, org: UUID, subject: UUID, event_id: UUID) -> Recorded | None:
        """One event by its id."""
        ...

    async def find_all(self, org: UUID, subject: UUID, event_ids: Sequence[UUID]) -> dict[UUID, Recorded]:
        """Those of a subject's events with these ids that there are, in one look."""
        ...

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
        """`find_all` and `recent` in one look; what stands beside a found event is never older than it."""
        ...
