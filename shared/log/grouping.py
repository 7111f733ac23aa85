"""How units become the arrays that log.append takes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

from shared.log.model import NewEvent, Unit


@dataclass(frozen=True, slots=True)
class Row:
    """One event on its way in. `expected` stands on a unit's first event only; `follows` is the id before it."""

    unit: int
    org: UUID
    subject: UUID
    event: NewEvent
    expected: int | None
    follows: UUID | None


def refuse_malformed(unit: Unit) -> None:
    """Raise ValueError for a unit that could never be recorded."""
    if not unit.events:
        raise ValueError("A unit holds at least one event.")
    if len(unit.events) > 1 and len({event.id for event in unit.events}) < len(unit.events):
        raise ValueError("An id stands twice in one unit.")


def without_repeats(units: Sequence[Unit], wanted: Sequence[int]) -> list[int]:
    """Of the wanted indexes those whose units share no event id with one before them."""
    chosen: list[int] = []
    met: set[tuple[UUID, UUID]] = set()
    for index in wanted:
        ids = {(units[index].subject, event.id) for event in units[index].events}
        if not ids & met:
            chosen.append(index)
        met |= ids
    return chosen


def in_rounds(units: Sequence[Unit], chosen: Sequence[int]) -> list[list[Row]]:
    """Rows of the chosen units in rounds: within a round no stream occurs twice, and a stream keeps its order."""
    rounds: list[list[Row]] = []
    length: dict[UUID, int] = {}
    for index in chosen:
        unit = units[index]
        expected, follows = unit.expected, None
        for event in unit.events:
            turn = length.get(unit.subject, 0)
            length[unit.subject] = turn + 1
            if turn == len(rounds):
                rounds.append([])
            rounds[turn].append(Row(index, unit.org, unit.subject, event, expected, follows))
            expected, follows = None, event.id
    return rounds


def columns(rounds: Sequence[Sequence[Row]]) -> tuple[object, ...]:
    """The arguments of log.append. What no event needs is None, which spares the server the work."""
    rows = [row for each in rounds for row in each]
    several = any(row.follows for row in rows)
    return (
        list(accumulate(len(each) for each in rounds)),
        [row.org for row in rows],
        [row.subject for row in rows],
        [row.event.id for row in rows],
        [row.event.type for row in rows],
        [row.event.occurred_at for row in rows],
        [row.event.body for row in rows],
        [row.event.content for row in rows],
        [row.event.note_key for row in rows] if any(row.event.note_key is not None for row in rows) else None,
        [row.expected for row in rows] if any(row.expected is not None for row in rows) else None,
        [row.unit for row in rows] if several else None,
        [row.follows for row in rows] if several else None,
    )
