"""Reminders, their due moments, what holds them back, and what hearing needs."""

from alembic import op

from shared.bus import bus_tables
from shared.database import wall

revision = "0001"
down_revision = None

STATES = "'due', 'taken', 'sending', 'sent', 'confirmed', 'snoozed', 'not_today', 'failed', 'suppressed', 'expired'"
TABLES = (
    # One row per client, locked by whoever decides something about them; it is updated each time, in place.
    """
    CREATE TABLE notifier.clients (
        client uuid PRIMARY KEY,
        org uuid NOT NULL,
        sealed bytea
    ) WITH (fillfactor = 50)
    """,
    # Clients choose ids, and two of them may choose the same.
    """
    CREATE TABLE notifier.reminders (
        client uuid NOT NULL,
        id uuid NOT NULL,
        org uuid NOT NULL,
        version int NOT NULL,
        next_at timestamptz,
        sealed bytea NOT NULL,
        PRIMARY KEY (client, id)
    )
    """,
    "CREATE INDEX reminders_due ON notifier.reminders (next_at) WHERE next_at IS NOT NULL",
    f"""
    CREATE TABLE notifier.occurrences (
        client uuid NOT NULL,
        id uuid NOT NULL,
        org uuid NOT NULL,
        reminder_id uuid NOT NULL,
        local_date date NOT NULL,
        slot int NOT NULL,
        channel text NOT NULL,
        due_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ({STATES})),
        taken_until timestamptz,
        tries int NOT NULL DEFAULT 0,
        next_try_at timestamptz NOT NULL,
        sealed bytea,
        PRIMARY KEY (client, id),
        UNIQUE (client, reminder_id, local_date, slot, channel)
    )
    """,
    "CREATE INDEX occurrences_due ON notifier.occurrences (next_try_at) WHERE state IN ('due', 'taken', 'sending')",
    "CREATE INDEX occurrences_in_order ON notifier.occurrences (client, due_at, id)",
)
RIGHTS = {
    "clients": "SELECT, INSERT, UPDATE",
    "reminders": "SELECT, INSERT, UPDATE, DELETE",
    "occurrences": "SELECT, INSERT, UPDATE",
}


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table, rights in RIGHTS.items():
        for statement in wall("notifier", table, "notifier", api=rights):
            op.execute(statement)
    for statement in bus_tables("notifier"):
        op.execute(statement)
