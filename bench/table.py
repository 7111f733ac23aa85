"""How figures are told: one line each, with its limit, the ratio and whether the goal is reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

HEADINGS = ("what", "figure", "limit", "ratio", "goal", "reached")


@dataclass(frozen=True, slots=True)
class Goal:
    """`at_least` or `at_most` this many times the limit."""

    kind: Literal["at_least", "at_most"]
    times: float

    def reached(self, ratio: float) -> bool:
        return ratio >= self.times if self.kind == "at_least" else ratio <= self.times

    def __str__(self) -> str:
        return f"{'≥' if self.kind == 'at_least' else '≤'} {self.times:g}"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. Without a goal it is told for comparison only."""

    what: str
    figure: str
    limit: str = ""
    ratio: float | None = None
    goal: Goal | None = None

    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return (self.what, self.figure, self.limit, ratio, str(self.goal or ""), self._verdict())

    def _verdict(self) -> str:
        if self.goal is None or self.ratio is None:
            return ""
        return "yes" if self.goal.reached(self.ratio) else "NO"


def table(lines: Sequence[Line]) -> str:
    """All lines with a heading, in Markdown, which is readable as it is."""
    return grid(HEADINGS, [line.cells() for line in lines])


def grid(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in (headings, *rows)) for column in range(len(headings))]

    def told(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([told(headings), rule, *(told(row) for row in rows)])
