"""Reads the catalogue's files into frozen models and refuses whatever is not whole."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.catalogue.checks import opening_faults, technique_faults
from shared.catalogue.model import Care, Catalogue, Caution, Emotion, Level, Reference, Ring, Technique
from shared.catalogue.steps import Kind
from shared.catalogue.words import FORBIDDEN, AllowedWord, word_faults

FOLDER = Path(__file__).parent
# The C parser is some ten times as fast; the other one reads the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

M = TypeVar("M", bound=BaseModel)


class CatalogueFault(Exception):
    """The catalogue is not whole; `faults` names the file, the entry and the field of each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Sheet(BaseModel):
    """What a whole file has to look like."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in `folder`; raises CatalogueFault with every fault that was found."""
    codes = read_sheet(Codes, folder / "codes.yaml")
    wheel = read_sheet(Wheel, folder / "emotions.yaml")
    references = read_sheet(Sources, folder / "references.yaml").references
    faults: list[str] = []
    emotions = _emotions(wheel, faults)
    techniques = _techniques(folder / "techniques", codes.families, faults)
    faults += _whole_faults(codes, wheel, emotions, techniques, references)
    if faults:
        raise CatalogueFault(faults)
    return Catalogue(
        version=codes.version,
        emotions=MappingProxyType(emotions),
        techniques=MappingProxyType(techniques),
        references=MappingProxyType(references),
        families=codes.families,
        cares=MappingProxyType({str(code): words for code, words in wheel.care_codes.items()}),
        caution_labels=MappingProxyType({str(code): words for code, words in codes.caution_codes.items()}),
    )


def read_sheet(kind: type[M], path: Path) -> M:
    """One file in the shape of `kind`; raises CatalogueFault."""
    try:
        raw = yaml.load(path.read_bytes(), Loader=_LOADER)
    except FileNotFoundError:
        raise CatalogueFault([f"{path.name}: is missing"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CatalogueFault([f"{path.name}: is not YAML near line {mark.line + 1 if mark else '?'}"]) from None
    faults: list[str] = []
    sheet = _validated(kind, raw, path.name, faults)
    if sheet is None:
        raise CatalogueFault(faults)
    return sheet


def _validated(kind: type[M], raw: Any, where: str, faults: list[str]) -> M | None:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            field = ".".join(str(part) for part in each["loc"])
            faults.append(f"{where}: {field}: {each['msg']}" if field else f"{where}: {each['msg']}")
        return None


def _emotions(wheel: Wheel, faults: list[str]) -> dict[str, Emotion]:
    emotions: dict[str, Emotion] = {}
    for entry in _flattened(wheel.emotions, None):
        where = f"emotions.yaml: {entry.get('id', '?')}"
        emotion = _validated(Emotion, entry, where, faults)
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
        sheet = read_sheet(Family, folder / f"{name}.yaml")
        if sheet.family != name:
            faults.append(f"techniques/{name}.yaml: family: has to be {name}")
        for entry in sheet.techniques:
            where = f"techniques/{name}.yaml: {entry.get('id', '?')}"
            technique = _validated(Technique, {**entry, "family": name}, where, faults)
            if technique is not None and technique.id in techniques:
                faults.append(f"{where}: id: stands twice")
            if technique is not None:
                techniques[technique.id] = technique
    return techniques


def _whole_faults(
    codes: Codes,
    wheel: Wheel,
    emotions: Mapping[str, Emotion],
    techniques: Mapping[str, Technique],
    references: Mapping[str, Reference],
) -> Iterator[str]:
    """What is wrong between things that each have their right shape."""
    yield from _code_faults(codes, wheel, emotions, techniques)
    found = list(opening_faults(techniques))
    for technique in techniques.values():
        found += [(technique.id, fault) for fault in technique_faults(technique, emotions, references)]
        found += [(technique.id, fault) for fault in word_faults(technique, codes.allowed_words)]
    for name, fault in found:
        yield f"techniques/{techniques[name].family}.yaml: {name}: {fault}"


def _code_faults(
    codes: Codes, wheel: Wheel, emotions: Mapping[str, Emotion], techniques: Mapping[str, Technique]
) -> Iterator[str]:
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
        if allowed.word not in FORBIDDEN or allowed.technique not in techniques:
            yield f"codes.yaml: allowed_words: {allowed.technique}: {allowed.word!r} allows nothing"
