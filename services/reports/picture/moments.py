"""The check-ins that stand, at the local time at which they were logged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.reports.findings import MORNING, SPIKE_FROM, Part, slot_of
from services.reports.picture.asked import Asked, Told
from services.reports.picture.parts import When
from shared.catalogue import UNSURE, Catalogue, meant
from shared.events import CheckInRecorded, CheckInRetracted

UNNAMED = "Hard to name"
REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Moment:
    """A check-in that counts. `slot_day` is the day whose `when.part` it is: a night belongs to its evening.

    `pleasant` = every feeling named is; mixed ones are not. `words` are the feelings' labels, each with its core.
    """

    id: UUID
    when: When
    slot_day: date
    intensity: int
    pleasant: bool
    cores: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    triggers: tuple[str, ...]
    prompted: bool

    @property
    def part(self) -> Part:
        return self.when.part

    @property
    def high(self) -> bool:
        return self.intensity >= SPIKE_FROM and not self.pleasant


def standing(events: Iterable[Told]) -> dict[UUID, UUID | None]:
    """Each check-in with the one that stands for it: itself, what an edit put in its place, or None once deleted."""
    without = {each.data.check_in_id for each in events if isinstance(each.data, CheckInRetracted)}
    said = {each.id: each.data.replaces for each in events if isinstance(each.data, CheckInRecorded)}
    replaced_by = {earlier: later for later, earlier in said.items() if earlier}
    ends: dict[UUID, UUID | None] = {}
    for own in said:
        end, steps = own, 0
        while end in replaced_by and steps < len(said):
            end, steps = replaced_by[end], steps + 1
        ends[own] = None if end in without else end
    return ends


def moments(events: Sequence[Told], asked: Asked, catalogue: Catalogue) -> tuple[Moment, ...]:
    """The check-ins that stand and were logged within the days asked for, in order."""
    ends = standing(events)
    said = (
        moment(each, each.data, catalogue)
        for each in events
        if isinstance(each.data, CheckInRecorded) and ends[each.id] == each.id
    )
    return tuple(each for each in said if asked.holds(each.when.day))


def moment(told: Told, data: CheckInRecorded, catalogue: Catalogue) -> Moment:
    local = local_time(told.at, data)
    said = [each for each in data.emotions if meant(each) in catalogue.emotions]
    felt = [catalogue.emotions[meant(each)] for each in said]
    return Moment(
        id=told.id,
        when=when(local),
        slot_day=slot_of(local)[0],
        intensity=data.intensity,
        pleasant=bool(felt) and all(each.valence > 0 for each in felt),
        cores=tuple(dict.fromkeys(each.core for each in felt)),
        words=tuple((emotion.core, word(each, catalogue)) for each, emotion in zip(said, felt, strict=True)),
        triggers=tuple(dict.fromkeys(data.triggers)),
        prompted=data.source == REMINDER,
    )


def word(said: str, catalogue: Catalogue) -> str:
    return UNNAMED if said == UNSURE else catalogue.emotions[said].label


def when(local: datetime) -> When:
    """The day and the part of the day; nothing nearer."""
    return When(local.date(), slot_of(local)[1], early=local.hour < MORNING)


def local_time(at: datetime, data: CheckInRecorded) -> datetime:
    """The time on the person's own clock: by the check-in's zone, else by the offset it was sent with."""
    if data.time_zone:
        try:
            return at.astimezone(ZoneInfo(data.time_zone))
        except (ZoneInfoNotFoundError, ValueError):
            pass  # A zone that this installation does not know; the offset says nearly the same.
    return at.astimezone(data.occurred_at.tzinfo)
