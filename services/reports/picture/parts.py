"""What a picture is made of. A field that was not ticked is None, and nothing of it is anywhere else."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from services.reports.findings import Cell, Finding, Part
from shared.events import AssignmentKind, Barrier, PlanSource, VersionDone


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day shown."""

    starts: date
    ends: date

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days + 1


@dataclass(frozen=True, slots=True)
class Period:
    """How much there is: `moments` check-ins on `days` different days of the span."""

    span: Span
    moments: int
    days: int


@dataclass(frozen=True, slots=True)
class When:
    """A time as exactly as a report says it. `day` is the calendar day; a night after midnight is `early`."""

    day: date
    part: Part
    early: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """One moment of the picture over time; `intensity` is 1..10."""

    when: When
    intensity: int
    pleasant: bool


@dataclass(frozen=True, slots=True)
class Square:
    """What was logged at one weekday and part of the day. `median` is of the intensities of unpleasant moments."""

    cell: Cell
    moments: int
    unpleasant: int
    median: Fraction | None
    high: int


@dataclass(frozen=True, slots=True)
class Family:
    """A core feeling: in how many moments it or a nearer word for it was named, and the words most often used."""

    label: str
    moments: int
    median: Fraction
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Feelings:
    """Feelings and intensities."""

    span: Span
    dots: tuple[Dot, ...]
    squares: tuple[Square, ...]
    families: tuple[Family, ...]
    moments: int


@dataclass(frozen=True, slots=True)
class HighMoment:
    """An unpleasant moment at 8 or above. `day` is the one whose part it is; `words` only if feelings are ticked."""

    day: date
    part: Part
    intensity: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class High:
    """The high moments in order. `most` is the time of the week that at least half of them share, if there is one."""

    moments: tuple[HighMoment, ...]
    most: tuple[Cell, int] | None


@dataclass(frozen=True, slots=True)
class Tried:
    """A technique used at least twice. `rated` runs have a number before and after; the medians are over those."""

    name: str
    runs: int
    rated: int
    before: Fraction | None
    after: Fraction | None
    change: Fraction | None
    helped: int
    answered: int
    often: bool


@dataclass(frozen=True, slots=True)
class Practices:
    """What was practised and what came of it. `once` are the names of those used a single time."""

    span: Span
    runs: int
    marks: tuple[When, ...]
    tried: tuple[Tried, ...]
    once: tuple[str, ...]
    from_high: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A version of a task, in the person's words, and how often it was done."""

    version: VersionDone
    times: int
    words: str | None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change of a task: which of its fields, by whom; `because` only if barriers are ticked."""

    day: date
    changed: tuple[str, ...]
    by: str
    because: Barrier | None


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment that its owner lets a report show."""

    title: str
    kind: AssignmentKind
    source: PlanSource
    status: str
    done: tuple[Done, ...]
    body_first: int
    not_this_time: int
    adjustments: tuple[Adjustment, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """What section 6 of homework.md allows to be said: a finding of tier pattern or your guess, or none."""

    slots: int
    spikes: int
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Note:
    """The words of one ticked check-in."""

    when: When
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A real week, or several, as far as the client lets it be seen."""

    fields: frozenset[str]
    period: Period | None = None
    feelings: Feelings | None = None
    high: High | None = None
    practices: Practices | None = None
    homework: tuple[Task, ...] | None = None
    barriers: tuple[tuple[Barrier, int], ...] | None = None
    lines: tuple[str, ...] | None = None
    questions: tuple[str, ...] | None = None
    triggers: tuple[tuple[str, int], ...] | None = None
    patterns: Patterns | None = None
    notes: tuple[Note, ...] | None = None
    versions: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show in any of the ticked fields."""
        counted = self.period is not None and self.period.moments > 0
        seen = self.feelings is not None and self.feelings.moments > 0
        high = self.high is not None and bool(self.high.moments)
        practised = self.practices is not None and self.practices.runs > 0
        found = self.patterns is not None and self.patterns.slots > 0
        lists = (self.homework, self.barriers, self.lines, self.questions, self.triggers, self.notes)
        return not (counted or seen or high or practised or found or any(lists))
