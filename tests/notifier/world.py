"""People with keys and tokens, their reminders, and a worker that sends, on real servers."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import httpx
from pydantic import SecretStr

from services.notifier.decider import State
from services.notifier.main import build_worker
from services.notifier.settings import ApiSettings, WorkerSettings
from services.notifier.views import Rows
from shared.auth import Role, TokenSigner
from shared.bus import HearingSettings, RedisNews
from shared.database import Database
from shared.events import Contract
from shared.keyring import FileKeyProvider, Heard, Keyring, open_event, seal_event
from shared.log import Announce, Unit, read_stream
from tests.databases import FreshDatabase, connected, until

PACE = HearingSettings(look=0.1, young=0.3, pauses=(0.05, 0.05), retry=0.05, supervise=0.1, block=0.2)
# Hears next to nothing: looks into the log once, and is told by nobody.
DEAF = HearingSettings(look=120.0, old=300.0)
HANDLED = "SELECT EXISTS (SELECT FROM notifier.inbox WHERE subject = $1 AND event = $2)"
PASSED = """
SELECT EXISTS (
    SELECT FROM log.events e JOIN notifier.checkpoints c ON (c.tx, c.position) >= (e.tx, e.position)
    WHERE e.subject = $1 AND e.id = $2
)
"""


def afternoon() -> str:
    """A zone where it is between one and two in the afternoon, so that no test depends on the time of day."""
    east = 13 - datetime.now(UTC).hour
    return f"Etc/GMT{-east:+d}"


@dataclass
class MovingClock:
    """The machine's clock, moved on by hand."""

    moved: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.moved

    def move(self, **by: float) -> None:
        self.moved += timedelta(**by)


@dataclass(frozen=True)
class Person:
    """Somebody with a token and a mailbox."""

    org: UUID
    subject: UUID
    headers: dict[str, str]

    @property
    def address(self) -> str:
        return f"{self.subject.hex}@example.org"


