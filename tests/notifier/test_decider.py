"""Setting reminders: given what was said before, when something is asked for, then this is recorded or refused."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.notifier.decider import (
    Cancel,
    Change,
    Command,
    NoSuchReminder,
    NotAllowed,
    OneADay,
    Pause,
    Resume,
    SetUp,
    State,
    decide,
    evolve,
    initial,
)
from services.notifier.facts import Facts, learn, night_of, rests
from services.notifier.schedule import USUAL_NIGHT
from shared.events import (
    Contract,
    PlanAttempted,
    PlanLetGo,
    PlanNotThisTime,
    PlanPaused,
    PlanResumed,
    ProfileChanged,
    QuietAsked,
    QuietHours,
    ReminderCancelled,
    ReminderChanged,
    ReminderChannel,
    ReminderPaused,
    ReminderResumed,
    ReminderRule,
    ReminderSet,
)

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
ONE, OTHER = uuid4(), uuid4()


def rule(at: str = "21:45", **more: Any) -> ReminderRule:
    return ReminderRule(
        at=at, zone="Europe/Madrid", channel=ReminderChannel(type="email", address="m@example.org"), **more
    )


def given(*events: tuple[UUID, Contract]) -> State:
    state = initial
    for minutes, (event_id, data) in enumerate(events):
        state = evolve(state, data, id=event_id, at=NOW + timedelta(minutes=minutes))
    return state


def when(state: State, command: Command) -> Sequence[Contract]:
    return decide(command, state, NOW)


EVENINGS = given((ONE, ReminderSet(rule=rule())))


def test_a_reminder_can_be_set() -> None:
    assert when(initial, SetUp(ONE, rule())) == (ReminderSet(rule=rule()),)


@pytest.mark.parametrize(
    ("at", "other"), [("22:00", "21:55"), ("23:59", "21:55"), ("00:00", "21:55"), ("07:59", "08:00")]
)
def test_a_time_at_night_is_refused_with_both_ways_out(at: str, other: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        when(initial, SetUp(ONE, rule(at)))
    assert refusal.value.field == "at"
    assert f"such as {other}" in refusal.value.allowed
    assert "at_night" in refusal.value.allowed


def test_a_time_at_night_that_is_allowed_stands() -> None:
    assert when(initial, SetUp(ONE, rule("22:00", at_night=True)))


def quiet(starts: str, ends: str) -> ProfileChanged:
    return ProfileChanged(changed=["quiet"], quiet=QuietHours(starts=starts, ends=ends))


def told(*profile: Contract) -> Facts:
    facts = Facts()
    for version, data in enumerate(profile, start=1):
        facts = learn(facts, data, version=version, at=NOW)
    return facts


LONG_NIGHT = replace(initial, facts=told(quiet("20:30", "09:00")))


@pytest.mark.parametrize("at", ["20:30", "22:00", "08:30"])
def test_a_time_in_the_persons_quiet_hours_is_refused_by_their_own_hours(at: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        when(LONG_NIGHT, SetUp(ONE, rule(at)))
    assert refusal.value.field == "at"
    assert "From 20:30 to 09:00" in refusal.value.allowed
    assert ("09:00," if at == "08:30" else "20:25,") in refusal.value.allowed
    assert when(LONG_NIGHT, SetUp(ONE, rule(at, at_night=True)))


def test_outside_the_persons_quiet_hours_the_usual_night_is_a_time_like_any_other() -> None:
    short = replace(initial, facts=told(quiet("23:30", "06:00")))
    assert when(short, SetUp(ONE, rule("22:30")))
    assert when(short, SetUp(ONE, rule("06:00")))
    with pytest.raises(NotAllowed):
        when(short, SetUp(ONE, rule("23:30")))


def test_quiet_hours_that_were_taken_away_are_the_usual_ones_again() -> None:
    facts = told(quiet("23:30", "06:00"), ProfileChanged(changed=["quiet"]))
    assert night_of(facts) == night_of(Facts()) == USUAL_NIGHT


def test_a_profile_that_says_nothing_of_quiet_hours_leaves_them_as_they_were() -> None:
    before = told(quiet("20:30", "09:00"))
    after = learn(before, ProfileChanged(changed=["language"], language="en"), version=9, at=NOW)
    assert after == before
    # What was said before it, and is heard only now, does not undo what was said later.
    assert learn(before, quiet("22:00", "08:00"), version=0, at=NOW) == before


def test_what_was_kept_before_quiet_hours_were_heard_means_the_usual_ones() -> None:
    assert night_of(Facts.model_validate_json('{"paused": true, "plan": {}}')) == USUAL_NIGHT


def test_a_second_reminder_on_the_same_day_is_refused() -> None:
    with pytest.raises(OneADay):
        when(EVENINGS, SetUp(OTHER, rule("10:00", days=[3])))


def test_a_second_reminder_on_other_days_stands() -> None:
    mondays = given((ONE, ReminderSet(rule=rule(days=[1]))))
    assert when(mondays, SetUp(OTHER, rule(days=[2, 3])))


def test_a_reminder_that_is_over_is_in_nobodys_way() -> None:
    over = given((ONE, ReminderSet(rule=rule(ends=date(2026, 11, 17)))))
    assert when(over, SetUp(OTHER, rule()))


def test_a_change_that_would_bring_two_a_day_is_refused() -> None:
    both = given((ONE, ReminderSet(rule=rule(days=[1]))), (OTHER, ReminderSet(rule=rule(days=[2]))))
    with pytest.raises(OneADay):
        when(both, Change(OTHER, rule(days=[1, 2])))


def test_a_change_is_recorded_as_the_whole_rule() -> None:
    assert when(EVENINGS, Change(ONE, rule("20:00"))) == (ReminderChanged(reminder_id=ONE, rule=rule("20:00")),)


def test_a_change_to_what_it_is_changes_nothing() -> None:
    assert when(EVENINGS, Change(ONE, rule())) == ()


def test_another_time_counts_as_set_now_and_other_words_do_not() -> None:
    worded = given((ONE, ReminderSet(rule=rule())), (ONE, ReminderChanged(reminder_id=ONE, rule=rule(text="Tea?"))))
    assert worded.reminders[ONE].set_at == NOW
    assert worded.reminders[ONE].version == 2
    moved = given((ONE, ReminderSet(rule=rule())), (ONE, ReminderChanged(reminder_id=ONE, rule=rule("20:00"))))
    assert moved.reminders[ONE].set_at == NOW + timedelta(minutes=1)


def test_a_cancelled_reminder_is_gone() -> None:
    assert when(EVENINGS, Cancel(ONE)) == (ReminderCancelled(reminder_id=ONE),)
    gone = evolve(EVENINGS, ReminderCancelled(reminder_id=ONE), id=uuid4(), at=NOW)
    for command in (Cancel(ONE), Change(ONE, rule("20:00"))):
        with pytest.raises(NoSuchReminder):
            when(gone, command)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends": date(2026, 11, 17)}, "until"),
        ({"starts": date(2026, 12, 2), "ends": date(2026, 12, 1)}, "until"),
        ({"text": "Time for your therapy"}, "text"),
    ],
)
def test_what_may_not_stand_is_refused_by_the_name_of_its_field(wrong: Any, field: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        when(initial, SetUp(ONE, rule(**wrong)))
    assert refusal.value.field == field


def test_all_can_rest_and_be_wanted_again() -> None:
    until = NOW + timedelta(days=1)
    assert when(EVENINGS, Pause(until)) == (ReminderPaused(until=until),)
    resting = evolve(EVENINGS, ReminderPaused(until=until), id=uuid4(), at=NOW)
    assert when(resting, Pause(until)) == ()
    assert when(resting, Pause()) == (ReminderPaused(),)
    assert when(resting, Resume()) == (ReminderResumed(),)
    assert when(EVENINGS, Resume()) == ()


def test_resting_until_a_time_that_has_passed_is_refused() -> None:
    with pytest.raises(NotAllowed):
        when(EVENINGS, Pause(NOW))


def test_what_the_plan_says_is_the_same_in_whatever_order_it_is_heard() -> None:
    task = uuid4()
    said: list[Contract] = [
        QuietAsked(until=NOW + timedelta(hours=12)),
        PlanPaused(assignment_id=task),
        PlanResumed(assignment_id=task),
        PlanAttempted(assignment_id=task, version="tiny", attempted_at=NOW),
        PlanNotThisTime(assignment_id=task, told_at=NOW + timedelta(days=1)),
        quiet("20:30", "09:00"),
        quiet("23:00", "06:00"),
    ]
    found = set()
    for order in permutations(enumerate(said, start=1)):
        facts = Facts()
        for version, data in order:
            facts = learn(facts, data, version=version, at=NOW + timedelta(minutes=version))
        found.add(facts.model_dump_json())
    assert len(found) == 1
    assert '"23:00"' in found.pop()


def test_an_assignment_rests_from_pause_to_resumption_and_for_good_once_let_go() -> None:
    task = uuid4()
    facts = learn(Facts(), PlanPaused(assignment_id=task), version=3, at=NOW)
    assert rests(facts, task)
    assert not rests(facts, uuid4())
    assert not rests(facts, None)
    assert not rests(learn(facts, PlanResumed(assignment_id=task), version=4, at=NOW), task)
    assert rests(learn(facts, PlanLetGo(assignment_id=task), version=4, at=NOW), task)


def test_what_was_done_long_ago_is_forgotten() -> None:
    facts = Facts()
    for day in range(40):
        done = PlanAttempted(assignment_id=uuid4(), version="full", attempted_at=NOW + timedelta(days=day))
        facts = learn(facts, done, version=day + 1, at=NOW + timedelta(days=day))
    assert 1 < len(facts.answered) < 6


def test_quiet_that_is_over_is_forgotten() -> None:
    facts = Facts()
    for day in range(5):
        at = NOW + timedelta(days=day)
        facts = learn(facts, QuietAsked(until=at + timedelta(hours=12)), version=day + 1, at=at)
    assert len(facts.quiet) == 1
