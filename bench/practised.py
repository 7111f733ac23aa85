"""Equal practices for both kinds of log: what a client with many past runs has said."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from shared.events import Contract, PracticeFinished, PracticeRated, PracticeStarted, PracticeStepCompleted

STEPS = 5
EVENTS_EACH = STEPS + 3
BEGINNING = datetime(2026, 1, 5, 21, 40, tzinfo=UTC)


def practised(client: UUID, runs: int) -> Iterator[tuple[type[Contract], dict[str, Any]]]:
    """The client's events in order, as contract and fields."""
    for number in range(runs):
        run = run_of(client, number)
        yield PracticeStarted, run | {"steps": STEPS}
        for step in range(1, STEPS + 1):
            yield PracticeStepCompleted, run | {"step": step, "response": "a bit lighter" if step == STEPS else None}
        yield PracticeFinished, run | {"intensity_after": None, "helped": None}
        yield PracticeRated, run | {"intensity_after": number % 9 + 1, "helped": "a_bit"}


def run_of(client: UUID, number: int) -> dict[str, Any]:
    return {
        "practice_id": uuid5(client, f"practice {number}"),
        "technique_id": "three-slow-breaths",
        "size": "full",
        "check_in_id": uuid5(client, f"check-in {number}"),
        "emotions": ["fearful.anxious", "sad.lonely"],
        "triggers": ["work"],
        "intensity_before": number % 10 + 1,
        "started_at": BEGINNING + timedelta(hours=7 * number),
    }
