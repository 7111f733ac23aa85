"""What always holds of a picture: H7, H8 and H9 of homework.md section 8, and that two pages are enough room."""

import random
from dataclasses import fields
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.reports.picture import Asked, draw
from shared.catalogue import load_catalogue
from tests.reports.canaries import CANARIES, told
from tests.reports.events import EVERYTHING, FIRST, LAST, asked, maya

CATALOGUE = load_catalogue()
MAYA = maya().events
STORY, TERMS = told()


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_in_which_events_arrive_changes_nothing(chance: random.Random) -> None:
    mixed = MAYA.copy()
    chance.shuffle(mixed)

    assert draw(mixed, asked(FIRST, LAST), CATALOGUE) == draw(MAYA, asked(FIRST, LAST), CATALOGUE)


@given(st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=15, deadline=None)
def test_days_without_anything_logged_change_no_finding(before: int, after: int) -> None:
    wider = asked(FIRST - timedelta(days=before), LAST + timedelta(days=after))

    assert draw(MAYA, wider, CATALOGUE).patterns == draw(MAYA, asked(FIRST, LAST), CATALOGUE).patterns


@given(st.sets(st.sampled_from(sorted(EVERYTHING))))
@settings(max_examples=80, deadline=None)
def test_nothing_of_an_unticked_field_is_in_the_picture(ticked: set[str]) -> None:
    terms = Asked(frozenset(ticked), TERMS.starts, TERMS.ends, TERMS.zone, TERMS.notes)

    drawn = repr(draw(STORY.events, terms, CATALOGUE))

    for field, words in CANARIES.items():
        assert all((word in drawn) == (field in ticked) for word in words), field


@given(st.sampled_from(sorted(EVERYTHING)))
def test_an_unticked_part_is_missing_altogether(field: str) -> None:
    picture = draw(STORY.events, asked(TERMS.starts, TERMS.ends, EVERYTHING - {field}, dict(TERMS.notes)), CATALOGUE)
    held = {each.name for each in fields(picture) if getattr(picture, each.name) is not None}

    assert len(held - {"fields", "versions"}) == len(EVERYTHING) - 1
