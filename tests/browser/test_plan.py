"""The plan on a phone: what there is to try, what became of it, and every way to change it or to be rid of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import MakeDevice
from tests.browser.device import Device
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined
from tests.browser.test_offers_later import open_anew
from tests.integration.belongings import waited_for
from tests.integration.cast import Person
from tests.integration.house import House

TITLE = "Thought record when it spikes"
RECORD = {
    "title": TITLE,
    "kind": "thought-record",
    "why": "it takes some of the weight",
    "versions": {"full": "Seven boxes on paper", "small": "Three boxes", "tiny": "One feeling and one number"},
    "anchor": {"after": "I get into bed", "usual_time": "21:50"},
    "if_then": {"cue": "my chest tightens", "action": "three slow breaths", "said": True},
    "bundle": "my good tea",
}
MARKUP = "<img src=x onerror=alert(1)>"
Body = dict[str, Any]


@pytest.fixture
def maya(device: MakeDevice, house: House) -> tuple[Device, Person]:
    """Somebody who has joined on a phone, and who they are to the API, with one task in the plan."""
    phone = device()
    joined(phone, house)
    person = clinic_of(house).client(phone)
    person.post("/v1/plan/assignments", RECORD)
    return phone, person


def open_plan(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="Plan").click()
    expect(page.get_by_role("heading", name="My plan")).to_be_visible()


def open_task(page: Page, title: str = TITLE) -> None:
    open_plan(page)
    page.get_by_role("button", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def the_task(person: Person) -> Body:
    plan = person.get("/v1/plan")
    found: Body = next(each for each in plan["assignments"] if each["title"] == TITLE)
    return found


def happened(person: Person, what: str) -> Callable[[], list[Body]]:
    return lambda: [each for each in the_task(person)["history"] if each["what"] == what]


def test_who_has_not_joined_is_told_what_a_plan_is_for(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="Plan").click()
    expect(page.get_by_text("A plan is a short list of small things to try")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("main").get_by_role("button", name="I have a code").click()
    expect(page.get_by_role("heading", name="Join with a code")).to_be_visible()


def test_with_little_energy_at_9_the_body_comes_first_and_the_tiny_version_stands_first(
    maya: tuple[Device, Person],
) -> None:
    phone, person = maya
    page = phone.page
    tapped = {"versions": {"tiny_medium": "tap"}}
    person.ask("PATCH", f"/v1/plan/assignments/{the_task(person)['id']}", tapped)
    open_plan(page)
    row = page.get_by_role("button", name=TITLE)
    expect(row).to_contain_text("Seven boxes on paper")
    page.get_by_role("button", name="Little").click()
    page.get_by_role("button", name="8 or more").click()
    expect(page.get_by_text("The body comes first now", exact=True)).to_be_visible()
    expect(row).to_contain_text("One feeling and one number")
    expect(row).to_contain_text("One step for the body counts for today.")
    row.click()
    expect(page.locator(".size-name").first).to_have_text("Tiny")


def test_one_tap_says_that_it_was_done_and_a_note_goes_with_it(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_task(page)
    page.get_by_text("A note to go with it").first.click()
    page.get_by_role("textbox", name="A note to go with it").fill(MARKUP)
    page.get_by_role("button", name="I did this: Smaller").click()
    expect(page.get_by_role("heading", name="Noted: Smaller")).to_be_focused()
    page.get_by_role("button", name="That is enough").click()
    (attempt,) = waited_for(happened(person, "attempted"))
    assert (attempt["version"], attempt["note"]) == ("small", MARKUP)
    page.get_by_text("What happened").click()
    expect(page.get_by_text("Done: Smaller")).to_be_visible()
    expect(page.get_by_text(MARKUP)).to_be_visible()
    expect(page.get_by_text("Done on 1 day")).to_be_visible()


def test_not_this_time_takes_a_tap_and_shows_what_may_help(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_task(page)
    page.get_by_role("button", name="Not this time").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="Kept. That counts.")).to_be_focused()
    (said,) = waited_for(happened(person, "not_this_time"))
    assert (said["barriers"], said["line"]) == ([], None)


def test_up_to_three_barriers_in_one_tap_each_a_line_and_the_way_to_go_anyway(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_task(page)
    page.get_by_role("button", name="Not this time").click()
    for words in ("Too much", "Too wound up", "Ashamed to look at it", "No time"):
        page.get_by_role("button", name=words).click()
    expect(page.get_by_text("Three are enough for now.")).to_be_visible()
    page.get_by_label("A line for your session").fill("It was loud.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Make it smaller: less time")).to_be_visible()
    expect(page.get_by_role("heading", name="Going anyway is the useful part")).to_be_visible()
    (said,) = waited_for(happened(person, "not_this_time"))
    assert (said["barriers"], said["line"]) == (["too-big", "anxious", "ashamed"], "It was loud.")
    page.get_by_role("button", name="Keep this line for my session").click()
    expect(page.get_by_text("It was loud.")).to_be_visible()
    page.get_by_role("button", name="Put the new one in its place").click()
    expect(page.get_by_text("Kept for your session.")).to_be_visible()
    assert person.get("/v1/plan")["session"]["line"].startswith("I did not do it.")


def test_a_line_for_the_session_is_replaced_only_by_a_tap_beside_the_one_that_stands(
    maya: tuple[Device, Person],
) -> None:
    phone, person = maya
    page = phone.page
    assert person.ask("PUT", "/v1/plan/session", {"line": MARKUP}).status_code == 200
    open_task(page)
    page.get_by_role("button", name="Not this time").click()
    page.get_by_role("button", name="Ashamed to look at it").click()
    page.get_by_role("button", name="Keep it").click()
    keep = page.get_by_role("button", name="Keep this line for my session")
    keep.click()
    expect(page.get_by_role("heading", name="Another line is kept there already")).to_be_focused()
    expect(page.get_by_text(MARKUP)).to_be_visible()
    assert violations(page) == []
    phone.save("plan-line-360-light")
    page.get_by_role("button", name="Leave it as it is").click()
    expect(page.get_by_text(MARKUP)).to_be_hidden()
    assert person.get("/v1/plan")["session"]["line"] == MARKUP
    keep.click()
    page.get_by_role("button", name="Put the new one in its place").click()
    expect(page.get_by_text("Kept for your session.")).to_be_visible()
    assert person.get("/v1/plan")["session"]["line"].startswith("I did not do it.")


def test_a_way_to_make_it_smaller_turns_no_words_of_the_app_around(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    person.ask("PATCH", f"/v1/plan/assignments/{the_task(person)['id']}", {"versions": {"full": "Walk \u202eout"}})
    open_task(page)
    page.get_by_role("button", name="Make it smaller").click()
    way = page.get_by_text("with someone beside you or on the phone.")
    expect(way).to_have_text("\u2068Walk \u202eout\u2069, with someone beside you or on the phone.")
    expect(way).to_have_attribute("dir", "auto")
    way.click()
    expect(page.get_by_role("heading", name="It is smaller now")).to_be_visible()
    assert the_task(person)["versions"]["small"] == "Walk \u202eout, with someone beside you or on the phone."


def test_what_is_said_offline_is_delivered_later_as_it_was_said(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_task(page)
    phone.keep_app()
    with phone.without_network():
        page.reload()
        open_plan(page)
        expect(page.get_by_text("This is your plan as it was on")).to_be_visible()
        open_task(page)
        page.get_by_role("button", name="I did this: Tiny").click()
        expect(page.get_by_role("heading", name="Noted: Tiny")).to_be_visible()
        page.get_by_role("button", name="Not this time").click()
        page.get_by_role("button", name="No time").click()
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_text("Drop one thing to make room.")).to_be_visible()
        open_plan(page)
        expect(page.get_by_text("2 things you told here are sent when you are online.")).to_be_visible()
        assert happened(person, "attempted")() == []
    (attempt,) = waited_for(happened(person, "attempted"))
    (said,) = waited_for(happened(person, "not_this_time"))
    assert (attempt["version"], said["barriers"]) == ("tiny", ["no-time"])
    expect(page.get_by_text("2 things you told here")).to_be_hidden()
    phone.expects("Failed to load")


def test_a_change_without_a_network_keeps_what_was_typed(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_task(page)
    phone.keep_app()
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_label("What do you want to try?")).to_have_value(TITLE)
    with phone.without_network():
        page.get_by_label("The tiny version").fill("One number")
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_text("This needs a connection. What you typed stays here.")).to_be_visible()
        page.get_by_role("button", name="Back").click()
        page.get_by_role("button", name="Change it").click()
        expect(page.get_by_label("The tiny version")).to_have_value("One number")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    assert the_task(person)["versions"]["tiny"] == "One number"


def test_a_change_that_comes_second_shows_the_newer_one_and_keeps_what_was_typed(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_task(page)
    page.get_by_role("button", name="Change it").click()
    page.get_by_label("The tiny version").fill("One number")
    task = the_task(person)
    changed = person.ask("PATCH", f"/v1/plan/assignments/{task['id']}", {"title": "Another name", "bundle": "cocoa"})
    assert changed.status_code == 200
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("This was changed in another place.")).to_be_visible()
    expect(page.get_by_label("What do you want to try?")).to_have_value("Another name")
    expect(page.get_by_label("The tiny version")).to_have_value("One number")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1, name="Another name")).to_be_visible()
    (now,) = person.get("/v1/plan")["assignments"]
    assert (now["title"], now["versions"]["tiny"], now["bundle"]) == ("Another name", "One number", "cocoa")
    phone.expects("status of 412")


def test_something_of_ones_own_needs_a_name_and_a_tiny_version(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    open_plan(page)
    expect(page.get_by_text("One small thing is enough to begin.")).to_be_visible()
    page.get_by_role("button", name="Add something of my own").click()
    page.get_by_label("What do you want to try?").fill("I want to die")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_label("The tiny version")).to_have_attribute("aria-invalid", "true")
    # What cannot be kept yet is heard all the same.
    page.get_by_role("button", name="I am safe").click()
    page.get_by_label("What do you want to try?").fill("Step outside")
    page.get_by_label("The tiny version").fill("Write a page about the door")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Give what takes a minute at most")).to_be_visible()
    page.get_by_label("The tiny version").fill("Stand at the open door")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1, name="Step outside")).to_be_visible()
    expect(page.get_by_text("Stand at the open door")).to_be_visible()
    phone.expects("status of 422")


def test_it_is_made_smaller_rests_comes_back_and_is_let_go_of_with_one_tap_each(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_task(page)
    page.get_by_role("button", name="Make it smaller").click()
    page.get_by_role("button", name="Three slow breaths, then stop.").click()
    expect(page.get_by_role("heading", name="It is smaller now")).to_be_focused()
    assert the_task(person)["versions"]["tiny"] == "Three slow breaths, then stop."
    page.get_by_role("button", name="See the whole task").click()
    for way, status in (("Let it rest", "paused"), ("Take it up again", "active"), ("Let go of it", "let_go")):
        page.get_by_role("button", name=way).click()
        expect(page.get_by_role("button", name=way)).to_be_hidden()
        assert the_task(person)["status"] == status
    expect(page.get_by_text("You have let go of it. That is fine.")).to_be_visible()


def test_what_got_in_the_way_twice_asks_to_change_the_task_first(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    path = f"/v1/plan/assignments/{the_task(person)['id']}"
    for _ in range(2):
        person.post(f"{path}/not-this-time", {"barriers": ["too-big"]})
    page = phone.page
    open_task(page)
    expect(page.get_by_text("This got in the way twice: Too much.")).to_be_visible()
    page.get_by_role("button", name="Leave it as it is").click()
    expect(page.get_by_text("This got in the way twice")).to_be_hidden()
    assert the_task(person)["change_first"] is None


def test_five_questions_ended_after_the_second_give_a_card_to_use(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_task(page)
    page.get_by_role("button", name="Five questions").click()
    page.get_by_role("button", name="It is too big").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="What is the smallest version of it?")).to_be_focused()
    page.get_by_role("button", name="Tap one feeling and a number.").click()
    page.get_by_role("button", name="No, make it smaller").click()
    expect(page.get_by_label("The tiny version")).to_have_value("Open the app.")
    page.get_by_role("button", name="Yes, I would").click()
    page.get_by_role("button", name="End here").click()
    expect(page.get_by_role("heading", name="Your card")).to_be_focused()
    expect(page.get_by_text("Make it smaller: less time")).to_be_visible()
    task = the_task(person)
    assert task["versions"]["tiny"] == "Open the app."
    assert happened(person, "not_this_time")() == []


def test_five_questions_can_be_ended_with_none_answered(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    before = the_task(person)
    open_task(page)
    page.get_by_role("button", name="Five questions").click()
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="End here").click()
    expect(page.get_by_role("heading", name="Your card")).to_be_visible()
    assert the_task(person) == before


def test_an_idea_of_a_therapist_is_no_task_until_it_is_taken_in_and_may_be_smaller(
    maya: tuple[Device, Person], house: House
) -> None:
    phone, person = maya
    page = phone.page
    propose(person, house, "Look at one thought")
    propose(person, house, "Something else")
    open_plan(page)
    expect(page.get_by_role("heading", name="An idea from your therapist")).to_be_visible()
    assert [each["title"] for each in person.get("/v1/plan")["assignments"]] == [TITLE]
    page.get_by_role("button", name="Look at one thought").click()
    expect(page.get_by_text("It becomes part of your plan only if you take it in.")).to_be_visible()
    page.get_by_label("The tiny version").fill("Name it once")
    page.get_by_role("button", name="Take it into my plan").click()
    expect(page.get_by_role("button", name="I did this: Tiny")).to_be_visible()
    taken = person.get("/v1/plan")["assignments"][-1]
    assert (taken["title"], taken["versions"]["tiny"], taken["source"]) == (
        "Look at one thought",
        "Name it once",
        "both",
    )
    open_plan(page)
    page.get_by_role("button", name="Something else").click()
    page.get_by_role("button", name="Not for me").click()
    expect(page.get_by_role("heading", name="My plan")).to_be_visible()
    expect(page.get_by_role("heading", name="An idea from your therapist")).to_be_hidden()


def propose(person: Person, house: House, title: str) -> None:
    """By the therapist, within a consent to proposals that she has given."""
    clinic = clinic_of(house)
    agreed = {"proposals": True, "recipient": clinic.therapist.subject, "fields": ["period"], "text_version": "1"}
    person.post("/v1/consents", agreed)
    clinic.therapist.post(f"/v1/clients/{person.subject}/proposals", RECORD | {"title": title})


def test_a_day_a_line_and_a_question_are_kept_for_the_session(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_plan(page)
    page.get_by_role("button", name="My next session").click()
    page.get_by_label("Which day is it?").fill("2199-12-03")
    page.get_by_label("A line for your session").fill(MARKUP)
    page.get_by_label("A question to ask").fill("How long may it take?")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Done.", exact=True)).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="How long may it take?")).to_be_visible()
    kept = {"date": "2199-12-03", "line": MARKUP, "questions": ["How long may it take?"]}
    assert person.get("/v1/plan")["session"] == kept


def test_on_the_evening_before_a_session_an_opening_leads_to_what_there_is_to_bring(
    maya: tuple[Device, Person],
) -> None:
    phone, person = maya
    page = phone.page
    path = f"/v1/plan/assignments/{the_task(person)['id']}"
    person.post(f"{path}/attempts", {"version": "tiny"})
    person.post(f"{path}/not-this-time", {"barriers": ["too-big"]})
    evening = datetime.now(UTC).replace(hour=18, minute=0)
    session = {"date": f"{evening + timedelta(days=1):%Y-%m-%d}", "questions": ["How long may it take?"]}
    assert person.ask("PUT", "/v1/plan/session", session).status_code == 200
    page.clock.set_fixed_time(evening - timedelta(hours=2))
    with page.expect_response("**/v1/plan"):
        open_anew(page)
    expect(page.get_by_text("Your next session is near.")).to_have_count(0)
    page.clock.set_fixed_time(evening)
    open_anew(page)
    expect(page.get_by_text("Your next session is near. Anything to bring?")).to_be_visible()
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", level=1, name="My next session")).to_be_visible()
    expect(page.get_by_text("Done: Tiny")).to_be_visible()
    named = page.locator("section").filter(has=page.get_by_role("heading", name="What got in the way"))
    expect(named.get_by_role("listitem")).to_have_text("Too much")
    expect(page.get_by_role("listitem").filter(has_text="How long may it take?")).to_be_visible()
    expect(page.get_by_text("Your next session is near.")).to_have_count(0)
    assert violations(page) == []
    phone.save("session-eve-360-light")


def test_what_is_typed_while_a_form_is_on_its_way_stays_typed(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_plan(page)
    page.get_by_role("button", name="My next session").click()
    goes_on_typing(page, "**/v1/plan/session", page.get_by_label("A line for your session"))
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Done.", exact=True)).to_be_visible()
    open_task(page)
    page.get_by_role("button", name="Change it").click()
    goes_on_typing(page, "**/v1/plan/assignments/*", page.get_by_label("The tiny version"))
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    plan = person.get("/v1/plan")
    assert (plan["session"]["line"], the_task(person)["versions"]["tiny"]) == ("One, and two", "One, and two")


def goes_on_typing(page: Page, path: str, field: Locator) -> None:
    held: list[Route] = []
    page.route(path, lambda route: route.fallback() if held else held.append(route))
    field.fill("One")
    with page.expect_request(path):
        page.get_by_role("button", name="Keep it").click()
    field.fill("One, and two")
    held[0].continue_()
    expect(page.get_by_text("Saved. What you typed after that is still here.")).to_be_visible()
    expect(field).to_have_value("One, and two")
    expect(field).to_be_focused()


def test_mayas_first_week(maya: tuple[Device, Person]) -> None:
    """docs/specification/homework.md section 9, as far as it is told on the screens of the plan."""
    phone, person = maya
    page = phone.page
    open_task(page)
    page.get_by_role("button", name="Not this time").click()
    page.get_by_role("button", name="Too much").click()
    page.get_by_role("button", name="Too wound up").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Start with one step for the body.")).to_be_visible()
    open_task(page)
    page.get_by_role("button", name="Five questions").click()
    page.get_by_role("button", name="Skip").click()
    page.get_by_label("The tiny version").fill("One feeling and a number")
    page.get_by_role("button", name="Yes, I would").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="I get into bed").click()
    page.get_by_role("button", name="End here").click()
    expect(page.get_by_text("After: I get into bed. Then: One feeling and a number")).to_be_visible()
    page.get_by_role("button", name="See the whole task").click()
    page.get_by_role("button", name="Change it").click()
    page.get_by_text("More, if you like").click()
    page.get_by_label("If …").fill("my chest tightens at work")
    page.get_by_label("… then I").fill("take three slow breaths, and log later")
    page.get_by_role("button", name="Keep it").click()
    expect(
        page.get_by_text("If my chest tightens at work, then take three slow breaths, and log later.")
    ).to_be_visible()
    task = the_task(person)
    assert (task["versions"]["tiny"], task["anchor"]["after"]) == ("One feeling and a number", "I get into bed")
    assert task["if_then"]["cue"] == "my chest tightens at work"


def test_what_is_written_in_the_plan_is_heard_too(maya: tuple[Device, Person]) -> None:
    phone, person = maya
    page = phone.page
    open_task(page)
    page.get_by_role("button", name="Not this time").click()
    page.get_by_label("A line for your session").fill("I want to die")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="I need help now")).to_be_visible()
    (said,) = waited_for(happened(person, "not_this_time"))
    assert said["line"] == "I want to die"


def test_the_screens_of_the_plan_can_be_used_by_everybody(maya: tuple[Device, Person], house: House) -> None:
    phone, person = maya
    propose(person, house, "Look at one thought")
    gallery, page = Gallery(phone), phone.page

    def see(name: str) -> None:
        page.locator("details").evaluate_all("all => all.forEach((each) => each.setAttribute('open', ''))")
        gallery.look_at(name)

    open_plan(page)
    see("plan")
    page.get_by_role("button", name="Add something of my own").click()
    page.get_by_label("The tiny version").wait_for()
    see("plan-add")
    open_plan(page)
    page.get_by_role("button", name="My next session").click()
    page.get_by_label("Which day is it?").wait_for()
    see("plan-session")
    open_plan(page)
    page.get_by_role("button", name="Look at one thought").click()
    page.get_by_role("button", name="Not for me").wait_for()
    see("plan-proposal")
    open_task(page)
    see("plan-task")
    for way, name in WAYS.items():
        page.get_by_role("button", name=way).click()
        page.get_by_text(name).first.wait_for()
        see(f"plan-{way.lower().replace(' ', '-')}")
        page.get_by_role("button", name="Back").click()
    assert gallery.faults == {}


# The way from a task to a screen, and some words of that screen.
WAYS = {
    "Not this time": "Too much",
    "Make it smaller": "Three slow breaths",
    "Change it": "What do you want to try?",
    "Five questions": "It is too big",
}
