"""The coach on the screen: all practices, each kind of step, what is asked after the last one."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import MakeDevice
from tests.browser.device import PHONE, SIZES
from tests.browser.gallery import Gallery
from tests.browser.places import open_more
from tests.browser.practising import begin, do, go_on, look_up, said, technique, walk

# Together they have every kind of step, a list asked about one by one, a timer that runs by itself, and a dim screen.
LISTEN = """() => {
    window.heard = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...given) { window.heard.push('tone'); return start.apply(this, given) };
    navigator.vibrate = () => window.heard.push('touch');
}"""
KINDS = (
    "three-slow-breaths",
    "five-senses",
    "brain-dump",
    "mini-thought-record",
    "full-thought-record",
    "if-then-plan",
    "quiet-two-minutes",
    "bedtime-to-do",
)
# Looked at on every size; a step of the others looks like one of theirs.
WIDE = ("three-slow-breaths", "five-senses", "mini-thought-record")


def test_the_practices_chosen_here_have_every_kind_of_step() -> None:
    kinds = {step.kind for name in KINDS for step in technique(name).steps}
    assert kinds == {"info", "breathe", "text", "choice", "rate", "timer", "body", "senses", "plan"}


@pytest.mark.parametrize("name", KINDS)
def test_every_step_can_be_used_by_everybody(name: str, device: MakeDevice) -> None:
    gallery = Gallery(device(), sizes=SIZES if name in WIDE else (PHONE,))
    page = gallery.screen.open()
    begin(page, name)
    for step in technique(name).steps:
        expect(said(page)).to_have_text(step.text)
        expect(stop(page)).to_be_visible()
        gallery.look_at(f"practice-{name}-{step.key}")
        do(page, step)
    expect(page.get_by_role("heading", name="How is it now?")).to_be_visible()
    gallery.look_at("practice-end")
    assert gallery.faults == {}


def test_the_list_and_what_there_is_to_read_can_be_used_by_everybody(device: MakeDevice) -> None:
    gallery = Gallery(device())
    page = gallery.screen.open()
    open_more(page, "Practices")
    expect(page.get_by_text("120 practices")).to_be_visible()
    gallery.look_at("practices")
    look_up(page, "cold-pack-face")
    gallery.look_at("technique")
    assert gallery.faults == {}


def test_a_search_knows_names_feelings_kinds_and_time(page: Page) -> None:
    open_more(page, "Practices")
    rows = page.locator("main .rows li")
    page.get_by_label("Search by name or feeling").fill("guilt")
    expect(page.get_by_role("button", name="Forgive myself")).to_be_visible()
    page.get_by_label("Search by name or feeling").fill("")
    page.get_by_label("Kind").select_option("Sleep")
    expect(rows).to_have_count(4)
    page.get_by_label("Time you have").select_option("Up to 5 minutes")
    for row in rows.all():
        expect(row).to_contain_text("minute")
    page.get_by_label("Search by name or feeling").fill("zzz")
    expect(page.get_by_text("Nothing fits that.")).to_be_visible()


def test_what_has_a_caution_says_so_in_the_list_and_before_the_first_step(page: Page) -> None:
    look_up(page, "cold-pack-face")
    words = technique("cold-pack-face").cautions.words
    expect(page.get_by_text(words)).to_be_visible()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text(words)).to_be_visible()


def test_a_health_check_leads_to_the_gentle_way(page: Page) -> None:
    begin(page, "cold-pack-face")
    page.get_by_role("button", name="One of these, or I am not sure").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Longer out-breath")


def test_once_more_goes_round_again_and_stop_ends_it(page: Page) -> None:
    begin(page, "five-senses")
    for step in technique("five-senses").steps[:-1]:
        do(page, step)
    page.get_by_role("button", name="Once more").click()
    expect(said(page)).to_have_text(technique("five-senses").steps[1].text)
    do(page, technique("five-senses").steps[1])
    page.get_by_role("button", name="Stop here").click()
    expect(page.get_by_text("That was all of it.")).to_be_visible()


def test_an_answer_can_be_the_last_one(page: Page) -> None:
    begin(page, "put-it-down")
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_text("You stopped here. That is fine.")).to_be_visible()


@pytest.mark.parametrize("answer", ["No, I am not", "I am not sure"])
def test_an_answer_that_says_danger_opens_its_numbers_at_once_and_the_practice_waits(answer: str, page: Page) -> None:
    begin(page, "next-hour-care")
    page.get_by_role("button", name=answer).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not safe where you are")
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(said(page)).to_have_text(technique("next-hour-care").steps[0].text)


def test_heavy_words_bring_their_card_above_the_next_step_which_stays(page: Page) -> None:
    begin(page, "brain-dump")
    for step in technique("brain-dump").steps[:2]:
        do(page, step)
    page.get_by_role("textbox").fill("I want to kill myself")
    go_on(page)
    expect(page.get_by_role("button", name="I am safe")).to_be_visible()
    expect(said(page)).to_have_text(technique("brain-dump").steps[3].text)
    page.get_by_role("button", name="I am safe").click()
    expect(page.get_by_role("button", name="I am safe")).to_have_count(0)


def test_stop_is_neutral_and_what_it_was_like_can_be_left_out(page: Page) -> None:
    begin(page, "brain-dump")
    go_on(page)
    stop(page).click()
    expect(page.get_by_text("You stopped here. That is fine.")).to_be_visible()
    page.get_by_role("button", name="Leave this out").click()
    page.get_by_role("button", name="Enough for now").click()
    expect(page.get_by_role("heading", name="What do you feel?")).to_be_visible()


def test_one_step_back_shows_what_was_answered(page: Page) -> None:
    begin(page, "brain-dump")
    for step in technique("brain-dump").steps[:3]:
        do(page, step)
    page.get_by_role("button", name="One step back").click()
    expect(page.get_by_role("textbox")).to_have_value("call mum, wash up")
    go_on(page)
    expect(page.get_by_role("group", name="wash up")).to_be_visible()


def test_a_look_at_the_help_page_loses_no_word_of_a_practice(page: Page) -> None:
    begin(page, "brain-dump")
    for step in technique("brain-dump").steps[:2]:
        do(page, step)
    page.get_by_role("textbox").press_sequentially("call mum")
    look_at_help(page)
    expect(page.get_by_role("textbox")).to_have_value("call mum")
    stop(page).click()
    page.get_by_role("button", name="It helped").click()
    look_at_help(page)
    expect(page.get_by_role("button", name="It helped")).to_have_attribute("aria-pressed", "true")


def test_a_look_at_the_help_page_loses_no_tap_of_a_practice(page: Page) -> None:
    begin(page, "full-thought-record")
    do(page, technique("full-thought-record").steps[0])
    page.get_by_role("button", name="Fear").click()
    look_at_help(page)
    expect(page.get_by_role("button", name="Fear")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Shame").click()
    go_on(page)
    page.get_by_role("slider", name="Shame").press("End")
    look_at_help(page)
    expect(page.get_by_role("slider", name="Shame")).to_have_value("100")
    expect(page.locator("output")).to_have_text(["Not said yet", "100"])


def test_a_look_at_the_help_page_leaves_what_was_noticed_and_sorted(page: Page) -> None:
    begin(page, "five-senses")
    go_on(page)
    go_on(page)
    go_on(page)
    look_at_help(page)
    expect(page.get_by_text("Three things you can hear", exact=True)).to_be_visible()
    begin(page, "brain-dump")
    for step in technique("brain-dump").steps[:3]:
        do(page, step)
    place = page.get_by_role("group", name="wash up").get_by_role("button", name="Later")
    place.click()
    look_at_help(page)
    expect(place).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Later")).to_have_count(2)
    place.click()
    expect(place).to_have_attribute("aria-pressed", "false")


def test_a_practice_is_walked_by_keyboard_alone(device: MakeDevice) -> None:
    page = device((1440, 900)).open()
    begin(page, "five-senses")
    expect(said(page)).to_be_focused()
    for name in ("Next", "I have it", "I have it", "I have it", "I have it", "Next"):
        tab_to(page, name)
        page.keyboard.press("Enter")
    expect(said(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Stop here")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How is it now?")).to_be_focused()


def test_a_timer_is_right_again_after_nobody_looked_and_says_when_it_is_over(page: Page) -> None:
    page.clock.install()
    begin(page, "quiet-two-minutes")
    do(page, technique("quiet-two-minutes").steps[0])
    expect(page.get_by_role("timer")).to_contain_text(re.compile(r"[12]:[05]\d"))
    page.clock.fast_forward(45_000)
    expect(page.get_by_role("timer")).to_contain_text(re.compile(r"1:[01]\d"))
    page.clock.fast_forward(120_000)
    expect(page.get_by_text("The time is up.")).to_be_visible()
    expect(said(page)).to_have_text(technique("quiet-two-minutes").steps[1].text)


def test_a_pause_holds_the_breath_and_the_last_one_says_so(page: Page) -> None:
    page.clock.install()
    begin(page, "three-slow-breaths")
    go_on(page)
    page.clock.fast_forward(15_000)
    page.get_by_role("button", name="Pause").click()
    page.clock.fast_forward(300_000)
    expect(page.get_by_text("Breath 2 of 3")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    page.clock.fast_forward(40_000)
    expect(page.get_by_text("That was the last breath.")).to_be_visible()


def test_where_motion_is_not_wanted_the_words_lead_alone(device: MakeDevice) -> None:
    page = device().open()
    page.emulate_media(reduced_motion="reduce")
    page.clock.install()
    begin(page, "three-slow-breaths")
    go_on(page)
    sizes = set()
    for _ in range(4):
        page.clock.fast_forward(3000)
        sizes.add(page.locator(".breath-air").evaluate("each => each.getBoundingClientRect().width"))
    assert len(sizes) == 1
    expect(page.get_by_role("status").filter(has_text="Breathe")).to_be_visible()


def test_the_screen_goes_dim_where_it_says_so_and_bright_at_a_touch(page: Page) -> None:
    page.clock.install()
    begin(page, "quiet-two-minutes")
    do(page, technique("quiet-two-minutes").steps[0])
    expect(page.locator(".dim")).not_to_have_attribute("data-dark", "true")
    page.clock.fast_forward(10_000)
    expect(page.locator(".dim")).to_have_attribute("data-dark", "true")
    said(page).tap()
    expect(page.locator(".dim")).not_to_have_attribute("data-dark", "true")


def test_a_timer_that_runs_by_itself_goes_on_beside_the_next_step(page: Page) -> None:
    page.clock.install()
    begin(page, "bedtime-to-do")
    go_on(page)
    expect(page.get_by_text("The time still runs:")).to_be_visible()
    page.clock.fast_forward(301_000)
    expect(page.get_by_text("The time is up.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_be_visible()


def test_sound_and_vibration_are_off_until_somebody_wants_them(page: Page) -> None:
    page.evaluate(LISTEN)
    page.clock.install()
    begin(page, "three-slow-breaths")
    go_on(page)
    page.clock.fast_forward(9000)
    expect(page.get_by_text("Breathe out", exact=True)).to_be_visible()
    assert page.evaluate("() => window.heard") == []
    for name in ("Soft sound", "Vibration"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    page.clock.fast_forward(6000)
    expect(page.get_by_text("Breathe in", exact=True)).to_be_visible()
    page.wait_for_function("() => window.heard.length > 1")
    assert page.evaluate("() => window.heard") == ["tone", "touch"]


@pytest.mark.parametrize("name", KINDS)
def test_longer_words_and_the_other_direction_fit_a_narrow_screen(name: str, device: MakeDevice) -> None:
    page = device((320, 640)).open("/?lang=rtl")
    page.get_by_role("navigation").get_by_role("button").last.click()
    page.get_by_role("list").get_by_role("button").first.click()
    page.locator("main .rows .row-name").get_by_text(technique(name).name, exact=True).click()
    page.locator("main .button.main").click()
    for step in technique(name).steps:
        expect(said(page)).to_have_text(step.text)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        for _ in range(len(step.notice) if step.kind == "senses" else 1):
            go_on(page)


def test_without_joining_a_practice_leaves_nothing_behind_and_asks_nobody(device: MakeDevice) -> None:
    phone = device()
    page = phone.open()
    phone.keep_app()
    phone.asked.clear()
    walk(page, "friend-perspective")
    page.get_by_role("button", name="It helped").click()
    page.get_by_role("button", name="That is it").click()
    expect(page.get_by_role("heading", name="Good that you took this time.")).to_be_visible()
    assert [each for each in phone.asked if "/v1/" in each] == []
    assert page.evaluate("async () => [localStorage.length, (await indexedDB.databases()).length]") == [0, 0]


def test_without_a_network_every_practice_is_there(device: MakeDevice) -> None:
    phone = device()
    phone.open()
    phone.keep_app()
    with phone.without_network() as page:
        page.reload()
        walk(page, "three-slow-breaths", tiny=True)


def look_at_help(page: Page) -> None:
    page.get_by_role("button", name="Need help now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Help now")
    page.get_by_role("button", name="Back").click()


def stop(page: Page) -> Locator:
    return page.get_by_role("button", name="Stop", exact=True)


def tab_to(page: Page, name: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.innerText") == name:
            return
    raise AssertionError(f"Tab never comes to {name}")
