"""One worker that seals a row and says one event for each check-in it hears: the product's hearing, and bare loops that
run the same statements in the same transaction.

Usage: python -m bench.hearers hearing|bare|bare-set, settings as for any worker; runs until it is ended.
"""

import asyncio
import re
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from redis.asyncio import Redis
from redis.exceptions import ResponseError
from sqlalchemy import TextClause, text

from shared.bus import Hearing, HearingSettings, RedisNews, Work, decode, stream_name
from shared.bus.inbox_sql import Statements
from shared.database import Database
from shared.events import CheckInRecorded, TechniqueRecommended
from shared.http import run
from shared.keyring import FileKeyProvider, Heard, Keyring, SubjectKey, derived_id, open_event, seal_event
from shared.log import Appended, Recorded, SystemClock, Unit, append
from shared.settings import ProcessSettings, settings_or_exit
from shared.telemetry import configure_logging

CONSUMER, SOURCE = "router", "checkin"
BATCH = 100
ROW = b"bench.offers"
UPSERT = (
    "INSERT INTO router.bench_offers (org, client, event, sealed) VALUES ({})"
    " ON CONFLICT (client, event) DO UPDATE SET sealed = excluded.sealed"
)
UPSERT_NAMED = text(UPSERT.format(":org, :client, :event, :sealed"))
UPSERT_ONE = UPSERT.format("$1, $2, $3, $4")
UPSERT_ALL = UPSERT_ONE.replace(
    "VALUES ($1, $2, $3, $4)", "SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bytea[])"
)
SQL = Statements("router")
# Everything young is left to the stream, so that the stream's way alone is measured; the log is looked into as always.
PACE = HearingSettings(batch=BATCH, young=600)


def positional(statement: TextClause, *names: str) -> str:
    """The very statement of the product, with its parameters as asyncpg names them."""
    return re.sub(r"(?<!:):([a-z_]+)", lambda found: f"${names.index(found[1]) + 1}", statement.text)


ENTER = positional(SQL.enter, "consumer", "types", "subjects", "events")
STANDING = positional(SQL.read, "consumer")


def offer(heard: Heard) -> TechniqueRecommended:
    return TechniqueRecommended(
        cause=heard.id,
        cause_kind="check_in",
        check_in_id=heard.id,
        phase="g1",
        intensity=9,
        ordered=["square-breathing", "longer-out-breath", "double-sigh"],
        options=[],
        not_offered=[],
        catalogue_version=1,
        router_version=1,
        practice_version=0,
    )


def row(key: SubjectKey, heard: Heard) -> tuple[UUID, UUID, UUID, bytes]:
    return heard.org, heard.subject, heard.id, key.seal(heard.data.model_dump_json().encode(), ROW)


async def hear_one(heard: Heard, work: Work) -> None:
    """The product's handler."""
    org, client, event, sealed = row(work.key(heard.subject), heard)
    await work.connection.execute(UPSERT_NAMED, {"org": org, "client": client, "event": event, "sealed": sealed})
    await work.emit(heard, offer(heard))


async def hear(settings: ProcessSettings) -> None:
    """The product: whatever a worker has, with one handler."""
    redis_url = settings.redis_url.get_secret_value()
    news = RedisNews(redis_url)
    await news.start()
    database = Database(settings.database_url.get_secret_value(), news.announce)
    hearing = Hearing(
        consumer=CONSUMER,
        schema="router",
        handlers={CheckInRecorded.type: hear_one},
        sources=[SOURCE],
        database=database,
        keyring=Keyring(FileKeyProvider(settings.key_folder), database),
        redis_url=redis_url,
        clock=SystemClock(),
        settings=PACE,
    )
    await hearing.run()


@dataclass(frozen=True)
class Bare:
    """A loop with nothing around it. `together` writes a batch's rows with one statement instead of one each."""

    redis: Redis
    connection: asyncpg.Connection
    keys: dict[UUID, SubjectKey]
    news: RedisNews
    together: bool

    async def run(self) -> None:
        stream: Any = stream_name(SOURCE)
        with suppress(ResponseError):
            await self.redis.xgroup_create(stream, CONSUMER, id="0", mkstream=True)
        while True:
            answer: Any = await self.redis.xreadgroup(CONSUMER, "bare", {stream: ">"}, count=BATCH, block=1000)
            for _, entries in answer or ():
                events = [event for _, entry in entries if (event := decode(entry[b"event"])) is not None]
                said = await self._handle(events)
                await self.news.announce(said)
                await self.redis.xack(stream, CONSUMER, *(entry_id for entry_id, _ in entries))

    async def _handle(self, events: Sequence[Recorded]) -> list[Recorded]:
        async with self.connection.transaction():
            fresh = await self._enter(events)
            heard = [open_event(self.keys[event.subject], event) for event in fresh]
            await self._write([row(self.keys[each.subject], each) for each in heard])
            outcomes = await append(self.connection, [self._unit(each) for each in heard])
        return [event for outcome in outcomes if isinstance(outcome, Appended) for event in outcome.events]

    async def _enter(self, events: Sequence[Recorded]) -> list[Recorded]:
        named = [event.subject for event in events], [event.id for event in events]
        rows = await self.connection.fetch(ENTER, CONSUMER, [CheckInRecorded.type], *named)
        standing = await self.connection.fetchrow(STANDING, CONSUMER)
        passed = (standing["tx"], standing["position"]) if standing else (0, 0)
        entered = [Recorded(*tuple(each)[:-1]) for each in rows if each["entered"]]
        fresh = [event for event in entered if (event.tx, event.position) > passed]
        return sorted(fresh, key=lambda event: (event.subject, event.tx, event.position))

    async def _write(self, rows: Sequence[tuple[UUID, UUID, UUID, bytes]]) -> None:
        if self.together:
            await self.connection.execute(UPSERT_ALL, *(list(column) for column in zip(*rows, strict=True)))
            return
        for each in rows:
            await self.connection.execute(UPSERT_ONE, *each)

    def _unit(self, heard: Heard) -> Unit:
        data = offer(heard)
        event = seal_event(
            self.keys[heard.subject], id=derived_id(heard.id, data.type), data=data, occurred_at=heard.at
        )
        return Unit(heard.org, heard.subject, (event,))


async def all_keys(settings: ProcessSettings, url: str) -> dict[UUID, SubjectKey]:
    database = Database(url)
    async with database.unit_of_work(None) as work:
        rows = await work.raw.fetch("SELECT subject FROM log.subject_keys WHERE kind = 'client'")
        keyring = Keyring(FileKeyProvider(settings.key_folder), database)
        keys = await keyring.keys(work.connection, [each["subject"] for each in rows])
    await database.stop()
    return keys


async def loop(settings: ProcessSettings, *, together: bool) -> None:
    url, redis_url = settings.database_url.get_secret_value(), settings.redis_url.get_secret_value()
    news = RedisNews(redis_url)
    await news.start()
    keys = await all_keys(settings, url)
    await Bare(Redis.from_url(redis_url), await asyncpg.connect(url), keys, news, together).run()


async def until_ended(kind: str, settings: ProcessSettings) -> None:
    work = hear(settings) if kind == "hearing" else loop(settings, together=kind == "bare-set")
    task = asyncio.create_task(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


def main(kind: str) -> None:
    settings = settings_or_exit(ProcessSettings)
    configure_logging("bench", settings.log_level)
    run(until_ended(kind, settings))


if __name__ == "__main__":
    main(sys.argv[1])
