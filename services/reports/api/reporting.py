"""A client's reports: asked for, looked at, read, released. The consent is read from the log at each step."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import available_timezones

from services.reports import decider, views
from services.reports.api.consenting import derived, said_before
from services.reports.api.refusing import as_problems
from services.reports.api.shapes import (
    OpeningShown,
    PostedRelease,
    PostedReport,
    ReportShown,
    newest,
    show_opening,
    show_report,
)
from services.reports.consents import NotAllowed
from services.reports.decider import NOTES_ALLOWED, History, Report
from services.reports.ledger import are_check_ins, is_taken_back, read_history, record, until_recorded, window_of
from services.reports.tasks import day_in
from services.reports.views import Order
from shared.auth import Principal
from shared.database import Database, UnitOfWork
from shared.events import ConsentTerms, ReportBuilt, ReportField, ReportRequested
from shared.http import not_found, refuse_far_future
from shared.keyring import Keyring, NotReadable, SubjectKey, seal_event
from shared.log import Clock

CONSENT_ALLOWED = "Give the id of one of your own consents."
ZONE_ALLOWED = "Give an IANA time zone, such as Europe/Dublin."
# Names in the zone database that are no place: one of them is whatever the machine is set to.
ZONES = available_timezones() - {"localtime", "Factory", "posixrules"}


@dataclass(frozen=True, slots=True)
class File:
    """A PDF as it is handed out."""

    name: str
    content: bytes


class Reporting:
    """The reports of any client whose token was verified; always their own."""

    def __init__(self, *, database: Database, keyring: Keyring, clock: Clock) -> None:
        self._database = database
        self._keyring = keyring
        self._clock = clock

    async def request(self, who: Principal, posted: PostedReport) -> ReportShown:
        """Ask for a report; the same again gives the first answer again. Raises Problem."""
        now = self._clock.now()
        refuse_far_future(posted.occurred_at, now)
        key, report_id = await self._keyring.key(who.org, who.subject), posted.id or uuid4()

        async def once() -> ReportShown:
            async with self._database.unit_of_work(who.org) as work:
                if await said_before(work, key, posted.id, posted.content()):
                    return show_report(report_in(await read_history(work, key), report_id))
                history = await read_history(work, key)
                asked = await self._asked(work, key, history, posted, now)
                await views.await_build(work.connection, Order(who.org, who.subject, report_id), now)
                at, content = posted.occurred_at or now, posted.content()
                event = seal_event(key, id=report_id, data=asked, occurred_at=at, content=content)
                await record(work, key, history, event)
                return show_report(report_in(await read_history(work, key), report_id))

        with as_problems():
            return await until_recorded(once)

    async def one(self, who: Principal, report_id: UUID) -> ReportShown:
        """Raises Problem."""
        return show_report(report_in(await self._history(who), report_id))

    async def page(self, who: Principal, before: int | None, limit: int) -> tuple[list[ReportShown], int | None]:
        """The own reports, the newest first."""
        shown, following = newest(list((await self._history(who)).reports.values()), before, limit)
        return [show_report(each) for each in shown], following

    async def openings(self, who: Principal, before: int | None, limit: int) -> tuple[list[OpeningShown], int | None]:
        """Who read which own report and when, the newest first."""
        shown, following = newest((await self._history(who)).openings, before, limit)
        return [show_opening(each) for each in shown], following

    async def release(self, who: Principal, report_id: UUID, posted: PostedRelease) -> ReportShown:
        """Let the consent's recipient see it; again is the same. Raises Problem."""
        now = self._clock.now()
        refuse_far_future(posted.occurred_at, now)
        key = await self._keyring.key(who.org, who.subject)

        async def once() -> ReportShown:
            async with self._database.unit_of_work(who.org) as work:
                history = await read_history(work, key)
                report = report_in(history, report_id)
                terms = history.terms(report.asked.consent_id, now)
                taken_back = await is_taken_back(work, key, report)
                released = decider.release(report, terms, taken_back=taken_back)
                if released is not None and terms is not None:
                    order = Order(who.org, who.subject, report_id)
                    await views.settle(work.connection, who.subject, [report_id], "released")
                    await views.share(work.connection, terms.recipient, order, now)
                    await record(work, key, history, derived(key, report_id, released, posted.occurred_at or now))
                return show_report(report_in(await read_history(work, key), report_id))

        with as_problems():
            return await until_recorded(once)

    async def file(self, who: Principal, report_id: UUID) -> File:
        """The PDF; that it was opened is recorded before it is handed out. Raises Problem."""
        key = await self._keyring.key(who.org, who.subject)
        with as_problems():
            return await until_recorded(lambda: self._file(who, key, report_id))

    async def _file(self, who: Principal, key: SubjectKey, report_id: UUID) -> File:
        async with self._database.unit_of_work(who.org) as work:
            history = await read_history(work, key)
            report = report_in(history, report_id)
            return await opened_file(work, key, history, report, who.subject, self._clock.now())

    async def _asked(
        self, work: UnitOfWork, key: SubjectKey, history: History, posted: PostedReport, now: datetime
    ) -> ReportRequested:
        """Raises NotAllowed, NotNow."""
        if posted.consent_id not in history.consents:
            raise NotAllowed("consent_id", CONSENT_ALLOWED)
        refuse_unknown_zone(posted.zone)
        terms = history.terms(posted.consent_id, now)
        asked = ReportRequested(
            consent_id=posted.consent_id,
            starts=posted.starts,
            ends=posted.ends,
            zone=posted.zone,
            fields=posted.fields if posted.fields is not None else usual_fields(terms, with_notes=bool(posted.notes)),
            notes=posted.notes,
            window=await window_of(work, key.subject),
        )
        decider.request(asked, terms)
        if not await are_check_ins(work, key.subject, posted.notes):
            raise NotAllowed("notes", NOTES_ALLOWED)
        return asked

    async def _history(self, who: Principal) -> History:
        key = await self._keyring.key(who.org, who.subject)
        async with self._database.unit_of_work(who.org) as work:
            return await read_history(work, key)


async def opened_file(
    work: UnitOfWork, key: SubjectKey, history: History, report: Report, reader: UUID, now: datetime
) -> File:
    """The PDF, if the consent still allows it as a whole in this very transaction; and the record of its opening.

    Raises NotNow, Overtaken, NotReadable.
    """
    terms = history.terms(report.asked.consent_id, now)
    opened = decider.open_by(report, reader, terms, taken_back=await is_taken_back(work, key, report))
    content = await views.file_of(work.connection, key, report.id)
    if content is None or report.built is None or not is_whole(content, report.built):
        raise NotReadable
    await record(work, key, history, seal_event(key, id=uuid4(), data=opened, occurred_at=now))
    # A name that says nothing: docs/specification/safety.md section 6.
    return File(f"notes-{day_in(report.asked.zone, report.requested_at):%Y-%m}.pdf", content)


def is_whole(content: bytes, built: ReportBuilt) -> bool:
    """Whether these are the bytes that were built."""
    return hashlib.sha256(content).hexdigest() == built.content_hash


def report_in(history: History, report_id: UUID) -> Report:
    """Raises the problem 404, also for somebody else's."""
    report = history.reports.get(report_id)
    if report is None:
        raise not_found()
    return report


def usual_fields(terms: ConsentTerms | None, *, with_notes: bool) -> list[ReportField]:
    """All that the consent allows; notes only where some were ticked."""
    return [each for each in (terms.fields if terms else []) if each != "notes" or with_notes]


def refuse_unknown_zone(zone: str) -> None:
    if zone not in ZONES:
        raise NotAllowed("zone", ZONE_ALLOWED)
