"""What the plan asks by itself, what counts on days when the body came first, and how often a plan was followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import uuid4, uuid5

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as some

from services.coach.plan.asking import EASY_DAYS, EASY_FOR, GROW, ChangeFirst, ask_to_grow, change_first, tiny_next
from services.coach.plan.decider import NotAdded, fold
from services.coach.plan.following import Followed, followed
from services.coach.plan.story import BODY_FIRST_FROM, body_days, numbers, zone_of
from services.coach.plan.task import Task
from shared.catalogue.words import forbidden_words
from shared.events import (
    Barrier,
    Contract,
    PlanAdded,
    PlanAttempted,
    PlanChanged,
    PlanLetGo,
    PlanNotThisTime,
    PlanPaused,
    PlanProposed,
    PlanResumed,
    PracticeFinished,
)
from tests.coach.reading import reading_grade
from tests.coach.test_plan_decider import NAMES

ID = uuid5(NAMES, "a task")
START = datetime(2026, 9, 1, 20, 0, tzinfo=UTC)
TASK = Task.model_validate(
    {
        "title": "One look out",
        "kind": "free",
        "versions": {"full": "Ten minutes outside", "tiny": "One look out"},
        "target": {"times_per_week": 3},
        "anchor": {"after": "my tea"},
        "if_then": {"cue": "my chest gets tight", "action": "three slow breaths", "technique_id": "three-slow-breaths"},
    }
).assignment()
FIRST_LINE = {"three-slow-breaths", "five-senses"}


@dataclass(frozen=True)
class Said:
    data: Contract
    at: datetime


def day(number: float) -> datetime:
    return START + timedelta(days=number)


ADDED = Said(PlanAdded(assignment_id=ID, assignment=TASK), START)


def not_this_time(number: float, *barriers: Barrier) -> Said:
    return Said(PlanNotThisTime(assignment_id=ID, barriers=list(barriers), told_at=day(number)), day(number))


def attempt(number: float, version: str = "tiny", **more: object) -> Said:
    said = {"assignment_id": ID, "version": version, "attempted_at": day(number)} | more
    return Said(PlanAttempted.model_validate(said), day(number))


def change(number: float, *names: str) -> Said:
    return Said(PlanChanged(assignment_id=ID, assignment=TASK, changed=list(names)), day(number))


def practice(number: float, intensity: int | None = 9, technique: str = "three-slow-breaths") -> Said:
    data = PracticeFinished(
        practice_id=uuid4(), technique_id=technique, intensity_before=intensity, started_at=day(number)
    )
    return Said(data, day(number))


class TestTheSameBarrierTwice:
    def test_the_task_is_to_change_before_another_reminder(self) -> None:
        told = [ADDED, not_this_time(1, "too-big", "low"), not_this_time(2, "low")]
        assert change_first(told) == ChangeFirst("low")

    def test_the_first_of_what_came_again_is_named(self) -> None:
        told = [not_this_time(1, "low", "too-big"), not_this_time(2, "forgot", "too-big", "low")]
        assert change_first(told) == ChangeFirst("too-big")

    @pytest.mark.parametrize(
        "told",
        [
            [ADDED],
            [not_this_time(1, "low")],
            [not_this_time(1, "low"), not_this_time(2, "too-big")],
            [not_this_time(1), not_this_time(2)],
            [not_this_time(1, "low"), attempt(2), not_this_time(3, "low")],
            [not_this_time(1, "low"), change(2, "versions"), not_this_time(3, "low")],
        ],
    )
    def test_once_or_with_something_between_is_no_reason_to(self, told: Sequence[Said]) -> None:
        assert change_first(told) is None

    @pytest.mark.parametrize("between", [("too-big",), (), ("too-big", "forgot")])
    def test_whatever_else_got_in_the_way_between_is_no_change(self, between: Sequence[Barrier]) -> None:
        told = [not_this_time(1, "low"), not_this_time(2, *between), not_this_time(3, "low")]
        assert change_first(told) == ChangeFirst("low")
        assert change_first([*told, not_this_time(4, "boring")]) == ChangeFirst("low")

    @pytest.mark.parametrize("answer", [change(3, "versions"), attempt(3)])
    def test_a_change_or_something_done_ends_it(self, answer: Said) -> None:
        assert change_first([not_this_time(1, "low"), not_this_time(2, "low"), answer]) is None


class TestTheNextTime:
    def test_after_a_not_this_time_the_tiny_version_comes_next(self) -> None:
        assert tiny_next([ADDED, attempt(1), not_this_time(2)])
        assert tiny_next([ADDED, not_this_time(2), attempt(1), change(3, "versions")])

    def test_after_something_done_or_nothing_said_it_does_not(self) -> None:
        assert not tiny_next([ADDED])
        assert not tiny_next([ADDED, not_this_time(1), attempt(2)])


class TestAskingToGrow:
    EASY = (ADDED, *(attempt(each) for each in (1, 4, 8, 12)))

    def test_two_easy_weeks_are_a_reason_to_ask(self) -> None:
        assert ask_to_grow(self.EASY, day(1) + EASY_FOR)
        assert not ask_to_grow(self.EASY, day(1) + EASY_FOR - timedelta(seconds=1))

    def test_a_few_taps_are_none(self) -> None:
        few = [ADDED, *(attempt(each) for each in (1, 1.1, 1.2, 1.3, 12)[:EASY_DAYS])]
        assert not ask_to_grow(few, day(15.5))

    def test_long_ago_is_none(self) -> None:
        assert not ask_to_grow(self.EASY, day(60))

    @pytest.mark.parametrize(
        "between",
        [
            not_this_time(9, "low"),
            not_this_time(9),
            attempt(9, "full"),
            attempt(9, helped="worse"),
            attempt(9, intensity_before=4, intensity_after=6),
            change(9, "versions"),
            change(9, "target"),
        ],
    )
    def test_anything_else_between_begins_the_two_weeks_anew(self, between: Said) -> None:
        assert not ask_to_grow([*self.EASY, between], day(1) + EASY_FOR)

    def test_other_words_and_days_when_the_body_came_first_do_not(self) -> None:
        told = [*self.EASY, change(9, "title"), attempt(10, "other", body_first=True)]
        assert ask_to_grow(told, day(1) + EASY_FOR)

    @any_of(some.lists(some.integers(1, 40), max_size=20), some.integers(1, 60))
    def test_asking_changes_no_target(self, days: list[int], now: int) -> None:
        """homework.md H12."""
        told = [ADDED, *(attempt(each) for each in sorted(days))]
        ask_to_grow(told, day(now))
        state = fold(told)
        assert not isinstance(state, NotAdded)
        assert state.task.target == TASK.target

    def test_the_question_is_plain_and_kind(self) -> None:
        assert not forbidden_words(GROW)
        assert reading_grade(GROW) <= 6


class TestBodyFirstDays:
    def test_a_first_step_at_8_or_above_counts_for_its_day(self) -> None:
        days = body_days([ADDED], [practice(1), practice(1.1), practice(2, BODY_FIRST_FROM)], FIRST_LINE, None)
        counted = numbers([ADDED, attempt(2)], TASK, days)
        assert (counted.days_done, counted.body_first_days, counted.attempts) == (2, 2, 1)

    @pytest.mark.parametrize(
        "each", [practice(1, 7), practice(1, None), practice(1, 9, "full-thought-record"), practice(-1)]
    )
    def test_anything_else_does_not(self, each: Said) -> None:
        assert body_days([ADDED], [each], FIRST_LINE, None) == set()

    def test_it_counts_from_where_the_clinic_says(self) -> None:
        told = [practice(1, 7), practice(2, 6)]
        assert body_days([ADDED], told, FIRST_LINE, None, body_first_from=7) == {day(1).date()}

    def test_it_does_not_count_while_the_task_rests_or_after_it_was_let_go(self) -> None:
        told = [
            ADDED,
            Said(PlanPaused(assignment_id=ID), day(2)),
            Said(PlanResumed(assignment_id=ID), day(4)),
            Said(PlanLetGo(assignment_id=ID), day(6)),
        ]
        days = body_days(told, [practice(each) for each in (1, 3, 5, 7)], FIRST_LINE, None)
        assert days == {day(1).date(), day(5).date()}

    def test_it_counts_where_the_task_says_so(self) -> None:
        strict = TASK.model_copy(update={"body_first_days_count": False})
        assert numbers([ADDED], strict, {day(1).date()}).days_done == 0

    def test_the_day_is_that_of_the_persons_clock(self) -> None:
        late = practice(0.1)
        assert body_days([ADDED], [late], FIRST_LINE, "Europe/Madrid") == {(START + timedelta(days=1)).date()}
        assert zone_of([ADDED, attempt(1, time_zone="Europe/Madrid"), attempt(2)]) == "Europe/Madrid"
        assert zone_of([ADDED]) is None

    @any_of(some.lists(some.integers(1, 30), max_size=10), some.lists(some.sampled_from(get_args(Barrier)), max_size=3))
    def test_no_number_falls_when_the_body_came_first_or_it_was_not_this_time(
        self, days: list[int], barriers: list[Barrier]
    ) -> None:
        """homework.md H3."""
        before = numbers([ADDED], TASK, ())
        body = body_days([ADDED], [practice(each) for each in days], FIRST_LINE, None)
        after = numbers([ADDED, not_this_time(3, *barriers)], TASK, body)
        assert after.attempts >= before.attempts
        assert after.days_done == len({*body})
        assert after.days_with_it >= after.days_done


class TestFollowing:
    def test_days_after_the_anchor_and_times_of_the_if_then_plan_are_counted(self) -> None:
        told = [ADDED, attempt(1), attempt(1.1), attempt(2)]
        found = followed(told, [practice(1), practice(1.2, 4), practice(3, 4, "five-senses")], TASK)
        assert found == Followed(anchor_days=2, if_then_times=2)

    def test_they_are_counted_from_when_each_stands_as_it_does(self) -> None:
        told = [ADDED, attempt(1), change(2, "anchor"), attempt(3)]
        assert followed(told, [practice(1), practice(3)], TASK) == Followed(anchor_days=1, if_then_times=2)
        renewed = [ADDED, attempt(1), change(2, "if_then"), attempt(3)]
        assert followed(renewed, [practice(1), practice(3)], TASK) == Followed(anchor_days=2, if_then_times=1)

    def test_an_if_then_plan_that_names_no_practice_counts_the_attempts(self) -> None:
        assert TASK.if_then is not None
        free = TASK.model_copy(update={"if_then": TASK.if_then.model_copy(update={"technique_id": None})})
        assert followed([ADDED, attempt(1), attempt(2)], [practice(1)], free).if_then_times == 2

    def test_without_them_there_is_nothing_to_count(self) -> None:
        bare = TASK.model_copy(update={"anchor": None, "if_then": None})
        assert followed([ADDED, attempt(1)], [practice(1)], bare) == Followed()

    def test_a_proposal_that_was_never_taken_in_was_followed_by_nobody(self) -> None:
        proposed = PlanProposed(assignment_id=ID, assignment=TASK, by=uuid4(), consent_id=uuid4())
        declined = [Said(proposed, START), Said(PlanLetGo(assignment_id=ID), day(1))]
        assert followed(declined, [practice(2)], TASK) == Followed()

    @any_of(some.lists(some.integers(1, 30), max_size=12), some.lists(some.integers(1, 30), max_size=12))
    def test_a_not_this_time_lowers_neither(self, days: list[int], others: list[int]) -> None:
        """homework.md H3."""
        told = [ADDED, *(attempt(each) for each in days)]
        with_them = [*told, *(not_this_time(each, "low") for each in others)]
        assert followed(with_them, [], TASK) == followed(told, [], TASK)
