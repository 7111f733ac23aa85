"""Wheel and coach by keyboard alone, and in the order in which they are read out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeDevice
from tests.browser.joined import clinic_of, joined
from tests.browser.moments import offered, say
from tests.browser.places import open_more
from tests.browser.practising import begin, said, technique
from tests.integration.cast import Person
from tests.integration.house import House

NAME = "three-slow-breaths"
SIZES = {"full": "One page", "tiny": "One line"}
# What is focused: its name, whether all of its middle can be seen, and whether it says so itself.
FOCUSED = """() => {
    const at = document.activeElement;
    const {left, top, width, height} = at.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    const inside = at.closest('svg') ?? at;
    const {outlineStyle} = getComputedStyle(at);
    const marked = outlineStyle !== 'none' || inside.querySelector('.marks .focus') !== null;
    return {
        lost: at === document.body,
        words: at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText,
        tag: at.tagName,
        seen: there !== null && (inside.contains(there) || there.contains(at)),
        marked: marked || /^H1$/.test(at.tagName) || at.matches('.say'),
    };
}"""


class Keys:
    """Somebody with a keyboard and nothing else. After each press it is plain where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            expect(self.page.locator("body:focus")).to_have_count(0)

    def tab_to(self, name: str) -> None:
        """By Tab alone; every stop on the way can be seen."""
        for _ in range(40):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(FOCUSED)
            assert (at["seen"], at["marked"]) == (True, True), at
            if re.match(name, at["words"] or ""):
                return
        raise AssertionError(f"The tab key does not reach {name}.")

    def do(self, name: str) -> None:
        self.tab_to(name)
        self.press("Enter")


def test_a_moment_a_practice_and_a_rating_need_nothing_but_a_keyboard(device: MakeDevice, house: House) -> None:
    page = joined(device(), house)
    page.reload()
    expect(page.get_by_role("heading", name="What do you feel?")).to_be_visible()
    keys = Keys(page)
    keys.tab_to("Angry, 25 words")
    keys.press("ArrowLeft", "Enter", "a", "Enter", "Escape")
    expect(page.get_by_role("button", name="Fearful, 19 words")).to_be_focused()
    keys.tab_to("How strong is it")
    keys.press("End", "ArrowLeft")
    keys.do("Send")
    offered(page)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    keys.do("Begin: ")
    expect(said(page)).to_be_focused()
    for _ in range(2):
        before = said(page).inner_text()
        keys.do("Next|Done|I have it")
        expect(said(page)).not_to_have_text(before)
        expect(said(page)).to_be_focused()
    keys.do("Stop")
    expect(page.get_by_role("heading", name="How is it now?")).to_be_focused()
    keys.tab_to("How strong is it")
    keys.press("End", "ArrowLeft", "ArrowLeft")
    keys.do("It helped")
    keys.do("That is it")
    expect(page.get_by_role("heading", name="What next?")).to_be_focused()
    offered(page)
    keys.do("Enough for now")
    expect(page.get_by_role("heading", name="What do you feel?")).to_be_visible()


def test_the_tab_key_goes_once_round_the_first_screen_and_is_held_nowhere(device: MakeDevice) -> None:
    page = device().open()
    stops = list[str]()
    while not page.evaluate(FOCUSED)["lost"] or not stops:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED)["words"].split(",")[0])
        assert len(stops) < 30
    assert stops[:-1] == [
        *("Leave quickly", "Need help now", "Angry", "List", "Find", "I can’t name it"),
        *("A little weaker", "A little stronger", "How strong is it?", "Add a little more", "Send", "I have a code"),
        *("Start", "Plan", "My weeks", "More"),
    ]


def test_the_wheel_is_read_out_in_the_order_of_its_use(device: MakeDevice) -> None:
    page = device().open()
    expect(page.locator("body")).to_match_aria_snapshot(FIRST_SCREEN)
    page.get_by_role("button", name="Surprised, 13 words").locator("path").first.click()
    expect(page.get_by_role("main")).to_match_aria_snapshot(FAMILY)


def test_a_practice_is_read_out_in_the_order_of_its_use(device: MakeDevice) -> None:
    page = device().open()
    begin(page, NAME)
    expect(page.locator("body")).to_match_aria_snapshot(STEP)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("main")).to_match_aria_snapshot(RATING)


