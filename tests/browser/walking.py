"""Somebody who goes through the app in any language, and whose every stored word looks like a page."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.device import Device
from tests.browser.joined import clinic_of
from tests.browser.messages import Said, Tongue
from tests.integration.cast import Person
from tests.integration.house import House

# It turns the direction of writing around, too. A few words of a kind have no more room.
HOSTILE = '"><img src=x onerror=document.title=1> \u202e'
NOTE = f"<script>document.title=2</script> javascript:document.title=3 {HOSTILE}"
HOME, PLAN, WEEKS, MORE = range(4)  # The ways of the foot.


def hostile(field: str) -> str:
    """What looks like a page, and says in its end where it was written."""
    return f"{HOSTILE}{field}"


TASK: dict[str, Any] = {
    "title": hostile("title"),
    "kind": "thought-record",
    "why": hostile("why"),
    "versions": {each: hostile(each) for each in ("full", "small", "tiny")},
    "anchor": {"after": hostile("after"), "usual_time": "21:50"},
    "if_then": {"cue": hostile("cue"), "action": hostile("action")},
    "target": {"when": hostile("when")},
    "bundle": hostile("bundle"),
}


@dataclass
class Walk:
    """Somebody who reads the names of buttons in one language."""

    device: Device
    house: House
    tongue: Tongue

    @property
    def page(self) -> Page:
        return self.device.page

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def said(self, key: str, **given: object) -> str:
        return Said(self.tongue)(key, **given)

    def press(self, key: str, **given: object) -> None:
        self.main.get_by_role("button", name=self.said(key, **given)).first.click()

    def foot(self, way: int) -> None:
        self.page.get_by_role("navigation").get_by_role("button").nth(way).click()

    def back(self) -> None:
        self.main.get_by_role("button", name=self.said("app.back"), exact=True).click()

    def open(self, key: str, title: str = "") -> None:
        """A place of the list behind More."""
        self.foot(MORE)
        self.press(key)
        self.heading(title or key)

    def heading(self, key: str) -> None:
        expect(self.page.get_by_role("heading", level=1, name=self.said(key))).to_be_visible()

    def ready(self, key: str, **given: object) -> None:
        expect(self.main.get_by_text(self.said(key, **given)).first).to_be_visible()

    def feel(self, word: str) -> None:
        """From the list, which is what a small screen opens with."""
        self.main.locator("details").filter(has_text=word).locator("summary").click()
        self.main.locator(".list-word").get_by_text(word, exact=True).click()

    @property
    def client(self) -> Person:
        return clinic_of(self.house).client(self.device)


def live(walk: Walk) -> None:
    """A moment, a task, an idea of the therapist and a next session, told from elsewhere."""
    client, clinic = walk.client, clinic_of(walk.house)
    said = {"emotions": ["sad.lonely"], "intensity": 6, "note": NOTE, "triggers": [hostile("trigger")]}
    client.post("/v1/check-ins", said)
    client.post("/v1/plan/assignments", TASK)
    agreed = {"proposals": True, "recipient": clinic.therapist.subject, "text_version": "1"}
    client.post("/v1/consents", agreed | {"fields": ["period", "line", "questions", "triggers", "notes", "homework"]})
    clinic.therapist.post(f"/v1/clients/{client.subject}/proposals", TASK | {"title": hostile("proposal")})
