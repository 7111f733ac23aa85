"""Clients whose moments and practices are in a real log, and a router that hears them."""

import contextlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from pydantic import JsonValue, SecretStr

from services.router import packs
from services.router.consumers import HANDLERS, SOURCES
from services.router.main import build_worker
from services.router.refold import refold
from services.router.settings import WorkerSettings
from services.router.tables import MOMENTS, PROFILES, RUNS
from services.router.views import about
from shared.bus import Handler, HearingSettings, RedisNews, Work
from shared.database import Database
from shared.events import (
    Assignment,
    CheckInRecorded,
    CheckInRetracted,
    ClientInvited,
    ClientJoined,
    ClinicSettingsChanged,
    Context,
    Contract,
    FirstLinePrepared,
    PlanAdded,
    PracticeFinished,
    PracticeRated,
    PracticeStarted,
    PracticeStopped,
    ProfileChanged,
    TechniqueRecommended,
    Versions,
)
from shared.keyring import FileKeyProvider, Heard, Keyring, SubjectKey, SubjectKind, derived_id, open_event, seal_event
from shared.log import Recorded, Unit, read_stream
from tests.databases import FreshDatabase, connected, until

PACE = HearingSettings(look=0.1, young=0.3, pauses=(0.05, 0.05), retry=0.05, supervise=0.1, block=0.2)
OFFER = "technique.recommended"
UNHANDLED = """
SELECT count(*) FROM log.events e
WHERE e.subject = $1 AND e.type = ANY($2)
AND NOT EXISTS (SELECT FROM router.inbox i WHERE i.consumer = $3 AND i.subject = e.subject AND i.event = e.id)
AND NOT EXISTS (SELECT FROM router.checkpoints c WHERE c.consumer = $3 AND (c.tx, c.position) >= (e.tx, e.position))
"""


@dataclass
class Practising:
    """One practice of a client, event by event."""

    world: "World"
    who: SubjectKey
    facts: dict[str, Any]

    @property
    def id(self) -> UUID:
        found: UUID = self.facts["practice_id"]
        return found

    async def finish(self, after: int | None = None, helped: str | None = None, minutes: float = 0) -> None:
        await self._say(PracticeFinished(**self.facts, intensity_after=after, helped=helped), minutes)

    async def stop(self, after: int | None = None, minutes: float = 0) -> None:
        await self._say(PracticeStopped(**self.facts, step=1, intensity_after=after), minutes)

    async def rate(self, after: int | None = None, helped: str | None = None, minutes: float = 0) -> None:
        await self._say(PracticeRated(**self.facts, intensity_after=after, helped=helped), minutes)

    async def _say(self, data: Contract, minutes: float) -> None:
        began: datetime = self.facts["started_at"]
        await self.world.say(self.who, "coach_api", data, at=began + timedelta(minutes=minutes))


