"""python -m bench.walking: many clients at once, each walking from a check-in to what comes after a practice.

All processes are real. Afterwards every client's log is read and has to hold what was walked: whole and once.
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import uvloop

from bench.arithmetic import percentile
from bench.end_to_end import start_product
from bench.open_loop import Caller
from bench.people import Person
from bench.proc import machine
from bench.table import Line, Report, grid
from bench.world import Failed, World
from services.coach.decider import Finished, fold
from shared.database import Database
from shared.events import PracticeRun, TechniqueRecommended
from shared.keyring import FileKeyProvider, Heard, Keyring, derived_id, open_event
from shared.log import read_stream, verify_stream

CLIENTS = 200
TWO_DEVICES_EACH = 4
"""Of so many clients one holds two devices, which send each request at the same time."""
BEFORE, AFTER = 9, 8
PATIENCE_SECONDS = 60.0
BUSY = 503
AGAIN_SECONDS = 1.0
KINDS = ("check-in", "offer", "start", "step", "finish with what comes next")


@dataclass
class Walk:
    """What one client did. `practice` and `check_in` are what the log has to know."""

    person: Person
    devices: int
    check_in: UUID = field(default_factory=uuid4)
    practice: UUID = field(default_factory=uuid4)
    steps: int = 0


class Walkers:
    """All of them at once, over HTTP alone."""

    def __init__(self, people: Sequence[Person], checkin: Caller, coach: Caller) -> None:
        self.walks = [Walk(each, 1 + (place % TWO_DEVICES_EACH == 0)) for place, each in enumerate(people)]
        self.seconds: defaultdict[str, list[float]] = defaultdict(list)
        self.sent_again = 0
        self._checkin, self._coach = checkin, coach

    async def run(self) -> float:
        """How long it took until the last one had arrived."""
        began = time.perf_counter()
        await asyncio.gather(*(self._walk(walk) for walk in self.walks))
        return time.perf_counter() - began

    async def _walk(self, walk: Walk) -> None:
        moment = {"id": str(walk.check_in), "emotions": ["fearful.anxious"], "intensity": BEFORE}
        await self._each("check-in", walk, self._checkin, "POST", "/v1/check-ins", moment)
        offer = await self._offer("offer", walk, walk.check_in)
        technique = offer["options"][0]["technique_id"]
        start = {"id": str(walk.practice), "technique_id": technique, "check_in_id": str(walk.check_in)}
        walk.steps = (await self._each("start", walk, self._coach, "POST", "/v1/practices", start))["steps_total"]
        for step in range(1, walk.steps + 1):
            path = f"/v1/practices/{walk.practice}/steps/{step}"
            await self._each("step", walk, self._coach, "POST", path, {"response": f"answer {step}"})
        said = {"intensity_after": AFTER, "helped": "a_bit"}
        path = f"/v1/practices/{walk.practice}/finish"
        ended = await self._each(KINDS[-1], walk, self._coach, "POST", path, said)
        if ended["next"]["pending"]:
            ended["next"] = await self._offer("next, where it was asked for again", walk, walk.practice)
        if ended["next"]["phase"] != "g2":
            raise Failed(f"After a first step at {AFTER} came {ended['next']['phase']}.")

    async def _offer(self, kind: str, walk: Walk, cause: UUID) -> Any:
        deadline, began = time.perf_counter() + PATIENCE_SECONDS, time.perf_counter()
        while time.perf_counter() < deadline:
            status, said = await self._asked(walk, self._coach, "GET", f"/v1/recommendations/{cause}?wait=2")
            if status == 200:
                self.seconds[kind].append(time.perf_counter() - began)
                return json.loads(said)
        raise Failed("An offer never came.")

    async def _each(self, kind: str, walk: Walk, caller: Caller, method: str, path: str, body: object) -> Any:
        """From each of the client's devices at once; all of them have to be told the same."""
        answers = await asyncio.gather(
            *(self._timed(kind, self._asked(walk, caller, method, path, body)) for _ in range(walk.devices))
        )
        for status, said in answers:
            if status not in {200, 201}:
                raise Failed(f"{kind} was answered {status}: {said[:300]!r}")
        return json.loads(answers[0][1])

    async def _timed(self, kind: str, asking: Awaitable[tuple[int, bytes]]) -> tuple[int, bytes]:
        began = time.perf_counter()
        answer = await asking
        self.seconds[kind].append(time.perf_counter() - began)
        return answer

    async def _asked(
        self, walk: Walk, caller: Caller, method: str, path: str, body: object = None
    ) -> tuple[int, bytes]:
        """The answer; whoever is asked to come again (503) does so, with the very same request, and the time counts."""
        request, deadline = written(walk.person.token, method, path, body), time.perf_counter() + PATIENCE_SECONDS
        while True:
            status, said = await caller.ask(request)
            if status != BUSY or time.perf_counter() > deadline:
                return status, said
            self.sent_again += 1
            await asyncio.sleep(AGAIN_SECONDS)

    def grid(self) -> str:
        rows = [
            (kind, str(len(each)), *(f"{percentile(each, share) * 1e3:.0f}" for share in (0.5, 0.99)))
            for kind, each in self.seconds.items()
        ]
        return grid(("call", "how many", "p50 ms", "p99 ms"), rows)

    def lines(self, took: float) -> list[Line]:
        every = [each for kind in KINDS for each in self.seconds[kind]]
        middle, last = (f"{percentile(every, share) * 1e3:.0f} ms" for share in (0.5, 0.99))
        what = f"{len(self.walks)} clients at once through a practice"
        return [
            Line(f"{what}, p50 of every call", middle),
            Line(f"{what}, p99 of every call", last),
            Line(f"{what}, until the last one was through", f"{took:.1f} s"),
            Line(f"{what}, requests asked to come again", str(self.sent_again)),
        ]


