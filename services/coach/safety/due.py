"""Which cards belong to an offer, and what else follows from a hard moment.

The worker records cards and the API shows them, both by asking here with the same events: what was recorded up to the
offer. So the answer is the same whenever it is asked for, and a worker that begins anew says nothing else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.coach.safety.hard import VERY_STRONG, s3_due, s4_due, seen_in_episode
from services.coach.safety.harm import INWARD_RESTS_FOR, Harm, harms_in, s9_due
from services.coach.safety.limits import CardKind, rests
from services.coach.safety.moments import (
    EPISODE_FLOOR,
    Emotions,
    Moment,
    Seen,
    Standing,
    Told,
    episodes,
    later,
    moments_in,
    seen_in,
    up_to,
)
from services.coach.safety.weeks import Calendar, Day, picture, s5_due, s6_due, s11_due
from shared.events import (
    CardSeen,
    CheckInRecorded,
    CheckInRetracted,
    PracticeFinished,
    PracticeRated,
    PracticeStopped,
    TechniqueRecommended,
)

# The longest window is 15 days of the person's own clock, and the day it begins on may have begun 14 hours before.
LOOK_BACK: Final = timedelta(days=16)
# What the rules look at: nothing else has to be read.
TYPES: Final = tuple(
    each.type
    for each in (CheckInRecorded, CheckInRetracted, PracticeFinished, PracticeRated, PracticeStopped, CardSeen)
)
QUIET_FOR: Final = timedelta(hours=12)
FLOORS: Final = (7, EPISODE_FLOOR)


@dataclass(frozen=True, slots=True)
class Sight:
    """What the rules look at. `moments` end with the one that the offer answers; `episode` is the part of them that
    belongs to its episode."""

    offer: TechniqueRecommended
    moments: Sequence[Moment]
    episode: Sequence[Moment]
    calendar: Calendar
    harms: Sequence[Harm]
    seen: Sequence[Seen]

    @property
    def now(self) -> Moment:
        return self.moments[-1]

    @property
    def floor(self) -> int:
        return floor_of(self.offer)


@dataclass(frozen=True, slots=True)
class Due:
    """A card that belongs to the answer about `cause`; `episode` is the cause of the episode's first moment."""

    card: CardKind
    cause: UUID
    episode: UUID
    picture: tuple[Day, ...] = ()


def sight_of(heard: Told, history: Iterable[Told], emotions: Emotions) -> Sight | None:
    """What can be seen from the offer `heard`. None where nothing may arise: its cause was not there, or came late.

    `history` is what the client has said in the last 16 days or longer, in any order.
    """
    offer = heard.data
    if not isinstance(offer, TechniqueRecommended) or not looks_back(offer):
        return None
    known = [each for each in history if not later(each, heard)]
    stands = Standing.of(known)
    moments = up_to(offer.cause, moments_in(known, stands, emotions))
    if not moments or not moments[-1].fresh:
        return None
    episode = episodes(moments, floor_of(offer))[-1]
    harms, seen = harms_in(known, stands, emotions), seen_in(known)
    return Sight(offer, moments, episode, Calendar.of(moments), harms, seen)


def floor_of(offer: TechniqueRecommended) -> int:
    """Where the body comes first for this client, as the router took it into account."""
    given = offer.inputs.given.get("regulate_first_from") if offer.inputs else None
    return given if given in FLOORS and isinstance(given, int) else EPISODE_FLOOR


def looks_back(offer: TechniqueRecommended) -> bool:
    """Whether anything may follow from this offer, so that the past is worth reading.

    A check-in may bring any card. A rating brings only what it brings about itself: people, harm, a hard stretch.
    """
    return offer.cause_kind == "check_in" or asks_for_people(offer) or offer.intensity >= VERY_STRONG


def due_cards(heard: Told, history: Iterable[Told], emotions: Emotions) -> list[Due]:
    """The cards of the offer `heard`, the nearest first."""
    sight = sight_of(heard, history, emotions)
    return [] if sight is None else cards_of(sight)


def cards_of(sight: Sight) -> list[Due]:
    first, now = sight.episode[0].cause, sight.now
    kinds = [kind for kind, is_due in RULES.items() if is_due(sight) and not rests(kind, sight.seen, now.at)]
    return [Due(each, now.cause, first, picture(sight.calendar) if each == "S5" else ()) for each in kinds]


def quiet_until(sight: Sight, due: Iterable[Due]) -> datetime | None:
    """Reminders rest for 12 hours from the moment of S3 or S4 (safety.md section 6)."""
    hard = any(each.card in {"S3", "S4"} for each in due)
    return sight.now.at + QUIET_FOR if hard else None


def rest_inward_until(sight: Sight, due: Iterable[Due]) -> datetime | None:
    """Breath and inward practices move down for 14 days from the latest harm, once S9 counts a new one or shows."""
    if not s9_due(sight.harms, sight.now.at):
        return None
    told = harmed(sight) or any(each.card == "S9" for each in due)
    return max(each.at for each in sight.harms if each.at <= sight.now.at) + INWARD_RESTS_FOR if told else None


def harmed(sight: Sight) -> bool:
    return any(each.practice == sight.now.cause for each in sight.harms)


def people_due(sight: Sight) -> bool:
    """Where two settling steps or a harmful one have led; never in an only-pleasant episode."""
    return asks_for_people(sight.offer) and not all(each.pleasant for each in sight.episode)


def asks_for_people(offer: TechniqueRecommended) -> bool:
    return offer.phase == "people" or offer.people_card


def s3(sight: Sight) -> bool:
    return s3_due(sight.moments) and not seen_in_episode(sight.episode, sight.seen)


def s4(sight: Sight) -> bool:
    hard = sight.now.unpleasant and sight.now.intensity >= VERY_STRONG
    return (looks_at_days(sight) or hard) and s4_due(sight.moments, sight.floor)


def s5(sight: Sight) -> bool:
    return looks_at_days(sight) and s5_due(sight.calendar)


def s6(sight: Sight) -> bool:
    return looks_at_days(sight) and s6_due(sight.calendar)


def s9(sight: Sight) -> bool:
    return (looks_at_days(sight) or harmed(sight)) and s9_due(sight.harms, sight.now.at)


def s11(sight: Sight) -> bool:
    glad = sight.now.is_check_in and sight.now.pleasant
    return glad and s11_due(sight.calendar, bipolar=is_bipolar(sight.offer))


def looks_at_days(sight: Sight) -> bool:
    """A check-in that is not only pleasant: what looks back on hard days leaves a pleasant moment alone."""
    return sight.now.is_check_in and not sight.now.pleasant


def is_bipolar(offer: TechniqueRecommended) -> bool:
    """Marked with yes, as the router took it into account."""
    cautions = offer.inputs.given.get("cautions") if offer.inputs else None
    return isinstance(cautions, Mapping) and cautions.get("bipolar") is True


RULES: Final[Mapping[CardKind, Callable[[Sight], bool]]] = {
    "people": people_due,
    "S3": s3,
    "S4": s4,
    "S9": s9,
    "S5": s5,
    "S6": s6,
    "S11": s11,
}
