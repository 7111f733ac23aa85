"""Given what was set and planned, then this holds at a moment, in whatever order it was heard."""

import itertools
import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.router.profile import Told, profile_at, threshold_of, with_plan, with_profile
from services.router.ranking import Plan
from shared.events import (
    Hours,
    IfThen,
    PlanAccepted,
    PlanAdded,
    PlanChange,
    PlanChanged,
    PlanLetGo,
    PlanPaused,
    PlanResumed,
    ProfileChanged,
)
from tests.router.people import NOW
from tests.router.world import task

TASK = uuid4()
AT_WORK: dict[str, Any] = {
    "cue": "my chest tightens at work",
    "action": "three slow breaths",
    "technique_id": "three-slow-breaths",
    "triggers": ["work"],
}


def planned(*events: PlanChange) -> Told:
    told = Told()
    for version, data in enumerate(events, start=1):
        told = with_plan(told, data, version)
    return told


def added(assignment: UUID = TASK, **said: Any) -> PlanAdded:
    return PlanAdded(assignment_id=assignment, assignment=task(**said))


def homework(told: Told, at: datetime = NOW, zone: str | None = None) -> dict[str, str]:
    return dict(profile_at(told, at, zone).homework)


def plans(told: Told) -> tuple[Plan, ...]:
    return profile_at(told, NOW, None).plans


def test_only_the_parts_that_an_event_names_are_set() -> None:
    first = with_profile(Told(), ProfileChanged(changed=["cautions"], cautions={"trauma": True}, hidden=["x"]), 1)
    second = with_profile(first, ProfileChanged(changed=["hidden"], hidden=["count-back"]), 2)
    found = profile_at(second, NOW, None)
    assert dict(found.cautions) == {"trauma": True}
    assert found.hidden == frozenset({"count-back"})


def test_the_higher_version_of_each_part_stands_in_whatever_order_they_are_heard() -> None:
    events = [
        (ProfileChanged(changed=["cautions", "hidden"], cautions={"seizures": True}, hidden=["drop-anchor"]), 2),
        (ProfileChanged(changed=["cautions"], cautions={"seizures": False}), 3),
        (ProfileChanged(changed=["restored", "zone"], restored=["five-senses"], zone="Europe/Kyiv"), 5),
        (ProfileChanged(changed=["rest_inward_until"], rest_inward_until=NOW + timedelta(days=14)), 6),
    ]
    found = []
    for order in itertools.permutations(events):
        told = Told()
        for data, version in order:
            told = with_profile(told, data, version)
        found.append(told)
    assert all(each == found[0] for each in found)
    assert (found[0].cautions, found[0].hidden, found[0].zone) == ({"seizures": False}, ("drop-anchor",), "Europe/Kyiv")


@pytest.mark.parametrize(("days", "rests"), [(13, True), (14, False), (15, False)])
def test_inward_practice_rests_until_the_day_that_was_said(days: int, rests: bool) -> None:
    told = with_profile(
        Told(), ProfileChanged(changed=["rest_inward_until"], rest_inward_until=NOW + timedelta(days=14)), 1
    )
    assert profile_at(told, NOW + timedelta(days=days), None).rest_inward is rests


def test_a_task_with_a_technique_is_homework_by_whoever_set_it() -> None:
    other = uuid4()
    told = planned(added(source="therapist"), added(other, technique="drop-anchor"), added(uuid4(), technique=None))
    assert homework(told) == {"three-slow-breaths": "therapist", "drop-anchor": "self"}


def test_one_technique_of_two_tasks_was_set_by_both() -> None:
    assert homework(planned(added(source="therapist"), added(uuid4()))) == {"three-slow-breaths": "both"}


def test_a_task_is_homework_while_it_is_active() -> None:
    assert homework(planned(added(), PlanPaused(assignment_id=TASK))) == {}
    assert homework(planned(added(), PlanPaused(assignment_id=TASK), PlanResumed(assignment_id=TASK)))
    assert homework(planned(added(), PlanLetGo(assignment_id=TASK))) == {}


