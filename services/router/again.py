"""A past offer made again from what had been taken in. Reads and writes nothing: the events are arguments."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from services.router.client import CheckIn, Client, check_in_of
from services.router.comparing import compare
from services.router.decider import Asked, asked_by_check_in, asked_by_practice, recommended
from services.router.ranking import Ranking, Shelf, rank
from services.router.refold import remember
from services.router.replayed import Replayed
from shared.events import CheckInRecorded, TechniqueRecommended
from shared.keyring import Heard

LEFT_OUT: Final = 24  # of the newest events, to find those that had not been heard


@dataclass(frozen=True, slots=True)
class Made:
    """The same offer, made again."""

    offer: TechniqueRecommended
    asked: Asked
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was recorded of a client, and what of it had been `taken_in`. `settings`: the clinic's own version."""

    all: Sequence[Heard]
    taken_in: Sequence[Heard]
    threshold: int
    settings: int

    def without(self, events: Sequence[Heard]) -> "Evidence":
        gone = {each.id for each in events}
        return replace(self, taken_in=[each for each in self.taken_in if each.id not in gone])


async def replayed(heard: Sequence[Heard]) -> Replayed:
    kept = Replayed()
    for each in heard:
        await remember(each, kept)
    return kept


async def made_again(offer: TechniqueRecommended, evidence: Evidence, shelf: Shelf) -> Made | None:
    """The offer from what had been taken in; None where what it answers is not there."""
    kept = await replayed(evidence.taken_in)
    known = await question(offer, evidence, kept, shelf)
    if known is None:
        return None
    asked, client = known
    ranking = rank(asked.inputs, shelf)
    return Made(recommended(asked.cause, asked.inputs, ranking, client, shelf), asked, ranking)


async def question(
    offer: TechniqueRecommended, evidence: Evidence, kept: Replayed, shelf: Shelf
) -> tuple[Asked, Client] | None:
    if offer.cause_kind == "check_in":
        check_in = kept.check_in(offer.cause)
        if check_in is None:
            return None
        client = kept.client(check_in.at, evidence.threshold, evidence.settings)
        client = client.as_of(check_in.at, check_in.time_zone)
        return asked_by_check_in(check_in, client, shelf), client
    practice = await kept.practice(offer.cause)
    if practice is None or practice.answered_at is None:
        return None
    client = kept.client(practice.answered_at, evidence.threshold, evidence.settings)
    current = None if practice.check_in_id is None else client.current(practice.check_in_id)
    check_in = None if current is None else kept.check_in(current) or recorded_as(current, evidence.all)
    if check_in is None:
        return None
    client = client.as_of(practice.answered_at, check_in.time_zone)
    asked = asked_by_practice(practice, check_in, client, shelf)
    return None if asked is None else (asked, client)


def recorded_as(check_in_id: UUID, events: Sequence[Heard]) -> CheckIn | None:
    """A check-in that was in the log and had not been heard."""
    for each in events:
        if each.id == check_in_id and isinstance(each.data, CheckInRecorded):
            return check_in_of(each.id, each.data, each.at)
    return None


async def not_heard(offer: TechniqueRecommended, evidence: Evidence, shelf: Shelf) -> Sequence[Heard]:
    """The fewest of the newest events in a row without which the offer comes out as recorded; none if nothing does."""
    newest = sorted(evidence.taken_in, key=lambda each: (each.recorded.tx, each.recorded.position))[-LEFT_OUT:]
    for many in range(1, len(newest) + 1):
        for first in range(len(newest) - many, -1, -1):
            left_out = newest[first : first + many]
            made = await made_again(offer, evidence.without(left_out), shelf)
            if made is not None and compare(offer, made.offer).equal:
                return left_out
    return ()
