"""Append units in one round trip, inside whatever transaction the connection is in; READ COMMITTED only."""

from collections.abc import Sequence

import asyncpg

from shared.log.grouping import columns, in_rounds, refuse_malformed, without_repeats
from shared.log.model import Appended, NewEvent, NoKey, OtherContent, Outcome, Recorded, Seen, Stale, Unit

APPEND = "SELECT * FROM log.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
LOOK_UP = "SELECT * FROM log.look_up($1, $2, $3, $4, $5)"
TRIES = 5


class Unsettled(Exception):
    """Units were left out again and again, although nothing stood in their way any more when looked up."""


async def append(connection: asyncpg.Connection, units: Sequence[Unit]) -> list[Outcome]:
    """Record the units; one outcome each, in order. A unit is recorded whole or not at all.

    What was left out is looked up in a second round trip, and tried again if the reason has gone in the meantime.
    """
    for unit in units:
        refuse_malformed(unit)
    outcomes: dict[int, Outcome] = {}
    missing = list(range(len(units)))
    tries = 0
    while missing:
        if tries == TRIES:
            raise Unsettled(f"{len(missing)} of {len(units)} units were left out for no reason that can be found.")
        outcomes.update(await _store(connection, units, without_repeats(units, missing)))
        left_out = [index for index in missing if index not in outcomes]
        if left_out:
            outcomes.update(await _look_up(connection, units, left_out))
        tries = tries + 1 if all(index not in outcomes for index in missing) else 0
        missing = [index for index in left_out if index not in outcomes]
    return [outcomes[index] for index in range(len(units))]


async def _store(connection: asyncpg.Connection, units: Sequence[Unit], chosen: Sequence[int]) -> dict[int, Outcome]:
    rows = await connection.fetch(APPEND, *columns(in_rounds(units, chosen)))
    stored = {(row["subject"], row["id"]): row for row in rows}
    appended: dict[int, Outcome] = {}
    for index in chosen if stored else ():
        unit = units[index]
        # The function records a unit whole or not at all, so its first event speaks for the others.
        if (unit.subject, unit.events[0].id) in stored:
            appended[index] = Appended(
                tuple(_recorded(unit, event, stored[unit.subject, event.id]) for event in unit.events)
            )
    return appended


def _recorded(unit: Unit, event: NewEvent, row: asyncpg.Record) -> Recorded:
    _, _, service, version, recorded_at, chain, tx, position = row
    return Recorded(
        id=event.id,
        org=unit.org,
        subject=unit.subject,
        service=service,
        version=version,
        type=event.type,
        occurred_at=event.occurred_at,
        recorded_at=recorded_at,
        body=event.body,
        content=event.content,
        chain=chain,
        tx=tx,
        position=position,
    )


async def _look_up(connection: asyncpg.Connection, units: Sequence[Unit], missing: Sequence[int]) -> dict[int, Outcome]:
    events = [(units[index], event) for index in missing for event in units[index].events]
    rows = iter(
        await connection.fetch(
            LOOK_UP,
            [unit.org for unit, _ in events],
            [unit.subject for unit, _ in events],
            [event.id for _, event in events],
            [event.type for _, event in events],
            [event.content for _, event in events],
        )
    )
    judged = {index: judge(units[index], [next(rows) for _ in units[index].events]) for index in missing}
    return {index: outcome for index, outcome in judged.items() if outcome is not None}


def judge(unit: Unit, rows: Sequence[asyncpg.Record]) -> Outcome | None:
    """Why a unit was left out, from one row of log.look_up per event; None if nothing stands in its way."""
    first = rows[0]
    if first["key_state"] != "active":
        return NoKey(erased=first["key_state"] == "erased")
    if all(row["same"] for row in rows):
        return Seen(tuple(Recorded(*tuple(row)[4:]) for row in rows))
    for event, row in zip(unit.events, rows, strict=True):
        if row["found"]:
            return OtherContent(event.id)
    if unit.expected is not None and unit.expected != first["head"]:
        return Stale(first["head"])
    return None
