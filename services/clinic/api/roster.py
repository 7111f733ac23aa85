"""Shows who belongs where, to those who may know."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from services.clinic import views
from services.clinic.api.bodies import CaseloadEntry, ClinicShown, MyClinic, StaffShown
from services.clinic.api.registry import asker_of
from services.clinic.views import Position
from shared.auth import Principal
from shared.database import Database, UnitOfWork
from shared.http import Page, not_found
from shared.keyring import Keyring

Opened = list[tuple[sa.Row[Any], dict[str, Any]]]


class Roster:
    """Lists behind the wall, and within it only what the asker's place shows them."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring

    async def clinics(self, who: Principal, page: Page) -> tuple[list[ClinicShown], Position | None]:
        """All clinics for an organisation's admin, the own one for everybody else."""
        async with self._database.unit_of_work(who.org) as work:
            asker = await asker_of(work, who)
            mine = [] if "org_admin" in who.roles else [views.CLINICS.c.id == asker.clinic_id]
            rows, following = await self._page(work, views.CLINICS, mine, page)
        return [ClinicShown(id=row.id, **content) for row, content in rows], following

    async def staff(self, who: Principal, page: Page) -> tuple[list[StaffShown], Position | None]:
        """Everybody for an organisation's admin, the own clinic's staff for a clinic's."""
        async with self._database.unit_of_work(who.org) as work:
            asker = await asker_of(work, who)
            mine = [] if "org_admin" in who.roles else [views.STAFF.c.clinic_id == asker.clinic_id]
            rows, following = await self._page(work, views.STAFF, mine, page)
        shown = [
            StaffShown(id=row.id, clinic_id=row.clinic_id, joined=row.joined_at is not None, **content)
            for row, content in rows
        ]
        return shown, following

    async def caseload(self, who: Principal, page: Page) -> tuple[list[CaseloadEntry], Position | None]:
        """A therapist's own clients."""
        async with self._database.unit_of_work(who.org) as work:
            mine = [views.CLIENTS.c.therapist_id == who.subject]
            rows, following = await self._page(work, views.CLIENTS, mine, page)
        shown = [CaseloadEntry(id=row.id, joined=row.joined_at is not None, **content) for row, content in rows]
        return shown, following

    async def my_clinic(self, who: Principal) -> MyClinic:
        """The clinic and the therapist of a client. Raises Problem."""
        async with self._database.unit_of_work(who.org) as work:
            row = await views.row_of(work.connection, views.CLIENTS, who.subject)
            clinic = None if row is None else await views.row_of(work.connection, views.CLINICS, row.clinic_id)
            if row is None or clinic is None:
                raise not_found()
            keys = await self._keyring.keys(work.connection, [clinic.id])
        name = views.opened(keys[clinic.id], views.CLINICS, clinic.sealed)["name"]
        return MyClinic(clinic_id=clinic.id, name=name, therapist_id=row.therapist_id)

    async def _page(
        self, work: UnitOfWork, table: sa.Table, conditions: Sequence[sa.ColumnElement[bool]], page: Page
    ) -> tuple[Opened, Position | None]:
        """A page of rows, opened; those whose key is gone are left out."""
        after = page.after(Position)
        found = await views.rows_after(work.connection, table, *conditions, after=after, limit=page.limit + 1)
        rows = found[: page.limit]
        keys = await self._keyring.keys(work.connection, [row.id for row in rows])
        opened = [(row, views.opened(keys[row.id], table, row.sealed)) for row in rows if row.id in keys]
        last = Position(rows[-1].created_at, rows[-1].id) if len(found) > page.limit else None
        return opened, last
