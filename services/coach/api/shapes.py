"""What the coach is sent and what it answers: the public shapes of its API."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue, StrictBool, StrictInt, StringConstraints

from services.coach.cards import Card
from services.coach.decider import HIGHEST, LOWEST
from shared.catalogue import Direction, Step, Technique
from shared.events import Helped, Phase, Size
from shared.http import Posted

LONGEST_TEXT = 4_000
MOST_CHOICES = 20

Text = Annotated[str, StringConstraints(strict=True, max_length=LONGEST_TEXT)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Response = Text | StrictBool | StrictInt | Number | Annotated[list[Text], Field(max_length=MOST_CHOICES)]
Strength = Annotated[int, Field(strict=True, ge=LOWEST, le=HIGHEST)]
TechniqueId = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9-]{1,60}$")]


class PostedStart(Posted):
    """`version` is the size of the technique: all of its steps, or the smallest version."""

    technique_id: TechniqueId
    check_in_id: UUID | None = Field(default=None, description="One of the client's own check-ins.")
    version: Size = "full"


class PostedStep(Posted):
    response: Response | None = Field(default=None, description="What was written, tapped or rated, if anything.")


class PostedRating(Posted):
    """How it was afterwards. Nothing of it has to be said; what is not said is never taken for better."""

    intensity_after: Strength | None = None
    helped: Helped | None = None


class StepShown(BaseModel):
    """`guide` is the step as GET /v1/techniques has it."""

    n: int
    done: bool
    response: JsonValue = None
    guide: Step | None = None


class PracticeSummary(BaseModel):
    """`next_step` is null when every step is done or the practice has ended. `worse`: it was called worse, or rose by 2
    or more; null when nothing was said."""

    id: UUID
    state: Literal["running", "finished", "stopped"]
    technique_id: str
    name: str
    version: Size
    check_in_id: UUID | None = None
    started_at: datetime
    steps_total: int
    steps_done: int
    next_step: int | None = None
    intensity_before: int | None = None
    intensity_after: int | None = None
    helped: Helped | None = None
    worse: bool | None = None


class PracticeShown(PracticeSummary):
    steps: list[StepShown]


class Practices(BaseModel):
    practices: list[PracticeSummary]


class ReasonShown(BaseModel):
    """`text` says it; `code` and `facts` are what it is made of."""

    code: str
    facts: dict[str, str | int | float]
    text: str


class OptionShown(BaseModel):
    """`score` (-15..100) and its `terms` (0..1) stand with the three of the offer; further ones come without."""

    technique_id: str
    name: str
    minutes: int
    score: float | None = None
    terms: dict[str, float] = Field(default_factory=dict)
    reasons: list[ReasonShown]


class NotOfferedShown(BaseModel):
    technique_id: str
    name: str
    reason: ReasonShown


class TinyShown(BaseModel):
    """The smallest version of the first option, for a link below it: start it with `version: tiny`."""

    technique_id: str
    line: str


class Versions(BaseModel):
    """What the offer was made with; `practices` is the version of the client's own practice stream."""

    catalogue: int
    router: int
    practices: int


class OfferShown(BaseModel):
    """`cards` stand beside the options and never in front of them."""

    pending: Literal[False] = False
    cause: UUID
    check_in_id: UUID
    phase: Phase
    intensity: int
    options: list[OptionShown]
    tiny: TinyShown | None = None
    not_offered: list[NotOfferedShown]
    cards: list[Card]
    versions: Versions


class OfferPending(BaseModel):
    """The offer is being made; ask again at `href`."""

    pending: Literal[True] = True
    cause: UUID
    href: str


class PracticeEnded(PracticeShown):
    """`next` is what fits now; null without a check-in (any more) or without a rating of how strong it is."""

    next: OfferShown | OfferPending | None = None


class TechniquesShown(BaseModel):
    """`language` is that of the texts, English wherever one has no translation yet; `languages` are those there are.

    `notice` says that nobody has reviewed the techniques clinically, as long as that is so of any.
    """

    version: int
    language: str
    direction: Direction
    languages: dict[str, str]
    notice: str
    families: list[str]
    techniques: list[Technique]
