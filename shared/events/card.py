"""Cards: what the safety rules add to an answer. They never block anything."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from shared.events.contract import Contract


class CardShown(Contract):
    """`card` is the rule's id in docs/specification/safety.md section 2, or `people` for the end of an episode."""

    type: ClassVar[str] = "card.shown"
    producer: ClassVar[str] = "coach"

    card: str
    cause: UUID
    episode: UUID


class CardSeen(Contract):
    """The person saw it; only cards that were seen count for how often a card may come."""

    type: ClassVar[str] = "card.seen"
    producer: ClassVar[str] = "coach"

    card: str
    cause: UUID
    episode: UUID


class QuietAsked(Contract):
    """Nothing is sent until `until`, except what was set after this."""

    type: ClassVar[str] = "quiet.asked"
    producer: ClassVar[str] = "coach"

    until: datetime
