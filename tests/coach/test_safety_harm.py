"""S9, practices that were followed by more (docs/specification/safety.md section 2)."""

from datetime import timedelta

import pytest

from services.coach.safety import rest_inward_until, sight_of
from services.coach.safety.due import cards_of
from shared.events import Helped
from tests.coach.said import (
    DAY,
    EMOTIONS,
    HOUR,
    MINUTE,
    NOON,
    SECOND,
    Said,
    cards,
    check_in,
    heard,
    offer_for,
    rating,
    seen,
    taken_back,
)

FIRST = check_in("first", 6, "fearful.anxious", at=NOON - 20 * MINUTE)
TECHNIQUES = ("drop-anchor", "three-slow-breaths", "count-back")


def harm(name: str, ago: timedelta, *, before: int = 6, after: int | None = 8, helped: Helped | None = None) -> Said:
    return rating(name, after, at=NOON - ago, before=before, helped=helped, technique=TECHNIQUES[len(name) % 3])


LAST = harm("now", timedelta(0))


def nines(*history: Said) -> list[str]:
    """The cards after a practice that did harm; the router always asks for the one about people then."""
    people, *others = cards(*history, phase="g2", people_card=True)
    assert people == "people"
    return others


def rests(*history: Said) -> object:
    sight = sight_of(heard(offer_for(history[-1], "g2", people_card=True)), history, EMOTIONS)
    return sight and rest_inward_until(sight, cards_of(sight))


