"""The wall between organisations, as statements for migrations."""

import re

from shared.database.roles import roles_of

OWN_ORGANISATION = "org = nullif(current_setting('app.org', true), '')::uuid"
ALL_RIGHTS = "SELECT, INSERT, UPDATE, DELETE"
NAME = re.compile(r"[a-z][a-z0-9_]*")


def wall(schema: str, table: str, service: str, *, api: str = ALL_RIGHTS, worker: str = ALL_RIGHTS) -> list[str]:
    """Statements that put a table with a column `org` behind the wall and grant rights on it.

    The service's API role sees the rows of the organisation in `app.org`, its worker role all rows. `api` and `worker`
    are lists of privileges; an empty one grants nothing, and so does a process that the service does not have.
    """
    if not NAME.fullmatch(schema) or not NAME.fullmatch(table):
        raise ValueError("Schema and table must be plain lower-case names.")
    full = f"{schema}.{table}"
    statements = [f"ALTER TABLE {full} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {full} FORCE ROW LEVEL SECURITY"]
    for process, rights, rows in (("api", api, OWN_ORGANISATION), ("worker", worker, "true")):
        role = f"{service}_{process}"
        if rights and role in roles_of(service):
            statements += [
                f"CREATE POLICY {process} ON {full} TO {role} USING ({rows}) WITH CHECK ({rows})",
                f"GRANT {rights} ON {full} TO {role}",
            ]
    return statements
