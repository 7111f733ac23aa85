"""constraints/*.txt are cut from one resolution: what a service is tested with is what it is shipped with."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.local import pins

PINS = pins.FOLDER
SERVICES = [extra for extra in pins.extras() if extra != "dev"]


def pinned(path: Path) -> dict[str, tuple[str, frozenset[str]]]:
    """Name to version and hashes. Not the marker: it also says for whom else something else needs the same."""
    entries = re.split(r"\n(?=\S)", path.read_text())
    lines = [entry.replace("\\\n", " ") for entry in entries if "==" in entry]
    return {
        line.split("==")[0]: (
            line.split("==")[1].split("--hash=")[0].split(";")[0].strip(),
            frozenset(re.findall(r"--hash=(\S+)", line)),
        )
        for line in lines
    }


def test_every_service_has_an_extra_and_every_extra_a_file() -> None:
    services = [each.parent.name for each in (PINS.parent / "services").glob("*/__main__.py")]
    assert sorted(services) == SERVICES
    assert sorted(each.stem for each in PINS.glob("*.txt")) == sorted([*pins.extras(), pins.NODE])


@pytest.mark.parametrize("extra", SERVICES)
def test_a_service_pins_exactly_what_dev_pins(extra: str) -> None:
    dev, own = pinned(PINS / "dev.txt"), pinned(PINS / f"{extra}.txt")
    assert own
    assert {name: own[name] for name in own if own[name] != dev.get(name)} == {}


@pytest.mark.parametrize("extra", [*pins.extras(), pins.NODE])
def test_every_pin_has_hashes_and_no_line_names_a_host(extra: str) -> None:
    path = PINS / f"{extra}.txt"
    assert [name for name, (_, hashes) in pinned(path).items() if not hashes] == []
    assert not re.search(r"://|^\s*-(i|f|-index|-extra-index|-find-links)", path.read_text(), re.MULTILINE)


@pytest.mark.parametrize("extra", pins.extras())
def test_everything_that_is_asked_for_is_pinned_to_a_version_that_fits(extra: str) -> None:
    """Fails when pyproject.toml was changed and `make constraints` was forgotten."""
    project = tomllib.loads((PINS.parent / "pyproject.toml").read_text())["project"]
    wanted = [Requirement(each) for each in [*project["dependencies"], *project["optional-dependencies"][extra]]]
    assert unfitting(wanted, extra) == []


def test_the_node_that_is_asked_for_is_pinned_to_a_version_that_fits() -> None:
    groups = tomllib.loads((PINS.parent / "pyproject.toml").read_text())["dependency-groups"]
    assert unfitting([Requirement(each) for each in groups[pins.NODE]], pins.NODE) == []


def unfitting(wanted: list[Requirement], name: str) -> list[str]:
    """Which of these are not pinned in the file of this name, or to a version that does not fit."""
    found = {canonicalize_name(each): version for each, (version, _) in pinned(PINS / f"{name}.txt").items()}
    return [
        str(each)
        for each in wanted
        if each.name != "smallhours"
        and not each.specifier.contains(found.get(canonicalize_name(each.name), "0"), prereleases=True)
    ]
