"""The plan through HTTP, on real servers: the whole story, safe to repeat, nothing kept of what is refused."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.coach.plan.decider import GONE, MOST_OPEN
from services.coach.plan.wording import LONGEST_TINY
from shared.catalogue.words import forbidden_words
from shared.events import Contract, PlanAttempted, PlanChanged, PlanNotThisTime
from tests.coach.world import Person, World
from tests.databases import connected

THOUGHTS: dict[str, Any] = {
    "title": "Thought record when it spikes",
    "kind": "thought-record",
    "source": "therapist",
    "why": "because it shows what the worry says",
    "versions": {"full": "Seven boxes on paper", "small": "Three boxes", "tiny": "One box"},
    "target": {"times_per_week": 3},
    "shown_in": "report",
}
LINE = "It was too much at once."
DAY = "2026-11-02"


class PlanDreamt(Contract):
    """What a later release may say about a plan."""

    type = "plan.dreamt"
    producer = "coach"


async def call(http: httpx.AsyncClient, who: Person, method: str, path: str, body: Any = None) -> httpx.Response:
    return await http.request(method, f"/v1/plan{path}", json=body, headers=who.headers)


async def post(http: httpx.AsyncClient, who: Person, path: str, body: Any = None) -> httpx.Response:
    return await call(http, who, "POST", path, {} if body is None else body)


async def added(http: httpx.AsyncClient, who: Person, **more: Any) -> dict[str, Any]:
    answer = await post(http, who, "/assignments", THOUGHTS | more)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def plan(http: httpx.AsyncClient, who: Person) -> dict[str, Any]:
    return dict((await call(http, who, "GET", "")).json())


async def types(world: World, who: Person) -> list[str]:
    return [event.type for event in await world.heard(who)]


class TestTheWholeStory:
    async def test_from_the_untouched_task_to_the_session(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = f"/assignments/{(await added(http, maya, occurred_at=f'{DAY}T18:00:00+01:00'))['id']}"
        evening = {"occurred_at": f"{DAY}T22:00:00+01:00", "time_zone": "Europe/Madrid"}
        said = evening | {"barriers": ["too-big", "anxious"], "line": LINE}
        not_this_time = await post(http, maya, f"{path}/not-this-time", said)
        assert not_this_time.status_code == 201
        assert list(not_this_time.json()["first_fix"]) == ["too-big", "anxious"]
        assert not_this_time.json()["first_fix"]["too-big"].startswith("Make it smaller")

        later = {"occurred_at": f"{DAY}T22:05:00+01:00"}
        smaller = later | {"versions": {"tiny": "One feeling and one number"}, "because": "too-big"}
        versions = (await call(http, maya, "PATCH", path, smaller)).json()["versions"]
        assert (versions["full"], versions["small"], versions["tiny"]) == (
            "Seven boxes on paper",
            "Three boxes",
            "One feeling and one number",
        )
        bedtime = {"anchor": {"after": "I get into bed", "usual_time": "21:50"}}
        at_work = {"if_then": {"cue": "my chest gets tight at work", "action": "three slow breaths", "said": True}}
        for part in (bedtime, at_work):
            assert (await call(http, maya, "PATCH", path, later | part)).status_code == 200
        in_bed = {"occurred_at": f"{DAY}T23:30:00+01:00", "time_zone": "Europe/Madrid"}
        attempt = in_bed | {"version": "tiny", "helped": "a_bit", "note": "after tea"}
        done = await post(http, maya, f"{path}/attempts", attempt)
        assert (done.status_code, done.json()["version"], done.json()["note"]) == (201, "tiny", "after tea")
        session = {"date": "2026-11-25", "line": "Mondays are hard.", "questions": ["Why Sundays?"]}
        assert (await call(http, maya, "PUT", "/session", session)).json() == session

        whole = await plan(http, maya)
        [assignment] = whole["assignments"]
        assert (assignment["status"], assignment["attempts"], assignment["days_with_it"]) == ("active", 1, 1)
        assert assignment["target"] == {"times_per_week": 3, "when": None}
        assert assignment["anchor"] == bedtime["anchor"]
        assert assignment["if_then"]["active"] is True
        assert [entry["what"] for entry in assignment["history"]] == [
            "added", "not_this_time", "changed", "changed", "changed", "attempted",
        ]  # fmt: skip
        assert [entry.get("because") for entry in assignment["history"]][2:5] == ["too-big", None, None]
        assert [entry.get("changed") for entry in assignment["history"]][2:5] == [["versions"], ["anchor"], ["if_then"]]
        assert whole["session"] == session

    async def test_the_record_says_what_a_reader_needs(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya, 6)
        practice = await http.post("/v1/practices", json={"technique_id": "three-slow-breaths"}, headers=maya.headers)
        assignment = await added(http, maya)
        path = f"/assignments/{assignment['id']}"
        await post(http, maya, f"{path}/not-this-time", {"barriers": ["low"]})
        body = {"version": "small", "check_in_id": str(check_in), "practice_id": practice.json()["id"]}
        await post(http, maya, f"{path}/attempts", body | {"intensity_before": 6, "intensity_after": 4})
        await call(http, maya, "PATCH", path, {"bundle": "my good tea"})
        told = [event for event in await world.heard(maya) if event.type.startswith("plan.")]
        assert str(told[0].id) == assignment["id"]
        assert [type(event.data) for event in told[1:]] == [PlanNotThisTime, PlanAttempted, PlanChanged]
        attempt, change = told[2].data, told[3].data
        assert isinstance(attempt, PlanAttempted)
        assert isinstance(change, PlanChanged)
        assert (attempt.check_in_id, str(attempt.practice_id)) == (check_in, practice.json()["id"])
        assert (attempt.intensity_before, attempt.intensity_after) == (6, 4)
        assert (change.assignment.bundle, change.assignment.versions.tiny, change.by) == (
            "my good tea",
            "One box",
            "client",
        )

    async def test_it_rests_is_taken_up_and_is_let_go_of_with_one_tap_each(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = f"/v1/plan/assignments/{(await added(http, maya))['id']}"
        taps = [("pause", "paused"), ("resume", "active"), ("let-go", "let_go")]
        for tap, status in taps:
            answer = await http.post(f"{path}/{tap}", headers=maya.headers)
            assert (answer.status_code, answer.json()["status"]) == (200, status)
            again = await http.post(f"{path}/{tap}", headers=maya.headers)
            assert (again.status_code, again.json()) == (200, answer.json())
        assert await types(world, maya) == ["plan.added", "plan.paused", "plan.resumed", "plan.let_go"]

    async def test_what_was_let_go_of_stays_in_the_plan_with_its_story(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = f"/assignments/{(await added(http, maya))['id']}"
        await post(http, maya, f"{path}/let-go")
        refused = [
            await post(http, maya, f"{path}/attempts", {"version": "full"}),
            await post(http, maya, f"{path}/not-this-time"),
            await post(http, maya, f"{path}/pause"),
            await post(http, maya, f"{path}/resume"),
            await call(http, maya, "PATCH", path, {"title": "Another"}),
        ]
        assert {answer.status_code for answer in refused} == {409}
        assert {answer.json()["detail"] for answer in refused} == {GONE}
        [assignment] = (await plan(http, maya))["assignments"]
        assert [entry["what"] for entry in assignment["history"]] == ["added", "let_go"]

    async def test_what_is_told_late_counts_on_its_own_day(self, http: httpx.AsyncClient, maya: Person) -> None:
        path = f"/assignments/{(await added(http, maya))['id']}"
        late = {"occurred_at": "2026-10-01T23:30:00Z", "time_zone": "Europe/Madrid"}
        attempt = (await post(http, maya, f"{path}/attempts", late | {"version": "tiny"})).json()
        not_this_time = (await post(http, maya, f"{path}/not-this-time", late)).json()
        assert (attempt["day"], not_this_time["day"]) == ("2026-10-02", "2026-10-02")
        [assignment] = (await plan(http, maya))["assignments"]
        assert (assignment["days_done"], assignment["days_with_it"]) == (1, 1)
        assert [entry["what"] for entry in assignment["history"]] == ["attempted", "not_this_time", "added"]

    async def test_a_clock_that_runs_ahead_does_not_count_in_the_future(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = f"/assignments/{(await added(http, maya))['id']}"
        ahead = datetime.now(UTC) + timedelta(hours=3)
        attempt = await post(http, maya, f"{path}/attempts", {"version": "tiny", "occurred_at": ahead.isoformat()})
        assert datetime.fromisoformat(attempt.json()["at"]) < ahead - timedelta(hours=2)

    async def test_an_attempt_from_before_letting_go_is_still_taken(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = f"/assignments/{(await added(http, maya))['id']}"
        await post(http, maya, f"{path}/let-go")
        earlier = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
        assert (
            await post(http, maya, f"{path}/attempts", {"version": "tiny", "occurred_at": earlier})
        ).status_code == 201

    async def test_what_a_later_release_said_is_passed_over(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        assignment = await added(http, maya)
        await world.say("coach_api", maya, PlanDreamt(), uuid4(), datetime.now(UTC))
        assert (await post(http, maya, f"/assignments/{assignment['id']}/pause")).json()["status"] == "paused"
        assert len((await plan(http, maya))["assignments"]) == 1

    async def test_the_barriers_are_there_to_tap(self, http: httpx.AsyncClient, maya: Person) -> None:
        barriers = (await call(http, maya, "GET", "/barriers")).json()["barriers"]
        assert len(barriers) == 19
        assert barriers[0] | {"first_fix": ""} == {
            "code": "forgot",
            "group": "me",
            "words": "It slipped my mind",
            "first_fix": "",
        }

    async def test_questions_and_the_line_wait_for_the_session(self, http: httpx.AsyncClient, maya: Person) -> None:
        asked = await post(http, maya, "/questions", {"question": "Why does it start on Sunday?"})
        assert (asked.status_code, asked.json()["question"]) == (201, "Why does it start on Sunday?")
        await call(http, maya, "PUT", "/session", {"date": "2026-11-25", "line": "Mondays are hard."})
        await call(http, maya, "PUT", "/session", {"line": None, "questions": ["And on Tuesdays?"]})
        assert (await plan(http, maya))["session"] == {
            "date": "2026-11-25",
            "line": None,
            "questions": ["Why does it start on Sunday?", "And on Tuesdays?"],
        }

    async def test_what_comes_with_the_day_of_another_session_is_kept_for_it(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        said = {"date": "2026-11-04", "line": "Mondays are hard.", "questions": ["Why Sundays?"]}
        await call(http, maya, "PUT", "/session", said | {"occurred_at": "2026-11-01T20:00:00Z"})
        following = said | {"date": "2026-11-11", "occurred_at": "2026-11-05T20:00:00Z"}
        answer = await call(http, maya, "PUT", "/session", following)
        expected = said | {"date": "2026-11-11"}
        assert (answer.json(), (await plan(http, maya))["session"]) == (expected, expected)


class TestSentAgain:
    async def test_everything_gets_its_first_answer_again(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        assignment = str(uuid4())
        path = f"/assignments/{assignment}"
        requests = [
            ("POST", "/assignments", THOUGHTS | {"id": assignment}),
            ("POST", f"{path}/not-this-time", {"id": str(uuid4()), "barriers": ["too-big"]}),
            ("PATCH", path, {"id": str(uuid4()), "versions": {"tiny": "One tap"}, "because": "too-big"}),
            ("POST", f"{path}/attempts", {"id": str(uuid4()), "version": "tiny"}),
            ("POST", f"{path}/pause", {"id": str(uuid4())}),
            ("POST", f"{path}/resume", {"id": str(uuid4())}),
            ("POST", "/questions", {"id": str(uuid4()), "question": "Why?"}),
            ("PUT", "/session", {"id": str(uuid4()), "date": "2026-11-25", "line": "Hard.", "questions": ["A?", "B?"]}),
            ("PUT", "/session", {"id": str(uuid4()), "line": "Harder.", "questions": ["C?"]}),
            ("POST", f"{path}/let-go", {"id": str(uuid4())}),
        ]
        first = [await call(http, maya, *request) for request in requests]
        recorded = await types(world, maya)
        again = [await call(http, maya, *request) for request in requests]
        assert [each.status_code for each in first] == [201, 201, 200, 201, 200, 200, 201, 200, 200, 200]
        assert [(each.status_code, each.json()) for each in again] == [
            (each.status_code, each.json()) for each in first
        ]
        assert await types(world, maya) == recorded

    async def test_an_attempt_is_repeated_safely_after_its_check_in_was_taken_back(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = f"/assignments/{(await added(http, maya))['id']}/attempts"
        check_in = await world.check_in(maya, 6)
        body = {"id": str(uuid4()), "version": "tiny", "check_in_id": str(check_in)}
        first = await post(http, maya, path, body)
        await world.retract(maya, check_in)
        assert (await post(http, maya, path, body)).json() == first.json()
        another = await post(http, maya, path, body | {"id": str(uuid4())})
        assert (another.status_code, another.json()["errors"][0]["field"]) == (422, "check_in_id")

    async def test_the_same_id_for_something_else_is_refused(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        one, two = await added(http, maya), await added(http, maya)
        used = {"id": str(uuid4()), "version": "tiny"}
        await post(http, maya, f"/assignments/{one['id']}/attempts", used)
        before = await types(world, maya)
        others = [
            await post(http, maya, f"/assignments/{one['id']}/attempts", used | {"version": "full"}),
            await post(http, maya, f"/assignments/{two['id']}/attempts", used),
            await post(http, maya, "/questions", {"id": used["id"], "question": "Why?"}),
            await post(http, maya, "/assignments", THOUGHTS | {"id": one["id"], "title": "Another"}),
            await post(http, maya, f"/assignments/{two['id']}/pause", {"id": str(await world.check_in(maya, 5))}),
        ]
        assert {answer.status_code for answer in others} == {422}
        assert {answer.json()["errors"][0]["field"] for answer in others} == {"id"}
        assert await types(world, maya) == before

    async def test_many_at_once_are_each_recorded_once(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = f"/assignments/{(await added(http, maya))['id']}"
        same = {"id": str(uuid4()), "version": "tiny"}
        answers = await asyncio.gather(
            *(post(http, maya, f"{path}/attempts", same) for _ in range(3)),
            *(post(http, maya, f"{path}/attempts", {"version": "small"}) for _ in range(3)),
            *(post(http, maya, f"{path}/pause") for _ in range(3)),
        )
        assert {answer.status_code for answer in answers} == {200, 201}
        told = await types(world, maya)
        assert (told.count("plan.attempted"), told.count("plan.paused")) == (4, 1)


class TestIfMatch:
    async def test_a_change_of_what_was_read_is_made(self, http: httpx.AsyncClient, maya: Person) -> None:
        assignment = await added(http, maya)
        read = await call(http, maya, "GET", f"/assignments/{assignment['id']}")
        assert read.headers["ETag"] == assignment["etag"] == read.json()["etag"]
        headers = maya.headers | {"If-Match": assignment["etag"]}
        answer = await http.patch(f"/v1/plan/assignments/{assignment['id']}", json={"why": None}, headers=headers)
        assert (answer.status_code, answer.json()["why"]) == (200, None)
        assert answer.headers["ETag"] not in {assignment["etag"], ""}

    async def test_a_change_of_what_is_not_so_any_more_is_refused(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        assignment = await added(http, maya)
        path = f"/v1/plan/assignments/{assignment['id']}"
        headers = maya.headers | {"If-Match": assignment["etag"]}
        change = {"id": str(uuid4()), "title": "On my phone"}
        first = await http.patch(path, json=change, headers=headers)
        stale = await http.patch(path, json={"title": "On my tablet"}, headers=headers)
        assert (stale.status_code, stale.json()["type"]) == (412, "urn:smallhours:problem:stale")
        again = await http.patch(path, json=change, headers=headers)
        assert (again.status_code, again.json()) == (200, first.json())
        assert await types(world, maya) == ["plan.added", "plan.changed"]


IF_THEN = {"cue": "my chest gets tight", "action": "three slow breaths"}
SECRET = "nobody else may read this"
Refusal = tuple[str, dict[str, Any]]
REFUSED_TASKS: list[Refusal] = [
    ("title", {"title": "  "}),
    ("title", {"title": "x" * 121}),
    ("kind", {"kind": "chore"}),
    ("source", {"source": "my aunt"}),
    ("why", {"why": "x" * 501}),
    ("technique_id", {"technique_id": "no-such-technique"}),
    ("versions.tiny", {"versions": {"full": "Seven boxes"}}),
    ("versions.tiny", {"versions": {"full": "Seven boxes", "tiny": "x" * (LONGEST_TINY + 1)}}),
    ("versions.full", {"versions": {"tiny": "One box"}}),
    ("if_then.cue", {"if_then": {"action": "three slow breaths"}}),
    ("if_then.cue", {"if_then": IF_THEN | {"cue": ""}}),
    ("if_then.action", {"if_then": {"cue": "my chest gets tight"}}),
    ("anchor.after", {"anchor": {"usual_time": "21:50"}}),
    ("anchor.usual_time", {"anchor": {"after": "I get into bed", "usual_time": "25:00"}}),
    ("target.times_per_week", {"target": {"times_per_week": 0}}),
    ("target.times_per_week", {"target": {"times_per_week": 22}}),
    ("shown_in", {"shown_in": "everywhere"}),
    ("body", {"score": 7}),
]
REFUSED_CHANGES: list[Refusal] = [
    ("because", {"because": "lazy"}),
    ("technique_id", {"technique_id": "no-such-technique"}),
    ("versions.tiny", {"versions": {"tiny": None}}),
    ("title", {"title": None}),
    ("if_then.cue", {"if_then": {"action": "three slow breaths"}}),
    ("anchor.after", {"anchor": {"usual_time": "21:50"}}),
    ("anchor.usual_time", {"anchor": {"after": "I get into bed", "usual_time": "9:50 pm"}}),
    ("target.times_per_week", {"target": {"times_per_week": True}}),
]
REFUSED_NOT_THIS_TIMES: list[Refusal] = [
    ("barriers[1]", {"barriers": ["low", "lazy"]}),
    ("barriers", {"barriers": ["low", "forgot", "chaos", "tech"]}),
    ("barriers", {"barriers": ["low", "low"]}),
    ("line", {"line": "x" * 501}),
    ("time_zone", {"time_zone": "Nowhere/Land"}),
]
REFUSED_ATTEMPTS: list[Refusal] = [
    ("version", {"version": "giant"}),
    ("intensity_after", {"intensity_after": 11}),
    ("note", {"note": "x" * 2001}),
    ("time_zone", {"time_zone": "Nowhere/Land"}),
    ("practice_id", {"practice_id": str(uuid4())}),
    ("check_in_id", {"check_in_id": str(uuid4())}),
    ("occurred_at", {"occurred_at": "2036-01-01T00:00:00Z"}),
]
REFUSED_SESSIONS: list[Refusal] = [
    ("date", {"date": "soon"}),
    ("date", {"date": 1}),
    ("date", {"date": "0001-01-01"}),
    ("line", {"line": ""}),
    ("questions", {"questions": ["?"] * 11}),
    ("questions[0]", {"questions": ["x" * 501]}),
]


async def fields_refused(
    http: httpx.AsyncClient, who: Person, method: str, path: str, bodies: list[Refusal], beside: dict[str, Any]
) -> list[str]:
    """The one field that each of these is refused for; nothing that was sent is said again."""
    fields = []
    for _, part in bodies:
        answer = await call(http, who, method, path, beside | part)
        assert answer.status_code == 422, answer.text
        assert SECRET not in answer.text
        [error] = answer.json()["errors"]
        fields.append(error["field"])
    return fields


def named(bodies: list[Refusal]) -> list[str]:
    return [field for field, _ in bodies]


class TestWhatIsRefused:
    async def test_a_task_is_refused_by_its_field_and_nothing_is_stored(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        beside = THOUGHTS | {"bundle": SECRET}
        assert await fields_refused(http, maya, "POST", "/assignments", REFUSED_TASKS, beside) == named(REFUSED_TASKS)
        assert await types(world, maya) == []

    async def test_a_change_is_refused_by_its_field_and_nothing_is_stored(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        path = f"/assignments/{(await added(http, maya))['id']}"
        fields = await fields_refused(http, maya, "PATCH", path, REFUSED_CHANGES, {"bundle": SECRET})
        assert fields == named(REFUSED_CHANGES)
        assert await types(world, maya) == ["plan.added"]

    @pytest.mark.parametrize(
        ("path", "bodies", "beside"),
        [
            ("not-this-time", REFUSED_NOT_THIS_TIMES, {}),
            ("attempts", REFUSED_ATTEMPTS, {"version": "tiny"}),
            ("attempts", [("version", {"note": SECRET})], {}),
            ("pause", [("body", {"why": SECRET})], {}),
        ],
    )
    async def test_what_happened_is_refused_by_its_field_and_nothing_is_stored(
        self,
        world: World,
        http: httpx.AsyncClient,
        maya: Person,
        path: str,
        bodies: list[Refusal],
        beside: dict[str, Any],
    ) -> None:
        assignment = await added(http, maya)
        whole = f"/assignments/{assignment['id']}/{path}"
        assert await fields_refused(http, maya, "POST", whole, bodies, beside) == named(bodies)
        assert await types(world, maya) == ["plan.added"]

    async def test_a_session_is_refused_by_its_field_and_nothing_is_stored(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        assert await fields_refused(http, maya, "PUT", "/session", REFUSED_SESSIONS, {}) == named(REFUSED_SESSIONS)
        assert await types(world, maya) == []

    async def test_what_belongs_to_somebody_else_is_not_there(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        mine = await added(http, maya)
        practice = await http.post("/v1/practices", json={"technique_id": "three-slow-breaths"}, headers=maya.headers)
        for place in (mine["id"], str(uuid4()), practice.json()["id"]):
            path = f"/assignments/{place}"
            answers = [
                await call(http, stranger, "GET", path),
                await call(http, stranger, "PATCH", path, {"title": "Mine now"}),
                *[
                    await post(http, stranger, f"{path}/{tap}")
                    for tap in ("pause", "resume", "let-go", "not-this-time")
                ],
                await post(http, stranger, f"{path}/attempts", {"version": "tiny"}),
            ]
            assert {answer.status_code for answer in answers} == {404}
        assert (await plan(http, stranger))["assignments"] == []
        assert await types(world, maya) == ["plan.added", "practice.started"]
        own = await added(http, stranger)
        strange = {"version": "tiny", "practice_id": practice.json()["id"]}
        assert (await post(http, stranger, f"/assignments/{own['id']}/attempts", strange)).status_code == 422
        assert await types(world, stranger) == ["plan.added"]

    async def test_a_practice_is_no_assignment(self, http: httpx.AsyncClient, maya: Person) -> None:
        body = {"technique_id": "three-slow-breaths"}
        practice = (await http.post("/v1/practices", json=body, headers=maya.headers)).json()["id"]
        assert (await post(http, maya, f"/assignments/{practice}/pause")).status_code == 404

    async def test_a_technique_of_the_catalogue_may_be_planned(self, http: httpx.AsyncClient, maya: Person) -> None:
        assignment = await added(http, maya, kind="technique", technique_id="three-slow-breaths")
        assert assignment["technique_id"] == "three-slow-breaths"

    async def test_a_plan_stays_small_enough_to_look_at(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        ids = [(await added(http, maya))["id"] for _ in range(MOST_OPEN)]
        full = await post(http, maya, "/assignments", THOUGHTS)
        assert full.status_code == 409
        assert not forbidden_words(full.json()["detail"])
        await post(http, maya, f"/assignments/{ids[0]}/let-go")
        assert (await post(http, maya, "/assignments", THOUGHTS)).status_code == 201

    async def test_nobody_in_another_role_comes_near_it(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        other = world.person(maya.org, maya.subject, "therapist", "clinic_admin", "org_admin", "ops")
        assert (await call(http, other, "GET", "")).status_code == 403
        assert (await post(http, other, "/assignments", THOUGHTS)).status_code == 403


async def test_nothing_of_the_plan_stands_in_clear_in_the_log(
    world: World, http: httpx.AsyncClient, maya: Person
) -> None:
    assignment = await added(http, maya, bundle=SECRET)
    await post(http, maya, f"/assignments/{assignment['id']}/attempts", {"version": "tiny", "note": SECRET})
    await post(http, maya, f"/assignments/{assignment['id']}/not-this-time", {"line": SECRET})
    await call(http, maya, "PUT", "/session", {"line": SECRET + "!", "questions": [SECRET]})
    async with connected(world.database.owner) as owner:
        rows = await owner.fetch("SELECT e::text AS whole, e.body FROM log.events e WHERE subject = $1", maya.subject)
    assert len(rows) == 5
    assert not [row for row in rows if SECRET in row["whole"] or SECRET.encode() in row["body"]]
