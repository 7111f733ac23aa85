"""The clinics' thresholds. They say nothing about a person, so they stand in the clear."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.router.tables import METADATA

CLINICS = sa.Table(
    "clinics",
    METADATA,
    sa.Column("clinic", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("version", sa.Integer),
    sa.Column("regulate_from", sa.Integer),
)


async def forget_threshold(connection: AsyncConnection, clinic: UUID, version: int) -> None:
    """Drop what is known of a clinic up to this version, before it is built again from the log."""
    known = (CLINICS.c.clinic == clinic) & (CLINICS.c.version <= version)
    await connection.execute(sa.delete(CLINICS).where(known))


async def keep_threshold(connection: AsyncConnection, org: UUID, clinic: UUID, version: int, threshold: int) -> None:
    """Note from where the body comes first in a clinic, unless a later event has said otherwise."""
    made = insert(CLINICS).values(clinic=clinic, org=org, version=version, regulate_from=threshold)
    kept = {"version": made.excluded.version, "regulate_from": made.excluded.regulate_from}
    later = CLINICS.c.version < made.excluded.version
    await connection.execute(made.on_conflict_do_update(index_elements=[CLINICS.c.clinic], set_=kept, where=later))
