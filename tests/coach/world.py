"""People with keys and tokens, and the events that other services say about them, on real servers."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, Self
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import httpx
from pydantic import SecretStr

from services.coach.settings import ApiSettings, WorkerSettings
from shared.auth import Role, TokenSigner
from shared.bus import RedisNews
from shared.database import Database
from shared.events import (
    CardSeen,
    CheckInRecorded,
    CheckInRetracted,
    Contract,
    Option,
    Phase,
    Reason,
    TechniqueRecommended,
)
from shared.keyring import FileKeyProvider, Heard, Keyring, derived_id, open_event, seal_event
from shared.log import Unit, read_stream
from tests.databases import FreshDatabase

ORDERED = ("three-slow-breaths", "fists-and-release", "count-back", "drop-anchor", "five-senses")
AGO = timedelta(0)


@dataclass(frozen=True)
class Person:
    """Somebody with a token."""

    org: UUID
    subject: UUID
    headers: dict[str, str]


@dataclass(frozen=True)
class World:
    """A migrated database with one issuer; makes organisations, people, and what other services say about them."""

    database: FreshDatabase
    keys: Path
    signer: TokenSigner
    redis_url: str

    def api_settings(self, url: str | None = None) -> ApiSettings:
        return ApiSettings(
            database_url=SecretStr(url or self.database.url("coach_api")),
            redis_url=SecretStr(self.redis_url),
            key_folder=self.keys,
            show_unchecked_numbers=True,
        )

    def worker_settings(self) -> WorkerSettings:
        return WorkerSettings(
            database_url=SecretStr(self.database.url("coach_worker")),
            redis_url=SecretStr(self.redis_url),
            key_folder=self.keys,
        )

    async def client(self) -> Person:
        """A client of an organisation of their own."""
        org, subject = uuid4(), uuid4()
        provider = FileKeyProvider(self.keys)
        await provider.create(org)
        keeper = Database(self.database.url("clinic_api"))
        async with keeper.unit_of_work(org) as work:
            await Keyring(provider, keeper).create(work, org, subject, "client")
        await keeper.stop()
        return self.person(org, subject, "client")

    def person(self, org: UUID, subject: UUID, *roles: Role) -> Person:
        now = datetime.now(UTC) - timedelta(minutes=1)
        token = self.signer.sign(org=org, subject=subject, roles=roles, now=now, lifetime=timedelta(minutes=15))
        return Person(org, subject, {"Authorization": f"Bearer {token}"})

    async def check_in(
        self,
        who: Person,
        intensity: int = 9,
        *emotions: str,
        ago: timedelta = AGO,
        id: UUID | None = None,
        replaces: UUID | None = None,
    ) -> UUID:
        """What the checkin service says when somebody checks in."""
        at = datetime.now(UTC) - ago
        felt = list(emotions) or ["fearful.anxious"]
        data = CheckInRecorded(emotions=felt, intensity=intensity, triggers=["work"], occurred_at=at, replaces=replaces)
        return await self.say("checkin_api", who, data, id or uuid4(), at)

    async def retract(self, who: Person, check_in_id: UUID, reason: Literal["deleted", "replaced"] = "deleted") -> None:
        data = CheckInRetracted(check_in_id=check_in_id, reason=reason)
        await self.say("checkin_api", who, data, derived_id(check_in_id, data.type), datetime.now(UTC))

    async def offer(
        self,
        who: Person,
        cause: UUID,
        *,
        phase: Phase = "g1",
        intensity: int = 9,
        people_card: bool = False,
        practice: bool = False,
        again: bool = False,
        ordered: Sequence[str] = ORDERED,
    ) -> UUID:
        """What the router says about a check-in, or about a practice; `again` in place of what it said first."""
        reason = Reason(code="intensity", facts={"intensity": intensity})
        options = [Option(technique_id=each, score=70.5, terms={"fit": 0.7}, reasons=[reason]) for each in ordered[:3]]
        data = TechniqueRecommended(
            cause=cause,
            cause_kind="practice" if practice else "check_in",
            check_in_id=cause,
            phase=phase,
            intensity=intensity,
            ordered=list(ordered),
            options=options,
            tiny_offered=ordered[0],
            not_offered=[
                {"technique_id": "double-sigh", "reason": {"code": "caution", "facts": {"caution": "asthma-copd"}}}
            ],
            people_card=people_card,
            catalogue_version=1,
            router_version=1,
            practice_version=0,
        )
        name = derived_id(cause, data.type + data.again if again else data.type)
        return await self.say("router_worker", who, data, name, datetime.now(UTC))

    async def see(self, who: Person, card: str, cause: UUID, *, episode: UUID | None = None) -> UUID:
        """What the coach's API says when somebody has seen a card."""
        data = CardSeen(card=card, cause=cause, episode=episode or cause)
        return await self.say("coach_api", who, data, uuid4(), datetime.now(UTC))

    async def say(self, role: str, who: Person, data: Contract, event_id: UUID, at: datetime) -> UUID:
        """Record and announce an event as another service's process does."""
        news = RedisNews(self.redis_url)
        await news.start()
        database = Database(self.database.url(role), news.announce)
        try:
            key = await Keyring(FileKeyProvider(self.keys), database).key(who.org, who.subject)
            sealed = seal_event(key, id=event_id, data=data, occurred_at=at)
            async with database.unit_of_work(who.org) as work:
                await work.append(Unit(who.org, who.subject, (sealed,)))
        finally:
            await database.stop()
            await news.stop()
        return event_id

    async def heard(self, who: Person, service: str = "coach") -> list[Heard]:
        """What is recorded in the person's stream of a service."""
        database = Database(self.database.url("coach_api"))
        try:
            key = await Keyring(FileKeyProvider(self.keys), database).key(who.org, who.subject)
            async with database.unit_of_work(who.org) as work:
                return [open_event(key, each) for each in await read_stream(work.raw, who.subject, service)]
        finally:
            await database.stop()


