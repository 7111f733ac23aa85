"""The properties of docs/specification/routing.md section 10, on random moments of random clients."""

import random
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from services.router.constants import WORSE_LIMIT
from services.router.helped import seen
from services.router.ranking import RankingInputs, Scored, Shelf, rank, stock, stocked
from shared.catalogue import FLOOR, Technique, barred_by_care, fit, load_catalogue, unsuitable
from tests.router.random_cases import CAUTIONS, CHANNELS, HIGH, INTENSITIES, TAPS, TECHNIQUES, moments, runs

CATALOGUE = load_catalogue()
often = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)


def ordered(inputs: RankingInputs) -> list[Scored]:
    return list(rank(inputs, stocked()).ordered)


def figures(found: Iterable[Scored]) -> list[tuple[str, float, tuple[float, ...]]]:
    return [(each.item.id, each.score, each.values) for each in found]


def offered(inputs: RankingInputs) -> list[str]:
    return [each.item.id for each in ordered(inputs)]


def techniques(names: Collection[str]) -> list[Technique]:
    return [CATALOGUE.techniques[name] for name in names]


def harmful(inputs: RankingInputs) -> set[str]:
    """Techniques that were worse twice, ever."""
    judged = [seen(each, each.emotion in stocked().pleasant) for each in inputs.history]
    worse = [each.run.technique_id for each in judged if each.worse]
    return {name for name in worse if worse.count(name) >= WORSE_LIMIT}


def pleasant(inputs: RankingInputs) -> bool:
    return all(CATALOGUE.emotions[each].valence > 0 for each in inputs.emotions)


@cache
def another_shelf() -> Shelf:
    return stock(load_catalogue())


@often
@given(moments())
def test_p1_same_inputs_same_answer_from_a_shelf_stocked_anew_too(inputs: RankingInputs) -> None:
    anew = rank(inputs, another_shelf())
    assert figures(anew.ordered) == figures(ordered(inputs)) == figures(ordered(inputs))
    assert anew.refused == rank(inputs, stocked()).refused


@often
@given(moments(), st.randoms(use_true_random=False))
def test_p2_the_order_of_history_does_not_matter(inputs: RankingInputs, chance: random.Random) -> None:
    mixed = list(inputs.history)
    chance.shuffle(mixed)
    assert figures(ordered(inputs)) == figures(ordered(replace(inputs, history=tuple(mixed))))


@often
@given(moments())
def test_p3_never_empty_and_nothing_twice(inputs: RankingInputs) -> None:
    found = offered(inputs)
    assert len(found) == len(set(found))
    assert found or set(FLOOR) <= harmful(inputs)


@often
@given(moments(first=True, hidden=False))
def test_p3_a_first_offer_has_three(inputs: RankingInputs) -> None:
    assume(not harmful(inputs))
    assert len(rank(inputs, stocked()).options) == 3


@often
@given(moments(HIGH))
def test_p4_at_eight_and_above_everything_is_short_easy_and_unwritten(inputs: RankingInputs) -> None:
    for technique in techniques(offered(inputs)):
        assert technique.first_line
        assert technique.minutes <= 3
        assert technique.needs.writing == "none"
        assert technique.energy == "low"


@often
@given(moments())
def test_p5_p6_p7_p22_no_option_is_unsafe_out_of_range_or_careless(inputs: RankingInputs) -> None:
    emotions = [CATALOGUE.emotions[each] for each in inputs.emotions]
    for technique in techniques(offered(inputs)):
        assert unsuitable(technique, inputs.cautions) is None
        assert technique.intensity[0] <= inputs.intensity <= technique.intensity[1]
        assert barred_by_care(technique, emotions) is None
        assert technique.id not in harmful(inputs)


@often
@given(moments())
def test_p8_terms_and_scores_stay_in_their_range(inputs: RankingInputs) -> None:
    for each in ordered(inputs):
        assert all(0 <= value <= 1 for value in each.values)
        assert -15 <= each.score <= 100 + 1e-9


@often
@given(moments(HIGH, first=True))
def test_p9_a_first_offer_at_eight_begins_with_breathing_or_grounding(inputs: RankingInputs) -> None:
    families = {"breathing", "grounding"} | ({"savouring"} if pleasant(inputs) else set())
    first, *rest = ordered(inputs)
    left = [each for each in (first, *rest) if each.item.technique.family in families and not each.item.medical]
    assert first.item.technique.family in families or not left


