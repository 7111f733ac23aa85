"""Durable check-ins a second, beside an endpoint that stores nothing and beside one commit per request."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bench.arithmetic import in_turn, median, ratio_in_turn
from bench.load import Counted
from bench.people import check_in_requests
from bench.proc import machine
from bench.table import Goal, Line, Report, grid
from bench.world import Failed, World, run
from deploy.local.processes import Process

ROLE = "checkin_api"
CLIENTS = 500
ROUNDS = 4
SAMPLED_SECONDS = 8.0
MOST_REFUSED = 0.01
PRODUCT = "product"
KINDS = {
    PRODUCT: "POST /v1/check-ins, durable",
    "ordinary": "ordinary FastAPI endpoint, stores nothing",
    "dressed": "the same with the product's ids, metrics, safe headers",
    "route": "the product's route, stores nothing",
    "ordinary-commit": "ordinary endpoint, one commit and one XADD per request",
    "route-commit": "the product's route, one commit and one XADD per request",
}


Requests = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Rounds:
    """What was counted for one kind of endpoint, one entry per round."""

    counted: list[Counted]

    def of(self, name: str) -> list[float]:
        return [getattr(each, name) for each in self.counted]

    def middle(self, name: str) -> float:
        return median(self.of(name))


def in_rounds(world: World, requests: Requests, rounds: int = ROUNDS) -> dict[str, Rounds]:
    servers = {kind: start(world, kind) for kind in KINDS}
    counted: defaultdict[str, list[Counted]] = defaultdict(list)
    for number in range(rounds):
        for kind in in_turn(list(KINDS), number):
            counted[kind].append(load(world, servers[kind], requests))
    for server in servers.values():
        world.stop(server)
    return {kind: Rounds(each) for kind, each in counted.items()}


def start(world: World, kind: str) -> Process:
    if kind == PRODUCT:
        return world.serve(kind, "services.checkin", "api", role=ROLE)
    return world.serve(kind, "bench.endpoints", kind, role=ROLE)


def load(world: World, server: Process, requests: Requests, **more: Any) -> Counted:
    """One round; only what was answered with 201 counts, and hardly anything may be refused. Raises Failed."""
    around = [(before.decode(), after.decode()) for before, after in requests]
    job = {"port": server.port, "pid": world.pid(server), "ids": str(uuid4())[:24], "requests": around}
    counted = Counted(**run("bench.load", given=job | more))
    if sum(counted.refused.values()) > MOST_REFUSED * counted.requests:
        raise Failed(f"{server.name}: {counted.requests} check-ins recorded, refused {json.dumps(counted.refused)}")
    return counted


def lines(measured: dict[str, Rounds]) -> list[Line]:
    product = measured[PRODUCT]
    return [
        against(product, measured["ordinary"], KINDS["ordinary"], Goal("at_least", 0.7)),
        by_cpu(product, measured["ordinary"], KINDS["ordinary"]),
        against(product, measured["dressed"], KINDS["dressed"]),
        against(product, measured["route"], KINDS["route"]),
        against(product, measured["ordinary-commit"], KINDS["ordinary-commit"], Goal("at_least", 3)),
        against(product, measured["route-commit"], KINDS["route-commit"]),
    ]


def against(product: Rounds, other: Rounds, what: str, goal: Goal | None = None) -> Line:
    return Line(
        what=f"{KINDS[PRODUCT]} / {what}",
        figure=f"{product.middle('per_second'):,.0f}/s",
        limit=f"{other.middle('per_second'):,.0f}/s",
        ratio=ratio_in_turn(product.of("per_second"), other.of("per_second")),
        goal=goal,
    )


def by_cpu(product: Rounds, other: Rounds, what: str) -> Line:
    """The same by CPU time of the server's process, where less is better: the limit's over the product's."""
    return Line(
        what=f"the same by CPU of the process / {what}",
        figure=f"{product.middle('cpu'):,.0f} us",
        limit=f"{other.middle('cpu'):,.0f} us",
        ratio=ratio_in_turn(other.of("cpu"), product.of("cpu")),
    )


def details(measured: dict[str, Rounds]) -> str:
    rows = [
        (
            KINDS[kind],
            f"{each.middle('per_second'):,.0f}",
            f"{min(each.of('per_second')):,.0f}-{max(each.of('per_second')):,.0f}",
            f"{each.middle('cpu'):,.0f}",
            f"{each.middle('p50') * 1e3:.1f}",
            f"{each.middle('p99') * 1e3:.1f}",
            str(sum(sum(one.refused.values()) for one in each.counted)),
        )
        for kind, each in measured.items()
    ]
    return grid(("endpoint", "requests/s", "range", "server CPU us", "p50 ms", "p99 ms", "refused"), rows)


def sampled(world: World, requests: Requests) -> str:
    """Where one round of the durable route spends the CPU time of its process."""
    file = world.folder / "samples.json"
    server = world.serve("sampled", "bench.sampled", str(file), role=ROLE)
    counted = load(world, server, requests, seconds=SAMPLED_SECONDS)
    world.stop(server)
    samples: dict[str, int] = json.loads(file.read_text())
    total = sum(samples.values())
    rows = [
        (part, f"{number / total:.0%}", f"{number / total * counted.cpu:.0f}")
        for part, number in sorted(samples.items(), key=lambda each: each[1], reverse=True)
    ]
    return grid((f"where the time goes ({total} samples)", "share", "CPU us"), rows)


def measure(report: Report) -> None:
    with World() as world:
        requests = check_in_requests(world.people(CLIENTS))
        measured = in_rounds(world, requests)
        report.tell(lines(measured), details(measured))
        report.tell([], sampled(world, requests))


def main() -> None:
    print(machine(), flush=True)
    with Report() as report:
        measure(report)


if __name__ == "__main__":
    main()
