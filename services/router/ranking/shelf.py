"""The catalogue made ready for ranking: everything that does not depend on the client, worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from services.router.constants import (
    CARE_BONUS,
    CARE_FAMILIES,
    DIRECTNESS,
    HIGH,
    INT_SLOPE,
    INWARD,
    LEVELS,
    LEVELS_SETTLED,
    NAMING,
    PRIOR,
    SETTLING,
    SPEC_BY_DEPTH,
    SPEC_BY_GROUP,
    SPEC_BY_GROUP_HIGH,
    STRENGTH,
    WAKING,
)
from services.router.helped import Belief, scaled
from services.router.ranking.inputs import ENERGIES
from shared.catalogue import MEDICAL, Catalogue, Emotion, Level, Technique, fit, load_catalogue


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One technique with what the score and the filters ask of it. `ints` is indexed by intensity."""

    technique: Technique
    id: str
    energy: int
    needs_bed: bool
    needs_private: bool
    seen_by_others: bool
    writes: bool
    props: frozenset[str]
    medical: bool
    inward: bool
    settling: bool
    evidence: float
    prior: float
    untried: Belief
    ints: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fitting:
    """How well each item fits one emotion (0 = not at all), in the order of the shelf: below 8, and from 8 on.

    `exact` are the techniques made for this very emotion.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    exact: frozenset[str]

    def at(self, intensity: int) -> tuple[float, ...]:
        return self.high if intensity >= HIGH else self.low


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """All techniques, ready. Made once per process by `stock` and only read afterwards; equal only to itself.

    `naming` is the place of the technique that finds a closer word; `pleasant` are the emotions of valence above 0.
    """

    catalogue: Catalogue
    items: tuple[Item, ...]
    by_id: Mapping[str, Item]
    fitting: Mapping[str, Fitting]
    naming: int | None
    pleasant: frozenset[str]


@cache
def stocked() -> Shelf:
    """This installation's catalogue, ready. Prepared when first asked for."""
    return stock(load_catalogue())


def stock(catalogue: Catalogue) -> Shelf:
    """Prepare the catalogue for ranking."""
    items = tuple(map(prepare, catalogue.techniques.values()))
    naming = next((place for place, item in enumerate(items) if item.id == NAMING), None)
    fitting = {name: fittings(items, emotion) for name, emotion in catalogue.emotions.items()}
    pleasant = frozenset(emotion.id for emotion in catalogue.emotions.values() if emotion.valence > 0)
    return Shelf(catalogue, items, {item.id: item for item in items}, fitting, naming, pleasant)


def prepare(technique: Technique) -> Item:
    evidence, family = technique.evidence, technique.family
    prior = PRIOR[evidence.directness]
    return Item(
        technique=technique,
        id=technique.id,
        energy=ENERGIES.index(technique.energy),
        needs_bed=technique.needs.place == "bed",
        needs_private=technique.needs.privacy == "private",
        seen_by_others=technique.needs.privacy == "visible",
        writes=technique.needs.writing in {"short", "long"},
        props=frozenset(technique.needs.props),
        medical=not MEDICAL.isdisjoint(technique.cautions.avoid_if),
        inward=family in INWARD,
        settling=family in SETTLING and technique.id != WAKING,
        evidence=STRENGTH[evidence.strength] * DIRECTNESS[evidence.directness],
        prior=prior,
        untried=Belief(prior, scaled(prior)),
        ints=tuple(nearness(technique.intensity, intensity) for intensity in range(11)),
    )


def nearness(span: tuple[int, int], intensity: int) -> float:
    """Int: 1 in the middle of the technique's range, half of it at the edges."""
    low, high = span
    middle, half = (low + high) / 2, (high - low + 1) / 2
    return max(0.0, 1 - INT_SLOPE * abs(intensity - middle) / half)


def fittings(items: tuple[Item, ...], emotion: Emotion) -> Fitting:
    return Fitting(
        low=tuple(specificity(item.technique, emotion, high=False) for item in items),
        high=tuple(specificity(item.technique, emotion, high=True) for item in items),
        exact=frozenset(item.id for item in items if emotion.id in item.technique.fits),
    )


def specificity(technique: Technique, emotion: Emotion, *, high: bool) -> float:
    """The part of Fit that one feeling gives, bonus for its care code included."""
    found = fit(technique, emotion)
    if found.depth is not None:
        spec = SPEC_BY_DEPTH[found.depth]
    elif found.group is not None:
        spec = (SPEC_BY_GROUP_HIGH if high else SPEC_BY_GROUP)[found.group]
    else:
        return 0.0
    return with_care(spec, technique, emotion)


def with_care(spec: float, technique: Technique, emotion: Emotion) -> float:
    suits = emotion.care is not None and technique.family in CARE_FAMILIES.get(emotion.care, ())
    return min(1.0, spec + CARE_BONUS) if suits else spec


def level_term(level: Level, intensity: int, settled: bool) -> float:
    """Lvl, for intensities up to 7."""
    if settled and 4 <= intensity <= 7:
        return LEVELS_SETTLED[level]
    return LEVELS[level][0 if intensity <= 3 else 1 if intensity <= 5 else 2]
