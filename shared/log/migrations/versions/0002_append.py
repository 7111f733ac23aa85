"""The only way into the log: log.append, and log.look_up for what it left out."""

from alembic import op

revision = "0002"
down_revision = "0001"

CALLER = """
CREATE FUNCTION log.caller() RETURNS text LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    service text := substring(session_user FROM '^(.+)_(?:api|worker)$');
BEGIN
    IF service IS NULL THEN
        RAISE EXCEPTION 'The role % belongs to no service.', session_user USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN service;
END
$function$
"""

# The arrays run in parallel, one element per event, sorted by round: within a round no stream occurs twice.
# `ends` holds the index of each round's last event. `expected` is set on the first event of a unit only, `follows` is
# the id of the event before in the same unit. Index scans in nested loops are right for any group up to hundreds,
# whatever the statistics say, and a generic plan spares planning nine tables at every call.
APPEND = """
CREATE FUNCTION log.append(
    ends integer[], orgs uuid[], subjects uuid[], ids uuid[], types text[], occurred timestamptz[],
    bodies bytea[], contents bytea[], note_keys bytea[], expected integer[], units integer[], follows uuid[]
) RETURNS TABLE (
    subject uuid, id uuid, service text, version integer, recorded_at timestamptz, chain bytea, tx xid8,
    "position" bigint
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off AS $function$
#variable_conflict use_column
DECLARE
    caller text := log.caller();
    caller_octets bytea := int4send(octet_length(convert_to(caller, 'UTF8'))) || convert_to(caller, 'UTF8');
    active uuid[];
    refused integer[] := '{}';
    a integer := 1;
    z integer;
    now_recorded timestamptz;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'An append needs READ COMMITTED.' USING ERRCODE = 'invalid_transaction_state';
    END IF;

    SELECT coalesce(array_agg(k.subject), '{}') INTO active FROM (
        SELECT s.subject FROM log.subject_keys s
        WHERE s.subject = ANY (subjects) AND s.state = 'active' ORDER BY s.subject FOR SHARE
    ) k;

    INSERT INTO log.heads AS h (subject, service, org, version, chain)
    SELECT k.subject, caller, k.org, 0, decode(repeat('00', 32), 'hex')
    FROM unnest(active) WITH ORDINALITY AS wanted (subject, place)
    JOIN log.subject_keys k ON k.subject = wanted.subject
    WHERE NOT EXISTS (SELECT FROM log.heads m WHERE m.subject = wanted.subject AND m.service = caller)
    ORDER BY wanted.subject
    ON CONFLICT DO NOTHING;

    PERFORM FROM log.heads h WHERE h.subject = ANY (active) AND h.service = caller ORDER BY h.subject FOR UPDATE;
    now_recorded := clock_timestamp();

    IF follows IS NOT NULL THEN
        SELECT coalesce(array_agg(DISTINCT e.unit), '{}') INTO refused
        FROM unnest(subjects, ids, units) AS e (subject, id, unit)
        JOIN log.events r ON r.subject = e.subject AND r.id = e.id;
    END IF;

    FOREACH z IN ARRAY ends LOOP
        RETURN QUERY
        WITH stored AS (
            INSERT INTO log.events AS r (
                subject, id, org, service, version, type, occurred_at, recorded_at, body, content, chain
            )
            SELECT e.subject, e.id, e.org, caller, h.version + 1, e.type, e.occurred_at, now_recorded, e.body,
                e.content,
                sha256(
                    h.chain || uuid_send(e.org) || uuid_send(e.subject) || uuid_send(e.id) || caller_octets
                    || int4send(octet_length(convert_to(e.type, 'UTF8'))) || convert_to(e.type, 'UTF8')
                    || int4send(h.version + 1) || timestamptz_send(e.occurred_at) || timestamptz_send(now_recorded)
                    || int4send(octet_length(e.content)) || e.content || e.body
                )
            FROM unnest(
                orgs[a:z], subjects[a:z], ids[a:z], types[a:z], occurred[a:z], bodies[a:z], contents[a:z],
                expected[a:z], units[a:z], follows[a:z]
            ) AS e (org, subject, id, type, occurred_at, body, content, expected, unit, follows)
            JOIN log.heads h ON h.subject = e.subject AND h.service = caller AND h.org = e.org
            WHERE (e.expected IS NULL OR e.expected = h.version)
                AND e.subject = ANY (active)
                AND (e.unit IS NULL OR e.unit <> ALL (refused))
                AND (e.follows IS NULL OR EXISTS (
                    SELECT FROM log.events p
                    WHERE p.subject = e.subject AND p.id = e.follows
                        AND p.version = h.version AND p.service = caller AND p.tx = pg_current_xact_id()
                ))
            ORDER BY e.subject
            ON CONFLICT (subject, id) DO NOTHING
            RETURNING r.subject, r.id, r.version, r.recorded_at, r.chain, r.tx, r.position
        ), moved AS (
            UPDATE log.heads h SET version = s.version, chain = s.chain
            FROM stored s WHERE h.subject = s.subject AND h.service = caller
        )
        SELECT s.subject, s.id, caller, s.version, s.recorded_at, s.chain, s.tx, s.position FROM stored s;
        a := z + 1;
    END LOOP;

    IF follows IS NOT NULL AND EXISTS (
        SELECT FROM unnest(subjects, ids, units) AS e (subject, id, unit)
        LEFT JOIN log.events r ON r.subject = e.subject AND r.id = e.id
        WHERE e.unit <> ALL (refused)
        GROUP BY e.unit HAVING count(r.id) NOT IN (0, count(*))
    ) THEN
        RAISE EXCEPTION 'A unit would have been recorded in part.' USING ERRCODE = 'SH001';
    END IF;

    IF note_keys IS NOT NULL THEN
        INSERT INTO log.note_keys (subject, event_id, org, service, wrapped)
        SELECT r.subject, r.id, r.org, r.service, n.wrapped
        FROM unnest(subjects, ids, note_keys) AS n (subject, id, wrapped)
        JOIN log.events r ON r.subject = n.subject AND r.id = n.id
        WHERE n.wrapped IS NOT NULL AND r.service = caller AND r.tx = pg_current_xact_id()
        ORDER BY r.subject, r.id
        ON CONFLICT DO NOTHING;
    END IF;
END
$function$
"""

