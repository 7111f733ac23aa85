"""Builds the web app: finds a Node, installs what its lock file pins, and builds when a source has changed.

Standard library only, as far as importing goes: where the machine has no Node of its own, one comes from a package
into the virtual environment.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.environment import FOLDER, ROOT, NotReady, pip

WEB = ROOT / "web"
NODE_PINNED = ROOT / "constraints" / "node.txt"
STAMPS = ROOT / "var" / "web"
OLDEST_NODE = (20, 19)
NOT_SOURCES = {"node_modules", "dist", "tests"}
NO_NODE = (
    "The web app needs Node {}.{} or later with npm. There is none here, and pip could not install the one that\n"
    "constraints/node.txt pins. Put a Node on the PATH, from nodejs.org or from your system, and try again."
)


@dataclass(frozen=True)
class Build:
    """One way to build. `settings` go into the build; `folder` is where it is written."""

    name: str
    folder: Path
    mode: str = "production"
    settings: Mapping[str, str] = field(default_factory=dict)


# Numbers that nobody has checked are shown only in the demo and in tests, or where an operator says so.
RELEASE = Build("release", WEB / "dist")
DEMO = Build("demo", STAMPS / "demo", settings={"SHOW_UNCHECKED_NUMBERS": "true"})
TEST = Build("test", STAMPS / "test", mode="test", settings={"SHOW_UNCHECKED_NUMBERS": "true"})


def built(build: Build) -> Path | None:
    """The folder of this build, if it was ever made."""
    return build.folder if (build.folder / "index.html").exists() else None


def make(build: Build) -> Path:
    """Build unless nothing has changed since; returns the folder. Raises NotReady."""
    with one_at_a_time():
        environment = tools()
        stamp, wanted = STAMPS / f"{build.name}.stamp", fingerprint(build)
        if not built(build) or not says(stamp, wanted):
            carry_out(build, environment)
            stamp.write_text(wanted)
    return build.folder


def carry_out(build: Build, environment: dict[str, str]) -> None:
    begun = time.monotonic()
    command = ["npm", "run", "--silent", "build", "--", "--mode", build.mode, "--outDir", str(build.folder)]
    done = run([*command, "--emptyOutDir", "--logLevel", "warn"], {**environment, **build.settings})
    if done:
        raise NotReady("The web app could not be built; its own words are above. Nothing was started.")
    print(f"Built the web app in {time.monotonic() - begun:.0f} s.", flush=True)


def script(name: str, *arguments: str) -> int:
    """Run one of the scripts of web/package.json; its exit code is the answer. Raises NotReady."""
    with one_at_a_time():
        environment = tools()
    return run(["npm", "run", "--silent", name, "--", *arguments], environment)


def tools() -> dict[str, str]:
    """The environment for npm, with everything installed that the lock file pins. Raises NotReady."""
    environment = with_node()
    stamp, wanted = WEB / "node_modules" / ".smallhours", digest([WEB / "package-lock.json", WEB / "package.json"])
    if not says(stamp, wanted):
        print("Installing what web/package-lock.json pins; the first time this takes half a minute.", flush=True)
        if run(["npm", "ci", "--ignore-scripts", "--loglevel", "error"], environment):
            raise NotReady("npm could not install what is pinned; its own words are above. Nothing was started.")
        stamp.write_text(wanted)
    return environment


def with_node() -> dict[str, str]:
    """This process's environment, with a Node that is new enough on its PATH. Raises NotReady."""
    environment = {**os.environ, "CI": os.environ.get("CI", "true"), "NO_UPDATE_NOTIFIER": "1"}
    if will_do(environment):
        return environment
    environment["PATH"] = f"{FOLDER / 'bin'}{os.pathsep}{environment.get('PATH', '')}"
    if not will_do(environment):
        install_node()
    if not will_do(environment):
        raise NotReady(NO_NODE.format(*OLDEST_NODE))
    return environment


def will_do(environment: Mapping[str, str]) -> bool:
    """Whether `node` on this PATH is new enough and `npm` is there too."""
    path = environment.get("PATH", "")
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if not node or not npm:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return version_of(said) >= OLDEST_NODE


def version_of(said: str) -> tuple[int, ...]:
    """The first two numbers of "v20.19.1"; nothing else is a version."""
    numbers = said.strip().removeprefix("v").split(".")[:2]
    return tuple(int(each) for each in numbers) if all(each.isdigit() for each in numbers) else (0, 0)


def install_node() -> None:
    print("This machine has no Node that is new enough; installing the one that constraints/node.txt pins.", flush=True)
    try:
        pip("install", "--require-hashes", "-r", str(NODE_PINNED))
    except NotReady:
        raise NotReady(NO_NODE.format(*OLDEST_NODE)) from None


def run(command: list[str], environment: Mapping[str, str]) -> int:
    found = shutil.which(command[0], path=environment.get("PATH")) or command[0]
    sys.stdout.flush()
    return subprocess.run([found, *command[1:]], cwd=WEB, env=dict(environment), check=False).returncode


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands at once would install into the same folder."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    with (STAMPS / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def fingerprint(build: Build) -> str:
    chosen = os.environ.get("SHOW_UNCHECKED_NUMBERS", "")
    return digest(sorted(sources()), f"{build.mode} {sorted(build.settings.items())} {chosen}")


def sources() -> Iterator[Path]:
    for folder, folders, files in os.walk(WEB):
        folders[:] = [each for each in folders if each not in NOT_SOURCES]
        yield from (Path(folder) / each for each in files)


def digest(paths: list[Path], said: str = "") -> str:
    found = hashlib.sha256(said.encode())
    for path in paths:
        found.update(f"\n{path.relative_to(WEB)} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
    return found.hexdigest()


def says(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted
