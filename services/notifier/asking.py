"""Whether a reminder went by three times and nobody answered, so that it asks in the app before it comes again. Pure.

docs/specification/homework.md section 5, docs/decisions/0038-a-reminder-that-goes-by.md.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from services.notifier.decider import Reminder
from services.notifier.delivery import Occurrence
from services.notifier.schedule import local
from shared.events import (
    CheckInRecorded,
    Contract,
    OccurrenceConfirmed,
    OccurrenceSnoozed,
    PlanAttempted,
    PlanChanged,
    PlanNotThisTime,
    PlanPaused,
    PlanResumed,
    PracticeStarted,
    ReminderCancelled,
    ReminderChanged,
    ReminderPaused,
    ReminderResumed,
    ReminderSet,
)

IN_A_ROW: Final = 3
ANSWERS: Final = (
    CheckInRecorded,
    PracticeStarted,
    PlanAttempted,
    PlanChanged,
    PlanNotThisTime,
    PlanPaused,
    PlanResumed,
    OccurrenceConfirmed,
    OccurrenceSnoozed,
    ReminderSet,
    ReminderChanged,
    ReminderCancelled,
    ReminderPaused,
    ReminderResumed,
)


def went_by(reminder: Reminder, sent: Sequence[Occurrence], said: Iterable[tuple[Contract, datetime]]) -> bool:
    """Whether nothing `said` answers any of `sent`: its newest three, told apart by their days in the rule's zone.

    With each thing that was said stands when it was: that somebody spoke is known by when they told it, however long
    ago it happened.
    """
    if len(sent) < IN_A_ROW:
        return False
    first = min(each.local_date for each in sent)
    days = [local(at, reminder.rule.zone).date() for data, at in said if answers(data, reminder)]
    return all(day < first for day in days)


def answers(data: Contract, reminder: Reminder) -> bool:
    """Whether the person has answered this reminder by what they said."""
    task = reminder.rule.assignment_id
    match data:
        case PlanAttempted() | PlanChanged() | PlanNotThisTime() | PlanPaused() | PlanResumed():
            return task is None or data.assignment_id == task
        case OccurrenceConfirmed() | OccurrenceSnoozed():
            return data.reminder_id == reminder.id
    # A check-in and a practice answer for a task as well: it may be to check in, and on a hard day either stands in.
    return isinstance(data, ANSWERS)
