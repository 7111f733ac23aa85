"""S3 in full: the card about other people beside the first step, when it comes and how often, the quiet afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cards import NUMBERS, TRUSTED, bring_into_sight, card_named, look_and_answer, seen
from tests.browser.conftest import MakeDevice
from tests.browser.device import Device
from tests.browser.gallery import Gallery
from tests.browser.joined import clinic_of, joined
from tests.browser.moments import begin_first, offered, say
from tests.integration.belongings import waited_for
from tests.integration.house import House

TITLE = "You do not have to do this alone"
TEXT = (
    "This is a lot to carry. Someone you trust can stay with you while you do this step, or after it. "
    "A helpline can hear you too."
)
LINE = "This is hard right now. Can you stay with me for a bit?"
GO_ON = ("Go on with the step", "")
AT_400_PERCENT = (320, 256)
MOST_OF_IT = 0.6  # As in web/src/offer/Cards.tsx.


def say_at_10(page: Page, feeling: str = "despair") -> None:
    """A card is on the screen, and the services know it."""
    with seen(page):
        say(page, feeling, 10)
        bring_into_sight(page, TITLE)


def enough(page: Page) -> None:
    page.get_by_role("button", name="Enough for now").click()


def cards_of_newest(phone: Device, house: House, moments: int) -> list[str]:
    """What the services bring with the newest of so many moments, as soon as they have it."""
    person = clinic_of(house).client(phone)
    noted = waited_for(lambda: found if len(found := clinic_of(house).noted_on(phone)) == moments else None)
    offer = person.get(f"/v1/recommendations/{noted[0]['id']}?wait=10")
    return [each["kind"] for each in offer["cards"]]


def test_it_stands_beside_the_first_step_which_stays_as_it_was(device: MakeDevice, house: House) -> None:
    page = joined(device(), house)
    say_at_10(page)
    names, card = offered(page), card_named(page, TITLE)
    for said in (TEXT, LINE):
        expect(card.get_by_text(said, exact=True)).to_be_visible()
    assert card.get_by_role("button").all_inner_texts() == [TRUSTED[0], NUMBERS[0], GO_ON[0]]
    headings = page.get_by_role("main").get_by_role("heading").all_inner_texts()
    assert headings == ["Good that you named it.", names[0], TITLE, "Or one of these"]
    card.get_by_role("button", name=GO_ON[0]).click()
    expect(card).to_have_count(0)
    expect(page.get_by_role("button", name="Something else")).to_be_visible()
    assert offered(page) == names
    begin_first(page)


def test_it_comes_once_in_an_episode_and_again_in_the_next_one(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    say_at_10(page)
    enough(page)
    say(page, "despair", 10)
    assert cards_of_newest(phone, house, moments=2) == []
    offered(page)
    expect(card_named(page, TITLE)).to_have_count(0)
    enough(page)
    say(page, "lonely", 4)
    offered(page)
    enough(page)
    say_at_10(page)


@pytest.mark.parametrize(("hours", "comes"), [(23, ["S3"]), (25, [])])
def test_with_any_unpleasant_feeling_it_comes_the_second_time_within_a_day(
    hours: int, comes: list[str], device: MakeDevice, house: House
) -> None:
    phone = device()
    page = joined(phone, house)
    before = {"occurred_at": (datetime.now(UTC) - timedelta(hours=hours)).isoformat()}
    clinic_of(house).client(phone).post("/v1/check-ins", {"emotions": ["angry.mad"], "intensity": 10} | before)
    say(page, "anxious", 10)
    assert cards_of_newest(phone, house, moments=2) == comes
    offered(page)
    expect(card_named(page, TITLE)).to_have_count(len(comes))


def test_a_card_that_is_larger_than_the_screen_counts_as_seen_too(device: MakeDevice, house: House) -> None:
    phone = device(AT_400_PERCENT)
    page = joined(phone, house)
    say_at_10(page)
    box = card_named(page, TITLE).bounding_box()
    assert box is not None
    assert MOST_OF_IT * box["height"] > AT_400_PERCENT[1]


def test_everybody_can_use_it_and_a_reminder_that_was_set_before_stays_quiet(device: MakeDevice, house: House) -> None:
    """The time of the reminder comes while the card is looked at."""
    phone = device()
    page, who = joined(phone, house), clinic_of(house).client(phone)
    soon = datetime.now(UTC) + timedelta(seconds=75)
    rule = {"at": f"{soon:%H:%M}", "days": [soon.isoweekday()], "zone": "UTC", "at_night": True}
    who.post("/v1/reminders", rule | {"channel": {"type": "email", "address": "somebody@example.org"}})
    say_at_10(page)
    look_and_answer(page, Gallery(phone), TITLE, (TRUSTED, NUMBERS, GO_ON))
    [held] = waited_for(lambda: [each for each in who.get("/v1/occurrences")["occurrences"] if each["state"] != "due"])
    assert (held["state"], held["why"]) == ("suppressed", "quiet_asked")
