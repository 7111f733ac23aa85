"""A client's offers: found in the log by the id that follows from their cause, and waited for before they exist."""

from datetime import datetime
from uuid import UUID

from services.coach.api.lately import Lately
from services.coach.api.practicing import SERVICE
from services.coach.cards import Card, card
from services.coach.safety import LOOK_BACK, TYPES, CardKind, Due, due_cards, looks_back
from services.coach.safety.moments import Standing
from shared.auth import Principal
from shared.bus import Tail
from shared.catalogue import Catalogue
from shared.events import (
    CONTRACTS,
    CardShown,
    CheckInRecorded,
    CheckInRetracted,
    PracticeStarted,
    TechniqueRecommended,
)
from shared.http import not_found
from shared.keyring import Heard, Keyring, derived_id, open_event
from shared.log import Log, Recorded

CHECK_INS = "checkin"
SPEAKERS = (CHECK_INS, SERVICE)
TAKEN_BACK = "You took back the check-in of this practice, so nothing follows from it. Check in again when you like."


class Offering:
    """The router's offers to any client whose token was verified."""

    def __init__(self, log: Log, keyring: Keyring, tail: Tail, catalogue: Catalogue) -> None:
        self._log = log
        self._keyring = keyring
        self._tail = tail
        self._catalogue = catalogue

    async def for_check_in(self, who: Principal, cause: UUID, seconds: float, lately: Lately) -> Heard | None:
        """The offer for a check-in as soon as it is there; None after `seconds`. If `cause` is a practice, its start.

        Raises the problem 404 for what no offer follows from. One look asks for everything, also for what its cards
        depend on, because the first one comes before the offer as a rule.
        """
        offer_id, taken_back = derived_id(cause, TechniqueRecommended.type), derived_id(cause, CheckInRetracted.type)

        async def look() -> Recorded | None:
            ids, since = [cause, taken_back, offer_id], lately.unread_since
            there, said = await self._log.find_beside(who.org, who.subject, ids, SPEAKERS, TYPES, since=since)
            if cause in there:
                lately.take(await self._keyring.key(who.org, who.subject), said)
            kinds = {event_id: event.type for event_id, event in there.items()}
            if kinds.get(cause) == PracticeStarted.type:
                return there[cause]
            if kinds.get(cause) != CheckInRecorded.type or kinds.get(taken_back) == CheckInRetracted.type:
                raise not_found()
            return there[offer_id] if kinds.get(offer_id) == TechniqueRecommended.type else None

        return await self._opened(who, await self._tail.wait(offer_id, look, seconds))

    async def refuse_detached(self, who: Principal, started: PracticeStarted) -> None:
        """Raise the problem 404 for a practice that no offer follows from."""
        if started.check_in_id is None:
            raise not_found("This practice began without a check-in, so nothing follows from it.")
        if not await self.stands(who, started.check_in_id):
            raise not_found(TAKEN_BACK)

    async def stands(self, who: Principal, check_in_id: UUID) -> bool:
        """Whether the router makes offers for this check-in still, or for the one that replaced it."""
        if not await self._is_retracted(who, check_in_id):
            return True
        return Standing.of(await self._heard(who, CHECK_INS)).current(check_in_id) is not None

    async def _is_retracted(self, who: Principal, check_in_id: UUID) -> bool:
        gone = await self._log.find(who.org, who.subject, derived_id(check_in_id, CheckInRetracted.type))
        return gone is not None and gone.type == CheckInRetracted.type

    async def wait(self, who: Principal, cause: UUID, seconds: float, *, again: bool = False) -> Heard | None:
        """The offer for a practice as soon as it is there; None after `seconds`.

        A second one that took the place of the first is preferred. `again`: it has to be there, the first will not do.
        """
        first, second = offer_ids(cause)

        async def look() -> Recorded | None:
            there = await self._log.find_all(who.org, who.subject, [first, second])
            found = there.get(second) or (None if again else there.get(first))
            return found if found is not None and found.type == TechniqueRecommended.type else None

        return await self._opened(who, await self._tail.wait(second if again else first, look, seconds))

    async def cards(self, who: Principal, heard: Heard, lately: Lately | None = None) -> list[Card]:
        """The cards that stand beside this offer."""
        due = await self.due(who, heard, lately)
        return [card(card_id(heard.id, each.card), each.card, picture=each.picture) for each in due]

    async def due(self, who: Principal, heard: Heard, lately: Lately | None = None) -> list[Due]:
        """Which cards belong to this offer, by the same rule by which the worker records them."""
        if not isinstance(heard.data, TechniqueRecommended) or not looks_back(heard.data):
            return []
        said = lately.said_since(heard.at - LOOK_BACK) if lately else None
        if said is None:
            said = await self._said_since(who, heard.at - LOOK_BACK)
        return due_cards(heard, said, self._catalogue.emotions)

    async def _said_since(self, who: Principal, since: datetime) -> list[Heard]:
        key = await self._keyring.key(who.org, who.subject)
        said = await self._log.recent(who.org, who.subject, SPEAKERS, TYPES, since=since)
        return [open_event(key, each) for each in said]

    async def _opened(self, who: Principal, found: Recorded | None) -> Heard | None:
        return None if found is None else open_event(await self._keyring.key(who.org, who.subject), found)

    async def _heard(self, who: Principal, service: str) -> list[Heard]:
        """What a service said about the client; without types of a later release, which no rule of this one means."""
        key = await self._keyring.key(who.org, who.subject)
        said = await self._log.stream(who.org, who.subject, service)
        return [open_event(key, each) for each in said if each.type in CONTRACTS]


def offer_ids(cause: UUID) -> tuple[UUID, UUID]:
    """The id of the offer for a practice, and that of the one that takes its place where there is one."""
    offered = TechniqueRecommended.type
    return derived_id(cause, offered), derived_id(cause, offered + TechniqueRecommended.again)


def card_id(cause: UUID, kind: CardKind) -> UUID:
    """The id of card.shown, known before the worker has recorded it; `cause` is the event that brings the card."""
    return derived_id(cause, CardShown.type + kind)
