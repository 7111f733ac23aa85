"""Whole practices that a device sends when it is online again, on real servers."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from services.coach.decider import fold
from shared.events import PracticeRated, PracticeStarted
from shared.keyring import derived_id
from tests.coach.world import Person, World

NOW = datetime.now(UTC).replace(microsecond=0)
EVENING = NOW - timedelta(hours=5)
FROM_ONE_TO_TEN = "Give a whole number from 1 to 10."


def at(minutes: float) -> str:
    return (EVENING + timedelta(minutes=minutes)).isoformat()


def offline(minutes: float = 0, **more: Any) -> dict[str, Any]:
    """Three slow breaths with every step, finished and rated."""
    steps = [
        {"n": 1, "occurred_at": at(minutes + 1)},
        {"n": 2, "occurred_at": at(minutes + 2)},
        {"n": 3, "response": "enough", "occurred_at": at(minutes + 3)},
    ]
    end = {"how": "finished", "intensity_after": 6, "helped": "helped", "occurred_at": at(minutes + 4)}
    whole = {"id": str(uuid4()), "technique_id": "three-slow-breaths", "occurred_at": at(minutes)}
    return whole | {"steps": steps, "end": end} | more


async def send(http: httpx.AsyncClient, who: Person, *practices: Any) -> list[dict[str, Any]]:
    answer = await http.post("/v1/practices/batch", json={"practices": practices}, headers=who.headers)
    assert answer.status_code == 207, answer.text
    return list(answer.json()["results"])


async def post(http: httpx.AsyncClient, who: Person, path: str, body: Any) -> httpx.Response:
    return await http.post(f"/v1/practices{path}", json=body, headers=who.headers)


async def begun_online(http: httpx.AsyncClient, who: Person, *responses: Any) -> dict[str, Any]:
    """A practice with some steps done, each with its response."""
    started = (await post(http, who, "", {"technique_id": "three-slow-breaths"})).json()
    for step, response in enumerate(responses, 1):
        started = (await post(http, who, f"/{started['id']}/steps/{step}", {"response": response})).json()
    return dict(started)


async def shown(http: httpx.AsyncClient, who: Person, practice: str) -> Any:
    return (await http.get(f"/v1/practices/{practice}", headers=who.headers)).json()


class TestAWholePractice:
    async def test_it_is_taken_in_with_its_own_times(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        sent = offline()
        [result] = await send(http, maya, sent)
        assert (result["id"], result["status"], result["problem"]) == (sent["id"], 201, None)
        assert (result["practice"]["state"], result["practice"]["intensity_after"]) == ("finished", 6)
        assert result["practice"] == await shown(http, maya, sent["id"])
        events = await world.heard(maya)
        assert [each.occurred_at for each in events] == [EVENING + timedelta(minutes=n) for n in range(5)]
        assert [str(each.id) for each in events[:2]] == [sent["id"], str(derived_id(UUID(sent["id"]), "step:1"))]

    async def test_a_part_without_a_time_happened_when_the_one_before_it_did(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        await send(http, maya, offline(steps=[{"n": 1, "occurred_at": at(7)}, {"n": 2}], end={"how": "stopped"}))
        assert [each.occurred_at for each in await world.heard(maya)] == [
            EVENING,
            *(EVENING + timedelta(minutes=7),) * 3,
        ]

    async def test_it_may_be_under_way_still(self, http: httpx.AsyncClient, maya: Person) -> None:
        [result] = await send(http, maya, offline(steps=[{"n": 1}], end=None))
        assert (result["practice"]["state"], result["practice"]["next_step"]) == ("running", 2)

    async def test_a_rating_that_came_later_is_kept_with_its_time(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        rated = {"intensity_after": 4, "occurred_at": at(90)}
        [result] = await send(http, maya, offline(end={"how": "finished", "helped": "a_bit"}, rated=rated))
        assert (result["practice"]["intensity_after"], result["practice"]["helped"]) == (4, "a_bit")
        last = (await world.heard(maya))[-1]
        assert (type(last.data), last.occurred_at) == (PracticeRated, EVENING + timedelta(minutes=90))

    async def test_it_belongs_to_its_check_in_as_it_was_when_it_began(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = str(await world.check_in(maya, 9, ago=timedelta(hours=5, minutes=10)))
        second, first = offline(30, check_in_id=check_in), offline(0, check_in_id=check_in)
        results = await send(http, maya, second, first)
        assert [each["practice"]["intensity_before"] for each in results] == [6, 9]
        third = offline(15, check_in_id=check_in)
        assert (await send(http, maya, third))[0]["practice"]["intensity_before"] == 6
        early = offline(-5, check_in_id=check_in)
        assert (await send(http, maya, early))[0]["practice"]["intensity_before"] == 9

    async def test_an_answer_that_opens_the_help_page_is_not_kept(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        guides = (await http.get("/v1/techniques/next-hour-care")).json()["steps"]
        place = next(n for n, step in enumerate(guides, 1) if "safe" in step["text"])
        steps = [{"n": n, "response": "No, I am not" if n == place else None} for n in range(1, place + 1)]
        [result] = await send(http, maya, offline(technique_id="next-hour-care", steps=steps, end=None))
        assert (result["status"], result["practice"]["steps"][place - 1]["response"]) == (201, None)
        assert all("not" not in each.data.model_dump_json() for each in await world.heard(maya))

    async def test_what_is_private_is_not_kept(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        steps = [{"n": n, "response": None if n < 3 else "that it is a lot"} for n in range(1, 4)]
        [result] = await send(http, maya, offline(technique_id="kind-letter", steps=steps, end=None))
        assert (result["practice"]["steps_done"], result["practice"]["steps"][2]["response"]) == (3, None)
        assert all("a lot" not in each.data.model_dump_json() for each in await world.heard(maya))


class TestAgain:
    async def test_the_same_again_changes_nothing(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        sent = [offline(), offline(20), offline(40, end=None)]
        first = await send(http, maya, *sent)
        before = await world.heard(maya)
        assert await send(http, maya, *sent) == first
        assert await world.heard(maya) == before

    async def test_twice_in_one_request_counts_once(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        one = offline()
        first, second = await send(http, maya, one, one)
        assert first == second
        assert len(await world.heard(maya)) == 5

    async def test_ten_at_once_count_once(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        sent = [offline(), offline(20)]
        answers = await asyncio.gather(*(send(http, maya, *sent) for _ in range(10)))
        assert {each["status"] for answer in answers for each in answer} == {201}
        assert len(await world.heard(maya)) == 10

    async def test_more_of_it_adds_only_what_is_new(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        whole = offline()
        part = whole | {"steps": whole["steps"][:1], "end": None}
        for sent, events in ((part, 2), (whole, 5), (part, 5), (whole | {"rated": {"helped": "helped"}}, 5)):
            assert (await send(http, maya, sent))[0]["status"] == 201
            assert len(await world.heard(maya)) == events

    async def test_a_single_request_whose_answer_was_lost_may_come_after_it(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        whole = offline()
        await send(http, maya, whole)
        start = {each: whole[each] for each in ("id", "technique_id", "occurred_at")}
        assert (await post(http, maya, "", start)).status_code == 201
        again = whole["end"] | {"how": None}
        finish = {name: value for name, value in again.items() if value is not None}
        assert (await post(http, maya, f"/{whole['id']}/finish", finish)).status_code == 200
        assert len(await world.heard(maya)) == 5


class TestBegunOnline:
    async def test_what_was_begun_online_is_finished_offline(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        begun = await begun_online(http, maya, "slowly")
        [result] = await send(http, maya, offline(id=begun["id"], occurred_at=begun["started_at"]))
        assert (result["status"], result["practice"]["state"]) == (201, "finished")
        assert result["practice"]["steps"][0]["response"] == "slowly", "the first answer stays"
        events = [each.data for each in await world.heard(maya)]
        assert len(events) == 5
        assert fold(events) == fold(events[:5])

    async def test_the_clock_of_the_device_may_tell_another_start(self, http: httpx.AsyncClient, maya: Person) -> None:
        begun = await begun_online(http, maya)
        [result] = await send(http, maya, offline(id=begun["id"], occurred_at=at(-600)))
        assert result["practice"]["started_at"] == begun["started_at"]

    @pytest.mark.parametrize("part", ["end", "rated"])
    async def test_a_rating_said_before_stays_and_what_was_open_is_added(
        self, http: httpx.AsyncClient, maya: Person, part: str
    ) -> None:
        begun = await begun_online(http, maya, None, None, "enough")
        await post(http, maya, f"/{begun['id']}/finish", {"intensity_after": 8})
        said = {"intensity_after": 2, "helped": "no"}
        parts: dict[str, Any] = {"end": {"how": "finished"}} | {"rated": said}
        sent = offline(id=begun["id"], **(parts if part == "rated" else {"end": said | {"how": "finished"}}))
        [result] = await send(http, maya, sent)
        assert (result["practice"]["intensity_after"], result["practice"]["helped"]) == (8, "no")

    async def test_steps_beyond_an_end_are_told_where_the_practice_is_and_change_nothing(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        begun = await begun_online(http, maya, "slowly")
        await post(http, maya, f"/{begun['id']}/stop", {})
        [result] = await send(http, maya, offline(id=begun["id"]))
        assert (result["status"], result["problem"]["type"]) == (409, "urn:smallhours:problem:already-ended")
        assert [each["field"] for each in result["problem"]["errors"]] == ["steps[1].n"]
        assert (result["problem"]["practice"]["state"], result["practice"]) == ("stopped", None)
        assert len(await world.heard(maya)) == 3

    async def test_two_devices_that_ended_it_in_two_ways_end_it_once(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        one = offline()
        other = one | {"end": {"how": "stopped"}}
        await send(http, maya, one)
        [result] = await send(http, maya, other)
        assert (result["status"], result["problem"]["practice"]["state"]) == (409, "finished")
        assert result["problem"]["errors"][0]["field"] == "end.how"
        assert len(await world.heard(maya)) == 5

    async def test_a_batch_and_single_steps_at_once_leave_one_whole_practice(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        begun = await begun_online(http, maya)
        online = [post(http, maya, f"/{begun['id']}/steps/1", {"response": word}) for word in ("left", "right")]
        answers = await asyncio.gather(send(http, maya, offline(id=begun["id"])), *online)
        assert answers[0][0]["status"] == 201
        events = [each.data for each in await world.heard(maya)]
        assert len(events) == 5
        assert (await shown(http, maya, begun["id"]))["state"] == "finished"


class TestAmongOthers:
    async def test_one_that_is_wrong_harms_no_other(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        wrong = offline(20, steps=[{"n": 2}, {"n": 1}])
        results = await send(http, maya, offline(), wrong, "no practice", offline(40))
        assert [each["status"] for each in results] == [201, 422, 422, 201]
        assert [each["id"] for each in results[1:3]] == [wrong["id"], None]
        started = [each for each in await world.heard(maya) if isinstance(each.data, PracticeStarted)]
        assert len(started) == 2

    async def test_a_check_in_that_is_not_here_yet_is_asked_for_first(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = uuid4()
        early = offline(check_in_id=str(check_in))
        [result] = await send(http, maya, early)
        assert (result["status"], result["problem"]["type"]) == (409, "urn:smallhours:problem:try-again")
        [error] = result["problem"]["errors"]
        assert (error["field"], "POST /v1/check-ins" in error["detail"]) == ("check_in_id", True)
        assert await world.heard(maya) == []
        await world.check_in(maya, 9, id=check_in, ago=timedelta(hours=6))
        assert (await send(http, maya, early))[0]["status"] == 201

    async def test_a_check_in_that_was_taken_back_is_named(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        await world.retract(maya, check_in)
        [result] = await send(http, maya, offline(check_in_id=str(check_in)))
        assert (result["status"], result["problem"]["errors"][0]["field"]) == (422, "check_in_id")
        assert "leave check_in_id out" in result["problem"]["errors"][0]["detail"]

    async def test_somebody_elses_are_not_touched(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        hers = offline(end=None)
        await send(http, maya, hers)
        check_in = await world.check_in(maya)
        [own, foreign] = await send(http, stranger, hers | {"rated": None}, offline(check_in_id=str(check_in)))
        assert (own["status"], foreign["status"]) == (201, 409), "ids belong to a person, so it is another practice"
        assert len(await world.heard(maya)) == 4

    async def test_a_hundred_with_every_step_are_taken_in(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        results = await send(http, maya, *(offline(minutes) for minutes in range(100)))
        assert {each["status"] for each in results} == {201}
        assert len(await world.heard(maya)) == 500


class TestWrongInput:
    @pytest.mark.parametrize(
        ("wrong", "field", "allowed"),
        [
            ({"technique_id": "no-such-thing"}, "technique_id", "GET /v1/techniques"),
            ({"occurred_at": None}, "occurred_at", "offset"),
            ({"occurred_at": (NOW + timedelta(days=2)).isoformat()}, "occurred_at", "24 hours ahead"),
            ({"id": "nine"}, "id", "UUID"),
            ({"version": "huge"}, "version", "full, tiny"),
            ({"colour": "blue"}, "body", "technique_id"),
            ({"steps": [{"n": 1}, {"n": 3}]}, "steps[1].n", "The next step is 2."),
            ({"steps": [{"n": 0}]}, "steps[0].n", "from 1 to 3"),
            ({"steps": [{"n": 1, "response": "a"}, {"n": 1, "response": "b"}]}, "steps[1].response", "first one"),
            ({"steps": [{"n": 1, "response": {"deep": 1}}]}, "steps[0].response", "Give text"),
            (
                {"steps": [{"n": 1, "occurred_at": (NOW + timedelta(days=2)).isoformat()}]},
                "steps[0].occurred_at",
                "24 hours",
            ),
            ({"steps": [{"n": 1}]}, "end.how", "The next step is 2"),
            ({"end": {"how": "finished", "intensity_after": 0}}, "end.intensity_after", FROM_ONE_TO_TEN),
            ({"end": {"how": "gone"}}, "end.how", "finished, stopped"),
            ({"rated": {"intensity_after": 11}}, "rated.intensity_after", FROM_ONE_TO_TEN),
            ({"rated": {"intensity_after": 3}}, "rated.intensity_after", "first answer stays"),
            ({"rated": {}}, "rated.intensity_after", "helped, or both"),
            ({"end": None, "rated": {"helped": "no"}}, "rated.intensity_after", "Finish or stop"),
        ],
    )
    async def test_the_field_and_what_is_allowed_are_named_and_nothing_is_kept(
        self,
        world: World,
        http: httpx.AsyncClient,
        maya: Person,
        wrong: Mapping[str, Any],
        field: str,
        allowed: str,
    ) -> None:
        [result] = await send(http, maya, offline(**wrong))
        assert (result["status"], [each["field"] for each in result["problem"]["errors"]]) == (422, [field])
        assert allowed in result["problem"]["errors"][0]["detail"]
        assert await world.heard(maya) == []

    async def test_an_id_that_means_another_practice_is_refused(self, http: httpx.AsyncClient, maya: Person) -> None:
        first = offline()
        await send(http, maya, first)
        for other in ({"technique_id": "drop-anchor"}, {"version": "tiny", "steps": [{"n": 1}]}):
            [result] = await send(http, maya, first | other)
            assert (result["status"], result["problem"]["type"]) == (422, "urn:smallhours:problem:other-content")

    async def test_an_id_of_something_else_is_refused(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya)
        [result] = await send(http, maya, offline(id=str(check_in)))
        assert (result["status"], result["problem"]["type"]) == (422, "urn:smallhours:problem:other-content")

    @pytest.mark.parametrize("practices", [[], [1] * 101, "all", None])
    async def test_a_list_of_1_to_100_is_asked_for(
        self, http: httpx.AsyncClient, maya: Person, practices: object
    ) -> None:
        answer = await post(http, maya, "/batch", {"practices": practices})
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["field"]) == (422, "practices")
        assert "1 to 100" in error["detail"]

    async def test_only_clients_send_it_and_an_erased_one_is_told(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        therapist = world.person(maya.org, maya.subject, "therapist")
        assert (await post(http, therapist, "/batch", {"practices": [offline()]})).status_code == 403
        await world.database.erase(maya.subject)
        assert (await post(http, maya, "/batch", {"practices": [offline()]})).status_code == 410
