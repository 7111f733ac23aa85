"""Where an episode stands: given moments, when the next one comes, then the phase (routing.md section 2)."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.router.episode import Began, CheckedIn, Moment, Rated, Standing, standing
from shared.catalogue import load_catalogue
from tests.router.people import NOW

TECHNIQUES = load_catalogue().techniques
SITTING = uuid4()


def at(minutes: float, intensity: int, *, pleasant: bool = False, check_in: UUID = SITTING) -> CheckedIn:
    return CheckedIn(NOW + timedelta(minutes=minutes), check_in, intensity, pleasant)


def did(
    minutes: float,
    technique: str,
    before: int,
    after: int,
    *,
    check_in: UUID = SITTING,
    worse: bool = False,
    pleasant: bool = False,
) -> list[Moment]:
    """A practice that took a minute, rated at `minutes`."""
    known = TECHNIQUES[technique]
    ended = NOW + timedelta(minutes=minutes)
    return [
        Began(ended - timedelta(minutes=1), check_in, technique, known.channel),
        Rated(
            at=ended, check_in_id=check_in, pleasant=pleasant, technique_id=technique, channel=known.channel,
            regulating=known.level == "regulate", before=before, after=after, worse=worse,
        ),
    ]  # fmt: skip


def begun(minutes: float, technique: str) -> Began:
    """A practice that was taken up, and of which nothing more was said."""
    known = TECHNIQUES[technique]
    return Began(NOW + timedelta(minutes=minutes), SITTING, technique, known.channel, known.level == "regulate")


def test_a_check_in_at_seven_is_an_offer_and_at_eight_the_first_step() -> None:
    assert standing([at(0, 7)]).phase == "offer"
    assert standing([at(0, 8)]).phase == "g1"


def test_a_clinic_may_set_the_first_step_from_seven() -> None:
    assert standing([at(0, 7)], threshold=7).phase == "g1"
    assert standing([at(0, 9), *did(3, "three-slow-breaths", 9, 7)], threshold=7).phase == "g2"


def test_a_fall_below_eight_leads_to_reflecting() -> None:
    now = standing([at(0, 9), *did(3, "three-slow-breaths", 9, 7)])
    assert (now.phase, now.people_card, now.settled) == ("reflect", False, True)


def test_still_high_leads_to_a_second_step_in_another_channel() -> None:
    now = standing([at(0, 9), *did(3, "three-slow-breaths", 9, 8)])
    assert (now.phase, now.banned_channels, now.done) == ("g2", frozenset({"breath"}), ("three-slow-breaths",))
    assert not now.people_card


def test_after_two_steps_that_did_not_help_people_come_in() -> None:
    now = standing([at(0, 9), *did(3, "three-slow-breaths", 9, 8), *did(6, "drop-anchor", 8, 8)])
    assert (now.phase, now.people_card, now.banned_channels) == ("people", True, frozenset())


def test_after_people_one_more_high_rating_stays_with_people() -> None:
    steps = [*did(3, "three-slow-breaths", 9, 8), *did(6, "drop-anchor", 8, 8), *did(9, "count-back", 8, 9)]
    assert standing([at(0, 9), *steps]).phase == "people"


def test_a_second_step_that_helps_leads_to_reflecting() -> None:
    now = standing([at(0, 9), *did(3, "three-slow-breaths", 9, 8), *did(6, "drop-anchor", 8, 6)])
    assert (now.phase, now.people_card) == ("reflect", False)
    assert now.done == ("three-slow-breaths", "drop-anchor")


@pytest.mark.parametrize(("after", "worse"), [(10, False), (8, True), (9, True)])
def test_a_rise_of_two_or_the_word_worse_brings_people_and_another_way(after: int, worse: bool) -> None:
    now = standing([at(0, 8), *did(3, "three-slow-breaths", 8, after, worse=worse)])
    assert (now.phase, now.people_card, now.banned_channels, now.harmed) == ("g2", True, frozenset({"breath"}), True)


def test_worse_below_eight_brings_people_and_another_way_too() -> None:
    now = standing([at(0, 5), *did(3, "mini-thought-record", 5, 7)])
    assert (now.phase, now.people_card, now.banned_channels) == ("g2", True, frozenset({"words"}))


def test_after_worse_the_next_high_rating_is_the_second() -> None:
    now = standing([at(0, 6), *did(3, "mini-thought-record", 6, 8), *did(6, "five-senses", 8, 8)])
    assert now.phase == "people"


def test_after_a_rise_that_stayed_below_eight_too() -> None:
    now = standing([at(0, 5), *did(3, "mini-thought-record", 5, 7), *did(6, "five-senses", 7, 8)])
    assert now.phase == "people"


def test_a_rise_of_one_is_not_called_worse() -> None:
    assert not standing([at(0, 8), *did(3, "three-slow-breaths", 8, 9)]).harmed


def test_silence_changes_nothing() -> None:
    """A practice nobody rated is done, and no step of the episode."""
    begun = Began(NOW + timedelta(minutes=2), SITTING, "three-slow-breaths", "breath")
    now = standing([at(0, 9), begun])
    assert (now.phase, now.rounds, now.done) == ("g1", 0, ("three-slow-breaths",))
    again = standing([at(0, 9), begun, at(20, 9, check_in=uuid4())])
    assert (again.phase, again.rounds, again.done) == ("g1", 0, ("three-slow-breaths",))


def test_a_check_in_within_ninety_minutes_goes_on_with_the_episode() -> None:
    steps = [at(0, 9), *did(3, "three-slow-breaths", 9, 8)]
    assert standing([*steps, at(93, 9, check_in=uuid4())]).phase == "g2"
    assert standing([*steps, at(94, 9, check_in=uuid4())]).phase == "g1"


def test_a_step_that_was_begun_and_left_bans_its_channel_beside_the_first_steps() -> None:
    steps = [at(0, 9), *did(3, "three-slow-breaths", 9, 8)]
    left = [begun(5, "fists-and-release"), begun(6, "drop-anchor")]
    now = standing([*steps, *left, at(10, 8, check_in=uuid4())])
    assert (now.phase, now.banned_channels) == ("g2", frozenset({"breath", "body"}))
    again = standing([*steps, begun(5, "longer-out-breath"), at(10, 8, check_in=uuid4())])
    assert (again.phase, again.banned_channels) == ("g2", frozenset({"breath"}))


def test_what_did_harm_is_remembered_as_long_as_the_episode_lasts() -> None:
    steps: list[Moment] = [at(0, 9), *did(3, "drop-anchor", 9, 9, worse=True), *did(6, "three-slow-breaths", 9, 9)]
    assert standing(steps).hurt == {"drop-anchor"}
    assert standing([*steps, at(200, 9, check_in=uuid4())]).hurt == frozenset()


def test_a_check_in_that_ends_an_episode_still_belongs_to_it() -> None:
    """The offers that follow the fall are the episode's (routing.md section 2): what was done stays done."""
    steps: list[Moment] = [at(0, 9), begun(2, "longer-out-breath")]
    now = standing([*steps, at(10, 5, check_in=uuid4())])
    assert (now.phase, now.open, now.rounds) == ("offer", False, 0)
    assert (now.done, now.settled) == (("longer-out-breath",), True)
    assert standing([*steps, at(10, 9, check_in=uuid4())]).settled is False


