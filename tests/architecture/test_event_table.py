"""docs/architecture.md says who says what and who hears it; this compares it with the code."""

import importlib
import importlib.util
import re
from pathlib import Path

from shared.events import CONTRACTS

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `([a-z_.]+)` \| (\w+) \|([^|]*)\|$", re.MULTILINE)


def table() -> dict[str, tuple[str, set[str]]]:
    text = (ROOT / "docs" / "architecture.md").read_text()
    return {event: (producer, set(re.findall(r"\w+", heard))) for event, producer, heard in ROW.findall(text)}


def consumers() -> dict[str, set[str]]:
    """Who hears what, from each service's HANDLERS."""
    heard: dict[str, set[str]] = {event: set() for event in CONTRACTS}
    for folder in sorted((ROOT / "services").iterdir()):
        name = f"services.{folder.name}.consumers"
        if (folder / "consumers.py").exists():
            for event in importlib.import_module(name).HANDLERS:
                heard[event].add(folder.name)
    return heard


def test_the_table_names_every_event_and_its_producer() -> None:
    assert {event: producer for event, (producer, _) in table().items()} == {
        event: contract.producer for event, contract in CONTRACTS.items()
    }


def test_the_table_names_every_consumer() -> None:
    assert {event: heard for event, (_, heard) in table().items()} == consumers()
