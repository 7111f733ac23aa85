"""Where a practice ended in silence: one question at the next opening, and the next offer when it is answered."""

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import MakeDevice
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined, second_device
from tests.browser.moments import offered, say, touch
from tests.browser.practising import walk
from tests.integration.house import House

ASKED = "Where is it now?"
NEWEST = "**/v1/practices?limit=1"
WAITS = "wait here until you are online."


def test_after_silence_the_next_opening_asks_once_and_the_next_offer_comes(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    say(page, "anxious", 9)
    offered(page)
    phone.keep_app()
    with phone.without_network():
        finish_in_silence(page)
        open_anew(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(ASKED)
        expect(page.get_by_text("Last time you named: Anxious, at 9 of 10.")).to_be_visible()
        gallery = Gallery(phone)
        gallery.look_at("where-now")
        assert gallery.faults == {}
        touch(page.get_by_role("slider"), 9)
        page.get_by_role("button", name="That is it").click()
        expect(page.get_by_role("heading", name="What next?")).to_be_visible()
        offered(page)
        expect(page.get_by_text(WAITS)).to_be_visible()
    expect(page.get_by_text(WAITS)).to_have_count(0)
    (practice,) = clinic_of(house).client(phone).get("/v1/practices")["practices"]
    assert (practice["state"], practice["intensity_after"]) == ("finished", 9)
    offer = clinic_of(house).client(phone).get(f"/v1/recommendations/{practice['id']}?wait=10")
    assert (offer["phase"], offer["cause"]) == ("g2", practice["id"])
    open_anew(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you feel?")


def test_another_device_asks_too_and_not_now_is_an_answer_for_good(device: MakeDevice, house: House) -> None:
    phone, other = device(), device()
    page = joined(phone, house)
    say(page, "lonely", 4)
    offered(page)
    finish_in_silence(page)
    there = second_device(phone, other)
    held: list[Route] = []
    there.route(NEWEST, lambda route: route.fallback() if held else held.append(route))
    with there.expect_request(NEWEST):
        open_anew(there)
    there.get_by_role("button", name="Find", exact=True).click()
    with there.expect_response(NEWEST):
        held[0].continue_()
    # Whoever looks for a word already is asked later.
    there.get_by_label("Find a word").fill("lonely")
    expect(there.get_by_role("option").first).to_be_visible()
    there.get_by_role("button", name="Need help now").click()
    there.get_by_role("button", name="Back", exact=True).click()
    expect(there.get_by_role("heading", level=1)).to_have_text(ASKED)
    there.get_by_role("button", name="Not now").click()
    expect(there.get_by_role("heading", level=1, name="What do you feel?")).to_be_focused()
    with there.expect_response(NEWEST):
        open_anew(there)
    expect(there.get_by_role("heading", level=1)).to_have_text("What do you feel?")
    (practice,) = clinic_of(house).client(phone).get("/v1/practices")["practices"]
    assert "intensity_after" not in practice or practice["intensity_after"] is None


def finish_in_silence(page: Page) -> None:
    walk(page, "feet-on-floor")
    page.get_by_role("button", name="Leave this out").click()
    offered(page)


def open_anew(page: Page) -> None:
    page.get_by_role("button", name="Start").click()
    page.reload()
