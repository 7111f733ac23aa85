"""The router's offers."""

from typing import ClassVar, Literal
from uuid import UUID

from shared.events.contract import Contract
from shared.events.parts import NotOffered, Option, Phase


class TechniqueRecommended(Contract):
    """The offer for a check-in, or the next one of its episode after a practice.

    The event's id is uuid5(cause, "technique.recommended"), so a request can wait for it before it exists.
    `ordered` holds every suitable technique in the order of the offer; `options` explain its first three.
    `practice_version` is the version of the client's practice stream (`<client>/coach`) that was taken in.
    """

    type: ClassVar[str] = "technique.recommended"
    producer: ClassVar[str] = "router"

    cause: UUID
    cause_kind: Literal["check_in", "practice"]
    check_in_id: UUID
    phase: Phase
    intensity: int
    ordered: list[str]
    options: list[Option]
    tiny_offered: str | None = None
    not_offered: list[NotOffered]
    people_card: bool = False
    catalogue_version: int
    router_version: int
    practice_version: int
