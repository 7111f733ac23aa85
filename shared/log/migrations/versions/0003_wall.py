"""Who may do what with the log: the writer's function writes, APIs read their organisation, workers read all."""

from alembic import op

revision = "0003"
down_revision = "0002"

WALLED = ("events", "heads", "subject_keys", "note_keys")
OWN_ORGANISATION = "org = nullif(current_setting('app.org', true), '')::uuid"

GRANTS = (
    "GRANT USAGE ON SCHEMA log TO log_writer, log_api, log_worker, log_keeper",
    "GRANT SELECT ON log.events, log.heads, log.subject_keys, log.note_keys, log.issuers TO log_api, log_worker",
    "GRANT USAGE ON SEQUENCE log.position TO log_writer",
    "GRANT SELECT, INSERT ON log.events TO log_writer",
    "GRANT SELECT, INSERT ON log.heads TO log_writer",
    "GRANT UPDATE (version, chain) ON log.heads TO log_writer",
    "GRANT SELECT, INSERT, DELETE ON log.note_keys TO log_writer",
    # The keeper makes and destroys subject keys and publishes issuers.
    "GRANT SELECT, INSERT, UPDATE ON log.subject_keys TO log_keeper",
    "GRANT SELECT, INSERT, UPDATE (retired_at) ON log.issuers TO log_keeper",
    # FOR SHARE asks for the right to update, if only of one column.
    "GRANT SELECT, UPDATE (state) ON log.subject_keys TO log_writer",
)


def upgrade() -> None:
    for statement in GRANTS:
        op.execute(statement)
    for table in WALLED:
        op.execute(f"ALTER TABLE log.{table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE log.{table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY writer ON log.{table} TO log_writer USING (true) WITH CHECK (true)")
        op.execute(f"CREATE POLICY worker ON log.{table} FOR SELECT TO log_worker USING (true)")
        op.execute(f"CREATE POLICY api ON log.{table} FOR SELECT TO log_api USING ({OWN_ORGANISATION})")
    op.execute(f"CREATE POLICY keeper ON log.subject_keys TO log_keeper USING ({OWN_ORGANISATION})")
