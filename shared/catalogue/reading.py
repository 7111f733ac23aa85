"""How hard the texts are to read: python -m shared.catalogue.reading [--folder FOLDER] [FAMILY | learn ...]

Flesch-Kincaid grade = 0.39 words/sentences + 11.8 syllables/words - 15.59 (Kincaid, Fishburne, Rogers & Chissom 1975,
Derivation of new readability formulas for Navy enlisted personnel. Research Branch Report 8-75).
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from shared.catalogue.learn import LearnPage, page_texts, read_pages
from shared.catalogue.loader import read_catalogue, read_family
from shared.catalogue.model import Catalogue, Technique
from shared.catalogue.sheets import FOLDER, CatalogueFault
from shared.catalogue.words import texts_of
from shared.catalogue.written import unwritten

LIMIT = 6.0
CRISIS_LIMIT = 4.0
PROFESSIONAL_LIMIT = 12.0
# Met by somebody who may be in danger right now (safety.md section 5: help is grade 4 or lower).
CRISIS = frozenset({"next-hour-care"})
# A text without a full stop and shorter than this is a label.
LABEL_WORDS = 6
# A single long word has a high grade and is no hard sentence.
SENTENCE_WORDS = 4
WORST = 3

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END = re.compile(r"[.?!…]+[\"'”’)]*(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouy])e$|(?<=[^aeiouysczxg])es$|(?<=[^aeiouytd])ed$")
_SOUNDED = re.compile(r"[^aeiouy]le[sd]?$|(ch|sh)es$")


@dataclass(frozen=True, slots=True)
class Count:
    """How much there is of a text."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.sentences + other.sentences, self.words + other.words, self.syllables + other.syllables)

    @property
    def grade(self) -> float:
        """The school grade; 0 for a text without words."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


@cache
def _hyphens() -> Any:
    import pyphen  # Whoever writes texts has it; a service's image does not, and never gets here.

    return pyphen.Pyphen(lang="en_US")


@cache
def syllables(word: str) -> int:
    """Syllables of an English word.

    pyphen splits it only where a line may break, so `open` stays whole; each piece counts its groups of vowels, without
    a silent e at its end.
    """
    pieces = re.split("[-'’]", _hyphens().inserted(word.lower()))
    return sum(_sounds(piece, last=n == len(pieces)) for n, piece in enumerate(pieces, 1) if piece) or 1


def _sounds(piece: str, *, last: bool) -> int:
    if len(piece) <= 2 and not _VOWELS.search(piece):
        return 0
    groups = len(_VOWELS.findall(piece))
    silent = (_SILENT.search(piece) and not _SOUNDED.search(piece)) if last else piece.endswith("e")
    return max(groups - bool(silent), 1)


def sentences(text: str) -> list[str]:
    """The sentences of a text; what stands after the last full stop is one too."""
    parts = _END.sub(lambda end: f"{end[0]}\n", text).split("\n")
    return [part.strip() for part in parts if _WORD.search(part)]


def count(text: str) -> Count:
    words = _WORD.findall(text)
    return Count(len(sentences(text)), len(words), sum(syllables(word) for word in words))


def grade(texts: Iterable[str]) -> float:
    """The grade of texts that are read together.

    Labels count as short sentences and would make anything look easy, so the sentences are also taken alone and the
    higher of the two grades holds.
    """
    counted = [(text, count(text)) for text in texts]
    running = sum((n for text, n in counted if _runs(text, n)), Count())
    return max(running.grade, sum((n for _, n in counted), Count()).grade)


def _runs(text: str, counted: Count) -> bool:
    return text.rstrip().endswith((".", "?", "!", "…")) or counted.words >= LABEL_WORDS


@dataclass(frozen=True, slots=True)
class Written:
    """A technique or page as it is read: the texts a person meets, each with its field, and the grade they may have."""

    file: str
    name: str
    texts: tuple[tuple[str, str], ...]
    limit: float

    @property
    def grade(self) -> float:
        return grade(text for _, text in self.texts)

    def worst(self, most: int = WORST) -> list[tuple[float, str, str]]:
        """(grade, field, sentence) of the hardest sentences, the hardest first; short ones only if all are."""
        found: dict[str, tuple[Count, str]] = {}
        for field, text in self.texts:
            for sentence in sentences(text):
                found.setdefault(sentence, (count(sentence), field))
        long = {each for each, (counted, _) in found.items() if counted.words >= SENTENCE_WORDS} or set(found)
        return sorted(((found[each][0].grade, found[each][1], each) for each in long), reverse=True)[:most]

    def fault(self) -> str | None:
        """One fault if it is harder to read than its limit, naming the field of its hardest sentence."""
        if (reached := self.grade) <= self.limit:
            return None
        _, field, sentence = self.worst(1)[0]
        said = f"{field}: reading grade {reached:.1f}, more than {self.limit:g}; the hardest is {sentence!r}"
        return f"{self.file}: {self.name}: {said}"


def written(technique: Technique) -> Written:
    """Without the note, which nobody is shown."""
    texts = tuple((field, text) for field, text in texts_of(technique) if text and field != "cautions.note")
    limit = CRISIS_LIMIT if technique.id in CRISIS else LIMIT
    return Written(f"techniques/{technique.family}.yaml", technique.id, texts, limit)


def written_page(page: LearnPage) -> Written:
    limit = PROFESSIONAL_LIMIT if page.audience == "professional" else LIMIT
    return Written(f"learn/{page.id}.yaml", page.id, tuple(page_texts(page)), limit)


def grade_faults(catalogue: Catalogue) -> Iterator[str]:
    """One fault for every technique and page above its limit."""
    pieces = [written(technique) for technique in catalogue.techniques.values()]
    pieces += [written_page(page) for page in catalogue.learn.values()]
    yield from (fault for piece in pieces if (fault := piece.fault()))


def report(folder: Path, names: list[str]) -> Iterator[str]:
    """The faults, then each piece with its grade and, where it is asked for or too hard, its hardest sentences."""
    yield from _faults(folder, names)
    for piece in _pieces(folder, names):
        yield f"{piece.grade:5.1f}{' !' if piece.grade > piece.limit else '  '} {piece.file}: {piece.name}"
        if names or piece.grade > piece.limit:
            yield from (f"         {rated:5.1f} {field}: {sentence}" for rated, field, sentence in piece.worst())


def _pieces(folder: Path, names: list[str]) -> Iterator[Written]:
    for family in sorted(path.stem for path in (folder / "techniques").glob("*.yaml")):
        if not names or family in names:
            yield from (written(technique) for technique in read_family(folder, family))
    if not names or "learn" in names:
        yield from (written_page(page) for page in read_pages(folder / "learn", []).values())


def _faults(folder: Path, names: list[str]) -> Iterator[str]:
    try:
        read_catalogue(folder, also=(unwritten, grade_faults))
    except CatalogueFault as error:
        wanted = tuple("learn/" if name == "learn" else f"techniques/{name}.yaml" for name in names) or ("",)
        own = [fault for fault in error.faults if fault.startswith(wanted)]
        yield from (f"FAULT {fault}" for fault in own)
        yield f"{len(own)} faults here, {len(error.faults) - len(own)} in other files"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m shared.catalogue.reading", description="Faults and reading grades."
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="the catalogue's folder")
    parser.add_argument("names", nargs="*", metavar="FAMILY", help="only these files of techniques/, or learn")
    given = parser.parse_args(arguments)
    try:
        lines = list(report(given.folder, given.names))
    except CatalogueFault as error:
        lines = [f"FAULT {fault}" for fault in error.faults]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(line.startswith("FAULT") for line in lines))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