@dataclass
class Door:
    """A way to a Postgres server that can be shut: nobody gets in, and who is inside is thrown out."""

    url: str
    port: int = 0
    _server: asyncio.Server | None = None
    _inside: set[asyncio.Task[None]] = field(default_factory=set)

    async def open(self) -> Self:
        self._server = await asyncio.start_server(self._enter, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def shut(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._inside:
            task.cancel()
        await asyncio.gather(*self._inside, return_exceptions=True)
        self._server = None

    @property
    def address(self) -> str:
        """The URL through the door."""
        parts = urlsplit(self.url)
        person = parts.netloc.rpartition("@")[0]
        return parts._replace(netloc=f"{person}@127.0.0.1:{self.port}", query="").geturl()

    async def _enter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._inside.add(task)
        there = await self._beyond()
        try:
            with suppress(OSError, asyncio.CancelledError):
                async with asyncio.TaskGroup() as group:
                    group.create_task(carry(reader, there[1]))
                    group.create_task(carry(there[0], writer))
        finally:
            self._inside.discard(task)
            for each in (writer, there[1]):
                each.close()

    async def _beyond(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        parts = urlsplit(self.url)
        [folder] = parse_qs(parts.query).get("host", [""])
        if folder.startswith("/"):
            return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{parts.port or 5432}")
        return await asyncio.open_connection(parts.hostname, parts.port or 5432)


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def practised(
    http: httpx.AsyncClient, who: Person, check_in: UUID | None = None, technique: str = "three-slow-breaths"
) -> str:
    """The id of a practice with all steps done and no end yet."""
    body = {"technique_id": technique} | ({"check_in_id": str(check_in)} if check_in else {})
    started = (await http.post("/v1/practices", json=body, headers=who.headers)).json()
    for step in range(1, started["steps_total"] + 1):
        done = await http.post(f"/v1/practices/{started['id']}/steps/{step}", json={}, headers=who.headers)
        assert done.status_code == 200
    return str(started["id"])
