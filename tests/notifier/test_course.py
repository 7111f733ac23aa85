"""The same thing twice: the task changes before another reminder comes, whatever order it is heard in."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import get_args
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifier.course import Course
from services.notifier.delivery import HoldBack, Send
from services.notifier.facts import Facts, learn
from shared.events import Assignment, Barrier, Contract, PlanAttempted, PlanChanged, PlanNotThisTime, Versions
from tests.notifier.test_delivery import DUE_AT, TASK, judged, reminder

START = datetime(2026, 11, 15, 20, tzinfo=UTC)
WORDS = Assignment(title="One page", kind="free", versions=Versions(full="A page", tiny="One look"))
CHANGED = PlanChanged(assignment_id=TASK, assignment=WORDS, changed=["versions"])


def put_off(day: int, *barriers: Barrier) -> PlanNotThisTime:
    return PlanNotThisTime(assignment_id=TASK, barriers=list(barriers), told_at=day_of(day))


def done(day: int) -> PlanAttempted:
    return PlanAttempted(assignment_id=TASK, version="tiny", attempted_at=day_of(day))


def day_of(number: int) -> datetime:
    return START + timedelta(days=number)


def heard(*told: Contract) -> Facts:
    facts = Facts()
    for version, data in enumerate(told, start=1):
        facts = learn(facts, data, version=version, at=day_of(version))
    return facts


def test_the_same_twice_in_a_row_holds_its_reminders_back() -> None:
    facts = heard(put_off(1, "too-big"), put_off(2, "low", "too-big"))
    assert judged(courses=facts.courses) == HoldBack("change_first")


@pytest.mark.parametrize(
    "told",
    [
        (put_off(1, "low"), put_off(2, "too-big"), put_off(3, "low")),
        (put_off(1, "low"), put_off(2), put_off(3, "low"), put_off(4, "boring")),
        (put_off(1, "low"), CHANGED, put_off(3, "too-big"), put_off(4, "low"), put_off(5, "too-big")),
    ],
)
def test_whatever_else_got_in_the_way_between_is_no_change(told: tuple[Contract, ...]) -> None:
    assert judged(courses=heard(*told).courses) == HoldBack("change_first")


def test_what_is_kept_of_a_long_course_does_not_grow() -> None:
    every = get_args(Barrier)
    course = course_of(list(enumerate((put_off(1, each) for each in every * 20), start=1)))
    assert len(course.put_off) == 2 * len(every)


@pytest.mark.parametrize(
    "told",
    [
        (put_off(1, "too-big"),),
        (put_off(1, "too-big"), put_off(2, "low")),
        (put_off(1), put_off(2)),
        (put_off(1, "low"), done(2), put_off(3, "low")),
        (put_off(1, "low"), CHANGED, put_off(3, "low")),
        (put_off(1, "low"), put_off(2, "low"), CHANGED),
        (put_off(1, "low"), put_off(2, "low"), done(3)),
    ],
)
def test_once_or_with_something_between_or_after_it_holds_nothing_back(told: tuple[Contract, ...]) -> None:
    assert judged(courses=heard(*told).courses) == Send()


def test_a_reminder_that_is_set_after_it_comes() -> None:
    facts = heard(put_off(1, "low"), put_off(2, "low"))
    assert judged(courses=facts.courses, of=reminder(set_at=day_of(2))) == HoldBack("change_first")
    assert judged(courses=facts.courses, of=reminder(set_at=day_of(2) + timedelta(seconds=1))) == Send()
    assert day_of(2) < DUE_AT


def test_another_task_is_reminded_of_all_the_same() -> None:
    facts = heard(put_off(1, "low"), put_off(2, "low"))
    assert judged(courses={uuid4(): facts.courses[TASK]}) == Send()


TOLD = st.one_of(
    st.lists(st.sampled_from(get_args(Barrier)[:3]), unique=True, max_size=2).map(lambda each: put_off(1, *each)),
    st.just(CHANGED),
    st.just(done(1)),
)


@given(st.lists(TOLD, max_size=8), st.randoms(use_true_random=False))
def test_it_is_the_same_in_whatever_order_and_however_often_it_is_heard(told: list[Contract], chance: object) -> None:
    in_order = list(enumerate(told, start=1))
    shuffled = [*in_order, *in_order]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert course_of(shuffled) == course_of(in_order)


def test_every_order_of_a_short_story_gives_the_same() -> None:
    told = list(enumerate([put_off(1, "low"), CHANGED, put_off(2, "low"), put_off(3, "low")], start=1))
    assert len({course_of(list(order)).model_dump_json() for order in permutations(told)}) == 1


def course_of(told: list[tuple[int, Contract]]) -> Course:
    course = Course()
    for version, data in told:
        course = course.after(data, version=version, at=day_of(version))
    return course


@given(st.lists(TOLD, max_size=10))
def test_it_waits_since_something_came_again_with_no_change_between(told: list[Contract]) -> None:
    expected, before = None, set[Barrier]()
    for version, data in enumerate(told, start=1):
        if not isinstance(data, PlanNotThisTime):
            expected, before = None, set()
        else:
            expected = day_of(version) if before & {*data.barriers} else expected
            before |= {*data.barriers}
    assert course_of(list(enumerate(told, start=1))).waits_since == expected
