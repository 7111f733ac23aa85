"""A reminder that goes by three times asks, once, in the app; whatever somebody says of their reminders answers it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.notifier.api.shapes import question_shown
from services.notifier.asking import ANSWERS, went_by
from services.notifier.decider import Cancel, Change, Command, Pause, Resume, SetUp, State, decide, evolve
from services.notifier.delivery import HoldBack, Occurrence, Send
from services.notifier.facts import SILENT_DAYS, Facts, Question, is_off
from shared.events import (
    Assignment,
    CheckInRecorded,
    Contract,
    OccurrenceConfirmed,
    OccurrenceSent,
    OccurrenceSnoozed,
    OccurrenceSuppressed,
    OccurrenceWhy,
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
    Versions,
)
from tests.notifier.test_delivery import DUE_AT, TASK, judged, reminder

ONE = reminder()
PLAIN = ONE.model_copy(update={"rule": ONE.rule.model_copy(update={"assignment_id": None})})
WORDS = Assignment(title="One page", kind="free", versions=Versions(full="A page", tiny="One look"))
CHECK_IN = CheckInRecorded(emotions=["sad.lonely"], intensity=4, occurred_at=DUE_AT)
PRACTICE = PracticeStarted(practice_id=uuid4(), technique_id="feet-on-floor", started_at=DUE_AT, steps=3)


def sent(*days_ago: int) -> list[Occurrence]:
    """Sent in the evening, so many days before the moment that is due."""
    days = [DUE_AT - timedelta(days=ago) for ago in days_ago]
    return [Occurrence(uuid4(), ONE.id, day.date(), day, "sent", 1) for day in days]


def moment(kind: type[Any], of: UUID = ONE.id, **more: Any) -> Any:
    return kind(occurrence_id=uuid4(), reminder_id=of, local_date=DUE_AT.date(), due_at=DUE_AT, **more)


def attempted(task: UUID = TASK) -> PlanAttempted:
    return PlanAttempted(assignment_id=task, version="tiny", attempted_at=DUE_AT)


OF_ITS_TASK = [
    attempted(),
    PlanNotThisTime(assignment_id=TASK, told_at=DUE_AT),
    PlanChanged(assignment_id=TASK, assignment=WORDS, changed=["versions"]),
    PlanPaused(assignment_id=TASK),
    PlanResumed(assignment_id=TASK),
]
OF_IT = [moment(OccurrenceSnoozed), moment(OccurrenceConfirmed)]
OF_REMINDERS = [
    ReminderSet(rule=ONE.rule),
    ReminderChanged(reminder_id=ONE.id, rule=ONE.rule),
    ReminderCancelled(reminder_id=uuid4()),
    ReminderPaused(),
    ReminderResumed(),
]


@pytest.mark.parametrize("which", [ONE, PLAIN])
def test_three_in_a_row_without_a_word_went_by(which: Any) -> None:
    assert went_by(which, sent(3, 2, 1), [])
    assert went_by(which, sent(21, 14, 7), [])
    assert not went_by(which, sent(2, 1), [])


@pytest.mark.parametrize("said", [*OF_ITS_TASK, CHECK_IN, PRACTICE, *OF_IT, *OF_REMINDERS])
def test_a_word_on_the_task_or_the_reminder_answers_and_so_does_a_check_in_or_a_practice(
    said: Contract,
) -> None:
    answered = [(said, DUE_AT - timedelta(days=2))]
    assert not went_by(ONE, sent(3, 2, 1), answered)
    assert went_by(ONE, sent(3, 2, 1), [(said, DUE_AT - timedelta(days=4))])


@pytest.mark.parametrize("said", [CHECK_IN, PRACTICE, *OF_ITS_TASK, *OF_IT, *OF_REMINDERS])
def test_a_plain_reminder_is_answered_by_any_check_in_or_practice_and_by_any_task(said: Contract) -> None:
    assert not went_by(PLAIN, sent(3, 2, 1), [(said, DUE_AT - timedelta(days=1))])


@pytest.mark.parametrize("said", [attempted(uuid4()), moment(OccurrenceSnoozed, uuid4()), moment(OccurrenceSent)])
def test_what_is_about_something_else_answers_no_reminder_of_a_task(said: Contract) -> None:
    assert went_by(ONE, sent(3, 2, 1), [(said, DUE_AT - timedelta(days=1))])


def test_every_kind_of_answer_is_looked_for() -> None:
    tried = [CHECK_IN, PRACTICE, *OF_ITS_TASK, *OF_IT, *OF_REMINDERS]
    assert {type(each) for each in tried} == set(ANSWERS)


def test_the_day_counts_by_the_clocks_of_the_reminder_and_up_to_its_next_moment() -> None:
    """In Madrid: the minute after midnight is the day of the first, the one before it is not."""
    midnight = datetime(2026, 11, 14, 23, tzinfo=UTC)
    assert sent(3)[0].local_date == date(2026, 11, 15)
    assert not went_by(ONE, sent(3, 2, 1), [(attempted(), midnight)])
    assert went_by(ONE, sent(3, 2, 1), [(attempted(), midnight - timedelta(minutes=1))])
    assert not went_by(ONE, sent(21, 14, 7), [(attempted(), DUE_AT - timedelta(minutes=1))])


def held(why: OccurrenceWhy = "asks_first", of: UUID = ONE.id) -> OccurrenceSuppressed:
    return OccurrenceSuppressed(occurrence_id=uuid4(), reminder_id=of, local_date=DUE_AT.date(), due_at=DUE_AT, why=why)


SET = State({ONE.id: ONE})
ASKING = evolve(SET, held(), id=uuid4(), at=DUE_AT)
ASKED = Question(reminder_id=ONE.id, since=DUE_AT)


OTHER = ONE.model_copy(update={"id": uuid4()})


def test_held_back_for_it_a_reminder_asks_and_while_it_does_it_is_not_sent_and_no_other_asks() -> None:
    assert evolve(SET, held("quiet_asked"), id=uuid4(), at=DUE_AT) == SET
    assert ASKING.facts.question == ASKED
    again = evolve(ASKING, held(of=uuid4()), id=uuid4(), at=DUE_AT + timedelta(days=1))
    assert again.facts.question == ASKED
    assert judged(question=ASKED) == HoldBack("asks_first")
    assert judged(question=ASKED, of=reminder(set_at=DUE_AT - timedelta(seconds=1))) == HoldBack("asks_first")
    assert judged() == Send()


@pytest.mark.parametrize("days", [0, 13, 14, 400])
def test_the_others_are_sent_while_one_asks_and_when_it_is_off(days: int) -> None:
    asked = Question(reminder_id=OTHER.id, since=DUE_AT - timedelta(days=days))
    assert judged(question=asked) == Send()


def test_once_one_is_off_another_may_ask_and_both_stay_silent() -> None:
    late = DUE_AT + SILENT_DAYS
    early = evolve(ASKING, held(of=OTHER.id), id=uuid4(), at=late - timedelta(seconds=1))
    assert early == ASKING
    both = evolve(ASKING, held(of=OTHER.id), id=uuid4(), at=late)
    assert both.facts.question == Question(reminder_id=OTHER.id, since=late)
    assert evolve(both, held(), id=uuid4(), at=late + SILENT_DAYS) == both
    assert judged(question=both.facts.question, off=both.facts.off) == HoldBack("asks_first")
    assert [is_off(both.facts, each, late) for each in (ONE.id, OTHER.id)] == [True, False]
    [event] = decide(Resume(), both, late)
    after = evolve(both, event, id=uuid4(), at=late).facts
    assert (after.question, after.off) == (None, ())


OTHER_DAY = ONE.rule.model_copy(update={"days": [1]})
ANSWERING: list[Command] = [
    Change(ONE.id, ONE.rule.model_copy(update={"at": "19:00"})),
    Change(ONE.id, ONE.rule.model_copy(update={"text": "Tea"})),
    Change(ONE.id, ONE.rule),
    Cancel(ONE.id),
    Pause(),
    Resume(),
]


@pytest.mark.parametrize("answer", ANSWERING)
def test_every_answer_ends_the_question_in_one_step(answer: Command) -> None:
    [event] = decide(answer, ASKING, DUE_AT)
    after = evolve(ASKING, event, id=uuid4(), at=DUE_AT)
    assert after.facts.question is None
    assert decide(Resume(), after, DUE_AT) == (() if not after.facts.paused else (ReminderResumed(),))


def test_another_reminder_that_is_set_is_a_word_on_reminders_too() -> None:
    mondays = State({ONE.id: ONE.model_copy(update={"rule": OTHER_DAY})}, ASKING.facts)
    other = uuid4()
    [event] = decide(SetUp(other, ONE.rule.model_copy(update={"days": [2]})), mondays, DUE_AT)
    assert evolve(mondays, event, id=other, at=DUE_AT).facts.question is None


def test_without_a_question_the_same_rule_again_is_no_change() -> None:
    assert decide(Change(ONE.id, ONE.rule), SET, DUE_AT) == ()


def test_after_fourteen_days_without_a_word_it_is_asked_no_more_and_that_reminder_is_off() -> None:
    facts = Facts(question=ASKED)
    for days, off in ((0, False), (13.99, False), (14, True), (400, True)):
        shown = question_shown(facts, DUE_AT + timedelta(days=days))
        assert shown is not None
        assert (shown.reminder_id, shown.off) == (ONE.id, off)
        assert is_off(facts, ONE.id, DUE_AT + timedelta(days=days)) is off
        assert not is_off(facts, OTHER.id, DUE_AT + timedelta(days=days))
    assert question_shown(Facts(), DUE_AT) is None


def test_what_was_kept_before_there_were_questions_asks_nothing() -> None:
    assert Facts.model_validate_json('{"paused": true}').question is None
