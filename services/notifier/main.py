"""The composition root: the only place where the notifier's parts are built and put together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from fastapi import FastAPI

from services.notifier.api import Desk, Ledger, Room, occurrence_routes, reminder_routes
from services.notifier.channels import Channel
from services.notifier.channels.email import Email, MailServer
from services.notifier.consumers import HANDLERS, SOURCES
from services.notifier.delivery import Patience
from services.notifier.rounds import Pace, Rounds
from services.notifier.settings import ApiSettings, CommandSettings, WorkerSettings
from shared.auth import Verifier, issuers_of
from shared.bus import Hearing, HearingSettings, RedisNews
from shared.catalogue import load_catalogue
from shared.database import Database
from shared.http import create_app, watched
from shared.keyring import FileKeyProvider, Keyring
from shared.log import Clock, SystemClock

# Hearing takes two or three connections, and so do the messages that are judged or recorded at the same time.
WORKER_CONNECTIONS = 8


def build_api(settings: ApiSettings, clock: Clock | None = None) -> FastAPI:
    """The API process; it connects when its lifespan begins."""
    clock = clock or SystemClock()
    news = RedisNews(settings.redis_url.get_secret_value())
    database = Database(settings.database_url.get_secret_value(), news.announce, role="notifier_api")
    room = Room(database, Keyring(FileKeyProvider(settings.key_folder), database), clock)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await news.start()
            stack.push_async_callback(news.stop)
            stack.push_async_callback(database.stop)
            await database.start()
            yield

    async def ready() -> bool:
        async with database.unit_of_work(None):
            return True

    return create_app(
        service="notifier",
        routers=[reminder_routes(Desk(room)), occurrence_routes(Ledger(room))],
        lifespan=lifespan,
        verifier=Verifier(issuers_of(database), audience=settings.token_audience, clock=clock),
        ready=ready,
    )


def build_worker(settings: WorkerSettings, clock: Clock | None = None, pace: HearingSettings | None = None) -> FastAPI:
    """The worker process, as the application that answers for its health: it hears, and it goes its rounds."""
    clock = clock or SystemClock()
    redis_url = settings.redis_url.get_secret_value()
    news = RedisNews(redis_url)
    url = settings.database_url.get_secret_value()
    database = Database(url, news.announce, role="notifier_worker", pool_size=WORKER_CONNECTIONS)
    keyring = Keyring(FileKeyProvider(settings.key_folder), database)
    rounds = Rounds(
        database=database,
        keyring=keyring,
        channels=channels_of(settings),
        first_line={each.id for each in load_catalogue().techniques.values() if each.first_line},
        clock=clock,
        pace=pace_of(settings),
    )
    hearing = Hearing(
        consumer="notifier",
        schema="notifier",
        handlers=HANDLERS,
        sources=SOURCES,
        database=database,
        keyring=keyring,
        redis_url=redis_url,
        clock=clock,
        settings=pace,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await news.start()
            stack.push_async_callback(news.stop)
            stack.push_async_callback(database.stop)
            await database.start()
            for part in (hearing, rounds):
                stack.push_async_callback(part.stop)
                watched(part.run())
            yield

    def ready() -> bool:
        return hearing.ready() and rounds.ready()

    return create_app(service="notifier", lifespan=lifespan, ready=ready)


async def open_database(settings: CommandSettings) -> Database:
    """What the operator's commands work with."""
    database = Database(settings.database_url.get_secret_value(), role="notifier_worker", pool_size=1)
    await database.start()
    return database


def channels_of(settings: WorkerSettings) -> dict[str, Channel]:
    """The channels by the name they have in a rule."""
    server = MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        starttls=settings.smtp_starttls,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password is not None else None,
        seconds=settings.smtp_seconds,
    )
    return {"email": Email(server, sender=settings.mail_from, name=settings.mail_name)}


def pace_of(settings: WorkerSettings) -> Pace:
    patience = Patience(
        first=timedelta(seconds=settings.first_pause_seconds),
        longest=timedelta(seconds=settings.longest_pause_seconds),
        tries=settings.tries,
    )
    return Pace(
        patience=patience,
        look=timedelta(seconds=settings.look_seconds),
        lease=timedelta(seconds=settings.lease_seconds),
        batch=settings.batch,
        at_once=settings.at_once,
    )
