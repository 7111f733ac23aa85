"""How the story looks in a terminal: plain text, narrow enough to read, the same without colour."""

import textwrap
from collections.abc import Iterable

WIDTH = 88
INDENT = " " * 6
UNBROKEN = "\u00a0"


def heading(title: str) -> None:
    print(f"\n{title}\n{'-' * len(title)}", flush=True)


def say(text: str) -> None:
    print(textwrap.fill(text, WIDTH), flush=True)


def read(text: str) -> None:
    """Words that a person reads on the screen."""
    print(textwrap.fill(f"“{text}”", WIDTH, initial_indent=INDENT, subsequent_indent=f"{INDENT} "), flush=True)


def item(mark: str, text: str) -> None:
    """One thing of a list, or with an empty mark a line below it."""
    print(textwrap.fill(text, WIDTH, initial_indent=f"  {mark:<4}", subsequent_indent=INDENT), flush=True)


def list_of(things: Iterable[str]) -> None:
    for each in things:
        print(f"{INDENT} . {each}", flush=True)


def choices(labels: Iterable[str]) -> None:
    """What can be tapped; a line never ends inside a label."""
    whole = "  ".join(f"[{each}]".replace(" ", UNBROKEN) for each in labels)
    lines = textwrap.fill(whole, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
    print(lines.replace(UNBROKEN, " "), flush=True)
