"""constraints/*.txt are cut from one resolution: what a service is tested with is what it is shipped with."""

import re
from pathlib import Path

import pytest

from deploy.local import pins

PINS = pins.FOLDER
SERVICES = [extra for extra in pins.extras() if extra != "dev"]


def pinned(path: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Name to version with marker, and hashes."""
    entries = re.split(r"\n(?=\S)", path.read_text())
    lines = [entry.replace("\\\n", " ") for entry in entries if "==" in entry]
    return {
        line.split("==")[0]: (
            line.split("==")[1].split("--hash=")[0].strip(),
            frozenset(re.findall(r"--hash=(\S+)", line)),
        )
        for line in lines
    }


def test_every_service_has_an_extra_and_every_extra_a_file() -> None:
    services = [each.parent.name for each in (PINS.parent / "services").glob("*/__main__.py")]
    assert sorted(services) == SERVICES
    assert sorted(each.stem for each in PINS.glob("*.txt")) == sorted(pins.extras())


@pytest.mark.parametrize("extra", SERVICES)
def test_a_service_pins_exactly_what_dev_pins(extra: str) -> None:
    dev, own = pinned(PINS / "dev.txt"), pinned(PINS / f"{extra}.txt")
    assert own
    assert {name: own[name] for name in own if own[name] != dev.get(name)} == {}


@pytest.mark.parametrize("extra", pins.extras())
def test_every_pin_has_hashes_and_no_line_names_a_host(extra: str) -> None:
    path = PINS / f"{extra}.txt"
    assert [name for name, (_, hashes) in pinned(path).items() if not hashes] == []
    assert not re.search(r"://|^\s*-(i|f|-index|-extra-index|-find-links)", path.read_text(), re.MULTILINE)
