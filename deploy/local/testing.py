"""`make test`: every test, what a browser walked only the second time, and what could not run here."""

import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from pathlib import Path

from deploy.local import web
from deploy.local.environment import PYTHON, ROOT, prepare

ENDS = {1: "the tests named above", 2: "the run was interrupted or a file could not be read", 5: "no test was chosen"}
BROWSER = "tests/browser"
LAST = ("tests/integration", BROWSER)
FAULTS = "tests/integration/faults"
FEW = 3
"""Of the browser's tests; more than these have a reason that a second walk would only hide."""


def test(arguments: list[str]) -> int:
    """Unit and property tests first, then integration, then the browser; the end names what could not run here.

    Without a path among the arguments everything but the faults is run, the web app's own tests first.
    """
    prepare()
    everything = not any(Path(each.split("::")[0]).exists() for each in arguments)
    unwell = web.script("test") if everything else 0
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = pytest(*arguments, *(chosen() if everything else ()), report=report)
        names = sorted(failed(report))
        if code == 1 and few_of_the_browser(names):
            code = walk_again(names, Path(folder) / "again.xml")
        tell_the_end(report, code)
    if unwell:
        print("FAILED: the web app's own tests, named at the beginning", flush=True)
    return 1 if code or unwell else 0


def faults(arguments: list[str]) -> int:
    """What is killed, stopped or made to forget under load: minutes, and both cores for itself."""
    return test([FAULTS, *arguments])


def pytest(*arguments: str, report: Path) -> int:
    # The older family of reports, because tests may note what they measured; the newer one refuses that.
    written = ["-o", "junit_family=xunit1", "--junitxml", str(report)]
    return subprocess.run([str(PYTHON), "-m", "pytest", *written, *arguments], check=False).returncode


def walk_again(names: list[str], report: Path) -> int:
    """A browser on a busy machine is late now and then; what fails twice fails, what fails once is named."""
    print(f"== Walked a second time, because the first failed: {', '.join(names)}", flush=True)
    return pytest(*names, report=report)


def failed(report: Path) -> Iterator[str]:
    for case in cases(report):
        if case.find("failure") is not None or case.find("error") is not None:
            yield f"{case.get('file')}::{case.get('name')}"


def few_of_the_browser(names: Sequence[str]) -> bool:
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
    print("\n".join(["Could not run here:", *skipped]) if skipped else "Nothing was skipped.", flush=True)


def cases(report: Path) -> Iterator[ElementTree.Element]:
    return ElementTree.parse(report).iter("testcase") if report.exists() else iter(())


def chosen() -> list[str]:
    return [f"--ignore={FAULTS}", *folders()]


def folders() -> list[str]:
    """What takes longest and needs most comes last."""
    children = [each for each in (ROOT / "tests").iterdir() if each.is_dir() and any(each.rglob("test_*.py"))]
    names = {str(each.relative_to(ROOT)) for each in children}
    return [*sorted(names - {*LAST}), *LAST]
