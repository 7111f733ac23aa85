"""Words that no text of the catalogue may hold (docs/specification/safety.md section 5)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shared.catalogue.model import Technique
from shared.catalogue.steps import words_of

# What is reported -> what is looked for, in lower case and with straight quotes.
FORBIDDEN: dict[str, str] = {
    "fail": r"\bfail(s|ed|ing|ure|ures)?\b",
    "missed": r"\bmissed\b",
    "lazy": r"\blaz(y|iness)\b",
    "should": r"\bshould(n't)?\b",
    "must": r"\bmust(n't)?\b",
    "just": r"\bjust\b",
    "non-compliant": r"\b(non-?compliant|non-?compliance|compliance)\b",
    "streak": r"\bstreaks?\b",
    "broken": r"\bbroken\b",
    "only N days": r"\bonly \d+ (days?|weeks?|times?)\b",
    "calm down": r"\bcalm(ing)? (yourself )?down\b",
    "cheer up": r"\bcheer (yourself )?up\b",
    "everything happens for a reason": r"\beverything happens for a reason\b",
    "this will help": r"\b(this|it) will help\b",
    "your anxiety disorder": r"\byour [a-z]+ disorder\b",
    "depressive": r"\bdepressives?\b",
    "exclamation mark": "!",
}
_PATTERNS = {word: re.compile(pattern) for word, pattern in FORBIDDEN.items()}
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in FORBIDDEN.values()))


@dataclass(frozen=True, slots=True)
class AllowedWord:
    """A forbidden word that one technique or page needs, and why."""

    id: str
    word: str
    reason: str


def forbidden_words(text: str) -> list[str]:
    """The forbidden words in a text, by the name they have in `FORBIDDEN`."""
    plain = text.lower().replace("’", "'")
    if not _ANY.search(plain):
        return []
    return [word for word, pattern in _PATTERNS.items() if pattern.search(plain)]


def texts_of(technique: Technique) -> Iterator[tuple[str, str]]:
    """Every text of a technique that a person may read, with the field it stands in."""
    yield "name", technique.name
    yield "purpose", technique.purpose
    yield "tiny.line", technique.tiny.line
    yield "cautions.note", technique.cautions.note
    yield "cautions.because", technique.cautions.because
    yield "cautions.words", technique.cautions.words
    yield "why.text", technique.why.text
    for field, steps in (("steps", technique.steps), ("tiny.steps", technique.tiny.steps)):
        for n, step in enumerate(steps):
            for words in words_of(step):
                yield f"{field}.{n}", words


def word_faults(identifier: str, texts: Iterable[tuple[str, str]], allowed: Iterable[AllowedWord]) -> Iterator[str]:
    """`field: what is wrong` for each forbidden word in the texts of a technique or page without permission."""
    permitted = {entry.word for entry in allowed if entry.id == identifier}
    for field, text in texts:
        yield from (
            f"{field}: holds the forbidden word {word!r}" for word in forbidden_words(text) if word not in permitted
        )
