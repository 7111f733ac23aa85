"""The evening end to end: every process by itself, everything asked through the one address people use."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.integration.cast import Body, Organisation, Person, bring_in, told, welcomed
from tests.integration.house import House, open_house

pytestmark = pytest.mark.real

ANXIOUS = "fearful.anxious"
DESPAIR = "sad.despair"
AT_WORK: Body = {
    "emotions": [ANXIOUS],
    "intensity": 9,
    "triggers": ["work"],
    "context": {"privacy": "public", "minutes": 3, "energy": "low", "can_write": False},
}
SECONDS = 20.0


@pytest.fixture(scope="module")
def house(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(postgres_url, redis_url, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def http(house: House) -> Iterator[httpx.Client]:
    with house.open() as http:
        yield http


@pytest.fixture(scope="module")
def clinic(house: House, http: httpx.Client) -> Organisation:
    return bring_in(Person(http).come_in(house.operator_code()))


@pytest.fixture(scope="module")
def techniques(http: httpx.Client) -> dict[str, Body]:
    return {each["id"]: each for each in Person(http).get("/v1/techniques")["techniques"]}


@pytest.fixture
def maya(clinic: Organisation) -> Person:
    return welcomed(clinic.therapist)


def offered(who: Person, cause: str) -> Body:
    """The offer for a check-in or a practice."""
    deadline = time.monotonic() + SECONDS
    while True:
        answer = who.ask("GET", f"/v1/recommendations/{cause}?wait=5")
        if answer.status_code != 202:
            return dict(told(answer, 200))
        assert time.monotonic() < deadline, "no offer came"


def checks_in(who: Person, **said: Any) -> Body:
    """The offer for a moment at work, or for another one."""
    return offered(who, who.post("/v1/check-ins", AT_WORK | said)["id"])


def starts(who: Person, offer: Body, option: int = 0) -> Body:
    technique = offer["options"][option]["technique_id"]
    return dict(who.post("/v1/practices", {"technique_id": technique, "check_in_id": offer["check_in_id"]}))


def takes(who: Person, practice: Body, step: int, response: object = None) -> Body:
    path = f"/v1/practices/{practice['id']}/steps/{step}"
    return dict(who.post(path, {} if response is None else {"response": response}, 200))


def finishes(who: Person, practice: Body, **rating: Any) -> Body:
    """Every step that is left, then how it is now."""
    for step in range(practice["steps_done"] + 1, practice["steps_total"] + 1):
        practice = takes(who, practice, step)
        assert practice["steps_done"] == step
    return dict(who.post(f"/v1/practices/{practice['id']}/finish", rating, 200))


def does(who: Person, offer: Body, then: int, helped: str = "a_bit") -> Body:
    """The first option from its first step to the last; gives the offer that follows."""
    ended = finishes(who, starts(who, offer), intensity_after=then, helped=helped)
    assert (ended["state"], ended["intensity_after"]) == ("finished", then)
    return offered(who, ended["id"]) if ended["next"]["pending"] else dict(ended["next"])


def ids(offer: Body) -> list[str]:
    return [each["technique_id"] for each in offer["options"]]


def cards(offer: Body) -> list[str]:
    return [each["kind"] for each in offer["cards"]]


def test_at_nine_the_body_comes_first_and_every_option_says_why(maya: Person, techniques: dict[str, Body]) -> None:
    offer = checks_in(maya)
    assert (offer["phase"], offer["intensity"], cards(offer)) == ("g1", 9, [])
    assert len(offer["options"]) == 3
    assert all(techniques[each]["first_line"] and techniques[each]["needs"]["writing"] == "none" for each in ids(offer))
    assert techniques[ids(offer)[0]]["family"] in {"breathing", "grounding"}
    assert len({techniques[each]["channel"] for each in ids(offer)}) == 3
    for option in offer["options"]:
        assert 1 <= len(option["reasons"]) <= 3
        assert all(reason["text"] for reason in option["reasons"])
        assert all(0 <= term <= 1 for term in option["terms"].values())
    assert "At 9 the body comes first; thinking steps wait." in [
        reason["text"] for option in offer["options"] for reason in option["reasons"]
    ]
    waiting = {each["technique_id"]: each["reason"] for each in offer["not_offered"]}
    assert {name for name, each in techniques.items() if not each["first_line"]} <= waiting.keys()
    assert waiting["full-thought-record"]["text"].startswith("Not offered: it is made for")
    assert all(each["text"] for each in waiting.values())
    assert not waiting.keys() & set(ids(offer))


def test_a_practice_is_led_step_by_step_and_keeps_what_was_said(maya: Person, techniques: dict[str, Body]) -> None:
    offer = checks_in(maya)
    practice = starts(maya, offer)
    steps = techniques[ids(offer)[0]]["steps"]
    assert [each["guide"] for each in practice["steps"]] == steps
    assert (practice["state"], practice["next_step"], practice["intensity_before"]) == ("running", 1, 9)
    for number in range(1, len(steps) + 1):
        practice = takes(maya, practice, number, f"said at {number}")
        assert practice["next_step"] == (number + 1 if number < len(steps) else None)
    assert [each["response"] for each in practice["steps"]] == [f"said at {n}" for n in range(1, len(steps) + 1)]
    ended = maya.post(f"/v1/practices/{practice['id']}/finish", {"intensity_after": 8, "helped": "a_bit"}, 200)
    assert (ended["state"], ended["helped"], ended["worse"]) == ("finished", "a_bit", False)


def test_still_eight_goes_another_way_and_still_eight_again_brings_people(
    maya: Person, techniques: dict[str, Body]
) -> None:
    first = checks_in(maya)
    second = does(maya, first, then=8)
    assert (second["phase"], second["intensity"], cards(second)) == ("g2", 8, [])
    used = techniques[ids(first)[0]]["channel"]
    assert used not in {techniques[each]["channel"] for each in ids(second)}
    assert all(techniques[each]["first_line"] for each in ids(second))
    third = does(maya, second, then=8)
    assert (third["phase"], cards(third)) == ("people", ["people"])
    [card] = third["cards"]
    assert [each["code"] for each in card["choices"]] == ["people", "help", "slow_timer", "one_more", "stop_here"]
    help_now = next(each["href"] for each in card["choices"] if each["code"] == "help")
    assert Person(maya.http).get(f"{help_now}?country=IE")["emergency"]
    assert len(third["options"]) == 3
    assert not {ids(first)[0], ids(second)[0]} & set(ids(third))


def test_six_after_the_first_step_leaves_room_to_think(maya: Person, techniques: dict[str, Body]) -> None:
    first = checks_in(maya)
    following = does(maya, first, then=6, helped="helped")
    assert (following["phase"], following["intensity"], cards(following)) == ("reflect", 6, [])
    assert len(following["options"]) == 3
    assert {techniques[each]["level"] for each in ids(following)} & {"reflect", "act"}
    assert ids(first)[0] not in ids(following)


def test_a_step_that_made_it_worse_is_not_repeated_and_brings_people_at_once(
    maya: Person, techniques: dict[str, Body]
) -> None:
    first = checks_in(maya, intensity=8)
    following = does(maya, first, then=10, helped="worse")
    assert (following["phase"], cards(following)) == ("g2", ["people"])
    assert techniques[ids(first)[0]]["channel"] not in {techniques[each]["channel"] for each in ids(following)}


def test_despair_at_ten_brings_a_card_beside_the_first_step_and_never_instead(maya: Person) -> None:
    offer = checks_in(maya, emotions=[DESPAIR], intensity=10)
    assert (offer["phase"], cards(offer)) == ("g1", ["S3"])
    [card] = offer["cards"]
    assert card["beside"] == "first_option"
    assert [each["code"] for each in card["choices"]] == ["people", "help", "go_on"]
    assert len(offer["options"]) == 3
    again = checks_in(maya, emotions=[DESPAIR], intensity=10)
    assert cards(again) == ["S3"]
    saw = maya.post(f"/v1/cards/{again['cards'][0]['id']}/seen", {}, 200)
    assert (saw["id"], saw["kind"]) == (again["cards"][0]["id"], "S3")
    assert cards(checks_in(maya, emotions=[DESPAIR], intensity=10)) == []


def test_despair_at_nine_brings_no_card(maya: Person) -> None:
    assert cards(checks_in(maya, emotions=[DESPAIR])) == []


def test_a_moment_of_an_hour_ago_gets_an_offer_and_no_card(maya: Person) -> None:
    past = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3600))
    offer = checks_in(maya, emotions=[DESPAIR], intensity=10, occurred_at=past)
    assert offer["options"]
    assert cards(offer) == []


def test_a_practice_goes_on_on_another_device(maya: Person) -> None:
    practice = starts(maya, checks_in(maya))
    takes(maya, practice, 1, "on the phone")
    tokens = maya.post("/v1/token", {"grant_type": "refresh_token", "refresh_token": maya.refresh_token}, 200)
    tablet = Person(maya.http, maya.subject, tokens["access_token"], tokens["refresh_token"])
    [found] = tablet.get("/v1/practices")["practices"]
    assert (found["id"], found["state"], found["next_step"]) == (practice["id"], "running", 2)
    whole = tablet.get(f"/v1/practices/{found['id']}")
    assert whole["steps"][0]["response"] == "on the phone"
    ahead = takes(tablet, whole, 2, "on the tablet")
    again = takes(maya, practice, 1, "on the phone")
    assert again["steps_done"] == ahead["steps_done"] == 2
    late = maya.ask("POST", f"/v1/practices/{practice['id']}/steps/2", {"response": "on the phone too"})
    assert late.status_code == 409
    assert tablet.get(f"/v1/practices/{practice['id']}")["steps"][1]["response"] == "on the tablet"


def test_the_same_tap_sent_twice_counts_once_and_is_answered_alike(maya: Person, house: House) -> None:
    moment = AT_WORK | {"id": "6f1c9a52-0000-4000-8000-000000000001", "occurred_at": "2026-11-01T22:00:00+00:00"}
    first, second = (maya.post("/v1/check-ins", moment) for _ in range(2))
    assert first == second
    recorded = "SELECT count(*) FROM log.events WHERE subject = $1::uuid AND type = 'check_in.recorded'"
    assert house.value(recorded, maya.subject) == 1
    other = maya.ask("POST", "/v1/check-ins", moment | {"intensity": 3})
    assert (other.status_code, other.json()["type"]) == (422, "urn:smallhours:problem:other-content")


def test_the_own_history_holds_every_moment_and_every_practice_newest_first(maya: Person) -> None:
    first = checks_in(maya, note="Tomorrow's review.")
    practice = finishes(maya, starts(maya, first), intensity_after=6)
    second = checks_in(maya, intensity=4)
    moments = maya.get("/v1/check-ins")["check_ins"]
    assert [each["id"] for each in moments] == [second["check_in_id"], first["check_in_id"]]
    assert [each.get("note") for each in moments] == [None, "Tomorrow's review."]
    newest = maya.ask("GET", "/v1/check-ins?limit=1")
    assert [each["id"] for each in newest.json()["check_ins"]] == [second["check_in_id"]]
    older = maya.get(newest.links["next"]["url"])["check_ins"]
    assert [each["id"] for each in older] == [first["check_in_id"]]
    [kept] = maya.get("/v1/practices")["practices"]
    assert (kept["id"], kept["intensity_before"], kept["intensity_after"]) == (practice["id"], 9, 6)


def test_a_moment_taken_back_is_gone_with_its_words_and_its_offer(maya: Person, house: House) -> None:
    offer = checks_in(maya, note="Never mind.")
    check_in = offer["check_in_id"]
    notes = "SELECT count(*) FROM log.note_keys WHERE subject = $1::uuid"
    assert house.value(notes, maya.subject) == 1
    for _ in range(2):
        told(maya.ask("DELETE", f"/v1/check-ins/{check_in}"), 204)
    assert house.value(notes, maya.subject) == 0
    assert maya.get("/v1/check-ins")["check_ins"] == []
    maya.get(f"/v1/check-ins/{check_in}", 404)
    maya.get(f"/v1/recommendations/{check_in}", 404)
    refused = maya.post("/v1/practices", {"technique_id": ids(offer)[0], "check_in_id": check_in}, 422)
    assert [each["field"] for each in refused["errors"]] == ["check_in_id"]


@pytest.mark.parametrize(("taken_back", "phase"), [(False, "g2"), (True, "g1")])
def test_what_was_taken_back_does_not_count_in_the_next_offer(maya: Person, taken_back: bool, phase: str) -> None:
    first = checks_in(maya)
    assert does(maya, first, then=8)["phase"] == "g2"
    if taken_back:
        told(maya.ask("DELETE", f"/v1/check-ins/{first['check_in_id']}"), 204)
    assert checks_in(maya)["phase"] == phase


def test_a_moment_taken_back_no_longer_makes_the_next_one_the_second_of_its_kind(maya: Person) -> None:
    first = checks_in(maya, intensity=10)
    assert cards(first) == []
    told(maya.ask("DELETE", f"/v1/check-ins/{first['check_in_id']}"), 204)
    assert cards(checks_in(maya, intensity=10)) == []
    assert cards(checks_in(maya, intensity=10)) == ["S3"]


def test_an_edited_moment_stands_in_place_of_the_first_one(maya: Person) -> None:
    first = checks_in(maya)["check_in_id"]
    second = maya.post("/v1/check-ins", AT_WORK | {"intensity": 5, "replaces": first})["id"]
    assert [each["id"] for each in maya.get("/v1/check-ins")["check_ins"]] == [second]
    assert offered(maya, second)["phase"] == "offer"
    maya.get(f"/v1/recommendations/{first}", 404)


def test_the_therapist_sees_that_somebody_came_and_nothing_of_what_they_feel(
    clinic: Organisation, maya: Person
) -> None:
    check_in = checks_in(maya)["check_in_id"]
    clinic.therapist.get(f"/v1/check-ins/{check_in}", 403)
    clinic.therapist.get(f"/v1/recommendations/{check_in}", 403)
    entry = next(each for each in clinic.therapist.get("/v1/caseload")["clients"] if each["id"] == maya.subject)
    assert entry == {"id": maya.subject, "joined": True}


def test_nothing_failed_on_the_way(house: House) -> None:
    """Runs last: every process is still there, and no event waits for another try."""
    assert house.ended() == []
    for service in ("router", "coach"):
        for table in ("retries", "dead_letters"):
            assert house.value(f"SELECT count(*) FROM {service}.{table}") == 0
