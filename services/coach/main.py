"""The composition root: the only place where the coach's parts are built and put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.resources import files
from zoneinfo import available_timezones

from fastapi import APIRouter, FastAPI

from services.coach.api import (
    Feed,
    Followers,
    Gathering,
    Guide,
    Harming,
    Offering,
    Packing,
    Places,
    Planner,
    Planning,
    Practising,
    Profiling,
    Proposing,
    Seeing,
    Selecting,
    Shelving,
    Sizing,
    assignment_routes,
    batch_routes,
    card_routes,
    ending_routes,
    happening_routes,
    help_routes,
    learn_routes,
    me_routes,
    offer_routes,
    pack_routes,
    page_routes,
    plan_routes,
    practice_routes,
    profile_routes,
    proposal_routes,
    size_routes,
    stream_routes,
    technique_routes,
)
from services.coach.api.cursor import FOLLOWED
from services.coach.consumers import HANDLERS, SOURCES
from services.coach.settings import ApiSettings, WorkerSettings
from shared.auth import Verifier, issuers_of
from shared.bus import Hearing, HearingSettings, RedisNews, Tail
from shared.catalogue import Catalogue, load_catalogue, load_directory
from shared.database import Database
from shared.http import create_app, watched
from shared.http.refusals import passes_by_itself
from shared.keyring import FileKeyProvider, Keyring
from shared.log import Clock, GroupCommit, Log, PostgresLog, SystemClock

AGAIN_SECONDS = 1.0
# Names in the zone database that are no place: one of them is whatever the machine is set to.
NO_PLACES = {"localtime", "Factory", "posixrules"}
# Nobody waits for the record of a card: the API shows cards by the same rule, so offers are heard some at a time.
PACE = HearingSettings(rest=0.2)


def build_api(settings: ApiSettings, clock: Clock | None = None) -> FastAPI:
    """The API process; it connects when its lifespan begins, and serves help even while it cannot."""
    url, redis_url = settings.database_url.get_secret_value(), settings.redis_url.get_secret_value()
    clock, catalogue = clock or SystemClock(), load_catalogue()
    news, tail = RedisNews(redis_url), Tail(redis_url, FOLLOWED)
    database, writer = Database(url, news.announce, role="coach_api"), GroupCommit(url, news.announce)
    log, keyring = PostgresLog(database, writer), Keyring(FileKeyProvider(settings.key_folder), database)
    followers = Followers(log, tail)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await news.start()
            stack.push_async_callback(news.stop)
            stack.push_async_callback(database.stop)
            await stack.enter_async_context(opened(database, writer))
            await stack.enter_async_context(followed(tail, followers, app.state.stopping))
            yield

    async def ready() -> bool:
        async with database.unit_of_work(None):
            return True

    return create_app(
        service="coach",
        routers=[
            *open_routes(catalogue, clock, unchecked=settings.show_unchecked_numbers),
            *client_routes(log, keyring, tail, catalogue, clock),
            stream_routes(Feed(log, keyring, followers, clock)),
            page_routes(Shelving(database, keyring, catalogue, clock)),
        ],
        lifespan=lifespan,
        verifier=Verifier(issuers_of(database), audience=settings.token_audience, clock=clock),
        ready=ready,
    )


def open_routes(catalogue: Catalogue, clock: Clock, *, unchecked: bool) -> list[APIRouter]:
    """What is there for everybody."""
    return [technique_routes(catalogue), learn_routes(catalogue), help_routes(clock, unchecked=unchecked)]


def client_routes(log: Log, keyring: Keyring, tail: Tail, catalogue: Catalogue, clock: Clock) -> list[APIRouter]:
    """What clients ask about themselves."""
    places = Places(available_timezones() - NO_PLACES, countries())
    practising = Practising(log, keyring, clock)
    gathering = Gathering(log, keyring, practising, catalogue, clock)
    offering = Offering(log, keyring, tail, catalogue)
    guide = Guide(practising, offering, catalogue, clock)
    packing = Packing(log, keyring)
    planner = Planner(Planning(log, keyring), packing, catalogue, clock, places.zones)
    harming = Harming(log, keyring, catalogue)
    profiling = Profiling(log, keyring, packing, harming, catalogue, places, clock)
    return [
        offer_routes(guide),
        card_routes(Seeing(log, keyring, offering, catalogue, clock)),
        practice_routes(guide),
        batch_routes(gathering, catalogue),
        ending_routes(guide),
        plan_routes(planner),
        assignment_routes(planner),
        happening_routes(planner),
        proposal_routes(Proposing(planner)),
        size_routes(Sizing(planner)),
        profile_routes(profiling),
        pack_routes(packing),
        me_routes(profiling, Selecting(harming, catalogue), catalogue),
    ]


def build_worker(settings: WorkerSettings, clock: Clock | None = None, pace: HearingSettings | None = None) -> FastAPI:
    """The worker process, as the application that answers for its health."""
    redis_url = settings.redis_url.get_secret_value()
    news = RedisNews(redis_url)
    database = Database(settings.database_url.get_secret_value(), news.announce, role="coach_worker")
    hearing = Hearing(
        consumer="coach",
        schema="coach",
        handlers=HANDLERS,
        sources=SOURCES,
        database=database,
        keyring=Keyring(FileKeyProvider(settings.key_folder), database),
        redis_url=redis_url,
        clock=clock or SystemClock(),
        settings=pace or PACE,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await news.start()
            stack.push_async_callback(news.stop)
            stack.push_async_callback(database.stop)
            await database.start()
            stack.push_async_callback(hearing.stop)
            watched(hearing.run())
            yield

    return create_app(service="coach", lifespan=lifespan, ready=hearing.ready)


def countries() -> dict[str, str]:
    """Countries' codes (ISO 3166) by any code that means them; the zone database comes with the list."""
    lines = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8").splitlines()
    codes = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    return {code: code for code in codes} | dict(load_directory().aliases)


async def open_database(settings: WorkerSettings) -> Database:
    """What the operator's commands work with."""
    database = Database(settings.database_url.get_secret_value(), role="coach_worker", pool_size=1)
    await database.start()
    return database


@asynccontextmanager
async def opened(database: Database, writer: GroupCommit) -> AsyncIterator[None]:
    """Connect; where the server is away, go on trying beside what needs no server."""
    trying: asyncio.Task[None] | None = None
    try:
        await connect(database, writer)
    except Exception as error:
        if not passes_by_itself(error):
            raise
        trying = watched(connect_at_last(database, writer))
    try:
        yield
    finally:
        if trying is not None:
            trying.cancel()
        await writer.drain()


@asynccontextmanager
async def followed(tail: Tail, followers: Followers, stopping: asyncio.Event) -> AsyncIterator[None]:
    """Read the news for whoever waits or follows. Open streams end as soon as the process is to stop."""

    async def end() -> None:
        await stopping.wait()
        followers.stop()

    reading = [watched(tail.run()), watched(followers.run())]
    ending = asyncio.create_task(end())
    try:
        yield
    finally:
        ending.cancel()
        followers.stop()
        tail.stop()
        await asyncio.wait([*reading, ending])


async def connect(database: Database, writer: GroupCommit) -> None:
    await database.start()
    await writer.start()


async def connect_at_last(database: Database, writer: GroupCommit) -> None:
    while True:
        await asyncio.sleep(AGAIN_SECONDS)
        try:
            return await connect(database, writer)
        except Exception as error:
            if not passes_by_itself(error):
                raise
