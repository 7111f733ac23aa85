"""Many writers on the same streams: nothing lost, nothing twice, no gap, no deadlock."""

import asyncio
import random
from uuid import UUID

import asyncpg

from shared.log import (
    Appended,
    NewEvent,
    Outcome,
    Recorded,
    Seen,
    Stale,
    Unit,
    append,
    read_after,
    read_stream,
    verify_stream,
)
from tests.databases import FreshDatabase, connected, until
from tests.shared.units import event

WRITERS = 8
GROUPS = 25
ROLES = ("checkin_api", "coach_api", "coach_worker", "router_worker")


class Writer:
    """Appends groups of 20 with streams that occur twice, guessed versions and repeated ids."""

    def __init__(self, seed: int, org: UUID, subjects: list[UUID]) -> None:
        self.random = random.Random(seed)
        self.org = org
        self.subjects = subjects
        self.sent: list[tuple[UUID, tuple[NewEvent, ...]]] = []
        self.versions: dict[UUID, int] = {}
        self.outcomes: list[tuple[Unit, Outcome]] = []

    async def run(self, url: str) -> None:
        async with connected(url) as connection:
            for _ in range(GROUPS):
                units = [self.unit() for _ in range(20)]
                for each, outcome in zip(units, await append(connection, units), strict=True):
                    self.remember(each, outcome)

    def unit(self) -> Unit:
        if self.sent and self.random.random() < 0.15:
            subject, events = self.random.choice(self.sent)
            return Unit(self.org, subject, events)
        subject = self.random.choice(self.subjects)
        events = tuple(event() for _ in range(self.random.choice((1, 1, 1, 2, 3))))
        expected = self.versions.get(subject, 0) if self.random.random() < 0.3 else None
        self.sent.append((subject, events))
        return Unit(self.org, subject, events, expected)

    def remember(self, given: Unit, outcome: Outcome) -> None:
        self.outcomes.append((given, outcome))
        if isinstance(outcome, Stale):
            self.versions[given.subject] = outcome.version
        elif isinstance(outcome, Appended):
            self.versions[given.subject] = outcome.events[-1].version


async def run_writers(postgres: FreshDatabase, roles: list[str]) -> tuple[list[Writer], list[UUID]]:
    org = postgres.org
    subjects = [await postgres.add_subject(org) for _ in range(20)]
    writers = [Writer(seed, org, subjects) for seed in range(len(roles))]
    await asyncio.gather(*(writer.run(postgres.url(role)) for writer, role in zip(writers, roles, strict=True)))
    return writers, subjects


def check_answers(writers: list[Writer], in_the_log: dict[tuple[UUID, UUID], Recorded]) -> None:
    """Every event that was answered is there once; none is there that no writer was told of."""
    told: dict[tuple[UUID, UUID], Recorded] = {}
    for given, outcome in [each for writer in writers for each in writer.outcomes]:
        if isinstance(outcome, Appended):
            assert [each.id for each in outcome.events] == [each.id for each in given.events]
            for each in outcome.events:
                assert (each.subject, each.id) not in told, "recorded twice"
                told[each.subject, each.id] = each
        else:
            assert isinstance(outcome, Seen | Stale), outcome
    assert told == in_the_log
    for _, outcome in [each for writer in writers for each in writer.outcomes]:
        if isinstance(outcome, Seen):
            assert all(told[each.subject, each.id] == each for each in outcome.events)


async def test_8_writers_on_the_same_streams(
    postgres: FreshDatabase, owner: asyncpg.Connection, checkin: asyncpg.Connection
) -> None:
    writers, subjects = await run_writers(postgres, ["checkin_api"] * WRITERS)
    streams = [await read_stream(owner, subject, "checkin") for subject in subjects]
    for stream in streams:
        verify_stream(stream)
    check_answers(writers, {(each.subject, each.id): each for stream in streams for each in stream})
    kinds = {type(outcome) for writer in writers for _, outcome in writer.outcomes}
    assert kinds == {Appended, Seen, Stale}


async def test_8_writers_of_four_roles_keep_their_streams_apart(
    postgres: FreshDatabase, owner: asyncpg.Connection
) -> None:
    """Two of the roles write as the same service."""
    writers, subjects = await run_writers(postgres, [*ROLES, *ROLES])
    found: dict[tuple[UUID, UUID], Recorded] = {}
    for subject in subjects:
        for service in ("checkin", "coach", "router"):
            stream = await read_stream(owner, subject, service)
            verify_stream(stream)
            found |= {(each.subject, each.id): each for each in stream}
    check_answers(writers, found)


async def test_two_services_that_race_for_one_id_record_it_once(
    postgres: FreshDatabase, owner: asyncpg.Connection
) -> None:
    """Their streams, and so their locks, differ; only the id is common."""
    org = postgres.org
    subject = await postgres.add_subject(org)
    ids = [event() for _ in range(40)]

    async def write(role: str) -> list[Outcome]:
        async with connected(postgres.url(role)) as connection:
            return [(await append(connection, [Unit(org, subject, (each,))]))[0] for each in ids]

    answers = list(zip(*await asyncio.gather(write("checkin_api"), write("coach_api")), strict=True))
    for pair in answers:
        assert sorted(type(each).__name__ for each in pair) == ["Appended", "OtherContent"]
    assert await owner.fetchval("SELECT count(*) FROM log.events WHERE subject = $1", subject) == len(ids)
    for service in ("checkin", "coach"):
        verify_stream(await read_stream(owner, subject, service))


async def test_a_reader_that_follows_8_writers_misses_nothing(postgres: FreshDatabase) -> None:
    """Each writer pauses at random before it commits, so positions become visible in another order than they have."""
    org = postgres.org
    subjects = [await postgres.add_subject(org) for _ in range(WRITERS)]
    written: set[UUID] = set()
    read: list[Recorded] = []

    async def write(subject: UUID) -> None:
        chance = random.Random(subject.int)
        async with connected(postgres.url("checkin_api")) as connection:
            for _ in range(30):
                async with connection.transaction():
                    [outcome] = await append(connection, [Unit(org, subject, (event(),))])
                    await asyncio.sleep(chance.random() * 0.01)
                assert isinstance(outcome, Appended)
                written.add(outcome.events[0].id)

    async def follow(writing: asyncio.Task[list[None]]) -> None:
        async with connected(postgres.url("router_worker")) as connection:
            tx = position = 0

            async def caught_up() -> bool:
                nonlocal tx, position
                page = await read_after(connection, tx, position, 100)
                read.extend(page)
                if page:
                    tx, position = page[-1].tx, page[-1].position
                return writing.done() and written <= {each.id for each in read}

            await until(caught_up, seconds=30)

    async def all_writers() -> list[None]:
        return await asyncio.gather(*(write(subject) for subject in subjects))

    writing = asyncio.create_task(all_writers())
    await follow(writing)
    await writing
    mine = [each for each in read if each.subject in set(subjects)]
    assert len(mine) == len(written) == WRITERS * 30
    assert [(each.tx, each.position) for each in read] == sorted((each.tx, each.position) for each in read)
