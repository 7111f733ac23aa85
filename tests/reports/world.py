"""Clients and therapists with keys and tokens, what other services say about them, and reports' own processes."""

import asyncio
import base64
import io
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
from pydantic import SecretStr
from pypdf import PdfReader

from deploy.local.servers import free_port
from services.reports.main import open_builder
from services.reports.settings import ApiSettings, CelerySettings, WorkerSettings
from services.reports.tasks import Builder
from services.reports.views import Order
from shared.auth import Role, TokenSigner
from shared.database import Database
from shared.events import CheckInRecorded, CheckInRetracted, Contract, StaffAdded, StaffRole
from shared.keyring import FileKeyProvider, Heard, Keyring, SubjectKind, derived_id, open_event, seal_event
from shared.log import Unit, read_stream
from tests.databases import FreshDatabase, connected, until

FIELDS = ["period", "feelings", "high_moments", "practices", "homework", "triggers", "patterns"]
TRIGGER = "the-lift-at-work"
TODAY = datetime.now(UTC).date()
WEEKS_AGO = TODAY - timedelta(days=20)


@dataclass
class MovingClock:
    """The machine's clock, moved on by hand."""

    moved: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.moved


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

    def api_settings(self) -> ApiSettings:
        return ApiSettings(
            database_url=SecretStr(self.database.url("reports_api")),
            redis_url=SecretStr(self.redis_url),
            key_folder=self.keys,
        )

    def worker_settings(self, broker_url: str | None = None) -> WorkerSettings:
        return WorkerSettings(**self._worker(broker_url), again_seconds=0.2)

    def celery_settings(self) -> CelerySettings:
        return CelerySettings(**self._worker(None), concurrency=1)

    def _worker(self, broker_url: str | None) -> dict[str, Any]:
        return {
            "database_url": SecretStr(self.database.url("reports_worker")),
            "redis_url": SecretStr(self.redis_url),
            "broker_url": SecretStr(broker_url or self.redis_url),
            "key_folder": self.keys,
        }

    @asynccontextmanager
    async def builder(self, clock: MovingClock | None = None) -> AsyncIterator[Builder]:
        async with open_builder(self.worker_settings(), clock) as builder:
            yield builder

    async def built(self, who: Person, report_id: str, clock: MovingClock | None = None) -> None:
        """One attempt at building a report, as a Celery child makes it."""
        async with self.builder(clock) as builder:
            await builder.build(Order(who.org, who.subject, UUID(report_id)), uuid4())

    async def client(self, org: UUID | None = None) -> Person:
        return await self._person(org or await self.organisation(), "client", "client")

    async def therapist(self, org: UUID, role: StaffRole = "therapist") -> Person:
        person = await self._person(org, "staff", role)
        await self.say("clinic_api", person, StaffAdded(role=role), person.subject)
        return person

    async def organisation(self) -> UUID:
        org = uuid4()
        await FileKeyProvider(self.keys).create(org)
        return org

    async def _person(self, org: UUID, kind: SubjectKind, role: Role) -> Person:
        subject, keeper = uuid4(), Database(self.database.url("clinic_api"))
        async with keeper.unit_of_work(org) as work:
            await Keyring(FileKeyProvider(self.keys), keeper).create(work, org, subject, kind)
        await keeper.stop()
        now = datetime.now(UTC) - timedelta(minutes=1)
        token = self.signer.sign(org=org, subject=subject, roles=(role,), now=now, lifetime=timedelta(minutes=15))
        return Person(org, subject, {"Authorization": f"Bearer {token}"})

    async def moment(
        self, who: Person, intensity: int = 9, *, trigger: str = TRIGGER, day: date | None = None, note: str = ""
    ) -> UUID:
        """What the checkin service says when somebody checks in."""
        check_in, at = uuid4(), datetime.combine(day or TODAY, datetime.min.time(), UTC) + timedelta(hours=8)
        async with self._speaking("checkin_api", who) as (database, keyring):
            key = await keyring.key(who.org, who.subject)
            note_key, wrapped = key.new_note_key()
            sealed = base64.b64encode(note_key.seal(note.encode(), check_in.bytes)).decode()
            data = CheckInRecorded(
                emotions=["fearful.anxious"],
                intensity=intensity,
                triggers=[trigger],
                note=sealed if note else None,
                occurred_at=min(at, datetime.now(UTC)),
                time_zone="UTC",
            )
            event = seal_event(
                key, id=check_in, data=data, occurred_at=data.occurred_at, note_key=wrapped if note else None
            )
            async with database.unit_of_work(who.org) as work:
                await work.append(Unit(who.org, who.subject, (event,)))
        return check_in

    async def retract(self, who: Person, check_in: UUID) -> None:
        data = CheckInRetracted(check_in_id=check_in)
        await self.say("checkin_api", who, data, derived_id(check_in, data.type))

    @asynccontextmanager
    async def retracting(self, who: Person, check_in: UUID) -> AsyncIterator[None]:
        """As `retract`, where the transaction that says it commits only at the end."""
        data = CheckInRetracted(check_in_id=check_in)
        async with self._speaking("checkin_api", who) as (database, keyring):
            key = await keyring.key(who.org, who.subject)
            sealed = seal_event(key, id=derived_id(check_in, data.type), data=data, occurred_at=datetime.now(UTC))
            async with database.unit_of_work(who.org) as work:
                await work.append(Unit(who.org, who.subject, (sealed,)))
                yield

    async def say(self, role: str, who: Person, data: Contract, event_id: UUID) -> None:
        """Record an event as another service's process does."""
        async with self._speaking(role, who) as (database, keyring):
            key = await keyring.key(who.org, who.subject)
            sealed = seal_event(key, id=event_id, data=data, occurred_at=datetime.now(UTC))
            async with database.unit_of_work(who.org) as work:
                await work.append(Unit(who.org, who.subject, (sealed,)))

    @asynccontextmanager
    async def _speaking(self, role: str, who: Person) -> AsyncIterator[tuple[Database, Keyring]]:
        database = Database(self.database.url(role), pool_size=1)
        try:
            yield database, Keyring(FileKeyProvider(self.keys), database)
        finally:
            await database.stop()

    async def heard(self, who: Person) -> list[Heard]:
        """What is recorded in the person's own stream of this service."""
        async with self._speaking("reports_api", who) as (database, keyring):
            key = await keyring.key(who.org, who.subject)
            async with database.unit_of_work(who.org) as work:
                return [open_event(key, each) for each in await read_stream(work.raw, who.subject, "reports")]

    async def row(self, query: str, *arguments: object) -> Any:
        async with connected(self.database.owner) as owner:
            return await owner.fetchrow(query, *arguments)

    def environment(self, process: str, **more: str) -> dict[str, str]:
        return {
            "DATABASE_URL": self.database.url("reports_api" if process == "api" else "reports_worker"),
            "REDIS_URL": self.redis_url,
            "BROKER_URL": self.redis_url,
            "KEY_FOLDER": str(self.keys),
            "PORT": str(free_port()),
            "AGAIN_SECONDS": "0.5",
            "CONCURRENCY": "1",
            "LOG_LEVEL": "DEBUG",
            **more,
        }


