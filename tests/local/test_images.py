"""What the Dockerfile promises: an image holds shared/ and one service, and that with its own pins is enough."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.local.test_constraints import PINS, SERVICES

ROOT = Path(__file__).resolve().parents[2]
LOADER = Path(__file__).with_name("closed_world.py")


def image_of(service: str, folder: Path) -> Path:
    """The files that the Dockerfile copies for this service."""
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "shared", folder / "shared", ignore=unwanted)
    shutil.copytree(ROOT / "services" / service, folder / "services" / service, ignore=unwanted)
    shutil.copy(ROOT / "services" / "__init__.py", folder / "services" / "__init__.py")
    return folder


def load(folder: Path, service: str) -> subprocess.CompletedProcess[str]:
    """Import everything there is; the installed checkout cannot help out.

    Who hears nothing needs no part of shared/ but what the service itself imports; hearing is imported when it begins.
    """
    hears = (folder / "services" / service / "consumers.py").exists()
    packages = [f"services.{service}", *(["shared"] if hears else [])]
    return subprocess.run(
        [sys.executable, str(LOADER), str(PINS / f"{service}.txt"), *packages],
        env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_needs_only_shared_and_its_own_pins(service: str, tmp_path: Path) -> None:
    done = load(image_of(service, tmp_path), service)
    assert done.returncode == 0, done.stderr[-2000:]
    assert {f"services.{service}.main", f"services.{service}.__main__"} <= set(done.stdout.split())


def test_a_service_that_needs_more_is_noticed(tmp_path: Path) -> None:
    folder = image_of(SERVICES[0], tmp_path)
    borrowing = folder / "services" / SERVICES[0] / "borrowing.py"
    for borrowed in (f"services.{SERVICES[1]}", "pytest"):
        borrowing.write_text(f"import {borrowed}\n")
        done = load(folder, SERVICES[0])
        assert done.returncode != 0
        assert "ModuleNotFoundError" in done.stderr


def test_the_dockerfile_copies_these_and_nothing_else() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line.split()[1] for line in lines if line.startswith("COPY")] == [
        "constraints/${SERVICE}.txt",
        "shared/",
        "services/__init__.py",
        "services/${SERVICE}/",
    ]


def test_the_process_in_an_image_is_nobody_in_particular() -> None:
    users = [line.split()[1] for line in (ROOT / "Dockerfile").read_text().splitlines() if line.startswith("USER")]
    assert users
    assert all(int(part) > 0 for part in users[-1].split(":"))


def test_any_builder_understands_the_dockerfile() -> None:
    """Nothing that only BuildKit knows: mounts, here-documents, options of COPY, a syntax line to be fetched."""
    text = (ROOT / "Dockerfile").read_text()
    assert not [word for word in ("--mount", "<<", "COPY --", "ADD ", "# syntax", "TARGETARCH") if word in text]
    assert text.count("\nFROM ") == 1


def test_only_the_image_that_draws_reports_gets_what_sets_type() -> None:
    (installing,) = [each for each in (ROOT / "Dockerfile").read_text().split("RUN ") if "apt-get install" in each]
    assert installing.startswith('if [ "${SERVICE}" = reports ]; then')
    assert {"fonts-dejavu-core", "libpango-1.0-0", "libpangoft2-1.0-0"} <= set(installing.split())
