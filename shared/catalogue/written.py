"""What a technique has once it is written out: its cautions in words, a way with open eyes."""

import re
from collections.abc import Iterator

from shared.catalogue.model import Catalogue, Technique
from shared.catalogue.steps import words_of

CLOSED_EYES = re.compile(
    r"\b(?:clos\w+|shut\w*)\b(?: \w+){0,3} eyes\b|\beyes (?:\w+ )?(?:closed|shut|clos\w+)\b", re.IGNORECASE
)


def unwritten(catalogue: Catalogue) -> Iterator[str]:
    """`techniques/<family>.yaml: id: field: what is missing` for every technique."""
    for technique in catalogue.techniques.values():
        yield from (f"techniques/{technique.family}.yaml: {technique.id}: {fault}" for fault in lacking(technique))


def lacking(technique: Technique) -> Iterator[str]:
    """`field: what is missing`."""
    cautions = technique.cautions
    if (cautions.avoid_if or cautions.adapt_if) and not cautions.words.strip():
        yield "cautions.words: needed where avoid_if or adapt_if names somebody"
    if CLOSED_EYES.search(technique.tiny.line):
        yield "tiny.line: asks to close the eyes, and a line has no place for another way"
    for field, steps in (("steps", technique.steps), ("tiny.steps", technique.tiny.steps)):
        for n, step in enumerate(steps):
            if any(CLOSED_EYES.search(text) for text in words_of(step)) and not step.eyes_open.strip():
                yield f"{field}.{n}.eyes_open: needed where eyes are closed"
