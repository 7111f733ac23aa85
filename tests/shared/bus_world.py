"""A log with check-ins in it, a consumer that makes an offer for each, and what must be true in the end."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import asyncpg
from redis.asyncio import Redis
from sqlalchemy import text

from shared.bus import Handler, Hearing, HearingSettings, RedisNews, Work
from shared.database import Database
from shared.events import CheckInRecorded, Contract, TechniqueRecommended
from shared.keyring import FileKeyProvider, Heard, Keyring, SubjectKey, derived_id, open_event, seal_event
from shared.log import Clock, NewEvent, Recorded, SystemClock, Unit, verify_stream
from tests.databases import FreshDatabase, connected, database_to_share

QUICK = HearingSettings(look=0.1, young=0.5, pauses=(0.05, 0.05, 0.05, 0.05), retry=0.05, supervise=0.1, block=0.2)
OFFER = "technique.recommended"
EFFECTS = (
    "CREATE TABLE router.effects (consumer text, subject uuid, event uuid, at timestamptz DEFAULT now())",
    "GRANT SELECT, INSERT ON router.effects TO router_worker",
)


async def until(true: Callable[[], Awaitable[bool]], what: str, seconds: float = 30.0) -> None:
    """Look again and again until `true`; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not await true():
        assert time.monotonic() < deadline, f"Not within {seconds} s: {what}"
        await asyncio.sleep(0.02)


async def entries(redis: Redis, stream: str) -> list[dict[bytes, bytes]]:
    """All entries of a stream, without their ids."""
    found: Any = await redis.xrange(stream)
    return [entry for _, entry in found]


@contextlib.contextmanager
def template(postgres_url: str) -> Iterator[FreshDatabase]:
    """The router's database with one table more, to be copied for each test."""
    with database_to_share(postgres_url, ["router"]) as made:
        asyncio.run(execute(made.owner, *EFFECTS))
        yield made


