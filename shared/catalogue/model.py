"""What the catalogue holds: emotions, techniques, references; all frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from shared.catalogue.learn import LearnPage
from shared.catalogue.sources import Reference
from shared.catalogue.steps import TEXT_LENGTH, Identifier, Part, Step, Text
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
Direction = Literal["ltr", "rtl"]
Intensity = Annotated[int, Field(strict=True, ge=1, le=10)]


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
    """For whom a technique is not offered or is offered with changed wording. `because` finishes "Not offered: ...".

    `words` is what the person reads before the first step; `note` is for those who write the catalogue.
    """

    avoid_if: tuple[Caution, ...] = ()
    adapt_if: tuple[Caution, ...] = ()
    not_for_care: tuple[Care, ...] = ()
    note: str = ""
    because: str = ""
    words: Annotated[str, Field(max_length=TEXT_LENGTH)] = ""


class Evidence(Part):
    """The best support for the method family cited, and how near this exercise is to what was tested.

    `doubt` says why the label looks stronger than what was seen of its references. Where it stands, no sentence shown
    to anybody speaks of evidence (docs/decisions/0015); the label itself, and with it the score, is the plan's.
    """

    strength: Literal["meta-analysis", "RCT", "lab-study", "practice-consensus"]
    directness: Literal["direct", "component", "principle", "consensus"]
    refs: tuple[str, ...] = Field(min_length=1)
    doubt: Annotated[str, Field(max_length=TEXT_LENGTH)] = ""


class Why(Part):
    """Why it may help, in a sentence or two. `refs` are the checked references that the words rest on, if any do."""

    text: Text
    refs: tuple[str, ...] = ()


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
    why: Why
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


@dataclass(frozen=True, slots=True)
class Language:
    """The texts of one language, English wherever it has none yet. `code` is a tag such as `de` or `pt-BR`."""

    code: str
    name: str
    direction: Direction
    techniques: Mapping[str, Technique]
    learn: Mapping[str, LearnPage]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything of one catalogue version.

    The mappings are read-only: emotions in the wheel's order, techniques in that of the families, pages in that of
    their places, `cares` and `caution_labels` from code to words, `languages` by code with English among them.
    """

    version: int
    emotions: Mapping[str, Emotion]
    techniques: Mapping[str, Technique]
    references: Mapping[str, Reference]
    learn: Mapping[str, LearnPage]
    languages: Mapping[str, Language]
    families: tuple[str, ...]
    cares: Mapping[str, str]
    caution_labels: Mapping[str, str]
