"""One demo at a time in one folder, and make stop ends exactly that one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local import commands, lock
from deploy.local.arguments import stop_command
from deploy.local.environment import DEMO_FOLDER, ROOT

HOLDER = """
import sys, time
from pathlib import Path
from deploy.local import lock
held = lock.take(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(600)
"""


def holding(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_demo_is_refused(tmp_path: Path) -> None:
    with lock.take(tmp_path), pytest.raises(lock.AlreadyRunning, match="make stop"):
        lock.take(tmp_path)


def test_the_holder_is_known_only_while_it_holds(tmp_path: Path) -> None:
    assert lock.holder(tmp_path) is None
    with lock.take(tmp_path):
        assert lock.holder(tmp_path) == os.getpid()
    assert lock.holder(tmp_path) is None


def test_stop_ends_the_holder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with holding(tmp_path) as process:
        assert commands.run(["stop", f"--folder={tmp_path}"]) == 0
        assert process.wait(10) != 0
    assert "has ended" in capsys.readouterr().out


def test_an_id_left_by_a_killed_demo_is_not_ended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with holding(tmp_path) as process:
        process.kill()
    (tmp_path / lock.NAME).write_text(str(os.getpid()))
    assert lock.stop(tmp_path) == 0
    assert "No demo is running." in capsys.readouterr().out


@pytest.mark.parametrize("name", ["plain", "two words", "a'quote", "$HOME"])
def test_the_command_that_is_printed_names_this_very_folder(name: str, tmp_path: Path) -> None:
    """`echo` in the place of Python shows what would be run."""
    command = f"{stop_command(tmp_path / name)} PYTHON=echo --no-print-directory"
    said = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said == f"-m deploy.local.run stop --folder={tmp_path / name}\n"


def test_the_usual_folder_needs_no_name() -> None:
    assert stop_command(DEMO_FOLDER) == "make stop"
