"""What travels: check-ins as they are posted and as they are shown, batches and their results."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue

from services.checkin.decider import Said
from shared.events import CheckInRecorded, Context
from shared.http import Posted
from shared.log import Recorded

MOST_IN_A_BATCH = 500


class PostedCheckIn(Said, Posted):
    """A check-in as the client sends it."""

    id: UUID | None = Field(
        default=None,
        description="A random UUID (version 4 or 7), chosen by the client; sending the same again is safe.",
    )

    def content(self) -> bytes:
        """What the person said: the same bytes each time it is sent again, in whatever order the fields came."""
        return self.model_dump_json(exclude={"id"}, exclude_defaults=True).encode()


class CheckInShown(BaseModel):
    """A recorded check-in. What was not said is absent; `next` is where the offer for this moment will be."""

    id: UUID
    emotions: list[str]
    intensity: int
    triggers: list[str]
    context: Context | None = None
    note: str | None = None
    occurred_at: datetime
    recorded_at: datetime
    time_zone: str | None = None
    source: str | None = None
    offered: list[str] | None = None
    replaces: UUID | None = None
    next: str


def show(recorded: Recorded, data: CheckInRecorded, note: str | None) -> CheckInShown:
    """`note` in clear; None when there is none or its key is gone."""
    return CheckInShown(
        id=recorded.id,
        emotions=data.emotions,
        intensity=data.intensity,
        triggers=data.triggers,
        context=data.context,
        note=note,
        occurred_at=data.occurred_at,
        recorded_at=recorded.recorded_at,
        time_zone=data.time_zone,
        source=data.source,
        offered=data.offered,
        replaces=data.replaces,
        next=f"/v1/recommendations/{recorded.id}",
    )


class PostedBatch(BaseModel):
    """Check-ins that waited on a device, in the order in which they were made."""

    check_ins: Annotated[list[JsonValue], Field(min_length=1, max_length=MOST_IN_A_BATCH)]


class BatchResult(BaseModel):
    """What became of one check-in: `status` as if it had been posted alone, and its body."""

    id: UUID | None = None
    status: int
    check_in: CheckInShown | None = None
    problem: dict[str, Any] | None = None


class BatchResults(BaseModel):
    """One result for each check-in, in the order of the request."""

    results: list[BatchResult]


class CheckIns(BaseModel):
    """A page of the own history, the newest moment first."""

    check_ins: list[CheckInShown]
