"""The catalogue as it is shipped: that it is all there, and that there is something for everybody at every hour."""

from collections import Counter

import pytest
import yaml

from shared.catalogue import (
    FLOOR,
    UNSAFE,
    BreatheStep,
    Catalogue,
    ChoiceStep,
    Emotion,
    Technique,
    barred_by_care,
    fit,
    load_catalogue,
    opens_help,
    read_catalogue,
    timed_seconds,
    unsuitable,
)
from shared.catalogue.checks import FIRST_LINE_FROM
from shared.catalogue.crisis import load_directory
from shared.catalogue.reading import CRISIS_LIMIT, grade, grade_faults
from shared.catalogue.sheets import FOLDER
from shared.catalogue.written import unwritten

EMOTIONS = list(load_catalogue().emotions)
TECHNIQUES = list(load_catalogue().techniques)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def suitable(catalogue: Catalogue, emotion: Emotion, intensity: int) -> list[Technique]:
    """What passes the filters 1 to 4 of routing.md for somebody who answered every caution with no."""
    nothing_marked = dict.fromkeys(catalogue.caution_labels, False)
    return [
        technique
        for technique in catalogue.techniques.values()
        if fit(technique, emotion).fits
        and barred_by_care(technique, [emotion]) is None
        and technique.intensity[0] <= intensity <= technique.intensity[1]
        and (intensity < FIRST_LINE_FROM or technique.first_line)
        and unsuitable(technique, nothing_marked) is None
    ]


def test_the_wheel_has_130_emotions_in_three_rings(catalogue: Catalogue) -> None:
    assert len(catalogue.emotions) == 130
    assert Counter(e.ring for e in catalogue.emotions.values()) == {"core": 7, "middle": 41, "outer": 82}


def test_the_emotions_stand_in_the_wheels_own_order(catalogue: Catalogue) -> None:
    assert EMOTIONS[:4] == ["angry", "angry.let-down", "angry.let-down.betrayed", "angry.let-down.resentful"]
    assert EMOTIONS[-1] == "fearful.threatened.exposed"
    cores = [e.id for e in catalogue.emotions.values() if e.ring == "core"]
    assert cores == ["angry", "disgusted", "sad", "happy", "surprised", "bad", "fearful"]


def test_four_labels_stand_twice_and_their_ids_tell_them_apart(catalogue: Catalogue) -> None:
    labels = Counter(emotion.label for emotion in catalogue.emotions.values())
    assert {label for label, n in labels.items() if n == 2} == {
        "Embarrassed",
        "Disappointed",
        "Inferior",
        "Overwhelmed",
    }
    assert max(labels.values()) == 2


def test_parents_and_children_agree(catalogue: Catalogue) -> None:
    for emotion in catalogue.emotions.values():
        assert all(catalogue.emotions[child].parent == emotion.id for child in emotion.children)
        assert emotion.parent is None or emotion.id in catalogue.emotions[emotion.parent].children
        assert emotion.core == emotion.path[0]
        assert emotion.path[-1] == emotion.id


def test_a_known_emotion_is_as_it_was_planned(catalogue: Catalogue) -> None:
    grief = catalogue.emotions["sad.despair.grief"]
    assert (grief.label, grief.valence, grief.arousal, grief.care) == ("Grief", -0.85, 0.05, "grief")
    assert catalogue.emotions["sad"].care is None


def test_there_are_120_techniques_and_each_family_has_its_file(catalogue: Catalogue) -> None:
    assert len(catalogue.techniques) == 120
    assert {path.stem for path in (FOLDER / "techniques").glob("*.yaml")} == set(catalogue.families)
    assert {technique.family for technique in catalogue.techniques.values()} == set(catalogue.families)
    levels = Counter(technique.level for technique in catalogue.techniques.values())
    assert levels == {"regulate": 42, "reflect": 48, "act": 30}
    assert min(len(technique.steps) for technique in catalogue.techniques.values()) >= 2


def test_known_techniques_are_as_they_were_planned(catalogue: Catalogue) -> None:
    cold = catalogue.techniques["cold-pack-face"]
    assert cold.intensity == (8, 10)
    assert cold.needs.props == ("cold-pack",)
    assert set(cold.cautions.avoid_if) == {
        "cardiac",
        "eating-disorder",
        "fainting",
        "low-high-bp",
        "raynaud-cold-allergy",
        "pregnancy",
    }
    record = catalogue.techniques["mini-thought-record"]
    assert (record.level, record.minutes, record.energy, record.needs.writing) == ("reflect", 5, "medium", "short")
    assert record.cautions.not_for_care == ("safety",)
    assert record.evidence.refs == ("ezawa2023", "hofmann2012", "greenberger2015")
    assert [step.kind for step in record.steps] == ["text", "text", "rate", "text", "rate"]
    assert "!angry.distant" in catalogue.techniques["check-the-facts"].fits


def test_nobody_is_said_to_have_reviewed_anything(catalogue: Catalogue) -> None:
    assert {technique.reviewed_by for technique in catalogue.techniques.values()} == {()}


