"""The steps a technique is made of, and the bounds within which a breathing pace may move."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

# Bounds of a breathing pace, in seconds: cautious design choices, no clinical limits. Fast breathing and long holds
# belong to a clinician (codes.yaml, deliberately_left_out).
# Shorter breaths in get hurried; longer ones get deep, and deep breaths make light-headed.
IN_SECONDS = (2.0, 6.0)
# At least as long as the shortest unhurried breath out; longer than 8 runs out of air for many people.
OUT_SECONDS = (3.0, 8.0)
# The second, smaller breath of a sigh: a sip, no second full breath.
TOP_UP_SECONDS = 2.0
# The four sides of square breathing; whoever a longer pause could harm is not known here.
HOLD_SECONDS = 4.0
# From 10 breaths a minute down to fewer than 4: nothing that could turn into over-breathing or air hunger.
CYCLE_SECONDS = (6.0, 16.0)
# Alone and without anybody to see how it goes, five minutes at a time.
BREATHING_SECONDS = 300.0
# Nobody who marked one of these is ever led through a breath pause.
HOLD_CAUTIONS = frozenset({"panic", "asthma-copd", "pregnancy", "cardiac"})

TEXT_LENGTH = 320
UNTIMED_STEP_SECONDS = 15.0
# Screens of the app that an option may open: numbers for right now, and those for who is not safe where they are.
HELP, UNSAFE = "help", "unsafe"
HELPING = frozenset({HELP, UNSAFE})

Text = Annotated[str, Field(min_length=1, max_length=TEXT_LENGTH, pattern=r"\S")]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Seconds = Annotated[float, Field(gt=0)]


class Part(BaseModel):
    """A frozen piece of the catalogue; fields it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=False)


class Pace(Part):
    """One breath in seconds, and how long to go on: `rounds` or `seconds`, never both.

    `top_up` is a second, smaller in-breath. In the data and on the wire the names are `in` and `out`.
    """

    inhale: float = Field(alias="in", ge=IN_SECONDS[0], le=IN_SECONDS[1])
    top_up: float = Field(default=0.0, ge=0.0, le=TOP_UP_SECONDS)
    hold: float = Field(default=0.0, ge=0.0, le=HOLD_SECONDS)
    exhale: float = Field(alias="out", ge=OUT_SECONDS[0], le=OUT_SECONDS[1])
    hold_after: float = Field(default=0.0, ge=0.0, le=HOLD_SECONDS)
    rounds: int | None = Field(default=None, ge=1, strict=True)
    seconds: float | None = Field(default=None, gt=0.0)

    @property
    def cycle(self) -> float:
        """Seconds of one whole breath."""
        return self.inhale + self.top_up + self.hold + self.exhale + self.hold_after

    @property
    def total(self) -> float:
        """Seconds of the whole step."""
        return self.seconds if self.seconds is not None else self.cycle * (self.rounds or 0)

    @property
    def pauses(self) -> bool:
        """Whether the breath is held anywhere."""
        return self.hold > 0 or self.hold_after > 0

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if (self.rounds is None) == (self.seconds is None):
            raise ValueError("give rounds or seconds, one of them")
        if not CYCLE_SECONDS[0] <= self.cycle <= CYCLE_SECONDS[1]:
            raise ValueError(
                f"one breath takes {self.cycle:g} s; allowed are {CYCLE_SECONDS[0]:g} to {CYCLE_SECONDS[1]:g}"
            )
        if self.exhale < self.inhale + self.top_up:
            raise ValueError("the out-breath is never shorter than the in-breath")
        if self.total > BREATHING_SECONDS:
            raise ValueError(f"breathing for {self.total:g} s; at most {BREATHING_SECONDS:g}")
        return self


class Choice(Part):
    """Something to tap. At most one of three things happens besides going on to the next step:

    `opens` leads somewhere else, at once: `help` (the crisis page), `unsafe` (the page for somebody who is not safe
    where they are) or a technique's id. `back` goes again from the earlier step with this key, a breathing step at
    another `pace` if one is given. `ends` leaves the other steps out.
    `translated` holds the label in the other languages, and is not part of what is served.
    """

    label: str = Field(min_length=1, max_length=120)
    opens: str | None = None
    back: Identifier | None = None
    pace: Pace | None = None
    ends: bool = Field(default=False, strict=True)
    translated: tuple[str, ...] = Field(default=(), exclude=True)

    @model_validator(mode="after")
    def _leads_one_way(self) -> Self:
        if [self.opens is not None, self.back is not None, self.ends].count(True) > 1:
            raise ValueError("give one of opens, back and ends at most")
        if self.pace is not None and self.back is None:
            raise ValueError("a pace is for the step that `back` names")
        return self


