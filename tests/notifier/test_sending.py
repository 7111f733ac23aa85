"""From a reminder to a message, on a real database and a real mail server."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.events import (
    Assignment,
    OccurrenceFailed,
    OccurrenceSent,
    OccurrenceSuppressed,
    PlanAttempted,
    PlanChanged,
    PlanLetGo,
    PlanNotThisTime,
    PlanPaused,
    PlanResumed,
    ProfileChanged,
    QuietAsked,
    QuietHours,
    Versions,
)
from shared.telemetry import metrics
from tests.databases import until
from tests.notifier.mail import MailServer
from tests.notifier.world import DEAF, MovingClock, Notifier, Person, World

pytestmark = pytest.mark.real


async def state_of(world: World, who: Person, *states: str) -> None:
    """Wait until the person's moments are in just these states."""

    found: list[str] = []

    async def look() -> bool:
        found[:] = await world.states(who)
        return found == list(states)

    try:
        await until(look, 30)
    except AssertionError:
        assert found == list(states)


async def why_not(world: World, who: Person) -> list[str]:
    """Why moments were held back, in order."""
    found = [heard.data for heard in await world.said(who)]
    return [data.why for data in found if isinstance(data, OccurrenceSuppressed)]


async def test_a_reminder_is_delivered_once_and_reveals_nothing(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    made = await notifier.set(maya, assignment_id=str(uuid4()))
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "sent")
    [message] = mail.post.to(maya.address)
    assert message["Subject"] == "A minute for you?"
    assert message["From"] == "A note <hello@smallhours.example>"
    whole = message.as_string().replace(maya.address, "")
    for telling in (made["id"], str(maya.subject), str(maya.org), maya.subject.hex, "http", "therap", "check-in"):
        assert telling not in whole
    [_, sent] = await world.said(maya)
    assert isinstance(sent.data, OccurrenceSent)
    [shown] = await notifier.occurrences(maya)
    assert shown["state"] == "sent"
    assert shown["id"] == str(sent.data.occurrence_id)
    assert shown["reminder_id"] == made["id"] == str(sent.data.reminder_id)
    assert shown["due_at"] == made["next_at"]


async def test_the_own_words_are_sent_as_they_are(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya, text="Time for the kettle, señora")
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "sent")
    [message] = mail.post.to(maya.address)
    assert message["Subject"] == "Time for the kettle, señora"


async def test_it_comes_again_on_the_next_day(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    made = await notifier.set(maya)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "sent")
        shown = await notifier.ok("GET", f"/v1/reminders/{made['id']}", maya)
        assert moment(shown["next_at"]) - moment(made["next_at"]) == timedelta(days=1)
        clock.move(days=1)
        await state_of(world, maya, "sent", "sent")
    first, second = mail.post.to(maya.address)
    assert first["Message-ID"] != second["Message-ID"]


async def test_two_workers_send_each_of_many_messages_once(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock
) -> None:
    people = await world.clients(200)
    for person in people:
        await notifier.set(person)
    async with world.worker(mail.port, clock, batch=20), world.worker(mail.port, clock, batch=20):
        clock.move(minutes=6)

        async def all_sent() -> bool:
            return bool(await world.value(SENT, [each.subject for each in people]) == len(people))

        await until(all_sent, 60)
    assert [len(mail.post.to(person.address)) for person in people] == [1] * len(people)
    assert len({message["Message-ID"] for message in mail.post.arrived}) == len(people)
    assert await world.value(SENT_EVENTS, [each.subject for each in people]) == len(people)


SENT = "SELECT count(*) FROM notifier.occurrences WHERE state = 'sent' AND client = ANY ($1)"
SENT_EVENTS = "SELECT count(*) FROM log.events WHERE type = 'occurrence.sent' AND subject = ANY ($1)"


