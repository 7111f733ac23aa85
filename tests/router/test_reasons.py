"""Every option says at least one thing about itself, and each is true of the inputs (routing.md section 7, P18)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from services.router.episode import Standing
from services.router.helped import Here, Seen, believe, seen
from services.router.ranking import Plan, RankingInputs, rank, stocked
from services.router.reasons import reasons_for
from shared.catalogue import Technique, fit, load_catalogue
from shared.events import Reason
from tests.router.people import ANXIOUS, NOW, WORK, WORRIED, ago, moment, run
from tests.router.random_cases import moments

CATALOGUE = load_catalogue()
True_ = Callable[[Technique, RankingInputs, Reason], bool]


def why(technique: str, inputs: RankingInputs) -> list[Reason]:
    ranking = rank(inputs, stocked())
    found = next(each for each in ranking.ordered if each.item.id == technique)
    return reasons_for(found, ranking, inputs, stocked())


def codes(technique: str, inputs: RankingInputs) -> list[str]:
    return [each.code for each in why(technique, inputs)]


def judged(technique: Technique, inputs: RankingInputs) -> list[Seen]:
    mine = [each for each in inputs.history if each.technique_id == technique.id]
    return [seen(each, each.emotion in stocked().pleasant) for each in mine]


def minutes(inputs: RankingInputs) -> int:
    return inputs.minutes if inputs.minutes is not None else 3 if inputs.intensity >= 8 else 10


def planned(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    return any(each.technique_id == technique.id and each.matches(inputs) for each in inputs.plans)


def high(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    return inputs.intensity >= 8 and reason.facts["intensity"] == inputs.intensity and technique.level == "regulate"


def helped(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    found = [each for each in judged(technique, inputs) if each.outcome is not None]
    here = Here.at(inputs.now, inputs.emotions[0], inputs.intensity, inputs.triggers)
    good = [each for each in found if each.helped]
    with_this = [each for each in good if each.run.emotion == reason.facts.get("emotion", each.run.emotion)]
    prior = stocked().by_id[technique.id].prior
    return len(found) >= 2 and believe(prior, found, here).mean >= 0.35 and 0 < len(with_this) == reason.facts["times"]


def often(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    found = [each.outcome for each in judged(technique, inputs) if each.outcome is not None]
    good = sum(outcome > 0.25 for outcome in found)
    counted = (reason.facts["times"], reason.facts["of"]) == (good, len(found))
    return counted and len(found) >= 5 and good / len(found) >= 0.6


def seldom(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    return [each.run.stopped for each in sorted(judged(technique, inputs), key=lambda each: each.run.at)][-3:] == [
        True,
        True,
        True,
    ]


TRUTH: Mapping[str, True_] = {
    "plan": planned,
    "intensity": high,
    "often-helps": often,
    "helped-before": helped,
    "tried-once": lambda technique, inputs, _: len(judged(technique, inputs)) == 1,
    "homework": lambda technique, inputs, reason: inputs.homework.get(technique.id) == reason.facts["source"],
    "made-for": lambda technique, inputs, reason: (
        reason.facts["emotion"] in inputs.emotions and reason.facts["emotion"] in technique.fits
    ),
    "unseen": lambda technique, inputs, _: inputs.privacy == "public" and technique.needs.privacy == "discreet",
    "minutes": lambda technique, inputs, reason: reason.facts["minutes"] == technique.minutes <= minutes(inputs),
    "different": lambda technique, inputs, reason: (
        reason.facts["last"] == inputs.standing.last_channel != technique.channel == reason.facts["channel"]
    ),
    "evidence": lambda technique, _, reason: (
        any(CATALOGUE.references[each].status == "checked" for each in technique.evidence.refs)
        and (reason.facts["strength"], reason.facts["directness"])
        == (technique.evidence.strength, technique.evidence.directness)
    ),
    "fits": lambda technique, inputs, _: any(fit(technique, CATALOGUE.emotions[e]).fits for e in inputs.emotions),
    "adapted": lambda technique, inputs, reason: (
        inputs.cautions.get(str(reason.facts["caution"])) is True
        and reason.facts["caution"] in technique.cautions.adapt_if
    ),
    "too-long": seldom,
    "tiny": lambda technique, inputs, _: technique.minutes > minutes(inputs),
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
@given(moments())
def test_p18_every_option_has_a_reason_and_every_reason_is_true(inputs: RankingInputs) -> None:
    ranking = rank(inputs, stocked())
    for each in ranking.ordered:
        reasons = reasons_for(each, ranking, inputs, stocked())
        assert 1 <= len(reasons) <= 3
        for reason in reasons:
            assert TRUTH[reason.code](each.item.technique, inputs, reason), reason.code


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
