"""What a picture is drawn from: the terms, and events of any of the client's streams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.events import Contract


class Told(Protocol):
    """What is needed of an opened event. `at` is when it happened, by the earlier of two clocks."""

    @property
    def id(self) -> UUID: ...
    @property
    def at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def data(self) -> Contract: ...


@dataclass(frozen=True)
class Asked:
    """The terms: ticked fields, first and last day, the zone that days are counted in where an event names none.

    `notes` are the opened words of ticked check-ins by their ids, empty unless "notes" is among the fields.
    """

    fields: frozenset[str]
    starts: date
    ends: date
    zone: str
    notes: Mapping[UUID, str]

    def holds(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    def day_of(self, at: datetime) -> date:
        return self.local(at).date()

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))


def in_order(events: Sequence[Told]) -> list[Told]:
    """One order for the same events, however they arrived."""
    return sorted(events, key=lambda each: (each.at, each.recorded_at, each.id.int))
