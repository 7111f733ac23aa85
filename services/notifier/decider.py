"""The rules of setting reminders: one a day, quiet nights, nothing that tells others."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never
from uuid import UUID

from services.notifier import words
from services.notifier.facts import Facts, Known, is_gone, night_of, with_question
from services.notifier.schedule import next_due, share_a_day, stays_silent, wall
from shared.events import (
    Contract,
    OccurrenceSuppressed,
    ReminderCancelled,
    ReminderChanged,
    ReminderPaused,
    ReminderResumed,
    ReminderRule,
    ReminderSet,
)

# Seven would do for any week; the others may be for days far ahead.
MOST_REMINDERS = 50


class NotAllowed(Exception):
    """`field` says where, `allowed` what may stand there."""

    def __init__(self, field: str, allowed: str) -> None:
        super().__init__(field)
        self.field = field
        self.allowed = allowed


class OneADay(Exception):
    """Another reminder comes on one of these days."""


class TooMany(Exception):
    """As many as one person can look after are there."""


class NoSuchReminder(Exception):
    """Never there, cancelled, or somebody else's."""


class Reminder(Known):
    """`version` counts its changes. `set_at` is when the person last said when it comes."""

    id: UUID
    version: int = 1
    rule: ReminderRule
    set_at: datetime


@dataclass(frozen=True, slots=True)
class State:
    """One person's reminders, and what holds them back."""

    reminders: Mapping[UUID, Reminder] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)


initial = State()


@dataclass(frozen=True, slots=True)
class SetUp:
    """A new reminder."""

    id: UUID
    rule: ReminderRule


@dataclass(frozen=True, slots=True)
class Change:
    """The whole rule as it is to be."""

    id: UUID
    rule: ReminderRule


@dataclass(frozen=True, slots=True)
class Cancel:
    """Nobody asks why."""

    id: UUID


@dataclass(frozen=True, slots=True)
class Pause:
    """All of them rest."""

    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """They are wanted, each as it is: where they rest, and where one asks."""


Command = SetUp | Change | Cancel | Pause | Resume


def decide(command: Command, state: State, now: datetime) -> tuple[Contract, ...]:
    """What happens; nothing where nothing is new. Raises NotAllowed, OneADay, TooMany, NoSuchReminder."""
    match command:
        case SetUp(id, rule):
            if len(state.reminders) >= MOST_REMINDERS:
                raise TooMany
            refuse_unfit(id, rule, state, now)
            return (ReminderSet(rule=rule),)
        case Change(id, rule):
            # Kept as it is, it is an answer to the question.
            if the(id, state).rule == rule and state.facts.question is None:
                return ()
            refuse_unfit(id, rule, state, now)
            return (ReminderChanged(reminder_id=id, rule=rule),)
        case Cancel(id):
            return (ReminderCancelled(reminder_id=the(id, state).id),)
        case Pause(until):
            return _pause(until, state, now)
        case Resume():
            held = state.facts.paused or state.facts.question is not None
            return (ReminderResumed(),) if held else ()
    assert_never(command)


def evolve(state: State, data: Contract, *, id: UUID, at: datetime) -> State:
    """`id` is the event's, `at` when it happened. Whatever somebody says of their reminders answers what they ask."""
    reminders, held = dict(state.reminders), {}
    match data:
        case ReminderSet():
            reminders[id] = Reminder(id=id, rule=data.rule, set_at=at)
        case ReminderChanged():
            reminders[data.reminder_id] = changed(the(data.reminder_id, state), data.rule, at)
        case ReminderCancelled():
            reminders.pop(data.reminder_id, None)
        case ReminderPaused():
            held = {"paused": True, "paused_until": data.until}
        case ReminderResumed():
            held = {"paused": False, "paused_until": None}
        case OccurrenceSuppressed(why="asks_first"):
            return replace(state, facts=with_question(state.facts, data.reminder_id, at))
        case _:
            return state
    return State(reminders, state.facts.model_copy(update={**held, "question": None, "off": ()}))


def refuse_unfit(id: UUID, rule: ReminderRule, state: State, now: datetime) -> None:
    """Raise for a rule that may not stand. The text first, because only it could tell others something."""
    if rule.text is not None and words.reveals(rule.text):
        raise NotAllowed("text", words.TEXT)
    if is_gone(state.facts, rule.assignment_id):
        raise NotAllowed("assignment_id", words.LET_GO)
    night = night_of(state.facts)
    if stays_silent(rule, night):
        raise NotAllowed("at", words.at_night(wall(rule.at), night))
    if rule.starts is not None and rule.ends is not None and rule.ends < rule.starts:
        raise NotAllowed("until", words.NOT_BEFORE_FROM)
    if next_due(rule, now) is None:
        raise NotAllowed("until", words.STILL_TO_COME)
    others = [each.rule for each in state.reminders.values() if each.id != id]
    if any(share_a_day(rule, other) and next_due(other, now) is not None for other in others):
        raise OneADay


def the(id: UUID, state: State) -> Reminder:
    try:
        return state.reminders[id]
    except KeyError:
        raise NoSuchReminder from None


def changed(reminder: Reminder, rule: ReminderRule, at: datetime) -> Reminder:
    """Other words leave it set when it was; another time is set now."""
    moved = timing(rule) != timing(reminder.rule)
    set_at = max(at, reminder.set_at) if moved else reminder.set_at
    return Reminder(id=reminder.id, version=reminder.version + 1, rule=rule, set_at=set_at)


def timing(rule: ReminderRule) -> dict[str, object]:
    """The part of a rule that says when it comes."""
    return rule.model_dump(include={"at", "zone", "days", "starts", "ends", "at_night"})


def _pause(until: datetime | None, state: State, now: datetime) -> tuple[Contract, ...]:
    if until is not None and until <= now:
        raise NotAllowed("until", words.LATER_THAN_NOW)
    if state.facts.paused and state.facts.paused_until == until:
        return ()
    return (ReminderPaused(until=until),)
