"""The composition root: the only place where the router's parts are built and put together."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from services.router import packs
from services.router.consumers import HANDLERS, SOURCES
from services.router.explain import explain_command
from services.router.ranking import stocked
from services.router.rebuild import rebuild_command
from services.router.settings import WorkerSettings
from shared.bus import Handler, Hearing, HearingSettings, RedisNews, dead_letters_command
from shared.database import Database
from shared.http import create_app, watched
from shared.keyring import FileKeyProvider, Keyring
from shared.log import Clock, SystemClock

# Each of the two consumers takes two or three.
CONNECTIONS = 8


def build_worker(settings: WorkerSettings, clock: Clock | None = None, pace: HearingSettings | None = None) -> FastAPI:
    """The worker process, as the application that answers for its health; it hears while its lifespan lasts."""
    redis_url = settings.redis_url.get_secret_value()
    news = RedisNews(redis_url)
    database = Database(
        settings.database_url.get_secret_value(), news.announce, role="router_worker", pool_size=CONNECTIONS
    )
    keyring, clock = Keyring(FileKeyProvider(settings.key_folder), database), clock or SystemClock()

    def hearing_for(consumer: str, handlers: Mapping[str, Handler], pace: HearingSettings | None) -> Hearing:
        return Hearing(
            consumer=consumer,
            schema="router",
            handlers=handlers,
            sources=SOURCES,
            database=database,
            keyring=keyring,
            redis_url=redis_url,
            clock=clock,
            settings=pace,
        )

    hearings = [hearing_for("router", HANDLERS, pace), hearing_for(packs.CONSUMER, packs.HANDLERS, pace or packs.PACE)]

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stocked()
            await news.start()
            stack.push_async_callback(news.stop)
            stack.push_async_callback(database.stop)
            await database.start()
            for hearing in hearings:
                watched(hearing.run())
                stack.push_async_callback(hearing.stop)
            yield

    def ready() -> bool:
        return all(hearing.ready() for hearing in hearings)

    return create_app(service="router", lifespan=lifespan, ready=ready)


async def run_dead_letters(settings: WorkerSettings, arguments: Sequence[str]) -> int:
    """The operator's command; returns the exit code."""
    async with opened(settings) as (database, _):
        return await dead_letters_command(arguments, schema="router", database=database)


async def run_rebuild(settings: WorkerSettings, arguments: Sequence[str]) -> int:
    """The operator's command; returns the exit code."""
    async with opened(settings) as (database, keyring):
        return await rebuild_command(arguments, database=database, keyring=keyring)


async def run_explain(settings: WorkerSettings, arguments: Sequence[str]) -> int:
    """The operator's command; returns the exit code."""
    async with opened(settings) as (database, keyring):
        return await explain_command(arguments, database=database, keyring=keyring)


@asynccontextmanager
async def opened(settings: WorkerSettings) -> AsyncIterator[tuple[Database, Keyring]]:
    """What an operator's command works with. It announces nothing."""
    database = Database(settings.database_url.get_secret_value(), role="router_worker")
    try:
        await database.start()
        yield database, Keyring(FileKeyProvider(settings.key_folder), database)
    finally:
        await database.stop()
