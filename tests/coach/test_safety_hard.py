"""S4, a hard stretch (docs/specification/safety.md section 2): counts, windows, episodes, limits."""

from datetime import datetime, timedelta

import pytest

from services.coach.safety import quiet_until, sight_of
from services.coach.safety.due import cards_of
from shared.events import Helped, PracticeFinished, PracticeRated
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
    named,
    offer_for,
    rating,
    seen,
    taken_back,
)

ANXIOUS = "fearful.anxious"
SPAN = 72 * HOUR


def hard(*ago: timedelta, intensity: int = 9, emotion: str = ANXIOUS) -> list[Said]:
    return [check_in(f"hard {each}", intensity, emotion, at=NOON - each) for each in ago]


def now(intensity: int = 9, *emotions: str) -> Said:
    return check_in("first", intensity, *(emotions or (ANXIOUS,)))


def added(ended: Said, *, at: datetime, helped: Helped) -> Said:
    """What is said about a practice with a tap of its own."""
    assert isinstance(ended.data, PracticeFinished)
    whole = ended.data.model_dump(exclude={"intensity_after", "helped"})
    return Said(named(f"added {helped}"), at, at, PracticeRated(**whole, helped=helped))


class TestThreeInThreeDays:
    @pytest.mark.parametrize(
        ("ago", "expected"),
        [
            ([], []),
            ([20 * HOUR], []),
            ([20 * HOUR, 40 * HOUR], ["S4"]),
            ([20 * HOUR, SPAN - SECOND], ["S4"]),
            ([20 * HOUR, SPAN], ["S4"]),
            ([20 * HOUR, SPAN + SECOND], []),
        ],
    )
    def test_three_episodes_within_72_hours(self, ago: list[timedelta], expected: list[str]) -> None:
        assert cards(*hard(*ago), now()) == expected

    @pytest.mark.parametrize(("strength", "expected"), [(8, []), (9, ["S4"]), (10, ["S4"])])
    def test_an_episode_counts_from_9(self, strength: int, expected: list[str]) -> None:
        assert cards(*hard(20 * HOUR, intensity=strength), *hard(40 * HOUR), now()) == expected

    @pytest.mark.parametrize("floor", [7, 8])
    def test_the_threshold_does_not_move_the_9(self, floor: int) -> None:
        history = [*hard(20 * HOUR, intensity=8), *hard(40 * HOUR), now()]
        assert cards(*history, given={"regulate_first_from": floor}) == []

    def test_a_rating_of_9_makes_its_episode_one_that_counts(self) -> None:
        eight = check_in("eight", 8, ANXIOUS, at=NOON - 20 * HOUR)
        rose = rating("p", 9, at=NOON - 20 * HOUR + 5 * MINUTE, of="eight", before=8)
        assert cards(eight, rose, *hard(40 * HOUR), now()) == ["S4"]
        assert cards(eight, *hard(40 * HOUR), now()) == []

    @pytest.mark.parametrize(("number", "expected"), [(5, []), (8, []), (9, ["S4"])])
    @pytest.mark.parametrize("tapped", [-MINUTE, MINUTE], ids=["before the number", "after it"])
    def test_worse_beside_a_number_counts_by_the_number(
        self, number: int, expected: list[str], tapped: timedelta
    ) -> None:
        """What was once 9 and was taken back is no 9 again because the step was called worse."""
        nine = check_in("nine", 9, ANXIOUS, at=NOON - 20 * HOUR)
        lower = check_in("lower", 8, ANXIOUS, at=nine.at, replaces=nine.id)
        ended = rating("p", number, at=nine.at + 10 * MINUTE, of="nine")
        worse = added(ended, at=ended.at + tapped, helped="worse")
        history = [nine, taken_back(nine), lower, ended, worse, *hard(40 * HOUR)]
        assert cards(*history, now()) == expected

    def test_worse_alone_leaves_it_as_strong_as_before(self) -> None:
        eight = check_in("eight", 8, ANXIOUS, at=NOON - 20 * HOUR)
        for before, expected in ((8, []), (9, ["S4"])):
            worse = rating("p", None, at=eight.at + 10 * MINUTE, of="eight", before=before, helped="worse")
            assert cards(eight, worse, *hard(40 * HOUR), now()) == expected

    def test_pleasant_ones_do_not_count(self) -> None:
        assert cards(*hard(20 * HOUR, emotion="happy.playful"), *hard(40 * HOUR), now()) == []

    def test_mixed_ones_count(self) -> None:
        mixed = check_in("mixed", 9, "happy.playful", ANXIOUS, at=NOON - 20 * HOUR)
        assert cards(mixed, *hard(40 * HOUR), now()) == ["S4"]


class TestFiveInAWeek:
    @pytest.mark.parametrize(
        ("last", "expected"), [(7 * DAY - SECOND, ["S4"]), (7 * DAY, ["S4"]), (7 * DAY + SECOND, [])]
    )
    def test_five_episodes_within_seven_days(self, last: timedelta, expected: list[str]) -> None:
        assert cards(*hard(2 * DAY, 4 * DAY, 6 * DAY, last), now()) == expected

    def test_four_are_not_enough(self) -> None:
        assert cards(*hard(2 * DAY, 4 * DAY, 6 * DAY), now()) == []


