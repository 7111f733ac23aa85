"""What was set and planned, one sealed document for each client; the clinics' thresholds; how far streams are heard."""

from alembic import op

from shared.database import wall

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """
    ALTER TABLE router.clients
        ADD COLUMN checkin_version int NOT NULL DEFAULT 0,
        ADD COLUMN clinic_version int NOT NULL DEFAULT 0,
        ADD COLUMN clinic uuid
    """,
    """
    CREATE TABLE router.profiles (
        client uuid PRIMARY KEY,
        org uuid NOT NULL,
        version int NOT NULL,
        sealed bytea NOT NULL
    )
    """,
    # A threshold says nothing about a person, so it is not sealed.
    """
    CREATE TABLE router.clinics (
        clinic uuid PRIMARY KEY,
        org uuid NOT NULL,
        version int NOT NULL,
        regulate_from int NOT NULL CHECK (regulate_from IN (7, 8))
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for table in ("profiles", "clinics"):
        for statement in wall("router", table, "router", api=""):
            op.execute(statement)
