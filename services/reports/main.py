"""The composition root: the only place where the parts of reports are built and put together."""

import asyncio
import functools
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from services.reports.api import (
    Consenting,
    Previewing,
    Reporting,
    Sharing,
    access_routes,
    consent_routes,
    report_routes,
    shared_routes,
)
from services.reports.settings import ApiSettings, CelerySettings, WorkerSettings
from services.reports.tasks import Builder, build_once
from shared.auth import Verifier, issuers_of
from shared.bus import RedisNews
from shared.catalogue import load_catalogue
from shared.database import Database
from shared.http import create_app, watched
from shared.keyring import FileKeyProvider, Keyring
from shared.log import Clock, SystemClock

# A child is killed when its time is over, so a run that holds on for longer than that is lost.
GRACE_SECONDS = 5
CHILD_POOL = 2


def build_api(settings: ApiSettings, clock: Clock | None = None) -> FastAPI:
    """The API process; it connects when its lifespan begins."""
    clock = clock or SystemClock()
    news = RedisNews(settings.redis_url.get_secret_value())
    database = Database(settings.database_url.get_secret_value(), news.announce, role="reports_api")
    keyring = Keyring(FileKeyProvider(settings.key_folder), database)
    consenting = Consenting(database=database, keyring=keyring, clock=clock)
    reporting = Reporting(database=database, keyring=keyring, clock=clock)
    sharing = Sharing(database=database, keyring=keyring, clock=clock)
    previewing = Previewing(database=database, keyring=keyring, catalogue=load_catalogue(), clock=clock)

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
        service="reports",
        routers=[
            consent_routes(consenting),
            report_routes(reporting, previewing),
            access_routes(reporting),
            shared_routes(sharing),
        ],
        lifespan=lifespan,
        verifier=Verifier(issuers_of(database), audience=settings.token_audience, clock=clock),
        ready=ready,
    )


def build_worker(settings: WorkerSettings, clock: Clock | None = None) -> FastAPI:
    """The worker process, as the application that answers for its health; it hands builds over while it lasts."""
    # Here and not above, because an API process needs no Celery.
    from services.reports.handing import CeleryQueue, Handing, celery_app

    news = RedisNews(settings.redis_url.get_secret_value())
    database = Database(settings.database_url.get_secret_value(), news.announce, role="reports_worker")
    queue = CeleryQueue(celery_app(settings.broker_url.get_secret_value(), settings.build_seconds))
    builder = builder_on(database, settings, clock or SystemClock())
    handing = Handing(database=database, queue=queue, builder=builder, again=settings.again_seconds)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await news.start()
            stack.push_async_callback(news.stop)
            stack.push_async_callback(database.stop)
            await database.start()
            stack.callback(queue.stop)
            running = watched(handing.run())
            stack.push_async_callback(asyncio.wait, [running])
            stack.callback(handing.stop)
            yield

    return create_app(service="reports", lifespan=lifespan, ready=handing.ready)


def build_celery(settings: CelerySettings) -> Any:
    """The Celery application with its one task. Nothing connects before a child has a message in hand."""
    from services.reports.handing import BUILD, celery_app, order_of

    app = celery_app(settings.broker_url.get_secret_value(), settings.build_seconds)
    opened = functools.partial(open_builder, settings)

    def build(task: Any, *ids: str) -> None:
        asyncio.run(build_once(opened, order_of(ids), UUID(task.request.id)))

    app.task(name=BUILD, bind=True)(build)
    return app


@asynccontextmanager
async def open_builder(settings: WorkerSettings, clock: Clock | None = None) -> AsyncIterator[Builder]:
    """A builder with connections of its own, for one message."""
    news = RedisNews(settings.redis_url.get_secret_value())
    url = settings.database_url.get_secret_value()
    database = Database(url, news.announce, role="reports_worker", pool_size=CHILD_POOL)
    async with AsyncExitStack() as stack:
        await news.start()
        stack.push_async_callback(news.stop)
        stack.push_async_callback(database.stop)
        await database.start()
        yield builder_on(database, settings, clock or SystemClock())


def builder_on(database: Database, settings: WorkerSettings, clock: Clock) -> Builder:
    return Builder(
        database=database,
        keyring=Keyring(FileKeyProvider(settings.key_folder), database),
        catalogue=load_catalogue(),
        clock=clock,
        lease=settings.build_seconds + GRACE_SECONDS,
        again=settings.again_seconds,
    )
