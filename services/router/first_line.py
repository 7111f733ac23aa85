"""The client's offline pack: what comes first for every feeling where the body comes first, without a network. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.router.client import CheckIn, Client
from services.router.constants import ROUTER_VERSION
from services.router.decider import Cause, inputs_for
from services.router.episode import Standing
from services.router.ranking import Past, Shelf, rank
from shared.events import FirstLinePrepared

STRONGEST = 10
NOBODY = UUID(int=0)  # The check-in that was not said yet has no id; no rule looks at one.


def first_line(client: Client, at: datetime, shelf: Shelf) -> FirstLinePrepared:
    """The whole pack at once."""
    packing = Packing(client, at, shelf)
    for _ in packing.by_feeling():
        pass
    return packing.packed()


class Packing:
    """One client's pack while it is made: each place of its table is what `rank` gives to a new episode.

    Nothing is known of a moment that has not come: no context, no trigger. History, homework and plans count, and the
    profile that holds at `at`.
    """

    def __init__(self, client: Client, at: datetime, shelf: Shelf) -> None:
        self._client = client = client.as_of(at, None)
        self._shelf = shelf
        blank = CheckIn(NOBODY, at, (), STRONGEST)
        self._inputs = inputs_for(Cause(NOBODY, "check_in", blank, at, STRONGEST), Standing(phase="g1"), client, shelf)
        self._past = Past(self._inputs.history, self._inputs.now, shelf, shared=True)
        self._intensities = range(self._inputs.regulate_first_from, STRONGEST + 1)
        self._orders: dict[tuple[str, ...], int] = {}
        self._table: dict[str, list[int]] = {}

    def by_feeling(self) -> Iterator[str]:
        """Work through the wheel; after each feeling others may have a turn."""
        for emotion in self._shelf.catalogue.emotions:
            self._table[emotion] = [self._place(emotion, intensity) for intensity in self._intensities]
            yield emotion

    def _place(self, emotion: str, intensity: int) -> int:
        inputs = replace(self._inputs, emotions=(emotion,), intensity=intensity)
        order = tuple(each.item.id for each in rank(inputs, self._shelf, self._past).ordered)
        return self._orders.setdefault(order, len(self._orders))

    def packed(self) -> FirstLinePrepared:
        """The pack as the event that brings it; what occurs often stands in it once."""
        techniques = sorted({name for order in self._orders for name in order})
        places = {name: place for place, name in enumerate(techniques)}
        return FirstLinePrepared(
            regulate_first_from=self._inputs.regulate_first_from,
            intensities=list(self._intensities),
            techniques=techniques,
            orders=[[places[name] for name in order] for order in self._orders],
            table=self._table,
            catalogue_version=self._shelf.catalogue.version,
            router_version=ROUTER_VERSION,
            practice_version=self._client.practice_version,
        )
