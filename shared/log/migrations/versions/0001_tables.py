"""Events, heads, keys and issuers."""

from alembic import op

revision = "0001"
down_revision = None

PARTITIONS = 8

TABLES = (
    # A sequence of its own, because identity columns on partitioned tables came after PostgreSQL 15.
    "CREATE SEQUENCE log.position",
    """
    CREATE TABLE log.events (
        subject uuid NOT NULL,
        id uuid NOT NULL,
        org uuid NOT NULL,
        service text NOT NULL,
        version integer NOT NULL,
        type text NOT NULL,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        body bytea NOT NULL,
        content bytea NOT NULL,
        chain bytea NOT NULL,
        tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
        position bigint NOT NULL DEFAULT nextval('log.position'),
        PRIMARY KEY (subject, id),
        UNIQUE (subject, service, version)
    ) PARTITION BY HASH (subject)
    """,
    # Ciphertext does not compress; trying costs time on every insert.
    "ALTER TABLE log.events ALTER COLUMN body SET STORAGE EXTERNAL",
    "CREATE INDEX events_in_order ON log.events (tx, position)",
    """
    CREATE TABLE log.heads (
        subject uuid NOT NULL,
        service text NOT NULL,
        org uuid NOT NULL,
        version integer NOT NULL,
        chain bytea NOT NULL,
        PRIMARY KEY (subject, service)
    ) WITH (fillfactor = 50)
    """,
    """
    CREATE TABLE log.subject_keys (
        subject uuid PRIMARY KEY,
        org uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('client', 'staff', 'clinic', 'organisation')),
        kek text NOT NULL,
        wrapped bytea,
        state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'erased')),
        created_at timestamptz NOT NULL DEFAULT now(),
        erased_at timestamptz,
        CHECK ((state = 'active') = (wrapped IS NOT NULL)),
        CHECK ((state = 'erased') = (erased_at IS NOT NULL))
    )
    """,
    "CREATE INDEX subject_keys_of_organisation ON log.subject_keys (org)",
    """
    CREATE TABLE log.note_keys (
        subject uuid NOT NULL,
        event_id uuid NOT NULL,
        org uuid NOT NULL,
        service text NOT NULL,
        wrapped bytea NOT NULL,
        PRIMARY KEY (subject, event_id)
    )
    """,
    """
    CREATE TABLE log.issuers (
        kid text PRIMARY KEY,
        issuer text NOT NULL,
        algorithm text NOT NULL,
        public_key text NOT NULL,
        active_from timestamptz NOT NULL DEFAULT now(),
        retired_at timestamptz
    )
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for number in range(PARTITIONS):
        op.execute(
            f"CREATE TABLE log.events_{number} PARTITION OF log.events "
            f"FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {number})"
        )
        # A partition that is read by its own name knows nothing of its parent's policies.
        op.execute(f"ALTER TABLE log.events_{number} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
