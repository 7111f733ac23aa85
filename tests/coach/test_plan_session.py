"""The next session: what is set, what is asked, and when another session begins."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

from hypothesis import given as any_of
from hypothesis import strategies as some

from services.coach.plan.session import MOST_QUESTIONS, UNSAID, Ask, Prepare, Session, decide, fold
from shared.events import Contract, PlanLineWritten, PlanNotThisTime, PlanPaused, PlanQuestionAdded, PlanSessionSet

WEDNESDAY, NEXT_WEDNESDAY = date(2026, 11, 25), date(2026, 12, 2)
SUNDAY, THURSDAY = datetime(2026, 11, 22, 20, tzinfo=UTC), datetime(2026, 11, 26, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    data: Contract
    at: datetime = SUNDAY


def test_day_line_and_questions_are_said_at_once() -> None:
    told = decide(Prepare(WEDNESDAY, "Mondays are hard.", ("Why Sundays?", "Why Sundays?"), at=SUNDAY), Session())
    assert told == [
        PlanSessionSet(day=WEDNESDAY),
        PlanLineWritten(line="Mondays are hard."),
        PlanQuestionAdded(question="Why Sundays?"),
    ]
    assert fold(Said(each) for each in told) == Session(WEDNESDAY, "Mondays are hard.", ("Why Sundays?",))


def test_what_stands_already_is_not_said_again() -> None:
    ready = Session(WEDNESDAY, "Mondays are hard.", ("Why Sundays?",))
    assert decide(Prepare(WEDNESDAY, "Mondays are hard.", ("Why Sundays?",), at=SUNDAY), ready) == []
    assert decide(Prepare(UNSAID, UNSAID, at=SUNDAY), ready) == []


def test_none_takes_back_and_silence_does_not() -> None:
    ready = Session(WEDNESDAY, "Mondays are hard.")
    assert decide(Prepare(None, UNSAID, at=SUNDAY), ready) == [PlanSessionSet(day=None)]
    assert decide(Prepare(UNSAID, None, at=SUNDAY), ready) == [PlanLineWritten(line=None)]


def test_a_question_is_kept_each_time_it_is_asked() -> None:
    assert decide(Ask("Why Sundays?"), Session(questions=("Why Sundays?",))) == [
        PlanQuestionAdded(question="Why Sundays?")
    ]


def test_the_line_of_a_not_this_time_is_for_the_session_too() -> None:
    line = PlanNotThisTime(assignment_id=uuid4(), line="It was too much.", told_at=SUNDAY)
    silent = PlanNotThisTime(assignment_id=uuid4(), told_at=SUNDAY)
    assert fold([Said(line), Said(silent), Said(PlanPaused(assignment_id=uuid4()))]).line == "It was too much."
    assert fold([Said(line), Said(PlanLineWritten(line=None))]).line is None


def test_a_session_that_is_moved_keeps_what_waits_for_it() -> None:
    told = [Said(PlanSessionSet(day=WEDNESDAY)), Said(PlanQuestionAdded(question="Why Sundays?"))]
    moved = fold([*told, Said(PlanSessionSet(day=NEXT_WEDNESDAY))])
    assert moved == Session(NEXT_WEDNESDAY, None, ("Why Sundays?",))


def test_the_session_after_one_that_has_passed_begins_anew() -> None:
    told = [Said(PlanSessionSet(day=WEDNESDAY)), Said(PlanQuestionAdded(question="Why Sundays?"))]
    assert fold([*told, Said(PlanSessionSet(day=NEXT_WEDNESDAY), THURSDAY)]) == Session(NEXT_WEDNESDAY)


def test_what_is_said_with_the_day_of_another_session_is_for_that_one() -> None:
    told = [
        Said(PlanSessionSet(day=WEDNESDAY)),
        Said(PlanLineWritten(line="Hard.")),
        Said(PlanQuestionAdded(question="Why?")),
    ]
    again = Prepare(NEXT_WEDNESDAY, "Hard.", ("Why?",), at=THURSDAY)
    said = decide(again, fold(told))
    assert fold([*told, *(Said(each, THURSDAY) for each in said)]) == Session(NEXT_WEDNESDAY, "Hard.", ("Why?",))
    assert decide(Prepare(NEXT_WEDNESDAY, None, at=THURSDAY), fold(told)) == [PlanSessionSet(day=NEXT_WEDNESDAY)]


def test_whether_a_session_has_passed_does_not_depend_on_how_its_time_was_written() -> None:
    """The log gives times back in UTC, whatever offset they came with."""
    ready = Session(WEDNESDAY, "Hard.")
    for offset in (-3, 2):
        written = datetime(2026, 11, 26, 0, 30, tzinfo=UTC).astimezone(timezone(timedelta(hours=offset)))
        prepare = Prepare(NEXT_WEDNESDAY, "Hard.", at=written)
        read_back = [Said(each, written.astimezone(UTC)) for each in decide(prepare, ready)]
        assert fold(read_back, ready) == Session(NEXT_WEDNESDAY, "Hard.")


@any_of(some.lists(some.integers(), max_size=60))
def test_only_the_newest_questions_wait(numbers: list[int]) -> None:
    asked = [f"Question {number}?" for number in numbers]
    session = fold(Said(PlanQuestionAdded(question=each)) for each in asked)
    assert session.questions == tuple(asked[-MOST_QUESTIONS:])
