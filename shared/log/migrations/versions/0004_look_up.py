"""log.look_up tells nothing across organisations: neither where a stream stands nor whether an id is taken."""

from alembic import op

revision = "0004"
down_revision = "0003"

LOOK_UP = """
CREATE OR REPLACE FUNCTION log.look_up(orgs uuid[], subjects uuid[], ids uuid[], types text[], contents bytea[])
RETURNS TABLE (
    key_state text, head integer, found boolean, same boolean,
    id uuid, org uuid, subject uuid, service text, version integer, type text, occurred_at timestamptz,
    recorded_at timestamptz, body bytea, content bytea, chain bytea, tx xid8, "position" bigint
) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off AS $function$
#variable_conflict use_column
DECLARE
    caller text := log.caller();
BEGIN
    RETURN QUERY
    SELECT k.state, coalesce(h.version, 0), f.id IS NOT NULL, r.id IS NOT NULL,
        r.id, r.org, r.subject, r.service, r.version, r.type, r.occurred_at,
        r.recorded_at, r.body, r.content, r.chain, r.tx, r.position
    FROM unnest(orgs, subjects, ids, types, contents) WITH ORDINALITY AS e (org, subject, id, type, content, place)
    LEFT JOIN log.subject_keys k ON k.subject = e.subject AND k.org = e.org
    LEFT JOIN log.heads h ON h.subject = e.subject AND h.service = caller AND h.org = e.org
    LEFT JOIN log.events f ON f.subject = e.subject AND f.id = e.id AND f.org = e.org
    LEFT JOIN log.events r ON r.subject = f.subject AND r.id = f.id AND r.service = caller
        AND r.type = e.type AND r.content = e.content
    ORDER BY e.place;
END
$function$
"""


def upgrade() -> None:
    op.execute(LOOK_UP)