@pytest.mark.parametrize(("after", "rated"), [(8, 8), (8, 9), (6, 8)])
def test_a_good_feeling_after_the_fall_is_savoured_and_never_measured_as_pain(after: int, rated: int) -> None:
    good = uuid4()
    steps: list[Moment] = [at(0, 9), begun(2, "longer-out-breath"), at(40, 6, pleasant=True, check_in=good)]
    now = standing([*steps, *did(45, "good-moment-snapshot", after, rated, check_in=good, pleasant=True)])
    assert (now.phase, now.people_card, now.harmed) == ("savour", False, False)


def test_a_late_word_of_harm_on_the_hard_moment_counts_also_after_a_good_one() -> None:
    steps: list[Moment] = [at(0, 9), begun(2, "longer-out-breath"), at(10, 6, pleasant=True, check_in=uuid4())]
    assert standing([*steps, *did(12, "longer-out-breath", 9, 9, worse=True)]).harmed


def test_a_low_check_in_without_an_episode_or_long_after_one_begins_anew() -> None:
    later = at(91, 5, check_in=uuid4())
    assert standing([at(0, 9), begun(2, "longer-out-breath"), later]).done == ()
    fallen = [at(0, 9), *did(3, "three-slow-breaths", 9, 6)]
    assert standing([*fallen, at(10, 5, check_in=uuid4())]).done == ()


