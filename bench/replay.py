"""Replaying clients' practices from the log, beside a bare read of the same rows and beside the library `eventsourcing`
replaying equal events, sealed too, from the same server."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable

import asyncpg

from bench.arithmetic import in_turn, median, ratio_in_turn
from bench.peer import Peer
from bench.people import Person
from bench.practised import EVENTS_EACH, practised
from bench.proc import machine
from bench.table import Goal, Line, Report, grid
from bench.world import Failed, World
from services.coach.api.practicing import pasts
from shared.database import Database
from shared.http import collect_rarely
from shared.keyring import FileKeyProvider, Keyring, SubjectKey, derived_id, seal_event
from shared.log import Appended, Unit, append
from shared.log.reading import READ_STREAM, read_stream

CLIENTS = 200
RUNS = 125
EVENTS = CLIENTS * RUNS * EVENTS_EACH
ROUNDS = 3
PRODUCT, BARE, PEER = "read, unsealed and folded", "bare read of the same rows", "eventsourcing, equal events"
GOAL = Goal("at_least", 3)


class Replays:
    """Each round replays every client by each kind in turn."""

    def __init__(self, world: World, people: list[Person]) -> None:
        self._world = world
        self._people = people
        self._subjects = [person.subject for person in people]
        self.per_second: defaultdict[str, list[float]] = defaultdict(list)

    async def measure(self) -> None:
        self._connection = await asyncpg.connect(self._world.url("coach_worker"))
        self._keys = await self._read_keys()
        await self._fill()
        self._peer = Peer(self._world.postgres.url)
        self._aggregates = self._peer.keep(self._subjects, RUNS)
        await self._rounds()
        self._peer.close()
        await self._connection.close()

    async def _read_keys(self) -> dict[str, SubjectKey]:
        database = Database(self._world.url("coach_worker"), pool_size=1)
        keyring = Keyring(FileKeyProvider(self._world.organisations), database)
        keys = {str(each.subject): await keyring.key(each.org, each.subject) for each in self._people}
        await database.stop()
        return keys

    async def _fill(self) -> None:
        for person in self._people:
            key = self._keys[str(person.subject)]
            events = tuple(
                seal_event(
                    key,
                    id=derived_id(person.subject, str(number)),
                    data=contract(**said),
                    occurred_at=said["started_at"],
                )
                for number, (contract, said) in enumerate(practised(person.subject, RUNS))
            )
            async with self._connection.transaction():
                [outcome] = await append(self._connection, [Unit(person.org, person.subject, events)])
            if not isinstance(outcome, Appended):
                raise Failed("The log did not take the practices.")

    async def _rounds(self) -> None:
        collect_rarely()  # As every process of the product does; it serves both sides.
        kinds: dict[str, Callable[[], Awaitable[int]]] = {PRODUCT: self._fold, BARE: self._read, PEER: self._other}
        for number in range(ROUNDS + 1):
            for kind in in_turn(list(kinds), number):
                begun = time.perf_counter()
                seen = await kinds[kind]()
                if seen != EVENTS:
                    raise Failed(f"{kind}: {seen} events, not {EVENTS}.")
                if number:  # The first round warms everything up.
                    self.per_second[kind].append(EVENTS / (time.perf_counter() - begun))

    async def _fold(self) -> int:
        seen = 0
        for subject in self._subjects:
            folded = pasts(self._keys[str(subject)], await read_stream(self._connection, subject, "coach"))
            seen += sum(len(past.events) for past in folded)
        return seen

    async def _read(self) -> int:
        return sum([len(await self._connection.fetch(READ_STREAM, each, "coach", 0, None)) for each in self._subjects])

    async def _other(self) -> int:
        return sum(self._peer.replay(each) for each in self._aggregates) * EVENTS_EACH

    def lines(self) -> list[Line]:
        what = f"{EVENTS:,} events {PRODUCT}"
        return [self._line(what, PEER, GOAL), self._line(what, BARE, None)]

    def _line(self, what: str, limit: str, goal: Goal | None) -> Line:
        figures, limits = self.per_second[PRODUCT], self.per_second[limit]
        told = (f"{median(figures):,.0f}/s", f"{median(limits):,.0f}/s")
        return Line(f"{what} / {limit}", *told, ratio_in_turn(figures, limits), goal)

    def details(self) -> str:
        rows = [
            (kind, f"{median(all_):,.0f}", f"{min(all_):,.0f}-{max(all_):,.0f}")
            for kind, all_ in self.per_second.items()
        ]
        return grid(("replay", "events/s", "range"), rows)


def measure(report: Report) -> None:
    with World() as world:
        replays = Replays(world, world.people(CLIENTS))
        asyncio.run(replays.measure())
        report.tell(replays.lines(), replays.details())


def main() -> None:
    print(machine(), flush=True)
    with Report() as report:
        measure(report)


if __name__ == "__main__":
    main()
