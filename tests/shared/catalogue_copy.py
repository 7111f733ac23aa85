"""A copy of the catalogue to change, and what the loader says of it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.catalogue import CatalogueFault, read_catalogue
from shared.catalogue.sheets import FOLDER

Change = Callable[[dict[str, Any]], object]

PAGE: dict[str, Any] = {
    "id": "a-small-start",
    "title": "A small start",
    "lead": "Why a small start may be enough for today.",
    "audience": "client",
    "place": 1,
    "sections": [
        {
            "key": "why",
            "heading": "Why small",
            "texts": ["A small step is a step. It is easier to begin.", "You can stop at any point."],
            "points": ["One breath", "One line"],
        },
        {
            "key": "known",
            "heading": "What is known",
            "texts": ["In many studies, people who practised more also felt better. Nobody knows which came first."],
            "refs": ["kazantzis2016"],
        },
    ],
    "reviewed_by": [],
}


def copied(folder: Path) -> Path:
    """All the data, without pages and translations of its own, and one page."""
    ignored = shutil.ignore_patterns("*.py", "__pycache__", "learn", "translations")
    shutil.copytree(FOLDER, folder, ignore=ignored)
    (folder / "learn").mkdir()
    (folder / "learn" / "a-small-start.yaml").write_text(yaml.dump(PAGE, sort_keys=False))
    return folder


def edit(path: Path, change: Change) -> None:
    content = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
    change(content)
    path.write_text(yaml.dump(content, sort_keys=False, allow_unicode=True))


def faults_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(CatalogueFault) as caught:
        read_catalogue(folder)
    return caught.value.faults


def in_technique(name: str, change: Change) -> Change:
    def changed(family: dict[str, Any]) -> None:
        change(next(entry for entry in family["techniques"] if entry["id"] == name))

    return changed
