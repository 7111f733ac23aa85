"""What comes first where the body comes first, for whoever has not joined or has no pack of their own yet.

Only techniques against which no caution ever speaks, because nobody's cautions are known there.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.router.client import Client
from services.router.first_line import first_line
from services.router.ranking.shelf import Shelf, stock
from shared.catalogue import MEDICAL, Catalogue, Technique

# No rule of an empty history looks at the time.
ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def first_line_of(catalogue: Catalogue) -> dict[str, Any]:
    """As GET /v1/me/first-line has it; `facts` also of those that a person's own pack may name."""
    pack = first_line(Client(), ANY_TIME, careless(catalogue))
    first = sorted((each for each in catalogue.techniques.values() if each.first_line), key=lambda each: each.id)
    return {
        "catalogue_version": pack.catalogue_version,
        "facts": {each.id: facts(each) for each in first},
        "intensities": pack.intensities,
        "orders": pack.orders,
        "regulate_first_from": pack.regulate_first_from,
        "table": pack.table,
        "techniques": pack.techniques,
    }


def careless(catalogue: Catalogue) -> Shelf:
    """The shelf without what a caution takes out."""
    left = {name: each for name, each in catalogue.techniques.items() if not each.cautions.avoid_if}
    return stock(replace(catalogue, techniques=left))


def facts(technique: Technique) -> dict[str, Any]:
    """What a device has to know to choose and to name it."""
    return {
        "channel": technique.channel,
        "family": technique.family,
        "level": technique.level,
        "medical": not MEDICAL.isdisjoint(technique.cautions.avoid_if),
        "minutes": technique.minutes,
        "name": technique.name,
        "privacy": technique.needs.privacy,
    }
