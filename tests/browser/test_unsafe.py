"""Somebody is not safe where they are (S10): numbers and a way out, with nothing before them, also offline."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeDevice
from tests.browser.gallery import CRISIS_GRADE, Gallery


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


def test_it_can_be_used_by_everybody_and_reads_easily(device: MakeDevice) -> None:
    gallery = Gallery(device(), CRISIS_GRADE)
    page = gallery.screen.open()
    open_unsafe(page)
    page.get_by_label("Your country").select_option("Austria")
    gallery.look_at("unsafe")
    assert gallery.faults == {}
