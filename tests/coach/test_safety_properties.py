"""What holds for the cards of any past: they only add, and only what counts makes a difference."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as some

from services.coach.api.showing import offer_shown
from services.coach.cards import card
from services.coach.safety import LOOK_BACK, due_cards, rest_inward_until, sight_of
from services.coach.safety.due import RULES, Due, cards_of
from services.coach.safety.moments import FRESH
from shared.catalogue import load_catalogue
from shared.events import CheckInRecorded, Helped
from tests.coach.said import (
    DAY,
    EMOTIONS,
    HOUR,
    MINUTE,
    NOON,
    Place,
    Said,
    check_in,
    heard,
    named,
    offer_for,
    rating,
    seen,
    taken_back,
)

CATALOGUE = load_catalogue()
UNPLEASANT = ("sad.despair", "sad.lonely", "bad.tired", "fearful.anxious", "angry.mad.furious")
PLEASANT = ("surprised.excited", "happy.playful", "happy.peaceful")
ZONES = (None, "Europe/Madrid", "Pacific/Auckland", "America/New_York")
HELPED: tuple[Helped | None, ...] = (None, "worse", "helped")
SEEDS = some.integers(min_value=0, max_value=2**32)


def past(chance: random.Random, *, feelings: Sequence[str] = UNPLEASANT + PLEASANT) -> list[Said]:
    """Three weeks of check-ins, ratings, seen cards and things taken back, in the order in which they happened."""
    history: list[Said] = []
    strong, pool = chance.choice([(1, 10), (8, 10), (3, 7)]), list(chance.choice([feelings, feelings[:3]]))
    for n in range(chance.randint(0, 60)):
        at = NOON - chance.random() * chance.choice([1, 3, 15, 21]) * DAY
        felt = chance.sample(pool, chance.choice([1, 1, 2]))
        moment = check_in(
            f"past {n}",
            chance.randint(*strong),
            *felt,
            at=at,
            late=chance.choice([timedelta(0), MINUTE, 3 * HOUR]),
            zone=chance.choice(ZONES),
            slept=chance.choice([None, 4.0, 5.0, 8.0]),
            note=chance.choice([None, "a note"]),
        )
        history.append(moment)
        if chance.random() < 0.4:
            after, helped = chance.choice([5, 8, 9, 10, None]), chance.choice(HELPED)
            ended = at + 10 * MINUTE
            done = rating(f"p {n}", after, at=ended, of=f"past {n}", before=7, felt=felt[0], helped=helped)
            history.append(done)
        if chance.random() < 0.1:
            history.append(seen(chance.choice(list(RULES)), moment, at=at + MINUTE))
        if chance.random() < 0.1:
            history.append(taken_back(moment, at + 20 * MINUTE))
    recorded = [replace(each, recorded=Place(1, chance.randint(1, 10**6))) for each in history]
    return sorted((each for each in recorded if each.at <= NOON), key=lambda each: each.at)


def moment(chance: random.Random, *, late: timedelta = timedelta(0), feelings: Sequence[str] = UNPLEASANT) -> Said:
    felt = chance.choice(list(feelings))
    return check_in("first", chance.randint(1, 10), felt, at=NOON, late=late, zone=chance.choice(ZONES), slept=4.0)


def due(history: Sequence[Said], last: Said) -> list[Due]:
    return due_cards(heard(offer_for(last), Place(10, 1)), [*history, last], EMOTIONS)


@settings(max_examples=300, deadline=None)
@any_of(SEEDS)
def test_the_order_of_arrival_makes_no_difference(seed: int) -> None:
    chance = random.Random(seed)
    history, last = past(chance), moment(chance)
    places = [replace(each, recorded=Place(chance.randint(1, 9), chance.randint(1, 10**6))) for each in history]
    assert due(chance.sample(places, len(places)), last) == due(history, last)


@settings(max_examples=300, deadline=None)
@any_of(SEEDS)
def test_what_is_older_than_is_looked_back_makes_no_difference(seed: int) -> None:
    chance = random.Random(seed)
    history, last = past(chance), moment(chance)
    lately = [each for each in history if each.recorded_at >= NOON - LOOK_BACK]
    assert due(lately, last) == due(history, last)


@settings(max_examples=300, deadline=None)
@any_of(SEEDS)
def test_what_was_taken_back_is_as_if_it_had_never_been_with_its_practices(seed: int) -> None:
    chance = random.Random(seed)
    history, last = past(chance), moment(chance)
    every = [each for each in history if isinstance(each.data, CheckInRecorded)]
    gone = {each.id for each in chance.sample(every, len(every) // 3)}
    withdrawn = [*history, *(taken_back(each, NOON) for each in every if each.id in gone)]
    never = [each for each in history if each.id not in gone and getattr(each.data, "check_in_id", None) not in gone]
    assert due(withdrawn, last) == due(never, last)


@settings(max_examples=200, deadline=None)
@any_of(SEEDS)
def test_words_of_a_note_make_no_difference(seed: int) -> None:
    chance = random.Random(seed)
    history, last = past(chance), moment(chance)
    written = [noted(each, f"words {uuid4()}") for each in history]
    assert due(written, noted(last, "I want to say everything here")) == due(history, last)


def noted(said: Said, words: str) -> Said:
    if not isinstance(said.data, CheckInRecorded):
        return said
    return replace(said, data=said.data.model_copy(update={"note": words}))


@settings(max_examples=300, deadline=None)
@any_of(SEEDS, some.integers(min_value=1, max_value=10**6))
def test_a_moment_that_came_late_brings_nothing(seed: int, seconds: int) -> None:
    chance = random.Random(seed)
    last = moment(chance, late=FRESH + timedelta(seconds=seconds))
    assert sight_of(heard(offer_for(last), Place(10, 1)), [*past(chance), last], EMOTIONS) is None


@settings(max_examples=300, deadline=None)
@any_of(SEEDS)
def test_what_is_recorded_after_the_offer_changes_no_answer(seed: int) -> None:
    chance = random.Random(seed)
    history, last = past(chance), moment(chance)
    after = [replace(each, recorded=Place(11, 1)) for each in past(chance)]
    fresh = [replace(each, id=uuid4()) for each in after]
    assert due([*history, *fresh], last) == due(history, last)


@settings(max_examples=300, deadline=None)
@any_of(SEEDS)
def test_seeing_a_card_never_brings_one(seed: int) -> None:
    chance = random.Random(seed)
    history, last = past(chance), moment(chance)
    before = {each.card for each in due(history, last)}
    saw = seen(chance.choice(list(RULES)), last, at=NOON - chance.random() * 5 * DAY)
    assert {each.card for each in due([*history, saw], last)} <= before


@settings(max_examples=300, deadline=None)
@any_of(SEEDS)
def test_only_pleasant_days_never_lead_to_people_nor_to_what_looks_back_on_hard_ones(seed: int) -> None:
    chance = random.Random(seed)
    history, last = past(chance, feelings=PLEASANT), moment(chance, feelings=PLEASANT)
    offer = offer_for(last, "people", people_card=True)
    found = due_cards(heard(offer, Place(10, 1)), [*history, last], EMOTIONS)
    assert {each.card for each in found} <= {"S11", "S9"}
    if "S9" in {each.card for each in found}:
        assert any(getattr(each.data, "helped", None) == "worse" for each in history)


@settings(max_examples=200, deadline=None)
@any_of(SEEDS)
def test_each_card_comes_once_and_inward_practices_rest_only_for_harm(seed: int) -> None:
    chance = random.Random(seed)
    history, last = past(chance), moment(chance)
    sight = sight_of(heard(offer_for(last), Place(10, 1)), [*history, last], EMOTIONS)
    assert sight is not None
    found = cards_of(sight)
    assert len({each.card for each in found}) == len(found)
    rests = rest_inward_until(sight, found)
    assert rests is None or NOON < rests <= NOON + 14 * DAY


@settings(max_examples=100, deadline=None)
@any_of(some.lists(some.sampled_from(list(RULES)), unique=True))
def test_cards_only_add_an_offer_with_them_is_the_offer_without_them(kinds: list[str]) -> None:
    last = check_in("first", 9, "fearful.anxious")
    offer = offer_for(last).model_copy(update={"ordered": [*CATALOGUE.techniques][:7]})
    shown = [card(named(kind), kind) for kind in RULES if kind in kinds]
    without = offer_shown(offer, [], CATALOGUE).model_dump()
    with_them = offer_shown(offer, shown, CATALOGUE).model_dump()
    assert with_them == without | {"cards": with_them["cards"]}
    assert [each["kind"] for each in with_them["cards"]] == [each.kind for each in shown]


def test_the_pasts_that_are_tried_bring_every_card_that_they_can() -> None:
    """Otherwise these properties would say nothing."""
    found: set[str] = set()
    for seed in range(600):
        chance = random.Random(seed)
        history = past(chance)
        found |= {each.card for each in due(history, moment(chance, feelings=UNPLEASANT + PLEASANT))}
    assert found == set(RULES) - {"people"}
