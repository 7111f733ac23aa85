"""H11 of docs/specification/homework.md section 8: homework lifts a technique, and never past a hard filter."""

from dataclasses import replace
from random import Random

from services.router.ranking import rank, stocked
from tests.router.by_hand import CATALOGUE, avoided, barred, felt, fits, harmful
from tests.router.proving import proved, suits
from tests.router.random_cases import TECHNIQUES, moment


@proved
def test_h11_homework_lets_nothing_in_that_a_filter_takes_out(chance: Random) -> None:
    inputs = moment(chance)
    without = rank(replace(inputs, homework={}), stocked())
    everything = rank(replace(inputs, homework=dict.fromkeys(TECHNIQUES, "therapist")), stocked())
    assert {each.item.id for each in everything.ordered} == {each.item.id for each in without.ordered}
    assert everything.refused == without.refused


@proved
def test_h11_one_that_is_unsuitable_stays_out_as_the_only_homework(chance: Random) -> None:
    inputs = moment(chance, hidden=False)
    unsuitable = [
        each.id
        for each in CATALOGUE.techniques.values()
        if avoided(each, inputs.cautions)
        or barred(each, inputs)
        or not any(fits(each, feeling) for feeling in felt(inputs))
        or not each.intensity[0] <= inputs.intensity <= each.intensity[1]
        or (inputs.intensity >= inputs.regulate_first_from and not each.first_line)
        or each.id in harmful(inputs)
    ]
    suits(bool(unsuitable))
    one = chance.choice(unsuitable)
    ranked = rank(replace(inputs, homework={one: "therapist"}), stocked())
    assert one not in [each.item.id for each in ranked.ordered]
