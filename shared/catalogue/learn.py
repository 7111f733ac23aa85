"""Learn: short pages about practising between sessions, as data (learn/<id>.yaml)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from shared.catalogue.sheets import CatalogueFault, read_sheet
from shared.catalogue.sources import Reference
from shared.catalogue.steps import Identifier, Part

PARAGRAPH_LENGTH = 600
Audience = Literal["client", "professional"]
Paragraph = Annotated[str, Field(min_length=1, max_length=PARAGRAPH_LENGTH, pattern=r"\S")]
Line = Annotated[str, Field(min_length=1, max_length=160, pattern=r"\S")]

# A sentence with one of these speaks of research, so it rests on something.
RESEARCH = re.compile(r"\b(?:research\w*|stud(?:y|ies)|scien\w+|trials?|meta-analys\w+|per ?cent)\b|%", re.IGNORECASE)
PROMISE = re.compile(r"\b(?:prov(?:en|es)|guarantee\w*|cures?)\b", re.IGNORECASE)


class Section(Part):
    """A heading with its paragraphs, and points if it has a list. `refs` are what its words rest on."""

    key: Identifier
    heading: Line
    texts: tuple[Paragraph, ...] = Field(min_length=1)
    points: tuple[Line, ...] = ()
    refs: tuple[str, ...] = ()


class LearnPage(Part):
    """One page. `place` is its order among the pages; `reviewed_by` names who reviewed it clinically, so nobody."""

    id: Identifier
    title: Line
    lead: Paragraph
    audience: Audience
    place: int = Field(strict=True, ge=1)
    sections: tuple[Section, ...] = Field(min_length=1)
    reviewed_by: tuple[str, ...]

    @property
    def refs(self) -> tuple[str, ...]:
        """The references of all its sections, each once, in the order they come."""
        return tuple(dict.fromkeys(ref for section in self.sections for ref in section.refs))


def read_pages(folder: Path, faults: list[str]) -> dict[str, LearnPage]:
    """The pages in `folder` by id, in the order of their places; what is wrong is added to `faults`."""
    pages: list[LearnPage] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            page = read_sheet(LearnPage, path, f"learn/{path.name}")
        except CatalogueFault as error:
            faults += error.faults
            continue
        if page.id != path.stem:
            faults.append(f"learn/{path.name}: id: has to be {path.stem}")
        pages.append(page)
    return {page.id: page for page in sorted(pages, key=lambda page: (page.place, page.id))}


def page_texts(page: LearnPage) -> Iterator[tuple[str, str]]:
    """Every text of a page, with the field it stands in."""
    yield "title", page.title
    yield "lead", page.lead
    for section in page.sections:
        where = f"sections.{section.key}"
        yield f"{where}.heading", section.heading
        yield from ((f"{where}.texts.{n}", text) for n, text in enumerate(section.texts))
        yield from ((f"{where}.points.{n}", text) for n, text in enumerate(section.points))


def page_faults(page: LearnPage, references: Mapping[str, Reference]) -> Iterator[str]:
    """`field: what is wrong` with one page, beside its shape and its words."""
    keys = [section.key for section in page.sections]
    yield from (f"sections.{key}.key: stands twice" for n, key in enumerate(keys) if key in keys[:n])
    for section in page.sections:
        where = f"sections.{section.key}"
        for ref in section.refs:
            status = references[ref].status if ref in references else None
            if status is None:
                yield f"{where}.refs: unknown reference {ref!r}"
            elif page.audience == "client" and status != "checked":
                yield f"{where}.refs: {ref!r} is {status}, and only a checked reference may carry a sentence"
        yield from _claim_faults(where, (section.heading, *section.texts, *section.points), rests=bool(section.refs))


def _claim_faults(where: str, texts: Iterable[str], *, rests: bool) -> Iterator[str]:
    for text in texts:
        if (found := RESEARCH.search(text)) and not rests:
            yield f"{where}.refs: {found[0]!r} speaks of research, so it needs a reference"
        if found := PROMISE.search(text):
            yield f"{where}.texts: {found[0]!r} promises more than anybody knows"
