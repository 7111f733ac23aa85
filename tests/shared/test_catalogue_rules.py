"""What fits whom: the rules that the router and the coach may not disagree about."""

import pytest

from shared.catalogue import (
    MEDICAL,
    Fit,
    Technique,
    adapted,
    barred_by_care,
    fit,
    in_group,
    load_catalogue,
    not_offered_sentence,
    unsuitable,
)

EMOTIONS = load_catalogue().emotions
TECHNIQUES = load_catalogue().techniques


def fitting(*fits: str) -> Technique:
    return TECHNIQUES["feet-on-floor"].model_copy(update={"fits": fits})


@pytest.mark.parametrize(
    ("entry", "emotion", "depth"),
    [
        ("sad", "sad", 1),
        ("sad", "sad.hurt", 1),
        ("sad", "sad.hurt.embarrassed", 1),
        ("sad.hurt", "sad.hurt", 2),
        ("sad.hurt", "sad.hurt.embarrassed", 2),
        ("sad.hurt.embarrassed", "sad.hurt.embarrassed", 3),
    ],
)
def test_a_prefix_covers_itself_and_all_under_it(entry: str, emotion: str, depth: int) -> None:
    found = fit(fitting(entry), EMOTIONS[emotion])
    assert (found.depth, found.entry, found.group, found.excluded) == (depth, entry, None, False)


@pytest.mark.parametrize(
    ("entry", "emotion"),
    [("sad.hurt", "sad"), ("sad.hurt", "sad.guilty"), ("disgusted.disappointed", "sad.hurt.disappointed")],
)
def test_a_prefix_covers_nothing_above_or_beside_it(entry: str, emotion: str) -> None:
    assert fit(fitting(entry), EMOTIONS[emotion]) == Fit()


def test_the_deepest_entry_decides_wherever_it_stands() -> None:
    technique = fitting("@any", "fearful", "fearful.anxious", "@charged", "fearful.anxious.worried")
    assert fit(technique, EMOTIONS["fearful.anxious.worried"]).depth == 3
    assert fit(technique, EMOTIONS["fearful.anxious.overwhelmed"]).depth == 2
    assert fit(technique, EMOTIONS["fearful"]).depth == 1
    assert fit(technique, EMOTIONS["angry"]).group == "@charged"
    assert fit(technique, EMOTIONS["happy"]).group == "@any"


def test_a_narrower_group_is_named_before_a_wider_one() -> None:
    technique = fitting("@any", "@unpleasant", "@pleasant", "@charged")
    assert fit(technique, EMOTIONS["angry.mad"]).group == "@charged"
    assert fit(technique, EMOTIONS["sad"]).group == "@unpleasant"
    assert fit(technique, EMOTIONS["happy.content"]).group == "@pleasant"
    assert fit(fitting("@any"), EMOTIONS["happy.content"]) == Fit(entry="@any", group="@any")


def test_an_exception_takes_out_a_prefix_and_all_under_it_whatever_else_fits() -> None:
    technique = fitting("@any", "angry", "angry.distant.numb", "!angry.distant")
    for emotion in ("angry.distant", "angry.distant.numb", "angry.distant.withdrawn"):
        assert fit(technique, EMOTIONS[emotion]) == Fit(entry="!angry.distant", excluded=True)
        assert not fit(technique, EMOTIONS[emotion]).fits
    assert fit(technique, EMOTIONS["angry.mad"]).depth == 1


def test_groups_are_drawn_by_valence_and_arousal() -> None:
    for emotion in EMOTIONS.values():
        assert in_group(emotion, "@any")
        assert in_group(emotion, "@unpleasant") == (emotion.valence < 0)
        assert in_group(emotion, "@pleasant") == (emotion.valence > 0)
        assert in_group(emotion, "@charged") == (emotion.valence < 0 and emotion.arousal >= 0.30)
    assert in_group(EMOTIONS["angry.let-down.resentful"], "@charged"), "the line itself belongs to it"
    assert not in_group(EMOTIONS["surprised"], "@charged"), "pleasant, however lively"


def test_nothing_marked_leaves_out_only_what_the_medical_group_speaks_against() -> None:
    """A question that is still open counts as yes for the medical group and as no for the others."""
    left_out = {technique.id for technique in TECHNIQUES.values() if unsuitable(technique, {})}
    assert left_out == {"square-breathing", "cold-pack-face", "get-up-and-reset"}
    found = unsuitable(TECHNIQUES["cold-pack-face"], {})
    assert found is not None
    assert (found.code, found.caution) == ("caution-unanswered", "cardiac")


def test_answered_with_no_leaves_out_nothing() -> None:
    answers = dict.fromkeys(load_catalogue().caution_labels, False)
    assert not [technique.id for technique in TECHNIQUES.values() if unsuitable(technique, answers)]


def test_a_yes_is_named_before_an_open_question() -> None:
    found = unsuitable(TECHNIQUES["cold-pack-face"], {"pregnancy": True})
    assert found is not None
    assert (found.code, found.caution, found.answered) == ("caution", "pregnancy", True)


@pytest.mark.parametrize("technique", [t for t in TECHNIQUES.values() if t.cautions.avoid_if], ids=lambda t: t.id)
def test_each_marked_caution_takes_the_technique_out(technique: Technique) -> None:
    answers = dict.fromkeys(load_catalogue().caution_labels, False)
    for caution in technique.cautions.avoid_if:
        found = unsuitable(technique, {**answers, caution: True})
        assert found is not None
        assert found.caution == caution
        unanswered = unsuitable(technique, {code: no for code, no in answers.items() if code != caution})
        assert (unanswered is not None) == (caution in MEDICAL)


def test_the_reason_is_said_in_plain_words() -> None:
    labels = load_catalogue().caution_labels
    marked = unsuitable(TECHNIQUES["square-breathing"], {"asthma-copd": True})
    assert marked is not None
    assert not_offered_sentence(marked, labels) == (
        "Not offered: it has short breath pauses, and you marked asthma or COPD."
    )
    still_open = unsuitable(TECHNIQUES["cold-pack-face"], {})
    assert still_open is not None
    assert not_offered_sentence(still_open, labels) == (
        "Not offered: cold on the face can slow the heart, "
        "and the question about heart condition, pacemaker, or beta-blockers is still open."
    )


def test_a_care_code_of_any_chosen_feeling_bars_a_technique() -> None:
    technique = TECHNIQUES["three-good-things"]
    chosen = [EMOTIONS["happy"], EMOTIONS["sad.despair.grief"]]
    assert barred_by_care(technique, chosen) == "grief"
    assert barred_by_care(technique, chosen[:1]) is None


def test_adapting_follows_only_what_was_marked() -> None:
    technique = TECHNIQUES["longer-out-breath"]
    assert adapted(technique, {}) == ()
    assert adapted(technique, {"panic": True, "asthma-copd": False, "cardiac": True}) == ("panic",)
