"""A client's offers: found in the log by the id that follows from their cause, and waited for before they exist."""

from uuid import UUID

from services.coach.api.practicing import SERVICE
from services.coach.cards import CARDS, Card, due_cards, may_bring_cards
from shared.auth import Principal
from shared.bus import Tail
from shared.catalogue import Catalogue
from shared.events import CheckInRecorded, CheckInRetracted, PracticeStarted, TechniqueRecommended
from shared.http import not_found
from shared.keyring import Heard, Keyring, derived_id, open_event
from shared.log import Log, Recorded

CHECK_INS = "checkin"


class Offering:
    """The router's offers to any client whose token was verified."""

    def __init__(self, log: Log, keyring: Keyring, tail: Tail, catalogue: Catalogue) -> None:
        self._log = log
        self._keyring = keyring
        self._tail = tail
        self._catalogue = catalogue

    async def refuse_without_cause(self, who: Principal, cause: UUID) -> None:
        """Raise the problem 404 unless an offer belongs to this check-in or practice of the client."""
        recorded = await self._log.find(who.org, who.subject, cause)
        if recorded is None or recorded.type not in {CheckInRecorded.type, PracticeStarted.type}:
            raise not_found()
        if recorded.type == CheckInRecorded.type:
            await self._refuse_retracted(who, cause)
            return
        started = open_event(await self._keyring.key(who.org, who.subject), recorded).data
        if isinstance(started, PracticeStarted) and started.check_in_id is None:
            raise not_found("This practice began without a check-in, so nothing follows from it.")

    async def _refuse_retracted(self, who: Principal, check_in_id: UUID) -> None:
        gone = await self._log.find(who.org, who.subject, derived_id(check_in_id, CheckInRetracted.type))
        if gone is not None and gone.type == CheckInRetracted.type:
            raise not_found()

    async def wait(self, who: Principal, cause: UUID, seconds: float) -> Heard | None:
        """The offer for `cause` as soon as it is there; None after `seconds`."""
        offer_id = derived_id(cause, TechniqueRecommended.type)

        async def look() -> Recorded | None:
            found = await self._log.find(who.org, who.subject, offer_id)
            return found if found is not None and found.type == TechniqueRecommended.type else None

        found = await self._tail.wait(offer_id, look, seconds)
        return None if found is None else open_event(await self._keyring.key(who.org, who.subject), found)

    async def cards(self, who: Principal, heard: Heard) -> list[Card]:
        """The cards that stand beside this offer, by the same rule by which the worker records them."""
        if not isinstance(heard.data, TechniqueRecommended) or not may_bring_cards(heard.data):
            return []
        key = await self._keyring.key(who.org, who.subject)
        said = [
            open_event(key, recorded)
            for service in (CHECK_INS, SERVICE)
            for recorded in await self._log.stream(who.org, who.subject, service)
        ]
        return [CARDS[due.card] for due in due_cards(heard, said, self._catalogue.emotions)]