@dataclass(frozen=True)
class World:
    """A migrated database with one issuer; makes people, and what other services say about them."""

    database: FreshDatabase
    keys: Path
    signer: TokenSigner
    redis_url: str

    def api_settings(self) -> ApiSettings:
        return ApiSettings(
            database_url=SecretStr(self.database.url("notifier_api")),
            redis_url=SecretStr(self.redis_url),
            key_folder=self.keys,
        )

    def worker_settings(self, port: int, **given: Any) -> WorkerSettings:
        pace: dict[str, Any] = {
            "smtp_seconds": 2.0,
            "look_seconds": 0.05,
            "lease_seconds": 10.0,
            "first_pause_seconds": 0.05,
            "longest_pause_seconds": 0.2,
            "tries": 100,
        }
        return WorkerSettings(
            database_url=SecretStr(self.database.url("notifier_worker")),
            redis_url=SecretStr(self.redis_url),
            key_folder=self.keys,
            smtp_host="127.0.0.1",
            smtp_port=port,
            smtp_starttls=False,
            mail_from="hello@smallhours.example",
            **(pace | given),
        )

    @contextlib.asynccontextmanager
    async def worker(
        self, port: int, clock: MovingClock, hearing: HearingSettings = PACE, **given: Any
    ) -> AsyncIterator[None]:
        """The worker as it is put together for its process, running."""
        app = build_worker(self.worker_settings(port, **given), clock, hearing)
        async with app.router.lifespan_context(app):
            yield

    async def client(self, org: UUID | None = None) -> Person:
        """A client, of an organisation of their own if none is given."""
        [made] = await self.clients(1, org)
        return made

    async def clients(self, count: int, org: UUID | None = None) -> list[Person]:
        place, subjects = org or uuid4(), [uuid4() for _ in range(count)]
        provider = FileKeyProvider(self.keys)
        await provider.create(place)
        keeper = Database(self.database.url("clinic_api"))
        async with keeper.unit_of_work(place) as work:
            for subject in subjects:
                await Keyring(provider, keeper).create(work, place, subject, "client")
        await keeper.stop()
        return [self.person(place, subject, "client") for subject in subjects]

    def person(self, org: UUID, subject: UUID, *roles: Role) -> Person:
        now = datetime.now(UTC) - timedelta(minutes=30)
        token = self.signer.sign(org=org, subject=subject, roles=roles, now=now, lifetime=timedelta(days=30))
        return Person(org, subject, {"Authorization": f"Bearer {token}"})

    async def say(self, who: Person, data: Contract, at: datetime | None = None) -> UUID:
        """Record and announce what the coach says about somebody, and wait until the notifier has heard it."""
        news = RedisNews(self.redis_url)
        await news.start()
        try:
            event_id = await self.record(who, data, at, news.announce)
        finally:
            await news.stop()
        await until(lambda: self._heard_of(who, event_id), 30)
        return event_id

    async def record(
        self, who: Person, data: Contract, at: datetime | None = None, announce: Announce | None = None
    ) -> UUID:
        """Record what its service says about somebody; nobody is told unless by `announce`."""
        process = "worker" if data.producer == "router" else "api"
        database = Database(self.database.url(f"{data.producer}_{process}"), announce)
        try:
            key = await Keyring(FileKeyProvider(self.keys), database).key(who.org, who.subject)
            sealed = seal_event(key, id=uuid4(), data=data, occurred_at=at or datetime.now(UTC))
            async with database.unit_of_work(who.org) as work:
                await work.append(Unit(who.org, who.subject, (sealed,)))
        finally:
            await database.stop()
        return sealed.id

    async def _heard_of(self, who: Person, event_id: UUID) -> bool:
        async with connected(self.database.owner) as owner:
            handled = await owner.fetchval(HANDLED, who.subject, event_id)
            return bool(handled or await owner.fetchval(PASSED, who.subject, event_id))

    async def said(self, who: Person) -> list[Heard]:
        """What the notifier has recorded about somebody."""
        database = Database(self.database.url("notifier_api"))
        try:
            key = await Keyring(FileKeyProvider(self.keys), database).key(who.org, who.subject)
            async with database.unit_of_work(who.org) as work:
                return [open_event(key, each) for each in await read_stream(work.raw, who.subject, "notifier")]
        finally:
            await database.stop()

    @contextlib.asynccontextmanager
    async def rows(self, who: Person) -> AsyncIterator[Rows]:
        """Somebody's rows, in one transaction."""
        database = Database(self.database.url("notifier_api"))
        try:
            key = await Keyring(FileKeyProvider(self.keys), database).key(who.org, who.subject)
            async with database.unit_of_work(who.org) as work:
                yield Rows(work.connection, key)
        finally:
            await database.stop()

    async def standing(self, who: Person) -> State:
        """What is kept of somebody's reminders."""
        async with self.rows(who) as rows:
            return await rows.standing()

    async def mislay_zone(self, who: Person, reminder_id: UUID) -> None:
        """Put a reminder into a zone that this machine does not know."""
        async with self.rows(who) as rows:
            kept = await rows.reminder(reminder_id)
            assert kept is not None
            moved = kept.rule.model_copy(update={"zone": "Atlantic/Atlantis"})
            next_at = (await rows.next_moments())[reminder_id]
            await rows.keep(kept.model_copy(update={"rule": moved}), next_at)

    async def types(self, who: Person) -> list[str]:
        return [heard.type for heard in await self.said(who)]

    async def states(self, who: Person) -> list[str]:
        """The states of somebody's moments, the oldest first."""
        async with connected(self.database.owner) as owner:
            rows = await owner.fetch(
                "SELECT state FROM notifier.occurrences WHERE client = $1 ORDER BY due_at, id", who.subject
            )
        return [row["state"] for row in rows]

    async def value(self, query: str, *arguments: object) -> Any:
        async with connected(self.database.owner) as owner:
            return await owner.fetchval(query, *arguments)


@dataclass(frozen=True)
class Notifier:
    """The notifier's public API, spoken for tests; its clock can be moved on."""

    http: httpx.AsyncClient
    clock: MovingClock
    zone: str

    def wall(self, minutes: float) -> str:
        """The wall time so many minutes from now."""
        return (self.clock.now().astimezone(ZoneInfo(self.zone)) + timedelta(minutes=minutes)).strftime("%H:%M")

    def rule(self, who: Person, minutes: float = 5, **more: Any) -> dict[str, Any]:
        channel = {"type": "email", "address": who.address}
        return {"at": self.wall(minutes), "zone": self.zone, "channel": channel} | more

    async def ask(self, method: str, path: str, who: Person, body: Any = None, **headers: str) -> httpx.Response:
        return await self.http.request(method, path, json=body, headers=who.headers | headers)

    async def ok(self, method: str, path: str, who: Person, body: Any = None, status: int = 200) -> Any:
        answer = await self.ask(method, path, who, body)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def set(self, who: Person, minutes: float = 5, **more: Any) -> dict[str, Any]:
        made: dict[str, Any] = await self.ok("POST", "/v1/reminders", who, self.rule(who, minutes, **more), 201)
        return made

    async def occurrences(self, who: Person) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.ok("GET", "/v1/occurrences", who))["occurrences"]
        return found


def refused(answer: httpx.Response, status: int, *fields: str) -> dict[str, str]:
    """What a problem says, by field."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said = {error["field"]: error["detail"] for error in answer.json().get("errors", [])}
    assert set(said) == set(fields)
    return said
