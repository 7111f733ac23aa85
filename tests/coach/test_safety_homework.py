"""S7 and S8 (docs/specification/safety.md section 2), by the rules alone and through HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.coach.safety import homework_cards, is_now, s7_due, s8_due
from services.coach.safety.moments import Seen
from shared.events import Barrier, CardSeen, CardShown, PlanAttempted, PlanNotThisTime
from tests.coach.said import named
from tests.coach.test_plan_api import added, call, post
from tests.coach.world import Person, World

# A Wednesday.
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
DAY, WEEK, MINUTE, SECOND = timedelta(days=1), timedelta(weeks=1), timedelta(minutes=1), timedelta(seconds=1)


def said(ago: timedelta, *barriers: Barrier, zone: str | None = None) -> PlanNotThisTime:
    return PlanNotThisTime(assignment_id=named("task"), barriers=list(barriers), told_at=NOON - ago, time_zone=zone)


def done(ago: timedelta, zone: str | None = None) -> PlanAttempted:
    return PlanAttempted(assignment_id=named("task"), version="tiny", attempted_at=NOON - ago, time_zone=zone)


NOW = said(timedelta(0), "low")


class TestThreeWeeks:
    @pytest.mark.parametrize("barrier", ["stirs", "low", "anxious", "too-hard"])
    def test_three_weeks_in_a_row_with_such_a_barrier(self, barrier: Barrier) -> None:
        assert s7_due(said(timedelta(0), barrier), [said(WEEK, barrier), said(2 * WEEK, "low")])

    @pytest.mark.parametrize("barrier", ["forgot", "no-time", "too-big", "ashamed", "boring"])
    def test_another_barrier_does_not_count(self, barrier: Barrier) -> None:
        assert not s7_due(said(timedelta(0), barrier), [said(WEEK, "low"), said(2 * WEEK, "low")])
        assert not s7_due(NOW, [said(WEEK, barrier), said(2 * WEEK, "low")])

    def test_any_place_among_the_three_barriers_counts(self) -> None:
        assert s7_due(said(timedelta(0), "no-time", "forgot", "low"), [said(WEEK, "low"), said(2 * WEEK, "low")])

    def test_two_weeks_are_not_enough_nor_three_with_a_gap(self) -> None:
        assert not s7_due(NOW, [said(WEEK, "low")])
        assert not s7_due(NOW, [said(WEEK, "low"), said(3 * WEEK, "low")])
        assert not s7_due(NOW, [said(2 * DAY, "low"), said(DAY, "low")])

    @pytest.mark.parametrize("ago", [timedelta(0), DAY, WEEK, 2 * WEEK])
    def test_a_week_in_which_it_was_done_in_any_size_does_not_count(self, ago: timedelta) -> None:
        assert not s7_due(NOW, [said(WEEK, "low"), said(2 * WEEK, "low"), done(ago)])

    def test_what_was_done_before_them_takes_nothing_away(self) -> None:
        assert s7_due(NOW, [said(WEEK, "low"), said(2 * WEEK, "low"), done(3 * WEEK)])

    @pytest.mark.parametrize(("moment", "expected"), [(timedelta(0), True), (-SECOND, False)])
    def test_a_week_begins_on_monday_at_midnight_of_the_persons_own_clock(
        self, moment: timedelta, expected: bool
    ) -> None:
        """Monday 00:00 in Madrid is Sunday 23:00 UTC."""
        zone, monday = "Europe/Madrid", datetime(2026, 11, 8, 23, 0, tzinfo=UTC)
        last_week = said(NOON - monday - moment, "low", zone=zone)
        now = said(timedelta(0), "low", zone=zone)
        assert s7_due(now, [last_week, said(2 * WEEK, "low", zone=zone)]) is expected


class TestCancelling:
    def test_ashamed_or_a_tap_on_cancelling(self) -> None:
        assert s8_due(["too-big", "ashamed"])
        assert s8_due(cancelling=True)
        assert not s8_due()
        assert not s8_due(["low", "stirs"])


class TestWhenTheyCome:
    PAST = (said(WEEK, "low"), said(2 * WEEK, "low"))

    @pytest.mark.parametrize(("late", "expected"), [(30 * MINUTE, ["S7", "S8"]), (30 * MINUTE + SECOND, [])])
    def test_only_while_it_is_still_now(self, late: timedelta, expected: list[str]) -> None:
        now = said(timedelta(0), "low", "ashamed")
        assert list(homework_cards(now, NOON + late, self.PAST, [])) == expected

    @pytest.mark.parametrize(("ago", "expected"), [(3 * WEEK - SECOND, []), (3 * WEEK, ["S7"])])
    def test_s7_rests_for_three_weeks_once_it_was_seen(self, ago: timedelta, expected: list[str]) -> None:
        seen = [Seen("S7", named("cause"), named("task"), NOON - ago)]
        assert list(homework_cards(NOW, NOON, self.PAST, seen)) == expected

    @pytest.mark.parametrize(("late", "expected"), [(30 * MINUTE, True), (30 * MINUTE + SECOND, False)])
    def test_now_ends_30_minutes_after_it_was_said(self, late: timedelta, expected: bool) -> None:
        assert is_now(NOON, NOON + late) is expected

    def test_s8_comes_each_time(self) -> None:
        seen = [Seen("S8", named("cause"), named("task"), NOON - MINUTE)]
        assert list(homework_cards(said(timedelta(0), "ashamed"), NOON, [], seen)) == ["S8"]


async def not_this_time(
    http: httpx.AsyncClient, who: Person, task: str, *barriers: str, ago: timedelta = timedelta(0), **more: Any
) -> dict[str, Any]:
    body = {"barriers": list(barriers), "occurred_at": (datetime.now(UTC) - ago).isoformat()} | more
    answer = await post(http, who, f"/assignments/{task}/not-this-time", body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def kinds(answer: dict[str, Any]) -> list[str]:
    return [card["kind"] for card in answer["cards"]]


async def a_hard_task(http: httpx.AsyncClient, who: Person) -> str:
    """With two hard weeks behind it."""
    task = str((await added(http, who, occurred_at=(datetime.now(UTC) - 4 * WEEK).isoformat()))["id"])
    for ago in (2 * WEEK, WEEK):
        assert kinds(await not_this_time(http, who, task, "low", ago=ago)) == []
    return task


class TestThroughHttp:
    async def test_the_third_week_brings_a_card_that_can_pause_the_task(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        task = await a_hard_task(http, maya)
        answer = await not_this_time(http, maya, task, "low")
        [card] = answer["cards"]
        assert (card["kind"], card["beside"]) == ("S7", "below")
        pause = next(each for each in card["choices"] if each["code"] == "pause")
        assert (pause["method"], pause["href"]) == ("POST", f"/v1/plan/assignments/{task}/pause")
        paused = await http.request(pause["method"], pause["href"], headers=maya.headers)
        assert paused.json()["status"] == "paused"
        [shown] = [each for each in await world.heard(maya) if isinstance(each.data, CardShown)]
        assert (str(shown.id), str(shown.data.cause), str(shown.data.episode)) == (card["id"], answer["id"], task)  # type: ignore[attr-defined]

    async def test_seen_it_rests_and_unseen_it_comes_again(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        task = await a_hard_task(http, maya)
        await not_this_time(http, maya, task, "low")
        [card] = (await not_this_time(http, maya, task, "low"))["cards"]
        saw = await http.post(f"/v1/cards/{card['id']}/seen", headers=maya.headers)
        assert (saw.status_code, saw.json()["kind"]) == (200, "S7")
        assert kinds(await not_this_time(http, maya, task, "low")) == []
        assert len([each for each in await world.heard(maya) if isinstance(each.data, CardSeen)]) == 1
        assert kinds(await not_this_time(http, maya, await a_hard_task(http, maya), "low")) == ["S7"]

    async def test_the_same_request_again_gets_the_same_cards(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        task = str((await added(http, maya))["id"])
        body = {"id": str(uuid4()), "barriers": ["ashamed"]}
        first, again = [await post(http, maya, f"/assignments/{task}/not-this-time", body) for _ in range(2)]
        assert first.json() == again.json()
        assert kinds(first.json()) == ["S8"]
        assert len([each for each in await world.heard(maya) if isinstance(each.data, CardShown)]) == 1

    async def test_the_ready_line_goes_to_the_session_with_one_tap(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        task = str((await added(http, maya))["id"])
        [card] = (await not_this_time(http, maya, task, "ashamed"))["cards"]
        tell = next(each for each in card["choices"] if each["code"] == "tell")
        await http.request(tell["method"], tell["href"], json=tell["body"], headers=maya.headers)
        assert (await call(http, maya, "GET", "")).json()["session"]["line"] == card["line"]

    async def test_what_is_told_late_brings_none_and_an_attempt_brings_none(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        task = str((await added(http, maya))["id"])
        assert kinds(await not_this_time(http, maya, task, "ashamed", ago=31 * MINUTE)) == []
        attempt = await post(http, maya, f"/assignments/{task}/attempts", {"version": "tiny"})
        assert (attempt.status_code, attempt.json()["what"]) == (201, "attempted")
        assert not [each for each in await world.heard(maya) if isinstance(each.data, CardShown)]

    async def test_nobody_else_can_say_that_they_saw_it(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        task = str((await added(http, maya))["id"])
        [card] = (await not_this_time(http, maya, task, "ashamed"))["cards"]
        assert (await http.post(f"/v1/cards/{card['id']}/seen", headers=stranger.headers)).status_code == 404
