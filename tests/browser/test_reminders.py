"""Reminders and quiet hours: set, moved, rested, let go of; both ways out of a time at night; nothing typed is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import MakeDevice
from tests.browser.device import Device
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined
from tests.browser.places import open_more
from tests.browser.test_offers_later import open_anew
from tests.integration.belongings import waited_for
from tests.integration.cast import Person
from tests.integration.house import House
from tests.notifier.test_went_by import SENT_BEFORE, TOLD_THEN

ADDRESS = "somebody@example.org"
TELLING = "Time for my therapy <b>now</b>"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Body = dict[str, Any]


def somebody(device: Device, house: House) -> tuple[Page, Person]:
    page = joined(device, house)
    open_reminders(page)
    return page, clinic_of(house).client(device)


def open_reminders(page: Page) -> None:
    open_settings(page, "Reminders")


def open_settings(page: Page, name: str) -> None:
    open_more(page, "Settings")
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def begin(page: Page, at: str = "20:15", address: str = ADDRESS) -> None:
    page.get_by_role("button", name="Set a reminder").click()
    page.get_by_label("At what time?").fill(at)
    page.get_by_label("Your e-mail address").fill(address)


def keep(page: Page) -> None:
    page.get_by_role("button", name="Keep it").click()


def listed(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", level=2, name=name)


def reminders(who: Person) -> list[Body]:
    found: list[Body] = who.get("/v1/reminders")["reminders"]
    return found


def moments(who: Person) -> list[Body]:
    found: list[Body] = who.get("/v1/occurrences")["occurrences"]
    return found


def rule(at: str = "20:15", **more: Any) -> Body:
    return {"at": at, "zone": "UTC", "channel": {"type": "email", "address": ADDRESS}} | more


def test_a_reminder_is_set_changed_rested_and_let_go_of_in_one_tap(device: MakeDevice, house: House) -> None:
    page, who = somebody(device(), house)
    expect(page.get_by_text("You have no reminder.")).to_be_visible()
    begin(page)
    expect(page.get_by_role("figure", name="On a locked screen")).to_contain_text("A minute for you?")
    page.get_by_role("button", name="Monday").click()
    keep(page)
    expect(listed(page, "20:15 on Monday")).to_be_visible()
    [made] = reminders(who)
    assert (made["at"], made["days"], made["text"], made["zone"]) == ("20:15", [1], None, "UTC")
    assert made["channel"] == {"type": "email", "address": ADDRESS}
    expect(page.get_by_text("Next: Mon")).to_be_visible()

    page.get_by_role("button", name="Change it").click()
    page.get_by_label("What it says").fill("Tea & <b>toast</b>")
    expect(page.get_by_role("figure")).to_contain_text("Tea & <b>toast</b>")
    page.get_by_role("button", name="Monday").click()
    keep(page)
    expect(listed(page, "20:15, every day")).to_be_visible()
    expect(page.get_by_text("It says: “Tea & <b>toast</b>”")).to_be_visible()
    [changed] = reminders(who)
    assert (changed["days"], changed["text"], changed["version"]) == ([], "Tea & <b>toast</b>", 2)

    page.get_by_role("button", name="Let all of them rest").click()
    expect(page.get_by_text("All of them rest.")).to_be_visible()
    expect(page.get_by_text("They rest from now on.")).to_be_focused()
    assert who.get("/v1/reminders")["pause"]["paused"] is True
    page.get_by_role("button", name="I want them again").click()
    expect(page.get_by_text("Next:")).to_be_visible()
    expect(page.get_by_text("They come again, each at its time.")).to_be_focused()
    assert who.get("/v1/reminders")["pause"]["paused"] is False
    page.get_by_role("button", name="Cancel it").click()
    expect(page.get_by_text("It is cancelled.")).to_be_focused()
    assert reminders(who) == []


def test_a_time_at_night_is_asked_about_and_both_answers_hold(device: MakeDevice, house: House) -> None:
    phone = device()
    phone.expects("status of 422")
    page, who = somebody(phone, house)
    begin(page, at="22:00")
    keep(page)
    expect(page.get_by_text("From 22:00 to 08:00 it stays quiet. Move this one, or allow 22:00?")).to_be_visible()
    page.get_by_role("button", name="Move it to 21:55").click()
    expect(listed(page, "21:55, every day")).to_be_visible()
    [moved] = reminders(who)
    assert (moved["at"], moved["at_night"]) == ("21:55", False)
    page.get_by_role("button", name="Change it").click()
    page.get_by_label("At what time?").fill("22:30")
    keep(page)
    page.get_by_role("button", name="Allow 22:30").click()
    expect(listed(page, "22:30, every day")).to_be_visible()
    [allowed] = reminders(who)
    assert (allowed["at"], allowed["at_night"], allowed["silent"]) == ("22:30", True, False)


def test_what_is_refused_is_said_kindly_and_everything_typed_stays(device: MakeDevice, house: House) -> None:
    phone = device()
    phone.expects("status of 409", "status of 422")
    page, who = somebody(phone, house)
    who.post("/v1/reminders", rule("09:00", days=[1]))
    begin(page, address="nobody")
    page.get_by_label("What it says").fill(TELLING)
    keep(page)
    expect(page.get_by_text("Please give one e-mail address")).to_be_visible()
    page.get_by_label("Your e-mail address").fill(ADDRESS)
    keep(page)
    expect(page.get_by_text("These words may tell others something about you.")).to_be_visible()
    # A look at the help page loses nothing either.
    page.get_by_role("button", name="Need help now").click()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("What it says")).to_have_value(TELLING)
    page.get_by_label("What it says").fill("Tea")
    keep(page)
    expect(page.get_by_text("One reminder a day is enough")).to_be_visible()
    expect(page.get_by_label("At what time?")).to_have_value("20:15")
    expect(page.get_by_label("Your e-mail address")).to_have_value(ADDRESS)
    page.get_by_role("button", name="Tuesday").click()
    keep(page)
    expect(listed(page, "20:15 on Tuesday")).to_be_visible()
    assert {each["at"]: each["days"] for each in reminders(who)} == {"09:00": [1], "20:15": [2]}


def test_help_stays_where_it_is_when_an_answer_comes_late(device: MakeDevice, house: House) -> None:
    page, who = somebody(device(), house)
    begin(page)
    held: list[Route] = []
    page.route("**/v1/reminders", lambda route: held.append(route) if is_post(route) else route.fallback())
    with page.expect_request(lambda request: request.method == "POST"):
        keep(page)
    expect(page.get_by_text("One moment.")).to_be_visible()
    page.get_by_role("button", name="Need help now").click()
    with page.expect_response(lambda response: response.url.endswith("/v1/occurrences?limit=20")):
        held[0].continue_()
    expect(page.get_by_role("heading", level=1, name="Help now")).to_be_visible()
    assert len(reminders(who)) == 1
    page.get_by_role("button", name="Back", exact=True).click()
    expect(listed(page, "20:15, every day")).to_be_visible()


def is_post(route: Route) -> bool:
    return route.request.method == "POST"


def test_quiet_hours_hold_also_where_another_device_has_changed_them(device: MakeDevice, house: House) -> None:
    phone = device()
    phone.expects("status of 412")
    page, who = somebody(phone, house)
    who.post("/v1/reminders", rule("20:15"))
    page.get_by_role("button", name="Quiet hours").click()
    expect(page.get_by_label("From")).to_have_value("22:00")
    page.get_by_label("From").fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("From")).to_have_accessible_description("A time is needed here.")
    expect(page.get_by_label("To")).to_have_attribute("aria-invalid", "false")
    page.get_by_label("From").fill("20:00")
    elsewhere = {"cautions": {"panic": "yes"}, "quiet": {"from": "21:00", "to": "07:00"}}
    assert who.ask("PUT", "/v1/profile", elsewhere).status_code == 200
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("They were changed on another device: from 21:00 to 07:00.")).to_be_visible()
    expect(page.get_by_label("From")).to_have_value("20:00")
    expect(page.get_by_label("To")).to_have_value("07:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    profile = who.get("/v1/profile")
    assert (profile["quiet"], profile["cautions"]) == ({"from": "20:00", "to": "07:00"}, {"panic": "yes"})

    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_text("It stays silent: 20:15 is in your quiet hours.")).to_be_visible()
    expect(page.get_by_text("From 20:00 to 07:00 it stays quiet.")).to_be_visible()
    page.get_by_role("button", name="Move it to 19:55").click()
    expect(listed(page, "19:55, every day")).to_be_visible()
    expect(page.get_by_text("It stays silent")).to_have_count(0)
    expect(page.get_by_text("It is saved.")).to_be_focused()
    page.get_by_role("button", name="Quiet hours").click()
    page.get_by_role("button", name="Back to 22:00 to 08:00").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert who.get("/v1/profile")["quiet"] is None


def test_without_a_network_nothing_typed_is_lost_and_without_joining_it_is_said_why(
    device: MakeDevice, house: House
) -> None:
    alone = device().open()
    open_reminders(alone)
    expect(alone.get_by_text("Reminders can be set when you have joined.")).to_be_visible()
    open_settings(alone, "Quiet hours")
    expect(alone.get_by_text("Your own quiet hours can be kept when you have joined.")).to_be_visible()
    phone = device()
    page, who = somebody(phone, house)
    expect(page.get_by_text("You have no reminder.")).to_be_visible()
    begin(page)
    with phone.without_network():
        keep(page)
        expect(page.get_by_text("You are offline, so it is not saved yet.")).to_be_visible()
        expect(page.get_by_label("Your e-mail address")).to_have_value(ADDRESS)
    keep(page)
    expect(listed(page, "20:15, every day")).to_be_visible()
    with phone.without_network():
        page.get_by_role("button", name="Cancel it").click()
        expect(page.get_by_text("That did not get through.")).to_be_visible()
    assert len(reminders(who)) == 1


def test_its_screens_are_plain_in_every_size_and_what_was_sent_can_be_put_off(device: MakeDevice, house: House) -> None:
    """The reminder of the next minute is really sent while the other screens are looked at."""
    phone = device()
    phone.expects("status of 422")
    page, who = somebody(phone, house)
    soon = datetime.now(UTC) + timedelta(minutes=1)
    who.post("/v1/reminders", rule(f"{soon:%H:%M}", at_night=True, days=[soon.isoweekday()]))
    sizes = {"full": "One page", "tiny": "One line"}
    task = who.post("/v1/plan/assignments", {"title": "A page", "kind": "free", "versions": sizes})
    gallery = Gallery(phone)
    begin(page, at="23:00")
    keep(page)
    expect(page.get_by_role("button", name="Allow 23:00")).to_be_visible()
    gallery.look_at("reminder")
    page.get_by_role("navigation").get_by_role("button", name="Plan").click()
    page.get_by_role("button", name="A page").click()
    page.get_by_role("button", name="Set a reminder").click()
    expect(page.get_by_text("For this in your plan: A page")).to_be_visible()
    page.get_by_label("At what time?").fill("20:15")
    page.get_by_role("button", name=DAYS[soon.weekday() - 1]).click()
    keep(page)
    expect(page.get_by_role("heading", level=1, name="Reminders")).to_be_visible()
    expect(page.get_by_text("For this in your plan: A page")).to_be_visible()
    assert task["id"] in [each["assignment_id"] for each in reminders(who)]
    open_settings(page, "Quiet hours")
    expect(page.get_by_label("From")).to_be_visible()
    gallery.look_at("quiet-hours")
    waited_for(lambda: [each for each in moments(who) if each["state"] == "sent"])
    open_reminders(page)
    expect(page.get_by_text("Your reminder for today was sent.")).to_be_visible()
    gallery.look_at("reminders")
    page.get_by_role("button", name="Not today").click()
    expect(page.get_by_text("Not today, as you asked.")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="Reminders")).to_be_focused()
    assert [each["state"] for each in moments(who)] == ["snoozed"]
    assert gallery.faults == {}


def test_one_that_went_by_three_times_asks_and_any_answer_is_one_tap(device: MakeDevice, house: House) -> None:
    """It was sent on three evenings before; the fourth is due in the next minute."""
    phone = device()
    page, who = somebody(phone, house)
    soon, before = datetime.now(UTC) + timedelta(minutes=1), datetime.now(UTC) - timedelta(days=20)
    days, others = [soon.isoweekday()], [soon.isoweekday() % 7 + 1]
    made = who.post("/v1/reminders", rule(f"{soon:%H:%M}", at_night=True, days=days, occurred_at=before.isoformat()))
    who.post("/v1/reminders", rule("12:00", days=others, occurred_at=before.isoformat()))
    went_by(house, made, who)
    waited_for(lambda: who.get("/v1/reminders")["asks"])
    open_anew(page)
    line = page.get_by_text("Your reminder asks: wrong time, wrong task, or leave me be?")
    expect(line).to_be_visible()
    page.get_by_role("button", name="Choose").click()
    expect(page.get_by_role("heading", level=2, name="Wrong time, wrong task, or leave me be?")).to_be_visible()
    expect(line).to_have_count(0)
    expect(page.get_by_text("The others come as they do.")).to_be_visible()
    expect(page.get_by_text("Next:")).to_have_count(1)
    for answer in ("Another time", "Let go of this one", "Leave me be"):
        expect(page.get_by_role("button", name=answer)).to_be_visible()
    gallery = Gallery(phone)
    gallery.look_at("reminders-asking")
    page.get_by_role("button", name="Keep it as it is").click()
    expect(page.get_by_text("They come again, each at its time.")).to_be_focused()
    expect(page.get_by_text("Next:")).to_have_count(2)
    assert who.get("/v1/reminders")["asks"] is None
    assert [each["why"] for each in moments(who) if each["state"] == "suppressed"] == ["asks_first"]
    assert gallery.faults == {}


def went_by(house: House, made: Body, who: Person) -> None:
    """Sent on the three days before, at its time; in a thread of its own, because the browser's has a loop already."""
    org = UUID(clinic_of(house).home.id)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(house.value, TOLD_THEN, UUID(who.subject)).result()
        for ago in (3, 2, 1):
            due = datetime.fromisoformat(made["next_at"]) - timedelta(days=ago)
            row = UUID(who.subject), uuid4(), org, UUID(made["id"]), due.date(), due
            pool.submit(house.value, SENT_BEFORE, *row).result()
