"""Clients who have joined, as a clinic of the house brings them in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from playwright.sync_api import Page, expect

from shared.auth import Role
from tests.browser.device import Device, Entry
from tests.browser.places import open_more
from tests.integration.belongings import waited_for
from tests.integration.cast import Organisation, Person, bring_in
from tests.integration.house import House

LONG_ENOUGH = timedelta(minutes=10)
ACCEPTANCE = "**/v1/invitations/*/accept"
# The next id that the page draws is the given one; those after it are drawn as ever.
DRAWS = """(id) => {
    const draw = crypto.randomUUID.bind(crypto);
    crypto.randomUUID = () => { crypto.randomUUID = draw; return id };
}"""


@dataclass(frozen=True)
class Clinic:
    """A clinic with a therapist who invites clients, for as long as the house stands."""

    house: House
    home: Organisation

    @property
    def therapist(self) -> Person:
        return self.signed_in(self.home.therapist.subject, "therapist")

    def invitation(self) -> str:
        """A code for somebody new."""
        code: str = self.therapist.post("/v1/invitations", {"role": "client"})["code"]
        return code

    def client(self, device: Device) -> Person:
        """Whoever joined on this device, as the API knows them; the sessions of their devices are not touched."""
        assert device.entry is not None
        return self.signed_in(device.entry.subject, "client")

    def noted_on(self, device: Device) -> list[dict[str, Any]]:
        """The moments of whoever joined on this device, newest first, as soon as one has arrived."""
        who = self.client(device)
        found: list[dict[str, Any]] = waited_for(lambda: who.get("/v1/check-ins")["check_ins"])
        return found

    def signed_in(self, subject: str, role: Role) -> Person:
        """With a token that is fresh whenever it is asked for, however long the tests have run."""
        org, now = UUID(self.home.id), datetime.now(UTC)
        token = self.house.signer.sign(org=org, subject=UUID(subject), roles=[role], now=now, lifetime=LONG_ENOUGH)
        return Person(self.home.therapist.http, subject, token)


_clinics: dict[int, Clinic] = {}


def clinic_of(house: House) -> Clinic:
    """The one clinic of this house; made when it is first asked for."""
    if house.port not in _clinics:
        _clinics[house.port] = Clinic(house, bring_in(Person(house.open()).come_in(house.operator_code())))
    return _clinics[house.port]


def joined(device: Device, house: House) -> Page:
    """Somebody new has joined on this device and is on the first screen. `device.entry` says who it is."""
    return come_in(device, clinic_of(house).invitation())


def second_device(first: Device, second: Device) -> Page:
    """The person of the first device has joined on the second one too, with the same code under the same id."""
    assert first.entry is not None
    return come_in(second, first.entry.code, first.entry.id)


def come_in(device: Device, code: str, request_id: str | None = None) -> Page:
    """By a link with this code, through every screen up to the first one."""
    page = device.open(f"/join#{code}")
    if request_id is not None:
        page.evaluate(DRAWS, request_id)
    page.get_by_label("I am 18 or older.").check()
    with page.expect_response(ACCEPTANCE) as answered:
        page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="What do you feel?")).to_be_visible()
    asked, told = answered.value.request.post_data_json or {}, answered.value.json()
    device.entry = Entry(code, asked["id"], told["subject"])
    return page


def leave_this_device(page: Page) -> None:
    """For good; the page that is opened anew, so that nothing stays in its memory, is there when this returns."""
    open_more(page, "This device")
    page.get_by_role("button", name="Leave this device").click()
    with page.expect_event("load"):
        page.get_by_role("button", name="Leave now").click()
