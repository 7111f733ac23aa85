"""What the coach does when it hears something: one small function per event."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from services.coach.cards import Due, due_cards, may_bring_cards
from shared.bus import Handler, Work
from shared.catalogue import load_catalogue
from shared.events import CardShown, QuietAsked, TechniqueRecommended
from shared.keyring import Heard

QUIET_FOR: Final = timedelta(hours=12)


async def technique_recommended(heard: Heard, work: Work) -> None:
    """Record which cards belong to this offer, for whoever has to know that a moment was hard."""
    if not isinstance(heard.data, TechniqueRecommended) or not may_bring_cards(heard.data):
        return
    history = [*await work.stream(heard.subject, "checkin"), *await work.stream(heard.subject, "coach")]
    for due in due_cards(heard, history, load_catalogue().emotions):
        shown = CardShown(card=due.card, cause=due.cause, episode=due.episode)
        await work.emit(heard, shown, discriminator=due.card)
        if due.card == "S3":
            await work.emit(heard, quiet_after(due, history))


def quiet_after(due: Due, history: Iterable[Heard]) -> QuietAsked:
    """Reminders rest for 12 hours from the hard moment itself (safety.md section 6)."""
    moment = next(each for each in history if each.id == due.cause)
    return QuietAsked(until=moment.at + QUIET_FOR)


HANDLERS: Mapping[str, Handler] = {
    TechniqueRecommended.type: technique_recommended,
}
SOURCES = ("router",)
