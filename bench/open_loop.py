"""The evening's first minute at a fixed rate: post a check-in, then ask for its offer until it is there.

Reads what to do as JSON from standard input and writes what it measured as JSON to standard output.
"""

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any

import uvloop

from bench.arithmetic import percentile
from bench.wire import Connection, connect

MOST_CONNECTIONS = 500
PATIENCE_SECONDS = 10.0
LONGEST_SECONDS = 60.0
NOT_YET = 202


@dataclass(frozen=True)
class Job:
    """`requests` are the bytes around the id, `tokens` belong to the same people; `ids` as in the closed loop."""

    checkin_port: int
    coach_port: int
    ids: str
    requests: list[tuple[str, str]]
    tokens: list[str]
    rate: float
    warm: float
    seconds: float


@dataclass(frozen=True)
class Times:
    """Seconds from the moment a check-in was due to be posted: until it was recorded, until its offer was there."""

    asked: int
    answered: int
    recorded_p50: float
    p50: float
    p99: float
    amiss: dict[str, int] = field(default_factory=dict)


class Caller:
    """Asks one server; each question takes a free connection, or a new one."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[Connection] = []
        self._asked: dict[Connection, asyncio.Future[tuple[int, bytes]]] = {}
        self._open = 0

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body. Raises ConnectionError."""
        connection = self._free.pop() if self._free else await self._connect()
        answer: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self._asked[connection] = answer
        connection.send(request)
        return await answer

    def close(self) -> None:
        for connection in self._free:
            connection.close()

    async def _connect(self) -> Connection:
        if self._open == MOST_CONNECTIONS:
            raise ConnectionError("Too many requests are under way.")
        self._open += 1
        return await connect(self._port, self._answered, self._lost)

    def _answered(self, connection: Connection, status: int, body: bytes) -> None:
        self._free.append(connection)
        self._asked.pop(connection).set_result((status, body))

    def _lost(self, connection: Connection) -> None:
        """A server closes what was idle for some seconds; only one that was asked something is missed."""
        self._open -= 1
        if connection in self._free:
            self._free.remove(connection)
        if (answer := self._asked.pop(connection, None)) is not None:
            answer.set_exception(ConnectionError("A connection was lost."))


class Evening:
    """Check-ins at their times, whatever became of the others."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._checkin, self._coach = Caller(job.checkin_port), Caller(job.coach_port)
        self._recorded: list[float] = []
        self._offered: list[float] = []
        self._amiss: dict[str, int] = {}

    async def run(self) -> Times:
        job = self._job
        total = round(job.rate * (job.warm + min(job.seconds, LONGEST_SECONDS)))
        first = round(job.rate * job.warm)
        began = time.perf_counter()
        under_way = []
        for number in range(total):
            due = began + number / job.rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            under_way.append(asyncio.create_task(self._one(number, due, counted=number >= first)))
        await asyncio.gather(*under_way)
        self._checkin.close()
        self._coach.close()
        return self._times(total - first)

    async def _one(self, number: int, due: float, *, counted: bool) -> None:
        try:
            recorded = await self._post(number)
            after_recording = time.perf_counter() - due
            await self._offer(number, recorded)
        except (Amiss, ConnectionError) as what:
            self._amiss[str(what)] = self._amiss.get(str(what), 0) + 1
            return
        if counted:
            self._recorded.append(after_recording)
            self._offered.append(time.perf_counter() - due)

    async def _post(self, number: int) -> str:
        before, after = self._job.requests[number % len(self._job.requests)]
        check_in = f"{self._job.ids}{number:012x}"
        status, _ = await self._checkin.ask(f"{before}{check_in}{after}".encode())
        if status != 201:
            raise Amiss(f"POST {status}")
        return check_in

    async def _offer(self, number: int, check_in: str) -> None:
        token = self._job.tokens[number % len(self._job.tokens)]
        request = (
            f"GET /v1/recommendations/{check_in}?wait=2 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {token}\r\n\r\n"
        )
        deadline = time.perf_counter() + PATIENCE_SECONDS
        status, body = await self._coach.ask(request.encode())
        while status == NOT_YET and time.perf_counter() < deadline:
            status, body = await self._coach.ask(request.encode())
        if status != 200 or not json.loads(body).get("options"):
            raise Amiss(f"GET {status}" if status != 200 else "GET without an offer")

    def _times(self, asked: int) -> Times:
        """What was never answered counts as long as it was waited for, so that it cannot make the rest look better."""
        missed = [PATIENCE_SECONDS] * (asked - len(self._offered))
        recorded, offered = self._recorded + missed, self._offered + missed
        middle, last = percentile(offered, 0.5), percentile(offered, 0.99)
        return Times(asked, len(self._offered), percentile(recorded, 0.5), middle, last, self._amiss)


class Amiss(Exception):
    """An answer that was not the one expected; the text names it and holds nothing of what was sent."""


def main() -> None:
    given: dict[str, Any] = json.load(sys.stdin)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(asdict(runner.run(Evening(Job(**given)).run()))))


if __name__ == "__main__":
    main()
