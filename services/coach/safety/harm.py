"""S9: practices that were followed by more. What becomes of the one technique is the router's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.coach.decider import SILENCE, Begun, Running
from services.coach.safety.moments import Emotions, Rating, Standing, Told, known, only_pleasant
from shared.catalogue import did_harm
from shared.events import Helped

# Some people feel worse with relaxation or meditation (Kim & Newman 2019; Farias et al. 2020).
HARMS: Final = 3
HARMS_WITHIN: Final = timedelta(days=14)
INWARD_RESTS_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Harm:
    """A practice that was called worse, or after which it rose by 2 or more; `at` is when that was said first."""

    practice: UUID
    at: datetime


def harms_in(history: Sequence[Told], stands: Standing, emotions: Emotions) -> list[Harm]:
    """Each practice that did harm, once. What was taken back never happened."""
    first = dict[UUID, datetime]()
    for each in history:
        data = each.data
        if isinstance(data, Rating) and stands.belongs(data):
            check_in = stands.check_in_of(data)
            felt = check_in.emotions if check_in else data.emotions
            if rose(data.intensity_before, data.intensity_after, data.helped, felt, emotions):
                first[data.practice_id] = min(each.at, first.get(data.practice_id, each.at))
    return [Harm(practice, at) for practice, at in first.items()]


def s9_due(harms: Iterable[Harm], at: datetime) -> bool:
    return sum(timedelta(0) <= at - each.at <= HARMS_WITHIN for each in harms) >= HARMS


def rose(before: int | None, after: int | None, helped: Helped | None, felt: Sequence[str], emotions: Emotions) -> bool:
    """Called worse, or a rise of 2 or more from the run's own first number. Only where every feeling is known to be
    pleasant is more of it no worsening."""
    return did_harm(helped, before, after, only_pleasant(known(felt, emotions)))


def got_worse(practice: Begun, emotions: Emotions) -> bool | None:
    """Whether a practice ended worse than it began. None: nobody said anything that tells."""
    if isinstance(practice, Running) or practice.rating == SILENCE:
        return None
    moment, rating = practice.run.moment, practice.rating
    if rating.helped is None and (moment is None or rating.intensity_after is None):
        return None
    if moment is None and rating.helped != "worse":
        return None
    before, felt = (moment.intensity_before, moment.emotions) if moment else (None, ())
    return rose(before, rating.intensity_after, rating.helped, felt, emotions)
