"""The targets of the Makefile: what they say when something is missing, and in which order tests run."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local import commands, environment, run, testing

ROOT = Path(__file__).resolve().parents[2]
REPORT = """<testsuites><testsuite>
<testcase classname="tests.a" name="test_x"><skipped message="no Docker here"/></testcase>
<testcase classname="tests.a" name="test_y"/>
</testsuite></testsuites>"""


def test_make_alone_lists_every_target() -> None:
    said = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert set(commands.COMMANDS) | {"help"} == set(targets)
    assert [line.split()[1] for line in said.splitlines()] == targets


def test_an_old_python_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later; this one is 3\.9"):
        run.main()


def test_a_python_without_pip_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "none")
    with pytest.raises(environment.NotReady, match="apt-get install python3-venv"):
        environment.make_folder()


def test_the_environment_is_up_to_date_until_the_pins_change(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PYTHON", "STAMP", "PINNED"):
        monkeypatch.setattr(environment, name, tmp_path / name)
        (tmp_path / name).write_text("")
    assert not environment.up_to_date()
    environment.STAMP.write_text(environment.wanted())
    assert environment.up_to_date()
    environment.PINNED.write_text("another==1")
    assert not environment.up_to_date()


def test_an_unknown_command_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run(["dance"]) == 2
    assert "demo, stop, web, test" in capsys.readouterr().err


def test_what_takes_longest_comes_last() -> None:
    folders = testing.folders()
    assert "tests/local" in folders
    assert folders[-2:] == ["tests/integration", "tests/browser"]


def test_faults_are_a_target_of_their_own_and_hold_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"--ignore={testing.FAULTS}" in testing.chosen()
    assert list((ROOT / testing.FAULTS).glob("test_*.py"))
    monkeypatch.setattr(testing, "test", len)
    assert testing.faults(["-x"]) == len([testing.FAULTS, "-x"])


def test_what_could_not_run_is_named_with_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    testing.tell_what_could_not_run(report)
    assert capsys.readouterr().out == "Could not run here:\n  tests.a.test_x: no Docker here\n"


@pytest.mark.parametrize("code", [1, 2, 5, -9])
def test_a_test_run_that_did_not_go_well_ends_with_failed(
    code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    testing.tell_the_end(tmp_path / "never-written.xml", code)
    assert capsys.readouterr().out.startswith("FAILED: ")
    testing.tell_the_end(tmp_path / "never-written.xml", 0)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("rule", "code"), [("False", 1), ("True", 0)])
def test_a_failing_test_fails_the_whole_run(rule: str, code: int, tmp_path: Path) -> None:
    path = tmp_path / "test_one.py"
    path.write_text(f"import pytest\ndef test_x(): assert {rule}\ndef test_y(): pytest.skip('no such thing here')\n")
    command = [sys.executable, "-m", "deploy.local.run", "test", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code
    closing = done.stdout.splitlines()[-3:]
    assert any(line.startswith("  ") and line.endswith("no such thing here") for line in closing)
    assert ("FAILED: the tests named above" in closing) is bool(code)


def report_of(folder: Path, *failing: str) -> Path:
    cases = "".join(f'<testcase file="{each}" name="test_x"><failure/></testcase>' for each in failing)
    (folder / "report.xml").write_text(f'<testsuite><testcase file="tests/a.py" name="test_y"/>{cases}</testsuite>')
    return folder / "report.xml"


@pytest.mark.parametrize(
    ("failing", "again"),
    [
        ([], False),
        (["tests/browser/test_a.py"], True),
        ([f"tests/browser/test_{each}.py" for each in "abc"], True),
        ([f"tests/browser/test_{each}.py" for each in "abcd"], False),
        (["tests/browser/test_a.py", "tests/integration/test_b.py"], False),
        (["tests/coach/test_b.py"], False),
    ],
)
def test_only_a_few_tests_of_the_browser_are_walked_a_second_time(
    failing: list[str], again: bool, tmp_path: Path
) -> None:
    assert testing.few_of_the_browser(list(testing.failed(report_of(tmp_path, *failing)))) is again


FLAKY = """
from pathlib import Path
import pytest
@pytest.mark.parametrize("word", ["one", "two"])
def test_x(word):
    tries = Path(__file__).with_suffix(".tries")
    tries.write_text(tries.read_text() + word if tries.exists() else word)
    assert word == "one" or tries.read_text().count(word) > {needs}
"""


@pytest.mark.parametrize(("needs", "code"), [(1, 0), (2, 1)])
def test_what_fails_twice_fails_and_what_fails_once_is_named(
    needs: int, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "test_one.py"
    path.write_text(FLAKY.format(needs=needs))
    monkeypatch.setattr(testing, "few_of_the_browser", lambda names: len(names) == 1)
    monkeypatch.chdir(tmp_path)
    assert testing.test(["-p", "no:cacheprovider", "--rootdir", str(tmp_path), "test_one.py"]) == code
    said = capfd.readouterr().out
    assert "== Walked a second time, because the first failed: test_one.py::test_x[two]" in said
    assert path.with_suffix(".tries").read_text() == "onetwotwo"
    assert ("FAILED: the tests named above" in said) is bool(code)


def test_an_environment_that_cannot_be_made_fails_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def not_ready() -> Path:
        raise environment.NotReady("no venv here")

    monkeypatch.setattr(commands, "prepare", not_ready)
    assert commands.run(["demo"]) == 1
    assert capsys.readouterr().out == "FAILED: no venv here\n"
