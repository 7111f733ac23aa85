"""The statements of the inbox and the checkpoint, in one service's schema."""

from sqlalchemy import text

from shared.bus.tables import named

# In the order of Recorded's fields.
COLUMNS = (
    "t.id, t.org, t.subject, t.service, t.version, t.type, t.occurred_at, t.recorded_at,"
    " t.body, t.content, t.chain, t.tx, t.position"
)
NAMED = "unnest(CAST(:subjects AS uuid[]), CAST(:events AS uuid[])) AS n (subject, event)"
READ = "SELECT c.tx, c.position, c.types, c.behind::text AS behind FROM {0}.checkpoints c WHERE c.consumer = :consumer"


class Statements:
    """All are of one consumer."""

    def __init__(self, schema: str) -> None:
        named(schema)
        self._enter_and_leave(schema)
        self._stand(schema)
        self._move(schema)

    def _enter_and_leave(self, schema: str) -> None:
        self.enter = text(
            f"WITH told AS (SELECT e.* FROM {NAMED} JOIN log.events e ON e.subject = n.subject AND e.id = n.event"
            " WHERE e.type = ANY(CAST(:types AS text[]))),"
            f" entered AS (INSERT INTO {schema}.inbox (consumer, subject, event, org, tx, position)"
            " SELECT :consumer, t.subject, t.id, t.org, t.tx, t.position FROM told t"
            # One order for all, so that two workers with the same events wait for each other but never in a circle.
            " ORDER BY t.subject, t.id ON CONFLICT DO NOTHING RETURNING subject, event)"
            f" SELECT {COLUMNS}, i.event IS NOT NULL AS entered"
            " FROM told t LEFT JOIN entered i ON i.subject = t.subject AND i.event = t.id"
        )
        self.leave = text(
            f"DELETE FROM {schema}.inbox i USING {NAMED}"
            " WHERE i.consumer = :consumer AND i.subject = n.subject AND i.event = n.event"
        )
        self.among = text(
            f"SELECT i.subject, i.event FROM {schema}.inbox i WHERE i.consumer = :consumer"
            " AND (i.tx, i.position) > (CAST(:after_tx AS xid8), CAST(:after AS bigint))"
            " AND (i.tx, i.position) <= (CAST(:to_tx AS xid8), CAST(:to AS bigint))"
        )

    def _stand(self, schema: str) -> None:
        self.begin = text(
            f"INSERT INTO {schema}.checkpoints (consumer, types) VALUES (:consumer, CAST(:types AS text[]))"
            " ON CONFLICT DO NOTHING"
        )
        self.read = text(READ.format(schema))
        self.read_locked = text(READ.format(schema) + " FOR UPDATE")
        self.write = text(
            f"UPDATE {schema}.checkpoints SET types = CAST(:types AS text[]), behind = CAST(:behind AS text)::jsonb"
            " WHERE consumer = :consumer"
        )

    def _move(self, schema: str) -> None:
        self.move = text(
            f"UPDATE {schema}.checkpoints SET tx = CAST(:tx AS xid8), position = :position"
            " WHERE consumer = :consumer AND (tx, position) < (CAST(:tx AS xid8), :position)"
            " AND types <@ CAST(:types AS text[]) RETURNING consumer"
        )
        self.prune = text(
            f"DELETE FROM {schema}.inbox"
            " WHERE consumer = :consumer AND (tx, position) <= (CAST(:tx AS xid8), CAST(:position AS bigint))"
        )
