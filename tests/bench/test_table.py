"""What the table says of a figure: its ratio, its goal, and whether that is reached."""

import pytest

from bench.table import Goal, Line, table
from bench.wire import body_length


@pytest.mark.parametrize(
    ("goal", "ratio", "reached"),
    [
        (Goal("at_least", 0.7), 0.7, True),
        (Goal("at_least", 0.7), 0.69, False),
        (Goal("at_most", 5), 5.0, True),
        (Goal("at_most", 5), 5.01, False),
    ],
)
def test_a_goal_is_reached_from_its_number_on(goal: Goal, ratio: float, reached: bool) -> None:
    assert goal.reached(ratio) is reached


def test_a_line_shows_a_goal_that_is_not_reached() -> None:
    told = table([Line("offers", "30 ms", "2 ms", 15.0, Goal("at_most", 5))])
    assert told.splitlines()[-1] == "| offers | 30 ms  | 2 ms  | 15.00 | ≤ 5  | NO      |"


def test_a_line_without_a_goal_passes_no_judgement() -> None:
    assert Line("p99", "30 ms", "2 ms", 15.0).cells()[-2:] == ("", "")


def test_a_ratio_that_only_rounds_to_its_goal_does_not_reach_it() -> None:
    assert Line("offers", "", "", 5.004, Goal("at_most", 5)).cells()[-1] == "NO"


def test_an_answer_is_as_long_as_its_head_says() -> None:
    assert body_length(b"HTTP/1.1 201 Created\r\ncontent-length: 17\r\nx: y") == 17
    assert body_length(b"HTTP/1.1 201 Created\r\nContent-Length: 3") == 3
    with pytest.raises(ValueError, match="not found"):
        body_length(b"HTTP/1.1 201 Created\r\ntransfer-encoding: chunked")
