"""What waits on a device or was not taken: no word is lost, and somebody is told."""

import re
from typing import Any
from uuid import uuid4

from playwright.sync_api import Page, Response, expect

from tests.browser.axe import too_small, violations
from tests.browser.conftest import MakeDevice
from tests.browser.device import Device
from tests.browser.gallery import Gallery
from tests.browser.joined import DRAWS, clinic_of, joined
from tests.browser.moments import say
from tests.browser.places import open_more
from tests.browser.practising import walk
from tests.integration.belongings import waited_for
from tests.integration.house import House

# The clock of the page goes ahead by so many milliseconds as the test says.
CLOCK = "window.ahead = 0; { const now = Date.now; Date.now = () => now() + window.ahead }"
AN_HOUR_LATER = "() => { window.ahead = 3_600_000 }"
FULL = """() => {
    window.put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => { throw new DOMException('No room.', 'QuotaExceededError') };
}"""
# Takes hold of the connections to what is kept, to cut them as a browser does by itself.
CONNECTIONS = """{
    window.connections = [];
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
        const request = open.apply(this, given);
        request.addEventListener('success', () => window.connections.push(request.result));
        return request;
    };
}"""
CUT = "() => { for (const each of window.connections.splice(0)) each.close() }"
REFUSED = r"status of 4\d\d"
WAITS = re.compile("is kept here|waits here")
UNKEPT = "This could not be kept here or sent."
TASK: dict[str, Any] = {
    "title": "Step outside",
    "kind": "free",
    "versions": {"full": "Walk around the block", "tiny": "Stand at the open door"},
}
SIGNED_OUT = "You were signed out. 1 note is kept here."


