"""Building a report: take it, look at its consent, read, draw, print, look again, store. Celery is told ids alone."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from services.reports import decider, picture, render, views
from services.reports.decider import MOST_ATTEMPTS, History, Report, Scope
from services.reports.ledger import (
    Material,
    count_retractions,
    read_history,
    read_material,
    record,
    until_recorded,
)
from services.reports.picture import Asked, Picture
from services.reports.views import Order
from shared.catalogue import Catalogue
from shared.database import Database, UnitOfWork
from shared.events import RefusedWhy, ReportBuilt, ReportRefused
from shared.keyring import Keyring, SubjectErased, SubjectKey, derived_id, seal_event
from shared.log import Clock

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that is ready to be printed, and what was known when it was drawn."""

    order: Order
    run: UUID
    scope: Scope
    page: str
    made_at: datetime
    retractions: int

    @property
    def identifier(self) -> bytes:
        """The PDF's own id: the same each time the same report is built, and it leads to nobody."""
        return hashlib.sha256(self.order.client.bytes + self.order.report_id.bytes).digest()[:16]


class Builder:
    """Builds any organisation's reports. No transaction is open while it draws or prints.

    `lease` is how many seconds a run may take before it counts as lost, `again` how many pass after one that broke.
    """

    def __init__(
        self,
        *,
        database: Database,
        keyring: Keyring,
        catalogue: Catalogue,
        clock: Clock,
        lease: float = 150,
        again: float = 10,
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._catalogue = catalogue
        self._clock = clock
        self._lease = lease
        self._again = again

    async def build(self, order: Order, run: UUID) -> None:
        """One attempt. `run` is the same when the same message comes again because its worker was killed."""
        async with self._database.unit_of_work(order.org) as work:
            attempt = await views.take(work.connection, order, run, self._lease)
        if attempt is None:
            return
        if attempt > MOST_ATTEMPTS:
            return await self.give_up(order)
        try:
            draft = await self.draft(order, run)
            if draft is not None:
                await self.store(draft, render.pdf(draft.page, identifier=draft.identifier, made_at=draft.made_at))
        except Exception as error:
            log.warning("report.not_built", attempt=attempt, exc_info=error)
            async with self._database.unit_of_work(order.org) as work:
                await views.give_back(work.connection, order, run, pause=self._again, spent=True)

    async def draft(self, order: Order, run: UUID) -> Draft | None:
        """The page as the consent allows it now; None where there is nothing to build, or nothing any more."""
        key = await self._keyring.key(order.org, order.client)
        begun = await until_recorded(lambda: self._begin(key, order))
        if begun is None:
            return None
        report, scope = begun
        material = await read_material(self._database, key, report.asked.window, scope.notes)
        zone = report.asked.zone
        drawn = drawn_of(material, scope, zone, self._catalogue)
        if drawn.empty:
            await self._refuse(order, "nothing_to_show")
            return None
        page = printable(drawn, day_in(zone, report.requested_at), self._catalogue)
        return Draft(order, run, scope, page, report.requested_at, material.retractions)

    async def store(self, draft: Draft, printed: render.Printed) -> None:
        """Keep the PDF if everything is as it was when it was drawn; else the report is built again, or refused."""
        built = ReportBuilt(
            report_id=draft.order.report_id,
            content_hash=hashlib.sha256(printed.content).hexdigest(),
            pages=printed.pages,
            size=len(printed.content),
            retractions=draft.retractions,
        )
        key = await self._keyring.key(draft.order.org, draft.order.client)
        await until_recorded(lambda: self._store(key, draft, built, printed.content))

    async def give_up(self, order: Order) -> None:
        """Nobody waits for it any more; its client is told."""
        await self._refuse(order, "could_not_be_built")

    async def _begin(self, key: SubjectKey, order: Order) -> tuple[Report, Scope] | None:
        async with self._database.unit_of_work(order.org) as work:
            history = await read_history(work, key)
            report = history.reports[order.report_id]
            decided = decider.build(report, history.terms(report.asked.consent_id, self._clock.now()))
            if isinstance(decided, ReportRefused):
                await self._settle(work, key, history, decided)
            return (report, decided) if isinstance(decided, Scope) else None

    async def _store(self, key: SubjectKey, draft: Draft, built: ReportBuilt, content: bytes) -> None:
        order = draft.order
        async with self._database.unit_of_work(order.org) as work:
            history = await read_history(work, key)
            report = history.reports[order.report_id]
            if report.state != "requested":
                return
            said = decider.finish(report, draft.scope, history.terms(report.asked.consent_id, self._clock.now()), built)
            if said is None or await count_retractions(work, order.client) != draft.retractions:
                await views.give_back(work.connection, order, draft.run, pause=0, spent=False)
                return
            if isinstance(said, ReportBuilt):
                await views.keep_file(work.connection, key, order.report_id, content)
            await self._settle(work, key, history, said)

    async def _refuse(self, order: Order, why: RefusedWhy) -> None:
        try:
            key = await self._keyring.key(order.org, order.client)
            await until_recorded(lambda: self._refuse_once(key, order, why))
        except SubjectErased:  # Nobody is left to be told.
            async with self._database.unit_of_work(order.org) as work:
                await views.settle(work.connection, order.client, [order.report_id], "refused")

    async def _refuse_once(self, key: SubjectKey, order: Order, why: RefusedWhy) -> None:
        async with self._database.unit_of_work(order.org) as work:
            history = await read_history(work, key)
            report = history.reports[order.report_id]
            if report.state == "requested":
                await self._settle(work, key, history, decider.refuse(report, why))

    async def _settle(
        self, work: UnitOfWork, key: SubjectKey, history: History, said: ReportBuilt | ReportRefused
    ) -> None:
        state: Literal["built", "refused"] = "built" if isinstance(said, ReportBuilt) else "refused"
        await views.settle(work.connection, key.subject, [said.report_id], state)
        named = derived_id(said.report_id, said.type)
        await record(work, key, history, seal_event(key, id=named, data=said, occurred_at=self._clock.now()))


async def build_once(opened: Callable[[], AbstractAsyncContextManager[Builder]], order: Order, run: UUID) -> None:
    """What a Celery child does with one message, with connections of its own."""
    async with opened() as builder:
        await builder.build(order, run)


def page_of(material: Material, scope: Scope, zone: str, made_on: date, catalogue: Catalogue) -> str:
    """The page of a report as HTML: what the client looks at before, and what the PDF is made from."""
    return printable(drawn_of(material, scope, zone, catalogue), made_on, catalogue)


def drawn_of(material: Material, scope: Scope, zone: str, catalogue: Catalogue) -> Picture:
    notes = {each: words for each, words in material.notes.items() if each in scope.notes}
    asked = Asked(scope.fields, scope.starts, scope.ends, zone, notes)
    return picture.draw(material.events, asked, catalogue)


def printable(drawn: Picture, made_on: date, catalogue: Catalogue) -> str:
    return render.html(drawn, made_on=made_on, versions={"catalogue": str(catalogue.version)})


def day_in(zone: str, at: datetime) -> date:
    """The day it was there."""
    return at.astimezone(ZoneInfo(zone)).date()
