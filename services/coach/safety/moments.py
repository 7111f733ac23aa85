"""What a client has said, as the rules look at it: moments by time, episodes, and which cards were seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from services.coach.plan.story import local_day
from shared.catalogue import Emotion, meant
from shared.events import (
    CardSeen,
    CheckInRecorded,
    CheckInRetracted,
    Contract,
    PracticeFinished,
    PracticeRated,
    PracticeStopped,
)

# DESIGN: a card belongs to a moment that is still now. What comes later counts, and brings nothing by itself.
FRESH: Final = timedelta(minutes=30)
# routing.md section 2: what is further apart is another episode.
EPISODE_PAUSE: Final = timedelta(minutes=90)
# The body comes first from here on, unless the clinic has set 7; it decides where an episode ends, and nothing else.
EPISODE_FLOOR: Final = 8

Emotions = Mapping[str, Emotion]
Rating = PracticeFinished | PracticeStopped | PracticeRated


class Place(Protocol):
    """Where in the log an event stands; (tx, position) is the order in which events were recorded."""

    @property
    def tx(self) -> int: ...
    @property
    def position(self) -> int: ...


class Told(Protocol):
    """An event with its times; `at` is the earlier of when it happened and when it was recorded."""

    @property
    def recorded(self) -> Place: ...
    @property
    def id(self) -> UUID: ...
    @property
    def at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def data(self) -> Contract: ...


@dataclass(frozen=True, slots=True)
class Moment:
    """Somebody said how strong it was: in a check-in, or after the practice of `technique`.

    `cause` is the check-in's or the practice's id. `felt` are the feelings this catalogue has, the strongest first; a
    rating has those of its check-in, and in `before` how strong it was when its practice began. `unpleasant`: one of
    them is, so mixed feelings are too; `pleasant`: all of them are. A moment whose feelings nobody knows is neither.
    `at` has the offset of the person's own clock, if known.
    """

    cause: UUID
    at: datetime
    recorded_at: datetime
    intensity: int
    felt: tuple[Emotion, ...] = ()
    technique: str | None = None
    before: int | None = None
    zone: str | None = None
    sleep_hours: float | None = None
    unpleasant: bool = field(init=False)
    pleasant: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "unpleasant", any(each.valence < 0 for each in self.felt))
        object.__setattr__(self, "pleasant", only_pleasant(self.felt))

    @property
    def fresh(self) -> bool:
        """Whether it reached us while it was still now."""
        return self.recorded_at - self.at <= FRESH

    @property
    def is_check_in(self) -> bool:
        return self.technique is None

    def day(self, zone: str | None) -> date:
        """The day on the person's own clock: by its own zone, else by `zone`, else by the time's own offset."""
        return local_day(self.at, self.zone or zone)


@dataclass(frozen=True, slots=True)
class Seen:
    """A card that somebody saw."""

    card: str
    cause: UUID
    episode: UUID
    at: datetime


Answer = tuple[Told, Rating]


def later(one: Told, other: Told) -> bool:
    return (one.recorded.tx, one.recorded.position) > (other.recorded.tx, other.recorded.position)


def moments_in(history: Sequence[Told], stands: "Standing", emotions: Emotions) -> list[Moment]:
    """Every moment that still stands, by time. What was taken back never happened, its practices included."""
    check_ins = [checked_in(each, each.data, emotions) for each in history if isinstance(each.data, CheckInRecorded)]
    found = [each for each in check_ins if each.cause not in stands.gone]
    found += [each for said in by_practice(history) if (each := rated(said, stands, emotions)) is not None]
    return sorted(found, key=lambda each: (each.at, not each.is_check_in, each.cause.int))


def seen_in(history: Iterable[Told]) -> list[Seen]:
    data = [(each.data, each.at) for each in history]
    return [Seen(said.card, said.cause, said.episode, at) for said, at in data if isinstance(said, CardSeen)]


@dataclass(frozen=True, slots=True)
class Standing:
    """Which check-ins stand, and which one stands for another."""

    check_ins: Mapping[UUID, CheckInRecorded]
    replaced_by: Mapping[UUID, UUID]
    gone: frozenset[UUID]

    @classmethod
    def of(cls, history: Iterable[Told]) -> "Standing":
        check_ins, replaced_by, gone = dict[UUID, CheckInRecorded](), dict[UUID, UUID](), set[UUID]()
        for each in history:
            if isinstance(each.data, CheckInRecorded):
                check_ins[each.id] = each.data
                if each.data.replaces is not None:
                    replaced_by[each.data.replaces] = each.id
            elif isinstance(each.data, CheckInRetracted):
                gone.add(each.data.check_in_id)
        return cls(check_ins, replaced_by, frozenset(gone))

    def current(self, check_in_id: UUID) -> UUID | None:
        """The check-in that stands for this one, as the router sees it; None if it was taken back."""
        if check_in_id not in self.replaced_by:
            return None if check_in_id in self.gone else check_in_id
        passed = {check_in_id}
        while (following := self.replaced_by.get(check_in_id)) is not None and following not in passed:
            check_in_id = following
            passed.add(check_in_id)
        return None if check_in_id in self.gone else check_in_id

    def belongs(self, data: Rating) -> bool:
        """Whether a practice counts: it does not once its check-in was taken back."""
        return data.check_in_id is None or self.current(data.check_in_id) is not None

    def check_in_of(self, data: Rating) -> CheckInRecorded | None:
        current = data.check_in_id and self.current(data.check_in_id)
        return self.check_ins.get(current) if current else None


def checked_in(told: Told, data: CheckInRecorded, emotions: Emotions) -> Moment:
    return Moment(
        cause=told.id,
        at=told.at.astimezone(data.occurred_at.tzinfo),
        recorded_at=told.recorded_at,
        intensity=data.intensity,
        felt=known(data.emotions, emotions),
        zone=data.time_zone,
        sleep_hours=data.context.sleep_hours if data.context else None,
    )


def by_practice(history: Iterable[Told]) -> Iterable[list[Answer]]:
    """What was said after each practice that says how it is now, as it was said."""
    said = dict[UUID, list[Answer]]()
    for each in history:
        if isinstance(each.data, Rating) and (each.data.intensity_after is not None or each.data.helped == "worse"):
            said.setdefault(each.data.practice_id, []).append((each, each.data))
    return [sorted(each, key=lambda answer: (answer[0].at, answer[0].recorded_at)) for each in said.values()]


def rated(said: Sequence[Answer], stands: Standing, emotions: Emotions) -> Moment | None:
    """One moment for a practice, when it was said how it is, as the router sees it: “worse” weighs more than a number,
    whichever came first. None if it does not count."""
    first, data = next((each for each in said if each[1].helped == "worse"), said[0])
    after = strength_after([each for _, each in said])
    if after is None or not stands.belongs(data):
        return None
    check_in = stands.check_in_of(data)
    return Moment(
        cause=data.practice_id,
        at=first.at,
        recorded_at=first.recorded_at,
        intensity=after,
        felt=known(check_in.emotions if check_in else data.emotions, emotions),
        technique=data.technique_id,
        before=data.intensity_before,
        zone=check_in.time_zone if check_in else None,
    )


def strength_after(said: Iterable[Rating]) -> int | None:
    """The number that was said, with “worse” beside it too; “worse” alone leaves it as strong as before, because
    silence is never improvement."""
    data = list(said)
    numbers = (each.intensity_after for each in data if each.intensity_after is not None)
    return next(numbers, data[0].intensity_before)


def known(chosen: Sequence[str], emotions: Emotions) -> tuple[Emotion, ...]:
    """The emotions that were chosen, as far as this catalogue has them."""
    return tuple(emotions[meant(each)] for each in chosen if meant(each) in emotions)


def only_pleasant(felt: Sequence[Emotion]) -> bool:
    return bool(felt) and all(each.valence > 0 for each in felt)


def up_to(cause: UUID, moments: Sequence[Moment]) -> list[Moment]:
    """What was said before the cause, and the cause last; empty if the cause is not among them."""
    for place, each in enumerate(moments):
        if each.cause == cause:
            return list(moments[: place + 1])
    return []


def episodes(moments: Sequence[Moment], floor: int) -> list[list[Moment]]:
    """Consecutive moments, each within 90 minutes of the one before, until one falls below the floor."""
    chains: list[list[Moment]] = []
    for each in moments:
        before = chains[-1][-1] if chains else None
        if before is not None and before.intensity >= floor and each.at - before.at <= EPISODE_PAUSE:
            chains[-1].append(each)
        else:
            chains.append([each])
    return chains


def within(span: timedelta, moment: Moment, now: Moment) -> bool:
    """Whether it is at most so long ago."""
    return now.at - moment.at <= span
