"""From a check-in posted to its offer visible, and one worker's events a second; each beside its limit."""

import asyncio

from bench.answers import SERVERS, Answers
from bench.events import Rounds
from bench.proc import Memory, machine, memory, running
from bench.table import Line, grid, table
from bench.world import World
from deploy.local.processes import Process
from shared.database.roles import PROCESSES

CLIENTS = 400


def start_product(world: World) -> dict[str, Process]:
    """Every process of the product."""
    return {
        f"{service} {kind}": world.serve(f"{service}-{kind}", f"services.{service}", kind, role=f"{service}_{kind}")
        for service, kinds in PROCESSES.items()
        for kind in kinds
    }


def resting(world: World, product: dict[str, Process]) -> str:
    """What every process holds before anything was asked of it."""
    held = {name: memory([world.pid(process)]) for name, process in product.items()}
    held |= {name: memory(running(program)) for name, program in SERVERS.items()}
    rows = [(name, *told(each)) for name, each in held.items()]
    return grid(("process at rest", "RSS MB", "PSS MB"), rows)


def told(held: Memory) -> tuple[str, str]:
    return f"{held.resident:.0f}", f"{held.proportional:.0f}"


def measure() -> tuple[list[Line], list[str]]:
    """The lines of the table, and what else there is to tell."""
    with World() as world:
        people = world.people(CLIENTS)
        product = start_product(world)
        held = resting(world, product)
        answers = Answers(world, product, people)
        answers.measure()
        for process in product.values():
            world.stop(process)
        events = Rounds(world, people)
        asyncio.run(events.measure())
    return [*answers.lines(), *events.lines()], [answers.rounds(), answers.spent(), events.details(), held]


def main() -> None:
    print(machine(), flush=True)
    lines, more = measure()
    print(table(lines), *more, sep="\n\n")


if __name__ == "__main__":
    main()
