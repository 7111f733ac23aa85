"""What the product's own route is measured against: the same desk behind other routes and other logs.

Usage: python -m bench.endpoints ordinary|dressed|route|ordinary-commit|route-commit, settings as for any API process.
"""

import sys
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import available_timezones

import asyncpg
from fastapi import APIRouter, Depends, FastAPI
from redis.asyncio import Redis

from services.checkin.api import Desk, recording_routes
from services.checkin.api.bodies import CheckInShown, PostedCheckIn
from services.checkin.decider import Known
from services.checkin.settings import ApiSettings
from shared.auth import Principal, Verifier, allow, issuers_of
from shared.bus import encode, stream_name
from shared.catalogue import load_catalogue
from shared.database import Database
from shared.http import create_app, run, serve
from shared.keyring import FileKeyProvider, Keyring
from shared.log import Appended, Log, Outcome, Recorded, SystemClock, Unit, append
from shared.settings import settings_or_exit
from shared.telemetry import configure_logging

POOL = 10
KEEP = 100_000
Client = Annotated[Principal, Depends(allow("client"))]


class WritesNothing(Log):
    """Answers as if it had recorded."""

    async def append(self, unit: Unit) -> Outcome:
        now, chain = datetime.now(UTC), bytes(32)
        return Appended(
            tuple(
                Recorded(
                    id=event.id,
                    org=unit.org,
                    subject=unit.subject,
                    service="checkin",
                    version=1,
                    type=event.type,
                    occurred_at=event.occurred_at,
                    recorded_at=now,
                    body=event.body,
                    content=event.content,
                    chain=chain,
                    tx=1,
                    position=1,
                )
                for event in unit.events
            )
        )

    async def stream(
        self, org: UUID, subject: UUID, service: str, *, after: int = 0, limit: int | None = None
    ) -> list[Recorded]:
        return []

    async def of_types(
        self, org: UUID, subject: UUID, service: str, types: Collection[str], *, after: int = 0
    ) -> tuple[list[Recorded], int]:
        return [], 0

    async def latest(self, org: UUID, subject: UUID, service: str, types: Collection[str]) -> Recorded | None:
        return None

    async def recent(
        self, org: UUID, subject: UUID, services: Sequence[str], types: Sequence[str], *, since: datetime
    ) -> list[Recorded]:
        return []

    async def beyond(
        self, org: UUID, subject: UUID, versions: Mapping[str, int], limit: int
    ) -> dict[str, list[Recorded]]:
        return {}

    async def standing(self, org: UUID, subjects: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
        return {}

    async def find(self, org: UUID, subject: UUID, event_id: UUID) -> Recorded | None:
        return None

    async def find_all(self, org: UUID, subject: UUID, event_ids: Sequence[UUID]) -> dict[UUID, Recorded]:
        return {}

    async def find_beside(
        self,
        org: UUID,
        subject: UUID,
        event_ids: Sequence[UUID],
        services: Sequence[str],
        types: Sequence[str],
        *,
        since: datetime,
    ) -> tuple[dict[UUID, Recorded], list[Recorded]]:
        return {}, []


class OneByOne(WritesNothing):
    """One statement, which is one commit, on a pooled connection and then one XADD, for each request."""

    def __init__(self, database_url: str, redis_url: str) -> None:
        self._url = database_url
        self._redis = Redis.from_url(redis_url)

    async def start(self) -> None:
        self._pool = await asyncpg.create_pool(self._url, min_size=POOL, max_size=POOL)

    async def stop(self) -> None:
        await self._pool.close()
        await self._redis.aclose()

    async def append(self, unit: Unit) -> Outcome:
        async with self._pool.acquire() as connection:
            [outcome] = await append(connection, [unit])
        if isinstance(outcome, Appended):
            for event in outcome.events:
                entry = {"event": encode(event)}
                await self._redis.xadd(stream_name(event.service), entry, maxlen=KEEP, approximate=True)  # type: ignore[arg-type]
        return outcome


def build(kind: str, settings: ApiSettings) -> FastAPI:
    url, redis_url = settings.database_url.get_secret_value(), settings.redis_url.get_secret_value()
    clock, database, catalogue = SystemClock(), Database(url), load_catalogue()
    log = OneByOne(url, redis_url) if kind.endswith("-commit") else WritesNothing()
    desk = Desk(
        log=log,
        database=database,
        keyring=Keyring(FileKeyProvider(settings.key_folder), database),
        known=Known(catalogue.emotions.keys(), available_timezones()),
        clock=clock,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(database.stop)
            if isinstance(log, OneByOne):
                await log.start()
                stack.push_async_callback(log.stop)
            yield

    verifier = Verifier(issuers_of(database), audience=settings.token_audience, clock=clock)
    routes = recording_routes(desk) if kind.startswith("route") else ordinary_routes(desk)
    if kind.startswith("ordinary"):
        return undressed(routes, lifespan, verifier)
    return create_app(service="bench", routers=[routes], lifespan=lifespan, verifier=verifier, ready=lambda: True)


def undressed(routes: APIRouter, lifespan: object, verifier: Verifier) -> FastAPI:
    """FastAPI as it comes: no request ids, no metrics, no safe headers, no limit to a body."""
    app = FastAPI(lifespan=lifespan)  # type: ignore[arg-type]
    app.state.verifier = verifier
    app.include_router(routes)
    app.add_api_route("/readyz", lambda: {"ready": True})
    return app


def ordinary_routes(desk: Desk) -> APIRouter:
    """As FastAPI's own pages teach it: a body that the framework validates, a dependency, an answer it validates."""
    routes = APIRouter()

    @routes.post("/v1/check-ins", status_code=201, response_model_exclude_none=True)
    async def record(posted: PostedCheckIn, who: Client) -> CheckInShown:
        return await desk.record(who, posted)

    return routes


def main(kind: str) -> None:
    settings = settings_or_exit(ApiSettings)
    configure_logging("bench", settings.log_level)
    run(serve(build(kind, settings), settings))


if __name__ == "__main__":
    main(sys.argv[1])
