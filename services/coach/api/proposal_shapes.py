"""What a therapist sends to propose a task, and a client to take it in."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from services.coach.api.plan_changes import ChangedAnchor, ChangedIfThen, ChangedTarget, ChangedVersions
from services.coach.api.plan_shapes import PostedAssignment
from services.coach.plan.task import Phrase
from shared.events import Assignment, Visibility
from shared.http import Posted


class PostedProposal(PostedAssignment):
    """A task for a client's plan. Whether a report shows it is the client's to say."""

    source: Literal["therapist"] = "therapist"
    shown_in: Literal["private"] = "private"


class PostedAcceptance(Posted):
    """What is different from the proposal, if anything: smaller, never a bigger target."""

    versions: ChangedVersions | None = None
    target: ChangedTarget | None = None
    anchor: ChangedAnchor | None = None
    if_then: ChangedIfThen | None = None
    bundle: Phrase | None = None
    shown_in: Visibility | None = None

    @property
    def technique_id(self) -> None:
        """The practice stays the proposed one."""

    def patch(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True, exclude={"id", "occurred_at"})


class ProposalMade(Assignment):
    """The proposal as it was made. What becomes of it is the client's own."""

    id: UUID
    at: datetime
