"""Units of work: one transaction, one organisation, news after the commit."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from shared.database import Database
from shared.log import Announce, Appended, Recorded, append, find, read_stream
from tests.databases import FreshDatabase
from tests.shared.units import event, recorded, unit

COUNT = text("SELECT count(*) FROM log.events")


class Failure(Exception):
    """Something went wrong inside a unit of work."""


@contextlib.asynccontextmanager
async def started(
    url: str, announce: Announce | None = None, *, role: str | None = None, pool_size: int = 1
) -> AsyncIterator[Database]:
    database = Database(url, announce, role=role, pool_size=pool_size)
    try:
        await database.start()
        yield database
    finally:
        await database.stop()


@pytest.fixture
async def api(postgres: FreshDatabase) -> AsyncIterator[Database]:
    """A pool of one connection, so that whatever it leaves behind meets the next unit of work."""
    async with started(postgres.url("checkin_api")) as database:
        yield database


async def versions(owner: asyncpg.Connection, subject: UUID) -> list[int]:
    return [each.version for each in await read_stream(owner, subject, "checkin")]


async def append_and_fail(database: Database, org: UUID, subject: UUID) -> None:
    async with database.unit_of_work(org) as work:
        assert isinstance((await work.append(unit(org, subject)))[0], Appended)
        raise Failure


async def test_a_unit_of_work_commits_its_appends_together_with_the_rest(
    api: Database, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    async with api.unit_of_work(org) as work:
        outcomes = await work.append(unit(org, subject), unit(org, subject))
        assert await versions(owner, subject) == []
    assert [type(outcome) for outcome in outcomes] == [Appended, Appended]
    assert await versions(owner, subject) == [1, 2]


async def test_a_rollback_takes_the_append_back(
    api: Database, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    with pytest.raises(Failure):
        await append_and_fail(api, org, subject)
    assert await versions(owner, subject) == []
    async with api.unit_of_work(org) as work:
        await work.append(unit(org, subject))
    assert await versions(owner, subject) == [1]


async def test_without_a_statement_first_a_raw_append_survives_the_rollback(
    postgres: FreshDatabase, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    """The reason why a unit of work sends one: SQLAlchemy begins its transaction with its own first statement."""

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(postgres.url("checkin_api"))

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect)
    async with engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        await append(raw, [unit(org, subject)])
        await connection.rollback()
    await engine.dispose()
    assert await versions(owner, subject) == [1]


async def test_what_was_appended_is_announced_once_after_the_commit(
    postgres: FreshDatabase, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    told: list[tuple[list[UUID], list[int]]] = []

    async def announce(events: Sequence[Recorded]) -> None:
        told.append(([each.id for each in events], await versions(owner, subject)))

    first, second = unit(org, subject), unit(org, subject)
    async with started(postgres.url("checkin_api"), announce) as database:
        async with database.unit_of_work(org) as work:
            await work.append(first)
            await work.append(second, first)
            assert told == []
        assert told == [([first.events[0].id, second.events[0].id], [1, 2])]
        with pytest.raises(Failure):
            await append_and_fail(database, org, subject)
        async with database.unit_of_work(org) as work:
            await work.append(first)
        assert len(told) == 1


async def test_trouble_with_the_news_does_not_undo_or_fail_a_unit_of_work(
    postgres: FreshDatabase, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    async def broken(events: Sequence[Recorded]) -> None:
        raise ConnectionError

    async with (
        started(postgres.url("checkin_api"), broken) as database,
        database.unit_of_work(org) as work,
    ):
        await work.append(unit(org, subject))
    assert await versions(owner, subject) == [1]


async def test_a_pooled_connection_keeps_no_organisation(api: Database, org: UUID, subject: UUID) -> None:
    async with api.unit_of_work(org) as work:
        await work.append(unit(org, subject))
        assert (await work.connection.execute(COUNT)).scalar_one() == 1
        pooled = work.raw
    assert await pooled.fetchval("SELECT current_setting('app.org', true)") == ""
    async with api.unit_of_work(None) as work:
        assert (await work.connection.execute(COUNT)).scalar_one() == 0
        setting = await work.connection.execute(text("SELECT current_setting('app.org', true)"))
        assert setting.scalar_one() == ""
    async with api.unit_of_work(uuid4()) as work:
        assert (await work.connection.execute(COUNT)).scalar_one() == 0


async def test_neither_an_error_nor_a_cancelled_request_leaves_its_organisation_to_the_next(
    api: Database, org: UUID, subject: UUID
) -> None:
    async with api.unit_of_work(org) as work:
        await work.append(unit(org, subject))

    async def is_cancelled() -> None:
        async with api.unit_of_work(org) as work:
            working.set()
            await work.connection.execute(text("SELECT pg_sleep(1)"))

    for _ in range(3):
        with pytest.raises(DBAPIError):
            async with api.unit_of_work(org) as work:
                await work.connection.execute(text("SELECT 1 / 0"))
        working = asyncio.Event()
        request = asyncio.create_task(is_cancelled())
        await working.wait()
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
        async with api.unit_of_work(uuid4()) as work:
            assert (await work.connection.execute(COUNT)).scalar_one() == 0
        async with api.unit_of_work(org) as work:
            assert (await work.connection.execute(COUNT)).scalar_one() == 1


async def test_a_unit_of_work_that_takes_too_long_is_rolled_back_and_its_connection_is_of_use_again(
    api: Database, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    async def dawdle() -> None:
        async with api.unit_of_work(org) as work:
            await work.append(unit(org, subject))
            for _ in range(30):
                await asyncio.sleep(0.1)

    with pytest.raises(TimeoutError):
        await dawdle()
    assert await versions(owner, subject) == []
    async with api.unit_of_work(org) as work:
        await work.append(unit(org, subject))
    assert await versions(owner, subject) == [1]


async def test_two_organisations_share_a_pool_and_never_see_each_other(postgres: FreshDatabase) -> None:
    orgs = [uuid4(), uuid4()]
    subjects = [await postgres.add_subject(org) for org in orgs]
    async with started(postgres.url("checkin_api"), pool_size=2) as database:

        async def look(turn: int) -> None:
            org = orgs[turn % 2]
            async with database.unit_of_work(org) as work:
                await work.append(unit(org, subjects[turn % 2]))
                found = await work.connection.execute(text("SELECT DISTINCT org FROM log.events"))
                assert list(found.scalars()) == [org]

        await asyncio.gather(*(look(turn) for turn in range(60)))


async def test_a_connection_that_died_in_the_pool_is_replaced_unnoticed(
    api: Database, owner: asyncpg.Connection, postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    async with api.unit_of_work(org) as work:
        await work.append(unit(org, subject))
    await owner.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1 AND usename = 'checkin_api'",
        postgres.name,
    )
    async with api.unit_of_work(org) as work:
        assert (await work.connection.execute(COUNT)).scalar_one() == 1


async def test_a_note_is_destroyed_together_with_its_retraction(
    api: Database, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    noted = event(note_key=b"wrapped")
    left = text("SELECT count(*) FROM log.note_keys")
    async with api.unit_of_work(org) as work:
        await work.append(unit(org, subject, noted))
    with contextlib.suppress(Failure):
        async with api.unit_of_work(org) as work:
            assert await work.destroy_note(subject, noted.id)
            raise Failure
    async with api.unit_of_work(org) as work:
        assert (await work.connection.execute(left)).scalar_one() == 1
        assert await work.destroy_note(subject, noted.id)
        await work.append(unit(org, subject, event(type="check_in.retracted")))
    async with api.unit_of_work(org) as work:
        assert (await work.connection.execute(left)).scalar_one() == 0
        assert not await work.destroy_note(subject, noted.id)
        await work.append(unit(org, subject, noted))
        assert (await work.connection.execute(left)).scalar_one() == 0
    assert await find(owner, subject, noted.id) is not None


async def test_a_note_is_safe_from_other_services_and_other_organisations(
    api: Database, postgres: FreshDatabase, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    noted = event(note_key=b"wrapped")
    async with api.unit_of_work(org) as work:
        await work.append(unit(org, subject, noted))
    async with api.unit_of_work(uuid4()) as work:
        assert not await work.destroy_note(subject, noted.id)
    for role in ("coach_api", "coach_worker"):
        async with started(postgres.url(role)) as database, database.unit_of_work(org) as work:
            assert not await work.destroy_note(subject, noted.id)
    assert await owner.fetchval("SELECT count(*) FROM log.note_keys WHERE event_id = $1", noted.id) == 1


async def test_a_worker_sees_all_organisations(postgres: FreshDatabase, checkin: asyncpg.Connection) -> None:
    orgs = {uuid4(), uuid4()}
    for org in orgs:
        recorded((await append(checkin, [unit(org, await postgres.add_subject(org))]))[0])
    async with started(postgres.url("router_worker")) as database, database.unit_of_work(None) as work:
        assert set((await work.connection.execute(text("SELECT org FROM log.events"))).scalars()) >= orgs
