"""What is said of each tier: the words of homework.md section 6, to the letter."""

from dataclasses import replace
from fractions import Fraction

import pytest

from services.reports.findings import Cell, Finding
from services.reports.words import BARRIERS, LIMITS, cell, finding, finding_for_reader, place, shortened
from shared.catalogue.words import forbidden_words

MONDAYS = Finding("pattern", Cell(0, "morning"), 4, 4, 0, 50, Fraction(6, 100000))
GUESS = replace(MONDAYS, tier="your guess", spikes=3, spikes_elsewhere=5, slots_elsewhere=40)
HINT = replace(MONDAYS, tier="hint")


def test_a_pattern_is_said_with_its_counts() -> None:
    assert finding(MONDAYS) == (
        "Your harder moments gathered on Monday mornings: 4 of 4 logged, against 0 of 50 at other times. "
        "It is unlikely to be only chance, but it does not say why."
    )


def test_a_guess_a_hint_and_nothing_have_their_own_words() -> None:
    assert finding(GUESS) == "You wondered about Monday mornings. Since then: 3 of 4, against 5 of 40."
    assert finding(HINT) == "Could be chance. Watch Monday mornings for two more weeks?"
    assert finding(None) == "No clear time pattern so far. That is common."


def test_somebody_else_reads_it_without_being_spoken_to_and_never_a_hint() -> None:
    assert finding_for_reader(MONDAYS).startswith("Harder moments gathered on Monday mornings: 4 of 4 logged")
    assert finding_for_reader(GUESS).startswith("A guess made beforehand: Monday mornings. Since then: 3 of 4")
    assert finding_for_reader(HINT) == finding_for_reader(None)
    assert "Monday" not in finding_for_reader(HINT)


@pytest.mark.parametrize(
    ("time", "words", "where"),
    [
        (Cell(0, "morning"), "Monday mornings", "on Monday mornings"),
        (Cell(6, None), "Sundays", "on Sundays"),
        (Cell(None, "evening"), "evenings", "in the evenings"),
        (Cell(None, "night"), "nights", "at night"),
    ],
)
def test_every_kind_of_time_can_be_said(time: Cell, words: str, where: str) -> None:
    assert (cell(time), place(time)) == (words, where)


def test_nothing_said_holds_a_word_that_may_not_be_said() -> None:
    for said in (finding(MONDAYS), finding(GUESS), finding(HINT), finding(None), *LIMITS):
        assert forbidden_words(said) == []
        assert not {"trend", "because", "usually"} & set(said.lower().split())


def test_every_barrier_has_the_words_that_were_shown() -> None:
    assert BARRIERS["too-big"] == "Too much"
    assert len(BARRIERS) == 19


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("as it is", 20, "as it is"),
        ("several\n words \t here", 40, "several words here"),
        ("cut between two words", 15, "cut between…"),
        ("x" * 30, 10, "x" * 9 + "…"),
    ],
)
def test_what_is_too_long_is_cut_between_words_and_says_so(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short
