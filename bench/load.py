"""The load generator, a process of its own: closed loop, a fixed number of connections, bounded in time and count.

Reads what to do as JSON from standard input and writes what it counted as JSON to standard output.
"""

import asyncio
import json
import os
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any

import uvloop

from bench.arithmetic import percentile
from bench.proc import cpu_seconds
from bench.wire import Connection, connect

MOST_REQUESTS = 200_000
LONGEST_SECONDS = 60.0


@dataclass(frozen=True)
class Job:
    """`requests` are the bytes before and after the id; `ids` 24 characters that make this run's ids its own. What is
    answered in the first `warm` seconds is not counted. `pid` is the server's."""

    port: int
    pid: int
    ids: str
    requests: list[tuple[str, str]]
    connections: int = 64
    warm: float = 1.5
    seconds: float = 3.5


@dataclass
class Counted:
    """`cpu` are microseconds of the server process per request, `own` of this process."""

    requests: int = 0
    per_second: float = 0.0
    cpu: float = 0.0
    own: float = 0.0
    p50: float = 0.0
    p99: float = 0.0
    refused: dict[str, int] = field(default_factory=dict)


class Load:
    """Each connection sends the next person's request as soon as its last one is answered."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._around = [(before.encode(), after.encode()) for before, after in job.requests]
        self._sent = 0
        self._running = True
        self._counting = False
        self._since: dict[Connection, float] = {}
        self._seconds: list[float] = []
        self._refused: dict[str, int] = {}

    async def run(self) -> Counted:
        opened = [await connect(self._job.port, self._answered, self._on_lost) for _ in range(self._job.connections)]
        for connection in opened:
            self._next(connection)
        await asyncio.sleep(self._job.warm)
        began, server, own = time.perf_counter(), cpu_seconds(self._job.pid), cpu_seconds(os.getpid())
        self._counting = True
        await asyncio.sleep(min(self._job.seconds, LONGEST_SECONDS))
        self._counting = False
        seconds = time.perf_counter() - began
        spent = cpu_seconds(self._job.pid) - server, cpu_seconds(os.getpid()) - own
        self._running = False
        for connection in opened:
            connection.close()
        return self._counted(seconds, *spent)

    def _next(self, connection: Connection) -> None:
        if self._sent >= MOST_REQUESTS:
            self._running = False
            return
        before, after = self._around[self._sent % len(self._around)]
        self._since[connection] = time.perf_counter()
        connection.send(b"%b%b%012x%b" % (before, self._job.ids.encode(), self._sent, after))
        self._sent += 1

    def _answered(self, connection: Connection, status: int, body: bytes) -> None:
        if status != 201:
            self._refused[str(status)] = self._refused.get(str(status), 0) + 1
        elif self._counting:
            self._seconds.append(time.perf_counter() - self._since[connection])
        if self._running:
            self._next(connection)

    def _on_lost(self, connection: Connection) -> None:
        if self._running:
            self._refused["lost"] = self._refused.get("lost", 0) + 1

    def _counted(self, seconds: float, server: float, own: float) -> Counted:
        done = len(self._seconds)
        if not done or not self._sent < MOST_REQUESTS:
            return Counted(refused=self._refused | {"too few or too many": done})
        return Counted(
            requests=done,
            per_second=done / seconds,
            cpu=server / done * 1e6,
            own=own / done * 1e6,
            p50=percentile(self._seconds, 0.5),
            p99=percentile(self._seconds, 0.99),
            refused=self._refused,
        )


def main() -> None:
    given: dict[str, Any] = json.load(sys.stdin)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(asdict(runner.run(Load(Job(**given)).run()))))


if __name__ == "__main__":
    main()
