"""Whatever goes wrong with make demo: it ends with FAILED and the reason in words, and its exit code tells."""

import json
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.local import demo, lock
from deploy.local.errand import DidNotStart
from deploy.local.servers import free_port
from deploy.local.visitor import NotAsTold


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    handlers = {each: signal.getsignal(each) for each in demo.SIGNALS}
    yield
    for each, handler in handlers.items():
        signal.signal(each, handler)


@pytest.fixture(autouse=True)
def nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "refuse_without_pango", lambda: None)


@dataclass
class Ended:
    name: str


class Standing:
    """Everything, already up; but one process has ended."""

    mail = Path("mail")
    pages = None

    def __init__(self, *_: object) -> None: ...

    def __enter__(self) -> "Standing":
        return self

    def __exit__(self, *_: object) -> None: ...

    def operator_code(self) -> str:
        return "code"

    def ended(self) -> list[Ended]:
        return [Ended("router-worker")]


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "Everything", Standing)
    monkeypatch.setattr(demo, "bring_up", lambda _: None)
    monkeypatch.setattr(demo, "tell", lambda *_: None)


def raising(trouble: BaseException) -> Callable[..., None]:
    def untold(*_: object) -> None:
        raise trouble

    return untold


def demo_in(folder: Path, *arguments: str) -> int:
    return demo.main([f"--folder={folder}", f"--port={free_port()}", *arguments])


def reason(capsys: pytest.CaptureFixture[str]) -> str:
    """What stands behind the last FAILED, which nothing but its own reason may follow."""
    before, failed, after = capsys.readouterr().out.rpartition("\nFAILED: ")
    assert failed, before
    return after


@pytest.mark.usefixtures("standing")
def test_a_turn_that_did_not_happen_fails_the_demo(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(demo, "tell", raising(NotAsTold("the phase is offer, not g1")))
    assert demo_in(tmp_path, "--once") == 1
    assert reason(capsys) == "the phase is offer, not g1\nEnded by itself: router-worker\n"


@pytest.mark.usefixtures("standing")
@pytest.mark.parametrize("trouble", [KeyError("options"), TypeError("a list"), json.JSONDecodeError("empty", "", 0)])
def test_an_answer_of_another_shape_fails_the_demo(
    trouble: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(demo, "tell", raising(trouble))
    assert demo_in(tmp_path, "--once") == 1
    assert reason(capsys).startswith(f"an answer cannot be read ({type(trouble).__name__}: ")


@pytest.mark.usefixtures("standing")
def test_what_nobody_foresaw_fails_the_demo_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(demo, "tell", raising(ZeroDivisionError("by nothing")))
    assert demo_in(tmp_path) == 1
    assert reason(capsys) == "ZeroDivisionError: by nothing\n"


@pytest.mark.usefixtures("standing")
def test_a_second_demo_in_one_folder_fails(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with lock.take(tmp_path):
        assert demo_in(tmp_path) == 1
    assert reason(capsys) == f"A demo is running already. What ends it: make stop ARGS=--folder={tmp_path}\n"


def test_a_folder_that_cannot_be_made_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert demo_in(tmp_path / "file" / "demo") == 1
    assert reason(capsys) == f"{tmp_path / 'file' / 'demo'} cannot be used: Not a directory\n"


@pytest.mark.real
def test_a_postgres_that_cannot_be_made_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "something-else").write_text("")
    assert demo_in(tmp_path) == 1
    said = reason(capsys)
    assert said.startswith("Postgres could not make its folder; its last words:\n")
    assert "exists but is not empty" in said


@pytest.mark.parametrize("port", ["99999", "0", "-1", "abc", ""])
def test_a_port_that_is_none_is_a_usage_error(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        demo.main([f"--port={port}"])
    asked = reason(capsys)
    monkeypatch.setenv("SMALLHOURS_PORT", port)
    with pytest.raises(SystemExit, match="2"):
        demo.main([])
    assert asked == reason(capsys)
    assert f"“{port}” is no port; give a whole number from 1 to 65535" in asked


def test_an_unknown_argument_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        demo.main(["--twice"])
    assert "--twice" in reason(capsys)


def test_a_taken_port_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(DidNotStart, match=f"port {port} is taken"):
            demo.run(demo.read([f"--folder={tmp_path}", f"--port={port}"]))


@pytest.mark.usefixtures("standing")
def test_an_interruption_is_a_good_end_only_when_the_story_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(demo, "stay", raising(KeyboardInterrupt()))
    assert demo_in(tmp_path) == 0
    assert "Ending, as asked.\nNothing is left running.\n" in capsys.readouterr().out
    monkeypatch.setattr(demo, "tell", raising(KeyboardInterrupt()))
    assert demo_in(tmp_path) == 130
    assert "Interrupted before the story was told to its end." in capsys.readouterr().out
