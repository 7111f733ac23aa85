"""Practices through HTTP, on real servers: led step by step, resumable anywhere, safe to repeat."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from services.coach.decider import fold
from shared.events import PracticeFinished, PracticeRated, PracticeStarted, PracticeStopped
from shared.keyring import derived_id
from shared.log import Outcome, PostgresLog, Unit
from tests.coach.world import Person, World, practised

BREATHS = {"technique_id": "three-slow-breaths"}


async def post(http: httpx.AsyncClient, who: Person, path: str, body: Any = None) -> httpx.Response:
    return await http.post(f"/v1/practices{path}", json={} if body is None else body, headers=who.headers)


async def started(http: httpx.AsyncClient, who: Person, **more: Any) -> dict[str, Any]:
    answer = await post(http, who, "", BREATHS | more)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


class TestAWholePractice:
    async def test_it_is_led_from_the_start_to_the_rating(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya, 9)
        begun = await started(http, maya, check_in_id=str(check_in))
        assert (begun["state"], begun["next_step"], begun["steps_total"]) == ("running", 1, 3)
        assert (begun["name"], begun["intensity_before"]) == ("Three slow breaths", 9)
        assert [step["guide"]["kind"] for step in begun["steps"]] == ["info", "breathe", "choice"]

        for step, response in ((1, None), (2, None), (3, "enough")):
            done = (await post(http, maya, f"/{begun['id']}/steps/{step}", {"response": response})).json()
            assert done["steps"][step - 1]["done"] is True
        assert (done["next_step"], done["steps"][2]["response"]) == (None, "enough")

        offered = asyncio.create_task(post(http, maya, f"/{begun['id']}/finish", {"intensity_after": 8}))
        await world.offer(maya, UUID(begun["id"]), phase="g2", intensity=8, practice=True)
        finished = (await offered).json()
        assert (finished["state"], finished["intensity_after"], finished["worse"]) == ("finished", 8, False)
        assert (finished["next"]["pending"], finished["next"]["phase"]) == (False, "g2")

    async def test_a_second_practice_begins_where_the_first_one_ended(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        """What helped is judged by the fall during a practice, not by the fall since the check-in."""
        check_in = await world.check_in(maya, 9)
        first = await practised(http, maya, check_in)
        await post(http, maya, f"/{first}/stop", {"helped": "a_bit"})
        assert (await started(http, maya, check_in_id=str(check_in)))["intensity_before"] == 9, "nobody rated it"
        await post(http, maya, f"/{first}/rate", {"intensity_after": 6})
        assert (await started(http, maya, check_in_id=str(check_in)))["intensity_before"] == 6
        elsewhere = await world.check_in(maya, 8)
        assert (await started(http, maya, check_in_id=str(elsewhere)))["intensity_before"] == 8

    @pytest.mark.parametrize("answer", ["No, I am not", ["I am not sure"]])
    async def test_an_answer_that_opens_the_help_page_is_not_kept(
        self, world: World, http: httpx.AsyncClient, maya: Person, answer: object
    ) -> None:
        """An app never sends it (safety.md S10); one that does all the same leaves no trace of it."""
        practice = (await post(http, maya, "", {"technique_id": "next-hour-care"})).json()
        place = next(n for n, step in enumerate(practice["steps"], 1) if "safe" in step["guide"]["text"])
        for step in range(1, place):
            await post(http, maya, f"/{practice['id']}/steps/{step}")
        done = await post(http, maya, f"/{practice['id']}/steps/{place}", {"response": answer})
        assert done.json()["steps"][place - 1] | {"guide": None} == {
            "n": place,
            "done": True,
            "response": None,
            "guide": None,
        }

    async def test_what_is_private_is_not_kept_and_other_words_are(self, http: httpx.AsyncClient, maya: Person) -> None:
        """An app leaves the words of a private step on the screen; one that sends them leaves no trace of them."""
        practice = (await post(http, maya, "", {"technique_id": "kind-letter"})).json()
        for step in (1, 2):
            await post(http, maya, f"/{practice['id']}/steps/{step}")
        letter = await post(http, maya, f"/{practice['id']}/steps/3", {"response": "that it is a lot"})
        assert (letter.json()["steps_done"], letter.json()["steps"][2]["response"]) == (3, None)
        other = (await post(http, maya, "", {"technique_id": "friend-perspective"})).json()
        await post(http, maya, f"/{other['id']}/steps/1")
        said = await post(http, maya, f"/{other['id']}/steps/2", {"response": "that it is a lot"})
        assert said.json()["steps"][1]["response"] == "that it is a lot"

    async def test_the_record_says_what_a_reader_needs(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya, 7, "sad.despair.grief")
        practice = await practised(http, maya, check_in)
        await post(http, maya, f"/{practice}/finish", {"helped": "a_bit"})
        events = await world.heard(maya)
        first, last = events[0].data, events[-1].data
        assert isinstance(first, PracticeStarted)
        assert (str(events[0].id), first.emotions, first.triggers) == (practice, ["sad.despair.grief"], ["work"])
        assert events[1].id == derived_id(events[0].id, "step:1")
        assert isinstance(last, PracticeFinished)
        assert (last.check_in_id, last.intensity_before, last.intensity_after, last.helped) == (
            check_in,
            7,
            None,
            "a_bit",
        )

    async def test_the_smallest_version_has_its_own_steps(self, http: httpx.AsyncClient, maya: Person) -> None:
        begun = await started(http, maya, version="tiny")
        assert (begun["version"], begun["steps_total"], len(begun["steps"])) == ("tiny", 1, 1)

    async def test_silence_at_the_end_leaves_everything_open(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        practice = await practised(http, maya, await world.check_in(maya))
        finished = (await post(http, maya, f"/{practice}/finish")).json()
        assert (finished["intensity_after"], finished["helped"], finished["worse"]) == (None, None, None)
        assert finished["next"] is None

    async def test_a_rise_of_two_shows(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        practice = await practised(http, maya, await world.check_in(maya, 7))
        assert (await post(http, maya, f"/{practice}/stop", {"intensity_after": 9})).json()["worse"] is True

    async def test_it_can_be_stopped_at_any_step_and_rated_hours_later(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        begun = await started(http, maya)
        stopped = (await post(http, maya, f"/{begun['id']}/stop")).json()
        assert (stopped["state"], stopped["next_step"]) == ("stopped", None)
        rated = (await post(http, maya, f"/{begun['id']}/rate", {"helped": "no"})).json()
        assert (rated["state"], rated["helped"]) == ("stopped", "no")
        kinds = [type(event.data) for event in await world.heard(maya)]
        assert kinds == [PracticeStarted, PracticeStopped, PracticeRated]

    async def test_its_times_may_be_those_of_an_offline_phone(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        hour_ago = datetime.now(UTC) - timedelta(hours=1)
        begun = await started(http, maya, occurred_at=hour_ago.isoformat())
        assert datetime.fromisoformat(begun["started_at"]) == hour_ago
        [event] = await world.heard(maya)
        assert (event.occurred_at, event.recorded_at > hour_ago) == (hour_ago, True)

    async def test_a_clock_that_runs_ahead_does_not_start_in_the_future(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        ahead = datetime.now(UTC) + timedelta(hours=2)
        begun = await started(http, maya, occurred_at=ahead.isoformat())
        assert datetime.fromisoformat(begun["started_at"]) < ahead - timedelta(hours=1)


class TestSentAgain:
    async def test_a_start_gets_the_first_answer_again(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        body = BREATHS | {"id": str(uuid4()), "check_in_id": str(await world.check_in(maya))}
        first = await post(http, maya, "", body)
        await post(http, maya, f"/{body['id']}/steps/1")
        again = await post(http, maya, "", body)
        assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())

    async def test_a_start_is_repeated_safely_after_its_check_in_was_taken_back(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        body = BREATHS | {"id": str(uuid4()), "check_in_id": str(check_in)}
        first = await post(http, maya, "", body)
        await world.retract(maya, check_in)
        assert (await post(http, maya, "", body)).json() == first.json()

    async def test_the_same_id_for_something_else_is_refused(self, http: httpx.AsyncClient, maya: Person) -> None:
        body = BREATHS | {"id": str(uuid4())}
        await post(http, maya, "", body)
        other = await post(http, maya, "", body | {"technique_id": "drop-anchor"})
        assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "id")

    async def test_a_step_with_an_id_gets_the_first_answer_again_even_after_the_end(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        begun = await started(http, maya)
        body = {"id": str(uuid4()), "response": "yes"}
        first = await post(http, maya, f"/{begun['id']}/steps/1", body)
        await post(http, maya, f"/{begun['id']}/stop")
        again = await post(http, maya, f"/{begun['id']}/steps/1", body)
        assert (again.status_code, again.json()) == (200, first.json())

    async def test_an_id_of_one_step_is_no_id_for_another(self, http: httpx.AsyncClient, maya: Person) -> None:
        begun = await started(http, maya)
        body = {"id": str(uuid4())}
        await post(http, maya, f"/{begun['id']}/steps/1", body)
        other = await post(http, maya, f"/{begun['id']}/steps/2", body)
        assert (other.status_code, other.json()["type"]) == (422, "urn:smallhours:problem:other-content")

    async def test_an_id_of_another_practice_is_refused_and_nothing_is_recorded(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        one, two = await started(http, maya), await started(http, maya)
        body = {"id": str(uuid4())}
        await post(http, maya, f"/{one['id']}/steps/1", body)
        assert (await post(http, maya, f"/{two['id']}/steps/1", body)).status_code == 422
        assert len(await world.heard(maya)) == 3

    async def test_a_step_a_finish_and_a_rating_without_an_id_count_once(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        practice = await practised(http, maya)
        for path, body in (("/finish", {}), ("/rate", {"helped": "helped"}), ("/rate", {"intensity_after": 4})):
            first = await post(http, maya, f"/{practice}{path}", body)
            again = await post(http, maya, f"/{practice}{path}", body)
            assert first.status_code == again.status_code == 200
        assert len(await world.heard(maya)) == 7

    async def test_fifty_at_once_make_one_practice(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        body = BREATHS | {"id": str(uuid4())}
        answers = await asyncio.gather(*(post(http, maya, "", body) for _ in range(50)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.text for answer in answers}) == 1
        assert len(await world.heard(maya)) == 1


class TestTwoDevices:
    async def test_one_goes_on_where_the_other_was(self, http: httpx.AsyncClient, maya: Person) -> None:
        begun = await started(http, maya)
        await post(http, maya, f"/{begun['id']}/steps/1", {"response": "slowly"})
        seen = (await http.get(f"/v1/practices/{begun['id']}", headers=maya.headers)).json()
        assert (seen["next_step"], seen["steps"][0]["response"]) == (2, "slowly")

    async def test_of_two_answers_at_once_one_counts_and_the_other_sees_it(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        begun = await started(http, maya)
        path = f"/{begun['id']}/steps/1"
        answers = await asyncio.gather(*(post(http, maya, path, {"response": word}) for word in ("left", "right")))
        won, lost = sorted(answers, key=lambda answer: answer.status_code)
        assert (won.status_code, lost.status_code) == (200, 409)
        kept = won.json()["steps"][0]["response"]
        assert kept not in lost.text, "a problem holds nothing that was answered"
        assert lost.json()["practice"]["next_step"] == 2
        assert lost.headers["content-type"] == "application/problem+json"

    async def test_the_same_answer_at_once_is_right_for_both(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        begun = await started(http, maya)
        path = f"/{begun['id']}/steps/1"
        answers = await asyncio.gather(*(post(http, maya, path, {"response": "same"}) for _ in range(5)))
        assert {answer.status_code for answer in answers} == {200}
        assert len(await world.heard(maya)) == 2

    async def test_finishing_and_stopping_at_once_end_it_once(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        practice = await practised(http, maya)
        answers = await asyncio.gather(*(post(http, maya, f"/{practice}/{end}") for end in ("finish", "stop")))
        won, lost = sorted(answers, key=lambda answer: answer.status_code)
        assert (won.status_code, lost.status_code) == (200, 409)
        assert lost.json()["practice"]["state"] == won.json()["state"]

    async def test_two_practices_at_once_do_not_get_in_each_others_way(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        one, two = await asyncio.gather(practised(http, maya), practised(http, maya, technique="drop-anchor"))
        events = [event.data for event in await world.heard(maya)]
        for practice in (one, two):
            mine = [data for data in events if str(data.practice_id) == practice]  # type: ignore[attr-defined]
            assert len(fold(mine).responses) == len(mine) - 1  # type: ignore[union-attr]

    async def test_twelve_practices_at_once_all_go_on(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        begun = [(await started(http, maya))["id"] for _ in range(12)]
        answers = await asyncio.gather(*(post(http, maya, f"/{each}/steps/1") for each in begun))
        assert [answer.status_code for answer in answers] == [200] * 12
        assert len(await world.heard(maya)) == 24

    async def test_a_command_that_never_gets_its_turn_may_try_again(
        self, world: World, http: httpx.AsyncClient, maya: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun = await started(http, maya)
        append, tries = PostgresLog.append, 0

        async def overtaken(log: PostgresLog, unit: Unit) -> Outcome:
            """Another practice of the same person begins each time in between."""
            nonlocal tries
            tries += 1
            if unit.expected is not None:
                await post(http, maya, "", BREATHS)
            return await append(log, unit)

        monkeypatch.setattr(PostgresLog, "append", overtaken)
        answer = await post(http, maya, f"/{begun['id']}/steps/1")
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:smallhours:problem:try-again")
        assert (answer.headers["retry-after"], tries > 12) == ("2", True)
        assert (await http.get(f"/v1/practices/{begun['id']}", headers=maya.headers)).json()["next_step"] == 1


class TestWrongInput:
    @pytest.mark.parametrize(
        ("body", "field", "allowed"),
        [
            ({}, "technique_id", "needed"),
            ({"technique_id": "no-such-thing"}, "technique_id", "GET /v1/techniques"),
            ({"technique_id": 7}, "technique_id", "Give"),
            (BREATHS | {"version": "huge"}, "version", "full, tiny"),
            (BREATHS | {"check_in_id": "nine"}, "check_in_id", "UUID"),
            (BREATHS | {"check_in_id": str(uuid4())}, "check_in_id", "own check-ins"),
            (BREATHS | {"id": "1"}, "id", "UUID"),
            (BREATHS | {"occurred_at": "2026-11-02T08:50:00"}, "occurred_at", "offset"),
            (BREATHS | {"colour": "blue"}, "body", "technique_id"),
        ],
    )
    async def test_a_start_names_the_field_and_what_is_allowed(
        self, world: World, http: httpx.AsyncClient, maya: Person, body: dict[str, Any], field: str, allowed: str
    ) -> None:
        answer = await post(http, maya, "", body)
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["field"]) == (422, field)
        assert allowed in error["detail"]
        assert await world.heard(maya) == []

    async def test_a_time_two_days_ahead_is_refused(self, http: httpx.AsyncClient, maya: Person) -> None:
        ahead = (datetime.now(UTC) + timedelta(days=2)).isoformat()
        answer = await post(http, maya, "", BREATHS | {"occurred_at": ahead})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "occurred_at")

    @pytest.mark.parametrize("rating", [0, 11, "nine", 7.5, True])
    @pytest.mark.parametrize("end", ["finish", "stop", "rate"])
    async def test_a_rating_outside_1_to_10_is_refused_and_nothing_changes(
        self, world: World, http: httpx.AsyncClient, maya: Person, end: str, rating: Any
    ) -> None:
        begun = await started(http, maya)
        answer = await post(http, maya, f"/{begun['id']}/{end}", {"intensity_after": rating})
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["field"]) == (422, "intensity_after")
        assert error["detail"] == "Give a whole number from 1 to 10."
        assert len(await world.heard(maya)) == 1

    async def test_an_unknown_word_for_how_it_was_is_refused(self, http: httpx.AsyncClient, maya: Person) -> None:
        begun = await started(http, maya)
        [error] = (await post(http, maya, f"/{begun['id']}/stop", {"helped": "great"})).json()["errors"]
        assert (error["field"], error["detail"]) == ("helped", "Give one of: helped, a_bit, no, worse.")

    async def test_a_step_out_of_order_is_told_whose_turn_it_is_and_nothing_changes(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        begun = await started(http, maya)
        answer = await post(http, maya, f"/{begun['id']}/steps/2")
        assert answer.status_code == 409
        assert answer.json()["errors"] == [{"field": "step", "detail": "The next step is 1."}]
        assert answer.json()["practice"]["next_step"] == 1
        assert len(await world.heard(maya)) == 1

    @pytest.mark.parametrize("step", [0, 4, -1, 99])
    async def test_a_step_that_does_not_exist_is_refused_and_nothing_changes(
        self, world: World, http: httpx.AsyncClient, maya: Person, step: int
    ) -> None:
        begun = await started(http, maya)
        answer = await post(http, maya, f"/{begun['id']}/steps/{step}")
        assert answer.status_code == 422
        assert answer.json()["errors"] == [{"field": "step", "detail": "Give a step from 1 to 3."}]
        assert len(await world.heard(maya)) == 1

    async def test_a_step_of_an_ended_practice_is_refused_and_nothing_changes(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        practice = await practised(http, maya)
        await post(http, maya, f"/{practice}/finish")
        answer = await post(http, maya, f"/{practice}/steps/1")
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:smallhours:problem:already-ended")
        assert answer.json()["practice"]["state"] == "finished"
        assert len(await world.heard(maya)) == 5

    async def test_finishing_with_steps_left_is_refused(self, http: httpx.AsyncClient, maya: Person) -> None:
        begun = await started(http, maya)
        answer = await post(http, maya, f"/{begun['id']}/finish", {"intensity_after": 5})
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:smallhours:problem:steps-left")

    @pytest.mark.parametrize(
        "response",
        [{"deep": 1}, "x" * 4001, ["a"] * 21, [1], ["x" * 4001]],
        ids=["object", "long", "many", "int", "each"],
    )
    async def test_a_response_has_a_simple_shape(self, http: httpx.AsyncClient, maya: Person, response: Any) -> None:
        begun = await started(http, maya)
        answer = await post(http, maya, f"/{begun['id']}/steps/1", {"response": response})
        assert (answer.status_code, answer.json()["errors"]) == (
            422,
            [
                {
                    "field": "response",
                    "detail": "Give text of at most 4000 characters, true or false, a number, "
                    "or a list of at most 20 texts.",
                }
            ],
        )

    @pytest.mark.parametrize("response", [rb'"half \ud83d"', b"7" * 5000, rb'["\ude00"]'])
    async def test_a_response_that_cannot_be_kept_is_refused_by_its_field(
        self, world: World, http: httpx.AsyncClient, maya: Person, response: bytes
    ) -> None:
        begun = await started(http, maya)
        headers = maya.headers | {"Content-Type": "application/json"}
        body = b'{"response": ' + response + b"}"
        answer = await http.post(f"/v1/practices/{begun['id']}/steps/1", content=body, headers=headers)
        assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, ["response"])
        assert len(await world.heard(maya)) == 1

    @pytest.mark.parametrize("response", ["ok", 7, 7.5, True, ["a", "b"], None])
    async def test_a_response_comes_back_as_it_was_given(
        self, http: httpx.AsyncClient, maya: Person, response: Any
    ) -> None:
        begun = await started(http, maya)
        answer = await post(http, maya, f"/{begun['id']}/steps/1", {"response": response})
        given_back = answer.json()["steps"][0]["response"]
        assert (answer.status_code, given_back, type(given_back)) == (200, response, type(response))

    async def test_broken_json_is_refused(self, http: httpx.AsyncClient, maya: Person) -> None:
        headers = maya.headers | {"Content-Type": "application/json"}
        answer = await http.post("/v1/practices", content=b'{"technique_id": ', headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (400, "urn:smallhours:problem:not-json")


class TestOthers:
    async def test_somebody_elses_practice_is_not_there(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        begun = await started(http, maya)
        colleague = world.person(maya.org, uuid4(), "client")
        for who in (stranger, colleague):
            paths = ("/steps/1", "/finish", "/stop")
            answers = [await post(http, who, f"/{begun['id']}{path}") for path in paths]
            answers.append(await post(http, who, f"/{begun['id']}/rate", {"helped": "no"}))
            answers.append(await http.get(f"/v1/practices/{begun['id']}", headers=who.headers))
            assert {answer.status_code for answer in answers} == {404}
        assert len(await world.heard(maya)) == 1

    async def test_somebody_elses_check_in_cannot_be_answered(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        check_in = await world.check_in(stranger)
        answer = await post(http, maya, "", BREATHS | {"check_in_id": str(check_in)})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "check_in_id")

    async def test_a_retracted_check_in_cannot_be_answered(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        await world.retract(maya, check_in)
        assert (await post(http, maya, "", BREATHS | {"check_in_id": str(check_in)})).status_code == 422

    async def test_only_clients_practise(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        for role in ("therapist", "clinic_admin", "org_admin", "ops"):
            staff = world.person(maya.org, maya.subject, role)
            assert (await post(http, staff, "", BREATHS)).status_code == 403
        assert (await http.post("/v1/practices", json=BREATHS)).status_code == 401

    async def test_an_erased_client_gets_a_clear_answer(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        await world.database.erase(maya.subject)
        assert (await post(http, maya, "", BREATHS)).status_code == 410


class TestTheOwnPractices:
    async def test_they_come_in_pages_newest_first(self, http: httpx.AsyncClient, maya: Person) -> None:
        made = [(await started(http, maya))["id"] for _ in range(5)]
        seen: list[str] = []
        path: str | None = "/v1/practices?limit=2"
        pages = 0
        while path:
            answer = await http.get(path, headers=maya.headers)
            seen += [each["id"] for each in answer.json()["practices"]]
            path = answer.links["next"]["url"] if "next" in answer.links else None
            pages += 1
        assert (seen, pages) == (made[::-1], 3)

    async def test_a_strangers_practices_are_not_among_them(
        self, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        await started(http, stranger)
        assert (await http.get("/v1/practices", headers=maya.headers)).json() == {"practices": []}

    async def test_a_cursor_of_another_kind_is_refused(self, http: httpx.AsyncClient, maya: Person) -> None:
        answer = await http.get("/v1/practices?cursor=abc", headers=maya.headers)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")
