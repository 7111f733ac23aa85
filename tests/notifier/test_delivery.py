"""What becomes of a due moment: given what is known, when it is looked at, then it is sent, held back or over."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.notifier.decider import Reminder
from services.notifier.delivery import (
    Expire,
    GiveUp,
    HoldBack,
    Later,
    Occurrence,
    Patience,
    Send,
    State,
    after_trouble,
    judge,
    snoozed_until,
)
from services.notifier.facts import Answered, Facts, OwnNight, Quiet, Resting
from services.notifier.schedule import USUAL_NIGHT, Night
from shared.events import QuietHours, ReminderChannel, ReminderRule

DUE_AT = datetime(2026, 11, 18, 17, tzinfo=UTC)
BEFORE = DUE_AT - timedelta(days=3)
MINUTE = timedelta(minutes=1)
TASK = uuid4()
DUE = Occurrence(uuid4(), uuid4(), date(2026, 11, 18), DUE_AT, "taken")
OTHER = Occurrence(uuid4(), uuid4(), date(2026, 11, 18), DUE_AT - timedelta(hours=3), "sent", 1)
PATIENCE = Patience(timedelta(seconds=15), timedelta(minutes=15), 5)


def reminder(at: str = "18:00", set_at: datetime = BEFORE, **more: Any) -> Reminder:
    channel = ReminderChannel(type="email", address="m@example.org")
    rule = ReminderRule(at=at, zone="Europe/Madrid", channel=channel, assignment_id=TASK, **more)
    return Reminder(id=DUE.reminder_id, rule=rule, set_at=set_at)


def judged(
    *others: Occurrence, due: Occurrence = DUE, of: Reminder | None = None, after: timedelta = MINUTE, **facts: Any
) -> Send | HoldBack | Expire:
    return judge(due, of or reminder(), Facts(**facts), [due, *others], due.due_at + after)


def test_what_is_due_and_wanted_is_sent() -> None:
    assert judged() == Send()


@pytest.mark.parametrize(("after", "over"), [(timedelta(hours=2), False), (timedelta(hours=2, seconds=1), True)])
def test_more_than_two_hours_later_it_is_over(after: timedelta, over: bool) -> None:
    assert judged(after=after) == (Expire() if over else Send())


def test_the_day_after_it_is_over() -> None:
    late = replace(DUE, due_at=datetime(2026, 11, 18, 22, 59, tzinfo=UTC))
    assert judged(due=late, of=reminder("23:59", at_night=True), after=2 * MINUTE) == Expire()


def test_what_has_slipped_into_the_night_is_held_back_unless_that_very_time_was_allowed() -> None:
    late = replace(DUE, due_at=datetime(2026, 11, 18, 20, 55, tzinfo=UTC))
    assert judged(due=late, of=reminder("21:55"), after=4 * MINUTE) == Send()
    assert judged(due=late, of=reminder("21:55"), after=5 * MINUTE) == HoldBack("night")
    allowed = replace(DUE, due_at=datetime(2026, 11, 18, 21, 5, tzinfo=UTC))
    assert judged(due=allowed, of=reminder("22:05", at_night=True)) == Send()


def test_leave_for_the_night_is_for_a_time_at_night_alone() -> None:
    late = replace(DUE, due_at=datetime(2026, 11, 18, 20, 55, tzinfo=UTC))
    assert judged(due=late, of=reminder("21:55", at_night=True), after=5 * MINUTE) == HoldBack("night")
    assert snoozed_until(15, late, reminder("21:55", at_night=True), USUAL_NIGHT, late.due_at) is None


def quiet(starts: str, ends: str) -> OwnNight:
    return OwnNight(version=1, hours=QuietHours(starts=starts, ends=ends))


def test_the_persons_own_quiet_hours_stand_in_place_of_the_usual_night() -> None:
    assert judged(own_night=quiet("17:30", "18:30")) == HoldBack("night")
    assert judged(own_night=quiet("18:02", "18:30")) == Send()
    assert judged(own_night=quiet("17:30", "18:30"), of=reminder(at_night=True)) == Send()
    late = replace(DUE, due_at=datetime(2026, 11, 18, 21, 30, tzinfo=UTC))
    assert judged(due=late, of=reminder("22:30"), own_night=quiet("23:00", "06:00")) == Send()
    assert judged(due=late, of=reminder("22:30"), own_night=OwnNight(version=1)) == HoldBack("night")


def test_what_was_cancelled_or_moved_since_it_was_due_is_not_wanted_any_more() -> None:
    assert judge(DUE, None, Facts(), [], DUE_AT) == HoldBack("person_asked")
    assert judged(of=reminder(set_at=DUE_AT + MINUTE)) == HoldBack("person_asked")


def test_done_or_put_off_that_day_holds_it_back() -> None:
    done = Answered(assignment_id=TASK, at=DUE_AT - timedelta(hours=5), done=True)
    put_off = Answered(assignment_id=TASK, at=DUE_AT - timedelta(hours=4), done=False)
    assert judged(answered=(done,)) == HoldBack("done_already")
    assert judged(answered=(put_off,)) == HoldBack("person_asked")
    assert judged(answered=(done, put_off)) == HoldBack("done_already")


def test_the_day_is_the_one_of_the_reminders_zone() -> None:
    midnight = datetime(2026, 11, 17, 23, tzinfo=UTC)
    today = Answered(assignment_id=TASK, at=midnight, done=True)
    yesterday = Answered(assignment_id=TASK, at=midnight - MINUTE, done=True)
    assert judged(answered=(today,)) == HoldBack("done_already")
    assert judged(answered=(yesterday,)) == Send()


def test_another_task_that_was_done_holds_nothing_back() -> None:
    assert judged(answered=(Answered(assignment_id=uuid4(), at=DUE_AT, done=True),)) == Send()


def test_a_resting_task_or_person_is_left_alone() -> None:
    assert judged(plan={TASK: Resting(version=1, rests=True)}) == HoldBack("paused")
    assert judged(plan={TASK: Resting(version=1, rests=False)}) == Send()
    assert judged(paused=True) == HoldBack("paused")
    assert judged(paused=True, paused_until=DUE_AT + timedelta(hours=1)) == HoldBack("paused")
    assert judged(paused=True, paused_until=DUE_AT) == Send()


def test_quiet_holds_back_what_was_set_before_it_and_nothing_else() -> None:
    asked = Quiet(asked_at=DUE_AT - timedelta(hours=11), until=DUE_AT + timedelta(hours=1))
    assert judged(quiet=(asked,)) == HoldBack("quiet_asked")
    assert judged(quiet=(asked,), of=reminder(set_at=asked.asked_at)) == HoldBack("quiet_asked")
    assert judged(quiet=(asked,), of=reminder(set_at=asked.asked_at + MINUTE)) == Send()
    assert judged(quiet=(Quiet(asked_at=asked.asked_at, until=DUE_AT),)) == Send()


@pytest.mark.parametrize(
    ("state", "tries", "taken"),
    [
        ("sent", 1, True),
        ("sending", 1, True),
        ("confirmed", 1, True),
        ("due", 1, True),
        ("expired", 3, True),
        ("not_today", 0, True),
        ("due", 0, False),
        ("taken", 0, False),
        ("failed", 1, False),
        ("snoozed", 1, False),
        ("suppressed", 0, False),
    ],
)
def test_a_day_has_one_message(state: State, tries: int, taken: bool) -> None:
    other = replace(OTHER, state=state, tries=tries)
    assert judged(other) == (HoldBack("one_a_day") if taken else Send())


def test_a_message_of_another_day_is_in_nobodys_way() -> None:
    yesterday = replace(OTHER, local_date=date(2026, 11, 17), due_at=DUE_AT - timedelta(days=1))
    assert judged(yesterday) == Send()


def test_the_same_day_counts_by_the_clocks_of_the_zone_she_is_in_now() -> None:
    """Yesterday's message by the clocks she had then, and today's by those she has now."""
    moved = replace(OTHER, local_date=date(2026, 11, 17), due_at=DUE_AT - timedelta(hours=12))
    assert judged(moved) == HoldBack("one_a_day")


def test_not_today_is_said_for_the_reminder_itself() -> None:
    same = replace(OTHER, reminder_id=DUE.reminder_id, state="not_today")
    assert judged(same) == HoldBack("person_asked")


def test_a_try_that_was_broken_off_does_not_stand_in_its_own_way() -> None:
    assert judged(due=replace(DUE, tries=1)) == Send()


def test_pauses_double_up_to_the_longest_and_then_it_is_given_up() -> None:
    tries = [after_trouble(each, DUE_AT, replace(PATIENCE, tries=9), permanent=False) for each in range(1, 10)]
    seconds = [(each.at - DUE_AT).total_seconds() for each in tries if isinstance(each, Later)]
    assert seconds == [15, 30, 60, 120, 240, 480, 900, 900]
    assert tries[-1] == GiveUp("not_delivered")


def test_a_refused_address_is_given_up_at_once() -> None:
    assert after_trouble(1, DUE_AT, PATIENCE, permanent=True) == GiveUp("address_refused")


def test_a_snoozed_moment_comes_again_on_a_whole_minute_of_the_same_day() -> None:
    now = DUE_AT + timedelta(seconds=30)
    assert snoozed_until(15, DUE, reminder(), USUAL_NIGHT, now) == DUE_AT + timedelta(minutes=15)
    assert snoozed_until("later", DUE, reminder(), USUAL_NIGHT, now) == DUE_AT + timedelta(hours=3)


def test_no_moment_is_moved_into_the_night_or_to_another_day() -> None:
    evening = datetime(2026, 11, 18, 20, 50, tzinfo=UTC)
    assert snoozed_until(15, DUE, reminder(), USUAL_NIGHT, evening) is None
    assert snoozed_until(15, DUE, reminder("22:00", at_night=True), USUAL_NIGHT, evening) == evening + timedelta(
        minutes=15
    )
    assert snoozed_until("later", DUE, reminder(at_night=True), USUAL_NIGHT, evening) is None


def test_no_moment_is_moved_into_the_persons_own_quiet_hours() -> None:
    night = Night(time(19, 0), time(7, 0))
    assert snoozed_until(15, DUE, reminder(), night, DUE_AT) == DUE_AT + timedelta(minutes=15)
    assert snoozed_until("later", DUE, reminder(), night, DUE_AT) is None
