"""What the catalogue holds: emotions, techniques, references; all frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from shared.catalogue.steps import Part, Step
from shared.events.parts import Energy, Size

Ring = Literal["core", "middle", "outer"]
Care = Literal["despair", "shame", "trauma", "dissociation", "grief", "harm", "safety", "watch"]
Level = Literal["regulate", "reflect", "act"]
Channel = Literal["breath", "senses", "body", "mind-task", "words", "image", "people"]
Caution = Literal[
    "panic",
    "breath-focus-worse",
    "asthma-copd",
    "pregnancy",
    "cardiac",
    "low-high-bp",
    "fainting",
    "seizures",
    "injury-pain",
    "limited-mobility",
    "raynaud-cold-allergy",
    "trauma-dissociation",
    "psychosis",
    "bipolar",
    "eating-disorder",
    "ocd",
    "touch-aversion",
    "unsafe-home",
    "substance-recovery",
    "migraine-scent",
    "low-vision",
    "deaf-hoh",
]
Intensity = Annotated[int, Field(strict=True, ge=1, le=10)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Emotion(Part):
    """One word of the wheel. Ids are paths (`core.middle.outer`); labels repeat, so only the id says which one it is.

    `valence` and `arousal` lie in -1..1. `care` changes wording and the order of help; it never labels a person.
    `children` are ids, in the wheel's order; `core` is the id of the innermost ring.
    """

    id: str
    label: str = Field(min_length=1)
    ring: Ring
    valence: float = Field(ge=-1, le=1)
    arousal: float = Field(ge=-1, le=1)
    care: Care | None = None
    children: tuple[str, ...] = ()
    parent: str | None = None
    core: str

    @cached_property
    def path(self) -> tuple[str, ...]:
        """The ids that cover this emotion, from the core to itself."""
        parts = self.id.split(".")
        return tuple(".".join(parts[: n + 1]) for n in range(len(parts)))


class Needs(Part):
    """What a practice asks of the moment."""

    writing: Literal["none", "optional", "short", "long"]
    place: Literal["anywhere", "quiet", "bed", "indoors", "outdoors"]
    privacy: Literal["discreet", "visible", "private"]
    props: tuple[Literal["water-or-cool-object", "cold-pack", "music", "contact"], ...] = ()


class Cautions(Part):
    """For whom a technique is not offered or is offered with changed wording. `because` finishes "Not offered: ..."."""

    avoid_if: tuple[Caution, ...] = ()
    adapt_if: tuple[Caution, ...] = ()
    not_for_care: tuple[Care, ...] = ()
    note: str = ""
    because: str = ""


class Evidence(Part):
    """The best support for the method family cited, and how near this exercise is to what was tested."""

    strength: Literal["meta-analysis", "RCT", "lab-study", "practice-consensus"]
    directness: Literal["direct", "component", "principle", "consensus"]
    refs: tuple[str, ...] = Field(min_length=1)


class Tiny(Part):
    """The smallest version: at most a minute, no writing. `line` says it in one sentence."""

    line: str = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)


class Technique(Part):
    """One guided practice. `minutes` is how long it keeps the person; `intensity` is the range it is meant for."""

    id: Identifier
    name: str = Field(min_length=1)
    family: Identifier
    level: Level
    channel: Channel
    first_line: bool = Field(strict=True)
    purpose: str = Field(min_length=1)
    fits: tuple[str, ...] = Field(min_length=1)
    intensity: tuple[Intensity, Intensity]
    minutes: int = Field(strict=True, ge=1, le=20)
    energy: Energy
    needs: Needs
    steps: tuple[Step, ...] = Field(min_length=1)
    tiny: Tiny
    cautions: Cautions
    evidence: Evidence
    reviewed_by: tuple[str, ...]

    def steps_of(self, size: Size) -> tuple[Step, ...]:
        """The steps of the full or of the tiny version."""
        return self.tiny.steps if size == "tiny" else self.steps


class Reference(Part):
    """A source. `checked` = bibliographic details were seen; only such a one may carry a sentence shown to a client."""

    cite: str = Field(min_length=1)
    year: int = Field(strict=True, ge=1900, le=2100)
    doi: str = ""
    status: Literal["checked", "recalled", "verify"]

    @model_validator(mode="after")
    def _cites_its_year(self) -> Self:
        if str(self.year) not in self.cite:
            raise ValueError(f"the citation does not name the year {self.year}")
        return self


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything of one catalogue version.

    The mappings are read-only: emotions in the wheel's order, techniques in that of the families, `cares` and
    `caution_labels` from code to words.
    """

    version: int
    emotions: Mapping[str, Emotion]
    techniques: Mapping[str, Technique]
    references: Mapping[str, Reference]
    families: tuple[str, ...]
    cares: Mapping[str, str]
    caution_labels: Mapping[str, str]
