"""What the router remembers of each client: check-ins and practices, one sealed column each, and what hearing needs."""

from alembic import op

from shared.bus import bus_tables
from shared.database import wall

revision = "0001"
down_revision = None

TABLES = (
    # One row per client, locked by whoever handles an event of theirs; it is updated each time, in place.
    """
    CREATE TABLE router.clients (
        client uuid PRIMARY KEY,
        org uuid NOT NULL,
        practice_version int NOT NULL DEFAULT 0
    ) WITH (fillfactor = 50)
    """,
    """
    CREATE TABLE router.moments (
        client uuid NOT NULL,
        id uuid NOT NULL,
        org uuid NOT NULL,
        version int NOT NULL,
        at timestamptz,
        replaces uuid,
        retracted boolean NOT NULL DEFAULT false,
        sealed bytea,
        PRIMARY KEY (client, id),
        CHECK (NOT retracted OR (at IS NULL AND sealed IS NULL))
    )
    """,
    "CREATE INDEX moments_in_order ON router.moments (client, at)",
    """
    CREATE TABLE router.runs (
        client uuid NOT NULL,
        id uuid NOT NULL,
        org uuid NOT NULL,
        version int NOT NULL,
        sealed bytea NOT NULL,
        PRIMARY KEY (client, id)
    )
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table in ("clients", "moments", "runs"):
        for statement in wall("router", table, "router", api=""):
            op.execute(statement)
    for statement in bus_tables("router"):
        op.execute(statement)