def asks_to_take_back(page: Page, who: Person) -> None:
    who.post("/v1/check-ins", {"emotions": ["sad.lonely"], "intensity": 5})
    page.get_by_role("navigation").get_by_role("button", name="My weeks").click()
    page.get_by_role("listitem").get_by_role("button", name="Lonely").first.click()
    page.get_by_role("button", name="Take it back").press("Enter")


def is_not_alone(page: Page, who: Person) -> None:
    say(page, "despair", 10)


def had_the_same_in_the_way_twice(page: Page, who: Person) -> None:
    task = who.post("/v1/plan/assignments", {"title": "A page", "kind": "free", "versions": SIZES})
    for _ in range(2):
        who.post(f"/v1/plan/assignments/{task['id']}/not-this-time", {"barriers": ["too-big"]})
    page.get_by_role("navigation").get_by_role("button", name="Plan").click()
    page.get_by_role("button", name="A page").click()


def asks_to_leave(page: Page, who: Person) -> None:
    open_more(page, "This device")
    page.get_by_role("button", name="Leave this device").press("Enter")


GONE_BY_ITS_TAP = [
    (asks_to_take_back, "Keep it"),
    (is_not_alone, "Go on with the step"),
    (had_the_same_in_the_way_twice, "Leave it as it is"),
    (asks_to_leave, "Stay"),
]


@pytest.mark.parametrize(("come", "button"), GONE_BY_ITS_TAP, ids=[button for _, button in GONE_BY_ITS_TAP])
def test_what_goes_away_with_its_own_tap_leaves_the_keyboard_at_the_heading(
    come: Callable[[Page, Person], None], button: str, device: MakeDevice, house: House
) -> None:
    phone = device()
    page = joined(phone, house)
    come(page, clinic_of(house).client(phone))
    page.get_by_role("button", name=button, exact=True).press("Enter")
    expect(page.get_by_role("button", name=button, exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_focused()


FRAME = """
- banner:
  - button "Leave quickly"
  - button "Need help now"
"""
FOOT = """
- contentinfo:
  - navigation "Smallhours":
    - button "Start"
    - button "Plan"
    - button "My weeks"
    - button "More"
"""
THUMB = """
  - button "List"
  - button "Find"
  - button "I can’t name it"
  - button "A little weaker"
  - text: How strong is it?
  - button "A little stronger"
  - slider "How strong is it?"
  - button "Add a little more"
  - button "Send"
  - paragraph:
    - text: Nothing you tap here is kept.
    - button "I have a code"
"""
FIRST_SCREEN = f"""{FRAME}
- main:
  - heading "What do you feel?" [level=1]
  - group "Feelings wheel":
    - button "Angry, 25 words"
    - button "Disgusted, 13 words"
    - button "Sad, 19 words"
    - button "Happy, 28 words"
    - button "Surprised, 13 words"
    - button "Bad, 13 words"
    - button "Fearful, 19 words"
{THUMB}{FOOT}"""
FAMILY = f"""
- main:
  - heading "What do you feel?" [level=1]
  - button "All feelings"
  - listbox "Surprised and the words near it":
    - group "Surprised":
      - option "Surprised"
      - option "Excited, in Surprised"
      - option "Energetic, in Excited"
      - option "Eager, in Excited"
      - option "Amazed, in Surprised"
      - option "Awe, in Amazed"
      - option "Astonished, in Amazed"
      - option "Confused, in Surprised"
      - option "Perplexed, in Confused"
      - option "Disillusioned, in Confused"
      - option "Startled, in Surprised"
      - option "Dismayed, in Startled"
      - option "Shocked, in Startled"
{THUMB}"""
STEP = f"""{FRAME}
- main:
  - heading "{technique(NAME).name}" [level=1]
  - paragraph: Step 1 of 3
  - text: /Before you begin/
  - paragraph: {technique(NAME).steps[0].text}
  - button "Next"
  - button "Stop"
{FOOT}"""
RATING = """
- main:
  - heading "How is it now?" [level=1]
  - paragraph: You stopped here. That is fine.
  - button "A little weaker"
  - text: How strong is it?
  - button "A little stronger"
  - slider "How strong is it?"
  - group "Did it help?":
    - paragraph: Did it help?
    - button "It helped"
    - button "A bit"
    - button "No"
    - button "It is worse"
  - paragraph: Both can be left out.
  - button "Leave this out"
"""
