"""A moment: what somebody felt, how strongly, and what they chose to say about it."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from shared.events.contract import Contract
from shared.events.parts import Context


class CheckInRecorded(Contract):
    """The event's id is the check-in's id.

    `note` is base64 ciphertext under the note's own key (log.note_keys, same subject and event id), so that
    retracting the check-in can destroy the words for good. `emotions` are ids, the strongest first.
    """

    type: ClassVar[str] = "check_in.recorded"
    producer: ClassVar[str] = "checkin"

    emotions: list[str]
    intensity: int
    triggers: list[str] = Field(default_factory=list)
    context: Context | None = None
    note: str | None = None
    occurred_at: datetime
    time_zone: str | None = None
    source: str | None = None
    offered: list[str] | None = None
    replaces: UUID | None = None


class CheckInRetracted(Contract):
    """`check_in_id` counts from now on as if it had never been."""

    type: ClassVar[str] = "check_in.retracted"
    producer: ClassVar[str] = "checkin"

    check_in_id: UUID
    reason: Literal["deleted", "replaced"] = "deleted"
