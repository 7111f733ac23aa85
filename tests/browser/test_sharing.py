"""Sharing: a yes, the page as it would be seen, a report, its release, its reader, and the end of it in one tap."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import MakeDevice
from tests.browser.device import Device
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined
from tests.browser.places import open_more
from tests.integration.cast import Person
from tests.integration.house import House

NOTE = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script> A long day & night."
BUILT = 60_000  # Milliseconds for a PDF on a busy machine.


def live(who: Person) -> None:
    """Three days, and a note that looks like a page."""
    for number in range(3):
        at = datetime.now(UTC) - timedelta(days=number, hours=1)
        said: dict[str, Any] = {"emotions": ["sad.lonely"], "intensity": 9 - number, "occurred_at": at.isoformat()}
        said |= {"time_zone": "Europe/Dublin", "triggers": ["<b>work</b>"]} | ({} if number else {"note": NOTE})
        who.post("/v1/check-ins", said)


def somebody(device: Device, house: House) -> tuple[Page, Person]:
    page, who = joined(device, house), clinic_of(house).client(device)
    live(who)
    open_more(page, "Sharing")
    expect(page.get_by_text("You share nothing.")).to_be_visible()
    return page, who


def agree(page: Page, *more: str) -> None:
    """With what is ticked already, and `more`."""
    page.get_by_role("button", name="Choose what to share").click()
    for each in more:
        page.get_by_label(each).check()
    page.get_by_role("button", name="Yes, I agree").click()
    expect(page.get_by_role("heading", name="Your therapist at")).to_be_visible()


def make_report(page: Page) -> None:
    page.get_by_role("button", name="Make a report").click()
    page.get_by_role("button", name="Make this report").click()
    expect(page.get_by_text("Ready. Nobody sees it until you show it.")).to_be_visible(timeout=BUILT)


def paper(page: Page) -> Locator:
    return page.get_by_role("region", name="What it would show")


def theirs(house: House, who: Person) -> int:
    """What the therapist gets who asks for the shared PDF."""
    return clinic_of(house).therapist.ask("GET", f"/v1/shared-with-me/{who.subject}/pdf").status_code


def test_from_a_yes_to_its_end_in_one_tap(device: MakeDevice, house: House) -> None:
    page, who = somebody(device(), house)
    agree(page)
    [consent] = who.get("/v1/consents")["consents"]
    assert consent["fields"] == ["period", "feelings", "high_moments", "practices", "homework"]
    assert (consent["proposals"], consent["recipient"]) == (False, clinic_of(house).home.therapist.subject)
    make_report(page)
    assert theirs(house, who) == 404
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save it here and read it").click()
    assert saved.value.suggested_filename == f"notes-{datetime.now(UTC):%Y-%m}.pdf"
    assert saved.value.path().read_bytes().startswith(b"%PDF")
    expect(page.get_by_text("You opened it:")).to_be_visible()
    page.get_by_role("button", name="Show it to my therapist").click()
    expect(page.get_by_text("Your therapist has not opened it so far.")).to_be_visible()
    assert theirs(house, who) == 200
    page.get_by_role("button", name="Start").click()
    open_more(page, "Sharing")
    expect(page.get_by_text("Your therapist opened it:")).to_be_visible()
    page.get_by_role("button", name="Stop sharing now").click()
    expect(page.get_by_text("You have stopped.")).to_be_visible()
    expect(page.get_by_text("You share nothing.")).to_be_visible()
    assert theirs(house, who) == 404
    page.get_by_text("Earlier").click()
    expect(page.get_by_text("This can’t be opened any more, by anybody.")).to_be_visible()
    expect(page.get_by_text("Your therapist opened it:")).to_be_visible()


def test_the_page_is_seen_before_anything_is_agreed_to_and_words_in_it_stay_words(
    device: MakeDevice, house: House
) -> None:
    phone = device()
    page, who = somebody(phone, house)
    agree(page, "What moments were about", "Notes that you pick one by one")
    page.get_by_role("button", name="Make a report").click()
    page.get_by_role("button", name="See what it would show").click()
    expect(paper(page).get_by_role("heading", name="Notes from between sessions")).to_be_visible()
    expect(paper(page).get_by_text("<b>work</b>")).to_be_visible()
    expect(paper(page)).not_to_contain_text("A long day")
    page.get_by_label("Notes that you pick one by one").check()
    page.get_by_role("group", name="Notes to show, one by one").get_by_role("checkbox").check()
    expect(paper(page)).to_be_hidden()
    with page.expect_response("**/v1/reports/preview*") as drawn:
        page.get_by_role("button", name="See it again as chosen now").click()
    expect(paper(page)).to_contain_text("<script>document.title='run'</script> A long day & night.")
    very_page = who.ask("GET", drawn.value.url.removeprefix(phone.address)).text
    assert (page.locator(".preview .paper").text_content() or "").split() == words_of(very_page)
    assert page.evaluate(FOREIGN) == []
    assert page.title() == "Minute"
    assert who.get("/v1/reports")["reports"] == []


def words_of(markup: str) -> list[str]:
    """All that stands on the page of the service itself, as its body says it."""
    body = markup.split("<body", 1)[1].split(">", 1)[1].split("</body>", 1)[0]
    return unescape(re.sub(r"<[^>]*>", "", body)).split()


FOREIGN = """() => [...document.querySelector('.preview').shadowRoot.querySelectorAll('*')]
    .filter((each) => /^(img|script|link|iframe|a|style)$/.test(each.localName)
        || [...each.attributes].some(({name}) => /^(on|href|src|style)/.test(name)))
    .map((each) => each.outerHTML)"""


def test_a_yes_can_become_less_and_never_more(device: MakeDevice, house: House) -> None:
    page, who = somebody(device(), house)
    agree(page, "My therapist may suggest small tasks.")
    expect(page.get_by_text("Your therapist may suggest small tasks.", exact=True).first).to_be_visible()
    page.get_by_text("Share less").click()
    page.get_by_label("Feelings and how strong they were").uncheck()
    page.get_by_label("My therapist may suggest small tasks.").uncheck()
    with page.expect_response("**/v1/consents/*"):
        page.get_by_role("button", name="Keep it at this").click()
    expect(page.get_by_text("Feelings and how strong they were")).to_have_count(0)
    [consent] = who.get("/v1/consents")["consents"]
    assert consent["fields"] == ["period", "high_moments", "practices", "homework"]
    assert consent["proposals"] is False


def test_what_was_chosen_stays_while_sharing_cannot_be_reached(device: MakeDevice, house: House) -> None:
    phone = device()
    page, who = somebody(phone, house)
    page.get_by_role("button", name="Choose what to share").click()
    page.get_by_label("What got in the way").check()
    with house.without("reports-api"):
        page.get_by_role("button", name="Yes, I agree").click()
        expect(page.get_by_text("Sharing can’t be reached for now.")).to_be_visible()
        page.get_by_role("button", name="Need help now").click()
        page.get_by_role("button", name="Back").click()
        expect(page.get_by_label("What got in the way")).to_be_checked()
        phone.expects("status of 50")
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("button", name="Yes, I agree").click()
    expect(page.get_by_role("heading", name="Your therapist at")).to_be_visible()
    [consent] = who.get("/v1/consents")["consents"]
    assert "barriers" in consent["fields"]


def test_a_yes_that_was_taken_back_on_another_device_shows_nothing_more(device: MakeDevice, house: House) -> None:
    phone = device()
    page, who = somebody(phone, house)
    agree(page)
    page.get_by_role("button", name="Make a report").click()
    [consent] = who.get("/v1/consents")["consents"]

    def ended_on_the_way(route: Route) -> None:
        if route.request.method == "POST":
            assert who.ask("DELETE", f"/v1/consents/{consent['id']}").is_success
        route.continue_()

    page.route("**/v1/reports", ended_on_the_way)
    page.get_by_role("button", name="Make this report").click()
    expect(page.get_by_text("This yes has ended.")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_text("You share nothing.")).to_be_visible()
    assert who.get("/v1/reports")["reports"] == []
    phone.expects(r"status of 4\d\d")


def test_without_joining_there_is_nothing_to_share(page: Page) -> None:
    open_more(page, "Sharing")
    expect(page.get_by_text("Without joining, nothing is kept.")).to_be_visible()


def test_sharing_can_be_used_by_everybody(device: MakeDevice, house: House) -> None:
    gallery = Gallery(device())
    page, _ = somebody(gallery.screen, house)
    gallery.look_at("sharing-nothing")
    page.get_by_role("button", name="Choose what to share").click()
    page.get_by_role("button", name="See what it would show").click()
    expect(paper(page).get_by_role("heading", name="Notes from between sessions")).to_be_visible()
    gallery.look_at("sharing-agree")
    page.get_by_role("button", name="Yes, I agree").click()
    page.get_by_role("button", name="Make a report").click()
    expect(page.get_by_role("button", name="Make this report")).to_be_visible()
    gallery.look_at("sharing-ask")
    page.get_by_role("button", name="Make this report").click()
    expect(page.get_by_text("Ready. Nobody sees it until you show it.")).to_be_visible(timeout=BUILT)
    page.get_by_role("button", name="Show it to my therapist").click()
    expect(page.get_by_text("Your therapist has not opened it so far.")).to_be_visible()
    gallery.look_at("sharing")
    assert gallery.faults == {}