@contextlib.asynccontextmanager
async def copied(original: FreshDatabase) -> AsyncIterator[FreshDatabase]:
    name, server = f"{original.name}_{uuid4().hex[:8]}", as_database(original.owner, "postgres")
    await execute(server, f"CREATE DATABASE {name} TEMPLATE {original.name}")
    try:
        yield FreshDatabase(name, as_database(original.owner, name))
    finally:
        await execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def as_database(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


async def execute(url: str, *statements: str) -> None:
    async with connected(url) as connection:
        for statement in statements:
            await connection.execute(statement)


@dataclass
class Consumer:
    """One hearing in a task of its own."""

    hearing: Hearing
    task: asyncio.Task[None]
    database: Database

    async def listens(self) -> None:
        async def ready() -> bool:
            return self.hearing.ready()

        await until(ready, "ready")

    async def stop(self) -> None:
        await self.hearing.stop()
        await self.task


@dataclass
class World:
    """`said` is what was appended by `check_in`, in order."""

    database: FreshDatabase
    redis_url: str
    folder: Path
    stack: contextlib.AsyncExitStack
    name: str = "router"
    said: list[Recorded] = field(default_factory=list)
    keys: dict[UUID, SubjectKey] = field(default_factory=dict)

    async def open(self) -> None:
        self.news = RedisNews(self.redis_url)
        await self.news.start()
        self.stack.push_async_callback(self.news.stop)
        self.checkin = await self.connect("checkin_api", announced=True)
        self.quiet = await self.connect("checkin_api", announced=False)
        self.clinic = await self.connect("clinic_api", announced=False)
        self.provider = FileKeyProvider(self.folder)
        await self.provider.create(self.database.org)
        self.clients = [await self.client() for _ in range(5)]

    async def connect(self, role: str, *, announced: bool) -> Database:
        database = Database(self.database.url(role), self.news.announce if announced else None)
        self.stack.push_async_callback(database.stop)
        return database

    async def client(self) -> UUID:
        """A client with a key."""
        subject = uuid4()
        async with self.clinic.unit_of_work(self.database.org) as work:
            keyring = Keyring(self.provider, self.clinic)
            self.keys[subject] = await keyring.create(work, self.database.org, subject, "client")
        return subject

    async def check_in(
        self, count: int = 1, *, announced: bool = True, source: str | None = None, subject: UUID | None = None
    ) -> list[Recorded]:
        """Append check-ins in one transaction, spread over the clients; with or without telling the news."""
        units = [self.unit(subject or self.clients[number % len(self.clients)], source) for number in range(count)]
        database = self.checkin if announced else self.quiet
        async with database.unit_of_work(self.database.org) as work:
            await work.append(*units)
        self.said += work.appended
        return work.appended

    def unit(self, subject: UUID | None = None, source: str | None = None) -> Unit:
        """A check-in to be appended."""
        subject, now = subject or self.clients[0], datetime.now(UTC)
        moment = CheckInRecorded(emotions=["sad"], intensity=9, occurred_at=now, source=source)
        return Unit(self.database.org, subject, (self.seal(subject, moment, now),))

    def seal(self, subject: UUID, data: Contract, now: datetime, *, id: UUID | None = None) -> NewEvent:
        return seal_event(self.keys[subject], id=id or uuid4(), data=data, occurred_at=now)

    def opened(self, event: Recorded) -> Heard:
        return open_event(self.keys[event.subject], event)

    async def consumer(
        self,
        handler: Handler | None = None,
        *,
        settings: HearingSettings = QUICK,
        redis_url: str | None = None,
        also: Mapping[str, Handler] | None = None,
        clock: Clock | None = None,
    ) -> Consumer:
        """A running worker of the consumer; `also` are handlers of further types."""
        database = await self.connect("router_worker", announced=True)
        hearing = Hearing(
            consumer=self.name,
            schema="router",
            handlers={"check_in.recorded": handler or self.offer, **(also or {})},
            sources=["checkin"],
            database=database,
            keyring=Keyring(self.provider, database),
            redis_url=redis_url or self.redis_url,
            clock=clock or SystemClock(),
            settings=settings,
        )
        consumer = Consumer(hearing, asyncio.create_task(hearing.run()), database)
        self.stack.push_async_callback(consumer.stop)
        return consumer

    async def offer(self, heard: Heard, work: Work) -> None:
        """The handler: one row and one offer for each check-in."""
        await work.connection.execute(
            text("INSERT INTO router.effects (consumer, subject, event) VALUES (:consumer, :subject, :event)"),
            {"consumer": self.name, "subject": heard.subject, "event": heard.id},
        )
        await work.emit(heard, an_offer(heard.id))

    async def fetch(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        async with connected(self.database.owner) as owner:
            rows: list[asyncpg.Record] = await owner.fetch(statement, *arguments)
            return rows

    async def handled(self) -> list[tuple[UUID, UUID]]:
        rows = await self.fetch("SELECT subject, event FROM router.effects WHERE consumer = $1", self.name)
        return [(row["subject"], row["event"]) for row in rows]

    async def has_handled(self, events: Sequence[Recorded]) -> bool:
        return {(event.subject, event.id) for event in events} <= set(await self.handled())

    async def inbox(self) -> int:
        rows = await self.fetch("SELECT count(*) AS count FROM router.inbox WHERE consumer = $1", self.name)
        return int(rows[0]["count"])

    async def settle(self, *, without: Sequence[Recorded] = ()) -> None:
        """Everything said is handled exactly once, each has one offer, the inbox is empty, the chains verify."""
        left_out = {event.id for event in without}
        expected = sorted((event.subject, event.id) for event in self.said if event.id not in left_out)
        await until(lambda: self.has_handled([event for event in self.said if event.id not in left_out]), "handled")

        async def pruned() -> bool:
            return await self.inbox() == 0

        await until(pruned, "inbox pruned")
        assert sorted(await self.handled()) == expected
        offers = await self.fetch("SELECT subject, id FROM log.events WHERE type = $1", OFFER)
        assert sorted((row["subject"], row["id"]) for row in offers) == sorted(
            (subject, derived_id(event, OFFER)) for subject, event in expected
        )
        await self.verify_chains()

    async def verify_chains(self) -> None:
        rows = await self.fetch(
            "SELECT id, org, subject, service, version, type, occurred_at, recorded_at, body, content, chain, tx,"
            " position FROM log.events ORDER BY subject, service, version"
        )
        streams: dict[tuple[UUID, str], list[Recorded]] = {}
        for event in (Recorded(*row) for row in rows):
            streams.setdefault((event.subject, event.service), []).append(event)
        for stream in streams.values():
            verify_stream(stream)


def an_offer(cause: UUID) -> TechniqueRecommended:
    return TechniqueRecommended(
        cause=cause,
        cause_kind="check_in",
        check_in_id=cause,
        phase="g1",
        intensity=9,
        ordered=["grounding"],
        options=[],
        not_offered=[],
        catalogue_version=1,
        router_version=1,
        practice_version=0,
    )


@contextlib.asynccontextmanager
async def world(original: FreshDatabase, redis_url: str, folder: Path) -> AsyncIterator[World]:
    """A log of its own, and everything stopped in the end."""
    async with copied(original) as database, contextlib.AsyncExitStack() as stack:
        made = World(database, redis_url, folder, stack)
        await made.open()
        yield made