@often
@given(moments(first=True), st.data())
def test_p10_a_better_outcome_never_lowers_help(inputs: RankingInputs, data: st.DataObject) -> None:
    technique = data.draw(st.sampled_from(offered(inputs)))
    before, after = data.draw(INTENSITIES), data.draw(INTENSITIES)
    tap = data.draw(st.integers(0, 3))
    better = data.draw(st.integers(tap, 3))
    poor = replace(data.draw(runs()), technique_id=technique, before=before, after=after, helped=TAPS[tap])
    good = replace(poor, after=data.draw(st.integers(1, after)), helped=TAPS[better])
    helps = [help_of(technique, replace(inputs, history=(*inputs.history, each))) for each in (poor, good)]
    assume(None not in helps)
    assert (helps[0] or 0) <= (helps[1] or 0) + 1e-12


def help_of(technique: str, inputs: RankingInputs) -> float | None:
    return next((each.terms["help"] for each in ordered(inputs) if each.item.id == technique), None)


@often
@given(moments(first=True), CAUTIONS)
def test_p11_a_caution_adds_nothing_but_what_gives_way_for_it(inputs: RankingInputs, caution: str) -> None:
    """Fewer candidates may relax needs of the moment; the cautions themselves never let anything in."""
    before = set(offered(inputs))
    for each in ordered(replace(inputs, cautions={**inputs.cautions, caution: True})):
        assert each.item.id in before or each.missing or each.item.id in FLOOR


@often
@given(moments(), CHANNELS)
def test_p12_the_second_step_goes_another_way(inputs: RankingInputs, last: str) -> None:
    second = replace(inputs, standing=replace(inputs.standing, phase="g2", last_channel=last))
    assume(not set(FLOOR) & harmful(inputs))
    assert last not in {technique.channel for technique in techniques(offered(second))}


@often
@given(moments(st.just(7)))
def test_p15_from_seven_to_eight_no_thinking_and_no_doing_is_added(inputs: RankingInputs) -> None:
    raised = replace(inputs, intensity=8)
    assert {technique.level for technique in techniques(offered(raised))} <= {"regulate"}


@often
@given(moments(), st.data())
def test_p16_hiding_removes_and_restoring_brings_back(inputs: RankingInputs, data: st.DataObject) -> None:
    before = offered(inputs)
    assume(before)
    one = data.draw(st.sampled_from(before))
    hidden = offered(replace(inputs, hidden=inputs.hidden | {one}))
    assert one not in hidden or (one in FLOOR and set(hidden) <= set(FLOOR))
    assert offered(replace(inputs, hidden=inputs.hidden)) == before


@often
@given(moments(), st.data())
def test_p19_a_run_that_is_deleted_never_was(inputs: RankingInputs, data: st.DataObject) -> None:
    """Nothing that is kept between two rankings knows of the run."""
    extra = data.draw(runs())
    before = figures(ordered(inputs))
    ordered(replace(inputs, history=(*inputs.history, extra)))
    assert figures(ordered(inputs)) == before


@often
@given(moments())
def test_p21_only_needs_of_the_moment_ever_give_way(inputs: RankingInputs) -> None:
    ranking = rank(inputs, stocked())
    assert ranking.relaxed <= {"privacy", "time", "energy"}
    found = offered(inputs)
    few = len(found) <= 3
    for technique in techniques(found):
        floor = technique.id in FLOOR and set(found) <= set(FLOOR)
        assert any(fit(technique, CATALOGUE.emotions[each]).fits for each in inputs.emotions)
        assert technique.id not in inputs.standing.done or few
        assert technique.id not in inputs.hidden or floor
        assert technique.channel != inputs.standing.banned_channel or floor


@often
@given(moments(), TECHNIQUES)
def test_every_technique_is_either_offered_or_says_why_not(inputs: RankingInputs, one: str) -> None:
    ranking = rank(inputs, stocked())
    refused = [each.technique_id for each in ranking.refused]
    assert sorted([*offered(inputs), *refused]) == sorted(CATALOGUE.techniques)
    assert (one in offered(inputs)) != (one in refused)