async def test_while_the_mail_server_is_down_it_waits_and_then_delivers_once(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya)
    mail.stop()
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)

        async def tried_twice() -> bool:
            return (await world.value(TRIES, maya.subject) or 0) >= 2

        await until(tried_twice)
        mail.start()
        await state_of(world, maya, "sent")
    assert len(mail.post.to(maya.address)) == 1
    assert await world.types(maya) == ["reminder.set", "occurrence.sent"]


TRIES = "SELECT tries FROM notifier.occurrences WHERE client = $1"


async def test_what_the_server_does_not_take_just_now_is_tried_again(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya)
    mail.post.sink_full = True
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await until(lambda: asyncio.to_thread(mail.post.begun.is_set))
        mail.post.sink_full = False
        await state_of(world, maya, "sent")
    assert len(mail.post.to(maya.address)) == 1


async def test_it_is_given_up_after_the_last_try(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya)
    mail.stop()
    async with world.worker(mail.port, clock, tries=2):
        clock.move(minutes=6)
        await state_of(world, maya, "failed")
    [_, failed] = await world.said(maya)
    assert isinstance(failed.data, OccurrenceFailed)
    assert failed.data.why == "not_delivered"


async def test_a_refused_address_is_not_tried_again(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya)
    mail.post.refused.add(maya.address)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "failed")
    [_, failed] = await world.said(maya)
    assert isinstance(failed.data, OccurrenceFailed)
    assert failed.data.why == "address_refused"
    assert await world.value(TRIES, maya.subject) == 1
    [shown] = await notifier.occurrences(maya)
    assert (shown["state"], shown["why"]) == ("failed", "address_refused")


async def test_one_persons_trouble_is_nobody_elses(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person, stranger: Person
) -> None:
    await notifier.set(maya)
    await notifier.set(stranger)
    await world.value("UPDATE notifier.reminders SET sealed = '\\x00' WHERE client = $1", maya.subject)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, stranger, "sent")
    assert not mail.post.to(maya.address)
    assert await world.value("SELECT next_at FROM notifier.reminders WHERE client = $1", maya.subject) is None


async def test_nothing_is_sent_to_somebody_who_was_erased(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person, stranger: Person
) -> None:
    await notifier.set(maya)
    await notifier.set(stranger)
    await world.database.erase(maya.subject)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, stranger, "sent")
    assert not mail.post.to(maya.address)


async def test_a_zone_that_is_not_known_here_holds_up_nobody_else(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person, stranger: Person
) -> None:
    made = await notifier.set(maya, 4)
    await notifier.set(stranger)
    await world.mislay_zone(maya, UUID(made["id"]))
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, stranger, "sent")
    assert not mail.post.to(maya.address)


async def test_what_is_more_than_two_hours_late_is_not_sent(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya)
    clock.move(minutes=5 + 121)
    async with world.worker(mail.port, clock):
        await state_of(world, maya, "expired")
    assert not mail.post.to(maya.address)
    assert await world.types(maya) == ["reminder.set", "occurrence.expired"]