@dataclass(frozen=True)
class Desk:
    """The public API, spoken for one client and one therapist."""

    http: httpx.AsyncClient
    world: World
    maya: Person
    therapist: Person

    def consent(self, **changes: object) -> dict[str, object]:
        return {"recipient": str(self.therapist.subject), "fields": FIELDS, "text_version": "2026-11"} | changes

    def asked(self, consent: str, **changes: object) -> dict[str, object]:
        return {"consent_id": consent, "from": str(WEEKS_AGO), "to": str(TODAY)} | changes

    async def post(self, path: str, body: Mapping[str, object], who: Person | None = None) -> httpx.Response:
        return await self.http.post(path, json=dict(body), headers=(who or self.maya).headers)

    async def get(self, path: str, who: Person | None = None, **query: Any) -> httpx.Response:
        return await self.http.get(path, headers=(who or self.maya).headers, params=query or None)

    async def preview(self, **query: Any) -> httpx.Response:
        """Of the last weeks, if nothing else is said."""
        return await self.get("/v1/reports/preview", None, **{"from": str(WEEKS_AGO), "to": str(TODAY)} | query)

    async def patch(self, path: str, body: Mapping[str, object], who: Person | None = None) -> httpx.Response:
        return await self.http.patch(path, json=dict(body), headers=(who or self.maya).headers)

    async def delete(self, path: str, who: Person | None = None) -> httpx.Response:
        return await self.http.delete(path, headers=(who or self.maya).headers)

    async def granted(self, **changes: object) -> str:
        answer = await self.post("/v1/consents", self.consent(**changes))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    async def requested(self, consent: str, **changes: object) -> str:
        answer = await self.post("/v1/reports", self.asked(consent, **changes))
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    async def built(self, consent: str, **changes: object) -> str:
        report = await self.requested(consent, **changes)
        await self.world.built(self.maya, report)
        assert (await self.report(report))["state"] == "built"
        return report

    async def released(self, consent: str, **changes: object) -> str:
        report = await self.built(consent, **changes)
        answer = await self.post(f"/v1/reports/{report}/release", {})
        assert answer.status_code == 200, answer.text
        return report

    async def report(self, report: str) -> dict[str, Any]:
        answer = await self.get(f"/v1/reports/{report}")
        assert answer.status_code == 200, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    async def until(self, report: str, state: str, seconds: float = 60) -> dict[str, Any]:
        """The report, as soon as it is in this state."""

        async def look() -> dict[str, Any] | None:
            shown = await self.report(report)
            return shown if shown["state"] == state else None

        found = await until(look, seconds)
        assert found is not None
        return found

    async def shared_pdf(self) -> httpx.Response:
        return await self.get(f"/v1/shared-with-me/{self.maya.subject}/pdf", self.therapist)


def text_of(pdf: bytes) -> str:
    """The words of a PDF, in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@asynccontextmanager
async def process(
    world: World, kind: str, *, command: Sequence[str] = ("-m", "services.reports"), **more: str
) -> AsyncIterator[Process]:
    """A process of this service that is ready; killed at the end if it is still there."""
    given = world.environment(kind, **more)
    began = await asyncio.create_subprocess_exec(
        sys.executable, *command, kind, env={**os.environ, **given}, stdout=PIPE, stderr=PIPE, start_new_session=True
    )
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{given['PORT']}", timeout=10) as http:
            await until(lambda: is_ready(http, began), 60)
        yield began
    finally:
        if began.returncode is None:
            os.killpg(began.pid, signal.SIGKILL)
        await began.communicate()


async def is_ready(http: httpx.AsyncClient, began: Process) -> bool:
    if began.returncode is not None:
        _, err = await began.communicate()
        raise AssertionError(err.decode()[-2000:])
    try:
        return (await http.get("/readyz")).status_code == 200
    except httpx.TransportError:
        return False


async def ended(began: Process) -> str:
    """Tell it to end; what it said on the way."""
    began.send_signal(signal.SIGTERM)
    out, err = await asyncio.wait_for(began.communicate(), 60)
    assert began.returncode == 0, (out + err).decode()[-2000:]
    return (out + err).decode()
