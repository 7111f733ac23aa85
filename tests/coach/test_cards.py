"""S3, the people card, freshness and the words of cards (docs/specification/safety.md section 2)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.coach.cards import WORDINGS, Wording
from services.coach.decider import Begun, Finished, Moment, Rating, Run, Running
from services.coach.safety import due_cards, got_worse
from services.coach.safety.limits import CardKind
from services.coach.safety.moments import Standing, episodes, moments_in
from shared.catalogue.reading import CRISIS_LIMIT, LIMIT, grade
from shared.catalogue.words import forbidden_words
from shared.events import Helped, Phase, PracticeRated
from tests.coach.said import (
    EMOTIONS,
    HOUR,
    MINUTE,
    NOON,
    SECOND,
    Place,
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


class TestAtTen:
    @pytest.mark.parametrize(
        ("emotion", "care"),
        [
            ("sad.despair", "despair"),
            ("angry.humiliated", "shame"),
            ("angry.let-down.betrayed", "trauma"),
            ("angry.mad.furious", "harm"),
            ("fearful.threatened", "safety"),
            ("sad.despair.grief", "grief"),
        ],
    )
    def test_each_heavy_feeling_brings_the_card(self, emotion: str, care: str) -> None:
        assert EMOTIONS[emotion].care == care
        assert cards(check_in("first", 10, emotion)) == ["S3"]

    @pytest.mark.parametrize("emotion", ["angry.distant.numb", "sad.lonely", "fearful.anxious", "happy.playful"])
    def test_other_feelings_do_not_the_first_time(self, emotion: str) -> None:
        assert cards(check_in("first", 10, emotion)) == []

    def test_a_heavy_feeling_counts_in_any_place(self) -> None:
        assert cards(check_in("first", 10, "happy.playful", "fearful.anxious", "angry.mad.furious")) == ["S3"]

    @pytest.mark.parametrize("intensity", range(1, 10))
    def test_nine_and_less_bring_none(self, intensity: int) -> None:
        assert cards(check_in("first", intensity, "sad.despair")) == []

    @pytest.mark.parametrize(
        ("pause", "expected"), [(2 * HOUR, ["S3"]), (24 * HOUR, ["S3"]), (24 * HOUR + timedelta(seconds=1), [])]
    )
    def test_the_second_unpleasant_ten_within_24_hours_brings_it(self, pause: timedelta, expected: list[str]) -> None:
        earlier = check_in("earlier", 10, "angry.frustrated", at=NOON - pause)
        assert cards(earlier, check_in("first", 10, "fearful.anxious")) == expected

    @pytest.mark.parametrize(
        ("earlier", "later"),
        [
            (("happy.playful", 10), ("fearful.anxious", 10)),
            (("fearful.anxious", 10), ("happy.playful", 10)),
            (("fearful.anxious", 9), ("fearful.anxious", 10)),
        ],
    )
    def test_both_times_are_unpleasant_tens(self, earlier: tuple[str, int], later: tuple[str, int]) -> None:
        first = check_in("earlier", earlier[1], earlier[0], at=NOON - 2 * HOUR)
        assert cards(first, check_in("first", later[1], later[0])) == []

    def test_mixed_feelings_count_as_unpleasant(self) -> None:
        earlier = check_in("earlier", 10, "happy.playful", "fearful.anxious", at=NOON - 2 * HOUR)
        assert cards(earlier, check_in("first", 10, "happy.playful", "fearful.anxious")) == ["S3"]

    @pytest.mark.parametrize(
        ("emotion", "after", "expected"),
        [
            ("sad.despair", 10, ["S3"]),
            ("sad.despair.grief", 10, ["S3"]),
            ("sad.despair", 9, []),
            ("fearful.anxious", 10, []),
        ],
    )
    def test_ten_after_a_step_with_a_heavy_feeling_brings_it_too(
        self, emotion: str, after: int, expected: list[str]
    ) -> None:
        first = check_in("first", 9, emotion, at=NOON - 10 * MINUTE)
        assert cards(first, rating("practice", after, felt=emotion), phase="g2") == expected

    def test_after_a_step_it_is_for_the_feelings_that_stand_for_the_check_in(self) -> None:
        first = check_in("first", 9, "fearful.anxious", at=NOON - 10 * MINUTE)
        heavier = check_in("heavier", 9, "sad.despair", at=first.at, replaces=first.id)
        ten = rating("practice", 10)
        assert cards(first, taken_back(first), heavier, ten, phase="g2") == ["S3"]

    def test_seen_in_the_episode_it_does_not_come_again_after_a_step(self) -> None:
        first = check_in("first", 10, "sad.despair", at=NOON - 10 * MINUTE)
        saw = seen("S3", first, at=NOON - 9 * MINUTE)
        ten = rating("practice", 10, before=10, felt="sad.despair")
        assert cards(first, ten, phase="g2") == ["S3"]
        assert cards(first, saw, ten, phase="g2") == []

    @pytest.mark.parametrize(("before", "expected"), [(8, ["S3"]), (9, ["S3"]), (10, [])])
    def test_a_rise_to_ten_is_a_second_time_and_staying_there_is_not(self, before: int, expected: list[str]) -> None:
        yesterday = check_in("yesterday", 10, "angry.frustrated", at=NOON - 20 * HOUR)
        first = check_in("first", 8, "fearful.anxious", at=NOON - 10 * MINUTE)
        assert cards(yesterday, first, rating("practice", 10, before=before), phase="g2") == expected

    @pytest.mark.parametrize(("before", "expected"), [(9, ["S3"]), (10, [])])
    def test_a_rise_to_ten_was_a_first_time(self, before: int, expected: list[str]) -> None:
        eight = check_in("eight", 8, "angry.frustrated", at=NOON - 20 * HOUR)
        rose = rating("p", 10, at=NOON - 19 * HOUR, of="eight", before=before)
        assert cards(eight, rose, check_in("first", 10, "fearful.anxious")) == expected

    def test_a_ten_that_a_step_has_not_moved_is_the_same_ten(self) -> None:
        again = rating("practice", 10, at=NOON + 5 * MINUTE, before=10)
        assert cards(check_in("first", 10, "fearful.anxious"), again, phase="g2") == []

    def test_a_retracted_check_in_counts_as_if_it_had_never_been(self) -> None:
        earlier = check_in("earlier", 10, "fearful.anxious", at=NOON - 2 * HOUR)
        gone = taken_back(earlier, NOON - HOUR)
        assert cards(earlier, gone, check_in("first", 10, "fearful.anxious")) == []

    def test_an_emotion_of_another_catalogue_brings_none(self) -> None:
        assert cards(check_in("first", 10, "no.such.feeling")) == []


class TestOncePerEpisode:
    def test_a_card_that_was_seen_does_not_come_again_in_the_episode(self) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - HOUR)
        assert cards(first, seen("S3", first, at=NOON - 59 * MINUTE), check_in("first", 10, "sad.despair")) == []

    def test_a_card_that_nobody_saw_comes_again(self) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - HOUR)
        assert cards(first, check_in("first", 10, "sad.despair")) == ["S3"]

    def test_another_card_that_was_seen_does_not_stand_for_it(self) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - HOUR)
        other = seen("people", first, at=NOON - 59 * MINUTE)
        assert cards(first, other, check_in("first", 10, "sad.despair")) == ["S3"]

    def test_ratings_keep_an_episode_together(self) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - 2 * HOUR)
        between = rating("practice", 8, at=NOON - HOUR, of="earlier", felt="sad.despair")
        saw = seen("S3", first, at=NOON - 2 * HOUR)
        assert cards(first, saw, between, check_in("first", 10, "sad.despair")) == []

    @pytest.mark.parametrize(("pause", "expected"), [(90 * MINUTE, []), (90 * MINUTE + SECOND, ["S3"])])
    def test_an_episode_ends_after_a_pause_of_more_than_90_minutes(self, pause: timedelta, expected: list[str]) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - pause)
        assert cards(first, seen("S3", first, at=first.at), check_in("first", 10, "sad.despair")) == expected

    @pytest.mark.parametrize(
        ("after", "floor", "expected"), [(8, 8, []), (7, 8, ["S3"]), (7, 7, []), (6, 7, ["S3"]), (None, 8, [])]
    )
    def test_an_episode_ends_below_the_threshold_and_silence_does_not_end_it(
        self, after: int | None, floor: int, expected: list[str]
    ) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - HOUR)
        history = [first, seen("S3", first, at=first.at), rating("p", after, at=NOON - 50 * MINUTE, of="earlier")]
        last = check_in("first", 10, "sad.despair")
        assert cards(*history, last, given={"regulate_first_from": floor}) == expected

    @pytest.mark.parametrize("given", [None, {}, {"regulate_first_from": 9}, {"regulate_first_from": "7"}])
    def test_without_a_threshold_that_can_be_it_is_8(self, given: dict[str, object] | None) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - HOUR)
        history = [first, seen("S3", first, at=first.at), rating("p", 7, at=NOON - 50 * MINUTE, of="earlier")]
        assert cards(*history, check_in("first", 10, "sad.despair"), given=given) == ["S3"]  # type: ignore[arg-type]

    @pytest.mark.parametrize("floor", [7, 8])
    @pytest.mark.parametrize("intensity", [7, 8, 9])
    def test_the_threshold_does_not_move_the_10_of_the_rule(self, floor: int, intensity: int) -> None:
        assert cards(check_in("first", intensity, "sad.despair"), given={"regulate_first_from": floor}) == []

    def test_a_late_moment_that_moves_the_beginning_of_an_episode_does_not_bring_a_seen_card_back(self) -> None:
        begun = check_in("earlier", 10, "sad.despair", at=NOON - HOUR)
        saw = seen("S3", begun, at=NOON - HOUR)
        earliest = check_in("earliest", 9, "sad.despair", at=NOON - 2 * HOUR, late=90 * MINUTE)
        assert cards(begun, saw, earliest, check_in("first", 10, "sad.despair")) == []

    def test_a_card_names_the_first_moment_of_its_episode(self) -> None:
        first = check_in("earlier", 9, "fearful.anxious", at=NOON - HOUR)
        last = check_in("first", 10, "sad.despair")
        [due] = due_cards(heard(offer_for(last)), [last, first], EMOTIONS)
        assert (due.cause, due.episode) == (last.id, first.id)

    def test_an_episode_is_read_by_time_not_by_arrival(self) -> None:
        history = [check_in("first", 9, "sad"), check_in("earlier", 9, "sad", at=NOON - HOUR)]
        [episode] = episodes(moments_in(history, Standing.of(history), EMOTIONS), 8)
        assert [each.cause for each in episode] == [named("earlier"), named("first")]


class TestFreshMomentsOnly:
    @pytest.mark.parametrize(
        ("late", "expected"), [(29 * MINUTE, ["S3"]), (30 * MINUTE, ["S3"]), (31 * MINUTE, []), (3 * HOUR, [])]
    )
    def test_a_moment_that_comes_late_brings_no_card(self, late: timedelta, expected: list[str]) -> None:
        assert cards(check_in("first", 10, "sad.despair", late=late)) == expected

    @pytest.mark.parametrize(("late", "expected"), [(29 * MINUTE, ["people"]), (31 * MINUTE, [])])
    def test_a_rating_that_comes_late_brings_no_card(self, late: timedelta, expected: list[str]) -> None:
        first = check_in("first", 9, "fearful.anxious", at=NOON - 10 * MINUTE)
        assert cards(first, rating("practice", 9, late=late), phase="people") == expected


class TestPeople:
    def test_the_end_of_the_grounding_steps_brings_people(self) -> None:
        first = check_in("first", 9, "fearful.anxious", at=NOON - 10 * MINUTE)
        assert cards(first, rating("practice", 9), phase="people") == ["people"]

    def test_a_practice_that_made_it_worse_brings_people_beside_the_next_step(self) -> None:
        first = check_in("first", 8, "fearful.anxious", at=NOON - 10 * MINUTE)
        assert cards(first, rating("practice", 10), phase="g2", people_card=True) == ["people"]

    def test_it_comes_each_time(self) -> None:
        first = check_in("first", 9, "fearful.anxious", at=NOON - 10 * MINUTE)
        assert cards(first, seen("people", first, at=NOON - MINUTE), rating("practice", 9), phase="people") == [
            "people"
        ]

    def test_an_only_pleasant_episode_never_leads_to_it(self) -> None:
        first = check_in("first", 9, "happy.playful", at=NOON - 10 * MINUTE)
        assert cards(first, rating("practice", 10, felt="happy.playful"), phase="people", people_card=True) == []

    def test_mixed_feelings_lead_to_it(self) -> None:
        first = check_in("first", 9, "happy.playful", "fearful.anxious", at=NOON - 10 * MINUTE)
        assert cards(first, rating("practice", 9), phase="people") == ["people"]

    def test_a_tap_on_worse_without_a_number_brings_it_too(self) -> None:
        first = check_in("first", 8, "fearful.anxious", at=NOON - 10 * MINUTE)
        worse = rating("practice", None, helped="worse", before=8)
        assert cards(first, worse, phase="g2", people_card=True) == ["people"]

    @pytest.mark.parametrize("phase", ["g1", "g2", "offer", "reflect", "savour"])
    def test_other_phases_bring_none(self, phase: Phase) -> None:
        first = check_in("first", 9, "fearful.anxious", at=NOON - 10 * MINUTE)
        assert cards(first, rating("practice", 8), phase=phase) == []

    def test_a_rating_that_came_with_a_second_event_is_found(self) -> None:
        finished = rating("practice", None, at=NOON - 2 * MINUTE, helped="no")
        data = PracticeRated(
            practice_id=named("practice"), technique_id="drop-anchor", started_at=NOON, intensity_after=9
        )
        rated = Said(named("rated"), NOON, NOON, data)
        offer = offer_for(rating("practice", 9), "people")
        first = check_in("first", 9, "fearful.anxious", at=NOON - 10 * MINUTE)
        assert [due.card for due in due_cards(heard(offer), [first, finished, rated], EMOTIONS)] == ["people"]


def test_an_offer_whose_cause_is_not_in_the_past_brings_no_card() -> None:
    offer = offer_for(check_in("first", 10, "sad.despair"))
    assert due_cards(heard(offer), [check_in("other", 10, "sad.despair")], EMOTIONS) == []


def test_what_was_recorded_after_the_offer_does_not_count() -> None:
    ten = check_in("first", 10, "fearful.anxious")
    earlier = check_in("earlier", 10, "fearful.anxious", at=NOON - HOUR)
    offer = heard(offer_for(ten), Place(7, 3))
    assert due_cards(offer, [ten, replace(earlier, recorded=Place(7, 4))], EMOTIONS) == []
    assert due_cards(offer, [ten, replace(earlier, recorded=Place(8, 1))], EMOTIONS) == []
    assert [due.card for due in due_cards(offer, [ten, replace(earlier, recorded=Place(7, 2))], EMOTIONS)] == ["S3"]


def practice(emotion: str, before: int, after: int | None, helped: Helped | None = None) -> Begun:
    moment = Moment(named("first"), (emotion,), (), before)
    run = Run(named("practice"), "drop-anchor", "full", 1, NOON, moment)
    return Finished(run, (None,), Rating(after, helped))


@pytest.mark.parametrize(
    ("done", "worse"),
    [
        (practice("fearful.anxious", 6, 7), False),
        (practice("fearful.anxious", 6, 8), True),
        (practice("fearful.anxious", 6, 6), False),
        (practice("fearful.anxious", 6, 3, "worse"), True),
        (practice("fearful.anxious", 6, None, "helped"), False),
        (practice("fearful.anxious", 6, None), None),
        (practice("happy.playful", 6, 9), False),
        (practice("happy.playful", 6, 9, "worse"), True),
    ],
)
def test_worse_is_what_was_said_or_a_rise_of_two(done: Begun, worse: bool | None) -> None:
    assert got_worse(done, EMOTIONS) is worse


def test_a_practice_that_goes_on_is_not_judged() -> None:
    assert got_worse(Running(Run(named("p"), "drop-anchor", "full", 1, NOON)), EMOTIONS) is None


CRISIS_LIKE: set[CardKind] = {"people", "S3", "S4", "S9"}


@pytest.mark.parametrize(("kind", "wording"), WORDINGS.items(), ids=WORDINGS)
class TestTheWords:
    def test_they_are_easy_to_read(self, kind: CardKind, wording: Wording) -> None:
        texts = [wording.title, wording.text, wording.line or "", *(choice.label for choice in wording.choices)]
        assert grade(texts) <= (CRISIS_LIMIT if kind in CRISIS_LIKE else LIMIT)

    def test_they_hold_no_forbidden_word(self, kind: CardKind, wording: Wording) -> None:
        sent = [line for choice in wording.choices for line in (choice.body or {}).values()]
        labels = [choice.label for choice in wording.choices]
        assert forbidden_words(" ".join([wording.title, wording.text, wording.line or "", *labels, *sent])) == []

    def test_a_way_on_is_always_among_the_choices(self, kind: CardKind, wording: Wording) -> None:
        assert {"go_on", "stop_here", "not_now", "skip"} & {choice.code for choice in wording.choices}

    def test_those_of_a_hard_moment_stand_beside_the_first_option_and_name_people_and_numbers(
        self, kind: CardKind, wording: Wording
    ) -> None:
        if kind in CRISIS_LIKE:
            assert {"people", "help"} < {choice.code for choice in wording.choices}
        assert wording.beside == ("first_option" if kind in CRISIS_LIKE else "below")

    def test_a_line_for_the_session_is_put_there_with_one_tap(self, kind: CardKind, wording: Wording) -> None:
        tells = [choice for choice in wording.choices if choice.code == "tell"]
        assert all((each.method, each.href) == ("PUT", "/v1/plan/session") for each in tells)
        assert all(each.body == {"line": wording.line} for each in tells)
        assert bool(tells) is (kind not in {"people", "S3"})
