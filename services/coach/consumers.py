"""What the coach does when it hears something: one small function per event."""

from collections.abc import Mapping

from services.coach.cards import due_cards, may_bring_cards
from shared.bus import Handler, Work
from shared.catalogue import load_catalogue
from shared.events import CardShown, TechniqueRecommended
from shared.keyring import Heard


async def technique_recommended(heard: Heard, work: Work) -> None:
    """Record which cards belong to this offer, for whoever has to know that a moment was hard."""
    if not isinstance(heard.data, TechniqueRecommended) or not may_bring_cards(heard.data):
        return
    history = [*await work.stream(heard.subject, "checkin"), *await work.stream(heard.subject, "coach")]
    for due in due_cards(heard, history, load_catalogue().emotions):
        shown = CardShown(card=due.card, cause=due.cause, episode=due.episode)
        await work.emit(heard, shown, discriminator=due.card)


HANDLERS: Mapping[str, Handler] = {
    TechniqueRecommended.type: technique_recommended,
}
SOURCES = ("router",)
