"""The router's tables, and the statements that every check-in needs."""

import sqlalchemy as sa

METADATA = sa.MetaData(schema="router")
TIME = sa.DateTime(timezone=True)
CLIENTS = sa.Table(
    "clients",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("practice_version", sa.Integer),
    sa.Column("checkin_version", sa.Integer),
    sa.Column("clinic_version", sa.Integer),
    sa.Column("clinic", sa.Uuid),
)
MOMENTS = sa.Table(
    "moments",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("version", sa.Integer),
    sa.Column("at", TIME),
    sa.Column("replaces", sa.Uuid),
    sa.Column("retracted", sa.Boolean),
    sa.Column("sealed", sa.LargeBinary),
)
RUNS = sa.Table(
    "runs",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("version", sa.Integer),
    sa.Column("sealed", sa.LargeBinary),
)
PROFILES = sa.Table(
    "profiles",
    METADATA,
    sa.Column("client", sa.Uuid, primary_key=True),
    sa.Column("org", sa.Uuid),
    sa.Column("version", sa.Integer),
    sa.Column("sealed", sa.LargeBinary),
)
# What every check-in needs is written out, because building a statement costs more than the server needs for it.
SO_FAR = (
    "practice_version AS coach, checkin_version AS checkin, clinic_version AS clinic,"
    " (SELECT k.version FROM router.clinics k WHERE k.clinic = c.clinic) AS settings,"
    " (SELECT k.regulate_from FROM router.clinics k WHERE k.clinic = c.clinic) AS regulate_from"
)
TAKEN_IN = (
    "INSERT INTO router.clients AS c (client, org, practice_version, checkin_version)"
    " VALUES (:client, :org, :coach, :checkin)"
    " ON CONFLICT (client) DO UPDATE SET practice_version = greatest(c.practice_version, excluded.practice_version),"
    " checkin_version = greatest(c.checkin_version, excluded.checkin_version)"
    f" RETURNING {SO_FAR}"
)
LOCK = sa.text(TAKEN_IN)
LOOK = sa.text(
    f"SELECT {SO_FAR} FROM (SELECT practice_version, checkin_version, clinic_version,"
    " coalesce(clinic, CAST(:joining AS uuid)) AS clinic"
    " FROM (SELECT) AS one LEFT JOIN router.clients ON client = :client) c"
)
# The check-in's row is made from the client's row, so the client is locked first.
LOCK_AND_RECORD = sa.text(
    f"WITH locked AS ({TAKEN_IN}), kept AS ("
    "INSERT INTO router.moments AS m (client, org, id, version, at, replaces, retracted, sealed)"
    " SELECT CAST(:client AS uuid), CAST(:org AS uuid), CAST(:id AS uuid), CAST(:version AS int),"
    " CAST(:at AS timestamptz), CAST(:replaces AS uuid), false, CAST(:sealed AS bytea) FROM locked"
    " ON CONFLICT (client, id) DO UPDATE SET version = greatest(m.version, excluded.version),"
    " at = CASE WHEN m.retracted THEN NULL ELSE excluded.at END, replaces = excluded.replaces,"
    " sealed = CASE WHEN m.retracted THEN NULL ELSE excluded.sealed END)"
    " SELECT * FROM locked"
)
BELONGS = sa.text(
    "INSERT INTO router.clients AS c (client, org, clinic, clinic_version) VALUES (:client, :org, :clinic, :version)"
    " ON CONFLICT (client) DO UPDATE SET clinic_version = excluded.clinic_version, clinic = excluded.clinic"
    " WHERE c.clinic_version < excluded.clinic_version"
)
RETRACTED = (
    "SELECT {} FROM log.events e WHERE e.subject = :client AND e.service = 'checkin' AND e.version > :version"
    " AND e.type = :type"
)
RETRACTIONS = sa.text(RETRACTED.format("e.id, e.body AS sealed"))
KNOWN = (
    "SELECT 'moment' AS kind, m.id, m.version, m.replaces, m.retracted, m.sealed, CAST(NULL AS timestamptz) AS at,"
    " CAST(NULL AS text) AS type FROM router.moments m"
    " WHERE m.client = :client AND (m.at BETWEEN :since AND :at OR m.retracted OR m.replaces IS NOT NULL)"
    " UNION ALL SELECT 'run', r.id, r.version, NULL, false, r.sealed, NULL, NULL FROM router.runs r"
    " WHERE r.client = :client"
    " UNION ALL SELECT 'profile', p.client, p.version, NULL, false, p.sealed, NULL, NULL FROM router.profiles p"
    " WHERE p.client = :client"
)
CLIENT = sa.text(KNOWN)
# What the client set or did just before a check-in may not have been heard when the check-in is.
AHEAD = (
    "SELECT 'ahead', e.id, e.version, CAST(NULL AS uuid), false, e.body, least(e.occurred_at, e.recorded_at), e.type"
    " FROM log.events e WHERE e.subject = :client AND e.service = 'coach' AND e.version > :coach"
    " AND e.type = ANY(:types)"
)
CLIENT_AHEAD = sa.text(f"{KNOWN} UNION ALL {AHEAD}")
CLIENT_AT_CHECK_IN = sa.text(
    KNOWN
    + " UNION ALL "
    + RETRACTED.format("'retraction', e.id, e.version, NULL, true, e.body, NULL, NULL")
    + " UNION ALL "
    + f"({AHEAD} AND e.recorded_at <= :recorded_at ORDER BY e.version LIMIT 50)"
)
