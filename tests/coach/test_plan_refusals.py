"""What the plan refuses with is kind, and plain."""

import pytest

from services.coach.api.plan_refusing import FEELING_ALLOWED, TECHNIQUE_ALLOWED, TITLES
from services.coach.plan.task import ENDS_ALLOWED
from services.coach.plan.wording import TINY_ALLOWED
from shared.catalogue.words import forbidden_words


@pytest.mark.parametrize("words", [*TITLES.values(), TECHNIQUE_ALLOWED, FEELING_ALLOWED, ENDS_ALLOWED, TINY_ALLOWED])
def test_no_refusal_says_what_may_not_be_said(words: str) -> None:
    """homework.md H4."""
    assert not forbidden_words(words)
