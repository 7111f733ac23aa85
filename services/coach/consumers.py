"""What the coach does when it hears something: one small function per event."""

from collections.abc import Mapping
from datetime import UTC, datetime

from services.coach.profile import fold
from services.coach.safety import LOOK_BACK, TYPES, is_now, looks_back, quiet_until, rest_inward_until, sight_of
from services.coach.safety.due import cards_of
from services.coach.safety.quiet import end_of
from shared.bus import Handler, Work
from shared.catalogue import load_catalogue
from shared.events import CardShown, OccurrenceSnoozed, ProfileChanged, QuietAsked, TechniqueRecommended
from shared.keyring import Heard

BEGINNING = datetime.min.replace(tzinfo=UTC)


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


async def occurrence_snoozed(heard: Heard, work: Work) -> None:
    """“Not today” asks for quiet too, so that asking for it tells nobody of a hard moment (safety.md section 6)."""
    said = heard.data
    if not isinstance(said, OccurrenceSnoozed) or said.until is not None or not is_now(heard.at, heard.recorded_at):
        return
    told = await work.recent(heard.subject, ("coach",), (ProfileChanged.type,), since=BEGINNING)
    zone = fold(each.data for each in told).zone
    await work.emit(heard, QuietAsked(until=end_of(said.local_date, zone)))


HANDLERS: Mapping[str, Handler] = {
    TechniqueRecommended.type: technique_recommended,
    OccurrenceSnoozed.type: occurrence_snoozed,
}
SOURCES = ("router", "notifier")
