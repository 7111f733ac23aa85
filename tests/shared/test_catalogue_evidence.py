"""What may be said about evidence: each label with the words it carries, and those it does not."""

from pathlib import Path
from typing import Any

import pytest

from shared.catalogue import CatalogueFault, Evidence, Technique, Why, load_catalogue, read_catalogue
from shared.catalogue.evidence import evidence_faults, level
from shared.catalogue.written import lacking, unwritten
from tests.shared.catalogue_copy import copied, edit, faults_of, in_technique

CATALOGUE = load_catalogue()
PLAIN = CATALOGUE.techniques["take-space"]
CHECKED = next(name for name, reference in CATALOGUE.references.items() if reference.status == "checked")
RECALLED = next(name for name, reference in CATALOGUE.references.items() if reference.status != "checked")

NOTHING, LAB, TRIAL, TRIALS = range(4)
LABELS: dict[int, dict[str, str]] = {
    NOTHING: {"strength": "practice-consensus", "directness": "direct"},
    LAB: {"strength": "lab-study", "directness": "direct"},
    TRIAL: {"strength": "RCT", "directness": "direct"},
    TRIALS: {"strength": "meta-analysis", "directness": "direct"},
}


def saying(text: str, label: int, refs: tuple[str, ...] = (CHECKED,)) -> Technique:
    evidence = Evidence.model_validate({**LABELS[label], "refs": [CHECKED, RECALLED]})
    return PLAIN.model_copy(update={"evidence": evidence, "why": Why(text=text, refs=refs)})


def faults(technique: Technique) -> list[str]:
    return list(evidence_faults(technique, CATALOGUE.references))


@pytest.mark.parametrize(
    ("strength", "directness", "expected"),
    [
        ("meta-analysis", "direct", 3),
        ("meta-analysis", "component", 2),
        ("meta-analysis", "principle", 1),
        ("RCT", "direct", 2),
        ("lab-study", "direct", 1),
        ("practice-consensus", "direct", 0),
        ("meta-analysis", "consensus", 0),
    ],
)
def test_the_weaker_half_of_a_label_decides(strength: str, directness: str, expected: int) -> None:
    evidence = Evidence.model_validate({"strength": strength, "directness": directness, "refs": [CHECKED]})
    assert level(evidence) == expected


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("A long breath out may feel like a rest.", NOTHING),
        ("Many people find a little room here. It can be a start.", NOTHING),
        ("Some research points this way. It may ease a hard hour.", LAB),
        ("In one study, some people felt a little better.", LAB),
        ("In a trial, people who did this often felt better.", TRIAL),
        ("One trial showed that it may ease a hard hour.", TRIAL),
        ("Taken together, trials say that it often eases stress.", TRIALS),
        ("For many people this works.", TRIALS),
    ],
)
def test_a_sentence_passes_from_the_level_that_carries_it(text: str, needed: int) -> None:
    for label in LABELS:
        found = faults(saying(text, label))
        assert (found == []) == (label >= needed), (label, found)
        assert all(fault.startswith("why.text: ") and "says more than its label" in fault for fault in found)


def test_a_label_in_doubt_carries_no_sentence() -> None:
    said = saying("One trial showed that it may ease a hard hour.", TRIAL)
    doubted = said.evidence.model_copy(update={"doubt": "44 people, and another exercise"})
    assert faults(said) == []
    assert "says more than its label (no checked reference)" in faults(said.model_copy(update={"evidence": doubted}))[0]


@pytest.mark.parametrize(
    "text",
    [
        "It may be proven.",
        "This will calm you, or it may.",
        "It may cure a bad day.",
        "It can always be done, for everyone.",
        "A guaranteed, perhaps.",
    ],
)
def test_a_promise_is_above_every_label(text: str) -> None:
    assert faults(saying(text, TRIALS))


