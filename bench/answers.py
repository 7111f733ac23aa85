"""From a check-in posted to its offer visible, at a fixed rate, beside two bare hops at the same rate."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from redis import Redis

from bench import open_loop, two_hops
from bench.arithmetic import in_turn, median, ratio_in_turn
from bench.people import Person, check_in_requests
from bench.proc import cpu_seconds, running
from bench.table import Goal, Line, grid
from bench.world import Failed, World, run
from deploy.local.processes import Process

RATE = 50.0
WARM = 1.5
SECONDS = 8.0
ROUNDS = 4
HOPPING = 40  # The last people: what the bare hops write into their streams is no event that anybody can open.
SERVERS = {"Postgres, all its processes": "postgres", "Valkey": "valkey-server"}
GOAL = Goal("at_most", 5)


class Answers:
    """Rounds of the product and of the bare two hops in turn."""

    def __init__(self, world: World, product: dict[str, Process], people: Sequence[Person]) -> None:
        self._world = world
        self._pids = {name: [world.pid(process)] for name, process in product.items()}
        self._ports = {"checkin_port": product["checkin api"].port, "coach_port": product["coach api"].port}
        checking_in, hopping = people[:-HOPPING], people[-HOPPING:]
        self._requests = [(before.decode(), after.decode()) for before, after in check_in_requests(checking_in)]
        self._tokens = [person.token for person in checking_in]
        self._whose = (str(hopping[0].org), ",".join(str(person.subject) for person in hopping))
        self._spent: defaultdict[str, list[float]] = defaultdict(list)
        self.product: list[open_loop.Times] = []
        self.bare: list[two_hops.Times] = []
        self.durable: list[two_hops.Times] = []

    def measure(self, rounds: int = ROUNDS) -> None:
        turns = {"product": self._product, "bare": self._bare, "durable": self._durable}
        for number in range(rounds):
            for name in in_turn(list(turns), number):
                turns[name]()

    def _product(self) -> None:
        job: dict[str, Any] = {"rate": RATE, "warm": WARM, "seconds": SECONDS, "ids": str(uuid4())[:24]}
        job |= {"requests": self._requests, "tokens": self._tokens, **self._ports}
        before = self._cpu()
        times = open_loop.Times(**run("bench.open_loop", given=job))
        for name, spent in self._cpu().items():
            self._spent[name].append((spent - before[name]) / (RATE * (WARM + SECONDS)))
        if not times.answered:
            raise Failed(f"None of {times.asked} check-ins got its offer: {times.amiss}")
        self.product.append(times)

    def _bare(self) -> None:
        self.bare.append(self._hops("bare"))

    def _durable(self) -> None:
        self.durable.append(self._hops("durable"))

    def _hops(self, kind: str) -> two_hops.Times:
        with Redis.from_url(self._world.valkey.url) as redis:
            redis.delete(two_hops.THERE, two_hops.BACK)
        relay = self._world.begin("relay", "bench.two_hops", "relay", kind, *self._whose, role="router_worker")
        job = {"rate": RATE, "warm": WARM, "seconds": SECONDS}
        environment = self._world.environment("checkin_api")
        times = two_hops.Times(**run("bench.two_hops", "ask", kind, *self._whose, given=job, environment=environment))
        self._world.stop(relay)
        if times.answered != times.asked:
            raise Failed(f"Of {times.asked} {kind} messages {times.answered} came back.")
        return times

    def _cpu(self) -> dict[str, float]:
        pids = self._pids | {name: running(program) for name, program in SERVERS.items()}
        return {name: sum(map(cpu_seconds, each)) for name, each in pids.items()}

    def lines(self) -> list[Line]:
        what = f"check-in posted to offer visible, {RATE:.0f}/s"
        middle, last = p50(self.product), p99(self.product)
        return [
            line(f"{what}, p50 / two bare hops", middle, p50(self.bare), GOAL),
            line(f"{what}, p99 / two bare hops", last, p99(self.bare)),
            line(f"{what}, p50 / two hops, a commit before each", middle, p50(self.durable)),
            line(f"{what}, p99 / two hops, a commit before each", last, p99(self.durable)),
            Line("of it until recorded, p50", milliseconds(median([each.recorded_p50 for each in self.product]))),
        ]

    def spent(self) -> str:
        """CPU time for one check-in with its offer; the time a process spends doing nothing is in it."""
        rows = [(name, f"{median(each) * 1e3:.1f}") for name, each in self._spent.items()]
        total = sum(median(each) for each in self._spent.values())
        return grid((f"process, at {RATE:.0f}/s", "CPU ms per check-in"), [*rows, ("together", f"{total * 1e3:.1f}")])

    def rounds(self) -> str:
        sides = (self.product, self.bare, self.durable)
        columns = [column for side in sides for column in (p50(side), p99(side))]
        rows = [
            (str(number), *map(milliseconds, each), str(one.asked - one.answered))
            for number, (one, *each) in enumerate(zip(self.product, *columns, strict=True), start=1)
        ]
        heads = [f"{name} {which}" for name in ("offer", "bare", "durable") for which in ("p50", "p99")]
        return grid(("round", *heads, "without an offer"), rows)


def p50(rounds: Sequence[open_loop.Times] | Sequence[two_hops.Times]) -> list[float]:
    return [each.p50 for each in rounds]


def p99(rounds: Sequence[open_loop.Times] | Sequence[two_hops.Times]) -> list[float]:
    return [each.p99 for each in rounds]


def line(what: str, product: list[float], bare: list[float], goal: Goal | None = None) -> Line:
    return Line(what, milliseconds(median(product)), milliseconds(median(bare)), ratio_in_turn(product, bare), goal)


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"
