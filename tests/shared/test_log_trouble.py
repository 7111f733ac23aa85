"""The writer when connections are lost, the server goes away, or everything stands still."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import asyncpg
import pytest

from deploy.local.servers import Postgres
from shared.log import (
    Appended,
    LogUnavailable,
    Outcome,
    QueueFull,
    Seen,
    read_stream,
    verify_stream,
)
from shared.telemetry import metrics
from tests.databases import FreshDatabase, as_role, connected, fresh_database, until
from tests.shared.test_log_group_commit import News, queued, writing
from tests.shared.units import event, unit


@pytest.fixture
def news() -> News:
    return News()


@contextlib.asynccontextmanager
async def all_heads_locked(postgres: FreshDatabase) -> AsyncIterator[None]:
    """Trouble of the database, not of any unit."""
    async with connected(postgres.owner) as owner, owner.transaction():
        await owner.execute("LOCK TABLE log.heads IN EXCLUSIVE MODE")
        yield


def commits() -> float:
    """How many group commits were tried; a group that is taken apart counts once."""
    return measured("log_group_units_count")


OUTCOMES = ("appended", "seen", "stale", "other_content", "no_key", "failed")


def measured(name: str) -> float:
    return metrics().registry.get_sample_value(name) or 0.0


def counted(outcome: str) -> float:
    return metrics().registry.get_sample_value("log_units_total", {"outcome": outcome}) or 0.0


async def kinds(answers: Awaitable[list[Outcome | BaseException]]) -> set[str]:
    return {type(each).__name__ for each in await answers}


async def test_a_locked_database_is_given_up_after_a_few_tries_and_draining_ends(
    postgres: FreshDatabase, news: News, org: UUID
) -> None:
    """Taken apart one by one, 300 units would take more than seven minutes."""
    subjects = [await postgres.add_subject(org) for _ in range(10)]
    units = [unit(org, subjects[number % 10]) for number in range(300)]
    async with writing(postgres.url("checkin_api"), news.announce) as writer, all_heads_locked(postgres):
        before = commits()
        answers = asyncio.gather(*(await queued(writer, units)), return_exceptions=True)
        async with asyncio.timeout(20):
            await writer.drain()
            assert await kinds(answers) == {"LogUnavailable"}
        assert commits() - before == 1
    async with writing(postgres.url("checkin_api"), news.announce) as writer:
        assert await kinds(asyncio.gather(*(writer.append(each) for each in units))) == {"Appended"}


async def test_two_locked_streams_harm_no_other_that_comes_between(
    postgres: FreshDatabase, news: News, owner: asyncpg.Connection, org: UUID
) -> None:
    """All units of a locked stream fail with its first, without being waited for one by one."""
    first, second, free = [await postgres.add_subject(org) for _ in range(3)]
    async with writing(postgres.url("checkin_api"), news.announce) as writer:
        await asyncio.gather(*(writer.append(unit(org, each)) for each in (first, second)))
        units = [unit(org, each) for each in (first, first, first, free, first, second, free)]
        async with owner.transaction():
            await owner.execute("SELECT FROM log.heads WHERE subject = ANY ($1) FOR UPDATE", [first, second])
            answers = await asyncio.gather(*(await queued(writer, units)), return_exceptions=True)
    assert [type(each) for each in answers] == [LogUnavailable] * 3 + [Appended] + [LogUnavailable] * 2 + [Appended]


async def test_a_caller_waits_no_longer_than_twice_the_patience(
    postgres: FreshDatabase, news: News, org: UUID, subject: UUID
) -> None:
    """The unit itself stays in the queue; the next answer with its ids says that it was recorded."""
    late = unit(org, subject)
    async with writing(postgres.url("checkin_api"), news.announce, patience=0.2) as writer:
        async with all_heads_locked(postgres):
            with pytest.raises(LogUnavailable):
                await writer.append(late)

        async def recorded_at_last() -> bool:
            async with connected(postgres.owner) as owner:
                return len(await read_stream(owner, subject, "checkin")) == 1

        await until(recorded_at_last)
        assert isinstance(await writer.append(late), Seen)


async def test_outcomes_groups_and_the_queue_are_measured(
    postgres: FreshDatabase, news: News, org: UUID, subject: UUID
) -> None:
    before = {outcome: counted(outcome) for outcome in OUTCOMES}
    taken, full = measured("log_group_units_sum"), measured("log_queue_full_total")
    fact = unit(org, subject)
    other = unit(org, subject, event(id=fact.events[0].id, content=b"other"))
    units = [fact, fact, other, unit(org, subject, expected=9)]
    async with writing(postgres.url("checkin_api"), news.announce, capacity=6) as writer:
        bad = unit(org, subject, event(type="with a zero\x00"))
        waiting = await queued(writer, [*units, unit(org, org), bad])
        assert measured("log_queue_units") == 6
        with pytest.raises(QueueFull):
            await writer.append(fact)
        await asyncio.gather(*waiting, return_exceptions=True)
    after = {outcome: counted(outcome) - count for outcome, count in before.items()}
    assert after == {"appended": 1, "seen": 1, "stale": 1, "other_content": 1, "no_key": 1, "failed": 1}
    assert measured("log_group_units_sum") - taken == 6
    assert measured("log_queue_full_total") - full == 1
    assert measured("log_queue_units") == 0


class CutAtTheAnswer:
    """A proxy before the server that, when armed, swallows the next answer and hangs up, or says nothing any more when
    it is `silent`: the commit has happened, and nobody was told."""

    def __init__(self, url: str, *, silent: bool = False) -> None:
        self.url = url
        self.silent = silent
        self.armed = False
        self.cuts = 0

    async def __aenter__(self) -> str:
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        port = self.server.sockets[0].getsockname()[1]
        parts = urlsplit(self.url)
        user = parts.netloc.rpartition("@")[0]
        return parts._replace(netloc=f"{user}@127.0.0.1:{port}", query="sslmode=disable").geturl()

    async def __aexit__(self, *_: object) -> None:
        self.server.close()
        await self.server.wait_closed()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to_server = await self.connect()
        try:
            await asyncio.gather(self.pump(reader, to_server[1]), self.answers(to_server[0], writer, to_server[1]))
        finally:
            for each in (writer, to_server[1]):
                each.close()

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        parts = urlsplit(self.url)
        folder = parse_qs(parts.query).get("host")
        if folder:
            return await asyncio.open_unix_connection(f"{folder[0]}/.s.PGSQL.5432")
        return await asyncio.open_connection(parts.hostname, parts.port or 5432)

    async def pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65536):
                sink.write(data)
                await sink.drain()
        sink.close()

    async def answers(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, upstream: asyncio.StreamWriter
    ) -> None:
        while data := await source.read(65536):
            # A transaction that has ended is reported as ReadyForQuery with the state "idle".
            if self.armed and data.endswith(b"Z\x00\x00\x00\x05I"):
                self.armed, self.cuts = False, self.cuts + 1
                if self.silent:
                    continue
                break
            sink.write(data)
            await sink.drain()
        for each in (sink, upstream):
            each.close()


@pytest.mark.parametrize("silent", [False, True], ids=["cut", "dropped without a word"])
async def test_a_commit_whose_answer_was_lost_is_found_again_by_its_ids(
    postgres: FreshDatabase, news: News, owner: asyncpg.Connection, org: UUID, subject: UUID, silent: bool
) -> None:
    proxy = CutAtTheAnswer(postgres.url("checkin_api"), silent=silent)
    async with proxy as url, writing(url, news.announce) as writer:
        assert isinstance(await writer.append(unit(org, subject)), Appended)
        proxy.armed = True
        lost = unit(org, subject, event(), event(), expected=1)
        answer = await writer.append(lost)
        assert proxy.cuts == 1
        assert isinstance(answer, Seen)
        assert [each.id for each in answer.events] == [each.id for each in lost.events]
        assert list(answer.events) in news.groups, "what was recorded untold is announced"
        assert isinstance(await writer.append(lost), Seen)
        assert isinstance(await writer.append(unit(org, subject, expected=3)), Appended)
    assert [len(group) for group in news.groups] == [1, 2, 1]
    verify_stream(await read_stream(owner, subject, "checkin"))


async def test_a_server_that_goes_away_is_waited_for_but_not_for_ever(news: News, tmp_path: Path) -> None:
    with Postgres(tmp_path / "data") as server:
        async with fresh_database(server.url) as database:
            subject = await database.add_subject()
            url = as_role(database.owner, "checkin_api", "")
            async with writing(url, news.announce, patience=0.5) as writer:
                await asyncio.to_thread(server.stop)
                hopeless = await asyncio.gather(
                    *(writer.append(unit(database.org, subject)) for _ in range(3)), return_exceptions=True
                )
                assert [type(each) for each in hopeless] == [LogUnavailable] * 3
                await asyncio.to_thread(server.start)
                back = unit(database.org, subject)

                async def works_again() -> Outcome | None:
                    try:
                        return await writer.append(back)
                    except LogUnavailable:
                        return None

                assert isinstance(await until(works_again), Appended)
