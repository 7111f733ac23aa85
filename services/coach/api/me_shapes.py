"""The techniques as they are for one client, what can be asked about them, and the offline pack."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from services.coach.api.shapes import ReasonShown, Versions
from shared.catalogue import Channel, Level, Technique
from shared.events.parts import Energy

LONGEST_SEARCH = 100
# Longer than any technique takes; a search for "less than an hour" is no mistake.
MOST_MINUTES = 600

Feeling = Annotated[str, StringConstraints(max_length=100)]


class Wanted(BaseModel):
    """Which techniques are asked for. A feeling leaves none out: it marks those that do not fit it."""

    model_config = ConfigDict(frozen=True)

    feeling: tuple[Feeling, ...] = ()
    minutes: int | None = None
    family: str | None = None
    first_line: bool | None = None
    words: str = ""

    def admits(self, technique: Technique) -> bool:
        if self.minutes is not None and technique.minutes > self.minutes:
            return False
        if self.family is not None and technique.family != self.family:
            return False
        if self.first_line is not None and technique.first_line != self.first_line:
            return False
        written = f"{technique.name} {technique.purpose}".casefold()
        return all(word in written for word in self.words.casefold().split())


class MyTechnique(BaseModel):
    """A technique without its steps, which GET /v1/techniques/{id} has. `minutes` is how long it keeps the person.

    `suitable`: nothing speaks against it. `reasons` say what does, and what to go gently with.
    """

    id: str
    name: str
    family: str
    level: Level
    channel: Channel
    first_line: bool
    purpose: str
    intensity: tuple[int, int]
    minutes: int
    energy: Energy
    suitable: bool
    reasons: list[ReasonShown]


class MyTechniques(BaseModel):
    """By name. `notice` says that nobody has reviewed the techniques clinically, as long as that is so of any."""

    version: int
    language: str
    notice: str
    techniques: list[MyTechnique]


class FirstLineShown(BaseModel):
    """What to offer first without the network. `table`: emotion id -> for each of `intensities` one place in `orders`;
    an order is a list of places in `techniques`, best first.

    `versions` are what it was made with. It knows a profile whose ETag holds a number up to `versions.practices`.
    """

    pending: Literal[False] = False
    prepared_at: datetime
    regulate_first_from: int
    intensities: list[int]
    techniques: list[str]
    orders: list[list[int]]
    table: dict[str, list[int]]
    versions: Versions


class FirstLinePending(BaseModel):
    """There is no pack yet; ask again later."""

    pending: Literal[True] = True
