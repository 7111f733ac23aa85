"""How hard a text is to read: the counting, the grade, and the command that says so."""

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shared.catalogue import Technique, load_catalogue
from shared.catalogue.reading import (
    CRISIS,
    CRISIS_LIMIT,
    LIMIT,
    Count,
    count,
    grade,
    main,
    sentences,
    syllables,
    written,
)
from shared.catalogue.sheets import FOLDER

TECHNIQUES = load_catalogue().techniques
HARD = "Psychoeducational interventions facilitate considerable physiological deactivation in overwhelmed individuals."


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("a", 1),
        ("breathe", 1),
        ("closed", 1),
        ("wanted", 2),
        ("edges", 2),
        ("comes", 1),
        ("open", 2),
        ("any", 2),
        ("body", 2),
        ("something", 2),
        ("little", 2),
        ("quiet", 2),
        ("memory", 3),
        ("therapist", 3),
        ("beautiful", 3),
        ("notifications", 5),
        ("out-breath", 2),
        ("don't", 1),
        ("don’t", 1),
        ("Seventy", 3),
        ("10", 1),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, expected: int) -> None:
    assert syllables(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One breath. Then another.", ["One breath.", "Then another."]),
        ("Ready? Then look up", ["Ready?", "Then look up"]),
        ("In, wait, out: 'slowly.' And again…", ["In, wait, out: 'slowly.'", "And again…"]),
        ("It takes 1.5 minutes.", ["It takes 1.5 minutes."]),
        (" … ", []),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_the_grade_is_the_published_formula() -> None:
    counted = Count(sentences=2, words=20, syllables=26)
    assert counted.grade == pytest.approx(0.39 * 20 / 2 + 11.8 * 26 / 20 - 15.59)
    assert count("Look up. Find the door.") == Count(sentences=2, words=5, syllables=5)


def test_labels_do_not_make_a_hard_text_easy() -> None:
    assert grade([HARD, *["Stop"] * 50]) == pytest.approx(count(HARD).grade)


def test_a_hard_label_counts() -> None:
    easy = "Look at the door."
    assert grade([easy, "Psychoeducational deactivation"]) > grade([easy])


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_text_has_a_grade(texts: list[str]) -> None:
    assert grade(texts) >= 0.39 + 11.8 - 15.59 or grade(texts) == 0.0


def with_a_first_step(technique: Technique, text: str) -> Technique:
    first = technique.steps[0].model_copy(update={"text": text})
    return technique.model_copy(update={"steps": (first, *technique.steps[1:])})


def test_a_technique_above_its_limit_is_named_with_its_hardest_sentence() -> None:
    changed = with_a_first_step(TECHNIQUES["drop-anchor"], " ".join([HARD] * 3))
    fault = written(changed).fault() or ""
    assert fault.startswith("techniques/grounding.yaml: drop-anchor: steps.0: reading grade ")
    assert HARD in fault
    assert written(changed).worst(1)[0][1:] == ("steps.0", HARD)
    assert written(TECHNIQUES["drop-anchor"]).fault() is None


def test_who_may_be_in_danger_meets_easier_words() -> None:
    assert set(TECHNIQUES) >= CRISIS
    assert {written(TECHNIQUES[name]).limit for name in CRISIS} == {CRISIS_LIMIT}
    assert written(TECHNIQUES["drop-anchor"]).limit == LIMIT


def test_what_a_person_meets_leaves_out_the_note_of_those_who_write() -> None:
    plain = TECHNIQUES["double-sigh"]
    noted = plain.model_copy(update={"cautions": plain.cautions.model_copy(update={"note": "For us alone."})})
    assert noted.cautions.note not in [text for _, text in written(noted).texts]


class TestTheCommand:
    def test_it_shows_the_grade_and_the_hardest_sentences_of_a_family(self, capsys: pytest.CaptureFixture[str]) -> None:
        main(["breathing"])
        shown = capsys.readouterr().out
        assert "techniques/breathing.yaml: three-slow-breaths" in shown
        assert "anger" not in shown
        assert "steps.0" in shown

    def test_it_names_the_faults_of_the_family_and_counts_the_others(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = tmp_path / "catalogue"
        shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        path = folder / "techniques" / "anger.yaml"
        content = yaml.safe_load(path.read_text())
        content["techniques"][0]["purpose"] = content["techniques"][0]["steps"][1]["text"] = f"{HARD} {HARD}"
        path.write_text(yaml.dump(content))
        assert main(["--folder", str(folder), "anger"]) == 1
        shown = capsys.readouterr().out
        assert "FAULT techniques/anger.yaml: take-space: purpose: reading grade" in shown
        assert " ! techniques/anger.yaml: take-space" in shown
        main(["--folder", str(folder), "worry"])
        assert "take-space" not in capsys.readouterr().out

    def test_a_file_that_cannot_be_read_is_a_fault(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--folder", str(tmp_path)]) == 1
        assert capsys.readouterr().out.startswith("FAULT codes.yaml: is missing\n")
