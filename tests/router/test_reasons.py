"""What an option says of itself, and in which order (routing.md section 7); that it is true: P18 of the properties."""

from dataclasses import replace

import pytest

from services.router.episode import Standing
from services.router.ranking import Plan, RankingInputs, rank, stocked
from services.router.reasons import reasons_for
from shared.events import Reason
from tests.router.people import ANXIOUS, NOW, WORK, WORRIED, ago, moment, run


def why(technique: str, inputs: RankingInputs) -> list[Reason]:
    ranking = rank(inputs, stocked())
    found = next(each for each in ranking.ordered if each.item.id == technique)
    return reasons_for(found, ranking, inputs, stocked())


def codes(technique: str, inputs: RankingInputs) -> list[str]:
    return [each.code for each in why(technique, inputs)]


def test_the_plan_speaks_first_and_in_the_clients_own_words() -> None:
    plan = Plan("three-slow-breaths", triggers=WORK, line="if my chest tightens at work")
    inputs = moment(ANXIOUS, intensity=9, triggers=WORK, plans=(plan,), homework={"three-slow-breaths": "therapist"})
    assert codes("three-slow-breaths", inputs) == ["plan", "intensity"]
    assert why("three-slow-breaths", inputs)[0].facts["line"] == "if my chest tightens at work"


def test_what_helped_says_how_often_and_how_it_went_last_time() -> None:
    runs = [run("longer-out-breath", at=ago(days=day), before=9, after=5, helped="helped") for day in (2, 3)]
    inputs = moment(ANXIOUS, intensity=5, history=tuple(runs))
    first = why("longer-out-breath", inputs)[0]
    assert (first.code, first.facts) == (
        "helped-before", {"times": 2, "emotion": ANXIOUS, "before": 9, "after": 5}
    )  # fmt: skip


def test_with_this_feeling_only_its_own_runs_are_counted() -> None:
    runs = [
        run("longer-out-breath", at=ago(days=day), emotion=emotion, before=9, after=5, helped="helped")
        for day, emotion in ((2, ANXIOUS), (3, WORRIED), (4, "sad"))
    ]
    facts = why("longer-out-breath", moment(ANXIOUS, intensity=5, history=tuple(runs)))[0].facts
    assert (facts["times"], facts["emotion"]) == (1, ANXIOUS)
    elsewhere = why("longer-out-breath", moment("fearful.scared", intensity=5, history=tuple(runs)))[0].facts
    assert (elsewhere["times"], "emotion" in elsewhere) == (3, False)


def test_one_run_is_tried_once_and_no_claim() -> None:
    inputs = moment(ANXIOUS, intensity=5, history=(run("longer-out-breath", before=9, after=4, helped="helped"),))
    assert codes("longer-out-breath", inputs)[0] == "tried-once"


def test_two_poor_runs_make_no_claim_at_all() -> None:
    runs = tuple(run("longer-out-breath", at=ago(days=day), before=6, after=6, helped="no") for day in (2, 3))
    found = codes("longer-out-breath", moment(ANXIOUS, intensity=5, history=runs))
    assert not {"helped-before", "often-helps", "tried-once"} & set(found)


@pytest.mark.parametrize(("good", "claimed"), [(3, True), (2, False)])
def test_often_needs_five_runs_of_which_three_helped(good: int, claimed: bool) -> None:
    outcomes = [(8, 4, "helped")] * good + [(8, 8, "no")] * (5 - good)
    runs = [
        run("longer-out-breath", at=ago(days=20 + day), before=before, after=after, helped=tap)
        for day, (before, after, tap) in enumerate(outcomes)
    ]
    assert ("often-helps" in codes("longer-out-breath", moment(ANXIOUS, intensity=5, history=tuple(runs)))) is claimed


def test_a_next_step_says_that_it_is_another_way() -> None:
    now = Standing(phase="reflect", done=("three-slow-breaths",), last_channel="breath", settled=True)
    inputs = moment(WORRIED, intensity=6, standing=now)
    assert codes("talk-by-name", inputs) == ["minutes", "different"]
    assert "different" not in codes("three-minute-space", inputs)


def test_three_early_stops_in_a_row_ask_whether_it_is_too_long() -> None:
    runs = tuple(run("five-senses", at=ago(days=day), stopped=True) for day in (1, 2, 3))
    inputs = moment(ANXIOUS, intensity=9, history=runs)
    assert "too-long" in codes("five-senses", inputs)
    assert "too-long" not in codes("five-senses", replace(inputs, history=(*runs, run("five-senses", at=NOW))))


def test_a_marked_caution_changes_the_wording() -> None:
    inputs = moment(ANXIOUS, intensity=9, cautions={"panic": True})
    assert why("longer-out-breath", inputs)[-1] == Reason(code="adapted", facts={"caution": "panic"})
