"""What the story says besides what it checks: numbers one can use, and lines that say when they work."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.local import page, sharing, story
from deploy.local.homework import FOR_THE_SESSION, QUESTION
from deploy.local.living import NOTE
from deploy.local.visitor import NotAsTold, Visitor
from deploy.local.weeks import Sum

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
    story.try_it(story.Place("http://localhost:1", tmp_path, tmp_path / "mail", ends_now), "report-id")
    said = capsys.readouterr().out
    assert said.count("  curl -s ") == 3
    assert "report.pdf" in said
    assert "while it is up" in said
    assert ("This time it ends here" in said) is ends_now


def test_a_choice_is_never_broken_in_two(capsys: pytest.CaptureFixture[str]) -> None:
    labels = [f"Choice number {number} of ten" for number in range(10)]
    page.choices(labels)
    said = capsys.readouterr().out
    assert [label for label in labels if f"[{label}]" not in said] == []
    assert max(len(line) for line in said.splitlines()) <= page.WIDTH


TOTAL = Sum(check_ins=56, days=47, slots=54, monday_mornings=4, spikes_there=4, spikes_elsewhere=0)
FOUND = "Your harder moments gathered on Monday mornings: 4 of 4 logged, against 0 of 50 elsewhere. It is a count."
WHOLE = f"56 check-ins. {FOUND} {FOR_THE_SESSION} {QUESTION}"


def test_the_sentence_with_its_counts_is_found_in_the_report() -> None:
    assert sharing.found(WHOLE, TOTAL) == FOUND


@pytest.mark.parametrize(
    "wrong",
    [
        WHOLE.replace("4 of 4", "3 of 4"),
        WHOLE.replace("0 of 50", "1 of 50"),
        WHOLE.replace("Monday", "Tuesday"),
        WHOLE.replace(FOR_THE_SESSION, ""),
        WHOLE.replace(QUESTION, ""),
        f"{WHOLE} {NOTE}",
    ],
)
def test_a_report_that_says_something_else_is_noticed(wrong: str) -> None:
    with pytest.raises(NotAsTold):
        sharing.found(wrong, TOTAL)


def answering(status: int, body: dict[str, Any]) -> Visitor:
    answer = httpx.MockTransport(lambda _: httpx.Response(status, json=body))
    return Visitor(httpx.Client(transport=answer, base_url="http://localhost"))


def test_who_is_refused_reads_each_sentence_once() -> None:
    problem = {"title": "No", "detail": "Not now.", "errors": [{"field": "at", "detail": "Not now."}]}
    assert answering(409, problem).refused("POST", "/v1/reminders", {}, 409) == "Not now."
    assert answering(404, {"title": "Not found"}).refused("GET", "/v1/plan", None, 404, 410) == "Not found"


def test_who_is_not_refused_although_they_have_to_be_is_noticed() -> None:
    with pytest.raises(NotAsTold, match="answered 200, not 404 or 410"):
        answering(200, {}).refused("GET", "/v1/plan", None, 404, 410)
