"""The virtual environment everything runs in: made when missing, brought up to date when the constraints change.

Standard library only: this runs before anything is installed.
"""

import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
STAMP = FOLDER / "smallhours-installed"
DEMO_FOLDER = ROOT / "var" / "demo"
PINNED = ROOT / "constraints" / "dev.txt"
NO_VENV = (
    "This Python has no venv or no pip ({}).\n"
    "On Debian and Ubuntu: apt-get install python3-venv\n"
    "Or name another Python: make PYTHON=python3.11 demo"
)


class NotReady(Exception):
    """The environment cannot be made here; the text says what to do."""


def prepare() -> Path:
    """Return the Python of an environment that holds exactly what is pinned and this very folder."""
    lock = ROOT / "var" / "environment.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not up_to_date():
            install()
    return PYTHON


def wanted() -> str:
    """What the stamp of a finished installation says: this Python's version and the pinned packages."""
    version = "{}.{}".format(*sys.version_info[:2])
    return f"{version} {hashlib.sha256(PINNED.read_bytes()).hexdigest()}"


def up_to_date() -> bool:
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted()


def install() -> None:
    begun = time.monotonic()
    print("Installing what constraints/dev.txt pins into .venv; the first time this takes a minute or two.", flush=True)
    make_folder()
    pip("install", "--require-hashes", "-r", str(PINNED))
    pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(wanted())
    print(f"Installed in {time.monotonic() - begun:.0f} s.", flush=True)


def make_folder() -> None:
    """Make .venv, or make it again when another version of Python made it."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise NotReady(NO_VENV.format(sys.executable))
    if not same_python():
        ran = subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], check=False)
        if ran.returncode:
            raise NotReady(NO_VENV.format(sys.executable))


def same_python() -> bool:
    if not PYTHON.exists():
        return False
    asked = [str(PYTHON), "-c", "import sys, pip; print('{}.{}'.format(*sys.version_info[:2]))"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return answer == "{}.{}".format(*sys.version_info[:2])


def pip(*arguments: str) -> None:
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    command = [str(PYTHON), "-m", "pip", *arguments, "-qq", "--progress-bar", "off"]
    if subprocess.run(command, env=quiet, check=False, cwd=ROOT).returncode:
        raise NotReady("pip could not install what is pinned; its own words are above. Nothing was started.")
