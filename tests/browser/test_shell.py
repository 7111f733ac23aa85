"""The frame around every screen: help, a way out, a way back, and the app itself on the device."""

import gzip
import re

import pytest
from playwright.sync_api import Page, expect

from deploy.gateway.pages import POLICY
from deploy.local import web
from tests.browser.conftest import MakeDevice
from tests.browser.gallery import Gallery
from tests.browser.places import open_more

PLACES = ("Settings", "This device", "About")
# The page's own, and what it has asked for beside them when the first picture is there.
FIRST_PICTURE = """new MutationObserver((_, watch) => {
    if (!document.querySelector('.wheel-svg')) return;
    watch.disconnect();
    window.firstScripts = [...document.querySelectorAll('script[src], link[rel=modulepreload]')]
        .map((each) => each.src || each.href)
        .concat(performance.getEntriesByType('resource').map((each) => each.name))
        .map((each) => new URL(each).pathname).filter((each) => each.endsWith('.js'));
}).observe(document, {childList: true, subtree: true})"""
KEPT = """async () => {
    const caching = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    return (await Promise.all(caching.map((each) => each.keys()))).flat().map((each) => new URL(each.url).pathname);
}"""
FIRST_LOAD_LIMIT = 120_000  # Bytes of script under gzip, from the issue that asked for the app.


def test_the_app_opens_without_a_network_once_it_was_opened_with_one(device: MakeDevice) -> None:
    phone = device()
    phone.open()
    phone.keep_app()
    with phone.without_network() as page:
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_text("You are offline.")).to_be_visible()


def test_help_opens_without_a_network_and_has_a_number_to_dial(device: MakeDevice) -> None:
    phone = device()
    phone.open()
    phone.keep_app()
    with phone.without_network() as page:
        page.reload()
        page.get_by_role("button", name="Need help now").tap()
        expect(page.get_by_role("link", name="Call 112")).to_have_attribute("href", "tel:112")
        page.goto("/help")
        expect(page.get_by_role("link", name="Call 112")).to_be_visible()


@pytest.mark.parametrize("place", PLACES)
def test_every_screen_has_help_a_heading_with_the_focus_and_a_way_back(place: str, page: Page) -> None:
    open_more(page, place)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("button", name="Need help now")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name="More")).to_be_focused()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="What do you feel?")).to_be_visible()


def test_the_foot_says_where_one_is(page: Page) -> None:
    here = page.get_by_role("navigation").locator("[aria-current]")
    expect(here).to_have_text("Start")
    open_more(page, "About")
    expect(here).to_have_text("More")


def test_neither_the_address_nor_the_title_says_what_is_open(page: Page) -> None:
    before = page.url
    for place in PLACES:
        open_more(page, place)
        assert (page.url, page.title()) == (before, "Minute")
    for way in ("Need help now", "I am not safe where I am"):
        page.get_by_role("button", name=way).click()
        assert (page.url, page.title()) == (before, "Minute")


def test_an_address_that_leads_to_help_does_not_stay(device: MakeDevice) -> None:
    phone = device()
    page = phone.open("/help")
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()
    assert page.url == f"{phone.address}/"


def test_a_reload_stays_on_the_same_screen(page: Page) -> None:
    open_more(page, "Settings")
    page.reload()
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="More")).to_be_visible()


def test_help_has_a_key_of_its_own(page: Page) -> None:
    page.keyboard.press("Alt+Shift+KeyH")
    expect(page.get_by_role("heading", name="Help now")).to_be_focused()


def test_leaving_quickly_leaves_an_empty_page_also_for_whoever_goes_back(device: MakeDevice) -> None:
    phone = device()
    page = phone.open()
    open_more(page, "About")
    page.get_by_role("button", name="Leave quickly").click()
    page.wait_for_url("about:blank")
    page.go_back()
    page.wait_for_function("() => document.body === null || document.body.innerText.trim() === ''")
    phone.open()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


NO_LISTS = """() => {
    const make = document.createElementNS;
    document.createElementNS = function (space, name, ...rest) {
        if (name === 'select') throw new Error('no lists today');
        return make.call(this, space, name, ...rest);
    };
}"""


def test_a_screen_that_breaks_leaves_help_standing_and_help_its_numbers(page: Page) -> None:
    page.evaluate(NO_LISTS)
    open_more(page, "Settings")
    expect(page.get_by_role("heading", level=1)).to_contain_text("did not open")
    page.get_by_role("button", name="Need help now").click()
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()


def test_what_a_link_brings_along_does_not_stay_in_the_address(device: MakeDevice) -> None:
    phone = device()
    page = phone.open("/?code=abc#more")
    assert page.url == f"{phone.address}/"


