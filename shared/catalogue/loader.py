"""Reads the catalogue's files into frozen models and refuses whatever is not whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from pydantic import Field

from shared.catalogue.checks import opening_faults, technique_faults
from shared.catalogue.learn import LearnPage, page_faults, page_texts, read_pages
from shared.catalogue.model import Care, Catalogue, Caution, Emotion, Level, Ring, Technique
from shared.catalogue.sheets import FOLDER, CatalogueFault, Sheet, read_sheet, validated
from shared.catalogue.sources import Reference
from shared.catalogue.steps import Kind
from shared.catalogue.translations import read_languages, with_labels
from shared.catalogue.words import FORBIDDEN, AllowedWord, texts_of, word_faults

Check = Callable[[Catalogue], Iterator[str]]


class Codes(Sheet):
    """codes.yaml: the version, and the lists that are neither emotions nor techniques."""

    version: int = Field(ge=1, strict=True)
    families: tuple[str, ...]
    levels: dict[Level, int]
    step_kinds: dict[Kind, str]
    caution_codes: dict[Caution, str]
    unanswered_rule: str
    deliberately_left_out: tuple[str, ...]
    allowed_words: tuple[AllowedWord, ...]


class Wheel(Sheet):
    """emotions.yaml: the wheel, nested as it is drawn."""

    count: int
    rings: dict[Ring, int]
    repeated_labels: tuple[str, ...]
    care_codes: dict[Care, str]
    emotions: list[dict[str, Any]]


class Sources(Sheet):
    """references.yaml."""

    references: dict[str, Reference]


class Family(Sheet):
    """One file of techniques/."""

    family: str
    techniques: list[dict[str, Any]]


@cache
def load_catalogue() -> Catalogue:
    """The catalogue of this installation. Read once; raises CatalogueFault."""
    return read_catalogue(FOLDER)


def read_catalogue(folder: Path, also: Sequence[Check] = ()) -> Catalogue:
    """The catalogue in `folder`; raises CatalogueFault with every fault that was found.

    `also` are checks beside the loader's own, for which a service that serves the catalogue has no need.
    """
    codes = read_sheet(Codes, folder / "codes.yaml")
    wheel = read_sheet(Wheel, folder / "emotions.yaml")
    references = read_sheet(Sources, folder / "references.yaml").references
    faults: list[str] = []
    emotions = _emotions(wheel, faults)
    techniques = _techniques(folder / "techniques", codes.families, faults)
    pages = read_pages(folder / "learn", faults)
    faults += _code_faults(codes, wheel, emotions, {*techniques, *pages})
    faults += _reference_faults(references)
    faults += _technique_faults(codes, emotions, techniques, references)
    faults += _page_faults(codes, pages, references)
    languages = read_languages(folder / "translations", techniques, pages, faults)
    catalogue = Catalogue(
        version=codes.version,
        emotions=MappingProxyType(emotions),
        techniques=MappingProxyType(with_labels(techniques, languages)),
        references=MappingProxyType(references),
        learn=MappingProxyType(pages),
        languages=MappingProxyType(languages),
        families=codes.families,
        cares=MappingProxyType({str(code): words for code, words in wheel.care_codes.items()}),
        caution_labels=MappingProxyType({str(code): words for code, words in codes.caution_codes.items()}),
    )
    faults += [fault for check in also for fault in check(catalogue)]
    if faults:
        raise CatalogueFault(faults)
    return catalogue


def _emotions(wheel: Wheel, faults: list[str]) -> dict[str, Emotion]:
    emotions: dict[str, Emotion] = {}
    for entry in _flattened(wheel.emotions, None):
        where = f"emotions.yaml: {entry.get('id', '?')}"
        emotion = validated(Emotion, entry, where, faults)
        if emotion is None:
            continue
        if emotion.id in emotions:
            faults.append(f"{where}: id: stands twice")
        if emotion.ring != get_args(Ring)[min(len(emotion.path), 3) - 1]:
            faults.append(f"{where}: ring: does not belong to an id of {len(emotion.path)} parts")
        if emotion.parent is not None and emotion.path[:-1][-1:] != (emotion.parent,):
            faults.append(f"{where}: id: has to begin with {emotion.parent}")
        emotions[emotion.id] = emotion
    return emotions


def _flattened(entries: list[dict[str, Any]], parent: str | None) -> Iterator[dict[str, Any]]:
    """The nested wheel as a flat list in its own order; children become ids."""
    for entry in entries:
        children = entry.get("children", [])
        core = str(entry.get("id")).split(".")[0]
        yield {**entry, "children": [child.get("id") for child in children], "parent": parent, "core": core}
        yield from _flattened(children, entry.get("id"))


def _techniques(folder: Path, families: tuple[str, ...], faults: list[str]) -> dict[str, Technique]:
    """Every technique, in the order of the families; a file of no known family is a fault."""
    files = {path.stem for path in folder.glob("*.yaml")}
    faults += [f"techniques/{name}.yaml: is not a family of codes.yaml" for name in sorted(files - set(families))]
    techniques: dict[str, Technique] = {}
    for name in families:
        for technique in _family(folder, name, faults):
            if technique.id in techniques:
                faults.append(f"techniques/{name}.yaml: {technique.id}: id: stands twice")
            techniques[technique.id] = technique
    return techniques


def read_family(folder: Path, name: str) -> list[Technique]:
    """The techniques of one family's file that have their right shape; raises CatalogueFault if it is no such file."""
    return _family(folder / "techniques", name, [])


