"""Building the report of eight weeks, from the log to the sealed file, beside WeasyPrint alone on the same HTML."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID, uuid4, uuid5

import asyncpg
from weasyprint import HTML

from bench.arithmetic import in_turn, median, ratio_in_turn
from bench.people import Person
from bench.practised import STEPS
from bench.proc import machine
from bench.table import Goal, Line, Report, grid
from bench.world import MEASURED, Failed, World
from deploy.local.weeks import Calendar, Moment, calendar
from services.reports.render import VARIANT
from services.reports.tasks import Builder
from services.reports.views import Order
from shared.catalogue import load_catalogue
from shared.database import Database
from shared.events import (
    CheckInRecorded,
    ConsentGranted,
    ConsentTerms,
    Contract,
    PracticeFinished,
    PracticeStarted,
    PracticeStepCompleted,
    ReportField,
    ReportRequested,
)
from shared.keyring import FileKeyProvider, Keyring, SubjectKey, seal_event
from shared.log import Appended, SystemClock, Unit, append

ROUNDS = 6
PRODUCT, BARE, TAGGED = "read, folded, drawn, printed, sealed, stored", "WeasyPrint alone", "WeasyPrint, tagged PDF"
FIELDS: list[ReportField] = list(get_args(ReportField))
GOAL = Goal("at_most", 1.3)
WAITS = (
    "INSERT INTO reports.builds (client, id, org, state, requested_at, hand_at)"
    " VALUES ($1, $2, $3, 'requested', $4, $4)"
)


@dataclass(frozen=True)
class Maya:
    """The one whose weeks are built, and what she agreed to."""

    key: SubjectKey
    weeks: Calendar
    consent: UUID

    @property
    def order_of(self) -> tuple[UUID, UUID]:
        return self.key.org, self.key.subject

    def requested(self) -> ReportRequested:
        return ReportRequested(
            consent_id=self.consent,
            starts=self.weeks.first,
            ends=self.weeks.last,
            zone=self.weeks.zone,
            fields=FIELDS,
            window={"checkin": 100_000, "coach": 100_000},
        )


class Builds:
    """Each round builds the same report by each kind in turn, in one process that is warm."""

    def __init__(self, world: World, person: Person) -> None:
        self._world = world
        self._person = person
        self.seconds: dict[str, list[float]] = {kind: [] for kind in (PRODUCT, BARE, TAGGED)}

    async def measure(self) -> None:
        database = Database(self._world.url("reports_worker"), pool_size=2)
        keyring = Keyring(FileKeyProvider(self._world.organisations), database)
        key = await keyring.key(self._person.org, self._person.subject)
        self._maya = Maya(key, calendar(datetime.now(UTC)), uuid4())
        self._builder = Builder(database=database, keyring=keyring, catalogue=load_catalogue(), clock=SystemClock())
        await self._live()
        await self._rounds()
        await database.stop()

    async def _live(self) -> None:
        moments = list(enumerate(self._maya.weeks.moments))
        await self._say("checkin_api", [said for number, each in moments for said in checked_in(number, each)])
        await self._say("coach_api", [said for number, each in moments for said in practised(number, each)])
        terms = ConsentTerms(
            recipient=uuid4(), fields=FIELDS, expires_at=datetime.now(UTC) + timedelta(days=30), text_version="bench"
        )
        await self._say("reports_api", [(self._maya.consent, ConsentGranted(terms=terms), datetime.now(UTC))])

    async def _say(self, role: str, said: list[tuple[UUID, Contract, datetime]]) -> None:
        key = self._maya.key
        events = tuple(seal_event(key, id=each, data=data, occurred_at=at) for each, data, at in said)
        connection = await asyncpg.connect(self._world.url(role))
        async with connection.transaction():
            [outcome] = await append(connection, [Unit(key.org, key.subject, events)])
        await connection.close()
        if not isinstance(outcome, Appended):
            raise Failed(f"The log did not take what {role} said.")

    async def _ask(self) -> Order:
        """A report that waits to be built, as the API leaves it."""
        order, now = Order(self._person.org, self._person.subject, uuid4()), datetime.now(UTC)
        await self._say("reports_api", [(order.report_id, self._maya.requested(), now)])
        owner = await asyncpg.connect(self._world.postgres.url)
        await owner.execute(WAITS, order.client, order.report_id, order.org, now)
        await owner.close()
        return order

    async def _rounds(self) -> None:
        draft = await self._builder.draft(await self._ask(), uuid4())
        if draft is None:
            raise Failed("There was nothing to build.")
        for number in range(ROUNDS + 1):
            for kind in in_turn(list(self.seconds), number):
                order = await self._ask()
                begun = time.perf_counter()
                await self._once(kind, order, draft.page)
                if number:  # The first round warms everything up.
                    self.seconds[kind].append(time.perf_counter() - begun)
        await self._all_built()

    async def _once(self, kind: str, order: Order, page: str) -> None:
        if kind == PRODUCT:
            await self._builder.build(order, uuid4())
        elif kind == BARE:
            HTML(string=page).write_pdf()
        else:
            HTML(string=page).write_pdf(pdf_variant=VARIANT)

    async def _all_built(self) -> None:
        owner = await asyncpg.connect(self._world.postgres.url)
        built = await owner.fetchval("SELECT count(*) FROM reports.files")
        await owner.close()
        if built != ROUNDS + 1:
            raise Failed(f"{built} reports were built, not {ROUNDS + 1}.")

    def lines(self) -> list[Line]:
        what = "report of eight weeks: " + PRODUCT
        return [self._line(what, BARE, GOAL), self._line(what, TAGGED, None)]

    def _line(self, what: str, limit: str, goal: Goal | None) -> Line:
        figures, limits = self.seconds[PRODUCT], self.seconds[limit]
        told = (f"{median(figures):.2f} s", f"{median(limits):.2f} s")
        return Line(f"{what} / {limit}", *told, ratio_in_turn(figures, limits), goal)

    def details(self) -> str:
        rows = [
            (kind, f"{median(all_):.2f}", f"{min(all_):.2f}-{max(all_):.2f}") for kind, all_ in self.seconds.items()
        ]
        return grid(("warm build", "s", "range"), rows)


def checked_in(number: int, moment: Moment) -> Iterator[tuple[UUID, Contract, datetime]]:
    line = moment.line
    yield (
        uuid5(NAMED, f"check-in {number}"),
        CheckInRecorded(
            emotions=[line.feeling],
            intensity=line.intensity,
            triggers=[line.trigger] if line.trigger else [],
            occurred_at=moment.at,
            time_zone="UTC",
        ),
        moment.at,
    )


def practised(number: int, moment: Moment) -> Iterator[tuple[UUID, Contract, datetime]]:
    if moment.line.then is None:
        return
    practice = uuid5(NAMED, f"practice {number}")
    run = {
        "practice_id": practice,
        "technique_id": ("longer-out-breath", "three-slow-breaths", "fists-and-release")[number % 3],
        "check_in_id": uuid5(NAMED, f"check-in {number}"),
        "emotions": [moment.line.feeling],
        "intensity_before": moment.line.intensity,
        "started_at": moment.at,
    }
    yield practice, PracticeStarted(**run, steps=STEPS), moment.at
    for step in range(1, STEPS + 1):
        yield uuid5(practice, f"step {step}"), PracticeStepCompleted(**run, step=step), moment.at
    yield uuid5(practice, "end"), PracticeFinished(**run, intensity_after=moment.line.then, helped="helped"), moment.at


NAMED = UUID("5f1a7f5e-4d0e-4f3f-9d3e-3f0a5f1f2b11")


def measure(report: Report) -> None:
    with World(services=(*MEASURED, "reports")) as world:
        builds = Builds(world, world.people(5)[0])
        asyncio.run(builds.measure())
        report.tell(builds.lines(), builds.details())


def main() -> None:
    print(machine(), flush=True)
    with Report() as report:
        measure(report)


if __name__ == "__main__":
    main()
