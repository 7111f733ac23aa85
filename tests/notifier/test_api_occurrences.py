"""What became of due moments, and what somebody says about one, over HTTP."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.databases import until
from tests.notifier.mail import MailServer
from tests.notifier.world import MovingClock, Notifier, Person, World, refused

pytestmark = pytest.mark.real


async def delivered(world: World, notifier: Notifier, mail: MailServer, who: Person, days: int = 1) -> None:
    """A reminder that has come on so many days."""
    await notifier.set(who)
    async with world.worker(mail.port, notifier.clock):
        notifier.clock.move(minutes=6)
        for day in range(days):
            if day:
                notifier.clock.move(days=1)

            async def come(count: int = day + 1) -> bool:
                return await world.states(who) == ["sent"] * count

            await until(come, 30)


async def test_a_message_is_confirmed_once(world: World, notifier: Notifier, mail: MailServer, maya: Person) -> None:
    await delivered(world, notifier, mail, maya)
    [sent] = await notifier.occurrences(maya)
    path = f"/v1/occurrences/{sent['id']}/confirm"
    confirmed = await notifier.ok("POST", path, maya)
    assert confirmed == sent | {"state": "confirmed"}
    assert await notifier.ok("POST", path, maya) == confirmed
    assert await world.types(maya) == ["reminder.set", "occurrence.sent", "occurrence.confirmed"]


async def test_an_id_that_was_said_of_one_moment_says_nothing_of_another(
    world: World, notifier: Notifier, mail: MailServer, maya: Person
) -> None:
    await delivered(world, notifier, mail, maya, days=2)
    newer, older = await notifier.occurrences(maya)
    for act, said in (("confirm", {"id": str(uuid4())}), ("snooze", {"id": str(uuid4()), "minutes": "not_today"})):
        await notifier.ok("POST", f"/v1/occurrences/{newer['id']}/{act}", maya, said)
        refused(await notifier.ask("POST", f"/v1/occurrences/{older['id']}/{act}", maya, said), 422, "id")
    assert (await notifier.occurrences(maya))[1] == older


async def test_a_moment_is_not_moved_to_one_that_is_over(
    world: World, notifier: Notifier, mail: MailServer, clock: MovingClock, maya: Person
) -> None:
    await delivered(world, notifier, mail, maya)
    [first] = await notifier.occurrences(maya)
    await notifier.ok("POST", f"/v1/occurrences/{first['id']}/snooze", maya, {"minutes": 15})
    [second] = [each for each in await notifier.occurrences(maya) if each["id"] != first["id"]]
    await notifier.ok("POST", f"/v1/occurrences/{second['id']}/snooze", maya, {"minutes": "later"})
    third = (await notifier.occurrences(maya))[0]
    # Another quarter of an hour from a clock that was put back leads to the second one's minute again.
    back = datetime.fromisoformat(second["due_at"]) - timedelta(minutes=15) - clock.now()
    clock.move(seconds=back.total_seconds() + 1)
    answer = await notifier.ask("POST", f"/v1/occurrences/{third['id']}/snooze", maya, {"minutes": 15})
    assert answer.json()["type"] == "urn:smallhours:problem:too-late-today"
    assert (await notifier.ok("GET", "/v1/occurrences", maya))["occurrences"][0] == third


async def test_moments_come_in_pages_the_newest_first(
    world: World, notifier: Notifier, mail: MailServer, maya: Person
) -> None:
    await delivered(world, notifier, mail, maya, days=3)
    listed = await notifier.occurrences(maya)
    assert [each["due_at"] for each in listed] == sorted((each["due_at"] for each in listed), reverse=True)
    found: list[Any] = []
    path = "/v1/occurrences?limit=2"
    while path:
        answer = await notifier.ask("GET", path, maya)
        found += answer.json()["occurrences"]
        path = answer.headers.get("Link", "").partition(">")[0].removeprefix("<")
    assert found == listed
    assert len(found) == 3


async def test_not_today_brings_nothing_more_today(
    world: World, notifier: Notifier, mail: MailServer, maya: Person
) -> None:
    await delivered(world, notifier, mail, maya)
    [sent] = await notifier.occurrences(maya)
    path = f"/v1/occurrences/{sent['id']}/snooze"
    body = {"id": str(uuid4()), "minutes": "not_today"}
    shown = await notifier.ok("POST", path, maya, body)
    assert (shown["state"], shown["until"]) == ("snoozed", None)
    assert await notifier.ok("POST", path, maya, body) == shown
    assert (await world.types(maya))[-1] == "occurrence.snoozed"
    refused(await notifier.ask("POST", path, maya, {"minutes": 15}), 409)


async def test_a_moment_can_be_moved_by_a_quarter_of_an_hour_or_to_later(
    world: World, notifier: Notifier, mail: MailServer, maya: Person, clock: MovingClock
) -> None:
    await delivered(world, notifier, mail, maya)
    [sent] = await notifier.occurrences(maya)
    shown = await notifier.ok("POST", f"/v1/occurrences/{sent['id']}/snooze", maya, {"minutes": "later"})
    assert shown["state"] == "snoozed"
    coming, moved = await notifier.occurrences(maya)
    assert moved == shown
    assert (coming["state"], coming["due_at"]) == ("due", shown["until"])
    again = await notifier.ok("POST", f"/v1/occurrences/{coming['id']}/snooze", maya, {"minutes": 15})
    assert again["state"] == "snoozed"
    assert len(await notifier.occurrences(maya)) == 3


async def test_nothing_is_moved_into_the_night(
    world: World, notifier: Notifier, mail: MailServer, maya: Person, clock: MovingClock
) -> None:
    await delivered(world, notifier, mail, maya)
    [sent] = await notifier.occurrences(maya)
    clock.move(hours=7)
    answer = await notifier.ask("POST", f"/v1/occurrences/{sent['id']}/snooze", maya, {"minutes": "later"})
    refused(answer, 409)
    assert "not_today" in answer.json()["detail"]


async def test_what_was_not_sent_cannot_be_confirmed(
    world: World, notifier: Notifier, mail: MailServer, maya: Person, clock: MovingClock
) -> None:
    await notifier.set(maya)
    await notifier.ok("POST", "/v1/reminders/pause", maya)
    async with world.worker(mail.port, clock):
        clock.move(minutes=6)

        async def held_back() -> bool:
            return await world.states(maya) == ["suppressed"]

        await until(held_back)
    [held] = await notifier.occurrences(maya)
    assert held["why"] == "paused"
    refused(await notifier.ask("POST", f"/v1/occurrences/{held['id']}/confirm", maya), 409)
    refused(await notifier.ask("POST", f"/v1/occurrences/{held['id']}/snooze", maya, {"minutes": 15}), 409)


@pytest.mark.parametrize("minutes", [10, "tomorrow", None, "15"])
async def test_another_wish_is_refused_by_the_name_of_its_field(minutes: Any, notifier: Notifier, maya: Person) -> None:
    answer = await notifier.ask("POST", f"/v1/occurrences/{uuid4()}/snooze", maya, {"minutes": minutes})
    refused(answer, 422, "minutes")


async def test_nobody_elses_moment_is_there(world: World, notifier: Notifier, mail: MailServer, maya: Person) -> None:
    await delivered(world, notifier, mail, maya)
    [sent] = await notifier.occurrences(maya)
    for other in (await world.client(), await world.client(maya.org)):
        assert await notifier.occurrences(other) == []
        refused(await notifier.ask("POST", f"/v1/occurrences/{sent['id']}/confirm", other), 404)
        refused(await notifier.ask("POST", f"/v1/occurrences/{sent['id']}/snooze", other, {"minutes": 15}), 404)


async def test_a_cursor_of_another_kind_is_refused(notifier: Notifier, maya: Person) -> None:
    refused(await notifier.ask("GET", "/v1/occurrences?cursor=abc", maya), 422, "cursor")
