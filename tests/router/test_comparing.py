"""Given an offer then and the same made again now, then every difference is named, and nothing else."""

from typing import Any

import pytest

from services.router.comparing import Difference, compare
from services.router.decider import offer_for_check_in
from services.router.ranking import RankingInputs, stocked
from shared.events import NotOffered, Reason, RecordedInputs, TechniqueRecommended
from tests.router.test_decider import check_in, client

MOMENT = check_in()
OFFER = offer_for_check_in(MOMENT, client(MOMENT, versions={"checkin": 3, "coach": 1}), stocked())


def changed(**parts: Any) -> TechniqueRecommended:
    return OFFER.model_copy(update=parts)


def with_inputs(**parts: Any) -> TechniqueRecommended:
    assert OFFER.inputs is not None
    return changed(inputs=OFFER.inputs.model_copy(update=parts))


def test_the_same_offer_is_equal() -> None:
    assert compare(OFFER, changed()).equal
    assert compare(OFFER, changed()) == ((), (), ())


@pytest.mark.parametrize(
    ("parts", "where"),
    [
        ({"phase": "g2"}, "phase"),
        ({"intensity": 10}, "intensity"),
        ({"tiny_offered": None}, "tiny_offered"),
        ({"people_card": True}, "people_card"),
    ],
)
def test_what_the_offer_says_is_compared_by_name(parts: dict[str, Any], where: str) -> None:
    found = compare(OFFER, changed(**parts))
    assert not found.equal
    assert [each.where for each in found.answer] == [where]


def test_a_technique_that_came_or_went_and_the_first_other_place_are_named() -> None:
    gone = OFFER.ordered[4]
    found = compare(OFFER, changed(ordered=[each for each in OFFER.ordered if each != gone] + ["new-step"]))
    assert found.answer == (
        Difference("ordered, only in one", [gone], ["new-step"]),
        Difference("ordered, place 5", gone, OFFER.ordered[5]),
    )


def test_a_term_that_differs_is_named_with_both_numbers() -> None:
    first, *others = OFFER.options
    other = first.model_copy(update={"score": 12.5, "terms": {**first.terms, "fit": 0.1}})
    found = compare(OFFER, changed(options=[other, *others]))
    assert found.answer == (
        Difference(f"option {first.technique_id} score", first.score, 12.5),
        Difference(f"option {first.technique_id} terms fit", first.terms["fit"], 0.1),
    )


def test_another_reason_why_not_is_named() -> None:
    first, *others = OFFER.not_offered
    other = NotOffered(technique_id=first.technique_id, reason=Reason(code="hidden"))
    found = compare(OFFER, changed(not_offered=[other, *others]))
    assert Difference(f"not offered {first.technique_id} code", first.reason.code, "hidden") in found.answer


def test_other_rules_are_named_and_are_no_difference_by_themselves() -> None:
    found = compare(OFFER, changed(router_version=99, catalogue_version=98))
    assert found.equal
    assert [(each.where, each.now) for each in found.versions] == [("router_version", 99), ("catalogue_version", 98)]


def test_what_other_rules_make_of_an_episode_is_no_sign_of_an_event_that_had_not_been_heard() -> None:
    assert OFFER.inputs is not None
    of_rules = {**OFFER.inputs.given, "standing": {"settled": True}}
    made = OFFER.inputs.model_copy(update={"given": of_rules})
    told = OFFER.inputs.model_copy(update={"given": {**of_rules, "cautions": {"panic": True}}})
    assert compare(OFFER, changed(inputs=made)).may_be_unheard
    assert not compare(OFFER, changed(inputs=made, router_version=99)).may_be_unheard
    assert compare(OFFER, changed(inputs=told, router_version=99)).may_be_unheard


def test_an_input_that_differs_is_named_even_where_the_answer_is_the_same() -> None:
    assert OFFER.inputs is not None
    found = compare(OFFER, with_inputs(given={**OFFER.inputs.given, "cautions": {"panic": True}}))
    assert found.inputs == (Difference("input cautions", None, {"panic": True}),)
    assert not found.equal


def test_of_another_history_only_that_it_is_another_is_said() -> None:
    found = compare(OFFER, with_inputs(history="0" * 64, runs=3))
    assert found.inputs == (Difference("input history, runs", 0, 3),)


def test_how_far_streams_were_heard_is_no_difference() -> None:
    assert compare(OFFER, with_inputs(versions={"checkin": 4})).equal


def test_an_offer_of_an_earlier_release_has_no_inputs_to_compare() -> None:
    assert compare(changed(inputs=None), OFFER).equal


def test_recorded_inputs_know_every_input_there_is() -> None:
    assert isinstance(OFFER.inputs, RecordedInputs)
    assert OFFER.inputs.given.keys() <= set(RankingInputs.__dataclass_fields__)
