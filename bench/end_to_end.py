"""From a check-in posted to its offer visible, and one worker's events a second; each beside its limit."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from bench import open_loop, two_hops
from bench.arithmetic import median, ratio_in_turn
from bench.people import Person, check_in_requests
from bench.proc import Memory, machine, memory, running
from bench.table import Goal, Line, grid, table
from bench.world import Failed, World, run
from deploy.local.processes import Process
from shared.database.roles import PROCESSES

RATE = 50.0
WARM = 2.0
SECONDS = 10.0
ROUNDS = 4
CLIENTS = 400


def start_product(world: World) -> dict[str, Process]:
    """Every process of the product, as the demo starts them."""
    return {
        f"{service} {kind}": world.serve(f"{service}-{kind}", f"services.{service}", kind, role=f"{service}_{kind}")
        for service, kinds in PROCESSES.items()
        for kind in kinds
    }


def resting(world: World, product: dict[str, Process]) -> dict[str, Memory]:
    """What every process holds before anything was asked of it."""
    told = {name: memory([world.pid(process)]) for name, process in product.items()}
    servers = {"Postgres, all its processes": "postgres", "Valkey": "valkey-server"}
    return told | {name: memory(running(program)) for name, program in servers.items()}


class Answers:
    """Rounds of the product and of the bare two hops in turn, at the same rate."""

    def __init__(self, world: World, product: dict[str, Process], people: Sequence[Person]) -> None:
        self._world = world
        self._ports = {"checkin_port": product["checkin api"].port, "coach_port": product["coach api"].port}
        around = check_in_requests(list(people))
        self._requests = [(before.decode(), after.decode()) for before, after in around]
        self._tokens = [person.token for person in people]
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
        times = open_loop.Times(**run("bench.open_loop", given=job))
        if times.amiss or times.answered != times.asked:
            raise Failed(f"Of {times.asked} check-ins {times.answered} got their offer in time: {times.amiss}")
        self.product.append(times)

    def _bare(self) -> None:
        job = {"rate": RATE, "warm": WARM, "seconds": SECONDS}
        times = two_hops.Times(
            **run("bench.two_hops", "ask", given=job, environment=self._world.environment("coach_api"))
        )
        if times.answered != times.asked:
            raise Failed(f"Of {times.asked} bare messages {times.answered} came back.")
        self.bare.append(times)

    def lines(self) -> list[Line]:
        what = f"check-in posted to offer visible, {RATE:.0f}/s / bare two hops"
        return [
            self._line(f"{what}, p50", [each.p50 for each in self.product], [each.p50 for each in self.bare], True),
            self._line(f"{what}, p99", [each.p99 for each in self.product], [each.p99 for each in self.bare], False),
            Line("of it until recorded, p50", milliseconds(median([each.recorded_p50 for each in self.product]))),
        ]

    def _line(self, what: str, product: list[float], bare: list[float], judged: bool) -> Line:
        return Line(
            what=what,
            figure=milliseconds(median(product)),
            limit=milliseconds(median(bare)),
            ratio=ratio_in_turn(product, bare),
            goal=Goal("at_most", 5) if judged else None,
        )


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"


def memory_told(held: dict[str, Memory]) -> str:
    rows = [(name, f"{each.resident:.0f}", f"{each.proportional:.0f}") for name, each in held.items()]
    return grid(("process at rest", "RSS MB", "PSS MB"), rows)


def main() -> None:
    print(machine(), flush=True)
    with World() as world:
        people = world.people(CLIENTS)
        product = start_product(world)
        held = resting(world, product)
        answers = Answers(world, product, people)
        answers.measure()
    print(table(answers.lines()), memory_told(held), sep="\n\n")


if __name__ == "__main__":
    main()
