"""The cards that come with what is said about a task: recorded together with it, answered from the record."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.coach.api.keeping import Events
from services.coach.cards import Card, card
from services.coach.safety import homework_cards
from services.coach.safety.limits import KINDS
from services.coach.safety.moments import Seen, seen_in
from shared.events import CardShown, Contract, PlanNotThisTime
from shared.events.plan import PlanChange


def with_cards(decided: Sequence[Contract], before: Events, cause: UUID, now: datetime) -> list[Contract]:
    """What was decided, and the cards of a not-this-time in it; `cause` is the id under which that is recorded."""
    shown = [
        CardShown(card=kind, cause=cause, episode=said.assignment_id)
        for said in decided
        if isinstance(said, PlanNotThisTime)
        for kind in homework_cards(said, now, about(said, before), seen_of(said, before))
    ]
    return [*decided, *shown]


def about(said: PlanNotThisTime, before: Events) -> list[Contract]:
    """What else was said about the same task."""
    data = [each.data for each in before]
    return [each for each in data if isinstance(each, PlanChange) and each.assignment_id == said.assignment_id]


def seen_of(said: PlanNotThisTime, before: Events) -> list[Seen]:
    """The cards that were seen with the same task: the limit of S7 is per task."""
    return [each for each in seen_in(before) if each.episode == said.assignment_id]


def cards_with(cause: UUID, told: Events) -> list[Card]:
    """The cards that were recorded together with `cause`."""
    return [
        card(each.id, KINDS[each.data.card], assignment=each.data.episode)
        for each in told
        if isinstance(each.data, CardShown) and each.data.cause == cause
    ]
