"""Events that failed: due again after a growing pause, and after the last try a dead letter."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.bus.tables import named
from shared.log.model import Recorded


@dataclass(frozen=True, slots=True)
class Parked:
    """A failed event waiting for its next try; `tries` is how often it has failed."""

    subject: UUID
    event: UUID
    tries: int


class Parking:
    """The `retries` and `dead_letters` rows of one consumer. `pauses` are seconds before the 2nd, 3rd, ... try."""

    def __init__(self, schema: str, consumer: str, pauses: tuple[float, ...]) -> None:
        named(schema)
        self._consumer = consumer
        self._pauses = pauses
        this = "consumer = :consumer AND subject = :subject AND event = :event"
        self._park = text(
            f"INSERT INTO {schema}.retries (consumer, subject, event, org, type, tries, next_at, error)"
            " VALUES (:consumer, :subject, :event, :org, :type, 1, now() + make_interval(secs => :pause), :error)"
        )
        self._counts = text(
            f"SELECT (SELECT count(*) FROM {schema}.retries WHERE consumer = :consumer) AS waiting,"
            f" (SELECT count(*) FROM {schema}.dead_letters WHERE consumer = :consumer) AS dead"
        )
        self._due = text(
            f"SELECT subject, event, tries FROM {schema}.retries WHERE consumer = :consumer AND next_at <= now()"
            " ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED"
        )
        self._again = text(
            f"UPDATE {schema}.retries SET tries = tries + 1, error = :error,"
            f" next_at = now() + make_interval(secs => :pause) WHERE {this}"
        )
        self._done = text(f"DELETE FROM {schema}.retries WHERE {this}")
        self._bury = text(
            f"WITH last AS (DELETE FROM {schema}.retries WHERE {this} RETURNING *)"
            f" INSERT INTO {schema}.dead_letters (consumer, subject, event, org, type, tries, error)"
            " SELECT consumer, subject, event, org, type, tries + 1, :error FROM last"
            " ON CONFLICT (consumer, subject, event) DO UPDATE SET tries = excluded.tries, error = excluded.error,"
            " died_at = excluded.died_at"
        )

    async def counts(self, connection: AsyncConnection) -> tuple[int, int]:
        """How many events wait for another try, and how many are dead."""
        row = (await connection.execute(self._counts, {"consumer": self._consumer})).one()
        return row.waiting, row.dead

    async def park(self, connection: AsyncConnection, event: Recorded, error: str) -> None:
        """After the first failure; belongs in the transaction that puts the event into the inbox."""
        given = {"subject": event.subject, "event": event.id, "org": event.org, "type": event.type}
        await connection.execute(
            self._park, {"consumer": self._consumer, "pause": self._pauses[0], "error": error, **given}
        )

    async def due(self, connection: AsyncConnection) -> Parked | None:
        """One event whose time has come, locked for this transaction; None if there is none."""
        row = (await connection.execute(self._due, {"consumer": self._consumer})).one_or_none()
        return None if row is None else Parked(row.subject, row.event, row.tries)

    async def failed_again(self, connection: AsyncConnection, parked: Parked, error: str) -> bool:
        """Note one more failure; True if it was the last one and the event is now a dead letter."""
        if parked.tries > len(self._pauses) - 1:
            await connection.execute(self._bury, {**self._this(parked), "error": error})
            return True
        pause = self._pauses[parked.tries]
        await connection.execute(self._again, {**self._this(parked), "pause": pause, "error": error})
        return False

    async def done(self, connection: AsyncConnection, parked: Parked) -> None:
        await connection.execute(self._done, self._this(parked))

    def _this(self, parked: Parked) -> dict[str, object]:
        return {"consumer": self._consumer, "subject": parked.subject, "event": parked.event}
