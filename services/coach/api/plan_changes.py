"""What a change of a task is sent as: only what is different now."""

from typing import Annotated, Any

from pydantic import Field, StrictBool, StrictInt

from services.coach.api.plan_shapes import Day
from services.coach.plan.task import (
    MOST_FEELINGS,
    MOST_TRIGGERS,
    FeelingId,
    Identifier,
    LocalTime,
    Passage,
    Phrase,
    Tag,
    TimesPerWeek,
    Tiny,
    Title,
    Written,
    WrittenHours,
)
from services.coach.plan.wording import TINY_SECONDS
from shared.events import AssignmentKind, Barrier, CueKind, Energy, Place, PlanSource, TinyMedium, Visibility
from shared.http import Posted


class ChangedVersions(Written):
    full: Passage | None = None
    small: Passage | None = None
    tiny: Tiny | None = None
    full_energy: Energy | None = None
    small_energy: Energy | None = None
    tiny_seconds: Annotated[StrictInt, Field(ge=1, le=TINY_SECONDS)] | None = None
    tiny_medium: TinyMedium | None = None


class ChangedAnchor(Written):
    after: Phrase | None = None
    usual_time: LocalTime | None = None


class ChangedIfThen(Written):
    cue: Phrase | None = None
    action: Phrase | None = None
    cue_kind: CueKind | None = None
    said: StrictBool | None = None
    active: StrictBool | None = None
    technique_id: Identifier | None = None
    feelings: Annotated[list[FeelingId], Field(max_length=MOST_FEELINGS)] | None = None
    triggers: Annotated[list[Tag], Field(max_length=MOST_TRIGGERS)] | None = None
    place: Place | None = None
    hours: WrittenHours | None = None


class ChangedTarget(Written):
    times_per_week: TimesPerWeek | None = None
    when: Phrase | None = None


class PostedChange(Posted):
    """Only what is different now; null takes a part away. What is not named stays, the target above all."""

    title: Title | None = None
    kind: AssignmentKind | None = None
    source: PlanSource | None = None
    why: Passage | None = None
    technique_id: Identifier | None = None
    versions: ChangedVersions | None = None
    target: ChangedTarget | None = None
    anchor: ChangedAnchor | None = None
    if_then: ChangedIfThen | None = None
    bundle: Phrase | None = None
    body_first_days_count: StrictBool | None = None
    starts: Day | None = None
    ends: Day | None = None
    shown_in: Visibility | None = None
    because: Barrier | None = Field(default=None, description="The barrier that this change answers.")

    def patch(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True, exclude={"id", "occurred_at", "because"})
