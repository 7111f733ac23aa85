"""The cards of S4 to S6, S9 and S11, after days as somebody might have had them; each answer leads on."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakeDevice
from tests.browser.device import PHONE
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined
from tests.browser.moments import begin_first, say
from tests.integration.cast import Person
from tests.integration.house import House

Answers = Sequence[tuple[str, str]]
SHORT_NIGHT = {"context": {"sleep_hours": 4}}
KEEP = ("Keep this line for my session", "Kept for your session.")
NUMBERS = ("See numbers to call", "Help now")
TRUSTED = ("Reach someone I trust", "Help now")


def days(person: Person, strengths: dict[int, int], feeling: str, **more: Any) -> None:
    """So many days ago it was so strong."""
    for ago, intensity in strengths.items():
        at = (datetime.now(UTC) - timedelta(days=ago)).isoformat()
        person.post("/v1/check-ins", {"emotions": [feeling], "intensity": intensity, "occurred_at": at} | more)


def hard_days(person: Person) -> None:
    days(person, {2: 9, 1: 9}, "fearful.anxious")


def heavier_week(person: Person) -> None:
    days(person, dict.fromkeys((13, 12, 11, 10), 3) | dict.fromkeys((5, 4, 3, 2, 1), 7), "fearful.anxious")


def low_days(person: Person) -> None:
    days(person, dict.fromkeys((14, 13, 12, 10, 9, 8, 6, 5, 3, 1), 5), "sad.lonely")


def short_nights(person: Person) -> None:
    days(person, dict.fromkeys((4, 3, 2, 1), 9), "happy", **SHORT_NIGHT)


CARDS = [
    pytest.param(
        hard_days,
        ("anxious", 9),
        "This has been a very hard stretch",
        (TRUSTED, NUMBERS, KEEP, ("Write my safety plan", "My safety plan"), ("Go on with the step", "")),
        id="S4",
    ),
    pytest.param(
        heavier_week,
        ("anxious", 7),
        "The last week looks heavier than the week before",
        (KEEP, ("How to find help", "When to reach out for more help"), ("Not now", "")),
        id="S5",
    ),
    pytest.param(
        low_days,
        ("lonely", 5),
        "Two weeks of low days",
        (KEEP, ("Yes", "When to reach out for more help"), ("No", "")),
        id="S6",
    ),
    pytest.param(short_nights, ("happy", 9), "Lots of energy, little sleep", (KEEP, ("Not now", "")), id="S11"),
]


@pytest.mark.parametrize(("lived", "now", "title", "answers"), CARDS)
def test_a_card_after_days_like_these_is_seen_and_each_of_its_answers_leads_on(
    lived: Any, now: tuple[str, int], title: str, answers: Answers, device: MakeDevice, house: House
) -> None:
    phone = device()
    page = joined(phone, house)
    lived(clinic_of(house).client(phone))
    with seen(page):
        say(page, *now)
        bring_into_sight(page, title)
    look_and_answer(page, Gallery(phone, sizes=(PHONE,)), title, answers)


def test_three_practices_that_made_it_worse_bring_the_card_about_not_working_alone(
    device: MakeDevice, house: House
) -> None:
    phone = device()
    page = joined(phone, house)
    person = clinic_of(house).client(phone)
    for ago in (5, 3):
        made_worse(person, datetime.now(UTC) - timedelta(days=ago))
    say(page, "anxious", 9)
    begin_first(page)
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="It is worse").click()
    title = "You do not have to work on this alone"
    with seen(page):
        page.get_by_role("button", name="That is it").click()
        bring_into_sight(page, title)
    answers = (KEEP, NUMBERS, TRUSTED, ("Not now", ""))
    look_and_answer(page, Gallery(phone, sizes=(PHONE,)), title, answers)


def seen(page: Page) -> AbstractContextManager[object]:
    """The services have taken that a card was seen, by the end of the block."""
    return page.expect_response(lambda answer: answer.url.endswith("/seen") and answer.ok)


def bring_into_sight(page: Page, title: str) -> None:
    card = page.get_by_role("region", name=title)
    expect(card).to_be_visible()
    card.scroll_into_view_if_needed()


def look_and_answer(page: Page, gallery: Gallery, title: str, answers: Answers) -> None:
    """Each answer is tried; the last one puts the card away."""
    card = page.get_by_role("region", name=title)
    gallery.look_at(f"card-{title.lower().replace(' ', '-').replace(',', '')}")
    assert gallery.faults == {}
    for answer, leads_to in answers:
        card.get_by_role("button", name=answer, exact=True).click()
        if not leads_to:
            expect(card).to_have_count(0)
        elif (answer, leads_to) == KEEP:
            expect(card.get_by_text(leads_to)).to_be_visible()
        else:
            expect(page.get_by_role("heading", level=1)).to_have_text(leads_to)
            page.get_by_role("button", name="Back").click()


def made_worse(person: Person, at: datetime) -> None:
    when = {"occurred_at": at.isoformat()}
    moment = person.post("/v1/check-ins", {"emotions": ["fearful.anxious"], "intensity": 5, **when})
    body = {"technique_id": "feet-on-floor", "check_in_id": moment["id"], **when}
    practice = person.post("/v1/practices", body)
    person.post(f"/v1/practices/{practice['id']}/stop", {"helped": "worse", **when}, status=200)