def test_what_is_said_of_everybody_is_refused() -> None:
    assert faults(saying("You feel the ground.", TRIALS)) == [
        "why.text: says it of everybody; 'may', 'can', 'often' or 'some people' leaves room"
    ]


def test_without_a_checked_reference_no_research_is_named_whatever_the_label() -> None:
    (fault,) = faults(saying("Some research points this way.", TRIALS, refs=()))
    assert fault == "why.text: 'research' says more than its label (no checked reference)"


def test_a_sentence_rests_on_checked_references_of_its_own_technique() -> None:
    text = "It may ease a hard hour."
    (fault,) = faults(saying(text, TRIALS, refs=(RECALLED,)))
    assert fault == f"why.refs: {RECALLED!r} is recalled, and only a checked reference may carry a sentence"
    (fault,) = faults(saying(text, TRIALS, refs=("me2020",)))
    assert fault == "why.refs: 'me2020' is not among evidence.refs"


def test_the_loader_names_the_file_the_technique_and_the_field(tmp_path: Path) -> None:
    copy = copied(tmp_path / "catalogue")
    proven: dict[str, Any] = {"text": "It is proven that this may help.", "refs": []}
    edit(copy / "techniques" / "anger.yaml", in_technique("take-space", lambda t: t.update(why=proven)))
    assert faults_of(copy) == (
        "techniques/anger.yaml: take-space: why.text: 'proven' says more than its label (no checked reference)",
    )


class TestWhatIsWrittenOut:
    def changed(self, **changes: Any) -> Technique:
        return PLAIN.model_copy(update={"why": Why(text="It may give some room."), **changes})

    def test_a_technique_says_why_it_may_help(self, tmp_path: Path) -> None:
        copy = copied(tmp_path / "catalogue")
        edit(copy / "techniques" / "anger.yaml", in_technique("take-space", lambda t: t.pop("why")))
        with pytest.raises(CatalogueFault) as caught:
            read_catalogue(copy)
        assert "techniques/anger.yaml: take-space: why: Field required" in caught.value.faults

    def test_whoever_is_named_in_a_caution_is_told_what_to_do(self) -> None:
        for named in ({"avoid_if": ("panic",), "because": "it is loud"}, {"adapt_if": ("panic",)}):
            cautions = PLAIN.cautions.model_copy(update={"avoid_if": (), "adapt_if": (), "words": "", **named})
            assert list(lacking(self.changed(cautions=cautions))) == [
                "cautions.words: needed where avoid_if or adapt_if names somebody"
            ]
            told = cautions.model_copy(update={"words": "Stop at any point."})
            assert list(lacking(self.changed(cautions=told))) == []

    @pytest.mark.parametrize(
        "text", ["Close your eyes.", "Let your eyes close.", "Sit with eyes closed.", "Shut both of your eyes."]
    )
    def test_closed_eyes_have_another_way(self, text: str) -> None:
        told = PLAIN.cautions.model_copy(update={"words": "Stop at any point."})
        closing = PLAIN.steps[1].model_copy(update={"text": text, "eyes_open": ""})
        technique = self.changed(cautions=told, steps=(PLAIN.steps[0], closing))
        assert list(lacking(technique)) == ["steps.1.eyes_open: needed where eyes are closed"]
        opened = closing.model_copy(update={"eyes_open": "Look at one spot on the floor."})
        assert list(lacking(technique.model_copy(update={"steps": (opened,)}))) == []

    def test_the_check_runs_when_it_is_asked_for(self, tmp_path: Path) -> None:
        copy = copied(tmp_path / "catalogue")
        wordless = in_technique("take-space", lambda t: t["cautions"].update(adapt_if=["panic"], words=""))
        edit(copy / "techniques" / "anger.yaml", wordless)
        read_catalogue(copy)
        with pytest.raises(CatalogueFault) as caught:
            read_catalogue(copy, also=(unwritten,))
        assert any("take-space: cautions.words: needed" in fault for fault in caught.value.faults)