def test_each_reference_of_a_technique_is_known_and_only_a_checked_one_says_where_it_was_seen(
    catalogue: Catalogue,
) -> None:
    assert len(catalogue.references) >= 112
    for reference in catalogue.references.values():
        assert (reference.status == "checked") == bool(reference.seen)
        assert str(reference.year) in reference.cite


def test_every_technique_is_written_out_and_easy_to_read() -> None:
    """Why it may help, cautions in words, a way with open eyes; grade 6 at most, 4 where somebody may be in danger."""
    assert read_catalogue(FOLDER, also=(unwritten, grade_faults)).learn is not None


def test_what_stands_beside_the_numbers_can_be_read_in_a_crisis() -> None:
    directory = load_directory()
    rows = (*directory.countries.values(), directory.other)
    notes = [number.note for row in rows for number in row.emergency] + [
        line.note for row in rows for line in row.lines
    ]
    assert any(notes)
    assert grade(notes) <= CRISIS_LIMIT


@pytest.mark.parametrize("emotion_id", EMOTIONS)
def test_every_feeling_finds_something_at_every_intensity(catalogue: Catalogue, emotion_id: str) -> None:
    emotion = catalogue.emotions[emotion_id]
    for intensity in range(1, 11):
        found = suitable(catalogue, emotion, intensity)
        assert len(found) >= 3, intensity
        if intensity >= FIRST_LINE_FROM:
            assert len(found) >= 4, intensity
            assert len({technique.channel for technique in found}) >= 3, intensity


@pytest.mark.parametrize("name", FLOOR)
def test_the_floor_holds_for_everybody_always(catalogue: Catalogue, name: str) -> None:
    technique = catalogue.techniques[name]
    assert all(fit(technique, emotion).fits for emotion in catalogue.emotions.values())
    assert technique.intensity == (1, 10)
    assert technique.first_line
    assert technique.needs.props == ()
    assert technique.cautions.avoid_if == ()
    assert technique.cautions.not_for_care == ()
    assert unsuitable(technique, dict.fromkeys(catalogue.caution_labels, True)) is None


def test_each_fits_entry_covers_at_least_one_feeling_and_each_exception_takes_one_out(catalogue: Catalogue) -> None:
    for technique in catalogue.techniques.values():
        matches = [fit(technique, emotion) for emotion in catalogue.emotions.values()]
        used = {match.entry for match in matches}
        # An id under a wider one is used by that very id; a wider one under a narrower one by its other children.
        assert used - {None} <= set(technique.fits)
        assert all(entry in used for entry in technique.fits), technique.id


@pytest.mark.parametrize("name", TECHNIQUES)
def test_the_tiny_version_takes_a_minute_at_most(catalogue: Catalogue, name: str) -> None:
    steps = catalogue.techniques[name].steps_of("tiny")
    assert sum(timed_seconds(step) or 0 for step in steps) <= 60
    assert not {step.kind for step in steps} & {"text", "plan"}


def test_nobody_holds_the_breath_outside_one_technique_that_asks_who_it_is_for(catalogue: Catalogue) -> None:
    holding = [
        technique.id
        for technique in catalogue.techniques.values()
        if any(isinstance(step, BreatheStep) and step.pace.pauses for step in (*technique.steps, *technique.tiny.steps))
    ]
    assert holding == ["square-breathing"]


def test_present_danger_leads_to_its_numbers_from_the_very_first_step(catalogue: Catalogue) -> None:
    first = catalogue.techniques["next-hour-care"].steps[0]
    assert isinstance(first, ChoiceStep)
    assert [option.opens for option in first.options] == [None, UNSAFE, UNSAFE]
    assert opens_help(first, "No, I am not")
    assert not opens_help(first, "Yes, I am safe here")
    assert not opens_help(catalogue.techniques["next-hour-care"].steps[1], "No, I am not")


def test_the_catalogue_is_written_with_the_short_names_of_a_pace(catalogue: Catalogue) -> None:
    step = catalogue.techniques["double-sigh"].steps[1].model_dump(exclude_defaults=True)
    assert step["pace"] == {"in": 2.0, "top_up": 1.0, "out": 6.0, "rounds": 5}


def test_no_key_stands_twice_in_one_place() -> None:
    """The parser would keep the last of the two and say nothing."""
    repeated: list[str] = []

    def visit(node: yaml.Node | None, path: str) -> None:
        if isinstance(node, yaml.MappingNode):
            keys = Counter(str(key.value) for key, _ in node.value)
            repeated.extend(f"{path}: {key}" for key, n in keys.items() if n > 1)
            for key, value in node.value:
                visit(value, f"{path}.{key.value}")
        elif isinstance(node, yaml.SequenceNode):
            for n, value in enumerate(node.value):
                visit(value, f"{path}.{n}")

    for path in FOLDER.rglob("*.yaml"):
        visit(yaml.compose(path.read_text(), Loader=yaml.CSafeLoader), path.name)
    assert not repeated