async def test_moved_to_the_next_minute_and_back_it_comes_once_that_day(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    made = await notifier.set(maya, 120)
    path = f"/v1/reminders/{made['id']}"
    async with world.worker(mail.port, clock):
        await notifier.ok("PATCH", path, maya, {"at": notifier.wall(1)})
        clock.move(minutes=2)
        await state_of(world, maya, "sent")
        back = await notifier.ok("PATCH", path, maya, {"at": made["at"]})
        assert back["next_at"] == made["next_at"]
        clock.move(minutes=120)
        await state_of(world, maya, "sent", "suppressed")
    assert len(mail.post.to(maya.address)) == 1
    assert await why_not(world, maya) == ["one_a_day"]


async def test_a_new_reminder_brings_no_second_message_on_the_same_day(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    made = await notifier.set(maya)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "sent")
        await notifier.ok("DELETE", f"/v1/reminders/{made['id']}", maya, status=204)
        await notifier.set(maya)
        clock.move(minutes=6)
        await state_of(world, maya, "sent", "suppressed")
    assert len(mail.post.to(maya.address)) == 1
    assert await why_not(world, maya) == ["one_a_day"]


async def test_what_was_done_today_is_not_reminded_of(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    assignment = uuid4()
    await notifier.set(maya, assignment_id=str(assignment))
    async with world.worker(mail.port, clock):
        await world.say(maya, attempted(assignment))
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
        assert await why_not(world, maya) == ["done_already"]
        clock.move(days=1)
        await state_of(world, maya, "suppressed", "sent")
    assert len(mail.post.to(maya.address)) == 1


async def test_another_assignment_that_was_done_holds_nothing_back(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya, assignment_id=str(uuid4()))
    async with world.worker(mail.port, clock):
        await world.say(maya, attempted(uuid4()))
        clock.move(minutes=6)
        await state_of(world, maya, "sent")


async def test_whoever_has_said_not_this_time_is_not_asked_again_that_day(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    assignment = uuid4()
    await notifier.set(maya, assignment_id=str(assignment))
    async with world.worker(mail.port, clock):
        await world.say(maya, PlanNotThisTime(assignment_id=assignment, told_at=datetime.now(UTC)))
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
        clock.move(days=1)
        await state_of(world, maya, "suppressed", "sent")
    assert await why_not(world, maya) == ["person_asked"]


async def test_the_same_barrier_twice_holds_reminders_back_until_the_task_is_changed(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    assignment, now = uuid4(), datetime.now(UTC)
    await notifier.set(maya, assignment_id=str(assignment))
    words = Assignment(title="One page", kind="free", versions=Versions(full="A page", tiny="One look"))
    async with world.worker(mail.port, clock):
        for ago in (2, 1):
            at = now - timedelta(days=ago)
            await world.say(maya, PlanNotThisTime(assignment_id=assignment, barriers=["too-big"], told_at=at))
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
        await world.say(maya, PlanChanged(assignment_id=assignment, assignment=words, changed=["versions"]))
        clock.move(days=1)
        await state_of(world, maya, "suppressed", "sent")
    assert await why_not(world, maya) == ["change_first"]


async def test_a_paused_assignment_is_not_reminded_of_until_it_is_taken_up_again(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    assignment = uuid4()
    await notifier.set(maya, assignment_id=str(assignment))
    async with world.worker(mail.port, clock):
        await world.say(maya, PlanPaused(assignment_id=assignment))
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
        await world.say(maya, PlanResumed(assignment_id=assignment))
        clock.move(days=1)
        await state_of(world, maya, "suppressed", "sent")
    assert await why_not(world, maya) == ["paused"]


async def test_the_reminder_of_what_is_let_go_is_cancelled(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    assignment = uuid4()
    await notifier.set(maya, assignment_id=str(assignment), days=[1])
    other = await notifier.set(maya, days=[2])
    async with world.worker(mail.port, clock):
        await world.say(maya, PlanLetGo(assignment_id=assignment))
    left = (await notifier.ok("GET", "/v1/reminders", maya))["reminders"]
    assert [each["id"] for each in left] == [other["id"]]
    assert (await world.types(maya))[-1] == "reminder.cancelled"


async def test_after_quiet_was_asked_for_nothing_is_sent_but_what_is_set_after_it(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    made = await notifier.set(maya)
    asked = QuietAsked(until=datetime.now(UTC) + timedelta(hours=12))
    async with world.worker(mail.port, clock):
        await world.say(maya, asked)
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
        assert await why_not(world, maya) == ["quiet_asked"]
        await notifier.ok("PATCH", f"/v1/reminders/{made['id']}", maya, {"at": notifier.wall(5)})
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed", "sent")


async def test_what_was_said_and_not_heard_yet_counts_all_the_same(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person, stranger: Person
) -> None:
    assignment = uuid4()
    await notifier.set(maya)
    await notifier.set(stranger, assignment_id=str(assignment))
    async with world.worker(mail.port, clock, DEAF):
        await world.record(maya, QuietAsked(until=datetime.now(UTC) + timedelta(hours=12)))
        await world.record(stranger, attempted(assignment))
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
        await state_of(world, stranger, "suppressed")
    assert await why_not(world, maya) == ["quiet_asked"]
    assert await why_not(world, stranger) == ["done_already"]


async def test_in_the_persons_own_quiet_hours_nothing_is_sent_but_what_they_allowed(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person, stranger: Person
) -> None:
    """Both set quiet hours around what they had set; one of them allows that very time then."""
    made = [await notifier.set(each) for each in (maya, stranger)]
    hours = QuietHours(starts=notifier.wall(1), ends=notifier.wall(90))
    async with world.worker(mail.port, clock):
        for each in (maya, stranger):
            await world.say(each, ProfileChanged(changed=["quiet"], quiet=hours))
        await notifier.ok("PATCH", f"/v1/reminders/{made[1]['id']}", stranger, {"at_night": True})
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
        await state_of(world, stranger, "sent")
        assert await why_not(world, maya) == ["night"]
        await world.say(maya, ProfileChanged(changed=["quiet"]))
        clock.move(days=1)
        await state_of(world, maya, "suppressed", "sent")
    assert len(mail.post.to(maya.address)) == 1


async def test_paused_reminders_rest_until_they_are_wanted_again(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya)
    await notifier.ok("POST", "/v1/reminders/pause", maya)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
        await notifier.ok("POST", "/v1/reminders/resume", maya)
        clock.move(days=1)
        await state_of(world, maya, "suppressed", "sent")
    assert await why_not(world, maya) == ["paused"]


async def test_a_cancelled_reminder_sends_nothing_even_when_it_was_due(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person, stranger: Person
) -> None:
    mail.stop()
    made = await notifier.set(maya)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await until(lambda: world.value(TRIES, maya.subject))
        await notifier.ok("DELETE", f"/v1/reminders/{made['id']}", maya, status=204)
        mail.start()
        await state_of(world, maya, "suppressed")
    assert not mail.post.to(maya.address)
    assert await why_not(world, maya) == ["person_asked"]


async def test_a_snoozed_reminder_comes_again_when_it_was_wished(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "sent")
        [sent] = await notifier.occurrences(maya)
        await notifier.ok("POST", f"/v1/occurrences/{sent['id']}/snooze", maya, {"minutes": 15})
        await state_of(world, maya, "snoozed", "due")
        clock.move(minutes=15)
        await state_of(world, maya, "snoozed", "sent")
    first, second = mail.post.to(maya.address)
    assert first["Message-ID"] != second["Message-ID"]


async def test_lag_and_outcomes_are_measured_without_naming_anybody(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)
        await state_of(world, maya, "sent")
    told = metrics().exposition().decode()
    assert "reminders_due_lag_seconds " in told
    assert 'occurrences_total{outcome="sent"}' in told
    assert str(maya.subject) not in told


async def test_what_is_kept_says_nothing_in_the_clear(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await notifier.set(maya, text="Kettle time", anchor={"after": "the kettle boils", "usual_time": "14:00"})
    async with world.worker(mail.port, clock):
        await world.say(maya, QuietAsked(until=datetime.now(UTC) + timedelta(hours=12)))
        clock.move(minutes=6)
        await state_of(world, maya, "suppressed")
    for table in ("reminders", "occurrences", "clients"):
        rows = await world.value(
            f"SELECT string_agg(t::text, '') FROM notifier.{table} t WHERE client = $1", maya.subject
        )
        for word in (maya.address, "ettle", "quiet", notifier.zone):
            assert word not in rows
            assert word.encode().hex() not in rows


def attempted(assignment: UUID) -> PlanAttempted:
    return PlanAttempted(assignment_id=assignment, version="tiny", attempted_at=datetime.now(UTC))


def moment(written: Any) -> datetime:
    return datetime.fromisoformat(written)
