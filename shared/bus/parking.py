"""Events that failed: due again after a growing pause, and after the last try a dead letter."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.bus.tables import named
from shared.log.model import Recorded

LEASE_SECONDS: Final = 30.0
"""Longer than any try lasts: after that the event is due again even if the process that tried it is gone."""


@dataclass(frozen=True, slots=True)
class Parked:
    """A failed event in its next try; `tries` is how often it was tried, this time included."""

    subject: UUID
    event: UUID
    tries: int


class Parking:
    """The `retries` and `dead_letters` rows of one consumer. `pauses` are seconds before the 2nd, 3rd, ... try."""

    def __init__(self, schema: str, consumer: str, pauses: tuple[float, ...]) -> None:
        named(schema)
        self._consumer = consumer
        self._pauses = pauses
        self._most = len(pauses) + 1
        this = "consumer = :consumer AND subject = :subject AND event = :event"
        self._park = text(
            f"INSERT INTO {schema}.retries (consumer, subject, event, org, type, tries, next_at, error)"
            " VALUES (:consumer, :subject, :event, :org, :type, 1, now() + make_interval(secs => :pause), :error)"
        )
        self._counts = text(
            f"SELECT (SELECT count(*) FROM {schema}.retries WHERE consumer = :consumer) AS waiting,"
            f" (SELECT count(*) FROM {schema}.dead_letters WHERE consumer = :consumer) AS dead"
        )
        self._begin = text(
            f"UPDATE {schema}.retries r SET tries = r.tries + 1, next_at = now() + make_interval(secs => :lease)"
            f" FROM (SELECT subject, event FROM {schema}.retries WHERE consumer = :consumer AND next_at <= now()"
            " AND type = ANY(CAST(:types AS text[])) ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED) d"
            " WHERE r.consumer = :consumer AND r.subject = d.subject AND r.event = d.event"
            " RETURNING r.subject, r.event, r.tries"
        )
        self._hold = text(f"SELECT tries FROM {schema}.retries WHERE {this} AND tries = :tries FOR UPDATE")
        self._again = text(
            f"UPDATE {schema}.retries SET error = :error, next_at = now() + make_interval(secs => :pause)"
            f" WHERE {this} AND tries = :tries"
        )
        self._give_back = text(
            f"UPDATE {schema}.retries SET tries = tries - 1, next_at = now() + make_interval(secs => :pause)"
            f" WHERE {this} AND tries = :tries"
        )
        self._done = text(f"DELETE FROM {schema}.retries WHERE {this}")
        self._bury = text(
            f"WITH last AS (DELETE FROM {schema}.retries WHERE {this} AND tries = :tries RETURNING *)"
            f" INSERT INTO {schema}.dead_letters (consumer, subject, event, org, type, tries, error)"
            " SELECT consumer, subject, event, org, type, least(tries, :most), :error FROM last"
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

    async def begin(self, connection: AsyncConnection, types: Collection[str]) -> Parked | None:
        """Count a try of one event of these types whose time has come; None if there is none.

        To be committed before the try, so that an event that ends the session or the process is counted as well.
        """
        given = {"consumer": self._consumer, "types": sorted(types), "lease": LEASE_SECONDS}
        row = (await connection.execute(self._begin, given)).one_or_none()
        return None if row is None else Parked(row.subject, row.event, row.tries)

    def exhausted(self, parked: Parked) -> bool:
        """Whether this would be one try too many: the last one ended without a word."""
        return parked.tries > self._most

    async def hold(self, connection: AsyncConnection, parked: Parked) -> bool:
        """Lock the event for this transaction; False if it is no longer ours to try."""
        rows = await connection.execute(self._hold, self._this(parked))
        return rows.one_or_none() is not None

    async def failed_again(self, connection: AsyncConnection, parked: Parked, error: str) -> bool:
        """Note why a try failed; True if it was the last one and the event is now a dead letter."""
        if parked.tries >= self._most:
            await connection.execute(self._bury, {**self._this(parked), "error": error, "most": self._most})
            return True
        pause = self._pauses[max(parked.tries - 1, 0)]
        await connection.execute(self._again, {**self._this(parked), "pause": pause, "error": error})
        return False

    async def give_back(self, connection: AsyncConnection, parked: Parked) -> None:
        """Take back the count of a try that was not the event's own failure. Others go first."""
        await connection.execute(self._give_back, {**self._this(parked), "pause": self._pauses[0]})

    async def done(self, connection: AsyncConnection, parked: Parked) -> None:
        given = self._this(parked)
        del given["tries"]
        await connection.execute(self._done, given)

    def _this(self, parked: Parked) -> dict[str, object]:
        return {"consumer": self._consumer, "subject": parked.subject, "event": parked.event, "tries": parked.tries}
