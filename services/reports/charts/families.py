"""The core feelings as bars, with the words that were chosen."""

from collections.abc import Sequence

from markupsafe import Markup

from services.reports.charts import svg
from services.reports.picture.parts import Family
from services.reports.words import count, number

WIDTH, ROW = 256, 25
BAR, END = 68, 166
LETTERS = 38


def families(named: Sequence[Family]) -> Markup:
    """One bar for each core feeling, as long as the number of moments in which it was named."""
    longest = max((each.moments for each in named), default=1)
    return svg.picture(
        WIDTH,
        max(1, len(named)) * ROW,
        "Feelings by family",
        "; ".join(described(each) for each in named) or "Nothing logged",
        *(part for row, each in enumerate(named) for part in bar(row, each, longest)),
    )


def described(each: Family) -> str:
    words = ", ".join(f"{word} {times}" for word, times in each.words)
    return f"{each.label}: {count(each.moments, 'moment')}, median {number(each.median)} ({words})"


def bar(row: int, each: Family, longest: int) -> list[Markup]:
    y = row * ROW
    width = (END - BAR) * each.moments / longest
    return [
        svg.text(0, y + 9, each.label, font_weight="bold"),
        svg.rectangle(BAR, y + 1, width, 9, rx=1.5, fill=svg.MIDDLE),
        svg.text(BAR + width + 5, y + 9, f"{each.moments} · median {number(each.median)}"),
        svg.text(BAR, y + 19.5, fitting([word.lower() for word, _ in each.words]), font_size=8.5, fill=svg.SOFT),
    ]


def fitting(words: Sequence[str]) -> str:
    """As many of the words as there is room for, at least one."""
    kept = list(words)
    while len(kept) > 1 and len(", ".join(kept)) > LETTERS:
        kept.pop()
    return ", ".join(kept)
