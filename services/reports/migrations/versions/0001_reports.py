"""Builds that are waited for, the sealed PDFs, and which report each therapist may see last."""

from alembic import op

from shared.database import wall

revision = "0001"
down_revision = None

TABLES = (
    # A client chooses the ids of their reports, so an id alone is nobody's.
    """
    CREATE TABLE reports.builds (
        client uuid NOT NULL,
        id uuid NOT NULL,
        org uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('requested', 'taken', 'built', 'refused', 'released')),
        attempts int NOT NULL DEFAULT 0,
        handings int NOT NULL DEFAULT 0,
        requested_at timestamptz NOT NULL,
        handed_at timestamptz,
        hand_at timestamptz NOT NULL,
        taken_by uuid,
        taken_until timestamptz,
        PRIMARY KEY (client, id),
        CHECK ((state = 'taken') = (taken_until IS NOT NULL))
    )
    """,
    "CREATE INDEX builds_due ON reports.builds (hand_at) WHERE state IN ('requested', 'taken')",
    """
    CREATE TABLE reports.files (
        client uuid NOT NULL,
        report_id uuid NOT NULL,
        org uuid NOT NULL,
        sealed bytea NOT NULL,
        PRIMARY KEY (client, report_id)
    )
    """,
    # Ciphertext does not compress; trying costs time on every insert.
    "ALTER TABLE reports.files ALTER COLUMN sealed SET STORAGE EXTERNAL",
    """
    CREATE TABLE reports.shared (
        recipient uuid NOT NULL,
        client uuid NOT NULL,
        org uuid NOT NULL,
        report_id uuid NOT NULL,
        released_at timestamptz NOT NULL,
        PRIMARY KEY (recipient, client)
    )
    """,
)
RIGHTS = {
    "builds": ("SELECT, INSERT, UPDATE", "SELECT, UPDATE"),
    "files": ("SELECT, DELETE", "SELECT, INSERT, DELETE"),
    "shared": ("SELECT, INSERT, UPDATE, DELETE", ""),
}


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table, (api, worker) in RIGHTS.items():
        for statement in wall("reports", table, "reports", api=api, worker=worker):
            op.execute(statement)
