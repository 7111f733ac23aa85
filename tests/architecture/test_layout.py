"""The closed lists: what may stand where, so that the folder list stays the table of contents."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = {"events", "catalogue", "log", "bus", "keyring", "database", "auth", "http", "settings", "telemetry"}
SERVICES = {"checkin", "router", "coach", "notifier", "reports", "clinic"}
SERVICE_FILES = {
    "__init__.py",
    "__main__.py",
    "decider.py",
    "consumers.py",
    "api.py",
    "api",
    "views.py",
    "settings.py",
    "main.py",
    "migrations",
}
OWN_FILES = {
    "router": {
        "client.py",
        "constants.py",
        "ranking",
        "first_line.py",
        "packs.py",
        "helped.py",
        "reasons.py",
        "episode.py",
        "refold.py",
        "profile.py",
        "recorded.py",
        "replayed.py",
        "rebuild.py",
        "streams.py",
        "clinics.py",
        "again.py",
        "tables.py",
        "explain.py",
        "comparing.py",
    },
    "coach": {"cards.py", "words.py", "plan", "page.py", "safety", "profile.py", "suitable.py"},
    "notifier": {
        "channels",
        "schedule.py",
        "delivery.py",
        "words.py",
        "rounds",
        "course.py",
        "facts.py",
        "latest.py",
        "asking.py",
    },
    "reports": {
        "consents.py",
        "findings.py",
        "picture",
        "charts",
        "render.py",
        "tasks.py",
        "templates",
        "handing.py",
        "ledger.py",
        "pool.py",
        "words.py",
    },
    "clinic": {"operator.py"},
    "checkin": set[str](),
}
FORBIDDEN_NAMES = ("utils", "helpers", "common", "base", "manager")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [Path(line) for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def inside(folder: Path) -> set[str]:
    depth = len(folder.parts)
    return {path.parts[depth] for path in tracked() if path.parts[:depth] == folder.parts}


def test_shared_is_a_closed_list() -> None:
    assert {name.removesuffix(".py") for name in inside(Path("shared"))} - {"__init__"} == SHARED


def test_the_services_are_the_ones_we_know() -> None:
    assert inside(Path("services")) - {"__init__.py"} == SERVICES


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a_service_holds_only_the_agreed_files(service: str) -> None:
    assert inside(Path("services") / service) <= SERVICE_FILES | OWN_FILES[service]
    assert {"__init__.py", "__main__.py", "settings.py", "main.py"} <= inside(Path("services") / service)


def test_nothing_is_called_by_a_name_that_says_nothing() -> None:
    code = [path for path in tracked() if path.suffix in {".py", ".ts", ".tsx"}]
    assert not [str(path) for path in code if {part.split(".")[0] for part in path.parts} & set(FORBIDDEN_NAMES)]


def test_no_source_file_outgrows_300_lines() -> None:
    code = [path for path in tracked() if path.suffix == ".py" and path.parts[0] in {"shared", "services", "deploy"}]
    assert not [str(path) for path in code if len((ROOT / path).read_text().splitlines()) > 300]
