"""What people read beside the worked examples of docs/specification/routing.md section 9: whole sentences.

The router gives codes and facts, the coach the words; here both are held together.
"""

import pytest

from services.coach.words import why, why_not
from services.router.decider import not_offered
from services.router.ranking import RankingInputs, rank, stocked
from services.router.reasons import reasons_for
from shared.catalogue import load_catalogue
from shared.catalogue.words import forbidden_words
from tests.router.people import ANXIOUS, moment
from tests.router.test_golden import MAYA, second_step, third_step

CATALOGUE = load_catalogue()
BODY_AT_8, BODY_AT_9, BODY_AT_10 = (
    f"At {intensity} the body comes first; thinking steps wait." for intensity in (8, 9, 10)
)
UNSEEN = "Quiet; it can be done unseen."
COLD_START = moment("fearful.anxious.overwhelmed", intensity=10)
WORTHLESS = moment("fearful.weak.worthless", intensity=5)
FURIOUS = moment("angry.mad.furious", intensity=9, privacy="public", cautions={"asthma-copd": True})
EXAMPLES: dict[str, tuple[RankingInputs, list[list[str]]]] = {
    "A": (
        moment(ANXIOUS, intensity=9, **MAYA),
        [
            ["Your plan: if my chest tightens at work → Three slow breaths.", BODY_AT_9],
            [BODY_AT_9, UNSEEN],
            [BODY_AT_9, UNSEEN],
        ],
    ),
    "A without the plan": (
        moment(ANXIOUS, intensity=9, **MAYA | {"plans": ()}),
        [
            [BODY_AT_9, "Helped you 2 times with Anxious; last time 9 → 6."],
            [BODY_AT_9, UNSEEN],
            [BODY_AT_9, UNSEEN],
        ],
    ),
    "A, still at 8": (second_step(), [[BODY_AT_8, UNSEEN]] * 3),
    "A, at 6": (
        third_step(),
        [["Your therapist suggested this.", UNSEEN], ["Made for Anxious.", UNSEEN], ["Made for Anxious.", UNSEEN]],
    ),
    "B": (
        COLD_START,
        [[BODY_AT_10, "About 2 minutes."], [BODY_AT_10, "Made for Overwhelmed."], [BODY_AT_10, "About 2 minutes."]],
    ),
    "D": (
        moment("sad.despair.grief", intensity=4, energy="low"),
        [["Made for Grief.", "About 4 minutes."], ["Made for Grief.", "About 6 minutes."], ["About 3 minutes."]],
    ),
    "E": (
        moment("happy.content.joyful", intensity=9),
        [[BODY_AT_9, "Made for Joyful."], [BODY_AT_9, "About 1 minute."], [BODY_AT_9, "About 1 minute."]],
    ),
    "F": (FURIOUS, [[BODY_AT_9, UNSEEN]] * 3),
    "G": (
        moment("angry.distant.numb", intensity=8, cautions={"trauma-dissociation": True}),
        [[BODY_AT_8, "Made for Numb."], [BODY_AT_8, "About 2 minutes."], [BODY_AT_8, "About 2 minutes."]],
    ),
}
LEFT_OUT: list[tuple[str, RankingInputs, str]] = [
    ("double-sigh", FURIOUS, "Not offered: it puts one in-breath on top of another, and you marked asthma or COPD."),
    (
        "cold-pack-face",
        COLD_START,
        "Not offered: cold on the face can slow the heart, and the question about heart condition, pacemaker, or "
        "beta-blockers is still open.",
    ),
    ("mini-thought-record", moment(ANXIOUS, intensity=9, **MAYA), "Not offered: it is made for 2 to 6."),
    ("critic-to-coach", WORTHLESS, "Not offered: other steps are kinder with this feeling."),
    ("future-view", WORTHLESS, "Not offered: it is made for other feelings."),
]


def sentences(inputs: RankingInputs) -> list[list[str]]:
    """Of each of the three."""
    ranking = rank(inputs, stocked())
    return [
        [why(reason, each.item.technique, CATALOGUE) for reason in reasons_for(each, ranking, inputs, stocked())]
        for each in ranking.options
    ]


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_option_of_an_example_says_why_in_these_words(example: str) -> None:
    inputs, expected = EXAMPLES[example]
    assert sentences(inputs) == expected


def test_c_speaks_of_evidence_where_nothing_nearer_can_be_said() -> None:
    minutes, families = zip(*sentences(WORTHLESS), strict=True)
    assert minutes == ("About 3 minutes.", "About 6 minutes.", "About 3 minutes.")
    tested = "supported by a meta-analysis of trials; this short form is a part of what was tested."
    assert families[:2] == (f"Self compassion: {tested}", f"Activation: {tested}")


@pytest.mark.parametrize(("technique", "inputs", "expected"), LEFT_OUT)
def test_what_is_left_out_of_an_example_says_why_not(technique: str, inputs: RankingInputs, expected: str) -> None:
    refused = next(each for each in rank(inputs, stocked()).refused if each.technique_id == technique)
    told = not_offered(refused).reason
    assert why_not(told, CATALOGUE.techniques[technique], CATALOGUE) == expected


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_sentence_holds_a_word_that_scolds(example: str) -> None:
    assert not [found for told in sentences(EXAMPLES[example][0]) for each in told if (found := forbidden_words(each))]
