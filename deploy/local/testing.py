"""`make test`: every test, what a browser walked only the second time, and what could not run here."""

import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.local import web
from deploy.local.environment import PYTHON, ROOT, prepare

ENDS = {1: "the tests named above", 2: "the run was interrupted or a file could not be read", 5: "no test was chosen"}
BROWSER = "tests/browser"
LAST = ("tests/integration", BROWSER)
FEW = 3
"""Of the browser's tests; more than these have a reason that a second walk would only hide."""


@dataclass(frozen=True, slots=True)
class Part:
    """One run of pytest. What is `kept` is told when all have ended, so that two do not speak at once."""

    arguments: Sequence[str]
    folder: Path
    kept: bool = False

    @property
    def report(self) -> Path:
        return self.folder / "report.xml"

    @property
    def said(self) -> Path:
        return self.folder / "said.txt"

    def begin(self) -> "subprocess.Popen[bytes]":
        self.folder.mkdir()
        # The older family of reports, because tests may note what they measured; the newer one refuses that.
        written = ["-o", "junit_family=xunit1", "--junitxml", str(self.report)]
        command = [str(PYTHON), "-m", "pytest", *written, *self.arguments]
        if not self.kept:
            return subprocess.Popen(command)
        with self.said.open("wb") as said:
            return subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)


def test(arguments: list[str]) -> int:
    """Every test, or those that are named; the end names what could not run here.

    Without a path among the arguments the web app's own tests come first, then two runs side by side, which use two
    cores better than one would: what a browser walks, and everything else, integration last.
    """
    prepare()
    everything = not any(Path(each.split("::")[0]).exists() for each in arguments)
    unwell = web.script("test") if everything else 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = side_by_side(arguments, folder) if everything else [Part(arguments, folder / "chosen")]
        codes = run(parts)
        names = sorted(failed(parts))
        if max(codes) == 1 and few_of_the_browser(names):
            codes = walk_again(names, folder)
        tell_the_end(parts, codes)
    if unwell:
        print("FAILED: the web app's own tests, named at the beginning", flush=True)
    return 1 if any(codes) or unwell else 0


def side_by_side(arguments: Sequence[str], folder: Path) -> list[Part]:
    *others, browser = folders()
    # Only one of them can write down for later what failed.
    apart = [*arguments, "-p", "no:cacheprovider", browser]
    return [Part([*arguments, *others], folder / "others"), Part(apart, folder / "browser", kept=True)]


def run(parts: Sequence[Part]) -> list[int]:
    """The exit code of each; all have ended when this returns."""
    begun = [part.begin() for part in parts]
    try:
        return [each.wait() for each in begun]
    finally:
        for each in begun:
            each.kill()
        for part in parts:
            if part.kept:
                print(part.said.read_text(errors="replace"), flush=True)


def walk_again(names: list[str], folder: Path) -> list[int]:
    """A browser on a busy machine is late now and then; what fails twice fails, what fails once is named."""
    print(f"== Walked a second time, because the first failed: {', '.join(names)}", flush=True)
    return run([Part(names, folder / "again")])


def failed(parts: Iterable[Part]) -> Iterator[str]:
    for case in cases(parts):
        if case.find("failure") is not None or case.find("error") is not None:
            yield f"{case.get('file')}::{case.get('name')}"


def few_of_the_browser(names: Sequence[str]) -> bool:
    return 0 < len(names) <= FEW and all(each.startswith(f"{BROWSER}/") for each in names)


def tell_the_end(parts: Sequence[Part], codes: Iterable[int]) -> None:
    """The closing lines of a test run: what could not run here, and whether all of it went well."""
    if any(part.report.exists() for part in parts):
        tell_what_could_not_run(parts)
    for code in sorted({each for each in codes if each}):
        print(f"FAILED: {ENDS.get(code, f'pytest ended with {code}, before its end')}", flush=True)


def tell_what_could_not_run(parts: Iterable[Part]) -> None:
    skipped = [
        f"  {case.get('classname')}.{case.get('name')}: {reason.get('message')}"
        for case in cases(parts)
        for reason in case.iter("skipped")
    ]
    print("\n".join(["Could not run here:", *skipped]) if skipped else "Nothing was skipped.", flush=True)


def cases(parts: Iterable[Part]) -> Iterator[ElementTree.Element]:
    for part in parts:
        if part.report.exists():
            yield from ElementTree.parse(part.report).iter("testcase")


def folders() -> list[str]:
    """What takes longest and needs most comes last."""
    children = [each for each in (ROOT / "tests").iterdir() if each.is_dir() and any(each.rglob("test_*.py"))]
    names = {str(each.relative_to(ROOT)) for each in children}
    return [*sorted(names - {*LAST}), *LAST]
