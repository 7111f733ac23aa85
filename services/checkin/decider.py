"""The rules of a check-in: what may be sent, what is recorded of it, and which moments still stand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal, NamedTuple, Protocol, TypeVar
from uuid import UUID, uuid5

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StringConstraints

from shared.events import CheckInRecorded, CheckInRetracted, Context, Energy, Place, Privacy

NOTE_CHARACTERS = 4_000
# The server's clock may be put back between two recordings, but not by more than this.
CLOCK_STEP = timedelta(minutes=1)
EMOTIONS_ALLOWED = 'Give one to three different ids from GET /v1/emotions, the strongest first, or "unsure".'
ZONE_ALLOWED = "Give an IANA time zone, such as Europe/Dublin."
ID_ALLOWED = "Give a random UUID (version 4 or 7)."
# Ids of this version follow from names; those of retractions are among them.
DERIVED_VERSION = 5
REPLACES_ALLOWED = "Give the id of one of your own check-ins, and another one than this one's."

EmotionId = Annotated[str, Field(strict=True, max_length=100)]
Tag = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=60)]
Name = Annotated[str, Field(strict=True, min_length=1, max_length=60)]


Why = Literal["deleted", "replaced"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the field, and what is allowed there. Never the value that was sent."""

    field: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a check-in may name: emotion ids and time zones."""

    emotions: Collection[str]
    zones: Collection[str]


class SaidContext(BaseModel):
    """What the person says about the moment; each part may be missing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    energy: Energy | None = None
    place: Place | None = None
    privacy: Privacy | None = None
    minutes: Annotated[StrictInt, Field(ge=1, le=600)] | None = None
    can_write: StrictBool | None = None
    props: Annotated[list[Name], Field(max_length=10)] = Field(default_factory=list)
    sleep_hours: Annotated[StrictFloat, Field(ge=0, le=24, allow_inf_nan=False)] | None = None


class Said(BaseModel):
    """A moment in the person's own words, as far as its shape can tell that it is one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    emotions: Annotated[list[EmotionId], Field(min_length=1, max_length=3)]
    intensity: Annotated[StrictInt, Field(ge=1, le=10)]
    triggers: Annotated[list[Tag], Field(max_length=10)] = Field(default_factory=list)
    context: SaidContext | None = None
    note: Annotated[str, Field(strict=True, max_length=NOTE_CHARACTERS)] | None = None
    time_zone: Annotated[str, Field(strict=True, max_length=60)] | None = None
    source: Name | None = None
    offered: Annotated[list[Name], Field(max_length=10)] | None = None
    replaces: UUID | None = None


def check(said: Said, own_id: UUID | None, known: Known) -> tuple[Fault, ...]:
    """What the shape alone cannot tell: an own id that is nobody else's; emotions that exist, each once; a zone that
    exists; another one replaced."""
    repeated = len(set(said.emotions)) < len(said.emotions)
    faults = []
    if own_id is not None and own_id.version == DERIVED_VERSION:
        faults.append(Fault("id", ID_ALLOWED))
    if repeated or any(each not in known.emotions for each in said.emotions):
        faults.append(Fault("emotions", EMOTIONS_ALLOWED))
    if said.time_zone is not None and said.time_zone not in known.zones:
        faults.append(Fault("time_zone", ZONE_ALLOWED))
    if said.replaces is not None and said.replaces == own_id:
        faults.append(Fault("replaces", REPLACES_ALLOWED))
    return tuple(faults)


def record(said: Said, sealed_note: str | None, occurred_at: datetime) -> CheckInRecorded:
    """What goes into the record. `sealed_note` is base64 ciphertext under the note's own key."""
    return CheckInRecorded(
        emotions=said.emotions,
        intensity=said.intensity,
        triggers=said.triggers,
        context=Context(**said.context.model_dump()) if said.context else None,
        note=sealed_note,
        occurred_at=occurred_at,
        time_zone=said.time_zone,
        source=said.source,
        offered=said.offered,
        replaces=said.replaces,
    )


def retract(check_in_id: UUID, reason: Why) -> CheckInRetracted:
    return CheckInRetracted(check_in_id=check_in_id, reason=reason)


def retraction_id(check_in_id: UUID) -> UUID:
    """A check-in is retracted once, whoever asks how often: the id of that event follows from its own."""
    return uuid5(check_in_id, CheckInRetracted.type)


class Marked(Protocol):
    """What the fold needs of an event; nothing of it is sealed."""

    @property
    def id(self) -> UUID: ...
    @property
    def type(self) -> str: ...
    @property
    def occurred_at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...


Event = TypeVar("Event", bound=Marked)


def moment_of(event: Marked) -> datetime:
    """When it counts as having happened: a clock that runs ahead does not put a moment into the future."""
    return min(event.occurred_at, event.recorded_at)


def standing(events: Sequence[Event]) -> list[Event]:
    """The check-ins that have not been retracted, newest moment first."""
    retractions = {event.id for event in events if event.type == CheckInRetracted.type}
    check_ins = [event for event in events if event.type == CheckInRecorded.type]
    kept = [event for event in check_ins if retraction_id(event.id) not in retractions]
    return sorted(kept, key=position_of, reverse=True)


class Position(NamedTuple):
    """A place in the history."""

    at: AwareDatetime
    id: UUID


def page(events: Sequence[Event], after: Position | None, limit: int) -> tuple[list[Event], Position | None]:
    """The next `limit` standing check-ins after a position, and the position of the last one if more follow."""
    rest = [event for event in standing(events) if after is None or position_of(event) < after]
    shown = rest[:limit]
    return shown, position_of(shown[-1]) if len(rest) > limit else None


def settled(following: Position | None, oldest: Sequence[Marked]) -> bool:
    """Whether a page stays as it is whatever was recorded before `oldest`, the first events that it was made from.

    A moment does not count as later than its recording, and a retraction is recorded after what it takes back.
    """
    return following is not None and all(following.at > event.recorded_at + CLOCK_STEP for event in oldest[:1])


def position_of(event: Marked) -> Position:
    return Position(moment_of(event), event.id)
