"""The loader against broken copies: each fault is refused and named by file, technique and field."""

from pathlib import Path
from typing import Any

import pytest

from shared.catalogue import read_catalogue
from shared.catalogue.words import forbidden_words
from tests.shared.catalogue_copy import Change, copied, edit, faults_of, in_technique


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path / "catalogue")


def test_an_untouched_copy_is_whole(copy: Path) -> None:
    assert len(read_catalogue(copy).techniques) == 120


PACE = {"in": 4, "out": 6, "rounds": 3}
AGAIN = ["Stop", {"label": "Once more", "back": "breaths"}]


def ended_with(*options: Any, **more: Any) -> Change:
    """Three slow breaths, with other options in its last step."""
    return lambda t: t["steps"][2].update(options=list(options), **more)


BROKEN: dict[str, tuple[str, str, Change, str]] = {
    "an option back to where nobody was": (
        "breathing",
        "three-slow-breaths",
        ended_with("Stop", {"label": "Once more", "back": "end"}),
        "steps.2.options.1.back: 'end' is no earlier step",
    ),
    "a pace for what is no breathing": (
        "breathing",
        "three-slow-breaths",
        ended_with("Stop", {"label": "Once more", "back": "shoulders", "pace": PACE}),
        "steps.2.options.1.pace: 'shoulders' is no breathing step",
    ),
    "a pace without a way back": (
        "breathing",
        "three-slow-breaths",
        ended_with("Stop", {"label": "Once more", "pace": PACE}),
        "a pace is for the step that `back` names",
    ),
    "an option that leads two ways": (
        "breathing",
        "three-slow-breaths",
        ended_with("Stop", {"label": "Once more", "back": "breaths", "opens": "help"}),
        "give one of opens, back and ends at most",
    ),
    "an end after the end": (
        "breathing",
        "three-slow-breaths",
        ended_with("More", {"label": "Stop", "ends": True}),
        "steps.2.options.1.ends: the last step ends by itself",
    ),
    "a way back among several answers": (
        "breathing",
        "three-slow-breaths",
        ended_with(*AGAIN, many=True),
        "steps.2.options.1: leads somewhere, so it is for a step with one answer",
    ),
    "a breath pause the second time around": (
        "breathing",
        "three-slow-breaths",
        ended_with("Stop", {"label": "Once more", "back": "breaths", "pace": PACE | {"hold": 2}}),
        "cautions.avoid_if: a breath pause needs",
    ),
    "an unknown emotion": ("anger", "take-space", lambda t: t["fits"].append("angry.sulky"), "fits: 'angry.sulky'"),
    "an unknown exception": ("anger", "take-space", lambda t: t["fits"].append("!sulky"), "fits: '!sulky'"),
    "an unknown group": ("anger", "take-space", lambda t: t["fits"].append("@hot"), "fits: '@hot'"),
    "an unknown caution": ("anger", "take-space", lambda t: t["cautions"].update(adapt_if=["gout"]), "adapt_if.0"),
    "an unknown care code": (
        "anger",
        "take-space",
        lambda t: t["cautions"].update(not_for_care=["x"]),
        "not_for_care.0",
    ),
    "an unknown level": ("anger", "take-space", lambda t: t.update(level="heal"), "level"),
    "an unknown channel": ("anger", "take-space", lambda t: t.update(channel="taste"), "channel"),
    "an unknown step kind": ("anger", "take-space", lambda t: t["steps"][1].update(kind="dance"), "steps.1"),
    "an unknown field": ("anger", "take-space", lambda t: t.update(mood="blue"), "mood"),
    "an unknown energy": ("anger", "take-space", lambda t: t.update(energy="huge"), "energy"),
    "a missing field": ("anger", "take-space", lambda t: t.pop("purpose"), "purpose"),
    "no reviewers field": ("anger", "take-space", lambda t: t.pop("reviewed_by"), "reviewed_by"),
    "a long first line": ("anger", "take-space", lambda t: t.update(minutes=4), "first_line: takes 4 min"),
    "a first line that writes": (
        "anger",
        "take-space",
        lambda t: t["needs"].update(writing="short"),
        "first_line: asks for writing",
    ),
    "a tiring first line": ("anger", "take-space", lambda t: t.update(energy="medium"), "first_line: asks for more"),
    "a thinking first line": ("anger", "take-space", lambda t: t.update(level="reflect"), "first_line: only"),
    "a first line for calm hours": ("anger", "take-space", lambda t: t.update(intensity=[1, 7]), "first_line: its"),
    "an intensity of 11": ("anger", "take-space", lambda t: t.update(intensity=[6, 11]), "intensity.1"),
    "a range upside down": ("anger", "take-space", lambda t: t.update(intensity=[10, 8]), "intensity: the lower"),
    "a truth value for a number": ("anger", "take-space", lambda t: t.update(minutes=True), "minutes"),
    "longer than it says": ("anger", "take-space", lambda t: t["steps"][1].update(seconds=90), "minutes: the steps"),
    "a step without text": ("anger", "take-space", lambda t: t["steps"][1].update(text=""), "steps.1.body.text"),
    "a step of spaces": ("anger", "take-space", lambda t: t["steps"][1].update(text="  "), "steps.1.body.text"),
    "one option": ("anger", "take-space", lambda t: t["steps"][3].update(options=["Later"]), "steps.3.choice.options"),
    "an option that is not text": (
        "anger",
        "take-space",
        lambda t: t["steps"][3].update(options=[True, False]),
        "steps.3.choice.options.0",
    ),
    "an option to nowhere": (
        "anger",
        "take-space",
        lambda t: t["steps"][3]["options"].append({"label": "Away", "opens": "moon"}),
        "an option opens 'moon', which is unknown",
    ),
    "an option to something unsafe": (
        "anger",
        "take-space",
        lambda t: t["steps"][3]["options"].append({"label": "Away", "opens": "cold-pack-face"}),
        "an option opens 'cold-pack-face', which is not for everybody",
    ),
    "an unknown scale": ("worry", "prediction-check", lambda t: t["steps"][1].update(hi=7), "steps.1.rate"),
    "writing nobody was told of": (
        "worry",
        "prediction-check",
        lambda t: t["needs"].update(writing="none"),
        "needs.writing: a text step is writing",
    ),
    "optional writing that is not": (
        "worry",
        "prediction-check",
        lambda t: t["needs"].update(writing="optional"),
        "needs.writing: with optional writing",
    ),
    "a tiny version that writes": (
        "worry",
        "prediction-check",
        lambda t: t["tiny"].update(steps=[{"kind": "text", "key": "text", "text": "Write."}]),
        "tiny.steps: no writing",
    ),
    "a tiny version that is long": (
        "worry",
        "prediction-check",
        lambda t: t["tiny"].update(steps=[{"kind": "timer", "key": "timer", "text": "Wait.", "seconds": 61}]),
        "tiny.steps: about 61 s",
    ),
    "an unknown reference": (
        "worry",
        "prediction-check",
        lambda t: t["evidence"].update(refs=["me2020"]),
        "evidence.refs: unknown reference 'me2020'",
    ),
    "a forbidden word in a step": (
        "worry",
        "prediction-check",
        lambda t: t["steps"][0].update(text="You should write."),
        "steps.0: holds the forbidden word 'should'",
    ),
    "a forbidden word in an option": (
        "worry",
        "prediction-check",
        lambda t: t["steps"][2]["options"].append("I was lazy"),
        "steps.2: holds the forbidden word 'lazy'",
    ),
    "an exclamation mark": (
        "worry",
        "prediction-check",
        lambda t: t["tiny"].update(line="Well done!"),
        "tiny.line: holds the forbidden word 'exclamation mark'",
    ),
    "a breath that is held for long": (
        "breathing",
        "square-breathing",
        lambda t: t["steps"][1]["pace"].update(hold=7),
        "steps.1.breathe.pace.hold",
    ),
    "a breath pause for everybody": (
        "breathing",
        "square-breathing",
        lambda t: t["cautions"].update(avoid_if=["panic", "asthma-copd", "pregnancy"]),
        "cautions.avoid_if: a breath pause needs cardiac",
    ),
    "a breath pause in a first line": (
        "breathing",
        "longer-out-breath",
        lambda t: t["steps"][1]["pace"].update(hold=1),
        "first_line: has a breath pause",
    ),
    "fast breathing": (
        "breathing",
        "longer-out-breath",
        lambda t: t["steps"][1].update(pace={**PACE, "in": 2, "out": 3}),
        "steps.1.breathe.pace",
    ),
    "a deep in-breath": (
        "breathing",
        "longer-out-breath",
        lambda t: t["steps"][1].update(pace={**PACE, "in": 6, "out": 5}),
        "steps.1.breathe.pace",
    ),
    "an endless out-breath": (
        "breathing",
        "longer-out-breath",
        lambda t: t["steps"][1].update(pace={**PACE, "out": 12}),
        "steps.1.breathe.pace.out",
    ),
    "breathing for too long": (
        "breathing",
        "even-breathing",
        lambda t: t["steps"][1].update(pace={"in": 5, "out": 5, "seconds": 301}),
        "steps.1.breathe.pace",
    ),
    "a pace without an end": (
        "breathing",
        "even-breathing",
        lambda t: t["steps"][1].update(pace={"in": 5, "out": 5}),
        "steps.1.breathe.pace",
    ),
    "a pace with two ends": (
        "breathing",
        "even-breathing",
        lambda t: t["steps"][1].update(pace={**PACE, "seconds": 60}),
        "steps.1.breathe.pace",
    ),
    "a bar without a reason": (
        "breathing",
        "square-breathing",
        lambda t: t["cautions"].update(because=""),
        "cautions.because",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_technique_is_refused_by_file_name_and_field(copy: Path, what: str) -> None:
    family, name, change, expected = BROKEN[what]
    edit(copy / "techniques" / f"{family}.yaml", in_technique(name, change))
    found = faults_of(copy)
    assert any(fault.startswith(f"techniques/{family}.yaml: {name}: ") and expected in fault for fault in found), found


def without_year(content: dict[str, Any]) -> None:
    del content["references"]["balban2023"]["year"]


def with_another_year(content: dict[str, Any]) -> None:
    content["references"]["balban2023"]["year"] = 1999


def checked_and_never_seen(content: dict[str, Any]) -> None:
    content["references"]["balban2023"]["seen"] = " "


def seen_and_not_checked(content: dict[str, Any]) -> None:
    content["references"]["balban2023"]["status"] = "recalled"


def with_a_valence_of_two(content: dict[str, Any]) -> None:
    content["emotions"][0]["valence"] = 2


def with_a_ring_too_far_out(content: dict[str, Any]) -> None:
    content["emotions"][0]["ring"] = "outer"


def with_a_stray_child(content: dict[str, Any]) -> None:
    content["emotions"][0]["children"][0]["id"] = "sad.let-down"


def without_an_emotion(content: dict[str, Any]) -> None:
    content["emotions"][6]["children"][0]["children"].pop()


def with_a_useless_permission(content: dict[str, Any]) -> None:
    content["allowed_words"].append({"id": "drop-anchor", "word": "anchor", "reason": "none"})


def without_a_caution(content: dict[str, Any]) -> None:
    del content["caution_codes"]["migraine-scent"]


@pytest.mark.parametrize(
    ("file", "change", "expected"),
    [
        ("references.yaml", without_year, "references.yaml: references.balban2023.year: "),
        ("references.yaml", with_another_year, "references.yaml: references.balban2023: year: "),
        ("references.yaml", checked_and_never_seen, "references.yaml: references.balban2023: Value error, status: "),
        ("references.yaml", seen_and_not_checked, "references.yaml: references.balban2023: Value error, status: "),
        ("emotions.yaml", with_a_valence_of_two, "emotions.yaml: angry: valence: "),
        ("emotions.yaml", with_a_ring_too_far_out, "emotions.yaml: angry: ring: "),
        ("emotions.yaml", with_a_stray_child, "emotions.yaml: sad.let-down: id: "),
        ("emotions.yaml", without_an_emotion, "emotions.yaml: count: "),
        ("codes.yaml", with_a_useless_permission, "codes.yaml: allowed_words: drop-anchor: "),
        ("codes.yaml", without_a_caution, "codes.yaml: caution_codes: migraine-scent is missing"),
        ("codes.yaml", lambda content: content["families"].remove("anger"), "techniques/anger.yaml: is not a family"),
        ("techniques/anger.yaml", lambda content: content.update(family="rage"), "techniques/anger.yaml: family: "),
        (
            "techniques/anger.yaml",
            lambda content: content["techniques"].append(content["techniques"][0]),
            "techniques/anger.yaml: take-space: id: stands twice",
        ),
    ],
)
def test_a_broken_list_is_refused_by_file_and_entry(copy: Path, file: str, change: Change, expected: str) -> None:
    edit(copy / file, change)
    found = faults_of(copy)
    assert any(fault.startswith(expected) for fault in found), found


def test_the_one_permission_is_needed(copy: Path) -> None:
    edit(copy / "codes.yaml", lambda content: content.update(allowed_words=[]))
    assert faults_of(copy) == (
        "techniques/thinking.yaml: spot-the-pattern: steps.0: holds the forbidden word 'should'",
    )


def test_every_fault_is_named_at_once(copy: Path) -> None:
    edit(copy / "techniques" / "anger.yaml", in_technique("take-space", lambda t: t.update(level="heal")))
    edit(copy / "techniques" / "worry.yaml", in_technique("worry-window", lambda t: t.update(name="Calm down")))
    assert len(faults_of(copy)) == 2


def test_a_missing_file_and_a_file_that_is_not_yaml_are_named(copy: Path) -> None:
    (copy / "techniques" / "anger.yaml").write_text("family: [anger")
    assert faults_of(copy) == ("anger.yaml: is not YAML near line 2",)
    (copy / "techniques" / "anger.yaml").unlink()
    assert faults_of(copy) == ("anger.yaml: is missing",)


@pytest.mark.parametrize(
    "text",
    [
        "You failed again",
        "a failure",
        "you missed it",
        "Lazy days",
        "you should",
        "You shouldn’t",
        "one must",
        "just breathe",
        "non-compliant",
        "a 3-day streak",
        "it is broken",
        "only 3 days",
        "Calm down now",
        "cheer up",
        "everything happens for a reason",
        "this will help you",
        "your anxiety disorder",
        "depressive",
        "Great!",
    ],
)
def test_each_forbidden_word_is_found(text: str) -> None:
    assert len(forbidden_words(text)) == 1


@pytest.mark.parametrize(
    "text", ["I miss them.", "adjust the seat", "a mustard jar", "calm music", "what may help", "a break", "outbreak"]
)
def test_harmless_neighbours_are_left_alone(text: str) -> None:
    assert forbidden_words(text) == []
