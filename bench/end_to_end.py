"""From a check-in posted to its offer visible, and one worker's events a second; each beside its limit."""

import asyncio

from bench.answers import HOPPING, SERVERS, Answers
from bench.events import Rounds
from bench.proc import Memory, machine, memory, running
from bench.table import Report, grid
from bench.world import MEASURED, World
from deploy.local.processes import Process
from shared.database.roles import PROCESSES

CLIENTS = 400


def start_product(world: World) -> dict[str, Process]:
    """Every process of the services that a check-in and its offer go through."""
    return {
        f"{service} {kind}": world.serve(f"{service}-{kind}", f"services.{service}", kind, role=f"{service}_{kind}")
        for service in MEASURED
        for kind in PROCESSES[service]
    }


def resting(world: World, product: dict[str, Process]) -> str:
    """What every process holds before anything was asked of it."""
    held = {name: memory([world.pid(process)]) for name, process in product.items()}
    held |= {name: memory(running(program)) for name, program in SERVERS.items()}
    rows = [(name, *told(each)) for name, each in held.items()]
    return grid(("process at rest", "RSS MB", "PSS MB"), rows)


def told(held: Memory) -> tuple[str, str]:
    return f"{held.resident:.0f}", f"{held.proportional:.0f}"


def measure(report: Report) -> None:
    measure_answers(report)
    measure_events(report)


def measure_answers(report: Report) -> None:
    with World() as world:
        people = world.people(CLIENTS + HOPPING)
        product = start_product(world)
        report.tell([], resting(world, product))
        answers = Answers(world, product, people)
        answers.measure()
        report.tell(answers.lines(), answers.rounds(), answers.spent())


def measure_events(report: Report) -> None:
    """In a world of its own: a consumer that begins in another one's log has to go through it first."""
    with World() as world:
        rounds = Rounds(world, world.people(CLIENTS))
        asyncio.run(rounds.measure())
        report.tell(rounds.lines(), rounds.details())


def main() -> None:
    print(machine(), flush=True)
    with Report() as report:
        measure(report)


if __name__ == "__main__":
    main()
