"""The properties P1 to P11, P15 to P18 and P21 of docs/specification/routing.md section 10, on random moments.

P12 to P14, P17, P19, P20 and P22 belong to the episode: test_episode_properties.py.
"""

import os
import subprocess
import sys
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.router.ranking import Plan, RankingInputs, Scored, Shelf, rank, stock, stocked
from services.router.ranking.filters import fits as fits_of
from services.router.reasons import reasons_for
from shared.catalogue import FLOOR, Technique, load_catalogue
from tests.router import order_by_hand
from tests.router.answers import answer, digest
from tests.router.by_hand import CATALOGUE, TRUE, all_pleasant, avoided, barred, felt, fits, harmful, mean
from tests.router.proving import ALONE, CASES, proved, suits
from tests.router.random_cases import CAUTIONS, TAPS, moment, run, standing
from tests.router.random_cases import technique as any_technique

# Two thousand cases each; a busy machine takes its time over them.
pytestmark = pytest.mark.timeout(600)
ROOT = Path(__file__).parents[2]
MOMENT_NEEDS = {"privacy", "time", "energy"}


def ordered(inputs: RankingInputs) -> list[Scored]:
    return list(rank(inputs, stocked()).ordered)


def offered(inputs: RankingInputs) -> list[str]:
    return [each.item.id for each in ordered(inputs)]


def techniques(names: Collection[str]) -> list[Technique]:
    return [CATALOGUE.techniques[name] for name in names]


@cache
def another_shelf() -> Shelf:
    return stock(load_catalogue())


@proved
def test_p1_same_inputs_same_answer_from_a_shelf_stocked_anew_too(chance: Random) -> None:
    inputs = moment(chance)
    assert answer(inputs, stocked()) == answer(inputs, stocked()) == answer(inputs, another_shelf())


