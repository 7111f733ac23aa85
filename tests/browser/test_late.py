"""An answer that comes late leads nobody off the screen they have gone to. It leads on once they are back."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import MakeDevice
from tests.browser.device import DRAWN, Device
from tests.browser.joined import clinic_of, joined
from tests.browser.places import open_more
from tests.integration.cast import Person
from tests.integration.house import House

PICTURES = 10
TASK = {"title": "A page", "kind": "free", "versions": {"full": "One page", "tiny": "One line"}}


@dataclass(frozen=True)
class Form:
    """`begin` leads to where `button` asks for something. Its answer leads to the screen with this heading."""

    begin: Callable[[Device, House], object]
    button: str
    method: str
    path: str
    leads_to: str

    @property
    def asked(self) -> Callable[[Request], bool]:
        return lambda request: request.method == self.method and fnmatch(request.url, f"*{self.path}")


def somebody(phone: Device, house: House) -> tuple[Page, Person]:
    return joined(phone, house), clinic_of(house).client(phone)


def open_plan(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="Plan").click()


def adds(phone: Device, house: House) -> None:
    page, _ = somebody(phone, house)
    open_plan(page)
    page.get_by_role("button", name="Add something of my own").click()
    page.get_by_label("What do you want to try?").fill("Step outside")
    page.get_by_label("The tiny version").fill("Stand at the open door")


def changes(phone: Device, house: House) -> None:
    page, who = somebody(phone, house)
    who.post("/v1/plan/assignments", TASK)
    open_plan(page)
    page.get_by_role("button", name="A page").click()
    page.get_by_role("button", name="Change it").click()
    page.get_by_label("What do you want to try?").fill("Another page")


def is_given_an_idea(phone: Device, house: House) -> None:
    (page, who), therapist = somebody(phone, house), clinic_of(house).therapist
    agreed = {"proposals": True, "recipient": therapist.subject, "fields": ["period"], "text_version": "1"}
    who.post("/v1/consents", agreed)
    therapist.post(f"/v1/clients/{who.subject}/proposals", TASK)
    open_plan(page)
    page.get_by_role("button", name="A page").click()
    expect(page.get_by_role("button", name="Take it into my plan")).to_be_visible()


def agrees(phone: Device, house: House) -> None:
    page, _ = somebody(phone, house)
    open_more(page, "Sharing")
    page.get_by_role("button", name="Choose what to share").click()


def wants_a_report(phone: Device, house: House) -> None:
    agrees(phone, house)
    phone.page.get_by_role("button", name="Yes, I agree").click()
    phone.page.get_by_role("button", name="Make a report").click()


def looks_at_a_moment(phone: Device, house: House) -> None:
    page, who = somebody(phone, house)
    who.post("/v1/check-ins", {"emotions": ["sad.lonely"], "intensity": 5})
    page.get_by_role("navigation").get_by_role("button", name="My weeks").click()
    page.get_by_role("listitem").get_by_role("button", name="Lonely").first.click()


def corrects(phone: Device, house: House) -> None:
    looks_at_a_moment(phone, house)
    phone.page.get_by_role("button", name="Correct it").click()
    phone.page.get_by_role("button", name="A little stronger").click()


def takes_back(phone: Device, house: House) -> None:
    looks_at_a_moment(phone, house)
    phone.page.get_by_role("button", name="Take it back").click()


def comes_in(phone: Device, house: House) -> None:
    phone.open(f"/join#{clinic_of(house).invitation()}").get_by_label("I am 18 or older.").check()


FORMS = {
    "plan, added": Form(adds, "Keep it", "POST", "/v1/plan/assignments", "Step outside"),
    "plan, changed": Form(changes, "Keep it", "PATCH", "/v1/plan/assignments/*", "Another page"),
    "plan, taken in": Form(is_given_an_idea, "Take it into my plan", "POST", "/accept", "A page"),
    "plan, an idea let go of": Form(is_given_an_idea, "Not for me", "POST", "/let-go", "My plan"),
    "sharing, agreed": Form(agrees, "Yes, I agree", "POST", "/v1/consents", "Sharing"),
    "sharing, a report": Form(wants_a_report, "Make this report", "POST", "/v1/reports", "Sharing"),
    # Of one's own weeks all is kept first and sent later: nobody waits, and what comes then leads nowhere.
    "weeks, corrected": Form(corrects, "Keep this instead", "POST", "/v1/check-ins/batch", "My weeks"),
    "weeks, taken back": Form(takes_back, "Yes, take it back", "DELETE", "/v1/check-ins/*", "My weeks"),
    "join": Form(comes_in, "Join", "POST", "/v1/invitations/*/accept", "Welcome"),
}


class Traffic:
    """What the app asks the services for, but for the stream that stays open."""

    def __init__(self, page: Page) -> None:
        self.page, self.open = page, set[Request]()
        page.on("request", self._begins)
        page.on("requestfinished", self._ends)
        page.on("requestfailed", self._ends)

    def rests(self) -> None:
        """Return when nothing was under way for some pictures in a row: an answer has led on by then, if it does."""
        quiet = 0
        while quiet < PICTURES:
            self.page.evaluate(DRAWN)
            quiet = 0 if self.open else quiet + 1

    def _begins(self, request: Request) -> None:
        if "/v1/" in request.url and not request.url.endswith("/v1/stream"):
            self.open.add(request)

    def _ends(self, request: Request) -> None:
        self.open.discard(request)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_help_stays_until_somebody_goes_back_and_then_the_answer_leads_on(
    form: Form, device: MakeDevice, house: House
) -> None:
    phone, held = device(), list[Route]()
    form.begin(phone, house)
    page, heading = phone.page, phone.page.get_by_role("heading", level=1)
    traffic = Traffic(page)
    page.route("**/v1/**", lambda route: held.append(route) if form.asked(route.request) else route.fallback())
    with page.expect_request(form.asked):
        page.get_by_role("button", name=form.button, exact=True).click()
    page.get_by_role("button", name="Need help now").click()
    expect(heading).to_have_text("Help now")
    with page.expect_response(lambda response: response.ok and form.asked(response.request)):
        held[0].continue_()
    traffic.rests()
    expect(heading).to_have_text("Help now")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(heading).to_have_text(form.leads_to)
    assert len(held) == 1
