"""Somebody is not safe where they are (S10): numbers and a way out, with nothing before them, also offline."""

import pytest
from playwright.sync_api import Page, expect

from shared.catalogue.reading import grade
from shared.catalogue.words import forbidden_words
from tests.browser.axe import too_small, violations
from tests.browser.conftest import MakeDevice
from tests.browser.device import SIZES, Look
from tests.browser.test_words import on_screen

CRISIS_GRADE = 4.0


def open_unsafe(page: Page) -> None:
    page.get_by_role("button", name="Need help now").click()
    page.get_by_role("button", name="I am not safe where I am").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not safe where you are")


def test_the_emergency_number_stands_first_and_then_the_lines_of_the_country(page: Page) -> None:
    open_unsafe(page)
    expect(page.get_by_role("main").get_by_role("link").first).to_have_attribute("href", "tel:112")
    page.get_by_label("Your country").select_option("Austria")
    expect(page.get_by_text("Frauenhelpline")).to_be_visible()
    expect(page.get_by_role("link", name="Call 0800 222 555")).to_have_attribute("href", "tel:0800222555")
    expect(page.get_by_text("These numbers are not checked yet.")).to_be_visible()
    expect(page.get_by_text("breath")).to_have_count(0)


def test_a_country_without_such_a_line_has_the_emergency_number_for_that_too(page: Page) -> None:
    open_unsafe(page)
    page.get_by_label("Your country").select_option("Another country")
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()
    expect(page.get_by_role("heading", name="Lines for who is not safe at home")).to_have_count(0)


def test_one_tap_puts_an_empty_page_in_its_place(page: Page) -> None:
    open_unsafe(page)
    page.get_by_role("main").get_by_role("button", name="Leave quickly").click()
    page.wait_for_url("about:blank")


def test_it_opens_without_a_network(device: MakeDevice) -> None:
    phone = device()
    phone.open()
    phone.keep_app()
    with phone.without_network() as page:
        page.reload()
        open_unsafe(page)
        expect(page.get_by_role("link", name="Call 112")).to_be_visible()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_can_be_used_by_everybody_and_reads_easily(size: tuple[int, int], look: Look, device: MakeDevice) -> None:
    screen = device(size, look)
    page = screen.open()
    open_unsafe(page)
    page.get_by_label("Your country").select_option("Austria")
    assert violations(page) + too_small(page) == []
    screen.save(f"unsafe-{size[0]}-{look}")
    texts = on_screen(page)
    assert [each for each in texts if forbidden_words(each)] == []
    assert grade([each for each in texts if each.endswith((".", "?"))]) <= CRISIS_GRADE
