"""The limits of an answer that takes two events: XADD, a process that hears it and says the next, XREAD there.

`bare` stores nothing. `durable` appends each event to the log, in a group commit of its own, before it is told: what no
product that keeps its word can be faster than. Neither seals or parses; redis-py with hiredis on uvloop.

Usage: python -m bench.two_hops relay|ask bare|durable ORGANISATION CLIENT,CLIENT,..., for `ask` with JSON on standard
input.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID, uuid4

import uvloop
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bench.arithmetic import percentile
from shared.log import GroupCommit, NewEvent, Recorded, Unit

THERE, BACK = "bench:there", "bench:back"
GROUP = "bench"
BODY = b"x" * 900  # About as long as the document of a check-in.
KEEP = 10_000
BLOCK_MS = 1000
GRACE_SECONDS = 2.0
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Times:
    """Seconds from the moment a message was due to be sent until it is back."""

    asked: int
    answered: int
    p50: float
    p99: float


class Speaker(Protocol):
    """Says message `number` on a stream."""

    async def say(self, number: int) -> None: ...


class Bare:
    """Nothing but the XADD."""

    def __init__(self, redis: Redis, stream: str) -> None:
        self._redis = redis
        self._stream = stream

    async def say(self, number: int) -> None:
        await self._redis.xadd(self._stream, {"n": number, "event": BODY}, maxlen=KEEP, approximate=True)


class Durable:
    """The append, committed, and then the XADD."""

    def __init__(self, bare: Bare, url: str, org: UUID, clients: Sequence[UUID]) -> None:
        self._bare = bare
        self._org = org
        self._clients = clients
        self._numbers: dict[UUID, int] = {}
        self.writer = GroupCommit(url, self._announce)

    async def say(self, number: int) -> None:
        event = NewEvent(uuid4(), "bench.said", datetime.now(UTC), BODY, BODY[:32])
        self._numbers[event.id] = number
        await self.writer.append(Unit(self._org, self._clients[number % len(self._clients)], (event,)))

    async def _announce(self, events: Sequence[Recorded]) -> None:
        for event in events:
            await self._bare.say(self._numbers.pop(event.id))


async def relay(redis: Redis, speaker: Speaker) -> None:
    """Hear each message from a consumer group, say it again, acknowledge it."""
    with suppress(ResponseError):
        await redis.xgroup_create(THERE, GROUP, id="$", mkstream=True)
    while True:
        answer: Any = await redis.xreadgroup(GROUP, "relay", {THERE: ">"}, count=100, block=BLOCK_MS)
        for _, entries in answer or ():
            await asyncio.gather(*(speaker.say(int(entry[b"n"])) for _, entry in entries))
            await redis.xack(THERE, GROUP, *(entry_id for entry_id, _ in entries))


async def ask(redis: Redis, speaker: Speaker, rate: float, warm: float, seconds: float) -> Times:
    """`rate` messages a second, each at its time whatever became of the others; `warm` seconds are not counted."""
    due: dict[int, float] = {}
    took: dict[int, float] = {}
    total, first = round(rate * (warm + seconds)), round(rate * warm)
    await relayed(redis)
    reading = asyncio.create_task(listen(redis, due, took))
    await asyncio.sleep(0.1)
    began = time.perf_counter()
    sending: list[asyncio.Task[None]] = []
    for number in range(total):
        due[number] = began + number / rate
        await asyncio.sleep(max(0.0, due[number] - time.perf_counter()))
        sending.append(asyncio.create_task(speaker.say(number)))
    await asyncio.gather(*sending)
    await asyncio.sleep(GRACE_SECONDS if len(took) < total else 0)
    reading.cancel()
    counted = [seconds for number, seconds in took.items() if number >= first]
    return Times(total - first, len(counted), percentile(counted, 0.5), percentile(counted, 0.99))


async def relayed(redis: Redis) -> None:
    """Wait until the relay listens."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            with suppress(ResponseError):
                groups: Any = await redis.xinfo_groups(THERE)
                if groups and groups[0]["consumers"]:
                    return
            await asyncio.sleep(0.02)


async def listen(redis: Redis, due: dict[int, float], took: dict[int, float]) -> None:
    last: Any = "$"
    while True:
        answer: Any = await redis.xread({BACK: last}, count=100, block=BLOCK_MS)
        for _, entries in answer or ():
            for _, entry in entries:
                number = int(entry[b"n"])
                took[number] = time.perf_counter() - due[number]
            last = entries[-1][0]


async def act(verb: str, kind: str, org: str, clients: str) -> None:
    async with AsyncExitStack() as stack:
        redis = Redis.from_url(os.environ["REDIS_URL"])
        stack.push_async_callback(redis.aclose)
        bare = Bare(redis, BACK if verb == "relay" else THERE)
        speaker: Speaker = bare
        if kind == "durable":
            subjects = [UUID(each) for each in clients.split(",")]
            speaker = durable = Durable(bare, os.environ["DATABASE_URL"], UUID(org), subjects)
            await durable.writer.start()
            stack.push_async_callback(durable.writer.drain)
        if verb == "relay":
            await relay(redis, speaker)
        else:
            print(json.dumps(asdict(await ask(redis, speaker, **json.load(sys.stdin)))))


def main() -> None:
    verb, kind, org, clients = sys.argv[1:]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(act(verb, kind, org, clients))


if __name__ == "__main__":
    main()
