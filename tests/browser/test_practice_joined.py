"""Practices of somebody who has joined: what is kept on the device and told, whatever comes between."""

from datetime import datetime
from typing import Any

from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import MakeDevice
from tests.browser.device import Device
from tests.browser.joined import clinic_of, joined, leave_this_device, second_device
from tests.browser.places import open_more
from tests.browser.practising import begin, do, go_on, said, technique, walk
from tests.integration.cast import Person
from tests.integration.house import House

NAME = "friend-perspective"
STEPS = technique(NAME).steps
# What a browser itself says of an answer that was not the one hoped for.
REFUSED = r"status of (409|502|503|504)"
# Whether something of this name is kept: the names stand in the clear, and say nothing.
KEPT = """async (name) => {
    const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result) });
    const store = await asked(indexedDB.open('kept'));
    const count = await asked(store.transaction('records').objectStore('records').count(name));
    store.close();
    return count > 0;
}"""


def test_a_reload_goes_on_at_the_same_step_and_all_of_it_is_recorded(house: House, device: MakeDevice) -> None:
    phone = device()
    page = joined(phone, house)
    begin(page, NAME)
    do(page, STEPS[0])
    write(page, "You are tired, and that is all.")
    page.reload()
    expect(said(page)).to_have_text(STEPS[2].text)
    do(page, STEPS[2])
    end(page, "It helped")
    practice = recorded(page, client_of(phone, house))
    assert (practice["state"], practice["helped"], practice["steps_done"]) == ("finished", "helped", 3)
    assert practice["steps"][1]["response"] == "You are tired, and that is all."


def test_a_practice_whose_service_stops_in_the_middle_goes_on_and_loses_nothing(
    house: House, device: MakeDevice
) -> None:
    phone = device()
    page = joined(phone, house)
    begin(page, NAME)
    do(page, STEPS[0])
    expect_told(page, client_of(phone, house), steps=1)
    with house.without("coach-api"):
        write(page, "Written while nobody was there.")
        do(page, STEPS[2])
        end(page, "A bit")
        expect(page.get_by_text("waits here until you are online")).to_be_visible()
    page.reload()
    nothing_waits(page)
    practice = recorded(page, client_of(phone, house))
    assert (practice["state"], practice["helped"]) == ("finished", "a_bit")
    assert practice["steps"][1]["response"] == "Written while nobody was there."
    forgive(phone)


def test_a_whole_practice_without_a_network_is_told_later_with_its_own_times(house: House, device: MakeDevice) -> None:
    phone = device()
    page = joined(phone, house)
    phone.keep_app()
    with phone.without_network():
        before = now(page)
        walk(page, NAME)
        end(page, "It helped")
        after = now(page)
        expect(page.get_by_text("1 note waits here")).to_be_visible()
    nothing_waits(page)
    practice = recorded(page, client_of(phone, house))
    assert (practice["state"], practice["helped"], practice["steps_done"]) == ("finished", "helped", 3)
    assert before <= datetime.fromisoformat(practice["started_at"]) <= after


def test_another_device_goes_on_where_the_first_one_was(house: House, device: MakeDevice) -> None:
    phone, tablet = device(), device()
    first = joined(phone, house)
    second = second_device(phone, tablet)
    begin(first, NAME)
    do(first, STEPS[0])
    expect_told(first, client_of(phone, house), steps=1)
    open_more(second, "Practices")
    expect(second.get_by_text(f"{technique(NAME).name}, step 2 of 3")).to_be_visible()
    second.get_by_role("button", name="Go on", exact=True).click()
    expect(said(second)).to_have_text(STEPS[1].text)
    write(second, "Said on the second device.")
    expect(said(second)).to_have_text(STEPS[2].text)


def test_of_two_devices_at_once_the_second_takes_what_the_first_one_said(house: House, device: MakeDevice) -> None:
    phone, tablet = device(), device()
    first = joined(phone, house)
    second = second_device(phone, tablet)
    begin(first, NAME)
    do(first, STEPS[0])
    expect_told(first, client_of(phone, house), steps=1)
    open_more(second, "Practices")
    second.get_by_role("button", name="Go on", exact=True).click()
    write(second, "The first answer.")
    expect_told(second, client_of(phone, house), steps=2)
    write(first, "The second answer.")
    expect(first.get_by_text("You went on with this on another device.")).to_be_visible()
    first.get_by_role("button", name="One step back").click()
    expect(first.get_by_role("textbox")).to_have_value("The first answer.")
    forgive(phone)


