"""The cards of S4 to S6, S9 and S11, after days as somebody might have had them; each answer leads on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.browser.cards import KEEP, NOT_NOW, NUMBERS, TRUSTED, Answers, bring_into_sight, look_and_answer, seen
from tests.browser.conftest import MakeDevice
from tests.browser.device import PHONE
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined
from tests.browser.moments import begin_first, say
from tests.integration.cast import Person
from tests.integration.house import House

SHORT_NIGHT = {"context": {"sleep_hours": 4}}


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
        (KEEP, ("How to find help", "When to reach out for more help"), NOT_NOW),
        id="S5",
    ),
    pytest.param(
        low_days,
        ("lonely", 5),
        "Two weeks of low days",
        (KEEP, ("Yes", "When to reach out for more help"), ("No", "")),
        id="S6",
    ),
    pytest.param(short_nights, ("happy", 9), "Lots of energy, little sleep", (KEEP, NOT_NOW), id="S11"),
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
    answers = (KEEP, NUMBERS, TRUSTED, NOT_NOW)
    look_and_answer(page, Gallery(phone, sizes=(PHONE,)), title, answers)


def made_worse(person: Person, at: datetime) -> None:
    when = {"occurred_at": at.isoformat()}
    moment = person.post("/v1/check-ins", {"emotions": ["fearful.anxious"], "intensity": 5, **when})
    body = {"technique_id": "feet-on-floor", "check_in_id": moment["id"], **when}
    practice = person.post("/v1/practices", body)
    person.post(f"/v1/practices/{practice['id']}/stop", {"helped": "worse", **when}, status=200)
