"""Barriers: the words of the specification, a first fix for each, and nothing that may not be said."""

import re
from pathlib import Path
from typing import get_args

import pytest

from services.coach.plan.barriers import ALL, BARRIERS, Named, first_fixes
from shared.catalogue.words import forbidden_words
from shared.events import Barrier
from tests.coach.reading import reading_grade

SPECIFICATION = Path(__file__).parents[2] / "docs" / "specification" / "homework.md"
ROW = re.compile(r"^\| [a-z, ]*\| ([a-z-]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
HIGHEST_GRADE = 6


def specified() -> dict[str, str]:
    """Code to words, as the table of section 4 has them."""
    section = SPECIFICATION.read_text().partition("## 4.")[2].partition("## 5.")[0]
    return {code: words.strip() for code, words, _ in ROW.findall(section)}


def test_codes_and_words_are_those_of_the_specification_in_its_order() -> None:
    rows = [row for row in specified().items() if row[0] != "code"]
    assert [(each.code, each.words) for each in ALL] == rows
    assert len(ALL) == len(BARRIERS)


def test_every_code_an_event_may_carry_has_words() -> None:
    assert set(BARRIERS) == set(get_args(Barrier))


@pytest.mark.parametrize("named", ALL, ids=lambda named: named.code)
def test_what_may_help_first_is_plain_and_kind(named: Named) -> None:
    assert not forbidden_words(named.first_fix)
    assert reading_grade(named.first_fix) <= HIGHEST_GRADE


def test_first_fixes_come_in_the_order_of_the_person() -> None:
    assert list(first_fixes(["too-big", "anxious", "forgot"])) == ["too-big", "anxious", "forgot"]
    assert first_fixes([]) == {}
