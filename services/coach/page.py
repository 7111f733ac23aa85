"""The optional copy of a page that lives on the device: kept, kept anew, dropped. Pure.

The words themselves are in no state: they stay sealed under a key of their own, which is destroyed with them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from shared.events import Contract, PageDropped, PageKept, PageName

PAGE: Final[PageName] = "safety_plan"


class Told(Protocol):
    """An event as it was recorded."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def data(self) -> Contract: ...


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy that stands. `id` is the event that kept it, under which its key is found; `text` is ciphertext."""

    id: UUID
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """`version` is that of the last word about the page, 0 where nothing was ever said."""

    version: int = 0
    copy: Copy | None = None


def evolve(state: Page, told: Told) -> Page:
    """The page after `told`: the last word is all there is to it. Other events change nothing."""
    match told.data:
        case PageKept(page="safety_plan"):
            return Page(told.version, Copy(told.id, told.data.text, told.at))
        case PageDropped(page="safety_plan"):
            return Page(told.version)
    return state


def drop(state: Page) -> list[Contract]:
    """Keep no copy any more; nothing to say where there is none."""
    return [PageDropped(page=PAGE)] if state.copy is not None else []
