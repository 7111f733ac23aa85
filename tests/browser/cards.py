"""Cards on the screen: brought into sight, looked at, and answered."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from playwright.sync_api import Locator, Page, expect

from tests.browser.gallery import Gallery

# What is tapped, and the screen that it leads to; nothing where it puts the card away.
Answers = Sequence[tuple[str, str]]
KEEP = ("Keep this line for my session", "Kept for your session.")
PAUSE = ("Pause this one", "This one rests for now. It can wait as long as you like.")
NUMBERS = ("See numbers to call", "Help now")
TRUSTED = ("Reach someone I trust", "Help now")
NOT_NOW = ("Not now", "")
# The card itself says what came of them.
SAID_IN_IT = (KEEP, PAUSE)


def seen(page: Page) -> AbstractContextManager[object]:
    """The services have taken that a card was seen, by the end of the block."""
    return page.expect_response(lambda answer: answer.url.endswith("/seen") and answer.ok)


def card_named(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title)


def bring_into_sight(page: Page, title: str) -> None:
    expect(card_named(page, title)).to_be_visible()
    card_named(page, title).scroll_into_view_if_needed()


def look_and_answer(page: Page, gallery: Gallery, title: str, answers: Answers) -> None:
    """Each answer is tried; the last one puts the card away."""
    gallery.look_at(f"card-{title.lower().replace(' ', '-').replace(',', '')}")
    assert gallery.faults == {}
    answer(page, title, answers)


def answer(page: Page, title: str, answers: Answers) -> None:
    card, heading = card_named(page, title), page.get_by_role("heading", level=1)
    for label, leads_to in answers:
        card.get_by_role("button", name=label, exact=True).click()
        if not leads_to:
            expect(card).to_have_count(0)
            expect(heading).to_be_focused()
        elif (label, leads_to) in SAID_IN_IT:
            expect(card.get_by_text(leads_to)).to_be_visible()
        else:
            expect(heading).to_have_text(leads_to)
            page.get_by_role("button", name="Back").click()
