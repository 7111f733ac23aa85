"""`make test`: every test in its order, what a browser walked only the second time, and what could not run here."""

import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

from deploy.local import web
from deploy.local.environment import PYTHON, ROOT, prepare

ENDS = {1: "the tests named above", 2: "the run was interrupted or a file could not be read", 5: "no test was chosen"}
LAST_FOLDERS = ("integration", "browser")  # What takes longest and needs most comes last.
BROWSER = "tests/browser"
FEW = 3
"""Of the browser's tests; more than these have a reason that a second walk would only hide."""


def test(arguments: list[str]) -> int:
    """Unit and property tests first, then integration; the end names what could not run here.

    Without a path among the arguments everything is run, the web app's own tests first.
    """
    prepare()
    everything = not any(Path(each.split("::")[0]).exists() for each in arguments)
    unwell = web.script("test") if everything else 0
    chosen = [*arguments, *folders()] if everything else arguments
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = pytest("--junitxml", str(report), *chosen)
        if code == 1 and few_of_the_browser(failed(report)):
            code = walk_again(failed(report))
        tell_the_end(report, code)
    if unwell:
        print("FAILED: the web app's own tests, named at the beginning", flush=True)
    return 1 if code or unwell else 0


def pytest(*arguments: str) -> int:
    # The older family of reports, because tests may note what they measured; the newer one refuses that.
    command = [str(PYTHON), "-m", "pytest", "-o", "junit_family=xunit1", *arguments]
    return subprocess.run(command, check=False).returncode


def walk_again(names: list[str]) -> int:
    """A browser on a busy machine is late now and then; what fails twice fails, what fails once is named."""
    print(f"== Walked a second time, because the first failed: {', '.join(names)}", flush=True)
    return pytest("--last-failed", "--last-failed-no-failures=none", BROWSER)


def failed(report: Path) -> list[str]:
    if not report.exists():
        return []
    unwell = [case for case in cases(report) if case.find("failure") is not None or case.find("error") is not None]
    return sorted({f"{case.get('file')}::{case.get('name')}" for case in unwell})


def few_of_the_browser(names: list[str]) -> bool:
    return 0 < len(names) <= FEW and all(each.startswith(f"{BROWSER}/") for each in names)


def tell_the_end(report: Path, code: int) -> None:
    """The closing lines of a test run: what could not run here, and whether all of it went well."""
    if report.exists():
        tell_what_could_not_run(report)
    if code:
        print(f"FAILED: {ENDS.get(code, f'pytest ended with {code}, before its end')}", flush=True)


def tell_what_could_not_run(report: Path) -> None:
    skipped = [
        f"  {case.get('classname')}.{case.get('name')}: {reason.get('message')}"
        for case in cases(report)
        for reason in case.iter("skipped")
    ]
    print("\n".join(["Could not run here:", *skipped]) if skipped else "Nothing was skipped.")


def cases(report: Path) -> Iterator[ElementTree.Element]:
    return ElementTree.parse(report).iter("testcase")


def folders() -> list[str]:
    children = [each for each in (ROOT / "tests").iterdir() if each.is_dir() and any(each.rglob("test_*.py"))]
    return [str(each.relative_to(ROOT)) for each in sorted(children, key=lambda each: place_of(each.name))]


def place_of(name: str) -> tuple[int, str]:
    return (LAST_FOLDERS.index(name) + 1 if name in LAST_FOLDERS else 0, name)
