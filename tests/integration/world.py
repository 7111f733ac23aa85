"""A world for faults: a database and a Valkey of its own, people, real processes, and whoever checks in."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from deploy.local.processes import system
from deploy.local.servers import Valkey, free_port
from shared.database.roles import PROCESSES
from tests.databases import FreshDatabase, connected, until
from tests.integration.load import Load
from tests.integration.people import Person, invite
from tests.integration.running import Running
from tests.integration.truth import Truth

Note = Callable[[str, object], None]
"""Where a figure is told."""
CLIENTS = 20
STALL_SECONDS = 30.0
CHECKIN, ROUTER, COACH = ("checkin", "api"), ("router", "worker"), ("coach", "worker")
EVENING = (CHECKIN, ROUTER, COACH)
WAITS = (
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
    " AND usename = $1 AND wait_event_type = 'Lock' AND query LIKE $2)"
)


@dataclass
class World:
    """`load` posts to the check-in API, which keeps its port whenever it is started again."""

    database: FreshDatabase
    valkey: Valkey
    folder: Path
    people: list[Person]
    load: Load
    port: int
    note: Note
    processes: list[Running] = field(default_factory=list)

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

    def forget(self, *ended: Running) -> None:
        """Processes that a test has ended for good."""
        self.processes = [each for each in self.processes if each not in ended]

    async def end(self) -> list[int]:
        """End all that still runs, all at once; gives their exit codes."""
        return await asyncio.gather(*(each.stop() for each in self.processes if each.runs()))


@contextlib.asynccontextmanager
async def world(database: FreshDatabase, valkey: Valkey, folder: Path, note: Note) -> AsyncIterator[World]:
    """People who could check in, and no process yet. Leaving it ends every process; each has to end in order."""
    people = await invite(database, folder / "keys", CLIENTS)
    port = free_port()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as http:
        made = World(database, valkey, folder, people, Load(people, http), port, note)
        try:
            yield made
        except BaseException:
            await made.end()
            raise
        codes = await made.end()
        assert not any(codes), f"exit codes {codes}"


def services() -> tuple[str, ...]:
    """Every service with a schema or a role of its own."""
    return tuple(PROCESSES)