def _family(folder: Path, name: str, faults: list[str]) -> list[Technique]:
    sheet = read_sheet(Family, folder / f"{name}.yaml")
    if sheet.family != name:
        faults.append(f"techniques/{name}.yaml: family: has to be {name}")
    read = (
        validated(Technique, {**entry, "family": name}, f"techniques/{name}.yaml: {entry.get('id', '?')}", faults)
        for entry in sheet.techniques
    )
    return [technique for technique in read if technique is not None]


def _technique_faults(
    codes: Codes,
    emotions: Mapping[str, Emotion],
    techniques: Mapping[str, Technique],
    references: Mapping[str, Reference],
) -> Iterator[str]:
    found = list(opening_faults(techniques))
    for technique in techniques.values():
        found += [(technique.id, fault) for fault in technique_faults(technique, emotions, references)]
        faults = word_faults(technique.id, texts_of(technique), codes.allowed_words)
        found += [(technique.id, fault) for fault in faults]
    for name, fault in found:
        yield f"techniques/{techniques[name].family}.yaml: {name}: {fault}"


def _page_faults(codes: Codes, pages: Mapping[str, LearnPage], references: Mapping[str, Reference]) -> Iterator[str]:
    for page in pages.values():
        found = [*page_faults(page, references), *word_faults(page.id, page_texts(page), codes.allowed_words)]
        yield from (f"learn/{page.id}.yaml: {fault}" for fault in found)


def _reference_faults(references: Mapping[str, Reference]) -> Iterator[str]:
    for name, reference in references.items():
        if str(reference.year) not in name:
            yield f"references.yaml: references.{name}: year: is {reference.year}, and the id says another"


def _code_faults(codes: Codes, wheel: Wheel, emotions: Mapping[str, Emotion], written: set[str]) -> Iterator[str]:
    """Lists of codes that are not complete, counts that are not kept, permissions that allow nothing."""
    for where, listed, kind in (
        ("codes.yaml: levels", set[str](codes.levels), Level),
        ("codes.yaml: step_kinds", set[str](codes.step_kinds), Kind),
        ("codes.yaml: caution_codes", set[str](codes.caution_codes), Caution),
        ("emotions.yaml: care_codes", set[str](wheel.care_codes), Care),
    ):
        yield from (f"{where}: {code} is missing" for code in sorted(set(get_args(kind)) - listed))
    found = {ring: sum(emotion.ring == ring for emotion in emotions.values()) for ring in wheel.rings}
    if len(emotions) != wheel.count or found != wheel.rings:
        yield f"emotions.yaml: count: says {wheel.count} in {wheel.rings}, found {len(emotions)} in {found}"
    for allowed in codes.allowed_words:
        if allowed.word not in FORBIDDEN or allowed.id not in written:
            yield f"codes.yaml: allowed_words: {allowed.id}: {allowed.word!r} allows nothing"
