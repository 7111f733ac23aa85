"""Heavy words: a card above the next step, a way on from each answer, and no trace of it anywhere."""

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from shared.catalogue.reading import grade
from shared.catalogue.words import forbidden_words
from tests.browser.conftest import MakeDevice
from tests.browser.gallery import CRISIS_GRADE, Gallery, on_screen
from tests.browser.places import open_more
from tests.browser.test_moment import send, tap_strength

HEAVY, OTHERS, MEDICATION = "I want to die", "I want to hurt him", "I stopped my meds"
TITLE = "Some of your words sound very heavy."
DATABASES = "async () => (await indexedDB.databases()).length"


def write(page: Page, note: str, strength: int = 3) -> None:
    """Send a moment with these words."""
    page.get_by_role("button", name="I can’t name it").click()
    tap_strength(page, strength)
    page.get_by_role("button", name="Add a little more").click()
    page.get_by_label("A note, if you like").fill(note)
    send(page).click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def card(page: Page) -> Locator:
    return page.get_by_role("region", name=TITLE)


def way_to_help(page: Page) -> Locator:
    """What a search says below itself."""
    return page.get_by_role("status").get_by_role("button", name="Need help now")


def answer(page: Page, name: str) -> None:
    card(page).get_by_role("button", name=name).click()


def test_heavy_words_bring_a_card_above_the_next_step_and_leave_no_trace(device: MakeDevice) -> None:
    phone = device()
    said: list[Request] = []
    phone.context.on("request", lambda request: said.append(request))
    page = phone.open()
    write(page, HEAVY)
    expect(card(page)).to_contain_text("Are you safe right now?")
    expect(card(page).get_by_role("link", name="Call 116 123")).to_have_attribute("href", "tel:116123")
    expect(card(page).locator("xpath=following-sibling::*").first).to_be_visible()
    answer(page, "I am safe")
    expect(page.get_by_text("Thank you for saying so.")).to_be_focused()
    page.get_by_role("button", name="Enough for now").click()
    expect(page.get_by_role("heading", name="What do you feel?")).to_be_visible()
    assert TITLE not in page.content()
    assert HEAVY not in page.content()
    assert [each.url for each in said if each.method != "GET" or "die" in each.url] == []
    assert page.evaluate(DATABASES) == 0


@pytest.mark.parametrize(
    ("choice", "leads_to"),
    [
        ("I am not sure", "Help now"),
        ("I need help now", "Help now"),
        ("It is about someone else", "When you worry about someone"),
    ],
)
def test_every_other_answer_leads_on_and_back_to_the_step(choice: str, leads_to: str, page: Page) -> None:
    write(page, HEAVY)
    answer(page, choice)
    expect(page.get_by_role("heading", level=1)).to_have_text(leads_to)
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()
    expect(card(page)).to_have_count(0)
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("button", name="Enough for now")).to_be_visible()
    expect(card(page)).to_have_count(0)


def test_each_new_note_is_asked_about_also_with_the_same_words(page: Page) -> None:
    write(page, HEAVY)
    answer(page, "I am safe")
    page.get_by_role("button", name="Enough for now").click()
    write(page, HEAVY)
    expect(card(page)).to_have_count(1)


def test_heavy_words_in_a_search_that_finds_nothing_lead_to_help_and_go_nowhere(device: MakeDevice) -> None:
    gallery = Gallery(device())
    page = gallery.screen.open()
    said: list[Request] = []
    gallery.screen.context.on("request", lambda request: said.append(request))
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Find a word").press_sequentially(HEAVY)
    expect(way_to_help(page)).to_be_visible()
    gallery.look_at("searched")
    open_more(page, "Practices")
    page.get_by_label("Search by name or feeling").fill("quiero morir")
    way_to_help(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Help now")
    assert [each.url for each in said if "die" in each.url or "morir" in each.url or each.method != "GET"] == []
    assert gallery.faults == {}


def test_a_card_waits_while_somebody_looks_at_help_and_is_gone_after_the_next_screen(page: Page) -> None:
    write(page, HEAVY)
    page.get_by_role("button", name="Need help now").first.click()
    expect(card(page)).to_have_count(0)
    page.get_by_role("button", name="Back").click()
    expect(card(page)).to_be_visible()
    page.get_by_role("navigation").get_by_role("button", name="More").click()
    expect(card(page)).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Good that you named it.")
    expect(card(page)).to_have_count(0)


def test_words_about_hurting_somebody_put_space_first(page: Page) -> None:
    write(page, OTHERS)
    expect(card(page)).to_contain_text("Space first.")
    expect(card(page).get_by_role("link", name="Call 112")).to_have_attribute("href", "tel:112")


def test_words_about_medication_bring_one_sentence_and_no_question(page: Page) -> None:
    write(page, MEDICATION)
    expect(page.get_by_text("Please talk to your prescriber before changing anything.")).to_be_visible()
    expect(card(page)).to_have_count(0)


@pytest.mark.parametrize("note", ["", "A long day. The deadline is killing me."])
def test_other_words_bring_nothing(note: str, page: Page) -> None:
    write(page, note)
    expect(card(page)).to_have_count(0)


def test_the_card_and_where_it_leads_can_be_used_by_everybody(device: MakeDevice) -> None:
    gallery = Gallery(device())
    page = gallery.screen.open()
    write(page, f"{OTHERS}. {MEDICATION}.")
    gallery.look_at("heard")
    answer(page, "It is about someone else")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    gallery.look_at("support")
    assert gallery.faults == {}


def test_the_card_and_where_it_leads_read_easily(page: Page) -> None:
    write(page, f"{OTHERS}. {MEDICATION}.")
    texts = card(page).locator(":is(h2, p, button)").all_inner_texts()
    answer(page, "It is about someone else")
    expect(page.get_by_role("heading", level=1)).to_have_text("When you worry about someone")
    for said in (texts, [*on_screen(page), *page.locator("main li").all_inner_texts()]):
        assert [each for each in said if forbidden_words(each)] == []
        assert grade([each for each in said if each.endswith((".", "?"))]) <= CRISIS_GRADE, said
