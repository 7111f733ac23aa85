"""The writer: groups, announcements, a bounded queue, draining, bad units, lost connections."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import asyncpg
import pytest

from shared.log import (
    Announce,
    Appended,
    GroupCommit,
    LogUnavailable,
    NewEvent,
    Outcome,
    QueueFull,
    Recorded,
    Seen,
    Stale,
    Unit,
    read_stream,
    verify_stream,
)
from tests.databases import FreshDatabase, connected, until
from tests.shared.units import NOON, event, recorded, unit

WAITING_FOR_A_LOCK = "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'"


class News:
    """What was announced, group by group."""

    def __init__(self) -> None:
        self.groups: list[list[Recorded]] = []

    async def announce(self, events: Sequence[Recorded]) -> None:
        self.groups.append(list(events))


@contextlib.asynccontextmanager
async def writing(
    url: str, announce: Announce, *, capacity: int = 2000, group: int = 200, patience: float = 5.0
) -> AsyncIterator[GroupCommit]:
    writer = GroupCommit(url, announce, capacity=capacity, group=group, patience=patience)
    await writer.start()
    try:
        yield writer
    finally:
        await writer.drain()


class Obstacle:
    """Holds the head of one stream, so that the writer stands still until it is lifted."""

    def __init__(self, postgres: FreshDatabase, owner: asyncpg.Connection, blocked: Unit) -> None:
        self.postgres = postgres
        self.owner = owner
        self.blocked = blocked

    async def __aenter__(self) -> "Obstacle":
        await self.owner.execute(
            "INSERT INTO log.heads VALUES ($1, 'checkin', $2, 0, $3)", self.blocked.subject, self.blocked.org, bytes(32)
        )
        await self.owner.execute("BEGIN")
        await self.owner.execute("SELECT FROM log.heads WHERE subject = $1 FOR UPDATE", self.blocked.subject)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.lift()

    async def met(self, writer: GroupCommit) -> "asyncio.Task[Outcome]":
        """Send the blocked unit and wait until the writer stands before the lock."""
        first = asyncio.create_task(writer.append(self.blocked))

        async def stands_still() -> bool:
            async with connected(self.postgres.owner) as watching:
                return bool(await watching.fetchval(WAITING_FOR_A_LOCK, self.postgres.name))

        await until(stands_still)
        return first

    async def lift(self) -> None:
        if self.owner.is_in_transaction():
            await self.owner.execute("COMMIT")


@pytest.fixture
def news() -> News:
    return News()


@pytest.fixture
async def writer(postgres: FreshDatabase, news: News) -> AsyncIterator[GroupCommit]:
    async with writing(postgres.url("checkin_api"), news.announce) as writer:
        yield writer


@pytest.fixture
async def obstacle(postgres: FreshDatabase, owner: asyncpg.Connection, org: UUID) -> AsyncIterator[Obstacle]:
    async with Obstacle(postgres, owner, unit(org, await postgres.add_subject(org))) as obstacle:
        yield obstacle


async def queued(writer: GroupCommit, units: Sequence[Unit]) -> "list[asyncio.Task[Outcome]]":
    tasks = [asyncio.create_task(writer.append(each)) for each in units]
    await asyncio.sleep(0)  # lets each task put its unit into the queue
    return tasks


async def test_what_arrives_during_a_commit_goes_together_in_the_next(
    writer: GroupCommit, news: News, obstacle: Obstacle, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    first = await obstacle.met(writer)
    waiting = await queued(writer, [unit(org, subject) for _ in range(30)])
    await obstacle.lift()
    outcomes = await asyncio.gather(first, *waiting)
    assert [len(group) for group in news.groups] == [1, 30]
    assert [recorded(outcome)[0].version for outcome in outcomes[1:]] == list(range(1, 31))
    assert len({recorded(outcome)[0].tx for outcome in outcomes[1:]}) == 1
    verify_stream(await read_stream(owner, subject, "checkin"))


async def test_a_group_has_a_limit(
    postgres: FreshDatabase, news: News, obstacle: Obstacle, org: UUID, subject: UUID
) -> None:
    async with writing(postgres.url("checkin_api"), news.announce, group=10) as writer:
        first = await obstacle.met(writer)
        waiting = await queued(writer, [unit(org, subject) for _ in range(25)])
        await obstacle.lift()
        await asyncio.gather(first, *waiting)
    assert [len(group) for group in news.groups] == [1, 10, 10, 5]


async def test_the_news_comes_after_the_commit_and_before_the_answer(
    postgres: FreshDatabase, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    answered: list[Outcome] = []
    seen_at_announcement: list[tuple[int, int]] = []

    async def announce(events: Sequence[Recorded]) -> None:
        committed = await owner.fetchval("SELECT count(*) FROM log.events WHERE id = $1", events[0].id)
        seen_at_announcement.append((committed, len(answered)))

    async with writing(postgres.url("checkin_api"), announce) as writer:
        answered.append(await writer.append(unit(org, subject)))
    assert seen_at_announcement == [(1, 0)]


async def test_only_what_was_recorded_now_is_announced(
    writer: GroupCommit, news: News, org: UUID, subject: UUID
) -> None:
    fact = unit(org, subject)
    assert isinstance(await writer.append(fact), Appended)
    assert isinstance(await writer.append(fact), Seen)
    assert isinstance(await writer.append(unit(org, subject, expected=9)), Stale)
    assert [len(group) for group in news.groups] == [1]


async def test_trouble_with_the_news_is_no_trouble_for_the_caller(
    postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    async def broken(events: Sequence[Recorded]) -> None:
        raise ConnectionError

    async def hanging(events: Sequence[Recorded]) -> None:
        await asyncio.Event().wait()

    for announce in (broken, hanging):
        async with writing(postgres.url("checkin_api"), announce) as writer:
            assert isinstance(await writer.append(unit(org, subject)), Appended)


@pytest.mark.parametrize(
    "bad",
    [
        NewEvent(UUID(int=1), "with a zero\x00", NOON, b"", b""),
        NewEvent(UUID(int=2), 7, NOON, b"", b""),  # type: ignore[arg-type]
        NewEvent(UUID(int=3), "without body", NOON, None, b""),  # type: ignore[arg-type]
    ],
    ids=["refused by the server", "refused by the driver", "refused by the table"],
)
async def test_one_bad_unit_harms_no_other(
    writer: GroupCommit,
    news: News,
    obstacle: Obstacle,
    owner: asyncpg.Connection,
    org: UUID,
    subject: UUID,
    bad: NewEvent,
) -> None:
    good = [unit(org, subject), unit(org, subject, event(), event())]
    first = await obstacle.met(writer)
    waiting = await queued(writer, [good[0], unit(org, subject, event(), bad), good[1]])
    await obstacle.lift()
    outcomes = await asyncio.gather(first, *waiting, return_exceptions=True)
    assert isinstance(outcomes[2], asyncpg.PostgresError)
    stream = await read_stream(owner, subject, "checkin")
    assert [each.id for each in stream] == [each.id for given in good for each in given.events]
    verify_stream(stream)
    assert [len(group) for group in news.groups] == [1, 3]


async def test_a_stream_that_stays_locked_delays_but_does_not_fail_the_others(
    writer: GroupCommit, obstacle: Obstacle, org: UUID, subject: UUID
) -> None:
    """The lock timeout of the role ends the group; each alone, only the one before the lock fails, and may be sent
    again."""
    first = await obstacle.met(writer)
    blocked, free = await queued(writer, [unit(obstacle.blocked.org, obstacle.blocked.subject), unit(org, subject)])
    assert isinstance(await free, Appended)
    for each in (first, blocked):
        with pytest.raises(LogUnavailable):
            await each
    await obstacle.lift()
    assert isinstance(await writer.append(obstacle.blocked), Appended)


async def test_a_full_queue_refuses_at_once_and_takes_units_again_later(
    postgres: FreshDatabase, news: News, obstacle: Obstacle, org: UUID, subject: UUID
) -> None:
    async with writing(postgres.url("checkin_api"), news.announce, capacity=3) as writer:
        first = await obstacle.met(writer)
        waiting = await queued(writer, [unit(org, subject) for _ in range(3)])
        with pytest.raises(QueueFull):
            await writer.append(unit(org, subject))
        await obstacle.lift()
        assert all(isinstance(each, Appended) for each in await asyncio.gather(first, *waiting))
        assert isinstance(await writer.append(unit(org, subject)), Appended)


async def test_draining_finishes_what_is_queued_and_refuses_what_comes_after(
    postgres: FreshDatabase, news: News, obstacle: Obstacle, org: UUID, subject: UUID
) -> None:
    async with writing(postgres.url("checkin_api"), news.announce, group=2) as writer:
        first = await obstacle.met(writer)
        waiting = await queued(writer, [unit(org, subject) for _ in range(7)])
        draining = asyncio.create_task(writer.drain())
        await asyncio.sleep(0)
        with pytest.raises(QueueFull):
            await writer.append(unit(org, subject))
        await obstacle.lift()
        await draining
        assert all(task.done() for task in (first, *waiting))
        assert all(isinstance(task.result(), Appended) for task in (first, *waiting))


async def test_the_unit_of_a_caller_that_went_away_is_still_committed(
    writer: GroupCommit, news: News, obstacle: Obstacle, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    first = await obstacle.met(writer)
    gone, staying = await queued(writer, [unit(org, subject), unit(org, subject)])
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    await obstacle.lift()
    await asyncio.gather(first, staying)
    assert len(await read_stream(owner, subject, "checkin")) == 2
    assert [len(group) for group in news.groups] == [1, 2]


async def test_50_parallel_appends_of_one_id_through_two_writers_record_it_once(
    postgres: FreshDatabase, news: News, org: UUID, subject: UUID
) -> None:
    same = event()
    url = postgres.url("checkin_api")
    async with writing(url, news.announce) as one, writing(url, news.announce) as two:
        outcomes = await asyncio.gather(
            *((one, two)[turn % 2].append(unit(org, subject, event(id=same.id))) for turn in range(50))
        )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Appended"] + ["Seen"] * 49
    assert [each.id for group in news.groups for each in group] == [same.id]


async def test_a_connection_that_was_cut_is_replaced_and_nothing_is_recorded_twice(
    writer: GroupCommit, owner: asyncpg.Connection, postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    units = [unit(org, subject) for _ in range(100)]
    outcomes: list[Outcome] = []
    for turn, each in enumerate(units):
        if turn % 25 == 10:
            await owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = 'checkin_api'",
                postgres.name,
            )
        outcomes.append(await writer.append(each))
    stream = await read_stream(owner, subject, "checkin")
    assert [each.id for each in stream] == [each.events[0].id for each in units]
    assert all(isinstance(outcome, Appended | Seen) for outcome in outcomes)
    verify_stream(stream)
