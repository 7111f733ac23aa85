"""Whether a screen can be used by everybody, as far as a machine can tell (axe-core, WCAG 2.2 AA and best practice)."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

FINGER = 44  # CSS pixels each way.
TAPPED = "a, button, input, select, summary, textarea, [role=button], [role=option]"
# A box to tick is as large as the words around it that tick it.
# The box around a piece of a ring says little of the room in it; web/tests/geometry.test.ts measures the circle.
SMALLER_THAN = """([tapped, least]) => [...document.querySelectorAll(tapped)]
    .filter((each) => !each.closest('.wheel-svg'))
    .filter((each) => each.checkVisibility())
    .map((each) => (each.type === 'checkbox' || each.type === 'radio') ? each.closest('label') ?? each : each)
    .filter((each) => Math.min(each.getBoundingClientRect().width, each.getBoundingClientRect().height) < least)
    .map((each) => each.outerHTML.slice(0, 120))"""
AXE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


# A colour on its way from one to another has neither's contrast: what moves is brought to where it is going.
SETTLED = "() => document.getAnimations().forEach((each) => each.finish())"
KNOWN = "() => 'axe' in window"
FOUND = """async () => {
    const told = await axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}});
    return told.violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`));
}"""


@cache
def source() -> str:
    return AXE.read_text()


def violations(page: Page) -> list[str]:
    """Each as "rule: what is wrong at this element". The page's policy lets no script tag in, so it is evaluated."""
    if not page.evaluate(KNOWN):
        page.evaluate(source())
    # The frame stays above what is scrolled beneath it; what it half covers for a moment can be scrolled out again.
    page.evaluate("() => scrollTo(0, 0)")
    page.evaluate(SETTLED)
    found: list[str] = page.evaluate(FOUND)
    return found


def too_small(page: Page) -> list[str]:
    """What can be tapped here and is smaller than a finger."""
    found: list[str] = page.evaluate(SMALLER_THAN, [TAPPED, FINGER])
    return found