class TestThreeInFourteenDays:
    @pytest.mark.parametrize(
        ("ago", "expected"),
        [
            ([], []),
            ([DAY], []),
            ([DAY, 2 * DAY], ["S9"]),
            ([DAY, 14 * DAY - SECOND], ["S9"]),
            ([DAY, 14 * DAY], ["S9"]),
            ([DAY, 14 * DAY + SECOND], []),
            ([DAY, 2 * DAY, 3 * DAY], ["S9"]),
        ],
    )
    def test_three_over_any_techniques_within_14_days(self, ago: list[timedelta], expected: list[str]) -> None:
        history = [harm(f"{n}" * (n + 1), each) for n, each in enumerate(ago)]
        assert nines(FIRST, *history, LAST) == expected

    @pytest.mark.parametrize(
        ("before", "after", "helped", "counts"),
        [
            (6, 7, None, False),
            (6, 8, None, True),
            (6, 8, "helped", True),
            (6, 4, "worse", True),
            (6, None, "worse", True),
            (6, None, "no", False),
            (6, 6, "no", False),
        ],
    )
    def test_what_does_harm_is_a_tap_on_worse_or_a_rise_of_two(
        self, before: int, after: int | None, helped: Helped | None, counts: bool
    ) -> None:
        third = harm("x", DAY, before=before, after=after, helped=helped)
        assert nines(FIRST, third, harm("yy", 2 * DAY), LAST) == (["S9"] if counts else [])

    def test_more_of_a_pleasant_feeling_is_no_harm(self) -> None:
        joy = check_in("joy", 6, "happy.playful", at=NOON - DAY - HOUR)
        rose = rating("x", 9, at=NOON - DAY, before=6, of="joy", felt="happy.playful")
        assert nines(joy, FIRST, rose, harm("yy", 2 * DAY), LAST) == []

    @pytest.mark.parametrize("felt", [("happy.playful", "fearful.anxious"), ("fearful.anxious", "happy.playful")])
    def test_more_of_mixed_feelings_is_harm_whichever_is_the_strongest(self, felt: tuple[str, str]) -> None:
        mixed = check_in("mixed", 6, *felt, at=NOON - DAY - HOUR)
        third = rating("x", 8, at=NOON - DAY, before=6, of="mixed", felt=felt[0])
        assert nines(mixed, FIRST, third, harm("yy", 2 * DAY), LAST) == ["S9"]

    def test_more_of_a_feeling_that_nobody_knows_is_not_taken_for_pleasant(self) -> None:
        strange = check_in("strange", 6, "no.such.feeling", at=NOON - DAY - HOUR)
        third = rating("x", 8, at=NOON - DAY, before=6, of="strange", felt="no.such.feeling")
        assert nines(strange, FIRST, third, harm("yy", 2 * DAY), LAST) == ["S9"]

    @pytest.mark.parametrize(("before", "after", "counts"), [(4, 6, True), (4, 5, False), (8, 9, False), (8, 10, True)])
    def test_a_rise_counts_from_the_runs_own_first_number(self, before: int, after: int, counts: bool) -> None:
        """Not from the check-in's number, which may have been another before an earlier step or a correction."""
        first = check_in("step", 6, "fearful.anxious", at=NOON - DAY - HOUR)
        other = check_in("other", 5, "fearful.anxious", at=first.at, replaces=first.id)
        third = rating("x", after, at=NOON - DAY, before=before, of="step")
        history = [FIRST, third, harm("yy", 2 * DAY), LAST]
        expected = ["S9"] if counts else []
        assert nines(first, *history) == expected
        assert nines(first, taken_back(first), other, *history) == expected

    def test_one_practice_counts_once_however_often_it_is_said(self) -> None:
        worse = harm("x", DAY, helped="worse")
        assert nines(FIRST, worse, harm("x", DAY - HOUR), LAST) == []

    def test_worse_said_after_a_number_is_the_third_at_once(self) -> None:
        number = rating("now", 6, at=NOON - 5 * MINUTE, before=6)
        worse = rating("now", None, at=NOON, before=6, helped="worse")
        assert nines(FIRST, harm("x", DAY), harm("yy", 2 * DAY), number, worse) == ["S9"]

    def test_worse_is_still_now_although_the_number_was_said_long_ago_and_the_other_way_round(self) -> None:
        earlier, number = [harm("x", DAY), harm("yy", 2 * DAY)], rating("now", 6, at=NOON - 50 * MINUTE, before=6)
        worse = rating("now", None, at=NOON, before=6, helped="worse")
        first = check_in("first", 6, "fearful.anxious", at=NOON - HOUR)
        assert nines(first, *earlier, number, worse) == ["S9"]
        late = rating("now", None, at=NOON - 40 * MINUTE, late=40 * MINUTE, before=6, helped="worse")
        assert cards(first, *earlier, number, late, phase="g2", people_card=True) == []

    def test_practices_of_a_check_in_that_was_taken_back_never_happened(self) -> None:
        gone = check_in("gone", 6, "fearful.anxious", at=NOON - 2 * DAY)
        harms = [rating(name, 9, at=NOON - DAY, before=6, of="gone") for name in ("x", "y")]
        assert nines(gone, FIRST, *harms, LAST) == ["S9"]
        assert nines(gone, FIRST, *harms, taken_back(gone), LAST) == []

    @pytest.mark.parametrize(("ago", "expected"), [(14 * DAY - SECOND, []), (14 * DAY, ["S9"])])
    def test_once_seen_it_rests_for_14_days(self, ago: timedelta, expected: list[str]) -> None:
        saw = seen("S9", FIRST, at=NOON - ago)
        assert nines(FIRST, saw, harm("x", DAY), harm("yy", 2 * DAY), LAST) == expected

    def test_one_that_nobody_saw_comes_with_the_next_moment_too(self) -> None:
        history = [harm("x", DAY), harm("yy", 2 * DAY), harm("zzz", 3 * DAY)]
        assert cards(FIRST, *history, check_in("next", 4, "fearful.anxious")) == ["S9"]
        assert cards(FIRST, *history, check_in("next", 4, "happy.playful")) == []


class TestInwardPracticesRest:
    def test_for_14_days_from_the_third_harm(self) -> None:
        assert rests(FIRST, harm("x", DAY), harm("yy", 2 * DAY), LAST) == NOON + 14 * DAY

    def test_two_harms_change_nothing(self) -> None:
        assert rests(FIRST, harm("x", DAY), LAST) is None

    def test_a_further_harm_counts_anew_also_while_the_card_rests(self) -> None:
        saw = seen("S9", FIRST, at=NOON - HOUR)
        assert rests(FIRST, saw, harm("x", DAY), harm("yy", 2 * DAY), LAST) == NOON + 14 * DAY

    def test_harms_that_came_late_count_with_the_next_moment(self) -> None:
        late = [rating(name, 9, at=NOON - DAY, late=HOUR, before=6) for name in ("x", "y", "z")]
        assert rests(FIRST, *late) is None
        assert rests(FIRST, *late, check_in("next", 4, "fearful.anxious")) == NOON + 13 * DAY

    def test_another_moment_says_nothing_new_once_the_card_was_seen(self) -> None:
        history = [harm("x", DAY), harm("yy", 2 * DAY), harm("zzz", 3 * DAY), seen("S9", FIRST, at=NOON - HOUR)]
        assert rests(FIRST, *history, check_in("next", 4, "fearful.anxious")) is None
