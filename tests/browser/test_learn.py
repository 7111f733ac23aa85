"""Learn: seven pages to read, without joining and without a network, from wherever they are pointed to."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeDevice
from tests.browser.gallery import Gallery
from tests.browser.places import open_more

BUILT = Path(__file__).resolve().parents[2] / "web" / "catalogue" / "learn.json"
PAGES = json.loads(BUILT.read_text())["pages"]


def read(page: Page, title: str) -> None:
    open_more(page, "Learn")
    page.get_by_role("list").get_by_role("button", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_every_page_is_read_without_joining_and_without_a_network(device: MakeDevice) -> None:
    phone = device()
    page = phone.open()
    phone.keep_app()
    with phone.without_network():
        page.reload()
        for each in PAGES:
            read(page, each["title"])
            expect(page.get_by_role("heading", level=2)).to_have_text([one["heading"] for one in each["sections"]])
            page.get_by_role("button", name="Back").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Learn")
        gallery = Gallery(phone)
        gallery.look_at("learn")
        read(page, "What is known, and what is not")
        gallery.look_at("learn-page")
    assert gallery.faults == {}
    assert [each for each in phone.asked if "/v1/" in each] == []


def test_help_points_to_the_page_about_reaching_out_and_leads_back(device: MakeDevice) -> None:
    page = device().open("/help")
    page.get_by_role("button", name="How to find more help").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("When to reach out for more help")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name="Help now")).to_be_focused()