def _labelled(value: Any) -> Any:
    return {"label": value} if isinstance(value, str) else value


Kind = Literal["info", "breathe", "text", "choice", "rate", "timer", "body", "senses", "plan"]
Source = Literal["people", "feeling", "wheel-neighbours", "today", "values", "techniques"]


class Guided(Part):
    """What every step has. `key` names it among its technique's steps and stays when they are reordered or reworded.

    `eyes_open` is what to do instead for whoever keeps the eyes open; empty where nothing asks to close them. With
    `dims` the screen goes dim by itself until it is touched.
    """

    key: Identifier
    text: Text
    eyes_open: Annotated[str, Field(max_length=TEXT_LENGTH)] = ""
    dims: bool = Field(default=False, strict=True)


class InfoStep(Guided):
    """A sentence or two to read or hear."""

    kind: Literal["info"]


class BreatheStep(Guided):
    """Timed breathing."""

    kind: Literal["breathe"]
    pace: Pace


class TextStep(Guided):
    """A short written answer. It can always be skipped; `optional` says so in the step itself.

    What is written into a `private` one stays on the screen: it is never sent or kept.
    """

    kind: Literal["text"]
    optional: bool = Field(default=False, strict=True)
    private: bool = Field(default=False, strict=True)


class ChoiceStep(Guided):
    """Tap one option, or several with `many`. With `each` it is asked for each thing named in the step before.

    `source` names what a screen may show beside the options from the person's own things; the options stand without it.
    """

    kind: Literal["choice"]
    options: tuple[Annotated[Choice, BeforeValidator(_labelled)], ...] = Field(min_length=2)
    many: bool = Field(default=False, strict=True)
    each: bool = Field(default=False, strict=True)
    source: Source | None = None


class RateStep(Guided):
    """A number from `lo` to `hi`; `ends` are words for the two ends. `each` as in a choice."""

    kind: Literal["rate"]
    lo: int = Field(strict=True)
    hi: int = Field(strict=True)
    ends: tuple[str, str] | None = None
    each: bool = Field(default=False, strict=True)

    @model_validator(mode="after")
    def _has_a_known_scale(self) -> Self:
        if (self.lo, self.hi) not in {(0, 10), (0, 100)}:
            raise ValueError("a rating goes from 0 to 10 or from 0 to 100")
        return self


class TimerStep(Guided):
    """Do this now, for `seconds`. With `background` the timer runs on by itself and keeps nobody on the screen."""

    kind: Literal["timer"]
    seconds: Seconds
    background: bool = Field(default=False, strict=True)


class BodyStep(Guided):
    """A movement or posture; `seconds` if the screen keeps the time."""

    kind: Literal["body"]
    seconds: Seconds | None = None


class SensesStep(Guided):
    """`notice` lists what to look, listen or feel for, one at a time."""

    kind: Literal["senses"]
    notice: tuple[Annotated[str, Field(min_length=1, max_length=120)], ...] = Field(min_length=1)
    seconds: Seconds | None = None


class PlanStep(Guided):
    """A card of two halves; `if` and `then` are the openings of the two lines."""

    kind: Literal["plan"]
    cue: str = Field(alias="if", min_length=1)
    action: str = Field(alias="then", min_length=1)


Step = Annotated[
    InfoStep | BreatheStep | TextStep | ChoiceStep | RateStep | TimerStep | BodyStep | SensesStep | PlanStep,
    Field(discriminator="kind"),
]


def timed_seconds(step: Step) -> float | None:
    """How long the step keeps the person, in seconds; None when it is theirs to end."""
    if isinstance(step, BreatheStep):
        return step.pace.total
    if isinstance(step, TimerStep):
        return None if step.background else step.seconds
    return step.seconds if isinstance(step, BodyStep | SensesStep) else None


def opens_help(step: Step, answer: str) -> bool:
    """Whether this answer, in any language, leads to the crisis page or to that for somebody who is not safe.

    Such an answer is never sent, stored or counted (safety.md S10).
    """
    if not isinstance(step, ChoiceStep):
        return False
    return any(answer in (option.label, *option.translated) for option in step.options if option.opens in HELPING)


def words_of(step: Step) -> list[str]:
    """Every text of a step that a person may read."""
    words = [step.text, step.eyes_open]
    if isinstance(step, ChoiceStep):
        words += [option.label for option in step.options]
    if isinstance(step, RateStep):
        words += step.ends or ()
    if isinstance(step, SensesStep):
        words += step.notice
    if isinstance(step, PlanStep):
        words += [step.cue, step.action]
    return words
