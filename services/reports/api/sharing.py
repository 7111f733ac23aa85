"""What clients released to a therapist: the last report of each, as long as its consent is in force."""

from datetime import datetime
from uuid import UUID

from services.reports import decider, views
from services.reports.api.refusing import as_not_there
from services.reports.api.reporting import File, opened_file
from services.reports.api.shapes import SharedShown
from services.reports.consents import NotGiven
from services.reports.decider import History, NotNow, Report
from services.reports.ledger import is_taken_back, read_history, until_recorded
from services.reports.views import LastReleased
from shared.auth import Principal
from shared.database import Database, UnitOfWork
from shared.http import not_found
from shared.keyring import Keyring, SubjectErased, SubjectKey
from shared.log import Clock

NOTHING = "There is nothing shared with you here."


class Sharing:
    """What is shared with any therapist whose token was verified."""

    def __init__(self, *, database: Database, keyring: Keyring, clock: Clock) -> None:
        self._database = database
        self._keyring = keyring
        self._clock = clock

    async def page(self, who: Principal, after: UUID | None, limit: int) -> tuple[list[SharedShown], UUID | None]:
        """One for each client, in the order of their ids; what may not be seen any more is left out."""
        async with self._database.unit_of_work(who.org) as work:
            rows = await views.shared_with(work.connection, who.subject, after=after, limit=limit + 1)
        found = [await self._shown_if_there(who, row) for row in rows[:limit]]
        following = rows[limit - 1].client if len(rows) > limit else None
        return [each for each in found if each is not None], following

    async def one(self, who: Principal, client: UUID) -> SharedShown:
        """Raises Problem."""
        async with self._database.unit_of_work(who.org) as work:
            row = await last_released(work, who.subject, client)
        with as_not_there():
            return await self._shown(who, row)

    async def file(self, who: Principal, client: UUID) -> File:
        """The PDF of the last released report; that it was opened is recorded first. Raises Problem."""
        with as_not_there():
            return await until_recorded(lambda: self._file(who, client))

    async def _file(self, who: Principal, client: UUID) -> File:
        key = await self._key(who, client)
        async with self._database.unit_of_work(who.org) as work:
            row = await last_released(work, who.subject, client)
            history = await read_history(work, key)
            report = released_in(history, row, who.subject)
            return await opened_file(work, key, history, report, who.subject, self._clock.now())

    async def _shown_if_there(self, who: Principal, row: LastReleased) -> SharedShown | None:
        try:
            return await self._shown(who, row)
        except (NotNow, SubjectErased):
            return None

    async def _shown(self, who: Principal, row: LastReleased) -> SharedShown:
        key = await self._keyring.key(who.org, row.client)
        async with self._database.unit_of_work(who.org) as work:
            history = await read_history(work, key)
            report = released_in(history, row, who.subject)
            taken_back = await is_taken_back(work, key, report)
        return shown(history, report, row, self._clock.now(), taken_back=taken_back)

    async def _key(self, who: Principal, client: UUID) -> SubjectKey:
        """Nobody's key is opened for somebody with whom nothing was shared. Raises Problem."""
        async with self._database.unit_of_work(who.org) as work:
            await last_released(work, who.subject, client)
        return await self._keyring.key(who.org, client)


async def last_released(work: UnitOfWork, recipient: UUID, client: UUID) -> LastReleased:
    """Raises the problem 404."""
    rows = await views.shared_with(work.connection, recipient, client=client, limit=1)
    if not rows:
        raise not_found(NOTHING)
    return rows[0]


def released_in(history: History, row: LastReleased, recipient: UUID) -> Report:
    """The report, as the log has it: the row only says where to look. Raises NotNow."""
    report = history.reports.get(row.report_id)
    if report is None or report.state != "released":
        raise NotNow("not-built")
    agreed = history.consents[report.asked.consent_id].consent
    if isinstance(agreed, NotGiven) or agreed.terms.recipient != recipient:
        raise NotNow("consent-ended")
    return report


def shown(history: History, report: Report, row: LastReleased, now: datetime, *, taken_back: bool) -> SharedShown:
    """Raises NotNow."""
    terms = history.terms(report.asked.consent_id, now)
    decider.refuse_unshowable(report, terms, taken_back=taken_back)
    if terms is None or report.shown is None or report.built is None:
        raise NotNow("not-built")
    return SharedShown(
        client_id=row.client,
        report_id=report.id,
        released_at=report.released_at or row.released_at,
        starts=report.shown.starts,
        ends=report.shown.ends,
        fields=[each for each in report.asked.fields if each in report.shown.fields],
        pages=report.built.pages,
        size=report.built.size,
        expires_at=terms.expires_at,
        pdf=f"/v1/shared-with-me/{row.client}/pdf",
    )
