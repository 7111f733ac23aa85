"""Reminders that nobody answered, on a real database: the fourth asks in the app, and does not come until an answer."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.events import (
    CheckInRecorded,
    Contract,
    OccurrenceSuppressed,
    PlanAttempted,
    PlanLetGo,
    PracticeStarted,
)
from tests.notifier.mail import MailServer
from tests.notifier.test_sending import state_of, why_not
from tests.notifier.world import MovingClock, Notifier, Person, World

pytestmark = pytest.mark.real

LONG_AGO = timedelta(days=20)
DAY = timedelta(days=1)
SENT_BEFORE = """
INSERT INTO notifier.occurrences
    (client, id, org, reminder_id, local_date, slot, channel, due_at, state, tries, next_try_at)
VALUES ($1, $2, $3, $4, $5, 1, 'email', $6, 'sent', 1, $6)
"""
# As if everything had been told at once when it happened.
TOLD_THEN = "UPDATE log.events SET recorded_at = occurred_at WHERE subject = $1"
THREE = ["sent"] * 3


async def set_long_ago(world: World, notifier: Notifier, who: Person, **more: Any) -> Any:
    """A reminder that was set weeks ago and comes in five minutes."""
    made = await notifier.set(who, occurred_at=(datetime.now(UTC) - LONG_AGO).isoformat(), **more)
    await world.value(TOLD_THEN, who.subject)
    return made


async def sent_on(world: World, who: Person, made: Any, *days_ago: int) -> None:
    """It was sent so many days before, at its time."""
    due = datetime.fromisoformat(made["next_at"])
    for ago in days_ago:
        day = date.fromisoformat(made["next_at"][:10]) - ago * DAY
        await world.value(SENT_BEFORE, who.subject, uuid4(), who.org, UUID(made["id"]), day, due - ago * DAY)


async def gone_by(world: World, notifier: Notifier, who: Person, **more: Any) -> Any:
    made = await set_long_ago(world, notifier, who, **more)
    await sent_on(world, who, made, 3, 2, 1)
    return made


async def asks(notifier: Notifier, who: Person) -> Any:
    return (await notifier.ok("GET", "/v1/reminders", who))["asks"]


async def test_after_three_that_went_by_the_next_one_asks_and_no_more_are_sent(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    """On the day it was set that very setting was a word about it, so that its three begin with the second."""
    made = await notifier.set(maya, assignment_id=str(uuid4()))
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        for day in range(1, 7):
            await state_of(world, maya, *["sent"] * min(day, 4), *["suppressed"] * max(0, day - 4))
            assert (await asks(notifier, maya) is None) == (day <= 4)
            clock.move(days=1)
    assert len(mail.post.to(maya.address)) == 4
    assert set(await why_not(world, maya)) == {"asks_first"}
    asked = await asks(notifier, maya)
    assert (asked["reminder_id"], asked["off"]) == (made["id"], False)
    [held, *_] = [each.occurred_at for each in await world.said(maya) if isinstance(each.data, OccurrenceSuppressed)]
    assert datetime.fromisoformat(asked["since"]) == held


async def test_kept_as_it_is_it_comes_again_the_next_day(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await gone_by(world, notifier, maya)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, *THREE, "suppressed")
        await notifier.ok("POST", "/v1/reminders/resume", maya)
        assert await asks(notifier, maya) is None
        clock.move(days=1)
        await state_of(world, maya, *THREE, "suppressed", "sent")
    assert len(mail.post.to(maya.address)) == 1
    assert (await world.types(maya)).count("reminder.resumed") == 1


async def test_while_one_asks_the_others_come_and_so_they_do_once_it_is_off(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    today = clock.now()
    made = await gone_by(world, notifier, maya, days=[today.isoweekday()])
    other = await set_long_ago(world, notifier, maya, days=[(today + DAY).isoweekday()])
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, *THREE, "suppressed")
        await two_weeks(world, clock, maya, [*THREE, "suppressed"], "sent", "suppressed", "sent", "suppressed", "sent")
    assert (await asks(notifier, maya))["reminder_id"] == made["id"]
    assert [each["off"] for each in await shown(notifier, maya, made, other)] == [True, False]
    assert len(mail.post.to(maya.address)) == 3


async def test_another_that_would_ask_as_well_is_sent_until_the_first_is_off(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    today = clock.now()
    made = await gone_by(world, notifier, maya, days=[today.isoweekday()])
    other = await set_long_ago(world, notifier, maya, days=[(today + DAY).isoweekday()])
    await sent_on(world, maya, other, 21, 14, 7)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, *["sent"] * 6, "suppressed")
        before = [*THREE, *THREE, "suppressed"]
        await two_weeks(world, clock, maya, before, "sent", "suppressed", "sent", "suppressed", "suppressed")
    assert (await asks(notifier, maya))["reminder_id"] == other["id"]
    assert [each["off"] for each in await shown(notifier, maya, made, other)] == [True, False]
    assert len(mail.post.to(maya.address)) == 2


async def two_weeks(world: World, clock: MovingClock, who: Person, before: list[str], *then: str) -> None:
    """From the day of the first reminder on: the other comes the day after it, and each of them every week."""
    for number, days in enumerate((1, 6, 1, 6, 1), start=1):
        clock.move(days=days)
        await state_of(world, who, *before, *then[:number])


async def shown(notifier: Notifier, who: Person, *made: Any) -> list[Any]:
    """The reminders as their person sees them, in the order in which they were set."""
    found = {each["id"]: each for each in (await notifier.ok("GET", "/v1/reminders", who))["reminders"]}
    return [found[each["id"]] for each in made]


@pytest.mark.parametrize("what", ["a check-in", "a practice", "the task"])
async def test_what_was_said_on_one_of_the_three_days_keeps_it_coming(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person, what: str
) -> None:
    task, at = uuid4(), datetime.now(UTC) - 2 * DAY
    await gone_by(world, notifier, maya, **({"assignment_id": str(task)} if what == "the task" else {}))
    await world.record(maya, said(what, task, at), at)
    await world.value(TOLD_THEN, maya.subject)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, *THREE, "sent")
    assert await asks(notifier, maya) is None


def said(what: str, task: UUID, at: datetime) -> Contract:
    if what == "a check-in":
        return CheckInRecorded(emotions=["sad.lonely"], intensity=4, occurred_at=at)
    if what == "a practice":
        return PracticeStarted(practice_id=uuid4(), technique_id="feet-on-floor", started_at=at, steps=3)
    return PlanAttempted(assignment_id=task, version="tiny", attempted_at=at)


async def test_a_check_in_answers_the_reminder_of_a_task_too(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    at = datetime.now(UTC) - 2 * DAY
    await gone_by(world, notifier, maya, assignment_id=str(uuid4()))
    await world.record(maya, said("a check-in", uuid4(), at), at)
    await world.value(TOLD_THEN, maya.subject)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, *THREE, "sent")
    assert await asks(notifier, maya) is None


async def test_what_is_told_after_them_answers_them_however_long_ago_it_was_done(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    task, at = uuid4(), datetime.now(UTC) - 6 * DAY
    await gone_by(world, notifier, maya, assignment_id=str(task))
    await world.record(maya, said("the task", task, at), at)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, *THREE, "sent")
    assert await asks(notifier, maya) is None


@pytest.mark.parametrize("answer", ["another time", "other words", "saved as it is", "cancel", "rest", "keep"])
async def test_every_answer_is_one_request(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person, answer: str
) -> None:
    made = await gone_by(world, notifier, maya)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, *THREE, "suppressed")
    one = f"/v1/reminders/{made['id']}"
    method, path, body, status = {
        "another time": ("PATCH", one, {"at": notifier.wall(60)}, 200),
        "other words": ("PATCH", one, {"text": "Tea"}, 200),
        "saved as it is": ("PATCH", one, {"at": made["at"]}, 200),
        "cancel": ("DELETE", one, None, 204),
        "rest": ("POST", "/v1/reminders/pause", {}, 200),
        "keep": ("POST", "/v1/reminders/resume", {}, 200),
    }[answer]
    await notifier.ok(method, path, maya, body, status)
    assert await asks(notifier, maya) is None
    assert (await world.standing(maya)).facts.question is None


async def test_letting_go_of_its_task_answers_it_as_well(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    task = uuid4()
    await gone_by(world, notifier, maya, assignment_id=str(task))
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, *THREE, "suppressed")
        await world.say(maya, PlanLetGo(assignment_id=task))
    assert await asks(notifier, maya) is None


async def test_after_fourteen_days_without_an_answer_it_is_off_until_it_is_wanted(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await gone_by(world, notifier, maya)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, *THREE, "suppressed")
        clock.move(days=13)
        assert (await asks(notifier, maya))["off"] is False
        clock.move(days=1)
        assert (await asks(notifier, maya))["off"] is True
        await notifier.ok("POST", "/v1/reminders/resume", maya)
        assert await asks(notifier, maya) is None
    assert not mail.post.to(maya.address)
