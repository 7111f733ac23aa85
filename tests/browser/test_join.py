"""Coming in with a code, who is here, and the way out."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeDevice
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined, leave_this_device, second_device
from tests.browser.places import open_more
from tests.integration.house import House

KEPT = "async () => (await indexedDB.databases()).map((each) => each.name)"


def test_a_code_lets_an_adult_in_and_leads_to_the_first_check_in(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    expect(page.get_by_text("Nothing you tap here is kept.")).to_have_count(0)
    page.reload()
    open_this_device(page)
    expect(page.get_by_text("You have joined on this device.")).to_be_visible()
    assert phone.entry is not None
    caseload = clinic_of(house).therapist.get("/v1/caseload?limit=200")["clients"]
    assert [each["joined"] for each in caseload if each["id"] == phone.entry.subject] == [True]


@pytest.mark.parametrize("link", ["/join#{code}", "/?code={code}", "/join?code={code}"])
def test_a_link_brings_the_code_along_and_leaves_the_address_at_once(
    link: str, device: MakeDevice, house: House
) -> None:
    phone, code = device(), clinic_of(house).invitation()
    page = phone.open(link.format(code=code))
    expect(page.get_by_label("Your code")).to_have_value(code)
    assert page.url == f"{phone.address}/"


def test_a_code_is_typed_in_groups_and_capitals_by_somebody_who_found_the_way(device: MakeDevice, house: House) -> None:
    page, code = device().open(), clinic_of(house).invitation().upper()
    page.get_by_role("button", name="I have a code").click()
    page.get_by_label("Your code").fill(f" {code[:8]} {code[8:16]}-{code[16:]} ")
    page.get_by_label("I am 18 or older.").check()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_focused()


def test_a_code_that_does_not_open_stays_in_its_field_and_nothing_is_kept(device: MakeDevice) -> None:
    phone = device()
    page = phone.open("/join#nosuchcode")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("Tick the box if you are 18 or older.")).to_be_visible()
    page.get_by_label("I am 18 or older.").check()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("This code did not open.")).to_be_visible()
    expect(page.get_by_label("Your code")).to_have_value("nosuchcode")
    assert page.evaluate(KEPT) == []
    phone.expects("status of 404")


def test_a_code_outlasts_a_time_without_network(device: MakeDevice, house: House) -> None:
    phone = device()
    phone.open()
    phone.keep_app()
    page = phone.open(f"/join#{clinic_of(house).invitation()}")
    page.get_by_label("I am 18 or older.").check()
    with phone.without_network():
        page.get_by_role("button", name="Join", exact=True).click()
        expect(page.get_by_text("No answer came.")).to_be_visible()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()


def test_one_person_has_joined_on_two_devices(device: MakeDevice, house: House) -> None:
    one, two = device(), device()
    joined(one, house)
    second_device(one, two)
    assert one.entry == two.entry


def test_who_leaves_is_asked_once_more_and_can_come_back_with_the_same_code(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    open_this_device(page)
    page.get_by_role("button", name="Leave this device").click()
    page.get_by_role("button", name="Stay").click()
    leave_this_device(page)
    expect(page.get_by_text("Nobody has joined on this device.")).to_be_visible()
    assert phone.entry is not None
    page = phone.open(f"/join#{phone.entry.code}")
    page.get_by_label("I am 18 or older.").check()
    with page.expect_response("**/accept") as answer:
        page.get_by_role("button", name="Join", exact=True).click()
    assert answer.value.json()["subject"] == phone.entry.subject


def test_who_leaves_leaves_in_every_tab_and_what_was_begun_goes_along(device: MakeDevice, house: House) -> None:
    phone = device()
    page, other = joined(phone, house), phone.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="I can’t name it").click()
    expect(other.locator(".chip-word")).to_have_text("I can’t name it")
    leave_this_device(page)
    expect(other.get_by_text("Nothing you tap here is kept.")).to_be_visible()
    expect(other.locator(".chip-word")).to_have_count(0)


def test_every_screen_of_coming_in_can_be_used_by_everybody(device: MakeDevice, house: House) -> None:
    gallery = Gallery(device())
    page = gallery.screen.open(f"/join#{clinic_of(house).invitation()}")
    gallery.look_at("join")
    page.get_by_label("I am 18 or older.").check()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    gallery.look_at("welcome")
    page.get_by_role("main").get_by_role("button", name="Start").click()
    open_this_device(page)
    page.get_by_role("button", name="Leave this device").click()
    gallery.look_at("here")
    assert gallery.faults == {}


def open_this_device(page: Page) -> None:
    open_more(page, "This device")
