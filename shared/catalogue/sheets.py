"""One file of the catalogue in its shape, or what is wrong with it."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

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


def read_sheet(kind: type[M], path: Path, name: str | None = None) -> M:
    """One file in the shape of `kind`; raises CatalogueFault, in which the file is called `name`."""
    name = name or path.name
    try:
        raw = yaml.load(path.read_bytes(), Loader=_LOADER)
    except FileNotFoundError:
        raise CatalogueFault([f"{name}: is missing"]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CatalogueFault([f"{name}: is not YAML near line {mark.line + 1 if mark else '?'}"]) from None
    faults: list[str] = []
    sheet = validated(kind, raw, name, faults)
    if sheet is None:
        raise CatalogueFault(faults)
    return sheet


def validated(kind: type[M], raw: Any, where: str, faults: list[str]) -> M | None:
    """`raw` in the shape of `kind`, or None and each fault added to `faults`."""
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        for each in error.errors(include_url=False):
            field = ".".join(str(part) for part in each["loc"])
            faults.append(f"{where}: {field}: {each['msg']}" if field else f"{where}: {each['msg']}")
        return None
