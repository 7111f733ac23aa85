"""Events in and out of their sealed form. Pure: no I/O, no clock."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from pydantic import JsonValue, ValidationError

from shared.events import CONTRACTS, Contract
from shared.keyring.faults import NotReadable
from shared.keyring.sealing import SubjectKey
from shared.log.model import NewEvent, Recorded


@dataclass(frozen=True, slots=True)
class Heard:
    """An event of the log, opened."""

    recorded: Recorded
    data: Contract

    @property
    def id(self) -> UUID:
        return self.recorded.id

    @property
    def org(self) -> UUID:
        return self.recorded.org

    @property
    def subject(self) -> UUID:
        return self.recorded.subject

    @property
    def type(self) -> str:
        return self.recorded.type

    @property
    def occurred_at(self) -> datetime:
        return self.recorded.occurred_at

    @property
    def recorded_at(self) -> datetime:
        return self.recorded.recorded_at

    @property
    def version(self) -> int:
        return self.recorded.version

    @property
    def at(self) -> datetime:
        """The time that rules use: the earlier of the two, because a phone's clock may run ahead."""
        return min(self.recorded.occurred_at, self.recorded.recorded_at)


def canonical(value: JsonValue) -> bytes:
    """One byte form for equal JSON values, whatever the order of their keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def derived_id(cause: UUID, name: str) -> UUID:
    """The id of what follows from `cause`: known before it exists, and the same each time."""
    return uuid5(cause, name)


def seal_event(
    key: SubjectKey,
    *,
    id: UUID,
    data: Contract,
    occurred_at: datetime,
    content: bytes | None = None,
    note_key: bytes | None = None,
) -> NewEvent:
    """Seal `data` as the event `id` of the key's subject.

    `content` is the canonical JSON of what the caller sent, by which a repeated request is recognised; without it the
    data itself is compared. `note_key` is the wrapped key of the note inside the data.
    """
    body = data.model_dump_json().encode()
    return NewEvent(
        id=id,
        type=data.type,
        occurred_at=occurred_at,
        body=key.seal_event(body, id, data.type),
        content=key.digest(body if content is None else content),
        note_key=note_key,
    )


def open_event(key: SubjectKey, recorded: Recorded) -> Heard:
    """Open a recorded event with its subject's key.

    Raises NotReadable: sealed elsewhere or under another key, of a type nobody knows, or against its contract.
    """
    contract = CONTRACTS.get(recorded.type)
    if contract is None or (key.org, key.subject) != (recorded.org, recorded.subject):
        raise NotReadable
    body = key.open_event(recorded.body, recorded.id, recorded.type)
    try:
        return Heard(recorded, contract.model_validate_json(body))
    except ValidationError:  # Its text quotes the values.
        raise NotReadable from None
