"""What the story says besides what it checks: numbers one can use, and lines that say when they work."""

from pathlib import Path
from typing import Any

import pytest

from deploy.local import page, story

LINE = {"name": "", "number": "50808", "channels": ["text"], "keyword": ""}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({}, "text 50808"),
        ({"name": "Samaritans", "number": "116 123", "channels": ["call"]}, "Samaritans: call 116 123"),
        ({"number": "1737", "channels": ["call", "text"]}, "call or text 1737"),
        ({"name": "SHOUT", "number": "85258", "keyword": "SHOUT"}, "SHOUT: text SHOUT to 85258"),
    ],
)
def test_a_line_says_whether_to_call_or_to_text(line: dict[str, Any], said: str) -> None:
    assert story.reached(LINE | line) == said


@pytest.mark.parametrize("ends_now", [True, False])
def test_there_are_three_lines_to_try_and_it_is_said_when_they_work(
    ends_now: bool, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    story.try_it("http://localhost:1", tmp_path / "maya.token", ends_now)
    said = capsys.readouterr().out
    assert said.count("  curl -s ") == 3
    assert "while it is up" in said
    assert ("This time it ends here" in said) is ends_now


def test_a_choice_is_never_broken_in_two(capsys: pytest.CaptureFixture[str]) -> None:
    labels = [f"Choice number {number} of ten" for number in range(10)]
    page.choices(labels)
    said = capsys.readouterr().out
    assert [label for label in labels if f"[{label}]" not in said] == []
    assert max(len(line) for line in said.splitlines()) <= page.WIDTH
