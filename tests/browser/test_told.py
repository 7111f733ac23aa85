"""What happens elsewhere comes onto an open screen by itself."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import MakeDevice
from tests.browser.joined import clinic_of, joined, second_device
from tests.browser.moments import offered, say
from tests.browser.practising import walk
from tests.browser.test_offers_later import ASKED, open_anew
from tests.integration.house import House

BACK_UP = 40_000  # Milliseconds for a worker to start again and find what it has not heard.
TASK: dict[str, Any] = {
    "title": "Look at one thought",
    "kind": "thought-record",
    "versions": {"full": "A page", "tiny": "One word"},
}


def test_an_offer_that_comes_late_appears_without_a_tap(device: MakeDevice, house: House) -> None:
    page = joined(device(), house)
    with house.without("router-worker"):
        say(page, "lonely", 4)
        expect(page.get_by_text("pick a practice yourself")).to_be_visible(timeout=15_000)
    expect(page.locator(".offer-first h2")).to_be_visible(timeout=BACK_UP)
    assert len(offered(page)) == 3


def test_a_proposal_is_said_in_a_line_that_leads_to_the_plan(device: MakeDevice, house: House) -> None:
    phone = device()
    with phone.page.expect_response("**/v1/stream"):
        page = joined(phone, house)
    clinic = clinic_of(house)
    agreed = {
        "proposals": True,
        "recipient": clinic.therapist.subject,
        "fields": ["period"],
        "text_version": "1",
    }
    clinic.client(phone).post("/v1/consents", agreed)
    clinic.therapist.post(f"/v1/clients/{clinic.client(phone).subject}/proposals", TASK)
    expect(page.get_by_text("There is something new in your plan.")).to_be_visible()
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("button", name="Look at one thought")).to_be_visible()
    expect(page.get_by_text("There is something new in your plan.")).to_have_count(0)


def test_what_one_device_said_is_not_asked_on_the_other(device: MakeDevice, house: House) -> None:
    phone, other = device(), device()
    page = joined(phone, house)
    say(page, "lonely", 4)
    offered(page)
    walk(page, "feet-on-floor")
    there = second_device(phone, other)
    with there.expect_response("**/v1/stream"):
        open_anew(there)
    expect(there.get_by_role("heading", level=1)).to_have_text(ASKED)
    page.get_by_role("slider").press("ArrowRight")
    page.get_by_role("button", name="That is it").click()
    expect(there.get_by_role("heading", level=1)).to_have_text("What do you feel?")
