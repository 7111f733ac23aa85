"""Moving a log to another cluster: the runbook's own statements, on a log whose transaction ids are of elsewhere."""

import json
import random
import re
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from shared.log import Recorded, append, read_after, read_stream, verify_stream
from tests.databases import FreshDatabase, connected, fresh_database, until
from tests.shared.units import recorded, unit

RUNBOOK = Path(__file__).parents[2] / "docs" / "runbooks" / "moving-a-log.md"
ELSEWHERE = 10**12
CONSUMER = "router"
IN_ORDER = "SELECT id FROM log.events ORDER BY tx, position"
# Beyond the checkpoint, or beyond where the consumer is in a type that came later; and not in the inbox.
UNHANDLED = """
SELECT e.id FROM log.events e, router.checkpoints c
WHERE (e.tx, e.position) > {place} AND NOT EXISTS (
    SELECT FROM router.inbox i WHERE i.consumer = c.consumer AND i.subject = e.subject AND i.event = e.id
) ORDER BY e.tx, e.position
"""
OVERALL = UNHANDLED.format(place="(c.tx, c.position)")
IN_THE_TYPE = UNHANDLED.format(
    place="((c.behind #>> '{check_in.recorded,0}')::xid8, (c.behind #>> '{check_in.recorded,1}')::bigint)"
)


def statements() -> list[str]:
    """The blocks of SQL in the runbook, in order."""
    return re.findall(r"```sql\n(.*?)```", RUNBOOK.read_text(), re.DOTALL)


@pytest.fixture
async def moved(postgres_url: str) -> AsyncIterator[FreshDatabase]:
    """A restored log of 40 events, not in the order of their positions, half of them heard, of one
    type only ten, and five in the inbox."""
    async with fresh_database(postgres_url, ["router"]) as database, connected(database.owner) as owner:
        subjects = [await database.add_subject() for _ in range(4)]
        async with connected(database.url("checkin_api")) as checkin:
            for turn in range(40):
                await append(checkin, [unit(database.org, subjects[turn % 4])])
        ids = [row["id"] for row in await owner.fetch("SELECT id FROM log.events ORDER BY position")]
        for nth, id in enumerate(random.Random(1).sample(ids, len(ids))):
            await owner.execute("UPDATE log.events SET tx = ($1::text)::xid8 WHERE id = $2", str(ELSEWHERE + nth), id)
        behind = json.dumps({"check_in.recorded": await place(owner, 10)})
        await owner.execute(
            "INSERT INTO router.checkpoints (consumer, tx, position, behind) VALUES ($1, $2, $3, $4)",
            *(CONSUMER, *await place(owner, 20), behind),
        )
        await owner.execute(
            "INSERT INTO router.inbox SELECT $1, subject, id, org, tx, position FROM log.events"
            " WHERE tx > (SELECT tx FROM router.checkpoints) ORDER BY id LIMIT 5",
            CONSUMER,
        )
        yield database


async def place(owner: asyncpg.Connection, heard: int) -> tuple[int, int]:
    row = await owner.fetchrow("SELECT tx, position FROM log.events ORDER BY tx, position OFFSET $1 LIMIT 1", heard - 1)
    assert row is not None
    return row["tx"], row["position"]


async def move(database: FreshDatabase) -> None:
    async with connected(database.owner) as owner:
        for each in statements():
            await owner.execute(each)


async def everything(database: FreshDatabase) -> list[Recorded]:
    async with connected(database.url("router_worker")) as worker:
        return await read_after(worker, 0, 0, 1000)


async def say_something(database: FreshDatabase, subject: UUID) -> Recorded:
    async with connected(database.url("checkin_api")) as checkin:
        return recorded((await append(checkin, [unit(database.org, subject)]))[0])[0]


async def test_without_the_step_old_events_are_hidden(moved: FreshDatabase) -> None:
    """The control: only what was said on the new cluster is found, and it sorts before what is older."""
    async with connected(moved.owner) as owner:
        subject = await owner.fetchval("SELECT subject FROM log.events LIMIT 1")
    new = await say_something(moved, subject)
    assert (new.tx, new.position) < (ELSEWHERE, 0)

    async def found() -> list[Recorded]:
        return await everything(moved)

    assert await until(found) == [new]


@pytest.mark.parametrize("times", [1, 2], ids=["once", "repeated"])
async def test_catch_up_finds_old_and_new_events_in_order(moved: FreshDatabase, times: int) -> None:
    async with connected(moved.owner) as owner:
        old = [row["id"] for row in await owner.fetch(IN_ORDER)]
        subject = await owner.fetchval("SELECT subject FROM log.events LIMIT 1")
        for _ in range(times):
            await move(moved)
        new = await say_something(moved, subject)

        async def all_found() -> list[UUID]:
            ids = [each.id for each in await everything(moved)]
            return ids if new.id in ids else []

        assert await until(all_found) == [*old, new.id]
        verify_stream(await read_stream(owner, subject, "checkin"))


async def test_what_a_consumer_has_handled_stays_handled_and_the_rest_stays_to_be_done(moved: FreshDatabase) -> None:
    async with connected(moved.owner) as owner:
        before = [await owner.fetch(each) for each in (OVERALL, IN_THE_TYPE)]
        assert [len(each) for each in before] == [15, 25]
        await move(moved)
        assert [await owner.fetch(each) for each in (OVERALL, IN_THE_TYPE)] == before
        assert await owner.fetchval("SELECT bool_and(tx = '1') FROM router.inbox")
