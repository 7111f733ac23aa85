"""What a client and other services said, without any server: for the tables of the safety rules."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from pydantic import JsonValue

from services.coach.safety import due_cards
from shared.catalogue import load_catalogue
from shared.events import (
    CardSeen,
    CheckInRecorded,
    CheckInRetracted,
    Context,
    Contract,
    Helped,
    Phase,
    PracticeFinished,
    RecordedInputs,
    TechniqueRecommended,
)

NAMES = UUID("0d0b2f8e-6d0a-4a49-b6f2-3f0a3a7b2c55")
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
EMOTIONS = load_catalogue().emotions
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)
AT_ONCE = timedelta(0)


@dataclass(frozen=True)
class Place:
    tx: int = 1
    position: int = 1


@dataclass(frozen=True)
class Said:
    """An event, when it was, when it reached us, and where it stands in the log."""

    id: UUID
    at: datetime
    recorded_at: datetime
    data: Contract
    recorded: Place = Place()


def named(name: str) -> UUID:
    return uuid5(NAMES, name)


def check_in(
    name: str,
    intensity: int,
    *emotions: str,
    at: datetime = NOON,
    late: timedelta = AT_ONCE,
    zone: str | None = None,
    slept: float | None = None,
    note: str | None = None,
    replaces: UUID | None = None,
) -> Said:
    data = CheckInRecorded(
        emotions=list(emotions),
        intensity=intensity,
        occurred_at=at,
        time_zone=zone,
        context=None if slept is None else Context(sleep_hours=slept),
        note=note,
        replaces=replaces,
    )
    return Said(named(name), at, at + late, data)


def rating(
    name: str,
    after: int | None,
    *,
    at: datetime = NOON,
    late: timedelta = AT_ONCE,
    helped: Helped | None = None,
    before: int | None = 9,
    of: str = "first",
    technique: str = "drop-anchor",
    felt: str = "fearful.anxious",
) -> Said:
    data = PracticeFinished(
        practice_id=named(name),
        technique_id=technique,
        check_in_id=named(of),
        emotions=[felt],
        intensity_before=before,
        started_at=at - 3 * MINUTE,
        intensity_after=after,
        helped=helped,
    )
    return Said(uuid5(named(name), "finish"), at, at + late, data)


def taken_back(check_in: Said, at: datetime = NOON) -> Said:
    return Said(uuid5(check_in.id, "gone"), at, at, CheckInRetracted(check_in_id=check_in.id))


def seen(card: str, cause: Said, *, at: datetime, episode: Said | None = None) -> Said:
    data = CardSeen(card=card, cause=cause.id, episode=(episode or cause).id)
    return Said(uuid5(cause.id, f"seen {card}"), at, at, data)


def heard(offer: TechniqueRecommended, place: Place = Place(2, 1), at: datetime = NOON) -> Said:
    return Said(uuid5(offer.cause, offer.type), at, at, offer, place)


def offer_for(
    said: Said,
    phase: Phase = "g1",
    *,
    people_card: bool = False,
    given: dict[str, JsonValue] | None = None,
) -> TechniqueRecommended:
    data = said.data
    if isinstance(data, CheckInRecorded):
        cause, strength = said.id, data.intensity
    else:
        assert isinstance(data, PracticeFinished)
        cause, strength = data.practice_id, data.intensity_after or data.intensity_before or 1
    return TechniqueRecommended(
        cause=cause,
        cause_kind="check_in" if isinstance(data, CheckInRecorded) else "practice",
        check_in_id=named("first"),
        phase=phase,
        intensity=strength,
        ordered=["feet-on-floor"],
        options=[],
        not_offered=[],
        people_card=people_card,
        catalogue_version=1,
        router_version=1,
        practice_version=0,
        inputs=None if given is None else RecordedInputs(given=given, history="", runs=0, versions={}),
    )


def cards(
    *history: Said, phase: Phase = "g1", people_card: bool = False, given: dict[str, JsonValue] | None = None
) -> list[str]:
    """The cards of the answer about the last of `history`."""
    offer = offer_for(history[-1], phase, people_card=people_card, given=given)
    return [due.card for due in due_cards(heard(offer), history, EMOTIONS)]
