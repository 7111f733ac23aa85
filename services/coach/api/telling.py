"""What an open stream says about an event: that something is there, never what it is. Pure."""

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from shared.events import (
    Contract,
    FirstLinePrepared,
    OccurrenceSent,
    PlanChange,
    PlanProposed,
    PracticeRun,
    ProfileChanged,
    ReportBuilt,
    ReportRefused,
    ReportReleased,
    TechniqueRecommended,
)
from shared.log import Recorded

Kind = Literal["offer", "pack", "reminder", "report", "proposal", "practice", "plan", "profile"]
EXACTLY: Final[Mapping[str, Kind]] = {
    TechniqueRecommended.type: "offer",
    FirstLinePrepared.type: "pack",
    OccurrenceSent.type: "reminder",
    ReportBuilt.type: "report",
    ReportRefused.type: "report",
    ReportReleased.type: "report",
    PlanProposed.type: "proposal",
    ProfileChanged.type: "profile",
}
BEGINNING: Final[Mapping[str, Kind]] = {"practice.": "practice", "plan.": "plan"}
HEARTBEAT: Final = b": \n\n"


def kind_of(event_type: str) -> Kind | None:
    """What the client is told it is; None for what nobody is told of."""
    begun = next((kind for beginning, kind in BEGINNING.items() if event_type.startswith(beginning)), None)
    return EXACTLY.get(event_type, begun)


def in_turn(by_service: Mapping[str, Iterable[Recorded]]) -> Iterator[Recorded]:
    """Events of several streams as they were recorded, each stream in its own order whatever its times say."""
    return heapq.merge(*by_service.values(), key=lambda event: event.recorded_at)


def told(kind: Kind, recorded: Recorded, data: Contract, at: datetime, cursor: str) -> bytes:
    """One event of the stream: its id, its kind, and the id of what to look at."""
    said = {"id": recorded.id, "kind": kind} | about(data) | {"at": at}
    return piece(kind, said, cursor)


def about(data: Contract) -> dict[str, UUID]:
    match data:
        case TechniqueRecommended():
            return {"cause": data.cause}
        case PracticeRun():
            return {"about": data.practice_id}
        case PlanChange():
            return {"about": data.assignment_id}
        case OccurrenceSent():
            return {"about": data.occurrence_id}
        case ReportBuilt() | ReportRefused() | ReportReleased():
            return {"about": data.report_id}
        case _:
            return {}


def piece(name: str, said: Mapping[str, object], cursor: str | None = None) -> bytes:
    """A server-sent event; one without a cursor leaves the client's own where it is."""
    place = "" if cursor is None else f"id: {cursor}\n"
    return f"{place}event: {name}\ndata: {json.dumps(said, default=_plain)}\n\n".encode()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
