"""What a screen shows in every size and look: a picture of each, and what is wrong with any of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from playwright.sync_api import Page

from shared.catalogue.reading import count, grade
from shared.catalogue.words import forbidden_words
from tests.browser.axe import too_small, violations
from tests.browser.device import LOOKS, PHONE, SIZES, Device

GRADE, CRISIS_GRADE = 6.0, 4.0
ENOUGH_WORDS = 40  # A grade of fewer says nothing; names of feelings and of countries are no sentences.

# What somebody may say themselves (docs/specification/homework.md section 4) promises nobody anything.
THEIR_OWN_WORDS = frozenset({"I doubt it will help"})


@dataclass
class Gallery:
    """One walk through the app is enough: where it stops, the same page becomes a tablet and a desk, light and dark.

    Each text has to be read at this `grade` or below (docs/specification/safety.md section 5).
    """

    screen: Device
    grade: float = GRADE
    sizes: tuple[tuple[int, int], ...] = SIZES
    found: dict[str, list[str]] = field(default_factory=dict)

    def look_at(self, name: str) -> None:
        page = self.screen.page
        for size, look in product(self.sizes, LOOKS):
            self.screen.becomes(size, look)
            self.found[f"{name} {size[0]} {look}"] = violations(page) + too_small(page)
            self.screen.save(f"{name}-{size[0]}-{look}")
        self.screen.becomes(PHONE, "light")
        self.found[f"{name} in words"] = scolding(on_screen(page), self.grade)

    @property
    def faults(self) -> dict[str, list[str]]:
        return {name: each for name, each in self.found.items() if each}


def on_screen(page: Page) -> list[str]:
    """Every text a person meets here, also where something has to be opened first."""
    page.locator("details").evaluate_all("all => all.forEach((each) => each.setAttribute('open', ''))")
    texts: list[str] = page.locator("main :is(h1, h2, p, label, a, button, summary, span)").evaluate_all(
        "all => all.map((each) => each.innerText.trim()).filter(Boolean)"
    )
    return texts


def scolding(texts: Iterable[str], limit: float = GRADE) -> list[str]:
    """What scolds, or is harder to read than it may be."""
    all_texts = [each for each in texts if each not in THEIR_OWN_WORDS]
    said = [each for each in all_texts if each.endswith((".", "?"))]
    enough = sum(count(each).words for each in said) >= ENOUGH_WORDS
    hard = [f"grade {grade(said):.1f}"] if enough and grade(said) > limit else []
    return [each for each in all_texts if forbidden_words(each)] + hard
