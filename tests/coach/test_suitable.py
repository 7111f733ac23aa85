"""What speaks against a technique for one person, and that the coach and the router never disagree about it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import product
from typing import get_args
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.coach.suitable import Mine, Outcome, against, outcomes, proven, suspects, to_mind
from services.coach.words import why, why_not
from services.router.constants import RISE, WORSE_LIMIT
from services.router.helped import Run, seen
from services.router.ranking import stocked
from services.router.ranking.filters import fits, unsuited
from services.router.ranking.filters import harmed_twice as taken_out_by_the_router
from shared.catalogue import (
    HARMS_THAT_TAKE_OUT,
    MEDICAL,
    RISE_THAT_HARMS,
    Caution,
    did_harm,
    harmed_twice,
    load_catalogue,
    stays_restored,
)
from shared.catalogue.words import forbidden_words
from shared.events import Contract, Helped, PracticeFinished, PracticeRated, PracticeStopped

CATALOGUE = load_catalogue()
EMOTIONS, TECHNIQUES = CATALOGUE.emotions, CATALOGUE.techniques
CAUTIONS: tuple[Caution, ...] = get_args(Caution)
ALL_ANSWERED: dict[str, bool] = {caution: False for caution in CAUTIONS}
PLEASANT, UNPLEASANT = "happy", "fearful.anxious"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TAPS: tuple[Helped | None, ...] = (None, *get_args(Helped))
answers = st.dictionaries(st.sampled_from(CAUTIONS), st.booleans())


def codes(technique: str, mine: Mine, *feelings: str) -> list[str]:
    found = against(TECHNIQUES[technique], mine, [EMOTIONS[each] for each in feelings])
    return [each.code for each in found]


def itself(outcome: Outcome) -> Outcome | None:
    return outcome


def harmful(technique: str = "drop-anchor", *, emotion: str = UNPLEASANT) -> Outcome:
    return Outcome(technique, uuid4(), (emotion,), 5, 7)


class TestAgainst:
    def test_given_every_question_answered_no_when_nothing_is_hidden_then_all_suit(self) -> None:
        assert not [name for name in TECHNIQUES if codes(name, Mine(ALL_ANSWERED))]

    def test_given_no_answers_then_only_open_medical_questions_speak_against(self) -> None:
        for name, technique in TECHNIQUES.items():
            open_questions = MEDICAL.intersection(technique.cautions.avoid_if)
            assert codes(name, Mine()) == (["caution-unanswered"] if open_questions else [])

    @pytest.mark.parametrize("name", [name for name, each in TECHNIQUES.items() if each.cautions.avoid_if])
    def test_each_caution_that_is_to_be_avoided_speaks_against(self, name: str) -> None:
        for caution in TECHNIQUES[name].cautions.avoid_if:
            assert codes(name, Mine(ALL_ANSWERED | {caution: True})) == ["caution"]

    def test_every_reason_is_named_in_the_order_of_the_filters(self) -> None:
        name = next(each.id for each in TECHNIQUES.values() if each.cautions.avoid_if and "happy" not in each.fits)
        caution = TECHNIQUES[name].cautions.avoid_if[0]
        mine = Mine({caution: True}, frozenset({name}), frozenset({name}))
        found = codes(name, mine)
        assert found == ["caution", "hidden", "harmed"]

    def test_a_feeling_it_is_not_made_for_speaks_against_unless_another_chosen_one_fits(self) -> None:
        mine = Mine(ALL_ANSWERED)
        savouring = next(each for each in TECHNIQUES.values() if each.fits == ("@pleasant",))
        assert codes(savouring.id, mine, UNPLEASANT) == ["feeling"]
        assert codes(savouring.id, mine, UNPLEASANT, PLEASANT) == []

    def test_a_care_code_of_any_chosen_feeling_speaks_against(self) -> None:
        technique = next(each for each in TECHNIQUES.values() if "trauma" in each.cautions.not_for_care)
        feeling = next(each.id for each in EMOTIONS.values() if each.care == "trauma")
        assert "care" in codes(technique.id, Mine(ALL_ANSWERED), UNPLEASANT, feeling)

    def test_what_is_to_be_done_gently_stays_suitable(self) -> None:
        technique = next(each for each in TECHNIQUES.values() if each.cautions.adapt_if)
        caution = technique.cautions.adapt_if[0]
        mine = Mine(ALL_ANSWERED | {caution: True})
        assert codes(technique.id, mine) == []
        assert [each.facts for each in to_mind(technique, mine)] == [{"caution": caution}]
        assert list(to_mind(technique, Mine(ALL_ANSWERED))) == []


@given(cautions=answers, feeling=st.sampled_from(sorted(EMOTIONS)))
def test_every_reason_has_a_kind_sentence_of_its_own(cautions: dict[str, bool], feeling: str) -> None:
    for technique in TECHNIQUES.values():
        mine = Mine(cautions, frozenset({technique.id}), frozenset({technique.id}))
        told = [why_not(each, technique, CATALOGUE) for each in against(technique, mine, [EMOTIONS[feeling]])]
        told += [why(each, technique, CATALOGUE) for each in to_mind(technique, mine)]
        assert len(set(told)) == len(told)
        assert "Not offered this time." not in told
        assert not [each for each in told if forbidden_words(each)]


class TestWhatCameOfAPractice:
    def test_what_was_said_first_stands_and_silence_is_filled(self) -> None:
        about = {"practice_id": uuid4(), "technique_id": "drop-anchor", "emotions": [UNPLEASANT], "started_at": NOW}
        told: list[Contract] = [
            PracticeStopped(**about, intensity_before=5, step=1, intensity_after=8),
            PracticeRated(**about, intensity_before=5, intensity_after=4, helped="no"),
            PracticeRated(**about, intensity_before=5, helped="worse"),
        ]
        assert outcomes(enumerate(told, 1)) == [Outcome("drop-anchor", None, (UNPLEASANT,), 5, 8, "no")]

    def test_silence_is_no_harm(self) -> None:
        ended = PracticeFinished(practice_id=uuid4(), technique_id="drop-anchor", intensity_before=9, started_at=NOW)
        assert suspects(outcomes([(1, ended), (2, ended.model_copy(update={"practice_id": uuid4()}))])) == []

    @pytest.mark.parametrize(("times", "out"), [(1, False), (2, True), (3, True)])
    def test_it_is_taken_out_at_the_second_time(self, times: int, out: bool) -> None:
        told = [harmful() for _ in range(times)]
        assert proven(suspects(told), itself, EMOTIONS) == ({"drop-anchor"} if out else set())

    def test_two_techniques_that_did_harm_once_each_stay(self) -> None:
        assert proven(suspects([harmful(), harmful("count-back")]), itself, EMOTIONS) == set()

    def test_what_was_taken_back_never_happened(self) -> None:
        first, second = harmful(), harmful()

        def standing(outcome: Outcome) -> Outcome | None:
            return None if outcome == second else outcome

        assert proven(suspects([first, second]), standing, EMOTIONS) == set()

    def test_more_of_a_pleasant_feeling_is_no_harm_and_the_first_feeling_decides(self) -> None:
        told = [harmful(emotion=PLEASANT), harmful(emotion=PLEASANT)]
        assert len(suspects(told)) == 2
        assert proven(told, itself, EMOTIONS) == set()
        assert proven([Outcome("x", None, (UNPLEASANT, PLEASANT), 5, 7)] * 2, itself, EMOTIONS) == {"x"}
        assert proven([Outcome("x", None, (PLEASANT, UNPLEASANT), 5, 7)] * 2, itself, EMOTIONS) == set()


class TestWhatWasBroughtBack:
    @pytest.mark.parametrize(
        ("named", "harms", "stays"),
        [
            ({}, [1, 2], False),
            ({3: True}, [1, 2], True),
            ({3: True}, [1, 2, 4], True),
            ({3: True}, [1, 2, 4, 5], False),
            ({3: True, 6: True}, [1, 2, 4, 5], True),
            ({3: True, 5: True}, [1, 2, 4, 6], False),
            ({3: True, 5: False}, [1, 2], False),
            ({3: True, 5: False, 7: True}, [1, 2, 4, 6, 8], True),
        ],
    )
    def test_it_stays_until_two_more_harms_are_told_and_comes_back_when_it_is_chosen_anew(
        self, named: dict[int, bool], harms: list[int], stays: bool
    ) -> None:
        """Chosen again while it stays, as part of the whole list, is no new choice."""
        assert stays_restored(named, harms) is stays

    def test_a_harm_is_told_when_it_is_first_known(self) -> None:
        about = {"practice_id": uuid4(), "technique_id": "drop-anchor", "emotions": [UNPLEASANT], "started_at": NOW}
        risen = PracticeFinished(**about, intensity_before=5, intensity_after=7)
        [found] = outcomes([(4, risen), (9, PracticeRated(**about, intensity_before=5, helped="worse"))])
        assert (found.harm_told(pleasant=False), found.harm_told(pleasant=True)) == (4, 9)


class TestTheRouterAgrees:
    def test_about_every_run_there_can_be(self) -> None:
        strengths: Sequence[int | None] = (None, *range(1, 11))
        for helped, before, after, pleasant in product(TAPS, strengths, strengths, (True, False)):
            run = Run("drop-anchor", NOW, UNPLEASANT, before, after, helped)
            assert seen(run, pleasant).worse == did_harm(helped, before, after, pleasant), (run, pleasant)

    def test_about_which_feelings_and_cares_a_technique_is_for(self) -> None:
        shelf, mine = stocked(), Mine(ALL_ANSWERED)
        for emotion in EMOTIONS.values():
            for item, spec in zip(shelf.items, fits(5, [emotion], shelf), strict=True):
                refused = unsuited(item, spec, item.technique.intensity[0], False, [emotion])
                own = codes(item.id, mine, emotion.id)
                assert (refused.code if refused else None) == (own[0] if own else None), (item.id, emotion.id)

    def test_about_how_much_and_how_often_is_too_much(self) -> None:
        assert (RISE, WORSE_LIMIT) == (RISE_THAT_HARMS, HARMS_THAT_TAKE_OUT)

    @given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=8))
    def test_about_what_is_taken_out(self, runs: list[str]) -> None:
        judged = {name: [seen(Run(name, NOW, UNPLEASANT, 5, 9), False)] * runs.count(name) for name in runs}
        assert taken_out_by_the_router(judged) == harmed_twice(runs)


def test_an_outcome_without_a_feeling_is_not_taken_for_a_pleasant_one() -> None:
    told = [Outcome("x", UUID(int=0), (), 5, 7), Outcome("x", None, ("no.such.feeling",), 5, 7)]
    assert proven(told, itself, EMOTIONS) == {"x"}