class Record:
    """What the log holds of each walk."""

    def __init__(self, world: World) -> None:
        self._database = Database(world.url("coach_worker"), pool_size=1)
        self._keyring = Keyring(FileKeyProvider(world.organisations), self._database)

    async def check(self, walks: Sequence[Walk]) -> None:
        """Raises Failed with everything that is not as it was walked."""
        faults = [fault for walk in walks for fault in await self._faults(walk)]
        await self._database.stop()
        if faults:
            raise Failed("\n".join(faults[:20]))

    async def _faults(self, walk: Walk) -> list[str]:
        coach, router = [await self._stream(walk, service) for service in ("coach", "router")]
        mine = [each.data for each in coach if isinstance(each.data, PracticeRun)]
        state = fold(mine)
        offers = {each.id for each in router if isinstance(each.data, TechniqueRecommended)}
        due = {derived_id(cause, TechniqueRecommended.type) for cause in (walk.check_in, walk.practice)}
        wanted = tuple(f"answer {step}" for step in range(1, walk.steps + 1))
        found = {
            "another end": not isinstance(state, Finished) or state.rating.intensity_after != AFTER,
            "other answers": getattr(state, "responses", ()) != wanted,
            f"{len(mine)} events of one practice": len(mine) != walk.steps + 2,
            "an id twice": len({each.id for each in coach}) != len(coach),
            "other offers": offers != due,
        }
        return [f"{fault} for {walk.devices} devices" for fault, is_so in found.items() if is_so]

    async def _stream(self, walk: Walk, service: str) -> list[Heard]:
        person = walk.person
        async with self._database.unit_of_work(None) as work:
            events = await read_stream(work.raw, person.subject, service)
        verify_stream(events)
        key = await self._keyring.key(person.org, person.subject)
        return [open_event(key, each) for each in events]


def written(token: str, method: str, path: str, body: object) -> bytes:
    """A request as bytes, because a client library would take more time than the services do."""
    content = b"" if body is None else json.dumps(body).encode()
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
    kind = "" if body is None else f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    return f"{head}{kind}\r\n".encode() + content


async def walk_all(world: World, people: Sequence[Person], ports: Sequence[int]) -> tuple[Walkers, float]:
    checkin, coach = (Caller(port) for port in ports)
    walkers = Walkers(people, checkin, coach)
    took = await walkers.run()
    checkin.close()
    coach.close()
    await Record(world).check(walkers.walks)
    return walkers, took


def measure(report: Report) -> None:
    with World() as world:
        people = world.people(CLIENTS)
        product = start_product(world)
        ports = [product[name].port for name in ("checkin api", "coach api")]
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            walkers, took = runner.run(walk_all(world, people, ports))
        report.tell(walkers.lines(took), walkers.grid())


def main() -> None:
    print(machine(), flush=True)
    with Report() as report:
        measure(report)


if __name__ == "__main__":
    main()
