"""The bus's own tables in a service's schema: inbox, checkpoints, retries, dead letters."""

import re

from shared.database import wall

SCHEMA_NAME = re.compile(r"^[a-z][a-z_]{0,40}$")
WALLED = ("inbox", "retries", "dead_letters")


def named(schema: str) -> str:
    """The schema's name, refused unless it is a plain identifier, because it becomes part of SQL."""
    if not SCHEMA_NAME.match(schema):
        raise ValueError("A schema is named by lower-case letters and underscores.")
    return schema


def bus_tables(schema: str) -> list[str]:
    """The statements that make the tables in `schema`, wall and grants included; the service is named like its schema.

    An event is named by subject and id, because clients choose ids and two of them may choose the same.
    """
    place = named(schema)
    event = "consumer text NOT NULL, subject uuid NOT NULL, event uuid NOT NULL, org uuid NOT NULL"
    return [
        f"CREATE TABLE {place}.inbox ({event}, tx xid8 NOT NULL, position bigint NOT NULL,"
        " PRIMARY KEY (consumer, subject, event))",
        f"CREATE INDEX inbox_place ON {place}.inbox (consumer, tx, position)",
        f"CREATE TABLE {place}.checkpoints (consumer text PRIMARY KEY, tx xid8 NOT NULL DEFAULT '0',"
        " position bigint NOT NULL DEFAULT 0, types text[] NOT NULL DEFAULT '{}', behind jsonb NOT NULL DEFAULT '{}')",
        f"CREATE TABLE {place}.retries ({event}, type text NOT NULL, tries int NOT NULL,"
        " next_at timestamptz NOT NULL, error text NOT NULL, PRIMARY KEY (consumer, subject, event))",
        f"CREATE INDEX retries_due ON {place}.retries (consumer, next_at)",
        f"CREATE TABLE {place}.dead_letters (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), {event},"
        " type text NOT NULL, tries int NOT NULL, died_at timestamptz NOT NULL DEFAULT now(), error text NOT NULL,"
        " UNIQUE (consumer, subject, event))",
        f"GRANT SELECT, INSERT, UPDATE ON {place}.checkpoints TO {place}_worker",
        *(statement for table in WALLED for statement in wall(place, table, place, api="")),
    ]
