"""The demo's evening, by hand on a phone; what the services have recorded in the end is what the screens said."""

from typing import Any

from playwright.sync_api import Page, expect

from shared.catalogue import Technique, load_catalogue
from tests.browser.conftest import MakeDevice
from tests.browser.joined import clinic_of, joined
from tests.browser.moments import begin_first, offered, say, touch
from tests.browser.practising import do, said
from tests.integration.belongings import waited_for
from tests.integration.cast import Person
from tests.integration.house import House

BY_NAME = {each.name: each for each in load_catalogue().techniques.values()}


def test_from_9_by_two_ways_down_to_6_and_enough_for_now(device: MakeDevice, house: House) -> None:
    phone = device()
    page = joined(phone, house)
    say(page, "anxious", 9, "The talk tomorrow.")
    first = does_the_first(page, then=8, helped="A bit")
    expect(page.get_by_text("Now 8 of 10, very strong.")).to_be_visible()
    assert first.channel not in {BY_NAME[each].channel for each in offered(page)}
    second = does_the_first(page, then=6, helped="It helped")
    expect(page.get_by_text("Now 6 of 10, quite strong.")).to_be_visible()
    last = [BY_NAME[each] for each in offered(page)]
    assert {each.level for each in last} & {"reflect", "act"}
    page.get_by_role("button", name="Enough for now").click()
    expect(page.get_by_role("heading", name="What do you feel?")).to_be_visible()
    recorded(clinic_of(house).client(phone), first, second, last)


def does_the_first(page: Page, then: int, helped: str) -> Technique:
    """The first one that is offered, every step of it; and how it is now."""
    technique = BY_NAME[begin_first(page)]
    for step in technique.steps:
        expect(said(page)).to_have_text(step.text)
        do(page, step)
    touch(page.get_by_role("slider"), then)
    page.get_by_role("button", name=helped, exact=True).click()
    page.get_by_role("button", name="That is it").click()
    expect(page.get_by_role("heading", name="What next?")).to_be_focused()
    return technique


def recorded(maya: Person, first: Technique, second: Technique, last: list[Technique]) -> None:
    (moment,) = maya.get("/v1/check-ins")["check_ins"]
    assert (moment["emotions"], moment["intensity"]) == (["fearful.anxious"], 9)
    assert (moment["note"], moment["offered"][0]) == ("The talk tomorrow.", first.id)
    later, earlier = waited_for(lambda: both_rated(maya))
    assert [told(earlier), told(later)] == [
        (first.id, "finished", len(first.steps), 9, 8, "a_bit"),
        (second.id, "finished", len(second.steps), 8, 6, "helped"),
    ]
    offers = [maya.get(f"/v1/recommendations/{each['id']}") for each in (moment, earlier, later)]
    assert [each["phase"] for each in offers] == ["g1", "g2", "reflect"]
    assert [each["technique_id"] for each in offers[-1]["options"]] == [each.id for each in last]


def both_rated(maya: Person) -> list[dict[str, Any]]:
    practices: list[dict[str, Any]] = maya.get("/v1/practices")["practices"]
    return practices if len(practices) == 2 and all(each["helped"] for each in practices) else []


def told(practice: dict[str, Any]) -> tuple[object, ...]:
    names = ("technique_id", "state", "steps_done", "intensity_before", "intensity_after", "helped")
    return tuple(practice[each] for each in names)
