"""One worker's events a second: the product's hearing beside bare loops that do the same in the same transaction."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import asyncpg
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bench.arithmetic import in_turn, median, ratio_in_turn
from bench.people import Person
from bench.proc import cpu_seconds
from bench.table import Goal, Line, grid
from bench.world import Failed, World
from deploy.local.processes import Process
from shared.bus import encode, stream_name
from shared.database import Database, wall
from shared.events import CheckInRecorded
from shared.keyring import FileKeyProvider, Keyring, SubjectKey, seal_event
from shared.log import Appended, Recorded, Unit, append

EVENTS = 6000
GROUP = 200
ROUNDS = 4
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.01
HEARD, SAID = stream_name("checkin"), stream_name("router")
PRODUCT = "hearing"
KINDS = {
    PRODUCT: "one worker's events",
    "bare": "bare loop, the same statements one by one",
    "bare-set": "bare loop, a batch's rows in one statement",
}
TABLE = (
    "CREATE TABLE router.bench_offers (org uuid NOT NULL, client uuid NOT NULL, event uuid NOT NULL,"
    " sealed bytea NOT NULL, PRIMARY KEY (client, event))"
)


@dataclass(frozen=True)
class Heard:
    """`cpu` are microseconds of the worker's process per event."""

    per_second: float
    cpu: float


class Rounds:
    """Each kind of worker in turn gets as many check-ins at once as it can hear in a few seconds."""

    kinds: Mapping[str, str] = KINDS
    events = EVENTS

    def __init__(self, world: World, people: list[Person]) -> None:
        self._world = world
        self._people = people
        self.heard: defaultdict[str, list[Heard]] = defaultdict(list)

    async def measure(self, rounds: int = ROUNDS) -> None:
        keys = await self._keys()
        await self._prepare(keys)
        redis = Redis.from_url(self._world.valkey.url)
        for number in range(rounds):
            for kind in in_turn(list(self.kinds), number):
                self.heard[kind].append(await self._round(kind, redis, keys))
        await redis.aclose()

    async def _prepare(self, keys: list[SubjectKey]) -> None:
        await self._execute(TABLE, *wall("router", "bench_offers", "router", api=""))

    async def _execute(self, *statements: str) -> None:
        owner = await asyncpg.connect(self._world.postgres.url)
        for statement in statements:
            await owner.execute(statement)
        await owner.close()

    def _begin(self, kind: str) -> Process:
        return self._world.begin(f"{kind}-worker", "bench.hearers", kind, role="router_worker")

    async def _keys(self) -> list[SubjectKey]:
        database = Database(self._world.url("router_worker"), pool_size=1)
        keyring = Keyring(FileKeyProvider(self._world.organisations), database)
        async with database.unit_of_work(None) as work:
            keys = await keyring.keys(work.connection, [person.subject for person in self._people])
        await database.stop()
        return list(keys.values())

    async def _round(self, kind: str, redis: Redis, keys: list[SubjectKey]) -> Heard:
        await redis.delete(HEARD, SAID)
        worker = self._begin(kind)
        try:
            await until(lambda: group_reads(redis), worker)
            if kind == PRODUCT:
                await until(self._inbox_is_empty, worker)
            events = await record(self._world.url("checkin_api"), keys, self.events)
            return await self._timed(redis, worker, [encode(event) for event in events])
        finally:
            await asyncio.to_thread(self._world.stop, worker)

    async def _inbox_is_empty(self) -> bool:
        """Whether the worker has passed over what earlier rounds handled."""
        owner = await asyncpg.connect(self._world.postgres.url)
        rows = await owner.fetchval("SELECT count(*) FROM router.inbox WHERE consumer = 'router'")
        await owner.close()
        return not rows

    async def _timed(self, redis: Redis, worker: Process, documents: list[bytes]) -> Heard:
        """From the moment all are in the stream until the last event said in reaction is."""
        pid = self._world.pid(worker)
        announcing = redis.pipeline(transaction=True)
        for document in documents:
            announcing.xadd(HEARD, {"event": document})
        cpu = cpu_seconds(pid)
        await announcing.execute()
        began = time.perf_counter()
        while await redis.xlen(SAID) < len(documents):
            if time.perf_counter() - began > PATIENCE_SECONDS:
                raise Failed(f"{worker.name} has not heard everything:\n{worker.last_words()}")
            await asyncio.sleep(LOOK_SECONDS)
        seconds = time.perf_counter() - began
        return Heard(len(documents) / seconds, (cpu_seconds(pid) - cpu) / len(documents) * 1e6)

    def lines(self) -> list[Line]:
        return [self._against("bare", Goal("at_least", 0.75)), self._against("bare-set")]

    def _against(self, kind: str, goal: Goal | None = None) -> Line:
        product, bare = ([each.per_second for each in self.heard[name]] for name in (PRODUCT, kind))
        return Line(
            what=f"{self.kinds[PRODUCT]} / {self.kinds[kind]}",
            figure=f"{median(product):,.0f}/s",
            limit=f"{median(bare):,.0f}/s",
            ratio=ratio_in_turn(product, bare),
            goal=goal,
        )

    def details(self) -> str:
        rows = [
            (
                self.kinds[kind],
                f"{median([each.per_second for each in heard]):,.0f}",
                f"{min(each.per_second for each in heard):,.0f}-{max(each.per_second for each in heard):,.0f}",
                f"{median([each.cpu for each in heard]):,.0f}",
            )
            for kind, heard in self.heard.items()
        ]
        return grid(("worker", "events/s", "range", "worker CPU us"), rows)


async def until(true: Callable[[], Awaitable[bool]], worker: Process) -> None:
    """Look again and again until `true`. Raises Failed when the worker ends, or takes too long."""
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while not await true():
        if worker.ended() or time.perf_counter() > deadline:
            raise Failed(f"{worker.name} is not ready:\n{worker.last_words()}")
        await asyncio.sleep(LOOK_SECONDS)


async def group_reads(redis: Redis) -> bool:
    try:
        groups: Any = await redis.xinfo_groups(HEARD)
    except ResponseError:
        return False
    return any(group["name"] == b"router" and group["consumers"] for group in groups)


async def record(url: str, keys: list[SubjectKey], events: int) -> list[Recorded]:
    """Check-ins in the log that nobody was told of."""
    connection = await asyncpg.connect(url)
    recorded: list[Recorded] = []
    for start in range(0, events, GROUP):
        units = [unit(keys[number % len(keys)]) for number in range(start, start + GROUP)]
        for outcome in await append(connection, units):
            if isinstance(outcome, Appended):
                recorded += outcome.events
    await connection.close()
    return recorded


def unit(key: SubjectKey) -> Unit:
    now = datetime.now(UTC)
    data = CheckInRecorded(emotions=["sad"], intensity=9, triggers=["work"], occurred_at=now, source="web")
    return Unit(key.org, key.subject, (seal_event(key, id=uuid4(), data=data, occurred_at=now),))
