"""What somebody sets besides: practices hidden and brought back, look and country kept, and another name outside."""

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeDevice
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined, leave_this_device, second_device
from tests.browser.moments import offered, say
from tests.browser.places import open_more
from tests.browser.practising import look_up, technique
from tests.integration.cast import Person
from tests.integration.house import House

BODY_SCAN = "short-body-scan"
GROUND = "() => getComputedStyle(document.documentElement).backgroundColor"
SECONDS = 20.0
DARK = "rgb(20, 19, 31)"
WORN = """() => ['manifest', 'icon', 'apple-touch-icon'].map(
    (rel) => new URL(document.querySelector(`link[rel="${rel}"]`).href).pathname)"""
MANIFEST = """async () => {
    const answer = await fetch(document.querySelector('link[rel="manifest"]').href);
    return [(await answer.json()).name, answer.headers.get('content-type')];
}"""


def open_setting(page: Page, name: str) -> Page:
    open_more(page, "Settings")
    page.get_by_role("list").get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_focused()
    return page


def harmed(who: Person) -> None:
    """Three practices that made it worse, and a moment after them."""
    for _ in range(3):
        practice = who.post("/v1/practices", {"technique_id": BODY_SCAN})["id"]
        who.post(f"/v1/practices/{practice}/stop", {"helped": "worse"}, 200)
    who.post("/v1/check-ins", {"emotions": ["fearful"], "intensity": 5})
    last = time.monotonic() + SECONDS
    while who.get("/v1/profile")["rest_inward_until"] is None:
        assert time.monotonic() < last


def test_a_practice_is_hidden_marked_and_brought_back(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    phone.keep_app()
    who = clinic_of(house).client(phone)
    look_up(page, "five-senses")
    with phone.without_network():
        page.get_by_role("button", name="Hide this practice").click()
        expect(page.get_by_text("It is not saved yet.")).to_be_visible()
    page.get_by_role("button", name="Hide this practice").click()
    expect(page.get_by_text("Not offered: you have hidden it.")).to_be_visible()
    assert who.get("/v1/profile")["hidden"] == ["five-senses"]
    open_setting(page, "Hidden practices")
    page.get_by_role("button", name=f"Bring it back: {technique('five-senses').name}").click()
    expect(page.get_by_text("It is back.")).to_be_visible()
    assert who.get("/v1/profile")["hidden"] == []


def test_a_practice_is_hidden_where_it_is_offered_and_nothing_moves_away(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    say(page, "lonely", 4)
    names = offered(page)
    page.get_by_text("Why this?").first.click()
    page.get_by_role("button", name=f"Hide this practice: {names[0]}").click()
    expect(page.get_by_text("It is hidden. You still find it in the list of all practices.")).to_be_visible()
    expect(page.get_by_role("button", name=f"Bring it back: {names[0]}")).to_be_visible()
    assert offered(page) == names
    [hidden] = clinic_of(house).client(phone).get("/v1/profile")["hidden"]
    assert technique(hidden).name == names[0]


def test_what_made_it_worse_comes_later_for_a_while_and_can_be_brought_back(device: MakeDevice, house: House) -> None:
    gallery = Gallery(device())
    page = joined(gallery.screen, house)
    who = clinic_of(house).client(gallery.screen)
    harmed(who)
    who.ask("PUT", "/v1/profile", {"hidden": ["five-senses", "double-sigh"]})
    open_setting(page, "Hidden practices")
    expect(page.get_by_text("This ends by itself on")).to_be_visible()
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(3)
    gallery.look_at("hidden")
    page.get_by_role("button", name=f"Bring it back: {technique(BODY_SCAN).name}").click()
    expect(page.get_by_text("It is back.")).to_be_visible()
    assert who.get("/v1/profile")["restored"] == [BODY_SCAN]
    open_more(page, "Settings")
    gallery.look_at("settings")
    assert gallery.faults == {}


def test_look_and_country_stay_for_whoever_joined_and_the_country_goes_along(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    open_more(page, "Settings")
    page.get_by_label("Light or dark").select_option("Dark")
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.get_by_label("Country").select_option("Germany")
    page.reload()
    expect(page.get_by_label("Country")).to_have_value("DE")
    assert page.evaluate(GROUND) == DARK
    other = second_device(phone, device())
    other.get_by_role("button", name="Need help now").click()
    expect(other.get_by_label("Country")).to_have_value("DE")
    leave_this_device(page)
    open_more(page, "Settings")
    expect(page.get_by_label("Country")).to_have_value("IE")
    assert page.evaluate(GROUND) != DARK


def test_another_name_is_worn_at_once_and_is_all_that_is_kept(device: MakeDevice) -> None:
    gallery = Gallery(device())
    page = gallery.screen.open()
    gallery.screen.keep_app()
    open_setting(page, "Name and picture")
    gallery.look_at("name")
    page.get_by_role("button", name="Notes").click()
    expect(page).to_have_title("Notes")
    page.reload()
    expect(page).to_have_title("Notes")
    assert page.evaluate(WORN) == ["/app-notes.webmanifest", "/icon-notes.svg", "/icon-notes-180.png"]
    told = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert (told["url"].endswith("/app-notes.webmanifest"), told["errors"]) == (True, [])
    with gallery.screen.without_network():
        assert page.evaluate(MANIFEST) == ["Notes", "application/manifest+json"]
    kept = "async () => [{...localStorage}, sessionStorage.length, (await indexedDB.databases()).length]"
    assert page.evaluate(kept) == [{"as": "notes"}, 0, 0]
    page.go_back()
    open_setting(page, "What a browser cannot do")
    gallery.look_at("browser")
    assert gallery.faults == {}
