"""Every screen at 400 percent, in longer words and in the other direction, with words that look like a page."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MakeDevice
from tests.browser.messages import Tongue
from tests.browser.screens import every_screen
from tests.browser.walking import NOTE, Walk, hostile
from tests.integration.house import House

AT_400_PERCENT = (320, 256)  # What is left of 1280 by 1024.

ROUTER = (Path(__file__).parents[2] / "web" / "src" / "app" / "router.ts").read_text()
PLACES = set(re.findall(r"'([a-z-]+)'", ROUTER.split("const PLACES = [")[1].split("]")[0]))

# What runs off either side. What scrolls by itself, and what only a screen reader is told, may be wider.
OFF_THE_SIDE = """() => [...document.querySelectorAll('#app *')]
    .filter((each) => each.checkVisibility() && !each.closest('.unseen, svg'))
    .filter((each) => {
        const {left, right, width} = each.getBoundingClientRect();
        return width > 0 && (left < -1 || right > document.documentElement.clientWidth + 1);
    })
    .map((each) => each.outerHTML.slice(0, 160))"""
TOO_FULL = """() => [...document.querySelectorAll('#app button, #app a')]
    .filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth + 1)
    .map((each) => each.outerHTML.slice(0, 160))"""
# What the focus reaches, and something else lies over its middle: the frame, or what sticks to the end of the screen.
COVERED = """() => {
    const covered = [...document.querySelectorAll('#app :is(a, button, input, select, textarea, summary)')]
        .filter((each) => each.checkVisibility() && !each.disabled)
        .filter((each) => {
            each.focus();
            const {left, top, width, height} = each.getBoundingClientRect();
            const there = document.elementFromPoint(left + width / 2, top + Math.min(height, 40) / 2);
            return !there || !(each.contains(there) || there.contains(each) || there.closest('label')?.contains(each));
        })
        .map((each) => each.outerHTML.slice(0, 160));
    scrollTo(0, 0);
    return covered;
}"""
# What no screen of the app is made of. The only pictures are the app's own, where its name and picture are chosen.
FOREIGN = """() => [...document.querySelectorAll('#app *')]
    .flatMap((each) => [each, ...(each.shadowRoot?.querySelectorAll('*') ?? [])])
    .filter((each) => !/^\\/icon[a-z-]*\\.svg$/.test(each.localName === 'img' ? each.getAttribute('src') : ''))
    .filter((each) => /^(img|script|iframe|object|embed|base)$/.test(each.localName)
        || [...each.attributes].some(({name, value}) => /^on/.test(name) || /^\\s*javascript:/i.test(value)))
    .map((each) => each.outerHTML.slice(0, 160))"""
# One of each on every screen: the heading of the first rank, and what somebody who hears the screen jumps to.
PARTS = ("h1", "main", "#app > header", "#app > footer", "nav")


def faults(page: Page) -> list[str]:
    """What is wrong with the screen as it is."""
    parts = page.evaluate("(names) => names.map((each) => document.querySelectorAll(each).length)", list(PARTS))
    return [
        *(f"runs off: {each}" for each in page.evaluate(OFF_THE_SIDE)),
        *(f"wider than its button: {each}" for each in page.evaluate(TOO_FULL)),
        *(f"covered: {each}" for each in page.evaluate(COVERED)),
        *(f"foreign: {each}" for each in page.evaluate(FOREIGN)),
        *(f"{count} of {name}" for name, count in zip(PARTS, parts, strict=True) if count != 1),
        *([] if page.title() == "Minute" else [f"a script ran: {page.title()}"]),
    ]


# Where something was written that comes back, which is everywhere but in a search.
WRITTEN = (
    *("title", "why", "full", "small", "tiny", "after", "cue", "action", "when", "bundle", "proposal", "question"),
    *("trigger", "one", "other", "own", "reminder", "refused"),
)


@pytest.mark.parametrize("tongue", ["pseudo", "rtl"])
def test_every_screen_fits_and_shows_words_as_words(tongue: Tongue, device: MakeDevice, house: House) -> None:
    walk = Walk(device(AT_400_PERCENT), house, tongue)
    found, read = dict[str, list[str]](), ""
    for name in every_screen(walk):
        found[name] = faults(walk.page)
        read += " ".join(walk.page.locator("body").inner_text().split())
    assert {name: each for name, each in found.items() if each} == {}
    unread = [each for each in (NOTE, *map(hostile, WRITTEN)) if " ".join(each.split()) not in read]
    assert unread == []
    assert {each.split(",")[0] for each in found} >= PLACES - {"home"}