def test_soft_sound_stays_chosen_and_goes_with_whoever_leaves(house: House, device: MakeDevice) -> None:
    phone = device()
    page = joined(phone, house)
    soft = page.get_by_role("button", name="Soft sound")
    begin(page, "three-slow-breaths")
    go_on(page)
    soft.click()
    page.wait_for_function(KEPT, arg="own/choices")
    page.reload()
    expect(soft).to_have_attribute("aria-pressed", "true")
    leave_this_device(page)
    expect(page.get_by_text("Nobody has joined on this device.")).to_be_visible()
    begin(page, "three-slow-breaths")
    go_on(page)
    expect(soft).to_have_attribute("aria-pressed", "false")


def test_private_words_are_in_no_request_and_not_kept(house: House, device: MakeDevice) -> None:
    phone = device()
    page = joined(phone, house)
    bodies: list[str] = []
    phone.context.on("request", lambda request: bodies.append(body_of(request)))
    begin(page, "kind-letter")
    for step in technique("kind-letter").steps[:2]:
        do(page, step)
    write(page, "zebrafish")
    expect_told(page, client_of(phone, house), steps=3)
    page.get_by_role("button", name="One step back").click()
    expect(page.get_by_role("textbox")).to_have_value("zebrafish")
    page.reload()
    expect(page.get_by_role("textbox")).to_have_value("")
    assert [each for each in bodies if "/steps/3" in each]
    assert not [each for each in bodies if "zebrafish" in each]


def test_an_answer_that_says_danger_is_in_no_request(house: House, device: MakeDevice) -> None:
    phone = device()
    page = joined(phone, house)
    bodies: list[str] = []
    phone.context.on("request", lambda request: bodies.append(body_of(request)))
    begin(page, "next-hour-care")
    page.get_by_role("button", name="No, I am not").click()
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()
    assert not [each for each in bodies if "I am not" in each]


def test_words_that_look_like_a_page_are_shown_as_words(house: House, device: MakeDevice) -> None:
    phone = device()
    page = joined(phone, house)
    begin(page, "brain-dump")
    for step in technique("brain-dump").steps[:2]:
        do(page, step)
    write(page, "<img src=x onerror=alert(1)>")
    expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()


def test_what_does_not_suit_is_marked_with_the_reason_also_without_a_network(house: House, device: MakeDevice) -> None:
    phone = device()
    page = joined(phone, house)
    phone.keep_app()
    reason = page.get_by_text("Not offered:").first
    open_more(page, "Practices")
    expect(reason).to_be_visible()
    with phone.without_network():
        page.reload()
        expect(reason).to_be_visible()


def write(page: Page, words: str) -> None:
    page.get_by_label("Your words").fill(words)
    go_on(page)


def end(page: Page, helped: str) -> None:
    """Say how it was, and nothing of how strong it is."""
    page.get_by_role("button", name=helped, exact=True).click()
    page.get_by_role("button", name="That is it").click()
    expect(page.get_by_role("heading", name="Good that you took this time.")).to_be_visible()


def client_of(device: Device, house: House) -> Person:
    return clinic_of(house).client(device)


def recorded(page: Page, person: Person) -> Any:
    """The newest practice, once it is recorded that it has ended and how it was."""
    return practice_when(page, person, lambda practice: practice["helped"] is not None)


def expect_told(page: Page, person: Person, steps: int) -> None:
    practice_when(page, person, lambda practice: practice["steps_done"] == steps)


def practice_when(page: Page, person: Person, fits: Any) -> Any:
    """The page goes on meanwhile; what it tells arrives when it arrives."""
    for _ in range(100):
        found = person.get("/v1/practices")["practices"]
        if found and fits(found[0]):
            return person.get(f"/v1/practices/{found[0]['id']}")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done)))")
    raise AssertionError("The practice was not recorded.")


def nothing_waits(page: Page) -> None:
    expect(page.get_by_text("until you are online")).to_have_count(0, timeout=20_000)


def now(page: Page) -> datetime:
    return datetime.fromisoformat(page.evaluate("() => new Date().toISOString()"))


def body_of(request: Request) -> str:
    return request.url + (request.post_data or "")


def forgive(device: Device) -> None:
    """Refusals are what these tests are about; the browser notes them as errors."""
    device.expects(REFUSED)
