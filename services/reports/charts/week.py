"""The week as a table of days and parts: how much was logged, how strong it was, and where the high moments lie."""

from collections.abc import Sequence

from markupsafe import Markup

from services.reports.charts import svg
from services.reports.findings import PARTS, SPIKE_FROM
from services.reports.picture.parts import Square
from services.reports.words import WEEKDAYS, cell, count, number

LEFT, TOP, ACROSS, DOWN, GAP = 70, 18, 50, 36, 3
WIDTH, HEIGHT = LEFT + 7 * ACROSS, TOP + 4 * DOWN + 18
MOST_DOTS = 8
# The lowest median of each shade.
STEPS = (1, 3, 5, 6, 7, 8)
DARK_FROM = 4


def week(squares: Sequence[Square], *, high: bool) -> Markup:
    """`high`: whether the high moments may be counted here."""
    known = {each.cell for each in squares}
    return svg.picture(
        WIDTH,
        HEIGHT,
        "Days and parts of the day",
        described(squares, high),
        *names(),
        *(blank(weekday, row) for weekday in range(7) for row in range(4) if (weekday, PARTS[row]) not in known),
        *(part for each in squares for part in square(each, high)),
        *legend(),
    )


def described(squares: Sequence[Square], high: bool) -> str:
    said = [
        f"{cell(each.cell)}: {count(each.moments, 'moment')}"
        + (f", median {number(each.median)}" if each.median is not None else ", all pleasant")
        + (f", {each.high} at {SPIKE_FROM} or above" if high and each.high else "")
        for each in squares
    ]
    return "; ".join(said) or "Nothing logged"


def names() -> list[Markup]:
    """All begin at their place: viewers were seen to cut a pixel off letters that are set to end or centre there."""
    across = [svg.text(LEFT + n * ACROSS + 5.5, TOP - 6, day[:3], fill=svg.SOFT) for n, day in enumerate(WEEKDAYS)]
    down = [svg.text(0, TOP + (n + 0.5) * DOWN + 2, part, fill=svg.SOFT) for n, part in enumerate(PARTS)]
    return across + down


def corner(weekday: int, row: int) -> tuple[float, float]:
    return LEFT + weekday * ACROSS, TOP + row * DOWN


def blank(weekday: int, row: int) -> Markup:
    """Nothing logged is not calm: an empty frame, not a pale square."""
    x, y = corner(weekday, row)
    return svg.rectangle(
        x, y, ACROSS - GAP, DOWN - GAP, rx=3, fill="#ffffff", stroke=svg.LINE, stroke_width=0.7, stroke_dasharray="2 2"
    )


def square(each: Square, high: bool) -> list[Markup]:
    """The median large, the number of moments small, and a dot for each high moment."""
    x, y = corner(each.cell.weekday or 0, PARTS.index(each.cell.part or "morning"))
    shade = 0 if each.median is None else max(n for n, step in enumerate(STEPS) if each.median >= step)
    ink = "#ffffff" if shade >= DARK_FROM else svg.INK
    median = "–" if each.median is None else number(each.median)
    drawn = [
        svg.rectangle(x, y, ACROSS - GAP, DOWN - GAP, rx=3, fill=svg.SHADES[shade]),
        svg.text(x + 5.5, y + 15, median, font_size=11.5, font_weight="bold", fill=ink),
        svg.text(x + ACROSS - GAP - 4, y + 14, f"×{each.moments}", font_size=8.5, text_anchor="end", fill=ink),
    ]
    return [*drawn, *peaks(x, y, each.high, ink)] if high else drawn


def peaks(x: float, y: float, times: int, ink: str) -> list[Markup]:
    """A dot for each high moment, or one dot and their number."""
    if times <= MOST_DOTS:
        return [svg.circle(x + 7 + 4.6 * n, y + 25, 1.8, fill=ink) for n in range(times)]
    return [
        svg.circle(x + 7, y + 25, 1.8, fill=ink),
        svg.text(x + 13, y + 28.2, f"× {times}", font_size=9, fill=ink),
    ]


def legend() -> list[Markup]:
    y = TOP + 4 * DOWN + 12
    boxes = [svg.rectangle(LEFT + 48 + 12 * n, y - 8, 11, 9, fill=shade) for n, shade in enumerate(svg.SHADES)]
    return [
        svg.text(LEFT, y, "median 1", font_size=9, fill=svg.SOFT),
        *boxes,
        svg.text(LEFT + 124, y, "8–10", font_size=9, fill=svg.SOFT),
        svg.rectangle(LEFT + 166, y - 8, 11, 9, rx=1.5, fill="#ffffff", stroke=svg.LINE, stroke_dasharray="2 2"),
        svg.text(LEFT + 182, y, "nothing logged: unknown", font_size=9, fill=svg.SOFT),
    ]
