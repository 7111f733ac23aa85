"""What a client said lately is read once, and what comes meanwhile is not missed."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.coach.api.lately import OVERLAP, Lately
from shared.events import CheckInRecorded
from shared.keyring import SubjectKey, seal_event
from shared.log import PostgresLog, Recorded
from tests.coach.world import Person, World
from tests.databases import until

HOURS = timedelta(hours=1)


async def waited_for(http: httpx.AsyncClient, who: Person, check_in: object) -> dict[str, Any]:
    answer = await http.get(f"/v1/recommendations/{check_in}?wait=10", headers=who.headers)
    assert answer.status_code == 200
    return dict(answer.json())


class TestWhileAnOfferIsBeingMade:
    async def test_a_card_seen_meanwhile_is_not_shown_again(
        self, world: World, http: httpx.AsyncClient, maya: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Seen after the first look, and before the offer: only the second look can find it."""
        check_in = await world.check_in(maya, 10, "sad.despair")
        looks = watched_looks(monkeypatch)
        waiting = asyncio.create_task(waited_for(http, maya, check_in))
        await until(lambda: once(looks))
        await world.see(maya, "S3", check_in)
        await world.offer(maya, check_in, intensity=10)
        assert (await waiting)["cards"] == []

    async def test_a_moment_told_meanwhile_counts(
        self, world: World, http: httpx.AsyncClient, maya: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        check_in = await world.check_in(maya, 10, "fearful.anxious")
        looks = watched_looks(monkeypatch)
        waiting = asyncio.create_task(waited_for(http, maya, check_in))
        await until(lambda: once(looks))
        await world.check_in(maya, 10, "fearful.anxious", ago=5 * HOURS)
        await world.offer(maya, check_in, intensity=10)
        assert [card["kind"] for card in (await waiting)["cards"]] == ["S3"]

    async def test_the_past_is_read_once_and_then_only_what_has_come(
        self, world: World, http: httpx.AsyncClient, maya: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        check_in = await world.check_in(maya, 9, "fearful.anxious")
        looks = watched_looks(monkeypatch)
        waiting = asyncio.create_task(waited_for(http, maya, check_in))
        await until(lambda: once(looks))
        await world.offer(maya, check_in)
        await waiting
        now = datetime.now(UTC)
        assert now - looks[0] > 16 * 24 * HOURS
        assert all(now - each < timedelta(minutes=1) for each in looks[1:])
        assert len(looks) > 1


def watched_looks(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """From when on each look reads."""
    looks: list[datetime] = []
    real = PostgresLog.find_beside

    async def watched(self: PostgresLog, *asked: Any, since: datetime) -> Any:
        found = await real(self, *asked, since=since)
        looks.append(since)
        return found

    monkeypatch.setattr(PostgresLog, "find_beside", watched)
    return looks


async def once(looks: list[datetime]) -> bool:
    return len(looks) > 0


NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
KEY = SubjectKey(uuid4(), uuid4(), bytes(32))


def recorded(at: datetime) -> Recorded:
    data = CheckInRecorded(emotions=["sad"], intensity=5, occurred_at=at)
    new = seal_event(KEY, id=uuid4(), data=data, occurred_at=at)
    return Recorded(new.id, KEY.org, KEY.subject, "checkin", 1, new.type, at, at, new.body, new.content, b"", 1, 1)


def test_what_was_not_read_so_far_back_is_not_answered() -> None:
    """An offer of some days ago has the cards it had: its own 16 days are read then."""
    lately, event = Lately(NOW), recorded(NOW + HOURS)
    assert lately.said_since(NOW) is None
    lately.take(KEY, [event])
    assert [each.id for each in lately.said_since(NOW) or []] == [event.id]
    assert lately.said_since(NOW - timedelta(seconds=1)) is None


def test_later_looks_read_from_a_little_before_the_newest_and_take_each_event_once() -> None:
    lately, first, second = Lately(NOW), recorded(NOW + 2 * HOURS), recorded(NOW + HOURS)
    assert lately.unread_since == NOW
    lately.take(KEY, [first])
    assert lately.unread_since == first.recorded_at - OVERLAP
    lately.take(KEY, [second, first])
    assert lately.unread_since == first.recorded_at - OVERLAP
    assert [each.id for each in lately.said_since(NOW) or []] == [first.id, second.id]
    assert timedelta(seconds=2) < OVERLAP
