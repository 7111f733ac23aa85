"""The five questions: any one is enough, each leads somewhere, and none writes words for anybody."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as some

from services.coach.decider import NotAllowed, NotNow
from services.coach.plan.barriers import BARRIERS
from services.coach.plan.decider import Active, Gone, Paused, State
from services.coach.plan.questions import (
    BARRIER_OF,
    NO_BECAUSE,
    QUESTIONS,
    READY_LINE,
    Answers,
    Avoid,
    QuestionId,
    Smallest,
    Understand,
    decide,
)
from services.coach.plan.session import Session
from shared.catalogue.words import forbidden_words
from shared.events import Contract, PlanChanged, PlanLineWritten, PlanQuestionAdded
from tests.coach.reading import reading_grade
from tests.coach.test_plan_decider import ID, THOUGHTS

NOW = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)
TASK = THOUGHTS.assignment()
ACTIVE = Active(ID, TASK)


def come_of(answers: Answers, state: State = ACTIVE, waiting: Session | None = None) -> list[Contract]:
    return list(decide(answers, state, waiting or Session(), NOW))


class TestWhatComesOfAnAnswer:
    def test_a_tiny_version_for_the_worst_day_changes_the_task_and_names_the_barrier(self) -> None:
        [change] = come_of(Answers(avoid="too-big", smallest=Smallest("One tap", on_worst_day=True)))
        assert isinstance(change, PlanChanged)
        assert (change.assignment.versions.tiny, change.changed, change.because) == ("One tap", ["versions"], "too-big")

    def test_one_that_would_be_too_much_on_the_worst_day_changes_nothing(self) -> None:
        assert come_of(Answers(smallest=Smallest("Seven boxes", on_worst_day=False))) == []

    def test_one_that_is_not_tiny_is_refused_by_its_field(self) -> None:
        with pytest.raises(NotAllowed) as refused:
            come_of(Answers(smallest=Smallest("Write a page", on_worst_day=True)))
        assert refused.value.field == "smallest.tiny"

    def test_an_anchor_becomes_part_of_the_task(self) -> None:
        [change] = come_of(Answers(patch={"anchor": {"after": "I get into bed", "usual_time": "21:50"}}))
        assert isinstance(change, PlanChanged)
        assert change.changed == ["anchor"]

    def test_not_seeing_why_keeps_a_question_for_the_session(self) -> None:
        [question] = come_of(Answers(understand="no"))
        assert question == PlanQuestionAdded(question=f"How may this help me: {TASK.title}?")
        assert come_of(Answers(understand="no"), waiting=Session(questions=(question.question,))) == []

    @pytest.mark.parametrize("understand", ["yes", "partly"])
    def test_seeing_it_keeps_none(self, understand: Understand) -> None:
        assert come_of(Answers(understand=understand)) == []

    def test_a_line_is_written_only_in_the_persons_own_words(self) -> None:
        assert come_of(Answers(line="It was loud.")) == [PlanLineWritten(line="It was loud.")]
        assert come_of(Answers(avoid="no-energy")) == []

    def test_a_resting_task_can_be_thought_about(self) -> None:
        assert len(come_of(Answers(understand="no"), Paused(ID, TASK))) == 1

    def test_one_that_was_let_go_stays_so(self) -> None:
        with pytest.raises(NotNow, match="let-go"):
            come_of(Answers(), Gone(ID, TASK, NOW - timedelta(days=1)))


PATCHES: list[dict[str, Any]] = [
    {},
    {"anchor": {"after": "my tea"}},
    {"bundle": "that podcast"},
    {"if_then": {"cue": "my chest gets tight", "action": "three slow breaths"}},
]
ANSWERS = some.builds(
    Answers,
    some.one_of(some.none(), some.sampled_from(get_args(Avoid))),
    some.one_of(some.none(), some.builds(Smallest, some.sampled_from(["One tap", "One look"]), some.booleans())),
    some.one_of(some.none(), some.sampled_from(get_args(Understand))),
    some.sampled_from(PATCHES),
    some.one_of(some.none(), some.just("It was loud.")),
)


@any_of(ANSWERS)
def test_it_can_be_ended_after_any_question_and_no_target_moves(answers: Answers) -> None:
    """homework.md H12 and H13: whatever was answered, the task keeps a tiny version and its target."""
    for event in come_of(answers):
        assert isinstance(event, PlanChanged | PlanQuestionAdded | PlanLineWritten)
        if isinstance(event, PlanChanged):
            assert event.assignment.versions.tiny
            assert event.assignment.target == TASK.target
            assert "target" not in event.changed


def test_there_are_five_and_each_is_asked_once() -> None:
    assert [each.id for each in QUESTIONS] == list(get_args(QuestionId))


def test_every_choice_of_the_first_names_its_barrier_or_none() -> None:
    assert set(BARRIER_OF) == set(get_args(Avoid))
    named = {each for each in BARRIER_OF.values() if each}
    assert named <= set(BARRIERS)
    assert [each for each, barrier in BARRIER_OF.items() if barrier is None] == ["other"]
    assert {each.code: each.barrier for each in QUESTIONS[0].choices} == dict(BARRIER_OF)


def all_texts() -> list[str]:
    texts = [READY_LINE, NO_BECAUSE]
    for each in QUESTIONS:
        texts += [each.text, each.then, each.hint, *(choice.label for choice in each.choices)]
    return [each for each in texts if each]


@pytest.mark.parametrize("text", all_texts())
def test_every_text_is_kind(text: str) -> None:
    """homework.md H4."""
    assert not forbidden_words(text)
    assert "sorry" not in text.lower()


def test_the_texts_together_are_easy_to_read() -> None:
    assert reading_grade(" ".join(f"{each}." for each in all_texts())) <= 6
