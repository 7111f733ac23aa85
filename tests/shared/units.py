"""Units to append, with bytes in the place of ciphertext."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

from shared.log import Appended, NewEvent, Outcome, Recorded, Unit

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def event(
    *,
    id: UUID | None = None,
    type: str = "check_in.recorded",
    content: bytes = b"c" * 32,
    note_key: bytes | None = None,
) -> NewEvent:
    return NewEvent(id or uuid4(), type, NOON, b"sealed " + uuid4().bytes, content, note_key)


def unit(org: UUID, subject: UUID, *events: NewEvent, expected: int | None = None) -> Unit:
    return Unit(org, subject, events or (event(),), expected)


def recorded(outcome: Outcome) -> tuple[Recorded, ...]:
    assert isinstance(outcome, Appended), outcome
    return outcome.events


def all_recorded(outcomes: Sequence[Outcome]) -> list[Recorded]:
    return [each for outcome in outcomes if isinstance(outcome, Appended) for each in outcome.events]
