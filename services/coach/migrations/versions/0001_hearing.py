"""What hearing once needs. The coach has no read model: it answers from its clients' own log streams."""

from alembic import op

from shared.bus import bus_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    for statement in bus_tables("coach"):
        op.execute(statement)
