"""Offers through HTTP, on real servers: waited for, explained, with their cards; nobody else's."""

import asyncio
import time
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from shared.keyring import derived_id
from tests.coach.world import ORDERED, Person, World, practised
from tests.databases import until

MINUTES = timedelta(minutes=1)


async def offer(http: httpx.AsyncClient, who: Person, cause: object, **asked: Any) -> httpx.Response:
    return await http.get(f"/v1/recommendations/{cause}", params=asked, headers=who.headers)


async def replaced(world: World, who: Person, check_in: UUID) -> UUID:
    """What the checkin service says when somebody corrects a moment."""
    newer = await world.check_in(who, 7, replaces=check_in)
    await world.retract(who, check_in, "replaced")
    return newer


class TestTheOffer:
    async def test_it_shows_three_with_reasons_numbers_and_versions(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya, 9)
        await world.offer(maya, check_in)
        answer = await offer(http, maya, check_in)
        body = answer.json()
        assert (answer.status_code, body["pending"], body["phase"], body["intensity"]) == (200, False, "g1", 9)
        assert [each["technique_id"] for each in body["options"]] == list(ORDERED[:3])
        first = body["options"][0]
        assert (first["name"], first["score"], first["terms"]) == ("Three slow breaths", 70.5, {"fit": 0.7})
        assert first["reasons"] == [
            {
                "code": "intensity",
                "facts": {"intensity": 9},
                "text": "At 9 the body comes first; thinking steps wait.",
            }
        ]
        assert body["not_offered"][0]["reason"]["text"].endswith("and you marked asthma or COPD.")
        assert body["tiny"] == {"technique_id": "three-slow-breaths", "line": "One slow breath out."}
        assert body["versions"] == {"catalogue": 1, "router": 1, "practices": 0}
        assert body["cards"] == []
        assert answer.headers["cache-control"] == "no-store"

    async def test_something_else_goes_on_and_comes_round_again(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        await world.offer(maya, check_in)
        after_third = (await offer(http, maya, check_in, after=ORDERED[2])).json()["options"]
        assert [each["technique_id"] for each in after_third] == [ORDERED[3], ORDERED[4], ORDERED[0]]
        assert (after_third[0]["score"], after_third[2]["score"]) == (None, 70.5)
        assert all(each["reasons"] for each in after_third)
        after_last = (await offer(http, maya, check_in, after=ORDERED[-1])).json()["options"]
        assert [each["technique_id"] for each in after_last] == list(ORDERED[:3])

    async def test_fewer_than_three_are_shown_once_each(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        await world.offer(maya, check_in, ordered=ORDERED[:2])
        options = (await offer(http, maya, check_in, after=ORDERED[0])).json()["options"]
        assert [each["technique_id"] for each in options] == [ORDERED[1], ORDERED[0]]

    async def test_what_the_catalogue_no_longer_has_is_left_out(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        await world.offer(maya, check_in, ordered=("a-step-of-old", *ORDERED))
        options = (await offer(http, maya, check_in)).json()["options"]
        assert [each["technique_id"] for each in options] == list(ORDERED[:3])

    async def test_a_technique_that_is_not_of_this_offer_is_refused(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        await world.offer(maya, check_in)
        answer = await offer(http, maya, check_in, after="kind-letter")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "after")


class TestWaiting:
    async def test_an_offer_that_is_not_there_yet_is_pending(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        answer = await offer(http, maya, check_in)
        assert (answer.status_code, answer.headers["retry-after"]) == (202, "1")
        assert answer.json() == {
            "pending": True,
            "cause": str(check_in),
            "href": f"/v1/recommendations/{check_in}",
        }

    async def test_it_is_answered_as_soon_as_it_is_there(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        began = time.monotonic()
        waiting = asyncio.create_task(offer(http, maya, check_in, wait=10))
        await world.offer(maya, check_in)
        answer = await waiting
        assert (answer.status_code, answer.json()["pending"]) == (200, False)
        assert time.monotonic() - began < 8

    async def test_it_waits_no_longer_than_asked(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        check_in = await world.check_in(maya)
        began = time.monotonic()
        assert (await offer(http, maya, check_in, wait=0.3)).status_code == 202
        assert 0.3 <= time.monotonic() - began < 2

    @pytest.mark.parametrize("wait", [-1, 11, "long", "nan"])
    async def test_waiting_has_a_limit(self, http: httpx.AsyncClient, maya: Person, wait: Any) -> None:
        answer = await offer(http, maya, uuid4(), wait=wait)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "wait")

    async def test_finishing_without_an_offer_in_time_says_that_it_is_pending(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        practice = await practised(http, maya, await world.check_in(maya))
        began = time.monotonic()
        path = f"/v1/practices/{practice}/finish"
        finished = (await http.post(path, json={"intensity_after": 8}, headers=maya.headers)).json()
        assert 1.4 < time.monotonic() - began < 4
        assert finished["next"] == {
            "pending": True,
            "cause": practice,
            "href": f"/v1/recommendations/{practice}",
        }
        await world.offer(maya, UUID(practice), phase="reflect", practice=True)
        assert (await offer(http, maya, practice)).json()["phase"] == "reflect"

    async def test_a_later_rating_brings_the_offer_that_was_missing(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        practice = await practised(http, maya, await world.check_in(maya))
        path = f"/v1/practices/{practice}"
        assert (await http.post(f"{path}/finish", headers=maya.headers)).json()["next"] is None
        rating = asyncio.create_task(http.post(f"{path}/rate", json={"intensity_after": 4}, headers=maya.headers))
        await world.offer(maya, UUID(practice), phase="reflect", practice=True)
        assert (await rating).json()["next"]["phase"] == "reflect"

    async def test_worse_is_an_answer_and_brings_the_next_offer_without_a_number(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        practice = await practised(http, maya, await world.check_in(maya))
        path = f"/v1/practices/{practice}/stop"
        stopping = asyncio.create_task(http.post(path, json={"helped": "worse"}, headers=maya.headers))
        await world.offer(maya, UUID(practice), phase="g2", practice=True)
        assert (await stopping).json()["next"]["phase"] == "g2"
        answer = await offer(http, maya, practice)
        assert (answer.status_code, answer.json()["phase"]) == (200, "g2")

    async def test_worse_after_a_number_waits_for_the_offer_that_takes_the_place_of_the_first(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        practice = await practised(http, maya, await world.check_in(maya))
        path, name = f"/v1/practices/{practice}", str(uuid4())
        await http.post(f"{path}/finish", json={"id": name, "intensity_after": 7}, headers=maya.headers)
        await world.offer(maya, UUID(practice), phase="reflect", practice=True)
        assert (await offer(http, maya, practice)).json()["phase"] == "reflect"
        rating = asyncio.create_task(http.post(f"{path}/rate", json={"helped": "worse"}, headers=maya.headers))
        await until_rated(http, maya, practice)
        assert (await offer(http, maya, practice)).status_code == 202
        await world.offer(maya, UUID(practice), phase="g2", people_card=True, practice=True, again=True)
        assert (await rating).json()["next"]["phase"] == "g2"
        answer = (await offer(http, maya, practice)).json()
        assert (answer["phase"], [each["kind"] for each in answer["cards"]]) == ("g2", ["people"])
        again = await http.post(f"{path}/finish", json={"id": name, "intensity_after": 7}, headers=maya.headers)
        assert again.json()["next"]["phase"] == "g2"


async def until_rated(http: httpx.AsyncClient, who: Person, practice: str) -> None:
    async def look() -> bool:
        return (await http.get(f"/v1/practices/{practice}", headers=who.headers)).json()["helped"] is not None

    await until(look)


class TestWhoMaySeeIt:
    async def test_an_offer_for_somebody_else_is_not_there(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        check_in = await world.check_in(maya)
        await world.offer(maya, check_in)
        colleague = world.person(maya.org, uuid4(), "client")
        assert [(await offer(http, who, check_in)).status_code for who in (stranger, colleague)] == [404, 404]

    async def test_a_cause_that_nobody_knows_is_not_there(self, http: httpx.AsyncClient, maya: Person) -> None:
        assert (await offer(http, maya, uuid4(), wait=5)).status_code == 404

    async def test_a_retracted_check_in_has_no_offer_any_more(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        await world.offer(maya, check_in)
        await world.retract(maya, check_in)
        assert (await offer(http, maya, check_in)).status_code == 404

    async def test_nothing_follows_a_practice_without_a_check_in(self, http: httpx.AsyncClient, maya: Person) -> None:
        practice = await practised(http, maya)
        answer = await offer(http, maya, practice)
        assert (answer.status_code, "without a check-in" in answer.json()["detail"]) == (404, True)

    async def test_nothing_follows_a_practice_whose_check_in_was_taken_back(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        practice, other = await practised(http, maya, check_in), await practised(http, maya, check_in)
        await http.post(f"/v1/practices/{other}/stop", headers=maya.headers)
        await world.retract(maya, check_in)
        began = time.monotonic()
        for path in (f"{practice}/finish", f"{other}/rate"):
            ended = await http.post(f"/v1/practices/{path}", json={"intensity_after": 5}, headers=maya.headers)
            assert (ended.status_code, ended.json()["next"]) == (200, None)
        answer = await offer(http, maya, practice, wait=10)
        assert (answer.status_code, "You took back the check-in" in answer.json()["detail"]) == (404, True)
        assert time.monotonic() - began < 1.5, "nobody waits for what never comes"

    async def test_a_practice_whose_check_in_was_replaced_still_gets_its_offer(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        first = await world.check_in(maya)
        practice = await practised(http, maya, first)
        second = await replaced(world, maya, first)
        third = await replaced(world, maya, second)
        finished = await http.post(
            f"/v1/practices/{practice}/finish", json={"intensity_after": 5}, headers=maya.headers
        )
        assert finished.json()["next"]["pending"] is True
        assert (await offer(http, maya, practice)).status_code == 202
        await world.offer(maya, UUID(practice), phase="reflect", practice=True)
        assert (await offer(http, maya, practice)).json()["phase"] == "reflect"
        await world.retract(maya, third)
        assert (await offer(http, maya, practice)).status_code == 404

    async def test_a_practice_that_nobody_rated_says_that_it_waits_for_a_rating(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        practice = await practised(http, maya, await world.check_in(maya))
        path = f"/v1/practices/{practice}"
        running = await offer(http, maya, practice, wait=10)
        assert (running.status_code, running.json()["type"]) == (409, "urn:smallhours:problem:not-rated")
        assert f"POST {path}/finish" in running.json()["detail"]
        await http.post(f"{path}/finish", json={"helped": "a_bit"}, headers=maya.headers)
        ended = await offer(http, maya, practice, wait=10)
        assert (ended.status_code, ended.json()["detail"]) == (409, f"Say how strong it is now: POST {path}/rate.")
        assert ended.json()["errors"][0]["field"] == "intensity_after"
        await http.post(f"{path}/rate", json={"intensity_after": 4}, headers=maya.headers)
        assert (await offer(http, maya, practice)).status_code == 202

    async def test_the_description_tells_of_what_has_no_offer(self, http: httpx.AsyncClient) -> None:
        paths = (await http.get("/openapi.json")).json()["paths"]
        told = paths["/v1/recommendations/{cause}"]["get"]["responses"]
        assert {"200", "202", "404", "409"} <= set(told)
        assert "application/problem+json" in told["409"]["content"]

    async def test_an_id_chosen_to_look_like_an_offer_is_none(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        await world.check_in(maya, id=derived_id(check_in, "technique.recommended"))
        assert (await offer(http, maya, check_in)).status_code == 202

    async def test_an_offer_is_no_cause_of_another(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        check_in = await world.check_in(maya)
        assert (await offer(http, maya, await world.offer(maya, check_in))).status_code == 404

    async def test_only_clients_see_offers(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        therapist = world.person(maya.org, maya.subject, "therapist")
        assert (await offer(http, therapist, uuid4())).status_code == 403
        assert (await http.get(f"/v1/recommendations/{uuid4()}")).status_code == 401


class TestCards:
    async def test_a_hard_moment_brings_its_card_beside_the_first_option(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya, 10, "sad.despair")
        await world.offer(maya, check_in, intensity=10)
        body = (await offer(http, maya, check_in)).json()
        [card] = body["cards"]
        assert (card["kind"], card["beside"], len(body["options"])) == ("S3", "first_option", 3)
        assert card["title"] == "You do not have to do this alone"
        assert [each["href"] for each in card["choices"] if each["code"] == "help"] == ["/v1/help"]

    async def test_a_moment_from_an_hour_ago_brings_the_offer_without_the_card(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya, 10, "sad.despair", ago=60 * MINUTES)
        await world.offer(maya, check_in, intensity=10)
        body = (await offer(http, maya, check_in)).json()
        assert (body["cards"], len(body["options"])) == ([], 3)

    async def test_the_second_ten_of_a_day_brings_the_card(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        await world.check_in(maya, 10, "fearful.anxious", ago=300 * MINUTES)
        check_in = await world.check_in(maya, 10, "angry.frustrated")
        await world.offer(maya, check_in, intensity=10)
        assert [card["kind"] for card in (await offer(http, maya, check_in)).json()["cards"]] == ["S3"]

    async def test_the_card_stays_in_the_answer_whatever_is_said_later(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya, 10, "sad.despair")
        await world.offer(maya, check_in, intensity=10)
        first = (await offer(http, maya, check_in)).json()
        await world.check_in(maya, 10, "sad.despair", ago=20 * MINUTES)
        assert (await offer(http, maya, check_in)).json() == first

    async def test_people_come_with_the_end_of_the_grounding_steps(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        practice = await practised(http, maya, await world.check_in(maya, 9))
        path = f"/v1/practices/{practice}/finish"
        finishing = asyncio.create_task(http.post(path, json={"intensity_after": 9}, headers=maya.headers))

        async def recorded() -> bool:
            return any(event.type == "practice.finished" for event in await world.heard(maya))

        await until(recorded)
        await world.offer(maya, UUID(practice), phase="people", practice=True)
        following = (await finishing).json()["next"]
        assert (following["phase"], [card["kind"] for card in following["cards"]]) == ("people", ["people"])
        assert {"slow_timer", "one_more", "stop_here"} < {each["code"] for each in following["cards"][0]["choices"]}
