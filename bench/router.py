"""Ranking by itself, an offline pack by itself, and the router's worker beside a bare loop with the same rules."""

import asyncio
import gzip
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import msgspec

from bench.arithmetic import median, percentile, ratio
from bench.events import PRODUCT, Rounds
from bench.proc import machine
from bench.table import Goal, Line, Report, grid
from bench.world import World
from deploy.local.processes import Process
from services.router.client import Client, Practice
from services.router.first_line import first_line
from services.router.helped import Run
from services.router.ranking import RankingInputs, Shelf, rank, stocked
from services.router.tables import RUNS
from services.router.views import about
from shared.events import Helped
from shared.http import collect_rarely
from shared.keyring import SubjectKey

SEED = 20261128
NOW = datetime(2026, 11, 2, 8, 50, tzinfo=UTC)
CASES, ROUNDS, PACKS = 300, 7, 20
PAST, NONE = 200, 0
BARE = "bare"
RANKED_IN_US, PACKED_IN_MS, LARGEST_PACK = 250, 60, 8_000
CLIENTS, CHECK_INS, RUNS_EACH = 400, 2000, 20
TAPS: tuple[Helped | None, ...] = ("helped", "a_bit", "no", "worse", None)
TODAY = "INSERT INTO router.packs (client, org, at) VALUES ($1, $2, now() + interval '1 hour')"
KEPT = "INSERT INTO router.runs (client, org, id, version, sealed) VALUES ($1, $2, $3, 1, $4)"


def practised(chance: Random, runs: int, now: datetime = NOW) -> list[Practice]:
    """A year's practices of any techniques with any feelings."""
    shelf = stocked()
    names, emotions = sorted(shelf.by_id), sorted(shelf.fitting)
    return [
        Practice(
            id=UUID(int=chance.getrandbits(128)),
            technique_id=chance.choice(names),
            began_at=now - timedelta(minutes=chance.randint(1, 500_000)),
            emotions=(chance.choice(emotions),),
            triggers=("work",) if chance.random() < 0.3 else (),
            before=chance.randint(1, 10),
            after=chance.randint(1, 10),
            helped=chance.choice(TAPS),
        )
        for _ in range(runs)
    ]


def asked(chance: Random, runs: int) -> RankingInputs:
    history = tuple(
        Run(each.technique_id, each.began_at, each.emotions[0], each.before, each.after, each.helped)
        for each in practised(chance, runs)
    )
    emotion, triggers = chance.choice(sorted(stocked().fitting)), frozenset({"work"})
    local = NOW.astimezone(ZoneInfo("Europe/Kyiv"))
    return RankingInputs(local, (emotion,), chance.randint(1, 10), history=history, triggers=triggers)


def timed(work: Callable[..., object], *given: object) -> float:
    """CPU seconds of this thread, so that what else runs on the machine counts less."""
    began = time.thread_time()
    work(*given)
    return time.thread_time() - began


def ranking(runs: int) -> list[float]:
    """Microseconds of each case, the best of several rounds: what it costs when nothing comes between."""
    chance = Random(f"{SEED} {runs}")
    cases = [asked(chance, runs) for _ in range(CASES)]
    shelf: Shelf = stocked()
    rounds = [[timed(rank, case, shelf) for case in cases] for _ in range(ROUNDS)]
    return [min(times) * 1e6 for times in zip(*rounds, strict=True)]


def packing(threshold: int) -> tuple[list[float], int]:
    """Milliseconds of each pack of a client with 200 runs, and the bytes of the largest, compressed."""
    chance = Random(f"{SEED} packs")
    clients = [Client(practices=tuple(practised(chance, PAST)), regulate_first_from=threshold) for _ in range(PACKS)]
    times = [timed(first_line, client, NOW, stocked()) * 1e3 for client in clients]
    packs = [first_line(client, NOW, stocked()).model_dump_json().encode() for client in clients]
    return times, max(len(gzip.compress(pack)) for pack in packs)


def measure_rules(report: Report) -> None:
    collect_rarely()
    found = {runs: ranking(runs) for runs in (NONE, PAST)}
    lines = [ranked(runs, times) for runs, times in found.items()]
    for threshold in (8, 7):
        times, size = packing(threshold)
        lines += packed(threshold, times, size)
    rows = [(f"{runs} runs", *spread(times)) for runs, times in found.items()]
    report.tell(lines, grid(("one ranking, CPU us", "p50", "p95", "longest"), rows))


def spread(times: list[float]) -> tuple[str, ...]:
    return tuple(f"{percentile(times, share):.0f}" for share in (0.5, 0.95, 1.0))


def ranked(runs: int, times: list[float]) -> Line:
    goal = Goal("at_most", 1) if runs else None
    what, middle = f"ranking all techniques, {runs} past runs", median(times)
    return Line(what, f"{middle:.0f} us", f"{RANKED_IN_US} us", ratio(middle, RANKED_IN_US), goal)


def packed(threshold: int, times: list[float], size: int) -> list[Line]:
    goal, middle = Goal("at_most", 1), median(times)
    what = f"an offline pack from {threshold}, {PAST} past runs"
    return [
        Line(what, f"{middle:.0f} ms", f"{PACKED_IN_MS} ms", ratio(middle, PACKED_IN_MS), goal),
        Line(f"{what}, compressed", f"{size:,} bytes", f"{LARGEST_PACK:,} bytes", ratio(size, LARGEST_PACK), goal),
    ]


class Routing(Rounds):
    """The router's own worker with both of its consumers, and the bare loop. Each client has practised before and has
    the day's pack, so that no pack is due."""

    kinds: Mapping[str, str] = {PRODUCT: "the router's worker", BARE: "bare loop with the same rules"}
    events = CHECK_INS

    async def _prepare(self, keys: list[SubjectKey]) -> None:
        chance, now = Random(f"{SEED} worker"), datetime.now(UTC)
        rows = [
            (key.subject, key.org, each.id, key.seal(msgspec.json.encode(each), about(RUNS, each.id)))
            for key in keys
            for each in practised(chance, RUNS_EACH, now)
        ]
        owner = await asyncpg.connect(self._world.postgres.url)
        await owner.executemany(KEPT, rows)
        await owner.executemany(TODAY, [(key.subject, key.org) for key in keys])
        await owner.close()

    def _begin(self, kind: str) -> Process:
        return self._world.begin(f"{kind}-worker", "bench.router_loop", kind, role="router_worker")

    def lines(self) -> list[Line]:
        return [self._against(BARE, Goal("at_least", 0.75))]


def measure(report: Report) -> None:
    measure_rules(report)
    with World() as world:
        rounds = Routing(world, world.people(CLIENTS))
        asyncio.run(rounds.measure())
        report.tell(rounds.lines(), rounds.details())


def main() -> None:
    print(machine(), flush=True)
    with Report() as report:
        measure(report)


if __name__ == "__main__":
    main()
