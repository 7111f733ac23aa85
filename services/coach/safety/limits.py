"""How often a card may come. Only cards that were seen count: one that nobody saw comes again."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from services.coach.safety.moments import Seen

CardKind = Literal["people", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S11"]
# By the name under which they are recorded.
KINDS: Final[Mapping[str, CardKind]] = {kind: kind for kind in get_args(CardKind)}

# safety.md section 2, last column. S3 comes once per episode; people and S8 come each time.
LIMITS: Final[Mapping[CardKind, timedelta]] = {
    "S4": timedelta(hours=72),
    "S5": timedelta(days=7),
    "S6": timedelta(days=14),
    "S7": timedelta(weeks=3),
    "S9": timedelta(days=14),
    "S11": timedelta(days=7),
}


def rests(kind: CardKind, seen: Iterable[Seen], at: datetime) -> bool:
    """Whether it was seen so lately that it does not come again yet."""
    limit = LIMITS.get(kind)
    return limit is not None and any(each.card == kind and at - each.at < limit for each in seen)
