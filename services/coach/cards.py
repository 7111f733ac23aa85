"""What the safety rules add to an answer (docs/specification/safety.md section 2). Cards add; they never block."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol
from uuid import UUID

from services.coach.decider import SILENCE, Begun, Running
from shared.catalogue import Care, Emotion, meant
from shared.events import (
    CheckInRecorded,
    CheckInRetracted,
    Contract,
    PracticeFinished,
    PracticeRated,
    PracticeStopped,
    TechniqueRecommended,
)

FRESH = timedelta(minutes=30)
EPISODE_PAUSE = timedelta(minutes=90)
EPISODE_FLOOR = 8
STRONGEST = 10
SECOND_TIME_WITHIN = timedelta(hours=24)
RISE_THAT_COUNTS = 2
HEAVY: frozenset[Care] = frozenset({"despair", "shame", "trauma", "harm", "safety", "grief"})

CardId = Literal["S3", "people"]
Emotions = Mapping[str, Emotion]


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
class Stated:
    """A time at which a person said how strong it was: a check-in, or the rating of a practice (without `emotions`).

    `cause` is the check-in's or the practice's id.
    """

    cause: UUID
    at: datetime
    recorded_at: datetime
    intensity: int
    emotions: tuple[str, ...] = ()

    @property
    def fresh(self) -> bool:
        """Whether it reached us while it was still now."""
        return self.recorded_at - self.at <= FRESH


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap. `href` is set where an answer of this API stands behind it."""

    code: str
    label: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """`beside` says where it belongs: next to the first option, so that nothing stands before the first step."""

    id: CardId
    title: str
    text: str
    choices: tuple[Choice, ...]
    beside: Literal["first_option"] = "first_option"


@dataclass(frozen=True, slots=True)
class Due:
    """A card that belongs to the answer about `cause`; `episode` is the cause of the episode's first moment."""

    card: CardId
    cause: UUID
    episode: UUID


TRUSTED = Choice("people", "Reach someone I trust")
NUMBERS = Choice("help", "See numbers to call", "/v1/help")
CARDS: Mapping[CardId, Card] = {
    "S3": Card(
        id="S3",
        title="You do not have to do this alone",
        text="This is a lot to carry. A person you trust can stay with you while you do this step, or after it. "
        "A helpline can listen too.",
        choices=(TRUSTED, NUMBERS, Choice("go_on", "Go on with the step")),
    ),
    "people": Card(
        id="people",
        title="Time for another voice",
        text="You have stayed with something hard. You could send a short line to someone you trust: "
        "“This is hard right now. Can you stay with me for a bit?” Or you could call a helpline.",
        choices=(
            TRUSTED,
            NUMBERS,
            Choice("slow_timer", "Stay with a slow timer"),
            Choice("one_more", "One more small step"),
            Choice("stop_here", "Stop here"),
        ),
    ),
}


def may_bring_cards(offer: TechniqueRecommended) -> bool:
    """Whether the past is worth reading for this offer."""
    return people_belong(offer) or (offer.cause_kind == "check_in" and offer.intensity == STRONGEST)


def due_cards(heard: Told, history: Iterable[Told], emotions: Emotions) -> list[Due]:
    """The cards of the offer `heard`. `history` is what the client has said, in any order.

    What was recorded after the offer does not count, so that the answer is the same whenever it is asked for.
    """
    offer = heard.data
    if not isinstance(offer, TechniqueRecommended):
        return []
    stated = up_to(offer.cause, stated_in(each for each in history if not later(each, heard)))
    if not stated or not stated[-1].fresh:
        return []
    first = episode(stated)[0].cause
    shown: list[CardId] = []
    if people_belong(offer):
        shown.append("people")
    if hard_moment(stated, emotions) and not shown_before(stated, emotions):
        shown.append("S3")
    return [Due(card, offer.cause, first) for card in shown]


def people_belong(offer: TechniqueRecommended) -> bool:
    return offer.phase == "people" or offer.people_card


def later(one: Told, other: Told) -> bool:
    return (one.recorded.tx, one.recorded.position) > (other.recorded.tx, other.recorded.position)


def stated_in(history: Iterable[Told]) -> list[Stated]:
    """Every check-in that was not retracted and every rating with a number, by time."""
    told = list(history)
    gone = {each.data.check_in_id for each in told if isinstance(each.data, CheckInRetracted)}
    stated = [found for each in told if (found := stated_by(each)) is not None and found.cause not in gone]
    return sorted(stated, key=lambda each: (each.at, each.recorded_at))


def stated_by(told: Told) -> Stated | None:
    data = told.data
    if isinstance(data, CheckInRecorded):
        return Stated(told.id, told.at, told.recorded_at, data.intensity, tuple(data.emotions))
    if isinstance(data, PracticeFinished | PracticeStopped | PracticeRated) and data.intensity_after is not None:
        return Stated(data.practice_id, told.at, told.recorded_at, data.intensity_after)
    return None


def up_to(cause: UUID, stated: Sequence[Stated]) -> list[Stated]:
    """What was stated before the cause, and the cause last; empty if the cause is not among them."""
    for place, each in enumerate(stated):
        if each.cause == cause:
            return list(stated[: place + 1])
    return []


def episode(stated: Sequence[Stated]) -> list[Stated]:
    """The last one's episode (routing.md section 2): pauses of at most 90 minutes, never below 8 in between."""
    chain = [stated[-1]]
    for earlier in reversed(stated[:-1]):
        if chain[0].at - earlier.at > EPISODE_PAUSE or earlier.intensity < EPISODE_FLOOR:
            break
        chain.insert(0, earlier)
    return chain


def hard_moment(stated: Sequence[Stated], emotions: Emotions) -> bool:
    """The condition of S3 for the last of `stated`."""
    last = stated[-1]
    if last.intensity < STRONGEST or not last.emotions:
        return False
    if any(each.care in HEAVY for each in felt(last.emotions, emotions)):
        return True
    return strongest(last, emotions) and any(
        strongest(earlier, emotions) and last.at - earlier.at <= SECOND_TIME_WITHIN for earlier in stated[:-1]
    )


def strongest(moment: Stated, emotions: Emotions) -> bool:
    unpleasant = any(each.valence < 0 for each in felt(moment.emotions, emotions))
    return unpleasant and moment.intensity >= STRONGEST


def shown_before(stated: Sequence[Stated], emotions: Emotions) -> bool:
    """Whether an earlier moment of the last one's episode brought the S3 card already."""
    first = len(stated) - len(episode(stated))
    return any(stated[end].fresh and hard_moment(stated[: end + 1], emotions) for end in range(first, len(stated) - 1))


def got_worse(practice: Begun, emotions: Emotions) -> bool | None:
    """Whether a practice ended worse than it began: said so, or a rise of 2 or more. None: nobody said anything.

    More of an only-pleasant feeling is no worsening.
    """
    if isinstance(practice, Running) or practice.rating == SILENCE:
        return None
    moment, after = practice.run.moment, practice.rating.intensity_after
    if practice.rating.helped == "worse":
        return True
    if moment is None or after is None:
        return None if practice.rating.helped is None else False
    pleasant = all(each.valence > 0 for each in felt(moment.emotions, emotions))
    return after - moment.intensity_before >= RISE_THAT_COUNTS and not pleasant


def felt(chosen: Sequence[str], emotions: Emotions) -> list[Emotion]:
    """The emotions that were chosen, as far as this catalogue has them."""
    return [emotions[meant(each)] for each in chosen if meant(each) in emotions]
