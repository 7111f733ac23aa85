"""S3, a moment of 10; S4, a hard stretch."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from services.coach.safety.moments import EPISODE_PAUSE, Moment, Seen, episodes, within
from shared.catalogue import Care

# S3. A person in such a moment is better not alone, whatever the threshold for the body first is.
STRONGEST: Final = 10
HEAVY: Final[frozenset[Care]] = frozenset({"despair", "shame", "trauma", "harm", "safety", "grief"})
SECOND_TIME_WITHIN: Final = timedelta(hours=24)
# S4. Three in three days, or five in a week, is more than a bad day.
VERY_STRONG: Final = 9
STRETCHES: Final = ((3, timedelta(hours=72)), (5, timedelta(days=7)))


def s3_due(moments: Sequence[Moment]) -> bool:
    """Whether the last of `moments` is one to be not alone with, said in a check-in or after a practice."""
    now = moments[-1]
    if now.intensity >= STRONGEST and any(each.care in HEAVY for each in now.felt):
        return True
    return reached(now) and any(reached(each) and within(SECOND_TIME_WITHIN, each, now) for each in moments[:-1])


def reached(moment: Moment) -> bool:
    """Whether somebody came to an unpleasant 10. A practice that leaves it at 10 is the same time and no second one."""
    there_before = moment.before is not None and moment.before >= STRONGEST
    return moment.unpleasant and moment.intensity >= STRONGEST and not there_before


def seen_in_episode(episode: Sequence[Moment], seen: Iterable[Seen]) -> bool:
    """Whether the S3 card was seen in this episode, also if a late moment has moved where the episode begins."""
    causes = {each.cause for each in episode}
    return any(each.card == "S3" and {each.cause, each.episode} & causes for each in seen)


def s4_due(moments: Sequence[Moment], floor: int) -> bool:
    """Whether hard episodes have come so often up to the last of `moments`."""
    now, starts = moments[-1], hard_starts(moments, floor)
    return any(sum(now.at - each <= span for each in starts) >= least for least, span in STRETCHES)


def hard_starts(moments: Sequence[Moment], floor: int) -> list[datetime]:
    """When the unpleasant episodes at 9 and 10 began; one that began within 90 minutes of a counted one is the same."""
    counted: list[datetime] = []
    for episode in episodes(moments, floor):
        start = episode[0].at
        hard = any(each.unpleasant and each.intensity >= VERY_STRONG for each in episode)
        if hard and not (counted and start - counted[-1] <= EPISODE_PAUSE):
            counted.append(start)
    return counted
