"""The limit of an answer that takes two events: XADD, a process that hears and adds to a second stream, XREAD there.

Nothing is parsed, stored or sealed; redis-py with hiredis on uvloop, as in the product's processes.

Usage: python -m bench.two_hops relay (until ended), or python -m bench.two_hops ask with JSON on standard input.
"""

import asyncio
import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

import uvloop
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bench.arithmetic import percentile

THERE, BACK = "bench:there", "bench:back"
GROUP = "bench"
BODY = b"x" * 900  # About as long as the document of a check-in.
BLOCK_MS = 1000
GRACE_SECONDS = 2.0


@dataclass(frozen=True)
class Times:
    """Seconds from the moment a message was due to be sent until it is back."""

    asked: int
    answered: int
    p50: float
    p99: float


async def relay(redis: Redis) -> None:
    """Hear each message from a consumer group, say it again, acknowledge it."""
    try:
        await redis.xgroup_create(THERE, GROUP, id="$", mkstream=True)
    except ResponseError as error:
        if "BUSYGROUP" not in str(error):
            raise
    while True:
        answer: Any = await redis.xreadgroup(GROUP, "relay", {THERE: ">"}, count=100, block=BLOCK_MS)
        for _, entries in answer or ():
            for entry_id, entry in entries:
                await redis.xadd(BACK, entry, maxlen=10_000, approximate=True)
                await redis.xack(THERE, GROUP, entry_id)


async def ask(redis: Redis, rate: float, warm: float, seconds: float) -> Times:
    """`rate` messages a second, each at its time whatever became of the others; `warm` seconds are not counted."""
    due: dict[int, float] = {}
    took: dict[int, float] = {}
    total, first = round(rate * (warm + seconds)), round(rate * warm)
    reading = asyncio.create_task(listen(redis, due, took))
    await asyncio.sleep(0.1)
    began = time.perf_counter()
    sending: list[asyncio.Task[None]] = []
    for number in range(total):
        due[number] = began + number / rate
        await asyncio.sleep(max(0.0, due[number] - time.perf_counter()))
        sending.append(asyncio.create_task(send(redis, number)))
    await asyncio.gather(*sending)
    await asyncio.sleep(GRACE_SECONDS if len(took) < total else 0)
    reading.cancel()
    counted = [seconds for number, seconds in took.items() if number >= first]
    return Times(total - first, len(counted), percentile(counted, 0.5), percentile(counted, 0.99))


async def send(redis: Redis, number: int) -> None:
    await redis.xadd(THERE, {"n": number, "event": BODY}, maxlen=10_000, approximate=True)


async def listen(redis: Redis, due: dict[int, float], took: dict[int, float]) -> None:
    last: Any = "$"
    while True:
        answer: Any = await redis.xread({BACK: last}, count=100, block=BLOCK_MS)
        for _, entries in answer or ():
            for _, entry in entries:
                number = int(entry[b"n"])
                took[number] = time.perf_counter() - due[number]
            last = entries[-1][0]


async def act(verb: str) -> None:
    redis = Redis.from_url(os.environ["REDIS_URL"])
    try:
        if verb == "relay":
            await relay(redis)
        else:
            print(json.dumps(asdict(await ask(redis, **json.load(sys.stdin)))))
    finally:
        await redis.aclose()


def main(verb: str) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(act(verb))


if __name__ == "__main__":
    main(sys.argv[1])
