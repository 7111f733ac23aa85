"""Reminders: rules in local wall time, and what became of each due moment."""

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.events.contract import Contract

OccurrenceWhy = Literal[
    "done_already",
    "quiet_asked",
    "night",
    "one_a_day",
    "paused",
    "too_late",
    "address_refused",
    "not_delivered",
    "person_asked",
    "change_first",
    "asks_first",
]


class ReminderAnchor(BaseModel):
    """After `after`, which usually happens at `usual_time` (local, HH:MM); the reminder comes five minutes later."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    after: str
    usual_time: str


class ReminderChannel(BaseModel):
    """How it reaches the person."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: Literal["email"]
    address: str


class ReminderRule(BaseModel):
    """`at` is local wall time, HH:MM, in `zone` (IANA). `days` are ISO weekdays, 1 is Monday; all seven if empty.

    `at_night` is whether the person allowed a time between 22 and 8. `assignment_id` is what it reminds of: done in
    any version, it stays silent for that day.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    at: str
    zone: str
    days: list[int] = Field(default_factory=list)
    anchor: ReminderAnchor | None = None
    assignment_id: UUID | None = None
    channel: ReminderChannel
    text: str | None = None
    starts: date | None = None
    ends: date | None = None
    at_night: bool = False


class ReminderSet(Contract):
    """The event's id is the reminder's id."""

    type: ClassVar[str] = "reminder.set"
    producer: ClassVar[str] = "notifier"

    rule: ReminderRule


class ReminderChanged(Contract):
    """`rule` is the whole rule as it stands now."""

    type: ClassVar[str] = "reminder.changed"
    producer: ClassVar[str] = "notifier"

    reminder_id: UUID
    rule: ReminderRule


class ReminderCancelled(Contract):
    """No more of these; nobody asks why."""

    type: ClassVar[str] = "reminder.cancelled"
    producer: ClassVar[str] = "notifier"

    reminder_id: UUID


class ReminderPaused(Contract):
    """All reminders of this person rest: until a time, or, without one, until they are wanted again."""

    type: ClassVar[str] = "reminder.paused"
    producer: ClassVar[str] = "notifier"

    until: datetime | None = None


class ReminderResumed(Contract):
    """Reminders are wanted again."""

    type: ClassVar[str] = "reminder.resumed"
    producer: ClassVar[str] = "notifier"


class OccurrenceEvent(Contract):
    """One due moment of one reminder. `local_date` is the day it belongs to, in the rule's zone."""

    occurrence_id: UUID
    reminder_id: UUID
    local_date: date
    due_at: datetime


class OccurrenceSent(OccurrenceEvent):
    type: ClassVar[str] = "occurrence.sent"
    producer: ClassVar[str] = "notifier"


class OccurrenceConfirmed(OccurrenceEvent):
    """The person said that they saw it."""

    type: ClassVar[str] = "occurrence.confirmed"
    producer: ClassVar[str] = "notifier"


class OccurrenceFailed(OccurrenceEvent):
    """It will not be tried again."""

    type: ClassVar[str] = "occurrence.failed"
    producer: ClassVar[str] = "notifier"

    why: OccurrenceWhy


class OccurrenceSuppressed(OccurrenceEvent):
    """Held back on purpose."""

    type: ClassVar[str] = "occurrence.suppressed"
    producer: ClassVar[str] = "notifier"

    why: OccurrenceWhy


class OccurrenceSnoozed(OccurrenceEvent):
    """It comes again at `until`, or, without one, not today."""

    type: ClassVar[str] = "occurrence.snoozed"
    producer: ClassVar[str] = "notifier"

    until: datetime | None = None


class OccurrenceExpired(OccurrenceEvent):
    """Its moment has passed before it could be sent."""

    type: ClassVar[str] = "occurrence.expired"
    producer: ClassVar[str] = "notifier"
