"""Feelings and intensities, high moments and tags, counted from the moments that stand."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from statistics import median

from services.reports.findings import PARTS, Cell
from services.reports.picture.asked import Asked
from services.reports.picture.moments import Moment
from services.reports.picture.parts import Dot, Family, Feelings, High, HighMoment, Span, Square
from services.reports.picture.practices import middle
from shared.catalogue import Catalogue

WORDS_SHOWN = 5


def feelings(moments: Sequence[Moment], asked: Asked, catalogue: Catalogue) -> Feelings:
    return Feelings(
        span=Span(asked.starts, asked.ends),
        dots=tuple(Dot(each.when, each.intensity, each.pleasant) for each in moments),
        squares=squares(moments),
        families=families(moments, catalogue),
        moments=len(moments),
    )


def squares(moments: Sequence[Moment]) -> tuple[Square, ...]:
    """The times of the week with data, Monday to Sunday and morning to night."""
    together: dict[Cell, list[Moment]] = {}
    for each in moments:
        together.setdefault(Cell(each.slot_day.weekday(), each.part), []).append(each)
    cells = [Cell(weekday, part) for weekday in range(7) for part in PARTS]
    return tuple(square(cell, together[cell]) for cell in cells if cell in together)


def square(cell: Cell, here: Sequence[Moment]) -> Square:
    unpleasant = [each.intensity for each in here if not each.pleasant]
    return Square(cell, len(here), len(unpleasant), middle(unpleasant), sum(each.high for each in here))


def families(moments: Sequence[Moment], catalogue: Catalogue) -> tuple[Family, ...]:
    """The core feelings that were named, the most frequent first; a moment counts once for each."""
    named = Counter(core for each in moments for core in each.cores)
    wheel = [id for id, emotion in catalogue.emotions.items() if emotion.ring == "core"]
    return tuple(
        family(core, moments, catalogue) for core in sorted(named, key=lambda id: (-named[id], wheel.index(id)))
    )


def family(core: str, moments: Sequence[Moment], catalogue: Catalogue) -> Family:
    here = [each for each in moments if core in each.cores]
    words = Counter(word for each in here for of, word in each.words if of == core)
    most = sorted(words.items(), key=lambda item: (-item[1], item[0]))[:WORDS_SHOWN]
    return Family(
        label=catalogue.emotions[core].label,
        moments=len(here),
        median=Fraction(median([each.intensity for each in here])),
        words=tuple(most),
    )


def high(moments: Sequence[Moment], asked: Asked) -> High:
    """The unpleasant moments at 8 or above, with the part of the day; their words only within the ticked feelings."""
    tops = [each for each in moments if each.high]
    listed = tuple(
        HighMoment(
            each.slot_day,
            each.part,
            each.intensity,
            tuple(dict.fromkeys(word for _, word in each.words)) if "feelings" in asked.fields else (),
        )
        for each in tops
    )
    return High(listed, most(tops))


def most(tops: Sequence[Moment]) -> tuple[Cell, int] | None:
    """The time of the week that at least half of several high moments share."""
    cells = Counter(Cell(each.slot_day.weekday(), each.part) for each in tops)
    if not cells:
        return None
    cell, times = min(cells.items(), key=lambda item: (-item[1], item[0].weekday or 0, PARTS.index(item[0].part)))
    return (cell, times) if times >= 2 and 2 * times >= len(tops) else None


def triggers(moments: Sequence[Moment]) -> tuple[tuple[str, int], ...]:
    """The tags with the number of moments they were given to, the most frequent first."""
    named = Counter(tag for each in moments for tag in each.triggers)
    return tuple(sorted(named.items(), key=lambda item: (-item[1], item[0])))