def test_a_proposal_is_homework_once_it_is_accepted_and_as_it_was_accepted() -> None:
    reworded = PlanChanged(assignment_id=TASK, assignment=task(source="therapist"), by="therapist")
    assert homework(planned(reworded)) == {}
    accepted = PlanAccepted(assignment_id=TASK, assignment=task("drop-anchor", source="therapist"))
    assert homework(planned(reworded, accepted)) == {"drop-anchor": "therapist"}


def test_a_task_is_homework_on_its_days_by_the_clients_own_calendar() -> None:
    told = planned(added(starts=date(2026, 11, 3), ends=date(2026, 11, 4)))
    evening = datetime(2026, 11, 2, 22, 30, tzinfo=UTC)
    assert homework(told, evening) == {}
    assert homework(told, evening, "Europe/Kyiv")
    assert homework(told, evening + timedelta(days=2))
    assert homework(told, evening + timedelta(days=2), "Europe/Kyiv") == {}


def test_without_a_zone_of_the_moment_the_clients_usual_one_counts() -> None:
    told = planned(added(starts=date(2026, 11, 3)))
    told = with_profile(told, ProfileChanged(changed=["zone"], zone="Europe/Kyiv"), 9)
    assert homework(told, datetime(2026, 11, 2, 22, 30, tzinfo=UTC))


def test_an_if_then_plan_is_what_can_be_compared_with_a_moment_in_the_clients_words() -> None:
    hours = Hours(starts="22:00", ends="02:30")
    told = planned(added(if_then=IfThen(**AT_WORK, feelings=["fearful"], place="bed", hours=hours)))
    [plan] = plans(told)
    assert plan == Plan(
        "three-slow-breaths",
        frozenset({"fearful"}),
        frozenset({"work"}),
        "bed",
        (time(22), time(2, 30)),
        "my chest tightens at work",
    )


@pytest.mark.parametrize(
    "without",
    [{"active": False}, {"technique_id": None}, {"triggers": []}, {"hours": Hours(starts="soon", ends="later")}],
)
def test_a_plan_that_is_off_or_says_nothing_comparable_is_none(without: dict[str, Any]) -> None:
    assert plans(planned(added(if_then=IfThen(**AT_WORK | without)))) == ()


def test_a_plan_rests_with_its_task() -> None:
    told = planned(added(if_then=IfThen(**AT_WORK)), PlanPaused(assignment_id=TASK))
    assert plans(told) == ()


def test_of_two_plans_for_one_technique_the_one_told_last_comes_first() -> None:
    later = IfThen(**AT_WORK | {"cue": "the meeting starts"})
    told = planned(added(if_then=IfThen(**AT_WORK)), added(uuid4(), if_then=later))
    assert [plan.line for plan in plans(told)] == ["the meeting starts", "my chest tightens at work"]


def a_life(name: UUID) -> list[PlanChange]:
    return [
        PlanAccepted(assignment_id=name, assignment=task(source="therapist")),
        PlanChanged(assignment_id=name, assignment=task("drop-anchor", if_then=IfThen(**AT_WORK))),
        PlanPaused(assignment_id=name),
        PlanResumed(assignment_id=name),
        PlanChanged(assignment_id=name, assignment=task("count-back")),
        PlanLetGo(assignment_id=name),
    ]


def test_the_plan_is_the_same_in_whatever_order_it_is_heard_and_however_often() -> None:
    events = list(enumerate([*a_life(uuid4()), *a_life(uuid4())[:5]], start=3))
    expected = planned()
    for version, data in events:
        expected = with_plan(expected, data, version)
    assert profile_at(expected, NOW, None).homework == {"count-back": "self"}
    for seed in range(50):
        shuffled = random.Random(seed).sample([*events, *events], 2 * len(events))
        told = planned()
        for version, data in shuffled:
            told = with_plan(told, data, version)
        assert told == expected, seed


@pytest.mark.parametrize(("said", "threshold"), [(7, 7), (8, 8), (6, 8), (9, 8), ("7", 8), (None, 8), (7.5, 8)])
def test_a_clinic_may_settle_first_from_seven_and_never_above_eight(said: object, threshold: int) -> None:
    assert threshold_of(said) == threshold
