"""When each client's offline pack was last made."""

from alembic import op

from shared.database import wall

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE router.packs (client uuid PRIMARY KEY, org uuid NOT NULL, at timestamptz NOT NULL)",
    )
    for statement in wall("router", "packs", "router", api=""):
        op.execute(statement)
