"""An offer comes after every moment: from the services in time, else from the device; and what was offered stands."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from shared.catalogue.reading import grade
from shared.catalogue.words import forbidden_words
from tests.browser.conftest import MakeDevice
from tests.browser.device import SIZES
from tests.browser.gallery import Gallery, on_screen
from tests.browser.joined import clinic_of, joined, second_device
from tests.browser.moments import begin_first, offered, say, stop_and_rate
from tests.integration.house import House

FACTS = json.loads((Path(__file__).resolve().parents[2] / "web" / "catalogue" / "first-line.json").read_text())["facts"]
READING_GRADE = 6.0
BY_ITSELF = "This phone picked it by itself"
KEPT = "async () => (await indexedDB.databases()).length"
MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script>'


def ids_of(names: list[str]) -> list[str]:
    by_name = {each["name"]: name for name, each in FACTS.items()}
    return [by_name[each] for each in names]


@contextmanager
def held(page: Page, pattern: str) -> Iterator[list[Route]]:
    """Requests like this get no answer before the end of the block; then one of them has it."""
    waiting: list[Route] = []
    page.route(pattern, lambda route: waiting.append(route))
    yield waiting
    with page.expect_response(pattern):
        for each in waiting:
            each.continue_()


def test_at_9_the_offer_comes_and_its_practice_begins(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    say(page, "anxious", 9)
    expect(page.get_by_text("Anxious. 9 of 10, almost too much.")).to_be_visible()
    names = offered(page)
    assert len(names) == 3
    begin_first(page)
    (check_in,) = clinic_of(house).noted_on(phone)
    offer = clinic_of(house).client(phone).get(f"/v1/recommendations/{check_in['id']}?wait=10")
    assert [each["technique_id"] for each in offer["options"]] == check_in["offered"] == ids_of(names)


def test_below_8_the_services_choose_and_the_device_says_nothing(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    say(page, "lonely", 4)
    names = offered(page)
    (check_in,) = clinic_of(house).noted_on(phone)
    assert "offered" not in check_in
    offer = clinic_of(house).client(phone).get(f"/v1/recommendations/{check_in['id']}")
    assert [each["name"] for each in offer["options"]] == names


def test_offline_at_9_the_device_offers_at_once_and_the_record_says_so_later(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    phone.keep_app()
    with phone.without_network():
        say(page, "anxious", 9)
        names = offered(page)
        expect(page.get_by_text("1 note waits here until you are online.")).to_be_visible()
        begin_first(page)
    expect(page.get_by_text("until you are online.")).to_have_count(0)
    (check_in,) = clinic_of(house).noted_on(phone)
    assert check_in["offered"] == ids_of(names)


def test_services_that_take_too_long_are_not_waited_for_and_what_was_offered_stands(
    device: MakeDevice, house: House
) -> None:
    page = joined(device(), house)
    with held(page, "**/v1/recommendations/**") as waiting:
        say(page, "anxious", 9)
        names = offered(page)
        page.get_by_text("Why this?").first.click()
        expect(page.get_by_text(BY_ITSELF).first).to_be_visible()
        assert waiting
    assert offered(page) == names
    expect(page.get_by_text(BY_ITSELF).first).to_be_visible()


def test_with_the_coach_stopped_there_is_an_offer_at_9_and_kind_words_at_4(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    with house.without("coach-api"):
        say(page, "anxious", 9)
        assert len(offered(page)) == 3
        page.get_by_role("button", name="Enough for now").click()
        say(page, "lonely", 4)
        expect(page.get_by_text("pick a practice yourself")).to_be_visible()
    page.get_by_role("button", name="Ask again").click()
    assert len(offered(page)) == 3
    phone.expects("status of 503")


def test_without_joining_there_is_an_offer_and_nothing_is_kept_or_sent(device: MakeDevice) -> None:
    phone = device()
    page = phone.open()
    say(page, "anxious", 9, "nobody knows")
    begin_first(page)
    stop_and_rate(page, 9)
    offered(page)
    assert page.evaluate(KEPT) == 0
    assert [each for each in phone.asked if "/v1/" in each] == []


def test_offline_the_second_step_goes_another_way_and_then_people_are_named(device: MakeDevice) -> None:
    phone = device()
    page = phone.open()
    phone.keep_app()
    with phone.without_network():
        say(page, "anxious", 9)
        first = begin_first(page)
        stop_and_rate(page, 9)
        expect(page.get_by_role("heading", name="What next?")).to_be_visible()
        second = begin_first(page)
        channels = {FACTS[each]["channel"] for each in ids_of([first, second])}
        assert len(channels) == 2
        stop_and_rate(page, 8)
        card = page.get_by_role("region", name="Time for another voice")
        expect(card).to_be_visible()
        card.get_by_role("button", name="See numbers to call").click()
        expect(page.get_by_role("heading", name="Help now")).to_be_visible()


def test_after_a_practice_the_next_offer_of_the_episode_comes(device: MakeDevice, house: House) -> None:
    page = joined(device(), house)
    say(page, "anxious", 9)
    first = begin_first(page)
    stop_and_rate(page, 5)
    expect(page.get_by_text("Now 5 of 10, in the middle.")).to_be_visible()
    names = offered(page)
    assert first not in names
    page.get_by_text("Why this?").first.click()
    expect(page.get_by_role("row").filter(has_text="Fits the feeling")).to_be_visible()


def test_why_this_says_reasons_and_every_number(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    say(page, "lonely", 4)
    offered(page)
    page.get_by_text("Why this?").first.click()
    (check_in,) = clinic_of(house).noted_on(phone)
    option = clinic_of(house).client(phone).get(f"/v1/recommendations/{check_in['id']}")["options"][0]
    first = page.locator(".offer-first")
    for reason in option["reasons"]:
        expect(first.get_by_role("listitem").filter(has_text=reason["text"])).to_be_visible()
    assert first.locator("td").all_inner_texts() == [f"{value:.2f}" for value in option["terms"].values()]


def test_something_else_is_the_next_three(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    say(page, "lonely", 4)
    before = offered(page)
    with page.expect_response("**/v1/recommendations/*?after=*"):
        page.get_by_role("button", name="Something else").click()
    expect(page.locator(".offer-first h2")).not_to_have_text(before[0])
    assert set(before).isdisjoint(offered(page))


def test_two_devices_of_one_person_each_have_their_offer(device: MakeDevice, house: House) -> None:
    phone, tablet = device(), device(SIZES[1])
    here = joined(phone, house)
    there = second_device(phone, tablet)
    for page in (here, there):
        say(page, "anxious", 9)
        assert len(offered(page)) == 3
    begin_first(here)
    begin_first(there)
    check_ins = clinic_of(house).noted_on(phone)
    assert len(check_ins) == 2
    assert all(each["offered"] for each in check_ins)


def test_a_card_that_was_on_the_screen_counts_as_seen(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    with page.expect_response("**/v1/cards/*/seen") as seen:
        say(page, "despair", 10)
        card = page.get_by_role("region", name="You do not have to do this alone")
        card.scroll_into_view_if_needed()
    assert seen.value.status == 200
    assert page.locator(".offer-first").bounding_box()["y"] < card.bounding_box()["y"]  # type: ignore[index]
    card.get_by_role("button", name="Go on with the step").click()
    expect(card).to_have_count(0)


def test_a_reload_finds_the_offer_again(device: MakeDevice, house: House) -> None:
    page = joined(device(), house)
    say(page, "anxious", 9)
    names = offered(page)
    page.reload()
    assert offered(page) == names


def test_what_was_hidden_is_not_offered_offline_either(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    person = clinic_of(house).client(phone)
    profile = person.ask("GET", "/v1/profile")
    hidden = {"hidden": ["longer-out-breath"]}
    changed = person.ask("PUT", "/v1/profile", hidden, headers={"If-Match": profile.headers["ETag"]})
    assert changed.status_code == 200, changed.text
    while "longer-out-breath" in person.get("/v1/me/first-line").get("techniques", ["longer-out-breath"]):
        pass
    with page.expect_response("**/v1/me/first-line"):
        page.reload()
    phone.keep_app()
    with phone.without_network():
        page.reload()
        say(page, "anxious", 9)
        assert "Longer out-breath" not in offered(page)


def test_marks_in_a_note_are_words_and_nothing_else(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    say(page, "lonely", 4, MARKUP)
    offered(page)
    assert page.title() == "Minute"
    (check_in,) = clinic_of(house).noted_on(phone)
    assert check_in["note"] == MARKUP


def test_what_is_offered_can_be_used_by_everybody(device: MakeDevice, house: House) -> None:
    screen = device()
    gallery, page = Gallery(screen), joined(screen, house)

    def look_at(name: str) -> None:
        page.locator("details").evaluate_all("all => all.slice(0, 1).forEach((each) => { each.open = true })")
        gallery.look_at(name)

    say(page, "despair", 10)
    expect(page.get_by_role("region", name="You do not have to do this alone")).to_be_visible()
    look_at("offer")
    begin_first(page)
    stop_and_rate(page, 4)
    offered(page)
    look_at("offer-next")
    page.get_by_role("button", name="Enough for now").click()
    with screen.without_network():
        say(page, "lonely", 4)
        expect(page.get_by_text("pick a practice yourself")).to_be_visible()
        look_at("offer-none")
    assert gallery.faults == {}


def test_what_is_offered_reads_easily_and_scolds_nobody(device: MakeDevice, house: House) -> None:
    page = joined(device(), house)
    say(page, "despair", 10)
    expect(page.get_by_role("region", name="You do not have to do this alone")).to_be_visible()
    texts = on_screen(page)
    assert [each for each in texts if forbidden_words(each)] == []
    assert grade([each for each in texts if each.endswith((".", "?"))]) <= READING_GRADE
