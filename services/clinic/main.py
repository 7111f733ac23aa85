"""The composition root: the only place where the clinic's parts are built and put together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from fastapi import FastAPI

from services.clinic.api import (
    Changing,
    Door,
    Issuer,
    Lifetimes,
    Registry,
    Roster,
    clinic_routes,
    entry_routes,
    people_routes,
    place_routes,
    signer_for,
)
from services.clinic.settings import ApiSettings, OperatorSettings
from shared.auth import Verifier, issuers_of
from shared.bus import RedisNews
from shared.database import Database
from shared.http import create_app
from shared.keyring import FileKeyProvider, Keyring
from shared.log import Clock, SystemClock


def build_api(settings: ApiSettings, clock: Clock | None = None) -> FastAPI:
    """The API process; it connects, and publishes its public key, when its lifespan begins."""
    clock = clock or SystemClock()
    news = RedisNews(settings.redis_url.get_secret_value())
    database = Database(settings.database_url.get_secret_value(), news.announce, role="clinic_api")
    provider = FileKeyProvider(settings.key_folder)
    keyring = Keyring(provider, database)
    lifetimes = lifetimes_of(settings)
    issuer = issuer_of(settings, database, lifetimes)
    registry = Registry(
        database=database, keyring=keyring, provider=provider, clock=clock, lifetime=lifetimes.invitation
    )
    roster = Roster(database, keyring)
    door = Door(database=database, keyring=keyring, issuer=issuer, clock=clock, lifetimes=lifetimes)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await news.start()
            stack.push_async_callback(news.stop)
            stack.push_async_callback(database.stop)
            await database.start()
            await issuer.publish(database)
            yield

    async def ready() -> bool:
        async with database.unit_of_work(None):
            return True

    return create_app(
        service="clinic",
        routers=[
            place_routes(registry, roster),
            clinic_routes(Changing(database, keyring, clock)),
            people_routes(registry, roster),
            entry_routes(door, issuer, clock),
        ],
        lifespan=lifespan,
        verifier=Verifier(issuers_of(database), audience=settings.token_audience, clock=clock),
        ready=ready,
    )


@asynccontextmanager
async def open_registry(settings: OperatorSettings) -> AsyncIterator[Registry]:
    """What the operator's commands work with. Nothing is announced; whoever listens finds it in the log."""
    database = Database(settings.database_url.get_secret_value(), role="clinic_api", pool_size=1)
    provider = FileKeyProvider(settings.key_folder)
    await database.start()
    try:
        yield Registry(
            database=database,
            keyring=Keyring(provider, database),
            provider=provider,
            clock=SystemClock(),
            lifetime=timedelta(days=settings.invitation_days),
        )
    finally:
        await database.stop()


def lifetimes_of(settings: ApiSettings) -> Lifetimes:
    return Lifetimes(
        access=timedelta(minutes=settings.access_minutes),
        refresh=timedelta(days=settings.refresh_days),
        invitation=timedelta(days=settings.invitation_days),
    )


def issuer_of(settings: ApiSettings, database: Database, lifetimes: Lifetimes) -> Issuer:
    signer = signer_for(settings.signing_key.get_secret_value(), settings.issuer)
    return Issuer(signer, settings.token_audience, lifetimes.access, issuers_of(database))
