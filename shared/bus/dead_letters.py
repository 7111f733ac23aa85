"""The operator's command for events that were given up on: list, redrive, drop. Prints nothing about a person."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.bus.tables import named
from shared.database import Database

USAGE: Final = "usage: dead-letters list | redrive ID | redrive all | drop ID"
COLUMNS: Final = ("id", "died_at", "tries", "consumer", "type", "error")
DONE, NOT_FOUND, WRONG_USAGE = 0, 1, 2


async def dead_letters_command(
    arguments: Sequence[str], *, schema: str, database: Database, say: Callable[[str], None] = print
) -> int:
    """Run `list`, `redrive ID`, `redrive all` or `drop ID`; returns the process's exit code.

    `database` is the worker's. A redriven event is due at once and has all its tries again.
    """
    named(schema)
    match list(arguments):
        case ["list"]:
            return await _list(schema, database, say)
        case ["redrive", "all"]:
            return await _redrive(schema, database, None, say)
        case ["redrive" | "drop" as verb, given] if (letter := _uuid(given)) is not None:
            act = _redrive if verb == "redrive" else _drop
            return await act(schema, database, letter, say)
        case _:
            say(USAGE)
            return WRONG_USAGE


async def _list(schema: str, database: Database, say: Callable[[str], None]) -> int:
    async with database.unit_of_work(None) as unit:
        rows = await unit.connection.execute(
            text(f"SELECT {', '.join(COLUMNS)} FROM {schema}.dead_letters ORDER BY died_at, id")
        )
        for row in rows:
            say("\t".join((str(row.id), row.died_at.isoformat(), str(row.tries), row.consumer, row.type, row.error)))
    return DONE


async def _redrive(schema: str, database: Database, letter: UUID | None, say: Callable[[str], None]) -> int:
    async with database.unit_of_work(None) as unit:
        moved = await unit.connection.execute(
            text(
                f"WITH letter AS (DELETE FROM {schema}.dead_letters WHERE CAST(:letter AS uuid) IS NULL OR id = :letter"
                f" RETURNING *) INSERT INTO {schema}.retries"
                " (consumer, subject, event, org, type, tries, next_at, error)"
                " SELECT consumer, subject, event, org, type, 0, now(), error FROM letter"
                " ON CONFLICT DO NOTHING RETURNING event"
            ),
            {"letter": letter},
        )
        count = len(moved.all())
    return _told("redriven", count, letter, say)


async def _drop(schema: str, database: Database, letter: UUID, say: Callable[[str], None]) -> int:
    async with database.unit_of_work(None) as unit:
        dropped = await _delete(unit.connection, schema, letter)
    return _told("dropped", dropped, letter, say)


async def _delete(connection: AsyncConnection, schema: str, letter: UUID) -> int:
    rows = await connection.execute(
        text(f"DELETE FROM {schema}.dead_letters WHERE id = :letter RETURNING id"), {"letter": letter}
    )
    return len(rows.all())


def _told(verb: str, count: int, letter: UUID | None, say: Callable[[str], None]) -> int:
    say(f"{count} {verb}")
    return DONE if count or letter is None else NOT_FOUND


def _uuid(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None
