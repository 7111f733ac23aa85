"""What stands on the screens: plain and kind, by docs/specification/safety.md section 5."""

import pytest
from playwright.sync_api import Page, expect

from shared.catalogue.reading import count, grade
from shared.catalogue.words import forbidden_words
from tests.browser.conftest import MakeDevice
from tests.browser.places import open_more

ENOUGH_WORDS = 40  # A grade of fewer says nothing; names of feelings and of countries are no sentences.
LIMITS = {
    "What do you feel?": 6.0,
    "Help now": 4.0,
    "All practices": 6.0,
    "More": 6.0,
    "Settings": 6.0,
    "About Smallhours": 6.0,
    "This device": 6.0,
}
WAYS = {"Help now": "Need help now", "More": "More"}
MORE = {"All practices": "Practices", "Settings": "Settings", "About Smallhours": "About", "This device": "This device"}


def on_screen(page: Page) -> list[str]:
    """Every text a person meets here, also where something has to be opened first."""
    page.locator("details").evaluate_all("all => all.forEach((each) => each.setAttribute('open', ''))")
    texts: list[str] = page.locator("main :is(h1, h2, p, label, a, button, summary, span)").evaluate_all(
        "all => all.map((each) => each.innerText.trim()).filter(Boolean)"
    )
    return texts


@pytest.mark.parametrize("title", LIMITS)
def test_a_screen_reads_easily_and_scolds_nobody(title: str, device: MakeDevice) -> None:
    page = device().open()
    if title in WAYS:
        page.get_by_role("button", name=WAYS[title], exact=True).click()
    if title in MORE:
        open_more(page, MORE[title])
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    texts = on_screen(page)
    assert [each for each in texts if forbidden_words(each)] == []
    said = [each for each in texts if each.endswith((".", "?"))]
    if sum(count(each).words for each in said) >= ENOUGH_WORDS:
        assert grade(said) <= LIMITS[title], said
