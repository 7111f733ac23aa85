"""For every emotion and every intensity there is enough to offer; what is never among the first three, by name.

docs/specification/routing.md sections 3 and 11, with the catalogue as it is.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from services.router.episode import Standing
from services.router.ranking import Ranking, RankingInputs, rank, stocked
from tests.router.by_hand import CATALOGUE
from tests.router.people import NOW
from tests.router.random_cases import PROPS

NEVER_FIRST = Path(__file__).with_name("never_first.txt")
CELLS = [(emotion, intensity) for emotion in CATALOGUE.emotions for intensity in range(1, 11)]
ALL_YES = dict.fromkeys(CATALOGUE.caution_labels, True)
ALL_NO = dict.fromkeys(CATALOGUE.caution_labels, False)


def ranked(emotion: str, intensity: int, threshold: int = 8, **said: object) -> Ranking:
    """The first offer of somebody who said nothing else, unless `said` has it."""
    standing = Standing(phase="g1" if intensity >= threshold else "offer")
    given: Mapping[str, object] = {"standing": standing, "regulate_first_from": threshold, **said}
    return rank(RankingInputs(NOW, (emotion,), intensity, **given), stocked())  # type: ignore[arg-type]


def test_the_wheel_has_its_130_emotions() -> None:
    assert (len(CATALOGUE.emotions), len(CELLS)) == (130, 1300)


@pytest.mark.parametrize("threshold", [8, 7])
def test_every_emotion_at_every_intensity_has_three_without_anything_giving_way(threshold: int) -> None:
    thin = {
        cell: len(found.ordered)
        for cell in CELLS
        if len((found := ranked(*cell, threshold)).ordered) < 3 or found.relaxed
    }
    assert not thin


@pytest.mark.parametrize("threshold", [8, 7])
def test_where_the_body_comes_first_there_are_four_in_three_channels(threshold: int) -> None:
    thin = {}
    for emotion, intensity in CELLS:
        if intensity >= threshold:
            found = [each.item.technique for each in ranked(emotion, intensity, threshold).ordered]
            channels = {each.channel for each in found}
            if len(found) < 4 or len(channels) < 3 or not all(each.first_line for each in found):
                thin[emotion, intensity] = (len(found), sorted(channels))
    assert not thin


@pytest.mark.parametrize("threshold", [8, 7])
def test_with_every_caution_there_are_still_three(threshold: int) -> None:
    thin = {
        cell: len(found.ordered)
        for cell in CELLS
        if len((found := ranked(*cell, threshold, cautions=ALL_YES)).ordered) < 3 or found.relaxed
    }
    assert not thin


def cold_starts() -> Iterator[Ranking]:
    """Nothing was practised before; whatever energy there is, with nothing at hand and with everything."""
    for emotion, intensity in CELLS:
        for energy in ("low", "medium", "high"):
            for props in (frozenset[str](), frozenset(PROPS)):
                yield ranked(emotion, intensity, cautions=ALL_NO, energy=energy, props=props)


def test_no_other_technique_is_never_among_the_first_three_of_a_cold_start() -> None:
    """They are reached by homework, plans, "something else", the bed at night and after others were used.

    A change of a weight or of the catalogue that adds a name here is a decision, and one line in the file.
    """
    shown = {each.item.id for found in cold_starts() for each in found.options}
    assert sorted(CATALOGUE.techniques.keys() - shown) == NEVER_FIRST.read_text().split()


def test_what_the_specification_names_is_among_them() -> None:
    named = {
        "if-then-plan",
        "one-valued-step",
        "five-senses",
        "feet-on-floor",
        "three-slow-breaths",
        "full-thought-record",
    }
    in_bed = {each.id for each in CATALOGUE.techniques.values() if each.needs.place == "bed"}
    assert named | in_bed <= set(NEVER_FIRST.read_text().split())


@pytest.mark.parametrize("technique", sorted(set(NEVER_FIRST.read_text().split())))
def test_homework_brings_each_of_them_into_some_offer(technique: str) -> None:
    """So that nothing of the catalogue is out of reach."""
    item = CATALOGUE.techniques[technique]
    low, high = item.intensity
    assert any(
        technique in {each.item.id for each in found.options}
        for emotion in CATALOGUE.emotions
        for intensity in range(low, high + 1)
        for found in [
            ranked(
                emotion,
                intensity,
                cautions=ALL_NO,
                energy="high",
                minutes=20,
                place="bed" if item.needs.place == "bed" else None,
                privacy="private",
                can_write=True,
                homework={technique: "therapist"},
            )
        ]
    )
