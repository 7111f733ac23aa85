"""Own people and the plan for hard moments: on the device, pinned on the help page, also offline."""

from playwright.sync_api import Page, Route, expect

from shared.catalogue import Technique, load_catalogue
from tests.browser.conftest import MakeDevice
from tests.browser.gallery import CRISIS_GRADE, Gallery
from tests.browser.joined import clinic_of, joined, second_device
from tests.browser.places import open_more
from tests.browser.practising import begin
from tests.browser.test_heard import card, write
from tests.integration.house import House

COPY = "**/v1/safety-plan"
OWN_WORDS = "Walk the dog. <b>Twice</b>"


def write_plan(page: Page, copy: bool = False) -> None:
    open_more(page, "My safety plan")
    page.get_by_label("Name").fill("Ana")
    page.get_by_label("Number").fill("+353 1 234 5678")
    page.get_by_label("What I can do on my own").fill(OWN_WORDS)
    if copy:
        page.get_by_label("Keep a sealed copy").check()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept on this device", exact=False)).to_be_visible()


def test_own_people_and_words_stand_on_the_help_page_also_offline(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    phone.keep_app()
    write_plan(page)
    assert [each for each in phone.asked if each.endswith("/v1/safety-plan")] == []
    with phone.without_network():
        page.reload()
        page.get_by_role("button", name="Need help now").click()
        expect(page.get_by_role("link", name="Call Ana")).to_have_attribute("href", "tel:+35312345678")
        expect(page.get_by_role("link", name="Write to Ana")).to_have_attribute("href", "sms:+35312345678")
        expect(page.get_by_text(OWN_WORDS)).to_be_visible()
        expect(page.get_by_role("main").get_by_role("link").first).to_have_attribute("href", "tel:112")


def test_heavy_words_bring_own_people_too(device: MakeDevice, house: House) -> None:
    page = joined(device(), house)
    write_plan(page)
    page.get_by_role("navigation").get_by_role("button", name="Start").click()
    write(page, "I want to die")
    expect(card(page).get_by_role("link", name="Call Ana")).to_be_visible()


def test_a_practice_that_asks_for_somebody_names_own_people(device: MakeDevice, house: House) -> None:
    page = joined(device(), house)
    name = next(each.id for each in load_catalogue().techniques.values() if opens_with_people(each))
    begin(page, name)
    expect(page.get_by_text("Your people", exact=False)).to_have_count(0)
    write_plan(page)
    begin(page, name)
    expect(page.get_by_text("Your people: Ana.")).to_be_visible()


def opens_with_people(technique: Technique) -> bool:
    first = technique.steps[0]
    return first.kind == "choice" and first.source == "people"


def test_a_copy_comes_to_another_device_and_can_be_ended(device: MakeDevice, house: House) -> None:
    first, second = device(), device()
    page = joined(first, house)
    write_plan(page, copy=True)
    assert clinic_of(house).client(first).get("/v1/safety-plan")["alone"] == OWN_WORDS
    other = second_device(first, second)
    open_more(other, "My safety plan")
    other.get_by_role("button", name="Look for my copy").click()
    expect(other.get_by_label("What I can do on my own")).to_have_value(OWN_WORDS)
    page.get_by_label("Keep a sealed copy").uncheck()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept on this device.", exact=True)).to_be_visible()
    assert clinic_of(house).client(first).get("/v1/safety-plan")["kept"] is False


def test_what_is_written_while_a_copy_is_on_its_way_stays(device: MakeDevice, house: House) -> None:
    page = joined(device(), house)
    held: list[Route] = []
    page.route(COPY, lambda route: route.fallback() if held else held.append(route))
    open_more(page, "My safety plan")
    words = page.get_by_label("What I can do on my own")
    words.fill("Walk")
    page.get_by_label("Keep a sealed copy").check()
    with page.expect_request(COPY):
        page.get_by_role("button", name="Keep it").click()
    words.fill("Walk the dog")
    held[0].continue_()
    expect(page.get_by_text("What you wrote after that is still here.")).to_be_visible()
    expect(words).to_have_value("Walk the dog")
    expect(words).to_be_focused()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("the copy is up to date")).to_be_visible()


def test_without_joining_it_says_that_nothing_is_kept(page: Page) -> None:
    open_more(page, "My safety plan")
    expect(page.get_by_text("Without joining nothing is kept")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_a_store_that_cannot_be_read_leaves_the_help_page_standing(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    write_plan(page)
    page.add_init_script("crypto.subtle.decrypt = () => Promise.reject(new Error('no key today'))")
    page.goto("/help")
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()


def test_it_can_be_used_by_everybody_and_reads_easily(device: MakeDevice, house: House) -> None:
    gallery = Gallery(device(), CRISIS_GRADE)
    page = joined(gallery.screen, house)
    write_plan(page)
    gallery.look_at("safety-plan")
    page.get_by_role("button", name="Need help now").click()
    gallery.look_at("help-own")
    assert gallery.faults == {}
