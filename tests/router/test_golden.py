"""The worked examples of docs/specification/routing.md section 9, with their numbers to one decimal."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.router.decider import shown
from services.router.episode import Standing
from services.router.helped import Here, believe, seen, weight
from services.router.ranking import Plan, Ranking, RankingInputs, rank, stocked
from shared.catalogue import load_catalogue
from tests.router.people import ANXIOUS, HOME, NOW, WORK, WORRIED, ago, moment, run

Figures = list[tuple[str, float]]
ALL_NO = dict.fromkeys(load_catalogue().caution_labels, False)
OUT_BREATHS = (
    run("longer-out-breath", at=ago(days=7), before=9, after=6, helped="helped", triggers=WORK),
    run("longer-out-breath", at=ago(days=14), before=8, after=6, helped="a_bit", triggers=WORK),
)
MAYA: dict[str, Any] = {
    "energy": "low",
    "privacy": "public",
    "minutes": 3,
    "can_write": False,
    "triggers": WORK,
    "cautions": ALL_NO,
    "history": (
        *OUT_BREATHS,
        run("five-senses", at=ago(days=3), before=9, after=8, helped="no", triggers=HOME),
        run("three-slow-breaths", at=ago(days=1), emotion=WORRIED, before=7, after=5, helped="helped", triggers=WORK),
    ),
    "homework": {"three-slow-breaths": "therapist", "mini-thought-record": "therapist"},
    "plans": (Plan("three-slow-breaths", triggers=WORK, line="if my chest tightens at work"),),
}


def ranked(inputs: RankingInputs) -> Ranking:
    return rank(inputs, stocked())


def three(inputs: RankingInputs) -> Figures:
    return [(each.item.id, shown(each.score)) for each in ranked(inputs).options]


def all_of(inputs: RankingInputs) -> list[str]:
    return [each.item.id for each in ranked(inputs).ordered]


def best_ten(inputs: RankingInputs) -> set[str]:
    ordered = sorted(ranked(inputs).ordered, key=lambda each: each.score, reverse=True)
    return {each.item.id for each in ordered[:10]}


def test_a_maya_at_nine_gets_what_she_planned_then_two_other_channels() -> None:
    inputs = moment(ANXIOUS, intensity=9, **MAYA)
    assert three(inputs) == [("three-slow-breaths", 74.9), ("fists-and-release", 67.1), ("count-back", 63.8)]
    assert ranked(inputs).plan == MAYA["plans"][0]


def test_a_help_of_the_longer_out_breath_is_the_one_worked_out_by_hand() -> None:
    first, second = (seen(each, pleasant=False) for each in OUT_BREATHS)
    assert first.outcome == pytest.approx(0.65)
    assert second.outcome == pytest.approx(0.323, abs=0.001)
    here = Here.at(NOW, ANXIOUS, 9, WORK)
    assert [weight(each, here) / 1.5 for each in OUT_BREATHS] == pytest.approx([0.922, 0.851], abs=0.001)
    assert [weight(each, here) for each in OUT_BREATHS] == pytest.approx([1.384, 1.276], abs=0.001)
    belief = believe(0.28, (first, second), here)
    assert belief.mean == pytest.approx(0.402, abs=0.001)
    assert belief.help == pytest.approx(0.87, abs=0.005)


def test_a_without_the_plan_what_has_helped_comes_first() -> None:
    inputs = moment(ANXIOUS, intensity=9, **MAYA | {"plans": ()})
    assert three(inputs)[0] == ("longer-out-breath", 75.1)
    terms = {name: round(value, 2) for name, value in ranked(inputs).ordered[0].terms.items()}
    assert terms == {"fit": 0.70, "int": 0.69, "help": 0.87, "ctx": 1, "evi": 1, "hw": 0, "fat": 0.01}


def test_a_one_poor_run_takes_five_senses_out_of_the_best_ten() -> None:
    inputs = moment(ANXIOUS, intensity=9, **MAYA)
    assert "five-senses" not in best_ten(inputs)
    assert "five-senses" in all_of(inputs)


def test_a_no_thought_record_at_nine_although_it_is_homework() -> None:
    refused = {each.technique_id: each.code for each in ranked(moment(ANXIOUS, intensity=9, **MAYA)).refused}
    assert refused["mini-thought-record"] == "intensity"
    assert refused["talk-by-name"] == "intensity"


def second_step() -> RankingInputs:
    done = run("three-slow-breaths", at=NOW, before=9, after=8, triggers=WORK)
    now = Standing(phase="g2", done=("three-slow-breaths",), last_channel="breath", settled=True, rounds=1)
    said = MAYA | {"history": (*MAYA["history"], done), "standing": now, "now": NOW + timedelta(minutes=3)}
    return moment(ANXIOUS, intensity=8, **said)


def test_a_still_eight_leads_to_another_way() -> None:
    assert three(second_step()) == [("drop-anchor", 65.6), ("count-back", 64.8), ("look-around-slowly", 64.1)]


def third_step() -> RankingInputs:
    second = second_step()
    done = run("drop-anchor", at=second.now, before=8, after=6, triggers=WORK)
    return replace(
        second,
        now=second.now + timedelta(minutes=3),
        intensity=6,
        minutes=5,
        can_write=True,
        history=(*second.history, done),
        standing=Standing(
            phase="reflect", done=("three-slow-breaths", "drop-anchor"), last_channel="body", settled=True
        ),
    )


def test_a_at_six_there_is_room_for_thinking() -> None:
    inputs = third_step()
    assert three(inputs) == [("mini-thought-record", 73.6), ("future-view", 72.8), ("three-minute-space", 72.2)]
    assert ranked(inputs).tiny == "mini-thought-record"
    assert stocked().by_id["mini-thought-record"].technique.tiny.line == "Say the first line in your head."
    costs = three(replace(inputs, energy="medium"))[0][1] - 73.6
    assert costs == pytest.approx(6.0)


def test_b_a_cold_start_at_ten() -> None:
    inputs = moment("fearful.anxious.overwhelmed", intensity=10)
    assert three(inputs) == [("longer-out-breath", 68.6), ("quiet-two-minutes", 72.2), ("fists-and-release", 66.3)]
    refused = {each.technique_id: each.code for each in ranked(inputs).refused}
    assert refused["cold-pack-face"] == "caution-unanswered"


def test_c_worthless_gets_no_reappraisal() -> None:
    inputs = moment("fearful.weak.worthless", intensity=5)
    assert three(inputs) == [("compassion-pause", 77.0), ("small-win", 73.7), ("comfort-choice", 66.6)]
    assert not {"critic-to-coach", "future-view", "three-good-things"} & set(all_of(inputs))


def test_d_grief_is_neither_fixed_nor_reframed() -> None:
    inputs = moment("sad.despair.grief", intensity=4, energy="low")
    assert three(inputs) == [("two-tracks", 76.6), ("remember-with-love", 76.4), ("three-minute-space", 69.2)]
    assert not {"spot-the-pattern", "future-view", "three-good-things"} & set(all_of(inputs))


def test_e_joy_at_nine_is_savoured() -> None:
    inputs = moment("happy.content.joyful", intensity=9)
    assert three(inputs) == [("ride-the-buzz", 71.6), ("good-moment-snapshot", 66.1), ("let-it-land", 66.1)]


def test_f_furious_with_asthma_in_public() -> None:
    inputs = moment("angry.mad.furious", intensity=9, privacy="public", cautions={"asthma-copd": True})
    assert three(inputs) == [("colour-hunt", 69.8), ("ride-the-wave", 73.2), ("stop-and-step-back", 69.3)]
    refused = {each.technique_id: (each.code, dict(each.facts)) for each in ranked(inputs).refused}
    assert refused["double-sigh"] == ("caution", {"caution": "asthma-copd"})


def test_g_numb_is_oriented_first_and_settling_breaths_lose_a_quarter() -> None:
    inputs = moment("angry.distant.numb", intensity=8, cautions={"trauma-dissociation": True})
    assert three(inputs) == [("say-where-you-are", 72.2), ("look-around-slowly", 70.8), ("drop-anchor", 68.3)]
    terms = {each.item.id: each.terms["ctx"] for each in ranked(inputs).ordered}
    assert terms["longer-out-breath"] == 0.75
    assert terms["gentle-shake"] == 1.0
