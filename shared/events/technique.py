"""The router's offers, and the offline pack of first steps."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from shared.events.contract import Contract
from shared.events.parts import NotOffered, Option, Phase


class RecordedInputs(BaseModel):
    """Every input of a ranking, so that it can be made again.

    `given` holds all of them but the history, by the names of routing.md section 1. `history` is the SHA-256, in hex,
    of the runs that counted, `runs` how many they were. `versions` are those of the client's log streams, by service,
    up to which events had been taken in.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    given: dict[str, JsonValue]
    history: str
    runs: int
    versions: dict[str, int]


class TechniqueRecommended(Contract):
    """The offer for a check-in, or the next one of its episode after a practice.

    The event's id is uuid5(cause, "technique.recommended"), so a request can wait for it before it exists. Where "made
    it worse" was said after a number, a second offer takes its place, and `again` is added to the name of its id.
    `ordered` holds every suitable technique in the order of the offer; `options` explain its first three.
    `practice_version` is the version of the client's practice stream (`<client>/coach`) that was taken in.
    """

    type: ClassVar[str] = "technique.recommended"
    producer: ClassVar[str] = "router"
    again: ClassVar[str] = ":again"

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
    inputs: RecordedInputs | None = None


class FirstLinePrepared(Contract):
    """The client's offline pack: which first-line technique comes first, for each feeling where the body comes first.

    `intensities` are those from `regulate_first_from`, at most 8, up to 10. `techniques` are the ids that occur; an
    order is a list of places in it. `table`: emotion id -> one place in `orders` for each of `intensities`.
    """

    type: ClassVar[str] = "first_line.prepared"
    producer: ClassVar[str] = "router"

    regulate_first_from: int
    intensities: list[int]
    techniques: list[str]
    orders: list[list[int]]
    table: dict[str, list[int]] = Field(default_factory=dict)
    catalogue_version: int
    router_version: int
    practice_version: int
