"""The composition root: the only place where checkin's parts are built and put together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from zoneinfo import available_timezones

from fastapi import FastAPI

from services.checkin.api import Desk, history_routes, recording_routes, wheel_routes
from services.checkin.decider import Known
from services.checkin.settings import ApiSettings
from shared.auth import Verifier, issuers_of
from shared.bus import RedisNews
from shared.catalogue import UNSURE, load_catalogue
from shared.database import Database
from shared.http import create_app
from shared.keyring import FileKeyProvider, Keyring
from shared.log import Clock, GroupCommit, PostgresLog, SystemClock

# Names in the zone database that are no place: one of them is whatever the machine is set to.
NO_PLACES = {"localtime", "Factory", "posixrules"}


def build_api(settings: ApiSettings, clock: Clock | None = None) -> FastAPI:
    """The API process; it connects when its lifespan begins."""
    url = settings.database_url.get_secret_value()
    clock = clock or SystemClock()
    news = RedisNews(settings.redis_url.get_secret_value())
    database = Database(url, news.announce, role="checkin_api")
    writer = GroupCommit(url, news.announce)
    catalogue = load_catalogue()
    desk = Desk(
        log=PostgresLog(database, writer),
        database=database,
        keyring=Keyring(FileKeyProvider(settings.key_folder), database),
        known=Known({*catalogue.emotions, UNSURE}, available_timezones() - NO_PLACES),
        clock=clock,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await news.start()
            stack.push_async_callback(news.stop)
            stack.push_async_callback(database.stop)
            await database.start()
            await writer.start()
            stack.push_async_callback(writer.drain)
            yield

    async def ready() -> bool:
        async with database.unit_of_work(None):
            return True

    return create_app(
        service="checkin",
        routers=[wheel_routes(catalogue), recording_routes(desk), history_routes(desk)],
        lifespan=lifespan,
        verifier=Verifier(issuers_of(database), audience=settings.token_audience, clock=clock),
        ready=ready,
    )