def test_p1_another_process_with_other_hashes_answers_the_same() -> None:
    cases = int(ALONE) + 1 if ALONE is not None else CASES
    hashing = {"PYTHONHASHSEED": "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"}
    told = subprocess.run(
        [sys.executable, "-m", "tests.router.answers", str(cases)],
        cwd=ROOT,
        env={**os.environ, **hashing},
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.strip() == digest(cases)


@proved
def test_p2_the_order_of_history_does_not_matter(chance: Random) -> None:
    inputs = moment(chance)
    mixed = list(inputs.history)
    chance.shuffle(mixed)
    assert answer(inputs, stocked()) == answer(replace(inputs, history=tuple(mixed)), stocked())


@proved
def test_p3_never_empty_and_nothing_twice(chance: Random) -> None:
    inputs = moment(chance)
    found = offered(inputs)
    assert len(found) == len(set(found))
    assert found or set(FLOOR) <= harmful(inputs)


@proved
def test_p3_a_first_offer_has_three(chance: Random) -> None:
    inputs = moment(chance, first=True, hidden=False)
    suits(not harmful(inputs))
    assert len(rank(inputs, stocked()).options) == 3


@proved
def test_p3_later_in_an_episode_there_are_as_many_as_exist(chance: Random) -> None:
    """What fits, is safe and can be done now; and where fewer than three do, those with needs that give way."""
    inputs = moment(chance)
    used = {inputs.standing.last_channel, inputs.standing.rated_channel}
    banned = used if inputs.standing.phase == "g2" else set()
    first_line = inputs.intensity >= 8 or inputs.standing.phase == "g2"
    hurt = harmful(inputs)
    safe = [
        each
        for each in CATALOGUE.techniques.values()
        if any(fits(each, feeling) for feeling in felt(inputs))
        and not barred(each, inputs)
        and each.intensity[0] <= inputs.intensity <= each.intensity[1]
        and (each.first_line or not first_line)
        and not avoided(each, inputs.cautions)
        and each.id not in {*inputs.hidden, *hurt}
        and each.channel not in banned
    ]
    needless = [
        each
        for each in safe
        if each.needs.place != "bed" and not each.needs.props and each.needs.writing in {"none", "optional"}
    ]
    assert len(offered(inputs)) >= min(3, len(needless))


@proved
def test_p4_at_eight_and_above_everything_is_short_easy_and_unwritten(chance: Random) -> None:
    for technique in techniques(offered(moment(chance, 8))):
        assert technique.first_line
        assert technique.minutes <= 3
        assert technique.needs.writing == "none"
        assert technique.energy == "low"


@proved
def test_p5_no_option_is_one_that_a_caution_speaks_against(chance: Random) -> None:
    inputs = moment(chance)
    assert not [each.id for each in techniques(offered(inputs)) if avoided(each, inputs.cautions)]


@proved
def test_p6_every_option_is_made_for_the_intensity(chance: Random) -> None:
    inputs = moment(chance)
    for technique in techniques(offered(inputs)):
        assert technique.intensity[0] <= inputs.intensity <= technique.intensity[1]


@proved
def test_p7_no_option_is_unkind_with_any_chosen_feeling(chance: Random) -> None:
    inputs = moment(chance)
    assert not [each.id for each in techniques(offered(inputs)) if barred(each, inputs)]


@proved
def test_p8_terms_and_scores_stay_in_their_range(chance: Random) -> None:
    for each in ordered(moment(chance)):
        assert all(0 <= value <= 1 for value in each.values)
        assert -15 <= each.score <= 100 + 1e-9


@proved
def test_p9_a_first_offer_at_eight_begins_with_breathing_or_grounding(chance: Random) -> None:
    inputs = replace(moment(chance, 8, first=True), offered=())
    families = {"breathing", "grounding"} | ({"savouring"} if all_pleasant(inputs) else set())
    first, *rest = ordered(inputs)
    left = [each for each in (first, *rest) if each.item.technique.family in families and not each.item.medical]
    assert first.item.technique.family in families or not left


@proved
def test_p10_a_better_outcome_never_lowers_help(chance: Random) -> None:
    inputs = moment(chance, first=True)
    name = chance.choice(offered(inputs))
    before, after, tap = chance.randint(1, 10), chance.randint(1, 10), chance.randint(0, 3)
    poor = replace(run(chance, name), before=before, after=after, helped=TAPS[tap])
    good = replace(poor, after=chance.randint(1, after), helped=TAPS[chance.randint(tap, 3)])
    helps = [help_of(name, replace(inputs, history=(*inputs.history, each))) for each in (poor, good)]
    suits(None not in helps)
    assert (helps[0] or 0) <= (helps[1] or 0) + 1e-12


def help_of(technique: str, inputs: RankingInputs) -> float | None:
    return next((each.terms["help"] for each in ordered(inputs) if each.item.id == technique), None)


@proved
def test_p11_a_caution_adds_nothing_but_what_gives_way_for_it(chance: Random) -> None:
    """Fewer candidates may relax needs of the moment; the cautions themselves never let anything in."""
    inputs = moment(chance, first=True)
    before = set(offered(inputs))
    for each in ordered(replace(inputs, cautions={**inputs.cautions, chance.choice(CAUTIONS): True})):
        assert each.item.id in before or each.missing or each.item.id in FLOOR


@proved
def test_p15_from_seven_to_eight_no_thinking_and_no_doing_is_added(chance: Random) -> None:
    raised = replace(moment(chance, 7, 7), intensity=8)
    assert {technique.level for technique in techniques(offered(raised))} <= {"regulate"}


@proved
def test_p16_hiding_removes_everywhere_and_restoring_brings_back(chance: Random) -> None:
    inputs = moment(chance)
    before = answer(inputs, stocked())
    suits(bool(offered(inputs)))
    one = chance.choice(offered(inputs))
    hiding = replace(inputs, hidden=inputs.hidden | {one})
    hidden = offered(hiding)
    assert one not in hidden or (one in FLOOR and set(hidden) <= set(FLOOR))
    assert answer(replace(hiding, hidden=inputs.hidden), stocked()) == before


@proved
def test_p18_every_option_has_a_reason_and_every_reason_is_true(chance: Random) -> None:
    inputs = moment(chance)
    ranking = rank(inputs, stocked())
    for each in ranking.ordered:
        reasons = reasons_for(each, ranking, inputs, stocked())
        assert 1 <= len(reasons) <= 3
        for reason in reasons:
            assert TRUE[reason.code](each.item.technique, inputs, reason), (each.item.id, reason)


@proved
def test_p21_only_needs_of_the_moment_ever_give_way(chance: Random) -> None:
    inputs = moment(chance)
    ranking = rank(inputs, stocked())
    assert ranking.relaxed <= MOMENT_NEEDS
    found = offered(inputs)
    hurt = harmful(inputs)
    for technique in techniques(found):
        floor = technique.id in FLOOR and set(found) <= set(FLOOR)
        assert any(fits(technique, each) for each in felt(inputs))
        assert technique.id not in inputs.standing.done or len(found) <= 3
        assert technique.id not in inputs.hidden or floor
        assert technique.id not in hurt
        assert technique.id not in inputs.standing.hurt or floor
        ways = {inputs.standing.last_channel, inputs.standing.rated_channel}
        assert inputs.standing.phase != "g2" or technique.channel not in ways or floor


@proved
def test_after_harm_one_of_the_senses_leads_and_is_among_the_three_while_one_is_left(chance: Random) -> None:
    """Safety.md S9 stands above a plan, which follows it."""
    inputs = moment(chance)
    cue = frozenset({inputs.emotions[0]})
    plans = tuple(Plan(any_technique(chance), feelings=cue) for _ in range(2))
    harmed = replace(standing(chance, inputs.intensity), harmed=True, phase="g2")
    found = [each.item for each in ordered(replace(inputs, standing=harmed, offered=(), plans=plans))]
    senses = [each for each in found if each.technique.channel == "senses"]
    suits(bool(senses))
    assert any(each in found[:3] for each in senses)
    assert found[0] in senses or all(each.medical for each in senses)
    planned = [each for each in found if each.id in {plan.technique_id for plan in plans}]
    lead = [each for each in planned if each.technique.family in {"breathing", "grounding"} and not each.medical]
    assert not lead or any(each in found[:2] for each in planned)


@proved
def test_every_technique_is_either_offered_or_says_why_not(chance: Random) -> None:
    ranking = rank(moment(chance), stocked())
    told = [each.item.id for each in ranking.ordered] + [each.technique_id for each in ranking.refused]
    assert sorted(told) == sorted(CATALOGUE.techniques)


@proved
def test_every_score_and_the_whole_order_are_what_is_worked_out_by_hand(chance: Random) -> None:
    """Sections 3, 4 and 6, whatever was said, wherever the episode stands, in a clinic of either threshold."""
    inputs = replace(moment(chance), regulate_first_from=chance.choice((7, 8)))
    found = ordered(inputs)
    assert [each.item.id for each in found] == order_by_hand.ordered(inputs)
    for each in found:
        assert each.score == pytest.approx(order_by_hand.score(each.item.technique, inputs), abs=1e-9)


@proved
def test_what_helped_before_is_what_is_worked_out_by_hand(chance: Random) -> None:
    """Section 5, for the techniques that were practised before and are offered now."""
    inputs = moment(chance, first=True, hidden=False)
    tried = [each for each in ordered(inputs) if each.runs]
    suits(bool(tried))
    for each in tried:
        expected = mean(each.item.technique, inputs)
        assert each.belief.mean == pytest.approx(expected, abs=1e-12)
        assert each.belief.help == pytest.approx(max(0.0, min(1.0, (expected + 0.25) / 0.75)), abs=1e-12)


@proved
def test_what_fits_a_feeling_is_what_its_entries_say(chance: Random) -> None:
    inputs = moment(chance)
    found = fits_of(inputs.intensity, felt(inputs), stocked())
    for item, fit in zip(stocked().items, found, strict=True):
        assert (fit > 0) == any(fits(item.technique, each) for each in felt(inputs)), item.id


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
@given(st.randoms(use_true_random=False))
def test_what_is_offered_is_safe_in_the_smallest_case_that_can_be_found(chance: Random) -> None:
    """The same rules on moments that are made smaller and smaller when they do not hold."""
    inputs = moment(chance)
    for technique in techniques(offered(inputs)):
        assert not avoided(technique, inputs.cautions)
        assert not barred(technique, inputs)
        assert technique.id not in harmful(inputs)
        assert technique.intensity[0] <= inputs.intensity <= technique.intensity[1]
