"""A PIN before what is kept on a device."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeDevice
from tests.browser.device import Device
from tests.browser.gallery import Gallery
from tests.browser.joined import joined
from tests.browser.moments import say
from tests.browser.places import open_more
from tests.integration.house import House

PIN = "4711"
HIDE = """(hidden) => {
    Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
}"""
FULL = """() => {
    window.put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => { throw new DOMException('No room.', 'QuotaExceededError') };
}"""
SECONDS_AWAY = 6 * 60


def test_with_a_pin_nobody_is_here_until_it_is_given(device: MakeDevice, house: House) -> None:
    phone = device()
    page = with_pin(phone, house)
    page.reload()
    expect(page.get_by_role("heading", name="Open with your PIN")).to_be_visible()
    give(page, "0000")
    expect(page.get_by_text("That was another PIN.")).to_be_visible()
    give(page, PIN)
    expect(page.get_by_text("A PIN is set on this device.")).to_be_visible()


def test_help_the_way_out_and_the_first_screen_need_no_pin(device: MakeDevice, house: House) -> None:
    page = with_pin(device(), house)
    page.reload()
    page.get_by_role("button", name="Need help now").click()
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()
    page.get_by_role("button", name="I am not safe where I am").click()
    expect(page.get_by_role("heading", name="Not safe where you are")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Go on without the PIN").click()
    expect(page.get_by_text("Nothing you tap here is kept.")).to_be_visible()
    open_more(page, "This device")
    expect(page.get_by_role("heading", name="Open with your PIN")).to_be_visible()
    page.get_by_role("button", name="Leave quickly").click()
    page.wait_for_url("about:blank")


def test_after_some_minutes_out_of_sight_the_pin_is_asked_for_and_what_was_begun_comes_back(
    device: MakeDevice, house: House
) -> None:
    page = with_pin(device(), house)
    page.get_by_role("navigation").get_by_role("button", name="Start").click()
    page.get_by_role("button", name="I can’t name it").click()
    away(page, seconds=30)
    expect(page.locator(".chip-word")).to_have_text("I can’t name it")
    away(page, seconds=SECONDS_AWAY)
    expect(page.get_by_role("heading", name="Open with your PIN")).to_be_visible()
    page.get_by_role("button", name="Go on without the PIN").click()
    expect(page.locator(".chip-word")).to_have_count(0)
    page.get_by_role("button", name="Open with your PIN").click()
    give(page, PIN)
    expect(page.locator(".chip-word")).to_have_text("I can’t name it")


def test_what_found_no_room_is_said_to_go_with_the_pin_and_is_put_down_out_of_sight(
    device: MakeDevice, house: House
) -> None:
    phone = device()
    page = with_pin(phone, house)
    phone.keep_app()
    page.get_by_role("navigation").get_by_role("button", name="Start").click()
    page.evaluate(FULL)
    with phone.without_network():
        say(page, "lonely", 4)
        expect(page.get_by_text("until you close the app, or it asks for your PIN")).to_be_visible()
        page.evaluate("() => { IDBObjectStore.prototype.put = window.put }")
        page.evaluate(HIDE, True)
        expect(page.get_by_text("1 note waits here until you are online.")).to_be_attached()
        away(page, seconds=SECONDS_AWAY)
        give(page, PIN)
        expect(page.get_by_text("1 note waits here until you are online.")).to_be_visible()


def test_many_wrong_pins_bring_a_pause_and_erase_nothing(device: MakeDevice, house: House) -> None:
    page = with_pin(device(), house)
    page.reload()
    for _ in range(5):
        give(page, "0000")
        expect(page.get_by_label("PIN", exact=True)).to_have_value("")
    expect(page.get_by_text("You can try again in 1 minute. Nothing is erased.")).to_be_visible()
    give(page, PIN)
    expect(page.get_by_role("heading", name="Open with your PIN")).to_be_visible()


def test_a_pin_is_changed_and_taken_away_by_who_knows_it(device: MakeDevice, house: House) -> None:
    page = with_pin(device(), house)
    fill(page, now="0000", new="582258")
    page.get_by_role("button", name="Change PIN").click()
    expect(page.get_by_text("That was another PIN.")).to_be_visible()
    fill(page, now=PIN, new="582258")
    page.get_by_role("button", name="Change PIN").click()
    expect(page.get_by_text("Your PIN is changed.")).to_be_visible()
    page.get_by_label("Your PIN as it is now").fill("582258")
    page.get_by_role("button", name="Take the PIN away").click()
    expect(page.get_by_text("There is no PIN any more.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="A PIN for this device")).to_be_visible()


def test_who_forgot_the_pin_is_told_what_it_costs_and_can_begin_anew(device: MakeDevice, house: House) -> None:
    page = with_pin(device(), house)
    page.reload()
    page.get_by_text("I forgot my PIN").click()
    expect(page.get_by_text("All your notes here were sent.")).to_be_visible()
    page.get_by_role("button", name="Empty this device").click()
    expect(page.get_by_text("This cannot be taken back.")).to_be_visible()
    page.get_by_role("button", name="Yes, empty it").click()
    expect(page.get_by_role("button", name="I have a code")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="I have a code")).to_be_visible()


def test_the_screens_of_the_pin_can_be_used_by_everybody(device: MakeDevice, house: House) -> None:
    gallery = Gallery(device())
    page = with_pin(gallery.screen, house)
    gallery.look_at("pin")
    page.reload()
    page.get_by_text("I forgot my PIN").click()
    gallery.look_at("lock")
    assert gallery.faults == {}


def with_pin(phone: Device, house: House) -> Page:
    """Somebody who joined has just set a PIN."""
    page = joined(phone, house)
    open_more(page, "This device")
    page.get_by_role("button", name="A PIN for this device").click()
    page.get_by_label("New PIN", exact=True).fill(PIN)
    page.get_by_label("New PIN once more").fill(PIN)
    page.get_by_role("button", name="Set PIN").click()
    expect(page.get_by_text("Your PIN is set.")).to_be_visible()
    return page


def give(page: Page, pin: str) -> None:
    page.get_by_label("PIN", exact=True).fill(pin)
    page.get_by_role("button", name="Open", exact=True).click()


def fill(page: Page, now: str, new: str) -> None:
    page.get_by_label("Your PIN as it is now").fill(now)
    page.get_by_label("New PIN", exact=True).fill(new)
    page.get_by_label("New PIN once more").fill(new)


def away(page: Page, seconds: int) -> None:
    """The page is out of sight for so long, by its own clock, and then comes back."""
    page.evaluate(HIDE, True)
    page.evaluate("(seconds) => { const now = Date.now; Date.now = () => now() + seconds * 1000 }", seconds)
    page.evaluate(HIDE, False)