@dataclass
class World:
    """`settings` are the worker's. What is said here is announced, unless `quiet`."""

    database: FreshDatabase
    redis_url: str
    folder: Path
    stack: contextlib.AsyncExitStack
    quiet: bool = False

    async def open(self) -> None:
        self.news = RedisNews(self.redis_url)
        await self.news.start()
        self.stack.push_async_callback(self.news.stop)
        self.provider = FileKeyProvider(self.folder)
        await self.provider.create(self.database.org)
        self.roles = {role: self._connect(role) for role in ("checkin_api", "coach_api", "clinic_api")}
        self.worker = self._connect("router_worker")

    def _connect(self, role: str) -> Database:
        database = Database(self.database.url(role), self._announce)
        self.stack.push_async_callback(database.stop)
        return database

    async def _announce(self, events: Iterable[Recorded]) -> None:
        if not self.quiet:
            await self.news.announce(list(events))

    @property
    def settings(self) -> WorkerSettings:
        return WorkerSettings(
            database_url=SecretStr(self.database.url("router_worker")),
            redis_url=SecretStr(self.redis_url),
            key_folder=self.folder,
        )

    @contextlib.asynccontextmanager
    async def router(self) -> AsyncIterator[None]:
        """The worker as it is put together for its process, running."""
        app = build_worker(self.settings, pace=PACE)
        async with app.router.lifespan_context(app):
            yield

    async def client(self) -> SubjectKey:
        return await self._subject("client")

    async def clinic(self) -> SubjectKey:
        return await self._subject("clinic")

    async def _subject(self, kind: SubjectKind) -> SubjectKey:
        clinic = self.roles["clinic_api"]
        async with clinic.unit_of_work(self.database.org) as work:
            return await Keyring(self.provider, clinic).create(work, self.database.org, uuid4(), kind)

    async def threshold(self, clinic: SubjectKey, said: int) -> None:
        settings: dict[str, JsonValue] = {"name": "North Street", "regulate_from": said}
        await self.say(clinic, "clinic_api", ClinicSettingsChanged(clinic_id=clinic.subject, settings=settings))

    async def join(self, who: SubjectKey, clinic: SubjectKey) -> None:
        await self.say(who, "clinic_api", ClientInvited(clinic_id=clinic.subject))
        await self.say(who, "clinic_api", ClientJoined(clinic_id=clinic.subject))

    async def set(self, who: SubjectKey, **parts: Any) -> None:
        """Say these parts of the profile and no others."""
        await self.say(who, "coach_api", ProfileChanged(changed=list(parts), **parts))

    async def plan(self, who: SubjectKey, technique: str, id: UUID | None = None, **said: Any) -> UUID:
        """Add a task with this technique to the plan."""
        name = id or uuid4()
        await self.say(who, "coach_api", PlanAdded(assignment_id=name, assignment=task(technique, **said)), id=name)
        return name

    async def say(
        self, who: SubjectKey, role: str, data: Contract, *, at: datetime | None = None, id: UUID | None = None
    ) -> UUID:
        event = seal_event(who, id=id or uuid4(), data=data, occurred_at=at or datetime.now(UTC))
        async with self.roles[role].unit_of_work(who.org) as work:
            await work.append(Unit(who.org, who.subject, (event,)))
        return event.id

    async def check_in(
        self,
        who: SubjectKey,
        *emotions: str,
        intensity: int = 9,
        minutes_ago: float = 0,
        context: Context | None = None,
        id: UUID | None = None,
        **said: Any,
    ) -> UUID:
        at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
        data = CheckInRecorded(
            emotions=list(emotions or ("fearful.anxious",)),
            intensity=intensity,
            context=context,
            occurred_at=at,
            **said,
        )
        return await self.say(who, "checkin_api", data, at=at, id=id)

    async def retract(self, who: SubjectKey, check_in: UUID) -> None:
        await self.say(who, "checkin_api", CheckInRetracted(check_in_id=check_in))

    async def start(
        self,
        who: SubjectKey,
        technique: str,
        check_in: UUID | None = None,
        before: int = 9,
        *,
        minutes_ago: float = 0,
        at: datetime | None = None,
        id: UUID | None = None,
        **said: Any,
    ) -> Practising:
        facts: dict[str, Any] = {
            "practice_id": id or uuid4(),
            "technique_id": technique,
            "check_in_id": check_in,
            "emotions": ["fearful.anxious"],
            "intensity_before": before,
            "started_at": at or datetime.now(UTC) - timedelta(minutes=minutes_ago),
            **said,
        }
        made = Practising(self, who, facts)
        await self.say(who, "coach_api", PracticeStarted(**facts, steps=3), at=facts["started_at"], id=made.id)
        return made

    async def heard(self, who: SubjectKey, service: str) -> list[Heard]:
        async with connected(self.database.owner) as owner:
            return [open_event(who, event) for event in await read_stream(owner, who.subject, service)]

    async def offers(self, who: SubjectKey) -> dict[UUID, TechniqueRecommended]:
        """Every first offer of the client by its cause; not those that took the place of one."""
        heard = [(each.id, each.data) for each in await self.heard(who, "router")]
        said = [(name, data) for name, data in heard if isinstance(data, TechniqueRecommended)]
        offers = [data for name, data in said if name != derived_id(data.cause, OFFER + data.again)]
        found = {data.cause: data for data in offers}
        assert len(found) == len(offers), "Two offers answer the same cause."
        return found

    async def offer(self, who: SubjectKey, cause: UUID, *, again: bool = False) -> TechniqueRecommended:
        """The offer for a check-in or a practice, as soon as it stands under the id that everybody can derive;
        `again`: the one that took its place."""
        name = derived_id(cause, OFFER + TechniqueRecommended.again if again else OFFER)

        async def look() -> TechniqueRecommended | None:
            named = [event.data for event in await self.heard(who, "router") if event.id == name]
            return next((data for data in named if isinstance(data, TechniqueRecommended)), None)

        found = await until(look)
        assert found is not None
        return found

    async def packs(self, who: SubjectKey) -> list[Heard]:
        """Every offline pack of the client, the newest last."""
        return [each for each in await self.heard(who, "router") if isinstance(each.data, FirstLinePrepared)]

    async def settled(self, who: SubjectKey) -> None:
        """Until everything about the client is handled, and none of it failed."""

        async def look() -> bool:
            async with connected(self.database.owner) as owner:
                assert await owner.fetchval("SELECT count(*) FROM router.dead_letters") == 0
                waiting = await owner.fetchval("SELECT count(*) FROM router.retries")
                left = [
                    await owner.fetchval(UNHANDLED, who.subject, list(handlers), consumer)
                    for consumer, handlers in (("router", HANDLERS), (packs.CONSUMER, packs.HANDLERS))
                ]
                return not waiting and not any(left)

        await until(look)

    async def hear(self, who: SubjectKey, events: Iterable[Heard], handlers: Mapping[str, Handler] = HANDLERS) -> None:
        """Handle events in just this order, each in a transaction of its own."""
        for heard in events:
            async with self.worker.unit_of_work(None) as unit:
                work = Work(unit, {who.subject: who})
                await handlers[heard.type](heard, work)
                await work.record()

    async def said(self, who: SubjectKey) -> list[Heard]:
        """Everything the router hears of the client."""
        events = [each for service in SOURCES for each in await self.heard(who, service)]
        return [event for event in events if event.type in HANDLERS]

    async def refold(self, who: SubjectKey) -> None:
        async with self.worker.unit_of_work(None) as unit:
            await refold(who.subject, Work(unit, {who.subject: who}))

    async def rows(self, who: SubjectKey) -> dict[str, list[dict[str, Any]]]:
        """The client's rows, opened."""
        tables = {"clients": None, "moments": MOMENTS, "runs": RUNS, "profiles": PROFILES}
        found: dict[str, list[dict[str, Any]]] = {}
        async with connected(self.database.owner) as owner:
            for name, table in tables.items():
                rows = [
                    dict(row)
                    for row in await owner.fetch(f"SELECT * FROM router.{name} WHERE client = $1", who.subject)
                ]
                for row in rows:
                    if table is not None and row["sealed"] is not None:
                        row["sealed"] = json.loads(who.open(row["sealed"], about(table, row.get("id", who.subject))))
                found[name] = sorted(rows, key=lambda row: str(row.get("id")))
        return found


def task(technique: str | None = "three-slow-breaths", **said: Any) -> Assignment:
    """What a task says about itself, told as short as a test needs it."""
    given: dict[str, Any] = {"title": "My words", "kind": "technique", "technique_id": technique}
    return Assignment(**given | {"versions": Versions(full="Three breaths", tiny="One breath")} | said)


@contextlib.asynccontextmanager
async def world(database: FreshDatabase, redis_url: str, folder: Path) -> AsyncIterator[World]:
    async with contextlib.AsyncExitStack() as stack:
        made = World(database, redis_url, folder, stack)
        await made.open()
        yield made
