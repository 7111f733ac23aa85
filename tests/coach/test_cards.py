"""When a card is due (docs/specification/safety.md section 2): tables, boundaries, repeats, words."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest

from services.coach.cards import CARDS, Card, due_cards, episode, got_worse, may_bring_cards, stated_in
from services.coach.decider import Begun, Finished, Moment, Rating, Run, Running
from shared.catalogue import load_catalogue
from shared.catalogue.words import forbidden_words
from shared.events import (
    CheckInRecorded,
    CheckInRetracted,
    Contract,
    Helped,
    Phase,
    PracticeFinished,
    PracticeRated,
    TechniqueRecommended,
)
from tests.coach.reading import reading_grade

NAMES = UUID("0d0b2f8e-6d0a-4a49-b6f2-3f0a3a7b2c55")
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
EMOTIONS = load_catalogue().emotions
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Place:
    tx: int = 1
    position: int = 1


@dataclass(frozen=True)
class Said:
    """An event, when it was, when it reached us, and where it stands in the log."""

    id: UUID
    at: datetime
    recorded_at: datetime
    data: Contract
    recorded: Place = Place()


def named(name: str) -> UUID:
    return uuid5(NAMES, name)


def check_in(name: str, intensity: int, *emotions: str, at: datetime = NOON, late: timedelta = timedelta(0)) -> Said:
    data = CheckInRecorded(emotions=list(emotions), intensity=intensity, occurred_at=at)
    return Said(named(name), at, at + late, data)


def rating(
    name: str, after: int | None, *, at: datetime = NOON, late: timedelta = timedelta(0), helped: Helped | None = None
) -> Said:
    data = PracticeFinished(
        practice_id=named(name),
        technique_id="drop-anchor",
        check_in_id=named("first"),
        emotions=["fearful.anxious"],
        intensity_before=9,
        started_at=at - 3 * MINUTE,
        intensity_after=after,
        helped=helped,
    )
    return Said(uuid5(named(name), "finish"), at, at + late, data)


def heard(offer: TechniqueRecommended, place: Place = Place(2, 1)) -> Said:
    return Said(uuid5(offer.cause, offer.type), NOON, NOON, offer, place)


def offer_for(said: Said, phase: Phase = "g1", *, people_card: bool = False) -> TechniqueRecommended:
    is_check_in = isinstance(said.data, CheckInRecorded)
    cause = said.id if isinstance(said.data, CheckInRecorded) else said.data.practice_id  # type: ignore[attr-defined]
    strength = said.data.intensity if isinstance(said.data, CheckInRecorded) else said.data.intensity_after  # type: ignore[attr-defined]
    return TechniqueRecommended(
        cause=cause,
        cause_kind="check_in" if is_check_in else "practice",
        check_in_id=named("first"),
        phase=phase,
        intensity=strength or 1,
        ordered=["feet-on-floor"],
        options=[],
        not_offered=[],
        people_card=people_card,
        catalogue_version=1,
        router_version=1,
        practice_version=0,
    )


def cards(*history: Said, phase: Phase = "g1", people_card: bool = False) -> list[str]:
    """The cards of the answer about the last of `history`."""
    offer = offer_for(history[-1], phase, people_card=people_card)
    return [due.card for due in due_cards(heard(offer), history, EMOTIONS)]


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

    def test_a_rating_of_ten_is_no_check_in(self) -> None:
        again = rating("practice", 10, at=NOON + 5 * MINUTE)
        assert cards(check_in("first", 10, "fearful.anxious"), again, phase="g2") == []

    def test_a_retracted_check_in_counts_as_if_it_had_never_been(self) -> None:
        earlier = check_in("earlier", 10, "fearful.anxious", at=NOON - 2 * HOUR)
        gone = Said(named("gone"), NOON - HOUR, NOON - HOUR, CheckInRetracted(check_in_id=earlier.id))
        assert cards(earlier, gone, check_in("first", 10, "fearful.anxious")) == []

    def test_an_emotion_of_another_catalogue_brings_none(self) -> None:
        assert cards(check_in("first", 10, "no.such.feeling")) == []


class TestOncePerEpisode:
    def test_the_next_ten_of_the_episode_brings_no_second_card(self) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - HOUR)
        assert cards(first, check_in("first", 10, "sad.despair")) == []

    def test_ratings_keep_an_episode_together(self) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - 2 * HOUR)
        between = rating("practice", 8, at=NOON - HOUR)
        assert cards(first, between, check_in("first", 10, "sad.despair")) == []

    @pytest.mark.parametrize(("pause", "expected"), [(90 * MINUTE, []), (91 * MINUTE, ["S3"])])
    def test_an_episode_ends_after_a_pause_of_more_than_90_minutes(self, pause: timedelta, expected: list[str]) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - pause)
        assert cards(first, check_in("first", 10, "sad.despair")) == expected

    @pytest.mark.parametrize(("after", "expected"), [(8, []), (7, ["S3"]), (None, [])])
    def test_an_episode_ends_below_8_and_silence_does_not_end_it(self, after: int | None, expected: list[str]) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - HOUR)
        assert cards(first, rating("p", after, at=NOON - 50 * MINUTE), check_in("first", 10, "sad.despair")) == expected

    def test_a_moment_too_old_to_have_brought_the_card_does_not_use_it_up(self) -> None:
        first = check_in("earlier", 10, "sad.despair", at=NOON - HOUR, late=40 * MINUTE)
        assert cards(first, check_in("first", 10, "sad.despair")) == ["S3"]

    def test_the_second_ten_of_an_episode_brings_the_card_when_the_first_did_not(self) -> None:
        first = check_in("earlier", 10, "fearful.anxious", at=NOON - HOUR)
        assert cards(first, check_in("first", 10, "fearful.anxious")) == ["S3"]

    def test_a_card_names_the_first_moment_of_its_episode(self) -> None:
        first = check_in("earlier", 9, "fearful.anxious", at=NOON - HOUR)
        last = check_in("first", 10, "sad.despair")
        [due] = due_cards(heard(offer_for(last)), [last, first], EMOTIONS)
        assert (due.cause, due.episode) == (last.id, first.id)

    def test_an_episode_is_read_by_time_not_by_arrival(self) -> None:
        history = [check_in("first", 9, "sad"), check_in("earlier", 9, "sad", at=NOON - HOUR)]
        assert [each.cause for each in episode(stated_in(history))] == [named("earlier"), named("first")]


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


def test_the_past_is_read_only_where_a_card_may_follow() -> None:
    assert may_bring_cards(offer_for(check_in("first", 10, "sad")))
    assert may_bring_cards(offer_for(rating("practice", 8), "people"))
    assert may_bring_cards(offer_for(rating("practice", 8), "g2", people_card=True))
    assert not may_bring_cards(offer_for(check_in("first", 9, "sad.despair")))
    assert not may_bring_cards(offer_for(rating("practice", 10), "g2"))


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


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.id)
class TestTheWords:
    def test_they_are_easy_to_read(self, card: Card) -> None:
        assert reading_grade(f"{card.title}. {card.text}") <= 6

    def test_they_hold_no_forbidden_word(self, card: Card) -> None:
        assert forbidden_words(" ".join([card.title, card.text, *(choice.label for choice in card.choices)])) == []

    def test_a_way_on_is_always_among_the_choices(self, card: Card) -> None:
        assert {"people", "help"} < {choice.code for choice in card.choices}
        assert {"go_on", "stop_here"} & {choice.code for choice in card.choices}

    def test_it_stands_beside_the_first_option_never_before_it(self, card: Card) -> None:
        assert card.beside == "first_option"
