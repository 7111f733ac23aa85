"""The router's work in a bare loop: the same statements in the same transaction, the same rules, nothing around them;
and the router's own worker, which leaves what is young to the stream so that the stream's way alone is measured.

Usage: python -m bench.router_loop hearing|bare, settings as for any worker; runs until it is ended.
"""

import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bench.hearers import CONSUMER, PACE, SOURCE, STANDING, all_keys, positional
from services.router.client import TOLD_BY_COACH, CheckIn, Client, Practice, check_in_of
from services.router.constants import RECENT
from services.router.decider import offer_for_check_in
from services.router.main import build_worker
from services.router.profile import Told
from services.router.ranking import stocked
from services.router.settings import WorkerSettings
from services.router.tables import CLIENT_AT_CHECK_IN, LOCK_AND_RECORD, MOMENTS, PROFILES, RUNS
from services.router.views import about
from shared.bus import RedisNews, decode, stream_name
from shared.bus.inbox_sql import Statements
from shared.events import CheckInRecorded, CheckInRetracted
from shared.http import run, serve_process
from shared.keyring import Heard, SubjectKey, derived_id, open_event, seal_event
from shared.log import Appended, Recorded, Unit, append
from shared.settings import ProcessSettings, settings_or_exit
from shared.telemetry import configure_logging

# What fits into the half second after which the product's transaction ends too.
BATCH = 40
TYPES = [CheckInRecorded.type]
ENTER = positional(Statements("router").enter, "consumer", "types", "subjects", "events")
KEPT = ("client", "org", "coach", "checkin", "id", "version", "at", "replaces", "sealed")
RECORD = positional(LOCK_AND_RECORD, *KEPT)
KNOWN = positional(CLIENT_AT_CHECK_IN, "client", "since", "at", "version", "type", "coach", "recorded_at", "types")
DECODERS = {kind: msgspec.json.Decoder(kind) for kind in (CheckIn, Practice, Told)}


class Loop:
    """redis-py, asyncpg, and the router's pure rules."""

    def __init__(
        self, redis: Redis, connection: asyncpg.Connection, keys: dict[UUID, SubjectKey], news: RedisNews
    ) -> None:
        self._redis, self._connection, self._keys, self._news = redis, connection, keys, news

    async def run(self) -> None:
        stream: Any = stream_name(SOURCE)
        with suppress(ResponseError):
            await self._redis.xgroup_create(stream, CONSUMER, id="0", mkstream=True)
        while True:
            answer: Any = await self._redis.xreadgroup(CONSUMER, "bare", {stream: ">"}, count=BATCH, block=1000)
            for _, entries in answer or ():
                events = [event for _, entry in entries if (event := decode(entry[b"event"])) is not None]
                await self._news.announce(await self._handle(events))
                await self._redis.xack(stream, CONSUMER, *(entry_id for entry_id, _ in entries))

    async def _handle(self, events: Sequence[Recorded]) -> list[Recorded]:
        async with self._connection.transaction():
            units = [await self._offer(event) for event in await self._enter(events)]
            outcomes = await append(self._connection, units)
        return [event for outcome in outcomes if isinstance(outcome, Appended) for event in outcome.events]

    async def _enter(self, events: Sequence[Recorded]) -> list[Recorded]:
        named = [event.subject for event in events], [event.id for event in events]
        rows = await self._connection.fetch(ENTER, CONSUMER, TYPES, *named)
        standing = await self._connection.fetchrow(STANDING, CONSUMER)
        passed = (standing["tx"], standing["position"]) if standing else (0, 0)
        entered = [Recorded(*tuple(each)[:-1]) for each in rows if each["entered"]]
        fresh = [event for event in entered if (event.tx, event.position) > passed]
        return sorted(fresh, key=lambda event: (event.subject, event.tx, event.position))

    async def _offer(self, event: Recorded) -> Unit:
        key = self._keys[event.subject]
        heard = open_event(key, event)
        assert isinstance(heard.data, CheckInRecorded)
        check_in = check_in_of(heard.id, heard.data, heard.at)
        sealed = key.seal(msgspec.json.encode(check_in), about(MOMENTS, check_in.id))
        told = (key.subject, key.org, 0, heard.version, check_in.id, heard.version, check_in.at, None, sealed)
        taken_in = await self._connection.fetchrow(RECORD, *told)
        client = await self._client(key, taken_in, check_in.at, heard)
        data = offer_for_check_in(check_in, client.as_of(check_in.at, check_in.time_zone), stocked())
        return unit(key, heard, data)

    async def _client(self, key: SubjectKey, taken_in: Any, at: datetime, heard: Heard) -> Client:
        asked = (key.subject, at - RECENT, at, heard.version, CheckInRetracted.type)
        ahead = (taken_in["coach"], heard.recorded_at, [*TOLD_BY_COACH])
        rows = await self._connection.fetch(KNOWN, *asked, *ahead)

        def opened(kind: str, table: Any, content: Any) -> list[Any]:
            mine = [row for row in rows if row["kind"] == kind and not row["retracted"]]
            return [DECODERS[content].decode(key.open(row["sealed"], about(table, row["id"]))) for row in mine]

        told = opened("profile", PROFILES, Told)
        return Client(
            check_ins={each.id: each for each in opened("moment", MOMENTS, CheckIn)},
            practices=tuple(opened("run", RUNS, Practice)),
            told=told[0] if told else Told(),
            versions={name: taken_in[name] for name in ("checkin", "coach", "clinic") if taken_in[name]},
        )


def unit(key: SubjectKey, heard: Heard, data: Any) -> Unit:
    event = seal_event(key, id=derived_id(heard.id, data.type), data=data, occurred_at=heard.at)
    return Unit(heard.org, heard.subject, (event,))


async def loop(settings: ProcessSettings) -> None:
    url, redis_url = settings.database_url.get_secret_value(), settings.redis_url.get_secret_value()
    stocked()
    news = RedisNews(redis_url)
    await news.start()
    keys = await all_keys(settings, url)
    await Loop(Redis.from_url(redis_url), await asyncpg.connect(url), keys, news).run()


async def until_ended(settings: ProcessSettings) -> None:
    task = asyncio.create_task(loop(settings))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


def main(kind: str) -> None:
    if kind == "hearing":
        return serve_process("router", WorkerSettings, lambda settings: build_worker(settings, pace=PACE))
    settings = settings_or_exit(ProcessSettings)
    configure_logging("bench", settings.log_level)
    run(until_ended(settings))


if __name__ == "__main__":
    main(sys.argv[1])
