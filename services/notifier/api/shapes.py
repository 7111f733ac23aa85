"""What the notifier shows."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.notifier.decider import Reminder
from services.notifier.delivery import State
from services.notifier.facts import Facts, is_off, night_of
from services.notifier.schedule import Night, stays_silent
from services.notifier.views import Listed
from shared.events import OccurrenceWhy, ReminderAnchor, ReminderChannel

StateShown = Literal["due", "sent", "confirmed", "snoozed", "failed", "suppressed", "expired"]
# What goes on inside is one thing to the person: it is on its way.
SHOWN: dict[State, StateShown] = {"taken": "due", "sending": "due", "not_today": "snoozed"}


class ReminderShown(BaseModel):
    """`next_at` is when it comes next; absent when it comes no more. `version` is also the ETag.

    `silent`: its time lies in the quiet hours and was not allowed, so that nothing is sent. `off`: it asked, and nobody
    answered for 14 days, so that it is not sent until something is said of reminders.
    """

    model_config = ConfigDict(populate_by_name=True)

    id: UUID
    version: int
    at: str
    zone: str
    days: list[int]
    anchor: ReminderAnchor | None
    assignment_id: UUID | None
    channel: ReminderChannel
    text: str | None
    starts: date | None = Field(serialization_alias="from")
    ends: date | None = Field(serialization_alias="until")
    at_night: bool
    next_at: datetime | None
    silent: bool
    off: bool


class PauseShown(BaseModel):
    """Whether all reminders rest, and until when; without a time, until they are wanted again."""

    paused: bool
    until: datetime | None


class NightShown(BaseModel):
    """When nothing is sent unless that very time was allowed: the profile's quiet hours, else the usual ones."""

    model_config = ConfigDict(populate_by_name=True)

    begins: str = Field(serialization_alias="from")
    ends: str = Field(serialization_alias="to")


class QuestionShown(BaseModel):
    """This reminder went by three times, so that it asks in the app: "Wrong time, wrong task, or leave me be?"

    It is not sent until something is said of reminders: a change, `DELETE`, `pause`, or `resume` to leave them as they
    are. `off`: nothing was said for 14 days, so that it is asked no more, and it is off until something is said.
    """

    reminder_id: UUID
    since: datetime
    off: bool


class Reminders(BaseModel):
    """`asks`: the one that asks, one at a time; the others come as they do. Absent while none does."""

    reminders: list[ReminderShown]
    pause: PauseShown
    quiet: NightShown
    asks: QuestionShown | None


class OccurrenceShown(BaseModel):
    """One moment of a reminder. `why` is said where it was not sent; `until` where it was moved to come again."""

    id: UUID
    reminder_id: UUID
    local_date: date
    due_at: datetime
    state: StateShown
    why: OccurrenceWhy | None
    until: datetime | None


class Occurrences(BaseModel):
    occurrences: list[OccurrenceShown]


def reminder_shown(reminder: Reminder, next_at: datetime | None, facts: Facts, now: datetime) -> ReminderShown:
    rule = reminder.rule
    return ReminderShown(
        id=reminder.id,
        version=reminder.version,
        at=rule.at,
        zone=rule.zone,
        days=rule.days,
        anchor=rule.anchor,
        assignment_id=rule.assignment_id,
        channel=rule.channel,
        text=rule.text,
        starts=rule.starts,
        ends=rule.ends,
        at_night=rule.at_night,
        next_at=next_at,
        silent=stays_silent(rule, night_of(facts)),
        off=is_off(facts, reminder.id, now),
    )


def pause_shown(facts: Facts, now: datetime) -> PauseShown:
    over = facts.paused_until is not None and facts.paused_until <= now
    resting = facts.paused and not over
    return PauseShown(paused=resting, until=facts.paused_until if resting else None)


def question_shown(facts: Facts, now: datetime) -> QuestionShown | None:
    asked = facts.question
    if asked is None:
        return None
    return QuestionShown(reminder_id=asked.reminder_id, since=asked.since, off=asked.is_over(now))


def night_shown(night: Night) -> NightShown:
    return NightShown(begins=f"{night.begins:%H:%M}", ends=f"{night.ends:%H:%M}")


def occurrence_shown(listed: Listed) -> OccurrenceShown:
    each = listed.occurrence
    state = SHOWN.get(each.state) or each.state
    return OccurrenceShown.model_validate(
        {
            "id": each.id,
            "reminder_id": each.reminder_id,
            "local_date": each.local_date,
            "due_at": each.due_at,
            "state": state,
            "why": listed.outcome.why,
            "until": listed.outcome.until,
        }
    )


def etag(shown: ReminderShown) -> str:
    return f'"{shown.version}"'
