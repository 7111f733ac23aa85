"""One technique: where the intensity was before and where it was after, on one line from 1 to 10."""

from fractions import Fraction

from markupsafe import Markup

from services.reports.charts import svg
from services.reports.words import number

WIDTH, HEIGHT = 190, 16
LEFT, RIGHT, MIDDLE = 6, 124, 8


def change(before: Fraction, after: Fraction) -> Markup:
    """An open ring at the median before, a full dot at the median after."""
    start, end = place(before), place(after)
    return svg.picture(
        WIDTH,
        HEIGHT,
        "Before and after",
        f"median {number(before)} before, {number(after)} after",
        svg.line(LEFT, MIDDLE, RIGHT, MIDDLE),
        *(svg.line(place(step), MIDDLE - 2, place(step), MIDDLE + 2) for step in range(1, 11)),
        svg.line(start, MIDDLE, end, MIDDLE, stroke=svg.MIDDLE, stroke_width=2.4),
        svg.circle(start, MIDDLE, 3.6, fill="#ffffff", stroke=svg.DEEP, stroke_width=1.2),
        svg.circle(end, MIDDLE, 3.8, fill=svg.DEEP),
        svg.text(RIGHT + 12, MIDDLE + 4, f"{number(before)} → {number(after)}", font_size=11),
    )


def place(intensity: Fraction | int) -> float:
    return LEFT + (float(intensity) - 1) * (RIGHT - LEFT) / 9
