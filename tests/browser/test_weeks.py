"""My weeks: what somebody noted, drawn on their device; one moment read, corrected, taken back; also offline."""

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeDevice
from tests.browser.device import Device
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined, leave_this_device
from tests.integration.cast import Person
from tests.integration.house import House

NOTE = "<img src=x onerror=alert(1)> It went round & round."
WORDS = (["sad.lonely"], ["fearful.anxious.worried", "sad.hurt"], ["happy.peaceful"], ["unsure"], ["angry.mad"])
TECHNIQUE = "three-slow-breaths"
# The names of what is kept stand in the clear, and say nothing.
NAMES = """async () => {
    const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result) });
    const store = await asked(indexedDB.open('kept'));
    const names = await asked(store.transaction('records').objectStore('records').getAllKeys());
    store.close();
    return names;
}"""


def say(who: Person, days_ago: float, **more: Any) -> dict[str, Any]:
    """A moment some days ago, said through the API."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    body = {"emotions": ["sad.lonely"], "intensity": 5, "occurred_at": at.isoformat(), "time_zone": "Europe/Dublin"}
    found: dict[str, Any] = who.post("/v1/check-ins", body | more)
    return found


def live_a_week(who: Person) -> None:
    """Six of seven days, two of them with a practice that was done again."""
    for number in (0, 1, 3, 4, 5, 6):
        words = WORDS[number % len(WORDS)]
        moment = say(who, number + 0.01, emotions=words, intensity=9 - number, triggers=["work"])
        if number < 2:
            practice = who.post("/v1/practices", {"technique_id": TECHNIQUE, "check_in_id": moment["id"]})
            who.post(f"/v1/practices/{practice['id']}/stop", {"intensity_after": 6, "helped": "helped"}, 200)


def open_weeks(page: Page) -> Page:
    page.get_by_role("navigation").get_by_role("button", name="My weeks").click()
    expect(page.get_by_role("heading", name="My weeks")).to_be_focused()
    return page


def somebody(device: Device, house: House) -> tuple[Page, Person]:
    return joined(device, house), clinic_of(house).client(device)


def stands(who: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = who.get("/v1/check-ins")["check_ins"]
    return found


def open_first(page: Page, name: str) -> None:
    page.get_by_role("listitem").get_by_role("button", name=name).first.click()
    expect(page.get_by_role("heading", name=name)).to_be_focused()


def test_a_week_is_drawn_with_a_dot_for_each_moment_and_none_for_other_days(device: MakeDevice, house: House) -> None:
    page, who = somebody(device(), house)
    live_a_week(who)
    open_weeks(page)
    expect(page.get_by_text("6 check-ins on 6 days, 2 practices")).to_be_visible()
    page.get_by_role("button", name="7 days").click()
    expect(page.locator(".plot circle")).to_have_count(6)
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row")).to_have_count(7)
    for fact in ("Done 2 times", "Hard to name: 1 of 6", "Lonely 2", "You said it helped: 2 of 2."):
        expect(page.get_by_text(fact)).to_be_visible()
    claims = page.get_by_role("main").inner_text().lower().split()
    assert not {"pattern", "usually", "because", "trend"} & set(claims)


def test_nothing_noted_is_met_with_a_greeting_and_a_long_pause_is_not_counted(device: MakeDevice, house: House) -> None:
    page, who = somebody(device(), house)
    open_weeks(page)
    expect(page.get_by_text("Good to see you. Start where you are.")).to_be_visible()
    say(who, 40)
    page.reload()
    expect(page.get_by_text("Good to see you. Start where you are.")).to_be_visible()
    expect(page.get_by_text("Nothing noted in these days.")).to_be_visible()
    page.get_by_role("button", name="12 weeks").click()
    expect(page.get_by_text("1 check-in on 1 day")).to_be_visible()


def test_without_joining_there_is_nothing_to_draw_and_nothing_is_kept(page: Page) -> None:
    open_weeks(page)
    expect(page.get_by_text("Without joining, nothing is kept.")).to_be_visible()
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_one_moment_shows_all_that_was_said_and_words_stay_words(device: MakeDevice, house: House) -> None:
    page, who = somebody(device(), house)
    context = {"energy": "low", "place": "bed", "privacy": "private", "minutes": 3, "sleep_hours": 5.0}
    say(who, 0.01, note=NOTE, triggers=["work", "<b>rain</b>"], context=context, intensity=8)
    open_first(open_weeks(page), "Lonely")
    for said in (NOTE, "8 of 10, very strong", "<b>rain</b>", "Work", "In bed", "3 minutes"):
        expect(page.get_by_text(said, exact=True)).to_be_visible()
    assert page.locator("main img, main b").count() == 0


def test_a_moment_is_corrected_at_its_own_time(device: MakeDevice, house: House) -> None:
    page, who = somebody(device(), house)
    old = say(who, 2, note="It was late.", triggers=["work"], context={"sleep_hours": 5.0})
    open_first(open_weeks(page), "Lonely")
    page.get_by_role("button", name="Correct it").click()
    page.get_by_role("button", name="A little stronger").click()
    page.get_by_role("button", name="Family").click()
    with page.expect_response("**/v1/check-ins/batch"):
        page.get_by_role("button", name="Keep this instead").click()
    expect(page.get_by_role("heading", name="My weeks")).to_be_visible()
    [new] = stands(who)
    same = ("occurred_at", "time_zone", "note", "emotions")
    assert [new[each] for each in same] == [old[each] for each in same]
    assert (new["intensity"], new["triggers"], new["replaces"]) == (6, ["work", "family"], old["id"])
    assert new["context"]["sleep_hours"] == 5
    expect(page.get_by_role("listitem").get_by_role("button", name="Lonely")).to_have_count(1)


def test_a_moment_is_taken_back_for_good(device: MakeDevice, house: House) -> None:
    page, who = somebody(device(), house)
    gone, stays = say(who, 1, emotions=["angry.mad"]), say(who, 2)
    open_first(open_weeks(page), "Mad")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="Take this moment back?")).to_be_focused()
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Take it back").click()
    with page.expect_response(f"**/v1/check-ins/{gone['id']}"):
        page.get_by_role("button", name="Yes, take it back").click()
    expect(page.get_by_text("1 check-in on 1 day")).to_be_visible()
    assert [each["id"] for each in stands(who)] == [stays["id"]]


def test_offline_the_weeks_open_as_they_were_and_what_is_changed_waits(device: MakeDevice, house: House) -> None:
    phone = device()
    page, who = somebody(phone, house)
    phone.keep_app()
    say(who, 1, emotions=["angry.mad"])
    say(who, 2)
    open_weeks(page)
    expect(page.get_by_text("2 check-ins on 2 days")).to_be_visible()
    with phone.without_network():
        page.reload()
        expect(page.get_by_text("2 check-ins on 2 days")).to_be_visible()
        expect(page.get_by_text("It is brought up to date when you are online.")).to_be_visible()
        open_first(page, "Mad")
        page.get_by_role("button", name="Take it back").click()
        page.get_by_role("button", name="Yes, take it back").click()
        expect(page.get_by_text("1 check-in on 1 day")).to_be_visible()
        open_first(page, "Lonely")
        page.get_by_role("button", name="Correct it").click()
        page.get_by_role("button", name="A little stronger").click()
        page.get_by_role("button", name="Keep this instead").click()
        expect(page.get_by_role("listitem").get_by_text("Waits here until you are online")).to_be_visible()
        page.reload()
        expect(page.get_by_role("listitem").get_by_text("Waits here until you are online")).to_be_visible()
        assert len(stands(who)) == 2
    expect(page.get_by_role("listitem").get_by_text("Waits here until you are online")).to_have_count(0)
    assert [each["intensity"] for each in stands(who)] == [6]


def test_whoever_leaves_this_device_leaves_no_weeks_on_it(device: MakeDevice, house: House) -> None:
    phone = device()
    page, who = somebody(phone, house)
    say(who, 1)
    open_weeks(page)
    expect(page.get_by_text("1 check-in on 1 day")).to_be_visible()
    assert "own/weeks" in page.evaluate(NAMES)
    leave_this_device(page)
    open_weeks(page)
    expect(page.get_by_text("Without joining, nothing is kept.")).to_be_visible()
    assert not [each for each in page.evaluate(NAMES) if each.startswith("own/")]
    joined(phone, house)
    open_weeks(page)
    expect(page.get_by_text("What you note shows up here.")).to_be_visible()


def test_my_weeks_can_be_used_by_everybody(device: MakeDevice, house: House) -> None:
    gallery = Gallery(device())
    page, who = somebody(gallery.screen, house)
    live_a_week(who)
    say(who, 0.005, note="A long day.", context={"place": "bed"}, intensity=8, emotions=["bad.tired"])
    open_weeks(page)
    expect(page.locator(".plot circle")).to_have_count(7)
    gallery.look_at("weeks")
    open_first(page, "Tired")
    gallery.look_at("one-moment")
    page.get_by_role("button", name="Take it back").click()
    gallery.look_at("one-moment-back")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Correct it").click()
    gallery.look_at("one-moment-correct")
    assert gallery.faults == {}
