"""From a check-in posted to its offer visible, at a fixed rate, beside two bare hops at the same rate."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from bench import open_loop, two_hops
from bench.arithmetic import median, ratio_in_turn
from bench.people import Person, check_in_requests
from bench.proc import cpu_seconds, running
from bench.table import Goal, Line, grid
from bench.world import Failed, World, run
from deploy.local.processes import Process

RATE = 50.0
WARM = 2.0
SECONDS = 10.0
ROUNDS = 4
SERVERS = {"Postgres, all its processes": "postgres", "Valkey": "valkey-server"}
GOAL = Goal("at_most", 5)


class Answers:
    """Rounds of the product and of the bare two hops in turn."""

    def __init__(self, world: World, product: dict[str, Process], people: Sequence[Person]) -> None:
        self._world = world
        self._pids = {name: [world.pid(process)] for name, process in product.items()}
        self._ports = {"checkin_port": product["checkin api"].port, "coach_port": product["coach api"].port}
        self._requests = [(before.decode(), after.decode()) for before, after in check_in_requests(people)]
        self._tokens = [person.token for person in people]
        self._spent: defaultdict[str, list[float]] = defaultdict(list)
        self.product: list[open_loop.Times] = []
        self.bare: list[two_hops.Times] = []

    def measure(self, rounds: int = ROUNDS) -> None:
        relay = self._world.begin("relay", "bench.two_hops", "relay", role="coach_api")
        for number in range(rounds):
            turns = [self._product, self._bare]
            for turn in turns if number % 2 == 0 else reversed(turns):
                turn()
        self._world.stop(relay)

    def _product(self) -> None:
        job: dict[str, Any] = {"rate": RATE, "warm": WARM, "seconds": SECONDS, "ids": str(uuid4())[:24]}
        job |= {"requests": self._requests, "tokens": self._tokens, **self._ports}
        before = self._cpu()
        times = open_loop.Times(**run("bench.open_loop", given=job))
        for name, spent in self._cpu().items():
            self._spent[name].append((spent - before[name]) / (RATE * (WARM + SECONDS)))
        if times.amiss or times.answered != times.asked:
            raise Failed(f"Of {times.asked} check-ins {times.answered} got their offer: {times.amiss}")
        self.product.append(times)

    def _bare(self) -> None:
        job = {"rate": RATE, "warm": WARM, "seconds": SECONDS}
        environment = self._world.environment("coach_api")
        times = two_hops.Times(**run("bench.two_hops", "ask", given=job, environment=environment))
        if times.answered != times.asked:
            raise Failed(f"Of {times.asked} bare messages {times.answered} came back.")
        self.bare.append(times)

    def _cpu(self) -> dict[str, float]:
        pids = self._pids | {name: running(program) for name, program in SERVERS.items()}
        return {name: sum(map(cpu_seconds, each)) for name, each in pids.items()}

    def lines(self) -> list[Line]:
        what = f"check-in posted to offer visible, {RATE:.0f}/s / two bare hops"
        product, bare = self.product, self.bare
        return [
            line(f"{what}, p50", [each.p50 for each in product], [each.p50 for each in bare], GOAL),
            line(f"{what}, p99", [each.p99 for each in product], [each.p99 for each in bare]),
            Line("of it until recorded, p50", milliseconds(median([each.recorded_p50 for each in product]))),
        ]

    def spent(self) -> str:
        """CPU time for one check-in with its offer; the time a process spends doing nothing is in it."""
        rows = [(name, f"{median(each) * 1e3:.1f}") for name, each in self._spent.items()]
        total = sum(median(each) for each in self._spent.values())
        return grid((f"process, at {RATE:.0f}/s", "CPU ms per check-in"), [*rows, ("together", f"{total * 1e3:.1f}")])

    def rounds(self) -> str:
        rows = [
            (str(number), milliseconds(one.p50), milliseconds(one.p99), milliseconds(two.p50), milliseconds(two.p99))
            for number, (one, two) in enumerate(zip(self.product, self.bare, strict=True), start=1)
        ]
        return grid(("round", "offer p50", "offer p99", "two hops p50", "two hops p99"), rows)


def line(what: str, product: list[float], bare: list[float], goal: Goal | None = None) -> Line:
    return Line(what, milliseconds(median(product)), milliseconds(median(bare)), ratio_in_turn(product, bare), goal)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"
