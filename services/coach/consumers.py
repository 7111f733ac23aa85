"""What the coach does when it hears something: one small function per event."""

from collections.abc import Mapping

from services.coach.safety import LOOK_BACK, TYPES, looks_back, quiet_until, rest_inward_until, sight_of
from services.coach.safety.due import cards_of
from shared.bus import Handler, Work
from shared.catalogue import load_catalogue
from shared.events import CardShown, ProfileChanged, QuietAsked, TechniqueRecommended
from shared.keyring import Heard


async def technique_recommended(heard: Heard, work: Work) -> None:
    """Record which cards belong to this offer, for whoever has to know that a moment was hard, and what follows."""
    if not isinstance(heard.data, TechniqueRecommended) or not looks_back(heard.data):
        return
    said = await work.recent(heard.subject, ("checkin", "coach"), TYPES, since=heard.at - LOOK_BACK)
    sight = sight_of(heard, said, load_catalogue().emotions)
    if sight is None:
        return
    cards = cards_of(sight)
    for due in cards:
        shown = CardShown(card=due.card, cause=due.cause, episode=due.episode)
        await work.emit(heard, shown, discriminator=due.card)
    if (until := quiet_until(sight, cards)) is not None:
        await work.emit(heard, QuietAsked(until=until))
    if (rests := rest_inward_until(sight, cards)) is not None:
        await work.emit(heard, ProfileChanged(changed=["rest_inward_until"], rest_inward_until=rests))


HANDLERS: Mapping[str, Handler] = {
    TechniqueRecommended.type: technique_recommended,
}
SOURCES = ("router",)
