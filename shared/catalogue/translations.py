"""The catalogue's texts in other languages (translations/<language>/), English wherever a text is missing.

A text is found by what it belongs to: the technique's id and the step's key, or the page's id and the section's key.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import Field

from shared.catalogue.learn import LearnPage, Line, Paragraph, Section
from shared.catalogue.model import Direction, Language, Technique
from shared.catalogue.sheets import CatalogueFault, Sheet, read_sheet
from shared.catalogue.steps import HELPING, Choice, ChoiceStep, Identifier, Part, Step, Text

ENGLISH, ENGLISH_NAME = "en", "English"
TAG = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")

Label = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]
P = TypeVar("P", bound=Part)


class StepWords(Part):
    """The texts of a step. Lists have as many entries as the English ones and stand in the same order."""

    text: Text | None = None
    eyes_open: Text | None = None
    options: tuple[Label, ...] | None = None
    notice: tuple[Label, ...] | None = None
    ends: tuple[Label, Label] | None = None
    cue: Label | None = Field(default=None, alias="if")
    action: Label | None = Field(default=None, alias="then")


class TinyWords(Part):
    line: Label | None = None
    steps: dict[Identifier, StepWords] = Field(default_factory=dict)


class TechniqueWords(Part):
    """The texts of a technique; `why` is the text of its why, `because` and `words` are those of its cautions."""

    name: Label | None = None
    purpose: Text | None = None
    why: Text | None = None
    because: Text | None = None
    words: Text | None = None
    steps: dict[Identifier, StepWords] = Field(default_factory=dict)
    tiny: TinyWords = Field(default_factory=TinyWords)


class SectionWords(Part):
    heading: Line | None = None
    texts: tuple[Paragraph, ...] | None = None
    points: tuple[Line, ...] | None = None


class PageWords(Part):
    title: Line | None = None
    lead: Paragraph | None = None
    sections: dict[Identifier, SectionWords] = Field(default_factory=dict)


class FamilyWords(Sheet):
    """translations/<language>/techniques/<family>.yaml"""

    techniques: dict[Identifier, TechniqueWords]


class LanguageSheet(Sheet):
    """translations/<language>/language.yaml: the language's name in itself, and the way it is written."""

    name: str = Field(min_length=1)
    direction: Direction


def read_languages(
    folder: Path, techniques: Mapping[str, Technique], learn: Mapping[str, LearnPage], faults: list[str]
) -> dict[str, Language]:
    """English and each language that has a folder, by code; what is wrong is added to `faults`."""
    languages = {ENGLISH: Language(ENGLISH, ENGLISH_NAME, "ltr", techniques, learn)}
    for path in sorted(path for path in folder.glob("*") if path.is_dir()):
        if not TAG.match(path.name) or path.name == ENGLISH:
            faults.append(f"translations/{path.name}: is not the tag of another language")
            continue
        try:
            languages[path.name] = _language(path, techniques, learn, faults)
        except CatalogueFault as error:
            faults += error.faults
    return languages


def with_labels(techniques: Mapping[str, Technique], languages: Mapping[str, Language]) -> dict[str, Technique]:
    """The techniques whose options that open help know themselves in every language (safety.md S10)."""
    others = [language.techniques for code, language in languages.items() if code != ENGLISH]
    return {name: _labelled(technique, [each[name] for each in others]) for name, technique in techniques.items()}


def _language(
    path: Path, techniques: Mapping[str, Technique], learn: Mapping[str, LearnPage], faults: list[str]
) -> Language:
    where = f"translations/{path.name}"
    sheet = read_sheet(LanguageSheet, path / "language.yaml", f"{where}/language.yaml")
    spoken, pages = dict(techniques), dict(learn)
    for file in sorted((path / "techniques").glob("*.yaml")):
        name = f"{where}/techniques/{file.name}"
        for identifier, words in read_sheet(FamilyWords, file, name).techniques.items():
            if identifier not in techniques or techniques[identifier].family != file.stem:
                faults.append(f"{name}: {identifier}: is no technique of this family")
                continue
            spoken[identifier] = _technique(techniques[identifier], words, f"{name}: {identifier}", faults)
    for file in sorted((path / "learn").glob("*.yaml")):
        name = f"{where}/learn/{file.name}"
        if file.stem not in learn:
            faults.append(f"{name}: is no page")
            continue
        pages[file.stem] = _page(learn[file.stem], read_sheet(PageWords, file, name), name, faults)
    return Language(path.name, sheet.name, sheet.direction, MappingProxyType(spoken), MappingProxyType(pages))


