"""A world for faults: a database and a Valkey of its own, people, real processes, and whoever checks in."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from uuid import UUID

import httpx

from deploy.local.processes import system
from deploy.local.servers import Valkey, free_port
from services.router.consumers import HANDLERS
from shared.bus import RedisNews
from shared.database.roles import limits_of
from shared.events import CheckInRetracted, TechniqueRecommended
from shared.keyring import derived_id
from shared.log import Appended, Outcome, Unit, append
from tests.databases import FreshDatabase, connected, until
from tests.integration.load import Load, Sent
from tests.integration.people import Person, invite
from tests.integration.planting import Planter, planter_for
from tests.integration.running import Running
from tests.integration.truth import Truth

Note = Callable[[str, object], None]
"""Where a figure is told."""
CLIENTS, OTHERS = 20, 2
STALL_SECONDS = 30.0
CHECKIN, ROUTER, COACH = ("checkin", "api"), ("router", "worker"), ("coach", "worker")
EVENING = (CHECKIN, ROUTER, COACH)
WAITS = (
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
    " AND usename = $1 AND wait_event_type = 'Lock' AND query LIKE $2)"
)


@dataclass
class World:
    """`load` posts to the check-in API, which keeps its port whenever it is started again. `people` are those who check
    in there; nothing is known of `others` yet."""

    database: FreshDatabase
    valkey: Valkey
    folder: Path
    people: list[Person]
    others: list[Person]
    load: Load
    planter: Planter
    port: int
    note: Note
    processes: list[Running] = field(default_factory=list)
    practised: list[Sent] = field(default_factory=list)

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    def process(self, service: str, kind: str) -> Running:
        """A process that is not started yet; the first API of checkin is the one that the load talks to."""
        first = not any(each.service == service for each in self.processes)
        port = self.port if (service, kind) == CHECKIN and first else free_port()
        made = Running(
            service, kind, port, self.folder / f"{service}-{kind}-{port}.log", self.environment(service, kind, port)
        )
        self.processes.append(made)
        return made

    async def start(self, *kinds: tuple[str, str]) -> list[Running]:
        """Start processes side by side and wait until all are ready."""
        made = [self.process(*kind) for kind in kinds]
        await asyncio.gather(*(each.start() for each in made))
        return made

    def environment(self, service: str, kind: str, port: int) -> dict[str, str]:
        return {
            **system(),
            "DATABASE_URL": self.database.url(f"{service}_{kind}"),
            "REDIS_URL": self.valkey.url,
            "KEY_FOLDER": str(self.keys),
            "PORT": str(port),
        }

    async def holds(self, *, dead: int = 0) -> None:
        """Repeat what was not answered, wait until everything is settled, and check that everything is as it must be.

        `dead` is how many events were given up on.
        """
        ended = time.monotonic()
        repeated = await self.load.repeat()
        truth = Truth(self.database, self.keys)
        await truth.settled(dead)
        self.note("seconds until settled", round(time.monotonic() - ended, 1))
        self.note("check-ins", len(self.load.answered))
        self.note("of them sent again", repeated)
        await truth.verify(self.load, dead)
        assert all(each.runs() for each in self.processes), "a process ended by itself"

    async def practise(self, count: int) -> None:
        """So many of the check-ins that were answered are answered again, by a practice with a rating."""
        done = len(self.practised)
        chosen = [self.load.sent[id] for id in islice(self.load.answered, done, done + count)]
        self.practised += chosen
        practices = [self.planter.practice(sent, number % 10 + 1) for number, sent in enumerate(chosen)]
        await self.plant("coach_api", *practices)

    async def plant(self, role: str, *units: Unit) -> list[Outcome]:
        """Append with a role and tell the news, as its service does."""
        async with connected(self.database.url(role)) as connection:
            outcomes = await append(connection, units)
        news = RedisNews(self.valkey.url)
        await news.start()
        await news.announce([event for each in outcomes if isinstance(each, Appended) for event in each.events])
        await news.stop()
        return outcomes

    async def lacking(self) -> set[UUID]:
        """Which of the check-ins that were answered, and not taken back, have no offer in the log."""
        async with connected(self.database.owner) as owner:
            recorded = {row["id"] for row in await owner.fetch("SELECT id FROM log.events")}
        standing = {id for id in self.load.answered if derived_id(id, CheckInRetracted.type) not in recorded}
        return {id for id in standing if derived_id(id, TechniqueRecommended.type) not in recorded}

    async def heard_by_the_router(self) -> int:
        """How many events in the log are the router's to hear."""
        async with connected(self.database.owner) as owner:
            return int(await owner.fetchval("SELECT count(*) FROM log.events WHERE type = ANY ($1)", list(HANDLERS)))

    async def all_offered(self) -> None:
        """Wait until no check-in that was answered lacks its offer."""

        async def none_lacks() -> bool:
            return not await self.lacking()

        await until(none_lacks, STALL_SECONDS)

    @contextlib.asynccontextmanager
    async def in_the_way_of(self, role: str, lock: str, doing: str = "%") -> AsyncIterator[None]:
        """Hold what `lock` locks; the block begins when a statement of `role` that is LIKE `doing` waits for it."""
        async with connected(self.database.owner) as owner, connected(self.database.owner) as watcher:
            transaction = owner.transaction()
            await transaction.start()
            try:
                await owner.execute(lock)

                async def waits() -> bool:
                    return bool(await watcher.fetchval(WAITS, role, doing))

                await until(waits, STALL_SECONDS)
                yield
            finally:
                await transaction.rollback()

    async def is_patient(self, role: str) -> None:
        """Lets a role wait for locks as long as its clients do, so that a slow machine does not end a test."""
        async with connected(self.database.owner) as owner:
            for limit in await limits_of(owner):
                await owner.execute(f"ALTER ROLE {role} IN DATABASE {self.database.name} SET {limit} = '20s'")

    def forget(self, *ended: Running) -> None:
        """Processes that a test has ended for good."""
        self.processes = [each for each in self.processes if each not in ended]

    async def end(self) -> list[int]:
        """End all that still runs, all at once; gives their exit codes."""
        return await asyncio.gather(*(each.stop() for each in self.processes if each.runs()))


@contextlib.asynccontextmanager
async def build_world(database: FreshDatabase, valkey: Valkey, folder: Path, note: Note) -> AsyncIterator[World]:
    """People who could check in, and no process yet. Leaving it ends every process; each has to end in order."""
    everybody = await invite(database, folder / "keys", CLIENTS + OTHERS)
    people, others = everybody[OTHERS:], everybody[:OTHERS]
    planter = await planter_for(everybody, database, folder / "keys")
    port = free_port()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as http:
        made = World(database, valkey, folder, people, others, Load(people, http), planter, port, note)
        try:
            yield made
        except BaseException:
            await made.end()
            raise
        codes = await made.end()
        assert not any(codes), f"exit codes {codes}"
