"""Reading by place in the log; behind the wall for APIs, everything for workers."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import asyncpg
import pytest

from shared.log import Recorded, append, find, read_after, read_stream
from tests.databases import FreshDatabase, connected, until
from tests.shared.units import recorded, unit

POSITION_ONLY = "SELECT id, position FROM log.events WHERE position > $1 ORDER BY position"
POSITION_BELOW_XMIN = (
    "SELECT id, position FROM log.events e "
    "WHERE position > $1 AND e.tx < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY position"
)


class PositionReader:
    """The control: remembers only the highest position it has read, and so loses events."""

    def __init__(self, connection: asyncpg.Connection, statement: str) -> None:
        self.connection = connection
        self.statement = statement
        self.position = 0
        self.ids: list[UUID] = []

    async def read(self) -> list[UUID]:
        for id, position in await self.connection.fetch(self.statement, self.position):
            self.ids.append(id)
            self.position = position
        return self.ids


class CursorReader:
    """Reads as catch-up does."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self.cursor = (0, 0)
        self.ids: list[UUID] = []

    async def read(self) -> list[UUID]:
        for each in await read_after(self.connection, *self.cursor, 100):
            self.ids.append(each.id)
            self.cursor = (each.tx, each.position)
        return self.ids


@pytest.fixture
async def empty_log(postgres: FreshDatabase, owner: asyncpg.Connection) -> None:
    """Nothing in the log, so that readers can start at zero."""
    await owner.execute("TRUNCATE log.events, log.heads")


@pytest.fixture
async def other(postgres: FreshDatabase) -> AsyncIterator[asyncpg.Connection]:
    async with connected(postgres.url("checkin_api")) as connection:
        yield connection


@pytest.fixture
async def worker(postgres: FreshDatabase) -> AsyncIterator[asyncpg.Connection]:
    async with connected(postgres.url("router_worker")) as connection:
        yield connection


@pytest.mark.usefixtures("empty_log")
async def test_an_open_transaction_with_a_lower_position_is_not_skipped(
    checkin: asyncpg.Connection,
    other: asyncpg.Connection,
    worker: asyncpg.Connection,
    postgres: FreshDatabase,
    org: UUID,
) -> None:
    """The control, by position alone, reads the second, stores its position, and never sees the first."""
    slow, fast = [unit(org, await postgres.add_subject(org)) for _ in range(2)]
    control, reader = PositionReader(worker, POSITION_ONLY), CursorReader(worker)
    async with checkin.transaction():
        await append(checkin, [slow])
        await append(other, [fast])
        assert await control.read() == [fast.events[0].id]
        assert await reader.read() == []
    wanted = [slow.events[0].id, fast.events[0].id]
    assert await until(reader.read) == wanted
    assert await control.read() == [fast.events[0].id]


@pytest.mark.usefixtures("empty_log")
async def test_positions_and_transactions_in_opposite_order_are_both_read(
    checkin: asyncpg.Connection,
    other: asyncpg.Connection,
    worker: asyncpg.Connection,
    postgres: FreshDatabase,
    org: UUID,
) -> None:
    """The control, by position below xmin, loses the later transaction, because its position is the lower one."""
    early, late = [unit(org, await postgres.add_subject(org)) for _ in range(2)]
    control, reader = PositionReader(worker, POSITION_BELOW_XMIN), CursorReader(worker)
    await checkin.execute("BEGIN")
    await checkin.execute("SELECT pg_current_xact_id()")
    async with other.transaction():
        await append(other, [late])
        await append(checkin, [early])
        await checkin.execute("COMMIT")
        assert await until(control.read) == [early.events[0].id]
        assert await until(reader.read) == [early.events[0].id]
    both = [early.events[0].id, late.events[0].id]

    async def all_read() -> bool:
        return await reader.read() == both

    await until(all_read)
    assert await control.read() == [early.events[0].id]


@pytest.mark.usefixtures("empty_log")
async def test_pages_follow_each_other_without_gap_or_overlap(
    checkin: asyncpg.Connection, worker: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    told = [recorded((await append(checkin, [unit(org, subject)]))[0])[0] for _ in range(7)]

    async def pages() -> list[list[Recorded]]:
        found: list[list[Recorded]] = []
        cursor = (0, 0)
        while page := await read_after(worker, *cursor, 3):
            found.append(page)
            cursor = (page[-1].tx, page[-1].position)
        return found if sum(map(len, found)) == len(told) else []

    found = await until(pages)
    assert [len(page) for page in found] == [3, 3, 1]
    assert [each for page in found for each in page] == told


async def test_an_api_sees_its_organisation_even_when_it_asks_for_everything(
    checkin: asyncpg.Connection, worker: asyncpg.Connection, postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    foreign_org = uuid4()
    foreign = await postgres.add_subject(foreign_org)
    await append(checkin, [unit(org, subject), unit(foreign_org, foreign)])
    async with checkin.transaction():
        await checkin.execute("SELECT set_config('app.org', $1, true)", str(org))
        for table in ("events", "heads", "subject_keys"):
            rows = await checkin.fetch(f"SELECT DISTINCT org FROM log.{table}")
            assert [row["org"] for row in rows] == [org]
        assert await read_stream(checkin, foreign, "checkin") == []
        assert await find(checkin, foreign, uuid4()) is None
    assert {row["org"] for row in await worker.fetch("SELECT DISTINCT org FROM log.events")} >= {org, foreign_org}


@pytest.mark.parametrize("given", [None, "", "of another time"])
async def test_without_an_organisation_nothing_is_seen(
    checkin: asyncpg.Connection, org: UUID, subject: UUID, given: str | None
) -> None:
    """Never set, and set once in an earlier transaction of the same session: then it is '' and not null."""
    await append(checkin, [unit(org, subject)])
    if given:
        async with checkin.transaction():
            await checkin.execute("SELECT set_config('app.org', $1, true)", str(org))
            assert await checkin.fetchval("SELECT count(*) FROM log.events") == 1
        assert await checkin.fetchval("SELECT current_setting('app.org', true)") == ""
    elif given is not None:
        await checkin.execute("SELECT set_config('app.org', '', false)")
    assert await checkin.fetchval("SELECT count(*) FROM log.events") == 0


async def test_a_stream_is_read_from_a_version_on_and_an_event_by_its_id(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    told = [recorded(outcome)[0] for outcome in await append(checkin, [unit(org, subject) for _ in range(5)])]
    assert await read_stream(owner, subject, "checkin", after=3) == told[3:]
    assert await read_stream(owner, subject, "checkin", after=1, limit=2) == told[1:3]
    assert await read_stream(owner, subject, "coach") == []
    assert await find(owner, subject, told[2].id) == told[2]
    assert await find(owner, subject, uuid4()) is None