def _technique(technique: Technique, words: TechniqueWords, where: str, faults: list[str]) -> Technique:
    tiny, cautions, why = technique.tiny, technique.cautions, technique.why
    changes: dict[str, Any] = {
        "steps": _keyed(technique.steps, words.steps, f"{where}: steps", faults),
        "tiny": _worded(
            tiny.model_copy(update={"steps": _keyed(tiny.steps, words.tiny.steps, f"{where}: tiny.steps", faults)}),
            {"line": words.tiny.line},
            f"{where}: tiny",
            faults,
        ),
        "cautions": _worded(cautions, {"because": words.because, "words": words.words}, where, faults),
        "why": _worded(why, {"text": words.why}, where, faults),
    }
    return _worded(technique, {"name": words.name, "purpose": words.purpose}, where, faults).model_copy(update=changes)


def _page(page: LearnPage, words: PageWords, where: str, faults: list[str]) -> LearnPage:
    sections: tuple[Section, ...] = _keyed(page.sections, words.sections, f"{where}: sections", faults)
    worded = _worded(page, {"title": words.title, "lead": words.lead}, where, faults)
    return worded.model_copy(update={"sections": sections})


def _keyed(parts: tuple[Any, ...], words: Mapping[str, Part], where: str, faults: list[str]) -> tuple[Any, ...]:
    """The steps or sections in their own order, each in the words that stand under its key."""
    faults += [f"{where}.{key}: there is no such key" for key in sorted(words.keys() - {part.key for part in parts})]
    return tuple(
        _worded(part, dict(words[part.key]), f"{where}.{part.key}", faults) if part.key in words else part
        for part in parts
    )


def _worded(part: P, words: Mapping[str, Any], where: str, faults: list[str]) -> P:
    """The part with those texts that are given; a list of another length, or a text English has not, is a fault."""
    changes: dict[str, Any] = {}
    for field, given in words.items():
        if given is None:
            continue
        english = getattr(part, field, None)
        if not english:
            faults.append(f"{where}.{field}: there is nothing to translate")
        elif isinstance(given, tuple) and len(given) != len(english):
            faults.append(f"{where}.{field}: has {len(given)} entries, and English {len(english)}")
        else:
            changes[field] = _options(english, given) if field == "options" else given
    return part.model_copy(update=changes)


def _options(english: tuple[Choice, ...], labels: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(option.model_copy(update={"label": label}) for option, label in zip(english, labels, strict=True))


def _labelled(technique: Technique, others: list[Technique]) -> Technique:
    steps = tuple(_known(step, [other.steps[n] for other in others]) for n, step in enumerate(technique.steps))
    tiny = tuple(_known(step, [other.tiny.steps[n] for other in others]) for n, step in enumerate(technique.tiny.steps))
    if steps == technique.steps and tiny == technique.tiny.steps:
        return technique
    return technique.model_copy(update={"steps": steps, "tiny": technique.tiny.model_copy(update={"steps": tiny})})


def _known(step: Step, others: list[Step]) -> Step:
    if not isinstance(step, ChoiceStep) or not any(option.opens in HELPING for option in step.options):
        return step
    spoken = [other.options for other in others if isinstance(other, ChoiceStep)]
    options = tuple(
        option.model_copy(update={"translated": tuple(each[n].label for each in spoken)})
        for n, option in enumerate(step.options)
    )
    return step.model_copy(update={"options": options})
