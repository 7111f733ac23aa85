"""Organisations, clinics, staff, clients, invitations and sessions."""

from alembic import op

from shared.database import wall

revision = "0001"
down_revision = None

TABLES = (
    """
    CREATE TABLE clinic.organisations (
        id uuid PRIMARY KEY,
        org uuid NOT NULL,
        created_at timestamptz NOT NULL,
        sealed bytea NOT NULL,
        CHECK (id = org)
    )
    """,
    """
    CREATE TABLE clinic.clinics (
        id uuid PRIMARY KEY,
        org uuid NOT NULL,
        created_at timestamptz NOT NULL,
        sealed bytea NOT NULL
    )
    """,
    """
    CREATE TABLE clinic.staff (
        id uuid PRIMARY KEY,
        org uuid NOT NULL,
        clinic_id uuid REFERENCES clinic.clinics,
        created_at timestamptz NOT NULL,
        joined_at timestamptz,
        sealed bytea NOT NULL
    )
    """,
    """
    CREATE TABLE clinic.clients (
        id uuid PRIMARY KEY,
        org uuid NOT NULL,
        clinic_id uuid NOT NULL REFERENCES clinic.clinics,
        therapist_id uuid REFERENCES clinic.staff,
        created_at timestamptz NOT NULL,
        joined_at timestamptz,
        sealed bytea NOT NULL
    )
    """,
    """
    CREATE TABLE clinic.invitations (
        subject uuid PRIMARY KEY,
        org uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('client', 'staff')),
        hash bytea NOT NULL UNIQUE,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        accept_hash bytea
    )
    """,
    """
    CREATE TABLE clinic.sessions (
        id uuid PRIMARY KEY,
        org uuid NOT NULL,
        subject uuid NOT NULL,
        created_at timestamptz NOT NULL,
        ended_at timestamptz
    )
    """,
    """
    CREATE TABLE clinic.refresh_tokens (
        hash bytea PRIMARY KEY,
        org uuid NOT NULL,
        session uuid NOT NULL REFERENCES clinic.sessions,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        successor bytea,
        replaced_at timestamptz
    )
    """,
    "CREATE INDEX clinics_in_order ON clinic.clinics (org, created_at, id)",
    "CREATE INDEX staff_in_order ON clinic.staff (org, created_at, id)",
    "CREATE INDEX caseload_in_order ON clinic.clients (therapist_id, created_at, id)",
)
RIGHTS = {
    "organisations": "SELECT, INSERT",
    "clinics": "SELECT, INSERT, UPDATE",
    "staff": "SELECT, INSERT, UPDATE",
    "clients": "SELECT, INSERT, UPDATE",
    "invitations": "SELECT, INSERT, UPDATE",
    "sessions": "SELECT, INSERT, UPDATE",
    "refresh_tokens": "SELECT, INSERT, UPDATE",
}


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table, rights in RIGHTS.items():
        for statement in wall("clinic", table, "clinic", api=rights):
            op.execute(statement)