def test_after_the_session_was_ended_what_waits_is_sent_by_joining_again(device: MakeDevice, house: House) -> None:
    phone = device()
    page = signed_out(phone, house)
    say(page, "lonely", 4)
    expect(page.get_by_text(SIGNED_OUT)).to_be_visible()
    page.reload()
    expect(page.get_by_text(SIGNED_OUT)).to_be_visible()
    page.get_by_role("button", name="See what is kept").click()
    expect(page.get_by_text("1 note waits here to be sent.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="1 moment that you named")).to_be_visible()
    expect(page.get_by_text("If your first code still works")).to_be_visible()
    expect(page.get_by_role("button", name="See what is kept")).to_have_count(0)
    gallery = Gallery(phone)
    gallery.look_at("signed-out")
    come_back(page, phone)
    expect(page.get_by_text(WAITS)).to_have_count(0)
    (sent,) = clinic_of(house).noted_on(phone)
    assert sent["emotions"] == ["sad.lonely"]
    assert gallery.faults == {}
    forgive(phone)


def test_what_waits_stays_through_leaving_and_is_sent_when_the_same_person_comes_back(
    device: MakeDevice, house: House
) -> None:
    phone = device()
    page = signed_out(phone, house)
    say(page, "lonely", 4)
    expect(page.get_by_text(SIGNED_OUT)).to_be_visible()
    open_more(page, "This device")
    page.get_by_role("button", name="Leave this device").click()
    expect(page.get_by_text("1 note is still to be sent. It stays here, locked")).to_be_visible()
    page.get_by_role("button", name="Leave now").click()
    expect(page.get_by_text("1 note waits here until its owner joins again.")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Join with a code").click()
    enter_again(page, phone)
    expect(page.get_by_text(WAITS)).to_have_count(0)
    assert len(clinic_of(house).noted_on(phone)) == 1
    forgive(phone)


def test_what_was_not_taken_is_shown_in_whole_words_and_let_go_by_hand(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    taken = str(uuid4())
    clinic_of(house).client(phone).post("/v1/check-ins", {"id": taken, "emotions": ["happy"], "intensity": 3})
    page.evaluate(DRAWS, taken)
    say(page, "lonely", 4)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("Lonely, 4 of 10")).to_be_visible()
    assert violations(page) + too_small(page) == []
    phone.save("refused-360-light")
    page.get_by_role("button", name="Keep a copy").click()
    expect(page.get_by_text("It is copied.")).to_be_visible()
    assert "Lonely, 4 of 10" in page.evaluate("() => navigator.clipboard.readText()")
    page.get_by_role("button", name="Let it go").click()
    expect(page.get_by_text("Nothing is left here.")).to_be_visible()
    forgive(phone)


def test_with_a_full_storage_everything_is_sent_at_once_and_the_screens_go_on(device: MakeDevice, house: House) -> None:
    phone = device()
    page, who = joined(phone, house), clinic_of(house).client(phone)
    who.post("/v1/check-ins", {"emotions": ["angry.mad"], "intensity": 5})
    who.post("/v1/plan/assignments", TASK)
    fill_storage(phone)
    take_back(page, "Mad")
    expect(page.get_by_text("What you note shows up here.")).to_be_visible()
    assert waited_for(lambda: who.get("/v1/check-ins")["check_ins"] == [])
    say_done(page)
    expect(page.get_by_text("Done on 1 day")).to_be_visible()
    walk(page, "three-slow-breaths", tiny=True)
    page.get_by_role("button", name="It helped", exact=True).click()
    page.get_by_role("button", name="That is it").click()
    (practice,) = waited_for(lambda: [each for each in who.get("/v1/practices")["practices"] if each["helped"]])
    assert practice["technique_id"] == "three-slow-breaths"
    expect(page.get_by_text(UNKEPT)).to_have_count(0)
    expect(page.get_by_text(WAITS)).to_have_count(0)


def test_what_finds_no_room_and_no_network_is_said_stays_and_can_be_sent_again(
    device: MakeDevice, house: House
) -> None:
    phone = device()
    page, who = joined(phone, house), clinic_of(house).client(phone)
    who.post("/v1/check-ins", {"emotions": ["angry.mad"], "intensity": 5})
    who.post("/v1/plan/assignments", TASK)
    open_weeks(page)
    expect(page.get_by_role("listitem").get_by_role("button", name="Mad")).to_be_visible()
    phone.keep_app()
    fill_storage(phone)
    with phone.without_network():
        take_back(page, "Mad")
        expect(page.get_by_text(UNKEPT)).to_be_visible()
        expect(page.get_by_text("What you note shows up here.")).to_be_visible()
        assert violations(page) + too_small(page) == []
        phone.save("unkept-360-light")
        with page.expect_request("**/v1/check-ins/**"):
            page.get_by_role("button", name="Send it again").click()
        expect(page.get_by_text(UNKEPT)).to_be_visible()
        open_more(page, "This device")
        page.get_by_role("button", name="Leave this device").click()
        expect(page.get_by_text("1 note found no room here and is not sent.")).to_be_visible()
    expect(page.get_by_text(UNKEPT)).to_have_count(0)
    assert waited_for(lambda: who.get("/v1/check-ins")["check_ins"] == [])


def test_a_connection_that_the_browser_has_cut_costs_no_word(device: MakeDevice, house: House) -> None:
    phone = device()
    phone.context.add_init_script(CONNECTIONS)
    page = joined(phone, house)
    phone.keep_app()
    assert page.evaluate("() => window.connections.length") > 0
    page.evaluate(CUT)
    say(page, "lonely", 4)
    assert waited_for(lambda: len(clinic_of(house).noted_on(phone)) == 1)
    with phone.without_network():
        page.evaluate(CUT)
        page.get_by_role("navigation").get_by_role("button", name="Start").click()
        say(page, "happy", 3)
        expect(page.get_by_text("1 note waits here until you are online.")).to_be_visible()
        page.reload()
        expect(page.get_by_text("1 note waits here until you are online.")).to_be_visible()
    assert waited_for(lambda: len(clinic_of(house).noted_on(phone)) == 2)


def test_where_there_is_no_room_to_join_it_says_so_and_the_same_code_opens_later(
    device: MakeDevice, house: House
) -> None:
    phone = device()
    page = phone.open(f"/join#{clinic_of(house).invitation()}")
    page.get_by_label("I am 18 or older.").check()
    fill_storage(phone)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("This device has no room left", exact=False)).to_be_visible()
    page.evaluate("() => { IDBObjectStore.prototype.put = window.put }")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()


def fill_storage(phone: Device) -> None:
    """From now on this page is answered as by a full storage: a browser sees a smaller quota half a minute late."""
    phone.page.evaluate(FULL)


def open_weeks(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="My weeks").click()


def take_back(page: Page, name: str) -> None:
    open_weeks(page)
    page.get_by_role("listitem").get_by_role("button", name=name).click()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("button", name="Yes, take it back").click()


def say_done(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="Plan").click()
    page.get_by_role("button", name=TASK["title"]).click()
    page.get_by_role("button", name="I did this: Tiny").click()


def signed_out(phone: Device, house: House) -> Page:
    """Somebody whose access has run out, and whose session the services end at the next try to renew it."""
    answers: list[Response] = []
    phone.context.add_init_script(CLOCK)
    phone.context.on("response", lambda answer: answers.append(answer))
    page = joined(phone, house)
    (tokens,) = (answer.json() for answer in answers if answer.url.endswith("/accept"))
    used_elsewhere(house, tokens["refresh_token"])
    page.evaluate(AN_HOUR_LATER)
    return page


def used_elsewhere(house: House, refresh_token: str) -> None:
    """Somebody else has gone on with this token, twice, so that it cannot be a lost answer."""
    with house.open() as http:
        for _ in range(2):
            body: dict[str, Any] = {"grant_type": "refresh_token", "refresh_token": refresh_token}
            refresh_token = http.post("/v1/token", json=body).raise_for_status().json()["refresh_token"]


def come_back(page: Page, phone: Device) -> None:
    page.get_by_role("main").get_by_role("button", name="Join again").click()
    enter_again(page, phone)


def enter_again(page: Page, phone: Device) -> None:
    assert phone.entry is not None
    page.get_by_label("Your code").fill(phone.entry.code)
    page.get_by_label("I am 18 or older.").check()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Start").click()


def forgive(phone: Device) -> None:
    """What the browser itself says of a request that was refused is no trouble here."""
    phone.expects(REFUSED)
