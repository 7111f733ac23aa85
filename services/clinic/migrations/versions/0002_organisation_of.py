"""The one look over the wall: which organisation a code belongs to, for requests that come without a token."""

from alembic import op

revision = "0002"
down_revision = "0001"

# Roles belong to the whole cluster, where another database may be migrated at the same time.
MAKE_OWNER = """
DO $do$ BEGIN
    CREATE ROLE clinic_codes NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $do$
"""
# Whoever is not a superuser must belong to the new owner to hand the function over to it.
BELONG = """
DO $do$ BEGIN
    IF NOT pg_has_role(current_user, 'clinic_codes', 'USAGE') THEN
        GRANT clinic_codes TO CURRENT_USER;
    END IF;
END $do$
"""
FUNCTION = """
CREATE FUNCTION clinic.organisation_of(code_kind text, code_hash bytea) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
    SELECT i.org FROM clinic.invitations i WHERE code_kind = 'invitation' AND i.hash = code_hash
    UNION ALL
    SELECT r.org FROM clinic.refresh_tokens r WHERE code_kind = 'refresh' AND r.hash = code_hash
$function$
"""
STATEMENTS = (
    MAKE_OWNER,
    BELONG,
    "GRANT USAGE, CREATE ON SCHEMA clinic TO clinic_codes",
    *(
        statement
        for table in ("invitations", "refresh_tokens")
        for statement in (
            f"GRANT SELECT (hash, org) ON clinic.{table} TO clinic_codes",
            f"CREATE POLICY codes ON clinic.{table} FOR SELECT TO clinic_codes USING (true)",
        )
    ),
    FUNCTION,
    "ALTER FUNCTION clinic.organisation_of(text, bytea) OWNER TO clinic_codes",
    "REVOKE CREATE ON SCHEMA clinic FROM clinic_codes",
    "REVOKE ALL ON FUNCTION clinic.organisation_of(text, bytea) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION clinic.organisation_of(text, bytea) TO clinic_api",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
