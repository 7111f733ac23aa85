"""python -m bench.listening: what open streams cost one process while nothing happens, and when something does."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from bench.arithmetic import percentile
from bench.people import Person
from bench.proc import cpu_seconds, machine, memory
from bench.table import Line, Report
from bench.world import Failed, World

STREAMS = 500
SILENT_SECONDS = 30.0
AT_ONCE = 20


@dataclass
class Ear:
    """One device's open stream."""

    person: Person
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def hears(self, kind: str) -> None:
        """Wait for an event of this kind."""
        async with asyncio.timeout(60):
            while not (line := await self.reader.readline()).startswith(b"event: " + kind.encode()):
                if not line:
                    raise Failed("A stream ended.")


async def opened(person: Person, port: int) -> Ear:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {person.token}\r\n\r\n"
    writer.write(request.encode())
    ear = Ear(person, reader, writer)
    await ear.hears("here")
    return ear


async def listen(people: Sequence[Person], port: int, pid: int) -> list[Line]:
    before = memory([pid]).proportional
    ears = [await opened(each, port) for each in people]
    held = memory([pid]).proportional - before
    spent = cpu_seconds(pid)
    await asyncio.sleep(SILENT_SECONDS)
    spent = (cpu_seconds(pid) - spent) / SILENT_SECONDS
    heard = await told(ears, port)
    for ear in ears:
        ear.writer.close()
    what = f"{len(ears)} open streams of one coach api"
    middle, last = (f"{percentile(heard, share) * 1e3:.0f} ms" for share in (0.5, 0.99))
    return [
        Line(f"{what}, memory of each", f"{held * 1024 / len(ears):.0f} kB"),
        Line(f"{what}, CPU while nothing happens", f"{spent * 100:.1f} % of a core"),
        Line(f"{what}, from a practice's start sent to heard, p50", middle),
        Line(f"{what}, p99", last),
    ]


async def told(ears: Sequence[Ear], port: int) -> list[float]:
    """Seconds from a request of another device until this one has heard of it; some of them at a time."""
    room = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as http:

        async def one(ear: Ear) -> float:
            async with room:
                began = time.perf_counter()
                headers = {"Authorization": f"Bearer {ear.person.token}"}
                posting = http.post("/v1/practices", json={"technique_id": "three-slow-breaths"}, headers=headers)
                answer, _ = await asyncio.gather(posting, ear.hears("practice"))
                answer.raise_for_status()
                return time.perf_counter() - began

        return list(await asyncio.gather(*(one(ear) for ear in ears)))


def measure(report: Report) -> None:
    with World() as world:
        people = world.people(STREAMS)
        coach = world.serve("coach-api", "services.coach", "api", role="coach_api")
        report.tell(asyncio.run(listen(people, coach.port, world.pid(coach))))


def main() -> None:
    print(machine(), flush=True)
    with Report() as report:
        measure(report)


if __name__ == "__main__":
    main()
