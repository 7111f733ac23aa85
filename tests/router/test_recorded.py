"""What an offer records of its inputs: enough to compare, and the same for equal inputs."""

import random
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any, get_type_hints

from services.router import recorded
from services.router.ranking import RankingInputs
from services.router.recorded import digest, recorded_inputs
from tests.router.people import ANXIOUS, NOW, ago, moment, run
from tests.router.proving import proved
from tests.router.random_cases import moment as random_moment
from tests.router.test_golden import MAYA


def test_every_input_that_was_said_is_recorded_by_its_name() -> None:
    inputs = moment(ANXIOUS, intensity=9, **MAYA)
    found = recorded_inputs(inputs, {"checkin": 3, "coach": 8})
    assert found.given.keys() == {"now", "emotions", "intensity", *MAYA} - {"history"}
    assert (found.runs, found.versions) == (4, {"checkin": 3, "coach": 8})
    assert found.given["homework"] == {"three-slow-breaths": "therapist", "mini-thought-record": "therapist"}
    assert found.given["now"] == "2026-11-02T08:50:00Z"


def test_what_was_not_said_takes_no_room() -> None:
    assert recorded_inputs(moment(ANXIOUS, intensity=3), {}).given.keys() == {"now", "emotions", "intensity"}


@proved
def test_any_input_that_changes_is_seen(chance: random.Random) -> None:
    """Otherwise an offer could be made again from other inputs and be called equal."""
    inputs = random_moment(chance)
    for name, other in OTHER.items():
        changed = replace(inputs, **{name: other})
        same = getattr(inputs, name) == other
        assert (recorded.given(changed) == recorded.given(inputs)) is same, name


OTHER: dict[str, Any] = {
    "now": NOW + timedelta(seconds=1),
    "emotions": ("happy", "sad", "angry", "bad"),
    "intensity": 11,
    "energy": "high",
    "place": "bed",
    "privacy": "public",
    "minutes": 21,
    "can_write": True,
    "props": frozenset({"a drum"}),
    "triggers": frozenset({"the moon"}),
    "cautions": {"seizures": True, "panic": False},
    "homework": {"count-back": "both"},
    "plans": (),
    "hidden": frozenset({"count-back"}),
    "restored": frozenset({"count-back"}),
    "rest_inward": True,
    "regulate_first_from": 7,
    "offered": ("count-back",),
}


def test_no_input_is_forgotten() -> None:
    assert OTHER.keys() | {"history", "standing"} == {field.name for field in fields(RankingInputs)}
    assert get_type_hints(RankingInputs).keys() == OTHER.keys() | {"history", "standing"}


def test_the_history_is_the_same_in_any_order_and_another_with_any_change() -> None:
    runs = list(MAYA["history"])
    expected = digest(runs)
    random.Random(1).shuffle(runs)
    assert digest(runs) == expected
    assert digest(runs[1:]) != expected
    assert digest([*runs[1:], replace(runs[0], helped="worse")]) != expected
    assert digest([*runs, runs[0]]) != expected, "the same twice is not the same once"


def test_runs_that_began_later_do_not_count() -> None:
    early, late = run("drop-anchor", at=ago(days=1)), run("drop-anchor", at=ago(days=-1))
    both, one = (moment(ANXIOUS, intensity=9, history=each) for each in ((early, late), (early,)))
    assert recorded_inputs(both, {}) == recorded_inputs(one, {})
