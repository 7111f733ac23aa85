"""S7 and S8: a task that was too much for three weeks, and thoughts of not going to the session."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cards import KEEP, NOT_NOW, PAUSE, answer, bring_into_sight, card_named, look_and_answer, seen
from tests.browser.conftest import MakeDevice
from tests.browser.device import Device
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined
from tests.integration.cast import Person
from tests.integration.house import House

TASK = {"kind": "free", "versions": {"full": "Seven boxes", "tiny": "One feeling and one number"}}
TOO_MUCH, GOING = "That tells us something", "Going anyway is the useful part"
NOT_POSSIBLE = "Even the small version was not possible for three weeks. Can we change it?"
NOT_DONE = "I did not do it. What got in the way was ..."
LOW, ASHAMED = "Too low or tired", "Ashamed to look at it or to say so"


@pytest.fixture
def somebody(device: MakeDevice, house: House) -> tuple[Device, Person]:
    phone = device()
    joined(phone, house)
    return phone, clinic_of(house).client(phone)


def ago(weeks: int) -> dict[str, str]:
    return {"occurred_at": (datetime.now(UTC) - timedelta(weeks=weeks)).isoformat()}


def task(person: Person, title: str) -> str:
    added: str = person.post("/v1/plan/assignments", TASK | {"title": title} | ago(4))["id"]
    return added


def hard_weeks(person: Person, title: str) -> str:
    """A task that was too much in each of the last two weeks."""
    made = task(person, title)
    for weeks in (2, 1):
        person.post(f"/v1/plan/assignments/{made}/not-this-time", {"barriers": ["low"]} | ago(weeks))
    return made


def open_task(page: Page, title: str) -> None:
    page.get_by_role("navigation").get_by_role("button", name="Plan").click()
    page.get_by_role("button", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def not_this_time(page: Page, title: str, barrier: str) -> Any:
    """Said on the screen; the cards that the services answer with."""
    open_task(page, title)
    page.get_by_role("button", name="Not this time").click()
    page.get_by_role("button", name=barrier).click()
    with page.expect_response("**/not-this-time") as answered:
        page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="Kept. That counts.")).to_be_visible()
    return [each["kind"] for each in answered.value.json()["cards"]]


def too_much(page: Page, title: str) -> None:
    with seen(page):
        assert not_this_time(page, title, LOW) == ["S7"]
        bring_into_sight(page, TOO_MUCH)


def test_the_third_hard_week_brings_a_card_that_lets_the_task_rest(somebody: tuple[Device, Person]) -> None:
    phone, person = somebody
    page = phone.page
    made = hard_weeks(person, "A page")
    too_much(page, "A page")
    card = card_named(page, TOO_MUCH)
    for said in ("The task may be wrong for now.", NOT_POSSIBLE):
        expect(card.get_by_text(said)).to_be_visible()
    headings = page.get_by_role("main").get_by_role("heading", level=2).all_inner_texts()
    assert headings == ["Kept. That counts.", "What may help first", TOO_MUCH]
    look_and_answer(page, Gallery(phone), TOO_MUCH, (PAUSE, KEEP, NOT_NOW))
    [kept] = [each for each in person.get("/v1/plan")["assignments"] if each["id"] == made]
    assert (kept["status"], person.get("/v1/plan")["session"]["line"]) == ("paused", NOT_POSSIBLE)
    page.get_by_role("button", name="Back to my plan").click()
    page.get_by_text("Resting for now").click()
    expect(page.get_by_role("button", name="A page")).to_be_visible()


def test_once_it_was_seen_it_rests_for_this_task_and_comes_for_another(somebody: tuple[Device, Person]) -> None:
    page, person = somebody[0].page, somebody[1]
    hard_weeks(person, "A page")
    hard_weeks(person, "A walk")
    too_much(page, "A page")
    assert not_this_time(page, "A page", LOW) == []
    expect(card_named(page, TOO_MUCH)).to_have_count(0)
    too_much(page, "A walk")


def test_a_card_that_cannot_be_answered_now_says_so_and_stays(somebody: tuple[Device, Person]) -> None:
    phone, person = somebody
    page = phone.page
    hard_weeks(person, "A page")
    too_much(page, "A page")
    with phone.without_network():
        card_named(page, TOO_MUCH).get_by_role("button", name=PAUSE[0]).click()
        expect(card_named(page, TOO_MUCH).get_by_text("This needs a connection.")).to_be_visible()
    answer(page, TOO_MUCH, (PAUSE, NOT_NOW))


def test_shame_brings_the_card_about_going_anyway_each_time(somebody: tuple[Device, Person]) -> None:
    phone, person = somebody
    page = phone.page
    task(person, "A page")
    for _ in range(2):
        with seen(page):
            assert not_this_time(page, "A page", ASHAMED) == ["S8"]
            bring_into_sight(page, GOING)
        expect(card_named(page, GOING).get_by_text(NOT_DONE, exact=True)).to_be_visible()
    look_and_answer(page, Gallery(phone), GOING, (KEEP, NOT_NOW))
    assert person.get("/v1/plan")["session"]["line"] == NOT_DONE
    expect(page.get_by_role("button", name="Back to my plan")).to_be_visible()


def test_thoughts_of_not_going_bring_it_at_the_end_of_the_five_questions(somebody: tuple[Device, Person]) -> None:
    phone, person = somebody
    page = phone.page
    task(person, "A page")
    open_task(page, "A page")
    page.get_by_role("button", name="Five questions").click()
    for _ in range(3):
        page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="I think about not going").click()
    with seen(page):
        page.get_by_role("button", name="End here").click()
        bring_into_sight(page, GOING)
    gallery = Gallery(phone)
    gallery.look_at("card-after-five-questions")
    assert gallery.faults == {}
    answer(page, GOING, (KEEP, NOT_NOW))
    assert person.get("/v1/plan")["session"]["line"] == NOT_DONE
    expect(page.get_by_role("button", name="See the whole task")).to_be_visible()
