"""What somebody is careful with: asked plainly, saved only when they say so, and kept beside what is set elsewhere."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import MakeDevice
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined
from tests.browser.places import open_more
from tests.integration.house import House

TITLE = "What to be careful with"
PANIC = "Do you have panic attacks?"
FAINT = "Do you faint at times?"


def open_cautions(page: Page) -> Page:
    open_more(page, "Settings")
    page.get_by_role("button", name=TITLE).click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_focused()
    return page


def answer(page: Page, question: str, name: str) -> Locator:
    return page.get_by_role("group", name=question).get_by_role("button", name=name, exact=True)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_an_answer_is_saved_and_can_be_taken_away_again(device: MakeDevice, house: House) -> None:
    phone = device()
    page = open_cautions(joined(phone, house))
    answer(page, PANIC, "Yes").click()
    save(page)
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    who = clinic_of(house).client(phone)
    assert who.get("/v1/profile")["cautions"] == {"panic": "yes"}
    answer(page, PANIC, "Yes").click()
    save(page)
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert who.get("/v1/profile")["cautions"] == {}


def test_what_was_set_elsewhere_in_between_stays_and_so_does_what_was_chosen(device: MakeDevice, house: House) -> None:
    phone = device()
    page = open_cautions(joined(phone, house))
    answer(page, PANIC, "Yes").click()
    who = clinic_of(house).client(phone)
    elsewhere = {"cautions": {"fainting": "no"}, "quiet": {"from": "21:00", "to": "07:00"}}
    assert who.ask("PUT", "/v1/profile", elsewhere).status_code == 200
    save(page)
    expect(page.get_by_text("changed on another device")).to_be_visible()
    expect(answer(page, FAINT, "No")).to_have_attribute("aria-pressed", "true")
    expect(answer(page, PANIC, "Yes")).to_have_attribute("aria-pressed", "true")
    save(page)
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    profile = who.get("/v1/profile")
    assert profile["cautions"] == {"fainting": "no", "panic": "yes"}
    assert profile["quiet"] == elsewhere["quiet"]
    # The browser itself says that the older profile was refused.
    phone.expects("status of 412")


def test_without_a_network_what_was_chosen_stays_on_the_screen(device: MakeDevice, house: House) -> None:
    phone = device()
    page = open_cautions(joined(phone, house))
    expect(answer(page, PANIC, "Yes")).to_be_visible()
    with phone.without_network():
        answer(page, PANIC, "Yes").click()
        save(page)
        expect(page.get_by_text("It is not saved yet.")).to_be_visible()
        expect(answer(page, PANIC, "Yes")).to_have_attribute("aria-pressed", "true")
    save(page)
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def test_the_questions_are_plain_and_easy_to_touch(device: MakeDevice, house: House) -> None:
    gallery = Gallery(device())
    page = open_cautions(joined(gallery.screen, house))
    expect(answer(page, PANIC, "Yes")).to_be_visible()
    gallery.look_at("cautions")
    assert gallery.faults == {}