# Shows an event only to the service that wrote it and that brings the same content again, and tells nothing across
# organisations: neither where a stream stands nor whether an id is taken.
LOOK_UP = """
CREATE FUNCTION log.look_up(orgs uuid[], subjects uuid[], ids uuid[], types text[], contents bytea[])
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

# An API destroys behind the wall only; a worker serves all organisations.
DESTROY_NOTE = """
CREATE FUNCTION log.destroy_note(of_subject uuid, of_event uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    caller text := log.caller();
BEGIN
    DELETE FROM log.note_keys n
    WHERE n.subject = of_subject AND n.event_id = of_event AND n.service = caller
        AND (session_user LIKE '%\\_worker' OR n.org = nullif(current_setting('app.org', true), '')::uuid);
    RETURN FOUND;
END
$function$
"""

SIGNATURES = (
    "log.caller()",
    "log.append(integer[], uuid[], uuid[], uuid[], text[], timestamptz[], bytea[], bytea[], bytea[], integer[], "
    "integer[], uuid[])",
    "log.look_up(uuid[], uuid[], uuid[], text[], bytea[])",
    "log.destroy_note(uuid, uuid)",
)


def upgrade() -> None:
    # Straight to the driver, because a colon in an array slice would be read as a parameter.
    for statement in (CALLER, APPEND, LOOK_UP, DESTROY_NOTE):
        op.get_bind().exec_driver_sql(statement)
    op.execute("GRANT USAGE, CREATE ON SCHEMA log TO log_writer")
    for signature in SIGNATURES:
        op.execute(f"ALTER FUNCTION {signature} OWNER TO log_writer")
        op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
    op.execute("REVOKE CREATE ON SCHEMA log FROM log_writer")
    for signature in SIGNATURES[1:]:
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO log_api, log_worker")
