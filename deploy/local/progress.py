"""A bar for whoever waits at a terminal; nobody else is told anything."""

import sys
from dataclasses import dataclass, field
from typing import TextIO

WIDTH = 40
CLEAR = "\r\x1b[K"


@dataclass
class Bar:
    """Stands in the last line, on standard error. Clear it before anything else is printed."""

    total: int
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0

    def step(self, what: str) -> None:
        self.done += 1
        full = WIDTH * self.done // self.total
        self._show(f"\r  [{'#' * full}{'.' * (WIDTH - full)}] {what:<12}")

    def clear(self) -> None:
        self._show(CLEAR)

    def _show(self, text: str) -> None:
        if self.stream.isatty():
            self.stream.write(text)
            self.stream.flush()
