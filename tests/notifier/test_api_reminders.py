"""Setting, changing and cancelling reminders over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.notifier.decider import MOST_REMINDERS, evolve, initial
from services.notifier.words import CANCELLED, LET_GO, TOO_MANY
from shared.events import PlanLetGo, ProfileChanged, QuietHours
from tests.notifier.mail import MailServer
from tests.notifier.world import MovingClock, Notifier, Person, World, refused

pytestmark = pytest.mark.real
SECRET = "the words of one person"


async def test_a_reminder_is_set_shown_and_listed(notifier: Notifier, maya: Person) -> None:
    body = notifier.rule(maya, 10, days=[3, 1], text="Tea, then the sofa", **{"from": "2026-01-01"})
    answer = await notifier.ask("POST", "/v1/reminders", maya, body)
    assert answer.status_code == 201
    made = answer.json()
    assert answer.headers["Location"] == f"/v1/reminders/{made['id']}"
    assert answer.headers["ETag"] == '"1"'
    assert made["days"] == [1, 3]
    assert {name: made[name] for name in ("at", "zone", "channel", "text", "from")} == {
        name: body[name] for name in ("at", "zone", "channel", "text", "from")
    }
    assert await notifier.ok("GET", f"/v1/reminders/{made['id']}", maya) == made
    listed = await notifier.ok("GET", "/v1/reminders", maya)
    usual = {"from": "22:00", "to": "08:00"}
    nothing = {"paused": False, "until": None}
    assert listed == {"reminders": [made], "pause": nothing, "quiet": usual, "asks": None}
    assert made["silent"] is False


async def test_it_comes_next_at_its_wall_time(notifier: Notifier, maya: Person) -> None:
    made = await notifier.set(maya, 10)
    coming = datetime.fromisoformat(made["next_at"])
    assert coming.astimezone(UTC).second == 0
    assert timedelta(minutes=8) < coming - notifier.clock.now() <= timedelta(minutes=10)


async def test_an_anchor_alone_sets_the_time_five_minutes_after_it(notifier: Notifier, maya: Person) -> None:
    anchor = {"after": "I get into bed", "usual_time": "21:50"}
    made = await notifier.set(maya, at=None, anchor=anchor)
    assert made["at"] == "21:55"
    assert made["anchor"] == anchor
    moved = await notifier.ok(
        "PATCH", f"/v1/reminders/{made['id']}", maya, {"anchor": anchor | {"usual_time": "20:00"}}
    )
    assert moved["at"] == "20:05"


async def test_an_anchor_within_the_quiet_hours_asks_for_another_time_or_leave(
    notifier: Notifier, maya: Person
) -> None:
    anchor = {"after": "I get into bed", "usual_time": "21:55"}
    answer = await notifier.ask("POST", "/v1/reminders", maya, notifier.rule(maya, at=None, anchor=anchor))
    said = refused(answer, 422, "at")["at"]
    assert "21:55" in said
    assert "at_night" in said
    made = await notifier.set(maya, at=None, anchor=anchor, at_night=True)
    assert made["at"] == "22:00"


def quiet(starts: str, ends: str) -> ProfileChanged:
    return ProfileChanged(changed=["quiet"], quiet=QuietHours(starts=starts, ends=ends))


async def test_quiet_hours_that_were_said_a_moment_ago_hold_at_once(
    world: World, notifier: Notifier, maya: Person
) -> None:
    """Also before the worker has heard of them: there is none here."""
    made = await notifier.set(maya, 30)
    around = quiet(notifier.wall(10), notifier.wall(60))
    await world.record(maya, around)
    listed = await notifier.ok("GET", "/v1/reminders", maya)
    assert listed["quiet"] == {"from": notifier.wall(10), "to": notifier.wall(60)}
    assert listed["reminders"] == [made | {"silent": True}]
    answer = await notifier.ask("PATCH", f"/v1/reminders/{made['id']}", maya, {"at": notifier.wall(40)})
    assert f"From {notifier.wall(10)} to {notifier.wall(60)}" in refused(answer, 422, "at")["at"]
    moved = await notifier.ok("PATCH", f"/v1/reminders/{made['id']}", maya, {"at": notifier.wall(5)})
    assert moved["silent"] is False
    allowed = {"at": notifier.wall(40), "at_night": True}
    assert (await notifier.ok("PATCH", f"/v1/reminders/{made['id']}", maya, allowed))["silent"] is False


async def test_the_same_request_again_gets_the_first_answer(world: World, notifier: Notifier, maya: Person) -> None:
    body = notifier.rule(maya) | {"id": str(uuid4())}
    first = await notifier.ok("POST", "/v1/reminders", maya, body, 201)
    assert await notifier.ok("POST", "/v1/reminders", maya, body, 201) == first
    assert await world.types(maya) == ["reminder.set"]
    refused(await notifier.ask("POST", "/v1/reminders", maya, body | {"text": "Tea"}), 422, "id")


async def test_a_second_reminder_a_day_is_refused_in_kind_words(world: World, notifier: Notifier, maya: Person) -> None:
    await notifier.set(maya, days=[1, 2])
    answer = await notifier.ask("POST", "/v1/reminders", maya, notifier.rule(maya, days=[2, 3]))
    assert refused(answer, 409, "days")["days"].startswith("One reminder a day is enough")
    assert answer.json()["type"] == "urn:smallhours:problem:one-a-day"
    assert await world.types(maya) == ["reminder.set"]
    await notifier.set(maya, days=[3])


async def test_another_persons_reminder_stands_in_nobodys_way(
    notifier: Notifier, maya: Person, stranger: Person
) -> None:
    body = notifier.rule(maya) | {"id": str(uuid4())}
    assert await notifier.ok("POST", "/v1/reminders", maya, body, 201)
    assert await notifier.ok("POST", "/v1/reminders", stranger, body, 201)


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no time": ({"at": None}, "at"),
    "a time in words": ({"at": SECRET}, "at"),
    "a time that is none": ({"at": "25:00"}, "at"),
    "a time with seconds": ({"at": "21:45:10"}, "at"),
    "a time at night": ({"at": "23:15"}, "at"),
    "a zone that is none": ({"zone": SECRET}, "zone"),
    "a path for a zone": ({"zone": "../../etc/passwd"}, "zone"),
    "the machine's own zone": ({"zone": "localtime"}, "zone"),
    "a day that is none": ({"days": [8]}, "days[0]"),
    "a channel that is none": ({"channel": {"type": "pigeon", "address": "m@example.org"}}, "channel.type"),
    "no address": ({"channel": {"type": "email", "address": SECRET}}, "channel.address"),
    "two addresses": ({"channel": {"type": "email", "address": "a@example.org,b@example.org"}}, "channel.address"),
    "an address of two lines": ({"channel": {"type": "email", "address": "a@example.org\nb: c"}}, "channel.address"),
    "a text that tells": ({"text": f"therapy: {SECRET}"}, "text"),
    "a text of two lines": ({"text": f"Tea\r\nBcc: {SECRET}"}, "text"),
    "a text that nobody sees": ({"text": "\u200b\u2060"}, "text"),
    "a text that mail programs read as another": ({"text": "=?ascii?b?dGhlcmFweQ==?="}, "text"),
    "an address that mail programs read as another": (
        {"channel": {"type": "email", "address": "=?ascii?q?a=0D=0AX=3A_b?=@example.org"}},
        "channel.address",
    ),
    "a text that is too long": ({"text": "tea " * 30}, "text"),
    "a period that is over": ({"until": "2026-01-01"}, "until"),
    "a period the wrong way round": ({"from": "2031-01-02", "until": "2031-01-01"}, "until"),
    "a date beyond all years": ({"from": "9999-12-31"}, "from"),
    "an assignment that is none": ({"assignment_id": SECRET}, "assignment_id"),
    "an anchor without its time": ({"anchor": {"after": SECRET}}, "anchor.usual_time"),
    "a night that is no yes or no": ({"at_night": SECRET}, "at_night"),
    "something unknown": ({"rrule": SECRET}, "body"),
    "a time far ahead": ({"occurred_at": "2096-01-01T00:00:00Z"}, "occurred_at"),
}


@pytest.mark.parametrize("what", BAD)
async def test_what_is_not_allowed_is_refused_by_the_name_of_its_field(
    what: str, world: World, notifier: Notifier, maya: Person
) -> None:
    wrong, field = BAD[what]
    answer = await notifier.ask("POST", "/v1/reminders", maya, notifier.rule(maya) | wrong)
    refused(answer, 422, field)
    assert SECRET not in answer.text
    assert await world.types(maya) == []


async def test_what_is_left_out_of_a_change_stays(notifier: Notifier, maya: Person) -> None:
    made = await notifier.set(maya, text="Tea", days=[1])
    changed = await notifier.ok("PATCH", f"/v1/reminders/{made['id']}", maya, {"text": "Coffee"})
    assert changed == made | {"text": "Coffee", "version": 2}
    usual = await notifier.ok("PATCH", f"/v1/reminders/{made['id']}", maya, {"text": None, "days": None})
    assert (usual["text"], usual["days"]) == (None, [])


async def test_a_change_of_another_version_is_refused(world: World, notifier: Notifier, maya: Person) -> None:
    made = await notifier.set(maya)
    path = f"/v1/reminders/{made['id']}"
    first = await notifier.ask("PATCH", path, maya, {"text": "Tea"}, **{"If-Match": '"1"'})
    assert (first.status_code, first.headers["ETag"]) == (200, '"2"')
    refused(await notifier.ask("PATCH", path, maya, {"text": "Coffee"}, **{"If-Match": '"1"'}), 412)
    assert (await notifier.ok("GET", path, maya))["text"] == "Tea"
    assert await world.types(maya) == ["reminder.set", "reminder.changed"]


async def test_a_change_that_is_sent_twice_happens_once(world: World, notifier: Notifier, maya: Person) -> None:
    made = await notifier.set(maya)
    body = {"id": str(uuid4()), "text": "Tea"}
    first = await notifier.ask("PATCH", f"/v1/reminders/{made['id']}", maya, body, **{"If-Match": '"1"'})
    again = await notifier.ask("PATCH", f"/v1/reminders/{made['id']}", maya, body, **{"If-Match": '"1"'})
    assert first.json() == again.json()
    assert await world.types(maya) == ["reminder.set", "reminder.changed"]


async def test_an_id_that_changed_one_reminder_changes_no_other(world: World, notifier: Notifier, maya: Person) -> None:
    one, other = await notifier.set(maya, days=[1]), await notifier.set(maya, days=[2])
    said = {"id": str(uuid4()), "text": "Tea"}
    await notifier.ok("PATCH", f"/v1/reminders/{one['id']}", maya, said)
    refused(await notifier.ask("PATCH", f"/v1/reminders/{other['id']}", maya, said), 422, "id")
    assert (await notifier.ok("GET", f"/v1/reminders/{other['id']}", maya))["text"] is None


async def test_there_is_an_end_to_how_many_reminders_somebody_has(
    world: World, notifier: Notifier, maya: Person
) -> None:
    today = datetime.now(UTC).date() + timedelta(days=2)
    days = [str(today + timedelta(days=ahead)) for ahead in range(MOST_REMINDERS + 1)]
    periods: list[dict[str, Any]] = [{"from": day, "until": day} for day in days]
    made = [await notifier.set(maya, **period) for period in periods[:-1]]
    one_more = notifier.rule(maya, **periods[-1])
    answer = await notifier.ask("POST", "/v1/reminders", maya, one_more)
    assert refused(answer, 409, "days")["days"] == TOO_MANY
    await notifier.ok("DELETE", f"/v1/reminders/{made[0]['id']}", maya, status=204)
    await notifier.ok("POST", "/v1/reminders", maya, one_more, 201)


async def test_no_reminder_is_set_for_a_task_that_was_let_go_of(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    task, other = uuid4(), await notifier.set(maya, days=[1])
    async with world.worker(mail.port, clock):
        await world.say(maya, PlanLetGo(assignment_id=task))
    answer = await notifier.ask("POST", "/v1/reminders", maya, notifier.rule(maya, days=[2], assignment_id=str(task)))
    assert refused(answer, 422, "assignment_id")["assignment_id"] == LET_GO
    for_task = {"assignment_id": str(task)}
    refused(await notifier.ask("PATCH", f"/v1/reminders/{other['id']}", maya, for_task), 422, "assignment_id")


async def test_a_change_into_the_night_needs_to_be_allowed_each_time(notifier: Notifier, maya: Person) -> None:
    made = await notifier.set(maya)
    path = f"/v1/reminders/{made['id']}"
    refused(await notifier.ask("PATCH", path, maya, {"at": "22:30"}), 422, "at")
    assert (await notifier.ok("PATCH", path, maya, {"at": "22:30", "at_night": True}))["at_night"] is True
    refused(await notifier.ask("PATCH", path, maya, {"at": "23:30"}), 422, "at")
    assert (await notifier.ok("PATCH", path, maya, {"text": "Tea"}))["at_night"] is True
    assert (await notifier.ok("PATCH", path, maya, {"at": "21:30"}))["at_night"] is False


@pytest.mark.parametrize("name", ["zone", "channel"])
async def test_what_a_reminder_needs_cannot_be_taken_away(name: str, notifier: Notifier, maya: Person) -> None:
    made = await notifier.set(maya)
    refused(await notifier.ask("PATCH", f"/v1/reminders/{made['id']}", maya, {name: None}), 422, name)


async def test_a_cancelled_reminder_is_gone_and_may_be_cancelled_again(
    world: World, notifier: Notifier, maya: Person
) -> None:
    made = await notifier.set(maya)
    path = f"/v1/reminders/{made['id']}"
    for _ in range(2):
        await notifier.ok("DELETE", path, maya, status=204)
    refused(await notifier.ask("GET", path, maya), 404)
    assert await world.types(maya) == ["reminder.set", "reminder.cancelled"]
    await notifier.set(maya)


async def test_what_was_cancelled_is_not_set_by_the_same_request_again_but_by_a_new_one(
    world: World, notifier: Notifier, maya: Person
) -> None:
    body = notifier.rule(maya) | {"id": str(uuid4())}
    await notifier.ok("POST", "/v1/reminders", maya, body, 201)
    await notifier.ok("DELETE", f"/v1/reminders/{body['id']}", maya, status=204)
    answer = await notifier.ask("POST", "/v1/reminders", maya, body)
    refused(answer, 410)
    assert answer.json()["type"] == "urn:smallhours:problem:cancelled"
    assert answer.json()["detail"] == CANCELLED
    assert (await notifier.ok("GET", "/v1/reminders", maya))["reminders"] == []
    await notifier.ok("POST", "/v1/reminders", maya, body | {"id": str(uuid4())}, 201)
    assert await world.types(maya) == ["reminder.set", "reminder.cancelled", "reminder.set"]


async def test_nobody_elses_reminder_is_there(notifier: Notifier, world: World, maya: Person) -> None:
    made = await notifier.set(maya)
    path = f"/v1/reminders/{made['id']}"
    for other in (await world.client(), await world.client(maya.org)):
        refused(await notifier.ask("GET", path, other), 404)
        refused(await notifier.ask("PATCH", path, other, {"text": "Tea"}), 404)
        refused(await notifier.ask("DELETE", path, other), 404)
        assert (await notifier.ok("GET", "/v1/reminders", other))["reminders"] == []
    assert await notifier.ok("GET", path, maya) == made


async def test_the_rows_are_what_the_events_say(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    task, ago = uuid4(), (datetime.now(UTC) - timedelta(days=2)).isoformat()
    made = [await notifier.set(maya, days=[day]) for day in (1, 2, 3)]
    made.append(await notifier.set(maya, days=[4], assignment_id=str(task), occurred_at=ago))
    for change in ({"text": "Tea"}, {"at": notifier.wall(9), "occurred_at": ago}, {"text": None}, {"days": [1, 5]}):
        await notifier.ok("PATCH", f"/v1/reminders/{made[0]['id']}", maya, change)
    await notifier.ok("DELETE", f"/v1/reminders/{made[1]['id']}", maya, status=204)
    await notifier.ok("POST", "/v1/reminders/pause", maya, {"until": "2096-01-01T00:00:00Z"})
    async with world.worker(mail.port, clock):
        await world.say(maya, PlanLetGo(assignment_id=task))
    told = initial
    for heard in await world.said(maya):
        told = evolve(told, heard.data, id=heard.id, at=heard.at)
    rows = await world.standing(maya)
    assert rows.reminders == told.reminders
    assert set(rows.reminders) == {UUID(made[0]["id"]), UUID(made[2]["id"])}
    assert (rows.facts.paused, rows.facts.paused_until) == (told.facts.paused, told.facts.paused_until)


async def test_all_reminders_can_rest(world: World, notifier: Notifier, maya: Person) -> None:
    until = (notifier.clock.now() + timedelta(days=2)).isoformat()
    paused = await notifier.ok("POST", "/v1/reminders/pause", maya, {"until": until})
    assert paused["paused"] is True
    assert (await notifier.ok("GET", "/v1/reminders", maya))["pause"] == paused
    notifier.clock.move(days=2)
    assert (await notifier.ok("GET", "/v1/reminders", maya))["pause"]["paused"] is False
    await notifier.ok("POST", "/v1/reminders/pause", maya)
    assert await notifier.ok("POST", "/v1/reminders/resume", maya) == {"paused": False, "until": None}
    assert await world.types(maya) == ["reminder.paused", "reminder.paused", "reminder.resumed"]


async def test_resting_until_a_time_that_has_passed_is_refused(notifier: Notifier, maya: Person) -> None:
    past = (notifier.clock.now() - timedelta(minutes=1)).isoformat()
    refused(await notifier.ask("POST", "/v1/reminders/pause", maya, {"until": past}), 422, "until")


@pytest.mark.parametrize("role", ["therapist", "clinic_admin", "org_admin", "ops"])
async def test_reminders_are_for_clients_alone(role: Any, world: World, notifier: Notifier, maya: Person) -> None:
    other = world.person(maya.org, maya.subject, role)
    refused(await notifier.ask("GET", "/v1/reminders", other), 403)
    refused(await notifier.ask("GET", "/v1/occurrences", other), 403)


async def test_an_erased_person_is_told_that_it_is_gone(world: World, notifier: Notifier, maya: Person) -> None:
    await world.database.erase(maya.subject)
    refused(await notifier.ask("POST", "/v1/reminders", maya, notifier.rule(maya)), 410)
