"""Smaller versions, today's sizes and the five questions through HTTP; nothing kept of what is only looked at."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.coach.plan.asking import GROW
from services.coach.plan.questions import READY_LINE
from services.coach.plan.smallest import FLOOR
from shared.events import PlanChanged, PracticeFinished
from tests.coach.test_first_line import prepared
from tests.coach.test_plan_api import SECRET, THOUGHTS, added, call, plan, post, types
from tests.coach.world import Person, World, practised


async def one(http: httpx.AsyncClient, who: Person, **more: Any) -> str:
    return f"/assignments/{(await added(http, who, **more))['id']}"


async def body_first(world: World, http: httpx.AsyncClient, who: Person, intensity: int) -> None:
    """A first step for the body, carried through."""
    practice = await practised(http, who, await world.check_in(who, intensity))
    done = await http.post(f"/v1/practices/{practice}/finish", json={"intensity_after": 7}, headers=who.headers)
    assert done.status_code == 200


class TestSmaller:
    async def test_ways_to_make_it_smaller_come_in_order_down_to_the_floor(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = await one(http, maya)
        answer = (await call(http, maya, "GET", f"{path}/smaller")).json()
        assert (answer["version"], answer["text"]) == ("full", "Seven boxes on paper")
        assert answer["worst_day"] == "Would you do this at a 9?"
        assert [each["text"] for each in answer["suggestions"][-2:]] == list(FLOOR)
        assert {"operator", "name", "text", "fits"} == set(answer["suggestions"][0])
        halved = (await call(http, maya, "GET", f"{path}/smaller?version=tiny")).json()
        assert halved["text"] == "One box"
        assert await types(world, maya) == ["plan.added"]

    async def test_a_size_that_is_none_is_refused(self, http: httpx.AsyncClient, maya: Person) -> None:
        answer = await call(http, maya, "GET", f"{await one(http, maya)}/smaller?version=giant")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "version")


class TestToday:
    async def test_the_size_goes_with_the_moment(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        await one(http, maya)
        low = (await post(http, maya, "/today", {"intensity": 5, "energy": "low"})).json()
        assert (low["first"], low["tasks"][0]["fits"], low["tasks"][0]["text"]) == (None, "tiny", "One box")
        high = (await post(http, maya, "/today", {"intensity": 3, "energy": "high"})).json()
        assert (high["tasks"][0]["fits"], high["tasks"][0]["text"]) == ("full", "Seven boxes on paper")
        nine = (await post(http, maya, "/today", {"intensity": 9})).json()
        assert (nine["first"], nine["tasks"][0]["fits"], nine["tasks"][0]["counts"]) == (
            "/v1/me/first-line",
            "first-line",
            True,
        )
        assert await types(world, maya) == ["plan.added"]

    async def test_a_clinic_may_let_the_body_come_first_from_7(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = await one(http, maya)
        await body_first(world, http, maya, 7)
        for number, first, fits, days in ((8, None, "full", 0), (7, "/v1/me/first-line", "first-line", 1)):
            await prepared(world, maya, regulate_first_from=number)
            now = (await post(http, maya, "/today", {"intensity": 7, "energy": "high"})).json()
            assert (now["first"], now["tasks"][0]["fits"]) == (first, fits)
            assert (await call(http, maya, "GET", path)).json()["body_first_days"] == days

    async def test_it_shows_what_is_active_today(self, http: httpx.AsyncClient, maya: Person) -> None:
        today = datetime.now(UTC).date()
        await post(http, maya, f"{await one(http, maya)}/pause")
        await one(http, maya, ends=str(today - timedelta(days=2)))
        await one(http, maya, starts=str(today + timedelta(days=2)))
        now = await one(http, maya, starts=str(today - timedelta(days=2)), ends=str(today + timedelta(days=2)))
        tasks = (await post(http, maya, "/today", {"intensity": 3})).json()["tasks"]
        assert [f"/assignments/{each['assignment_id']}" for each in tasks] == [now]

    @pytest.mark.parametrize(
        ("field", "body"),
        [("intensity", {}), ("intensity", {"intensity": 0}), ("energy", {"intensity": 3, "energy": "some"})],
    )
    async def test_a_moment_that_is_none_is_refused(
        self, http: httpx.AsyncClient, maya: Person, field: str, body: dict[str, Any]
    ) -> None:
        answer = await post(http, maya, "/today", body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


class TestTheFiveQuestions:
    async def test_they_come_with_ready_answers(self, http: httpx.AsyncClient, maya: Person) -> None:
        path = await one(http, maya, kind="technique", technique_id="full-thought-record")
        questions = (await call(http, maya, "GET", f"{path}/questions")).json()["questions"]
        assert [each["id"] for each in questions] == ["avoid", "smallest", "after", "skipped", "understand"]
        avoid, smallest, after, skipped, understand = questions
        assert {each["code"]: each["barrier"] for each in avoid["choices"]}["no-energy"] == "low"
        assert FLOOR[1] in smallest["suggestions"]
        assert "A minute for you?" in after["hint"]
        assert (skipped["source"], skipped["suggestions"]) == ("/v1/emotions", [READY_LINE])
        assert understand["shown"][0] == THOUGHTS["why"]
        assert len(understand["shown"]) == 2

    async def test_all_five_end_with_one_card(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        path = await one(http, maya)
        body = {
            "avoid": "too-big",
            "smallest": {"tiny": "One feeling and one number", "on_worst_day": True},
            "after": {"existing": "I get into bed", "usual_time": "21:50"},
            "skipped": {"feeling": "fearful.anxious", "intensity": 6, "cancelling": True},
            "understand": "no",
            "if_then": {"cue": "my chest gets tight", "action": "three slow breaths", "feelings": ["fearful"]},
            "bundle": "my good tea",
            "line": "It was too much at once.",
        }
        card = (await post(http, maya, f"{path}/questions", body)).json()
        assert (card["text"], card["anchor"]["after"], card["bundle"]) == (
            "One feeling and one number",
            "I get into bed",
            "my good tea",
        )
        assert card["if_then"]["feelings"] == ["fearful"]
        assert (card["line"], card["ready_line"], card["barrier"]) == (body["line"], READY_LINE, "too-big")
        assert card["question"].endswith(f"{THOUGHTS['title']}?")
        assert set(card["changed"]) == {"versions", "anchor", "if_then", "bundle"}
        assert [each["kind"] for each in card["cards"]] == ["S8"]
        told = await world.heard(maya)
        assert [each.type for each in told] == [
            "plan.added", "plan.changed", "plan.line_written", "plan.question_added", "card.shown",
        ]  # fmt: skip
        change = told[1].data
        assert isinstance(change, PlanChanged)
        assert change.because == "too-big"
        whole = await plan(http, maya)
        assert whole["session"]["line"] == body["line"]
        assert whole["assignments"][0]["target"]["times_per_week"] == 3

    @pytest.mark.parametrize(
        "answer",
        [
            {},
            {"avoid": "other"},
            {"avoid": "no-energy"},
            {"smallest": {"tiny": "Seven boxes", "on_worst_day": False}},
            {"after": {"existing": "my tea"}},
            {"skipped": {}},
            {"understand": "partly"},
        ],
        ids=str,
    )
    async def test_it_can_be_ended_after_any_of_them(
        self, http: httpx.AsyncClient, maya: Person, answer: dict[str, Any]
    ) -> None:
        """homework.md H13."""
        ended = await post(http, maya, f"{await one(http, maya)}/questions", answer)
        assert ended.status_code == 200
        assert ended.json()["text"] == "One box"
        assert (await plan(http, maya))["assignments"][0]["status"] == "active"

    async def test_what_would_be_too_much_on_the_worst_day_is_halved_and_not_kept(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = await one(http, maya)
        answer = {"smallest": {"tiny": "One box in two minutes", "on_worst_day": False}}
        card = (await post(http, maya, f"{path}/questions", answer)).json()
        assert (card["text"], card["halved"]) == ("One box", "Three slow breaths, then stop.")
        assert await types(world, maya) == ["plan.added"]

    async def test_nothing_is_kept_of_what_skipping_feels_like(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = await one(http, maya)
        answer = {"skipped": {"feeling": "sad.guilty", "intensity": 7}}
        assert (await post(http, maya, f"{path}/questions", answer)).json()["cards"] == []
        assert await types(world, maya) == ["plan.added"]

    @pytest.mark.parametrize(("minutes", "kinds"), [(29, ["S8"]), (31, [])])
    async def test_thoughts_of_not_going_that_come_late_bring_no_card(
        self, world: World, http: httpx.AsyncClient, maya: Person, minutes: int, kinds: list[str]
    ) -> None:
        tapped = (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()
        answer = {"skipped": {"cancelling": True}, "understand": "no", "occurred_at": tapped}
        card = await post(http, maya, f"{await one(http, maya)}/questions", answer)
        assert card.status_code == 200
        assert [each["kind"] for each in card.json()["cards"]] == kinds
        assert card.json()["question"] is not None
        assert (await types(world, maya)).count("card.shown") == len(kinds)

    async def test_it_is_safe_to_repeat_and_its_card_can_be_seen(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = f"{await one(http, maya)}/questions"
        for answer in ({"skipped": {"cancelling": True}}, {"understand": "no", "bundle": "tea"}):
            body = answer | {"id": str(uuid4())}
            first, again = await post(http, maya, path, body), await post(http, maya, path, body)
            assert (again.status_code, again.json()) == (200, first.json())
            for card in first.json()["cards"]:
                seen = await http.post(f"/v1/cards/{card['id']}/seen", headers=maya.headers)
                assert (seen.status_code, seen.json()["kind"]) == (200, "S8")
        told = await types(world, maya)
        assert [told.count(each) for each in ("card.shown", "plan.changed", "plan.question_added")] == [1, 1, 1]

    @pytest.mark.parametrize(
        ("field", "part"),
        [
            ("avoid", {"avoid": "lazy"}),
            ("smallest.on_worst_day", {"smallest": {"tiny": "One tap"}}),
            ("smallest.tiny", {"smallest": {"tiny": "Write a page", "on_worst_day": True}}),
            ("after.existing", {"after": {"usual_time": "21:50"}}),
            ("after.usual_time", {"after": {"existing": "tea", "usual_time": "late"}}),
            ("skipped.feeling", {"skipped": {"feeling": "blue"}}),
            ("skipped.intensity", {"skipped": {"intensity": 11}}),
            ("understand", {"understand": "maybe"}),
            ("if_then.cue", {"if_then": {"action": "three slow breaths"}}),
            ("if_then.feelings[0]", {"if_then": {"cue": "it", "action": "breathe", "feelings": ["blue"]}}),
            ("body", {"apology": "sorry"}),
        ],
    )
    async def test_an_answer_is_refused_by_its_field_and_nothing_is_stored(
        self, world: World, http: httpx.AsyncClient, maya: Person, field: str, part: dict[str, Any]
    ) -> None:
        path = f"{await one(http, maya)}/questions"
        answer = await post(http, maya, path, {"line": SECRET} | part)
        assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, [field])
        assert SECRET not in answer.text
        assert await types(world, maya) == ["plan.added"]


CUE: dict[str, Any] = {
    "cue": "my chest gets tight at work",
    "action": "three slow breaths",
    "cue_kind": "feeling",
    "said": True,
    "technique_id": "three-slow-breaths",
    "feelings": ["fearful", "sad.guilty"],
    "triggers": ["work"],
    "place": "anywhere",
    "hours": {"starts": "22:00", "ends": "02:00"},
}


class TestTheCue:
    async def test_what_can_be_compared_with_a_moment_is_kept_and_changed_part_by_part(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        assignment = await added(http, maya, if_then=CUE)
        assert assignment["if_then"] == CUE | {"active": True}
        path = f"/assignments/{assignment['id']}"
        fewer = {"if_then": {"feelings": ["fearful"], "hours": None, "active": False}}
        changed = (await call(http, maya, "PATCH", path, fewer)).json()["if_then"]
        assert changed == CUE | {"feelings": ["fearful"], "hours": None, "active": False}

    @pytest.mark.parametrize(
        ("field", "part"),
        [
            ("if_then.technique_id", {"technique_id": "no-such-technique"}),
            ("if_then.feelings[1]", {"feelings": ["fearful", "blue"]}),
            ("if_then.triggers[0]", {"triggers": [""]}),
            ("if_then.place", {"place": "the moon"}),
            ("if_then.hours.ends", {"hours": {"starts": "22:00"}}),
            ("if_then.hours.starts", {"hours": {"starts": "10 pm", "ends": "02:00"}}),
        ],
    )
    async def test_a_cue_is_refused_by_its_field_and_nothing_is_stored(
        self, world: World, http: httpx.AsyncClient, maya: Person, field: str, part: dict[str, Any]
    ) -> None:
        bad = {"if_then": CUE | part}
        refused = [
            await post(http, maya, "/assignments", THOUGHTS | bad),
            await call(http, maya, "PATCH", await one(http, maya), bad),
        ]
        assert [[each["field"] for each in answer.json()["errors"]] for answer in refused] == [[field]] * 2
        assert await types(world, maya) == ["plan.added"]

    @pytest.mark.parametrize(
        ("field", "part"),
        [
            ("ends", {"starts": "2026-11-10", "ends": "2026-11-09"}),
            ("starts", {"starts": 5}),
            ("versions.tiny", {"versions": {"full": "A page", "tiny": "Write one line"}}),
            ("versions.tiny_seconds", {"versions": {"full": "A page", "tiny": "One tap", "tiny_seconds": 61}}),
            ("versions.tiny_medium", {"versions": {"full": "A page", "tiny": "One tap", "tiny_medium": "write"}}),
            ("versions.full_energy", {"versions": {"full": "A page", "tiny": "One tap", "full_energy": "none"}}),
        ],
    )
    async def test_a_period_or_a_size_is_refused_by_its_field(
        self, world: World, http: httpx.AsyncClient, maya: Person, field: str, part: dict[str, Any]
    ) -> None:
        refused = [
            await post(http, maya, "/assignments", THOUGHTS | part),
            await call(http, maya, "PATCH", await one(http, maya), part),
        ]
        assert [[each["field"] for each in answer.json()["errors"]] for answer in refused] == [[field]] * 2
        assert await types(world, maya) == ["plan.added"]


class TestWhatThePlanShows:
    async def test_a_day_on_which_the_body_came_first_counts_without_being_told_twice(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        await one(http, maya)
        strict = await one(http, maya, body_first_days_count=False)
        await body_first(world, http, maya, 9)
        counting, not_counting = (await plan(http, maya))["assignments"]
        assert (counting["days_done"], counting["body_first_days"], counting["attempts"]) == (1, 1, 0)
        assert (not_counting["days_done"], not_counting["body_first_days"]) == (0, 0)
        alone = (await call(http, maya, "GET", strict)).json()
        assert alone["days_done"] == 0
        assert "plan.attempted" not in await types(world, maya)
        [finished] = [each.data for each in await world.heard(maya) if isinstance(each.data, PracticeFinished)]
        assert finished.intensity_before == 9

    async def test_below_8_it_is_a_practice_like_others(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        await one(http, maya)
        await body_first(world, http, maya, 7)
        [assignment] = (await plan(http, maya))["assignments"]
        assert assignment["days_done"] == 0

    async def test_the_same_barrier_twice_asks_to_change_the_task_first(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = await one(http, maya)
        for barriers in (["too-big"], ["low", "too-big"]):
            await post(http, maya, f"{path}/not-this-time", {"barriers": barriers})
        [assignment] = (await plan(http, maya))["assignments"]
        first = assignment["change_first"]
        assert (first["barrier"], first["smaller"][-1]) == ("too-big", FLOOR[1])
        assert first["fix"].startswith("Make it smaller")
        await call(http, maya, "PATCH", path, {"versions": {"tiny": "One tap"}, "because": "too-big"})
        assert (await call(http, maya, "GET", path)).json()["change_first"] is None

    async def test_it_can_be_left_as_it_is_with_one_tap(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = await one(http, maya)
        assert (await post(http, maya, f"{path}/leave-as-it-is")).json()["change_first"] is None
        for _ in range(2):
            await post(http, maya, f"{path}/not-this-time", {"barriers": ["too-big"]})
        tap = {"id": str(uuid4())}
        left = await post(http, maya, f"{path}/leave-as-it-is", tap)
        assert (left.status_code, left.json()["change_first"]) == (200, None)
        assert (await post(http, maya, f"{path}/leave-as-it-is", tap)).json() == left.json()
        assert left.json()["versions"] == (await call(http, maya, "GET", path)).json()["versions"]
        last = left.json()["history"][-1]
        assert (last["what"], last["changed"], last["because"]) == ("changed", [], "too-big")
        assert (await types(world, maya)).count("plan.changed") == 1

    async def test_after_two_easy_weeks_it_asks_and_changes_nothing(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        """homework.md H12."""
        now = datetime.now(UTC)
        path = await one(http, maya, occurred_at=(now - timedelta(days=20)).isoformat())
        assert not (await call(http, maya, "GET", path)).json()["ask_to_grow"]
        for ago in (15, 11, 7, 3):
            at = (now - timedelta(days=ago)).isoformat()
            await post(http, maya, f"{path}/attempts", {"version": "tiny", "occurred_at": at})
        shown = (await call(http, maya, "GET", path)).json()
        assert (shown["ask_to_grow"], shown["grow"], shown["target"]["times_per_week"]) == (True, GROW, 3)
        assert "plan.changed" not in await types(world, maya)

    async def test_after_a_start_enough_is_chosen_unless_somebody_wants_more(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = f"{await one(http, maya)}/attempts"
        tiny = (await post(http, maya, path, {"version": "tiny"})).json()
        assert tiny["more"] == {"more": "More?", "enough": "That is enough.", "chosen": "enough"}
        assert (await post(http, maya, path, {"version": "full"})).json()["more"] is None

    async def test_it_counts_how_often_the_anchor_and_the_if_then_plan_were_followed(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = await one(http, maya, anchor={"after": "my tea"}, if_then=CUE)
        await body_first(world, http, maya, 5)
        await post(http, maya, f"{path}/attempts", {"version": "tiny"})
        shown = (await call(http, maya, "GET", path)).json()
        assert shown["followed"] == {"anchor_days": 1, "if_then_times": 1}
        bare = (await call(http, maya, "GET", await one(http, maya))).json()
        assert bare["followed"] == {"anchor_days": None, "if_then_times": None}

    async def test_a_bundle_that_may_cost_more_than_it_gives_gets_a_kind_word(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        assert (await added(http, maya, bundle="a glass of wine"))["bundle_hint"].startswith("A thing that costs")
        assert (await added(http, maya, bundle="my good tea"))["bundle_hint"] is None


async def test_nothing_of_this_is_there_for_anybody_else(
    http: httpx.AsyncClient, maya: Person, stranger: Person
) -> None:
    path = await one(http, maya)
    answers = [
        await call(http, stranger, "GET", f"{path}/smaller"),
        await call(http, stranger, "GET", f"{path}/questions"),
        await post(http, stranger, f"{path}/questions", {"understand": "no"}),
    ]
    assert {each.status_code for each in answers} == {404}
    assert (await post(http, stranger, "/today", {"intensity": 3})).json()["tasks"] == []
