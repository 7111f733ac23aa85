"""Reasons as sentences: each code has one, and none says what may not be said."""

import re
from dataclasses import replace

import pytest

from services.coach.words import WHY, WHY_NOT, also_fits, why, why_not
from shared.catalogue import Catalogue, load_catalogue
from shared.catalogue.words import forbidden_words
from shared.events import Reason
from tests.coach.reading import reading_grade

CATALOGUE = load_catalogue()
BREATHS = CATALOGUE.techniques["three-slow-breaths"]
SIGH = CATALOGUE.techniques["double-sigh"]
Facts = dict[str, str | int | float]

OFFERED: list[tuple[str, Facts, str]] = [
    ("plan", {"line": "chest tightens at work"}, "Your plan: chest tightens at work → Three slow breaths."),
    ("plan", {"line": ""}, "You decided this in advance."),
    ("intensity", {"intensity": 9}, "At 9 the body comes first; thinking steps wait."),
    ("often-helps", {"times": 4, "of": 5, "before": 9, "after": 6}, "Often helps you: 4 of 5 times; last time 9 → 6."),
    (
        "helped-before",
        {"times": 2, "emotion": "fearful.anxious", "before": 9, "after": 6},
        "Helped you 2 times with Anxious; last time 9 → 6.",
    ),
    ("helped-before", {"times": 1}, "Helped you once."),
    ("tried-once", {}, "You have tried this once."),
    ("homework", {"source": "therapist"}, "Your therapist suggested this."),
    ("homework", {"source": "self"}, "You chose this as your next small step."),
    ("homework", {"source": "both"}, "You and your therapist chose this."),
    ("made-for", {"emotion": "sad.despair.grief"}, "Made for Grief."),
    ("fits", {"emotion": "fearful.anxious"}, "It goes with Anxious."),
    ("fits", {"emotion": "unsure"}, "It goes with this feeling."),
    ("device", {}, "It was offered on your phone at once."),
    ("unseen", {}, "Quiet; it can be done unseen."),
    ("minutes", {"minutes": 2}, "About 2 minutes."),
    ("minutes", {"minutes": 1}, "About 1 minute."),
    ("different", {"channel": "breath", "last": "senses"}, "A different way than the last one: the breath."),
    ("too-long", {}, f"Too long? The smallest version: {BREATHS.tiny.line}"),
    ("tiny", {"minutes": 8}, f"It takes about 8 minutes. The smallest version: {BREATHS.tiny.line}"),
    ("also-fits", {"minutes": 1}, "Also fits this moment. About 1 minute."),
    ("a-code-of-tomorrow", {"x": 1}, "It fits this moment."),
]


@pytest.mark.parametrize(("code", "facts", "sentence"), OFFERED)
def test_an_offered_technique_says_why(code: str, facts: Facts, sentence: str) -> None:
    assert why(Reason(code=code, facts=facts), BREATHS, CATALOGUE) == sentence


def test_a_marked_caution_is_named_and_no_note_of_those_who_build_is_shown() -> None:
    noted = [each for each in CATALOGUE.techniques.values() if each.cautions.note]
    assert noted
    for technique in noted:
        said = why(Reason(code="adapted", facts={"caution": "panic"}), technique, CATALOGUE)
        assert said == "Go gently here, and stop if it feels wrong: you marked panic attacks."


def test_evidence_is_claimed_only_on_a_checked_reference() -> None:
    reason = Reason(code="evidence", facts={"strength": "meta-analysis", "directness": "component"})
    believed, doubted = with_references("checked"), with_references("verify")
    said = "Breathing: supported by a meta-analysis of trials; this short form is a part of what was tested."
    assert why(reason, BREATHS, believed) == said
    assert why(reason, BREATHS, doubted) == "It fits this moment."


def with_references(status: str) -> Catalogue:
    changed = {name: each.model_copy(update={"status": status}) for name, each in CATALOGUE.references.items()}
    return replace(CATALOGUE, references=changed)


@pytest.mark.parametrize(
    ("code", "facts", "sentence"),
    [
        (
            "caution",
            {"caution": "asthma-copd"},
            "Not offered: it puts one in-breath on top of another, and you marked asthma or COPD.",
        ),
        (
            "caution-unanswered",
            {"caution": "asthma-copd"},
            "Not offered: it puts one in-breath on top of another, "
            "and the question about asthma or COPD is still open.",
        ),
        ("caution", {"caution": "a-code-of-tomorrow"}, "Not offered this time."),
        ("intensity", {"from": 1, "to": 7}, "Not offered: it is made for 1 to 7."),
        (
            "channel",
            {"channel": "breath"},
            "Not offered: the last one went by the breath too, and another way comes next.",
        ),
        ("hidden", {}, "Not offered: you have hidden it."),
        ("a-code-of-tomorrow", {}, "Not offered this time."),
    ],
)
def test_a_technique_that_is_not_offered_says_why_not(code: str, facts: Facts, sentence: str) -> None:
    assert why_not(Reason(code=code, facts=facts), SIGH, CATALOGUE) == sentence


def test_a_care_code_is_never_told() -> None:
    for care in CATALOGUE.cares:
        assert care not in why_not(Reason(code="care", facts={"care": care}), BREATHS, CATALOGUE)


FULL: Facts = {
    "line": "my chest tightens",
    "intensity": 9,
    "times": 4,
    "of": 5,
    "before": 9,
    "after": 6,
    "emotion": "fearful.anxious",
    "source": "therapist",
    "minutes": 3,
    "channel": "senses",
    "last": "breath",
    "caution": "asthma-copd",
    "from": 1,
    "to": 7,
}


def everything_said() -> list[str]:
    offered = [why(Reason(code=code, facts=FULL), SIGH, CATALOGUE) for code in WHY]
    codes = [*WHY_NOT, "caution", "caution-unanswered"]
    return offered + [why_not(Reason(code=code, facts=FULL), SIGH, CATALOGUE) for code in codes]


@pytest.mark.parametrize("sentence", everything_said())
def test_no_sentence_says_what_may_not_be_said(sentence: str) -> None:
    assert forbidden_words(sentence) == []
    assert not re.search(r"%|percent|other people do|most people|patients|disorder|depress|symptom", sentence.lower())


def test_the_sentences_together_are_easy_to_read() -> None:
    assert reading_grade(" ".join(everything_said())) <= 6


def test_the_reason_behind_the_three_is_true_of_the_technique() -> None:
    assert also_fits(SIGH).facts == {"minutes": SIGH.minutes}
