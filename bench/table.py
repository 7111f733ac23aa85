"""How figures are told: one line each, with its limit, the ratio and whether the goal is reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

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


class Report:
    """Tells what belongs to a part when it was measured, and every part's lines in one table at the end.

    The table is told even when a later part failed.
    """

    def __init__(self) -> None:
        self._lines: list[Line] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        print(table(self._lines), flush=True)

    def tell(self, lines: Sequence[Line], *more: str) -> None:
        self._lines += lines
        print(*more, sep="\n\n", end="\n\n", flush=True)


def table(lines: Sequence[Line]) -> str:
    """All lines with a heading, in Markdown, which is readable as it is."""
    return grid(HEADINGS, [line.cells() for line in lines])


def grid(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in (headings, *rows)) for column in range(len(headings))]

    def told(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([told(headings), rule, *(told(row) for row in rows)])
