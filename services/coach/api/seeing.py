"""Cards that somebody saw. Only those count for how often a card may come."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from services.coach.api.offering import Offering, card_id
from services.coach.api.practicing import SERVICE, NotRecorded
from services.coach.api.refusing import as_problems
from services.coach.safety import CardKind
from services.coach.safety.due import RULES
from shared.auth import Principal, allow
from shared.catalogue import Catalogue
from shared.events import CardSeen, CardShown, TechniqueRecommended
from shared.http import Posted, not_found, refuse_far_future
from shared.keyring import Heard, Keyring, canonical, derived_id, open_event, seal_event
from shared.log import Appended, Clock, Log, Recorded, Seen, Unit

# A card is answered before the worker has recorded it; a worker that is longer behind than this is an outage.
NOT_YET_RECORDED = timedelta(days=1)
# The same for every device, so that the first one stands and no later one is refused.
SAW_IT = canonical({"what": "saw the card"})
NOT_SHOWN = "No such card was shown to you."
Client = Annotated[Principal, Depends(allow("client"))]


class PostedSeen(Posted):
    """One tap; nothing has to be said. A card is seen once, so `id` makes no difference here."""


class SeenShown(BaseModel):
    """`seen_at` is when it was first seen, on whichever device."""

    id: UUID
    kind: str
    seen_at: datetime


NOTHING_SAID = PostedSeen()


class Seeing:
    """The cards of any client whose token was verified. What goes wrong is raised as a Problem."""

    def __init__(self, log: Log, keyring: Keyring, offering: Offering, catalogue: Catalogue, clock: Clock) -> None:
        self._log = log
        self._keyring = keyring
        self._offering = offering
        self._catalogue = catalogue
        self._clock = clock

    async def see(self, who: Principal, card: UUID, posted: PostedSeen) -> SeenShown:
        """Record that it was seen, once. Raises the problem 404 for a card that was never shown to this client."""
        now = self._clock.now()
        refuse_far_future(posted.occurred_at, now)
        shown = await self._shown(who, card)
        seen = CardSeen(card=shown.card, cause=shown.cause, episode=shown.episode)
        with as_problems(self._catalogue):
            told = await self._record(who, card, seen, posted.occurred_at or now)
        return SeenShown(id=card, kind=shown.card, seen_at=told.at)

    async def _record(self, who: Principal, card: UUID, seen: CardSeen, occurred_at: datetime) -> Heard:
        key = await self._keyring.key(who.org, who.subject)
        event_id = derived_id(card, CardSeen.type)
        event = seal_event(key, id=event_id, data=seen, occurred_at=occurred_at, content=SAW_IT)
        outcome = await self._log.append(Unit(key.org, key.subject, (event,)))
        if not isinstance(outcome, Appended | Seen):
            raise NotRecorded(outcome)
        return open_event(key, outcome.events[0])

    async def _shown(self, who: Principal, card: UUID) -> CardShown:
        recorded = await self._log.find(who.org, who.subject, card)
        if recorded is None:
            return await self._about_to_be_recorded(who, card)
        if recorded.type != CardShown.type or recorded.service != SERVICE:
            raise not_found(NOT_SHOWN)
        data = (await self._opened(who, recorded)).data
        assert isinstance(data, CardShown)
        return data

    async def _about_to_be_recorded(self, who: Principal, card: UUID) -> CardShown:
        """The card of an offer that the worker has yet to hear, by the rule by which it will record it."""
        since = self._clock.now() - NOT_YET_RECORDED
        types = (TechniqueRecommended.type,)
        for offer in await self._log.recent(who.org, who.subject, ("router",), types, since=since):
            if (kind := kind_of(card, offer.id)) is not None:
                for due in await self._offering.due(who, await self._opened(who, offer)):
                    if due.card == kind:
                        return CardShown(card=kind, cause=due.cause, episode=due.episode)
        raise not_found(NOT_SHOWN)

    async def _opened(self, who: Principal, recorded: Recorded) -> Heard:
        return open_event(await self._keyring.key(who.org, who.subject), recorded)


def kind_of(card: UUID, offer: UUID) -> CardKind | None:
    """Which card of an offer has this id; None if none can."""
    return next((kind for kind in RULES if card_id(offer, kind) == card), None)


def card_routes(seeing: Seeing) -> APIRouter:
    routes = APIRouter(tags=["cards"])

    @routes.post("/v1/cards/{card_id}/seen", summary="This card was seen")
    async def seen(card_id: UUID, who: Client, posted: PostedSeen = NOTHING_SAID) -> SeenShown:
        """A card that nobody saw comes again. Again, or from another device, changes nothing."""
        return await seeing.see(who, card_id, posted)

    return routes
