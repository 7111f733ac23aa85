"""How far a rebuild of all rows has come, so that one that was interrupted goes on where it was."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE router.rebuilds (
            single boolean PRIMARY KEY DEFAULT true CHECK (single),
            after uuid NOT NULL,
            rebuilt int NOT NULL DEFAULT 0,
            unreadable int NOT NULL DEFAULT 0
        )
        """
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON router.rebuilds TO router_worker")
