"""The log under trouble: slow transactions, many writers, an event nobody can read, a Postgres that is killed."""

import asyncio
import os
import signal
import subprocess
import sys

import pytest

from deploy.local.servers import Postgres
from shared.bus import RedisNews
from shared.database.roles import limits_of
from shared.log import Appended, GroupCommit, Outcome, Seen, append
from tests.databases import connected, until
from tests.integration.load import Sent
from tests.integration.running import Running
from tests.integration.truth import Truth
from tests.integration.world import EVENING, World

pytestmark = pytest.mark.real
RATE = 80
OPEN_SECONDS = 4.0


async def test_a_slow_transaction_at_a_lower_place_is_not_passed_over(world: World) -> None:
    """Its check-in has a lower position than one that began earlier and is handled, and becomes visible long after
    others, later in the log by any measure, were handled too."""
    await world.start(*EVENING)
    before, held = (world.load.new(person) for person in world.others)
    url = world.database.url("checkin_api")
    async with connected(url) as early, connected(url) as slow:
        for limit in await limits_of(slow):
            await slow.execute(f"SET {limit} = 0")
        began = early.transaction()
        await began.start()
        await early.execute("SELECT pg_current_xact_id()")
        async with slow.transaction():
            low = place_of(await append(slow, [world.planter.unit(held)]))
            high = place_of(await append(early, [world.planter.unit(before)]))
            await began.commit()
            async with world.load.at(RATE):
                await asyncio.sleep(OPEN_SECONDS)
            await until(lambda: has_passed(world, high))
            await world.all_offered()
    world.load.answered |= {before.id: {}, held.id: {}}
    await world.holds()
    assert high < low, "it began later"
    assert low[1] < high[1], "its position is lower all the same"


async def test_eight_writers_on_the_same_streams_lose_nothing(world: World) -> None:
    """Each check-in is brought by two of them."""
    await world.start(*EVENING)
    said = [world.load.new(world.people[number // 4 % 4]) for number in range(200)]
    outcomes = await write(world, [said[place::4] for place in range(4)] * 2)
    assert len(outcomes) == 2 * len(said)
    assert sum(isinstance(each, Appended) for each in outcomes) == len(said)
    assert sum(isinstance(each, Seen) for each in outcomes) == len(said)
    world.load.answered |= {sent.id: {} for sent in said}
    await world.holds()


async def test_an_event_nobody_can_read_delays_no_other_and_ends_as_a_dead_letter(world: World) -> None:
    _, router, _ = await world.start(*EVENING)
    async with world.load.at(RATE):
        await world.load.grows(60)
        await world.plant("checkin_api", world.planter.poison(world.others[0]))
        await world.load.grows(60)
    await world.all_offered()
    assert 1 <= await tries(world) < 5, "all others have their offers while it still waits for its tries"
    await until(lambda: given_up(world))
    await world.holds(dead=1)
    await an_operator_drops_it(world, router)


async def test_a_postgres_that_is_killed_under_load_keeps_what_was_answered(
    killable: World, own_postgres: Postgres
) -> None:
    await killable.start(*EVENING)
    async with killable.load.at(RATE):
        await killable.load.grows(80)
        postmaster = int((own_postgres.folder / "postmaster.pid").read_text().splitlines()[0])
        os.kill(postmaster, signal.SIGKILL)
        await asyncio.to_thread(own_postgres.stop)
        await asyncio.to_thread(own_postgres.start)
        await killable.load.grows(80)
    await killable.holds()


async def write(world: World, shares: list[list[Sent]]) -> list[Outcome]:
    """One writer, as each API process has one, for each share."""
    news = RedisNews(world.valkey.url)
    await news.start()
    writers = [GroupCommit(world.database.url("checkin_api"), news.announce, group=10) for _ in shares]
    await asyncio.gather(*(writer.start() for writer in writers))
    units = {sent.id: world.planter.unit(sent) for share in shares for sent in share}
    outcomes = await asyncio.gather(
        *(writer.append(units[sent.id]) for writer, share in zip(writers, shares, strict=True) for sent in share)
    )
    await asyncio.gather(*(writer.drain() for writer in writers))
    await news.stop()
    return list(outcomes)


def place_of(outcomes: list[Outcome]) -> tuple[int, int]:
    """(tx, position) of what was appended."""
    [outcome] = outcomes
    assert isinstance(outcome, Appended)
    return outcome.events[0].tx, outcome.events[0].position


async def has_passed(world: World, place: tuple[int, int]) -> bool:
    """Whether the router's checkpoint is at or beyond a place in the log."""
    async with connected(world.database.owner) as owner:
        row = await owner.fetchrow("SELECT tx, position FROM router.checkpoints WHERE consumer = 'router'")
    return row is not None and tuple(row) >= place


async def tries(world: World) -> int:
    async with connected(world.database.owner) as owner:
        [row] = await owner.fetch("SELECT tries FROM router.retries WHERE consumer = 'router'")
        return int(row["tries"])


async def given_up(world: World) -> bool:
    """Whether both of the router's consumers have given up on an event; turns their clock forward, so that no pause is
    waited for."""
    async with connected(world.database.owner) as owner:
        await owner.execute("UPDATE router.retries SET next_at = now() WHERE next_at > now()")
        return bool(await owner.fetchval("SELECT count(*) = 2 FROM router.dead_letters WHERE tries = 5"))


async def an_operator_drops_it(world: World, router: Running) -> None:
    code, listed = await dead_letters(router, "list")
    assert code == 0
    told = {consumer: each for each in listed for consumer in [each.split("\t")[3]]}
    assert told.keys() == {"router", "router-packs"}
    for each in told.values():
        letter, _, tried, _, type, error = each.split("\t")
        assert (tried, type) == ("5", "check_in.recorded")
        assert error.startswith("NotReadable shared/keyring/")
        assert await dead_letters(router, "drop", letter) == (0, ["1 dropped"])
    assert await dead_letters(router, "list") == (0, [])
    await Truth(world.database, world.keys).settled()


async def dead_letters(router: Running, *arguments: str) -> tuple[int, list[str]]:
    command = [sys.executable, "-m", "services.router", "dead-letters", *arguments]
    done = await asyncio.to_thread(
        subprocess.run, command, env=router.environment, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout.splitlines()