def test_a_fall_ends_the_episode_for_the_next_check_in() -> None:
    now = standing([at(0, 9), *did(3, "three-slow-breaths", 9, 6), at(10, 9, check_in=uuid4())])
    assert (now.phase, now.done) == ("g1", ())


def test_offers_after_the_fall_still_belong_to_the_episode() -> None:
    steps = [*did(3, "three-slow-breaths", 9, 6), *did(10, "mini-thought-record", 6, 4)]
    now = standing([at(0, 9), *steps])
    assert (now.phase, now.done) == ("reflect", ("three-slow-breaths", "mini-thought-record"))


def test_high_again_after_the_fall_counts_anew() -> None:
    steps = [*did(3, "three-slow-breaths", 9, 8), *did(6, "drop-anchor", 8, 7), *did(12, "name-it-closer", 7, 8)]
    assert standing([at(0, 9), *steps]).phase == "g2"


def test_a_rating_hours_later_begins_anew_with_its_practice_done() -> None:
    steps = [*did(3, "three-slow-breaths", 9, 8), *did(300, "drop-anchor", 8, 8)]
    now = standing([at(0, 9), *steps])
    assert (now.phase, now.rounds, now.done) == ("g2", 1, ("drop-anchor",))


def test_the_one_used_last_stands_last() -> None:
    steps = [*did(3, "three-slow-breaths", 9, 8), *did(6, "drop-anchor", 8, 8), *did(9, "three-slow-breaths", 8, 8)]
    assert standing([at(0, 9), *steps]).done == ("drop-anchor", "three-slow-breaths")


def test_only_pleasant_gets_one_step_and_then_savours_even_if_still_high() -> None:
    assert standing([at(0, 9, pleasant=True)]).phase == "g1"
    for after in (10, 9, 6):
        now = standing([at(0, 9, pleasant=True), *did(3, "let-it-land", 9, after, pleasant=True)])
        assert (now.phase, now.people_card) == ("savour", False)


def test_pleasant_never_leads_to_people_however_often_it_stays_high() -> None:
    steps = [step for n in range(4) for step in did(3 + 3 * n, "let-it-land", 9, 10, pleasant=True)]
    now = standing([at(0, 9, pleasant=True), *steps])
    assert (now.phase, now.people_card) == ("savour", False)


def test_mixed_feelings_count_as_unpleasant() -> None:
    steps = [at(0, 9, pleasant=True), at(5, 9, check_in=uuid4()), *did(8, "let-it-land", 9, 9, pleasant=True)]
    assert standing(steps).phase == "g2"


rated = st.tuples(
    st.sampled_from(sorted(t.id for t in TECHNIQUES.values() if t.first_line)),
    st.integers(1, 10),
    st.booleans(),
    st.integers(1, 120),
)


@settings(max_examples=200, deadline=None)
@given(st.integers(8, 10), st.lists(rated, max_size=6))
def test_p13_after_two_unpleasant_ratings_at_eight_or_more_people_are_there(
    intensity: int, steps: list[tuple[str, int, bool, int]]
) -> None:
    moments: list[Moment] = [at(0, intensity)]
    minutes, before, high = 0, intensity, 0
    for technique, after, worse, pause in steps:
        minutes += pause + 1
        moments += did(minutes, technique, before, after, worse=worse)
        high = (high + 1 if pause + 1 <= 90 else 1) if after >= 8 else 0
        before = after
    now: Standing = standing(moments)
    assert now.people_card or high < 2
    assert now.phase != "g2" or now.banned_channels == {TECHNIQUES[steps[-1][0]].channel}
