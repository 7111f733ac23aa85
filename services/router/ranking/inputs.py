"""Everything a ranking depends on, as arguments; nothing else may change it (routing.md section 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Literal

from services.router.constants import MINUTES_ELSE, MINUTES_HIGH, REGULATE_FIRST_FROM
from services.router.episode import Standing
from services.router.helped import Run
from shared.catalogue import meant
from shared.events import Energy, Place, Privacy

Source = Literal["therapist", "self", "both"]
ENERGIES: tuple[Energy, ...] = ("low", "medium", "high")
PROPS: Mapping[str, str] = {"water": "water-or-cool-object"}


@dataclass(frozen=True, slots=True)
class Plan:
    """An active if-then plan: when everything its cue names is so, do this. `hours` are local wall time, from and to.

    `feelings` are ids or prefixes of ids, of which one is enough; likewise `triggers`. A cue that names nothing the
    moment can be compared with never matches.
    """

    technique_id: str
    feelings: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()
    place: Place | None = None
    hours: tuple[time, time] | None = None
    line: str = ""

    def matches(self, inputs: "RankingInputs") -> bool:
        felt = [meant(each) for each in inputs.emotions]
        parts = [
            not self.feelings or any(covers(each, emotion) for each in self.feelings for emotion in felt),
            not self.triggers or not self.triggers.isdisjoint(inputs.triggers),
            self.place is None or self.place == inputs.place,
            self.hours is None or within(self.hours, inputs.now.timetz().replace(tzinfo=None)),
        ]
        return all(parts) and bool(self.feelings or self.triggers or self.place or self.hours)


@dataclass(frozen=True, slots=True)
class RankingInputs:
    """One moment of one client. `now` is the check-in's time in the client's zone; None = was not said.

    `cautions`: True = yes, False = no, absent = not answered. `homework`: technique id -> who set it. `hidden` and
    `restored` are the client's own choices (restored = offered again although it did harm twice). `offered`: ids that
    the client's device offered at once, in its order, while it could not ask.
    """

    now: datetime
    emotions: tuple[str, ...]
    intensity: int
    energy: Energy | None = None
    place: Place | None = None
    privacy: Privacy | None = None
    minutes: int | None = None
    can_write: bool | None = None
    props: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()
    cautions: Mapping[str, bool] = field(default_factory=dict)
    history: tuple[Run, ...] = ()
    homework: Mapping[str, Source] = field(default_factory=dict)
    plans: tuple[Plan, ...] = ()
    standing: Standing = field(default_factory=Standing)
    hidden: frozenset[str] = frozenset()
    restored: frozenset[str] = frozenset()
    rest_inward: bool = False
    regulate_first_from: int = REGULATE_FIRST_FROM
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """The moment with its silences filled. `first_line`: settling comes first, by intensity or by the episode."""

    emotions: tuple[str, ...]
    first_line: bool
    energy: int
    in_bed: bool
    public: bool
    minutes: int
    can_write: bool
    props: frozenset[str]


def fill(inputs: RankingInputs) -> Case:
    """What is assumed where nothing was said: the cautious end at high intensity."""
    high = inputs.intensity >= inputs.regulate_first_from
    energy = inputs.energy or ("low" if high else "medium")
    return Case(
        emotions=tuple(dict.fromkeys(meant(each) for each in inputs.emotions)),
        first_line=high or inputs.standing.phase == "g2",
        energy=ENERGIES.index(energy),
        in_bed=inputs.place == "bed",
        public=inputs.privacy == "public",
        minutes=inputs.minutes if inputs.minutes is not None else MINUTES_HIGH if high else MINUTES_ELSE,
        can_write=inputs.can_write if inputs.can_write is not None else not high,
        props=frozenset(PROPS.get(each, each) for each in inputs.props),
    )


def covers(prefix: str, emotion: str) -> bool:
    return emotion == prefix or emotion.startswith(f"{prefix}.")


def within(hours: tuple[time, time], clock: time) -> bool:
    """Whether the wall clock lies in the span, which may go over midnight."""
    begin, end = hours
    return begin <= clock <= end if begin <= end else clock >= begin or clock <= end
