"""A day on which the body came first counts for a task, so that its reminder stays silent that day."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.notifier.delivery import active_spans, stands_in
from shared.events import (
    Assignment,
    FirstLinePrepared,
    PlanAccepted,
    PlanAdded,
    PlanChanged,
    PlanLetGo,
    PlanPaused,
    PlanResumed,
    PracticeFinished,
    Versions,
)
from tests.notifier.mail import MailServer
from tests.notifier.test_delivery import DUE, DUE_AT, TASK, reminder
from tests.notifier.test_sending import state_of, why_not
from tests.notifier.world import MovingClock, Notifier, Person, World

WORDS = Assignment(title="One page", kind="free", versions=Versions(full="A page", tiny="One look"))
STRICT = WORDS.model_copy(update={"body_first_days_count": False})
HOUR = timedelta(hours=1)


def practice(technique: str = "three-slow-breaths", intensity: int | None = 9, at: datetime = DUE_AT) -> Any:
    return PracticeFinished(
        practice_id=uuid4(), technique_id=technique, intensity_before=intensity, started_at=at - timedelta(minutes=2)
    )


@pytest.mark.parametrize(
    ("done", "floor", "before", "counts"),
    [
        (practice(), 8, HOUR, True),
        (practice(intensity=8), 8, HOUR, True),
        (practice(intensity=7), 8, HOUR, False),
        (practice(intensity=7), 7, HOUR, True),
        (practice(intensity=None), 8, HOUR, False),
        (practice("mini-thought-record"), 8, HOUR, False),
        (practice(), 8, 24 * HOUR, False),
        (PlanAdded(assignment_id=TASK, assignment=WORDS), 8, HOUR, False),
    ],
)
def test_a_first_step_at_the_persons_threshold_stands_in_on_its_own_day(
    done: Any, floor: int, before: timedelta, counts: bool
) -> None:
    assert stands_in(DUE, reminder(), done, DUE_AT - before, {"three-slow-breaths"}, floor) is counts


def test_it_counts_while_the_task_is_active_where_the_task_says_so_now() -> None:
    added = (PlanAdded(assignment_id=TASK, assignment=WORDS), DUE_AT)
    accepted = (PlanAccepted(assignment_id=TASK, assignment=STRICT), DUE_AT + HOUR)
    changed = (PlanChanged(assignment_id=TASK, assignment=STRICT, changed=["body_first_days_count"]), DUE_AT + HOUR)
    other = (PlanLetGo(assignment_id=uuid4()), DUE_AT + HOUR)
    rests = (PlanPaused(assignment_id=TASK), DUE_AT + 2 * HOUR)
    again = (PlanResumed(assignment_id=TASK), DUE_AT + 3 * HOUR)
    assert active_spans(TASK, [added, other]) == [(DUE_AT, None)]
    assert active_spans(TASK, [added, rests]) == [(DUE_AT, DUE_AT + 2 * HOUR)]
    assert active_spans(TASK, [added, rests, again]) == [(DUE_AT, DUE_AT + 2 * HOUR), (DUE_AT + 3 * HOUR, None)]
    assert active_spans(TASK, [added, changed]) == active_spans(TASK, [accepted]) == active_spans(TASK, []) == []


async def a_day(world: World, notifier: Notifier, who: Person, task: Assignment, intensity: int) -> UUID:
    """A task in the plan, its reminder in five minutes, and a first step for the body a moment ago."""
    now, named = datetime.now(UTC), uuid4()
    await world.record(who, PlanAdded(assignment_id=named, assignment=task), now - 2 * HOUR)
    await notifier.set(who, assignment_id=str(named))
    await world.record(who, practice(intensity=intensity, at=now), now)
    return named


@pytest.mark.real
async def test_after_a_first_step_for_the_body_the_reminder_of_the_task_stays_silent_that_day(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await a_day(world, notifier, maya, WORDS, 9)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
        clock.move(days=1)
        await state_of(world, maya, "suppressed", "sent")
    assert await why_not(world, maya) == ["done_already"]


@pytest.mark.real
@pytest.mark.parametrize(("task", "intensity"), [(STRICT, 9), (WORDS, 7)])
async def test_where_it_does_not_count_or_was_less_strong_the_reminder_comes(
    world: World,
    notifier: Notifier,
    mail: MailServer,
    clock: MovingClock,
    maya: Person,
    task: Assignment,
    intensity: int,
) -> None:
    await a_day(world, notifier, maya, task, intensity)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "sent")


@pytest.mark.real
async def test_a_threshold_of_the_clinic_counts_from_there(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    pack = FirstLinePrepared(
        regulate_first_from=7,
        intensities=[7, 8, 9, 10],
        techniques=["three-slow-breaths"],
        orders=[[0]],
        catalogue_version=1,
        router_version=1,
        practice_version=1,
    )
    await world.record(maya, pack)
    await a_day(world, notifier, maya, WORDS, 7)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
    assert await why_not(world, maya) == ["done_already"]