class TestWhatIsOneEpisode:
    def test_check_ins_of_one_episode_count_once(self) -> None:
        assert cards(*hard(90 * MINUTE, 180 * MINUTE, 20 * HOUR), now()) == []

    @pytest.mark.parametrize(("apart", "expected"), [(90 * MINUTE, []), (90 * MINUTE + SECOND, ["S4"])])
    def test_two_that_begin_within_90_minutes_of_each_other_count_once(
        self, apart: timedelta, expected: list[str]
    ) -> None:
        begun = NOON - 20 * HOUR
        one = check_in("one", 9, ANXIOUS, at=begun)
        ends = rating("p", 5, at=begun + 20 * MINUTE, of="one")
        other = check_in("other", 9, ANXIOUS, at=begun + apart)
        assert cards(one, ends, other, now()) == expected

    def test_a_third_that_begins_later_than_90_minutes_after_the_counted_one_counts(self) -> None:
        begun = NOON - 20 * HOUR
        history = [
            check_in("one", 9, ANXIOUS, at=begun),
            rating("p", 5, at=begun + 20 * MINUTE, of="one"),
            check_in("two", 9, ANXIOUS, at=begun + 80 * MINUTE),
            rating("q", 5, at=begun + 90 * MINUTE, of="two"),
            check_in("three", 9, ANXIOUS, at=begun + 160 * MINUTE),
        ]
        assert cards(*history, now()) == ["S4"]

    def test_what_was_taken_back_never_happened_and_its_ratings_neither(self) -> None:
        one, other = hard(20 * HOUR, 40 * HOUR)
        assert cards(one, other, taken_back(other), now()) == []
        eight = check_in("eight", 8, ANXIOUS, at=NOON - 20 * HOUR)
        rose = rating("p", 9, at=NOON - 20 * HOUR + 5 * MINUTE, of="eight", before=8)
        assert cards(eight, rose, taken_back(eight), *hard(40 * HOUR), now()) == []

    def test_what_was_replaced_counts_as_what_replaced_it(self) -> None:
        first, other = hard(20 * HOUR, 40 * HOUR)
        lower = check_in("lower", 6, ANXIOUS, at=first.at, replaces=first.id)
        assert cards(first, taken_back(first), lower, other, now()) == []


class TestWhenItComes:
    @pytest.mark.parametrize(("intensity", "emotion"), [(2, "sad.lonely"), (5, ANXIOUS), (8, "angry.frustrated")])
    def test_moments_that_came_late_count_and_the_card_comes_with_the_next_one(
        self, intensity: int, emotion: str
    ) -> None:
        late = [check_in(f"late {n}", 9, ANXIOUS, at=NOON - n * 10 * HOUR, late=9 * HOUR) for n in (1, 2, 3)]
        assert cards(*late) == []
        assert cards(*late, now(intensity, emotion)) == ["S4"]

    def test_a_pleasant_moment_is_left_alone(self) -> None:
        assert cards(*hard(10 * HOUR, 20 * HOUR, 30 * HOUR), now(5, "happy.playful")) == []

    @pytest.mark.parametrize(("after", "expected"), [(9, ["S4"]), (8, []), (6, [])])
    def test_a_rating_brings_it_too_where_it_is_one_of_the_hard_moments(self, after: int, expected: list[str]) -> None:
        last = check_in("first", 8, ANXIOUS, at=NOON - 20 * MINUTE)
        assert cards(*hard(20 * HOUR, 40 * HOUR), last, rating("practice", after)) == expected

    @pytest.mark.parametrize(
        ("ago", "expected"), [(SPAN - SECOND, []), (SPAN, ["S4"]), (SPAN + SECOND, ["S4"]), (MINUTE, [])]
    )
    def test_once_seen_it_rests_for_72_hours(self, ago: timedelta, expected: list[str]) -> None:
        history = hard(20 * HOUR, 40 * HOUR)
        assert cards(*history, seen("S4", history[1], at=NOON - ago), now()) == expected

    def test_shown_and_not_seen_it_comes_again(self) -> None:
        history = hard(20 * HOUR, 40 * HOUR)
        assert cards(*history, seen("S3", history[1], at=NOON - HOUR), now()) == ["S4"]

    def test_a_ten_may_bring_both(self) -> None:
        assert cards(*hard(20 * HOUR, 40 * HOUR), now(10, "sad.despair")) == ["S3", "S4"]


class TestQuiet:
    @pytest.mark.parametrize(
        ("history", "until"),
        [
            ([now(10, "sad.despair")], NOON + 12 * HOUR),
            ([*hard(20 * HOUR, 40 * HOUR), now()], NOON + 12 * HOUR),
            ([*hard(20 * HOUR), now()], None),
        ],
        ids=["S3", "S4", "none"],
    )
    def test_reminders_rest_for_12_hours_from_the_moment_of_s3_or_s4(self, history: list[Said], until: object) -> None:
        sight = sight_of(heard(offer_for(history[-1])), history, EMOTIONS)
        assert sight is not None
        assert quiet_until(sight, cards_of(sight)) == until

    def test_it_counts_from_the_moment_and_not_from_its_arrival(self) -> None:
        late = check_in("first", 10, "sad.despair", at=NOON - 20 * MINUTE, late=20 * MINUTE)
        sight = sight_of(heard(offer_for(late)), [late], EMOTIONS)
        assert sight is not None
        assert quiet_until(sight, cards_of(sight)) == late.at + 12 * HOUR

    def test_a_moment_that_came_late_asks_for_none(self) -> None:
        late = check_in("first", 10, "sad.despair", at=NOON - 31 * MINUTE, late=31 * MINUTE)
        assert sight_of(heard(offer_for(late)), [late], EMOTIONS) is None

    def test_the_cause_names_the_moment(self) -> None:
        sight = sight_of(heard(offer_for(now())), [now()], EMOTIONS)
        assert sight is not None
        assert sight.now.cause == named("first")
