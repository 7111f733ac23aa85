"""GET /v1/me/techniques on real servers: the whole catalogue, and of each technique whether it suits this client."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from shared.catalogue import MEDICAL, Technique, load_catalogue
from shared.events import Helped, PracticeFinished, PracticeRated
from tests.coach.world import Person, World

TECHNIQUES = load_catalogue().techniques
SUITS = "drop-anchor"


def written(technique: Technique) -> str:
    return f"{technique.name} {technique.purpose}".casefold()


async def listed(http: httpx.AsyncClient, who: Person, query: str = "") -> list[dict[str, Any]]:
    answer = await http.get(f"/v1/me/techniques{query}", headers=who.headers)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["techniques"])


async def one(http: httpx.AsyncClient, who: Person, name: str, query: str = "") -> dict[str, Any]:
    return next(each for each in await listed(http, who, query) if each["id"] == name)


async def codes(http: httpx.AsyncClient, who: Person, name: str, query: str = "") -> list[str]:
    return [each["code"] for each in (await one(http, who, name, query))["reasons"]]


async def put(http: httpx.AsyncClient, who: Person, **profile: Any) -> None:
    assert (await http.put("/v1/profile", json=profile, headers=who.headers)).status_code == 200


async def restored(http: httpx.AsyncClient, who: Person) -> list[str]:
    found: list[str] = (await http.get("/v1/profile", headers=who.headers)).json()["restored"]
    return found


async def rose(
    world: World, who: Person, check_in: UUID | None = None, *, helped: Helped | None = None, emotion: str = "sad"
) -> None:
    """A practice of SUITS after which it was stronger by 2."""
    now = datetime.now(UTC)
    data = PracticeFinished(
        practice_id=uuid4(),
        technique_id=SUITS,
        check_in_id=check_in,
        emotions=[emotion],
        intensity_before=6,
        intensity_after=8,
        helped=helped,
        started_at=now,
    )
    await world.say("coach_worker", who, data, uuid4(), now)


class TestTheList:
    async def test_it_is_the_whole_catalogue_by_name(self, http: httpx.AsyncClient, maya: Person) -> None:
        found = await listed(http, maya)
        assert {each["id"] for each in found} == set(TECHNIQUES)
        assert [each["name"].casefold() for each in found] == sorted(each["name"].casefold() for each in found)
        for each in found:
            technique = TECHNIQUES[each["id"]]
            assert (each["minutes"], each["family"]) == (technique.minutes, technique.family)
            assert each["suitable"] is not bool(MEDICAL.intersection(technique.cautions.avoid_if))

    @pytest.mark.parametrize(
        ("query", "admits"),
        [
            ("?minutes=1", lambda each: each.minutes <= 1),
            ("?family=breathing", lambda each: each.family == "breathing"),
            ("?first_line=true", lambda each: each.first_line),
            ("?first_line=false", lambda each: not each.first_line),
            ("?q=BREATH", lambda each: "breath" in written(each)),
            ("?q=slow+BREATHS", lambda each: "slow" in written(each) and "breaths" in written(each)),
            ("?q=%20", lambda each: True),
            ("?q=nothing-is-called-this", lambda each: False),
            (
                "?family=grounding&minutes=2&first_line=true",
                lambda each: each.family == "grounding" and each.minutes < 3,
            ),
        ],
    )
    async def test_it_is_narrowed_by_what_is_asked_for(
        self, http: httpx.AsyncClient, maya: Person, query: str, admits: Any
    ) -> None:
        expected = {each.id for each in TECHNIQUES.values() if admits(each)}
        if "first_line=true" in query:
            expected &= {each.id for each in TECHNIQUES.values() if each.first_line}
        assert {each["id"] for each in await listed(http, maya, query)} == expected

    async def test_a_feeling_marks_what_does_not_fit_it_and_leaves_nothing_out(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        anxious = await listed(http, maya, "?feeling=fearful.anxious")
        assert len(anxious) == len(TECHNIQUES)
        assert await codes(http, maya, "full-thought-record", "?feeling=fearful.anxious") == []
        assert await codes(http, maya, "full-thought-record", "?feeling=happy") == ["feeling"]
        assert await codes(http, maya, "full-thought-record", "?feeling=happy&feeling=fearful.anxious") == []
        assert await codes(http, maya, "three-slow-breaths", "?feeling=unsure") == []

    async def test_a_feeling_that_another_step_is_kinder_with_is_named_as_nobodys_label(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        technique = next(each for each in TECHNIQUES.values() if "trauma" in each.cautions.not_for_care)
        feeling = next(each.id for each in load_catalogue().emotions.values() if each.care == "trauma")
        shown = await one(http, maya, technique.id, f"?feeling={feeling}")
        care = next(each for each in shown["reasons"] if each["code"] == "care")
        assert (care["text"], care["facts"]) == ("Not offered: other steps are kinder with this feeling.", {})


class TestTheReasons:
    async def test_a_caution_says_which_answer_and_why(self, http: httpx.AsyncClient, maya: Person) -> None:
        await put(http, maya, cautions={"asthma-copd": "yes"})
        shown = await one(http, maya, "double-sigh")
        because = TECHNIQUES["double-sigh"].cautions.because
        assert shown["suitable"] is False
        assert shown["reasons"] == [
            {
                "code": "caution",
                "facts": {"caution": "asthma-copd"},
                "text": f"Not offered: {because}, and you marked asthma or COPD.",
            }
        ]

    async def test_an_open_medical_question_says_so_until_it_is_answered(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        assert await codes(http, maya, "cold-pack-face") == ["caution-unanswered"]
        await put(http, maya, cautions={each: "no" for each in TECHNIQUES["cold-pack-face"].cautions.avoid_if})
        assert await codes(http, maya, "cold-pack-face") == []

    async def test_what_is_to_be_done_gently_stays_suitable(self, http: httpx.AsyncClient, maya: Person) -> None:
        await put(http, maya, cautions={"panic": "yes", "breath-focus-worse": "yes"})
        shown = await one(http, maya, "three-slow-breaths")
        assert shown["suitable"] is True
        assert [each["facts"]["caution"] for each in shown["reasons"]] == ["breath-focus-worse", "panic"]
        assert shown["reasons"][1]["text"] == "Go gently here, and stop if it feels wrong: you marked panic attacks."

    async def test_what_was_hidden_is_there_and_says_so(self, http: httpx.AsyncClient, maya: Person) -> None:
        await put(http, maya, hidden=[SUITS])
        shown = await one(http, maya, SUITS)
        assert (shown["suitable"], shown["reasons"][0]["text"]) == (False, "Not offered: you have hidden it.")
        await put(http, maya)
        assert (await one(http, maya, SUITS))["suitable"] is True


class TestWhatDidHarm:
    async def test_twice_takes_it_out_until_the_client_brings_it_back(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        await rose(world, maya)
        assert await codes(http, maya, SUITS) == []
        await rose(world, maya, helped="helped")
        assert await codes(http, maya, SUITS) == ["harmed"]
        await put(http, maya, restored=[SUITS])
        assert await codes(http, maya, SUITS) == []

    async def test_brought_back_it_is_taken_out_again_by_two_harms_that_come_later_and_can_be_brought_back_anew(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        await rose(world, maya)
        await rose(world, maya)
        await put(http, maya, restored=[SUITS])
        await rose(world, maya)
        assert (await codes(http, maya, SUITS), await restored(http, maya)) == ([], [SUITS])
        await rose(world, maya)
        assert (await codes(http, maya, SUITS), await restored(http, maya)) == (["harmed"], [])
        await put(http, maya, hidden=["count-back"])
        assert await codes(http, maya, SUITS) == ["harmed"]
        await put(http, maya, restored=[SUITS])
        assert (await codes(http, maya, SUITS), await restored(http, maya)) == ([], [SUITS])

    async def test_whoever_saves_what_was_read_before_does_not_bring_it_back_unawares(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        await rose(world, maya)
        await rose(world, maya)
        await put(http, maya, restored=[SUITS])
        read = (await http.get("/v1/profile", headers=maya.headers)).headers["etag"]
        await rose(world, maya)
        await rose(world, maya)
        held = {**maya.headers, "if-match": read}
        answer = await http.put("/v1/profile", json={"restored": [SUITS], "hidden": ["count-back"]}, headers=held)
        assert (answer.status_code, await codes(http, maya, SUITS)) == (412, ["harmed"])

    async def test_a_late_word_counts_too(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        await rose(world, maya)
        now = datetime.now(UTC)
        rated = PracticeRated(practice_id=uuid4(), technique_id=SUITS, started_at=now, helped="worse")
        await world.say("coach_worker", maya, rated, uuid4(), now)
        assert await codes(http, maya, SUITS) == ["harmed"]

    async def test_what_was_taken_back_never_happened(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya, 6, "sad")
        await rose(world, maya, check_in)
        await rose(world, maya)
        assert await codes(http, maya, SUITS) == ["harmed"]
        await world.retract(maya, check_in)
        assert await codes(http, maya, SUITS) == []

    async def test_the_feeling_that_the_check_in_has_now_decides(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        check_in = await world.check_in(maya, 6, "happy")
        await rose(world, maya, check_in, emotion="happy")
        await rose(world, maya)
        assert await codes(http, maya, SUITS) == []
        await world.check_in(maya, 6, "sad", replaces=check_in)
        await world.retract(maya, check_in, "replaced")
        assert await codes(http, maya, SUITS) == ["harmed"]

    async def test_it_is_nobody_elses(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        await rose(world, maya)
        await rose(world, maya)
        assert await codes(http, stranger, SUITS) == []


class TestBadInput:
    @pytest.mark.parametrize(
        ("query", "field", "allowed"),
        [
            ("feeling=Anxious", "feeling", "Give one to three different ids from GET /v1/emotions"),
            ("feeling=happy&feeling=happy", "feeling", "Give one to three different ids from GET /v1/emotions"),
            ("feeling=happy&feeling=sad&feeling=bad&feeling=angry", "feeling", "Give one to three different ids"),
            ("minutes=0", "minutes", "Give a whole number from 1 to 600."),
            ("minutes=soon", "minutes", "Give a whole number from 1 to 600."),
            ("family=magic", "family", "Give one of: breathing, grounding, distraction,"),
            ("first_line=maybe", "first_line", "Give true or false."),
            ("q=" + "x" * 101, "q", "Give text of at most 100 characters."),
        ],
    )
    async def test_it_is_named_with_what_is_allowed(
        self, http: httpx.AsyncClient, maya: Person, query: str, field: str, allowed: str
    ) -> None:
        answer = await http.get(f"/v1/me/techniques?{query}", headers=maya.headers)
        assert answer.status_code == 422, answer.text
        [error] = answer.json()["errors"]
        assert error["field"] == field
        assert allowed in error["detail"]

    async def test_without_a_token_there_is_no_list(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        assert (await http.get("/v1/me/techniques")).status_code == 401
        therapist = world.person(maya.org, uuid4(), "therapist")
        assert (await http.get("/v1/me/techniques", headers=therapist.headers)).status_code == 403