def test_a_page_whose_script_never_comes_says_what_to_do(device: MakeDevice) -> None:
    phone = device()
    phone.context.route("**/assets/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    phone.page.goto("/")
    expect(phone.page.get_by_text("112 or 911")).to_be_visible()


def test_the_app_is_covered_while_the_page_is_hidden(page: Page) -> None:
    page.get_by_role("button", name="More", exact=True).focus()
    for hidden, opacity in ((True, "0"), (False, "1")):
        page.evaluate(
            "(hidden) => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
            " document.dispatchEvent(new Event('visibilitychange')) }",
            hidden,
        )
        assert page.evaluate("() => getComputedStyle(document.getElementById('app')).opacity") == opacity
        expect(page.get_by_role("button", name="More", exact=True)).to_be_focused()


def test_the_look_can_be_chosen_and_otherwise_follows_the_device(device: MakeDevice) -> None:
    page = device(look="dark").open()
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(20, 19, 31)"
    open_more(page, "Settings")
    page.get_by_label("Light or dark").select_option("Light")
    assert page.evaluate(ground) == "rgb(247, 245, 241)"


def test_every_screen_can_be_used_by_everybody(device: MakeDevice) -> None:
    gallery = Gallery(device())
    page = gallery.screen.open()
    gallery.look_at("home")
    for way in ("Need help now", "More"):
        page.get_by_role("button", name=way, exact=True).click()
        gallery.look_at(way.lower().replace(" ", "-"))
    for place in PLACES:
        open_more(page, place)
        gallery.look_at(place.lower().replace(" ", "-"))
    assert gallery.faults == {}


@pytest.mark.parametrize("way", ["pseudo", "rtl"])
def test_longer_words_and_the_other_direction_fit_a_narrow_screen(way: str, device: MakeDevice) -> None:
    narrow = device((320, 640))
    page = narrow.open(f"/?lang={way}")
    assert page.evaluate("() => document.documentElement.dir") == ("rtl" if way == "rtl" else "ltr")
    bar, rows = page.get_by_role("navigation").get_by_role("button"), page.locator("main .row")
    for number in range(bar.count()):
        bar.nth(number).click()
        assert not wider_than_the_screen(page)
    for number in range(rows.count()):
        bar.last.click()
        rows.nth(number).click()
        assert not wider_than_the_screen(page)
    narrow.save(f"words-{way}")


def test_nothing_runs_off_the_side_with_letters_twice_as_large(device: MakeDevice) -> None:
    page = device().open("/help")
    page.evaluate("() => { document.documentElement.style.fontSize = '212.5%' }")
    assert not wider_than_the_screen(page)


def test_the_page_comes_with_its_policy_and_breaks_none_of_it(device: MakeDevice) -> None:
    """A refusal by the policy would be an error on the console, which fails every test here."""
    phone = device()
    answer = phone.page.goto("/")
    assert answer is not None
    assert answer.headers["content-security-policy"] == "; ".join(f"{name} {value}" for name, value in POLICY.items())
    refused = phone.page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>'; return '' } catch (e) { return e.name } }"
    )
    assert refused == "TypeError"
    phone.expects("TrustedHTML")


def test_nothing_is_kept_without_joining_but_the_app_itself(device: MakeDevice) -> None:
    phone = device()
    page = phone.open()
    phone.keep_app()
    page.get_by_role("button", name="I can’t name it").click()
    page.get_by_role("button", name="Need help now").click()
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, document.cookie.length,"
        " (await indexedDB.databases()).length]"
    )
    assert kept == [0, 0, 0, 0]
    assert not [
        name for name in page.evaluate("() => caches.keys()") if not re.fullmatch(r"shell-[0-9a-f]{16}|public", name)
    ]


def test_only_the_app_itself_is_kept_and_no_answer_of_a_service(device: MakeDevice) -> None:
    phone = device()
    page = phone.open()
    phone.keep_app()
    page.evaluate("async () => (await fetch('/v1/emotions')).json()")
    assert [each for each in page.evaluate(KEPT) if each.startswith("/v1/")] == []
    assert "/" in page.evaluate(KEPT)


def test_the_first_load_is_light(device: MakeDevice) -> None:
    phone = device()
    phone.page.add_init_script(FIRST_PICTURE)
    asked = set(phone.open().evaluate("() => window.firstScripts"))
    sizes = [len(gzip.compress((web.TEST.folder / each.removeprefix("/")).read_bytes(), 9)) for each in asked]
    assert 0 < sum(sizes) <= FIRST_LOAD_LIMIT


def test_what_the_first_picture_needs_not_is_asked_for_after_it(device: MakeDevice) -> None:
    phone = device()
    phone.page.add_init_script(FIRST_PICTURE)
    page = phone.open()
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some((each) => /others-[^/]+[.]js$/.test(each.name))"
    )
    assert not [each for each in page.evaluate("() => window.firstScripts") if "/others-" in each]


def wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))
