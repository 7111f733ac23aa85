"""Smaller versions by the operators in order, down to the floor; and which size fits now."""

from typing import get_args

import pytest
from hypothesis import example
from hypothesis import given as any_of
from hypothesis import strategies as some

from services.coach.decider import NotAllowed
from services.coach.plan.bundles import HINT, hint
from services.coach.plan.decider import Add, Change, decide, fold, initial
from services.coach.plan.matching import NOT_ABOVE, WHY, match
from services.coach.plan.smallest import (
    BREATHS,
    ENOUGH,
    FLOOR,
    GENTLER,
    MORE,
    NAMES,
    NOTICE,
    TAP,
    WORST_DAY,
    Operator,
    faces_fear,
    halved,
    smallest_for,
    suggestions,
)
from services.coach.plan.story import BODY_FIRST_FROM
from services.coach.plan.task import Task
from services.coach.plan.wording import (
    LONGEST_TINY,
    TINY_ALLOWED,
    TINY_SECONDS,
    asks_to_write,
    count_in,
    is_tiny,
    seconds_in,
)
from shared.catalogue import Technique, TextStep, load_catalogue, timed_seconds
from shared.catalogue.words import forbidden_words
from shared.events import Assignment, AssignmentKind, Energy, PlanAdded
from tests.coach.reading import reading_grade
from tests.coach.test_plan_decider import ID, Said

CATALOGUE = load_catalogue()
ORDER = list(get_args(Operator))
VERSIONS = {
    "full": "Write seven boxes on paper, 10 minutes",
    "small": "Three boxes",
    "tiny": "One feeling and a number",
}


def a_task(kind: AssignmentKind = "thought-record", technique_id: str | None = None, **versions: object) -> Assignment:
    said = {"title": "Mine", "kind": kind, "technique_id": technique_id, "versions": VERSIONS | versions}
    return Task.model_validate(said).assignment()


class TestWhatWordsAskFor:
    @pytest.mark.parametrize(
        ("text", "seconds"),
        [
            ("10 minutes of it", 600),
            ("Ten minutes of it", 600),
            ("A ten-minute walk", 600),
            ("Half an hour outside", 1800),
            ("a minute of quiet", 60),
            ("45 seconds", 45),
            ("2 min, then 30 secs", 120),
            ("Two hours", 7200),
            ("Look out at 21:50", 0),
            ("Three slow breaths", 0),
            ("Take minutes of the meeting", 0),
            ("A few minutes outside", 180),
            ("a couple of hours", 7200),
            ("a hundred seconds", 100),
            ("10000 seconds", 10000),
            ("A few slow breaths", 0),
        ],
    )
    def test_how_long_it_takes(self, text: str, seconds: int) -> None:
        assert seconds_in(text) == seconds

    @pytest.mark.parametrize(
        ("text", "count"),
        [("Seven boxes", 7), ("7 boxes", 7), ("one box", None), ("10 minutes", None), ("at 21:50", None)],
    )
    def test_how_many_there_are(self, text: str, count: int | None) -> None:
        found = count_in(text)
        assert (found.value if found else None) == count

    @pytest.mark.parametrize("text", ["Write a page", "writing", "Jot it down", "Fill in the sheet", "Type it out"])
    def test_that_it_asks_for_writing(self, text: str) -> None:
        assert asks_to_write(text)

    @pytest.mark.parametrize("text", ["One box", "Tap one feeling", "Open the notebook", "A type of tea", "Paper out"])
    def test_that_it_does_not(self, text: str) -> None:
        assert not asks_to_write(text)


class TestSmaller:
    def test_the_operators_come_in_their_order_and_the_floor_is_last(self) -> None:
        found = suggestions(a_task("experiment"))
        assert [each.operator for each in found] == sorted((each.operator for each in found), key=ORDER.index)
        assert {each.operator for each in found} == set(ORDER)
        assert [each.text for each in found[-2:]] == list(FLOOR)

    def test_time_is_cut_to_two_minutes_and_then_to_three_breaths(self) -> None:
        found = [each.text for each in suggestions(a_task()) if each.operator == "shorter"]
        assert found == ["Write seven boxes on paper, 2 minutes", BREATHS]
        longer = suggestions(a_task(full="Walk for half an hour"))
        assert [each.text for each in longer if each.operator == "shorter"][:2] == [
            "Walk for 10 minutes",
            "Walk for 2 minutes",
        ]

    def test_seven_boxes_become_one(self) -> None:
        [fewer] = [each for each in suggestions(a_task()) if each.operator == "fewer"]
        assert fewer.text == "Write one of the seven boxes on paper, 10 minutes"

    def test_writing_becomes_a_tap_and_then_a_look(self) -> None:
        lighter = [each.text for each in suggestions(a_task()) if each.operator == "lighter"]
        assert lighter == [TAP, NOTICE]

    def test_only_what_faces_a_fear_gets_a_softer_step(self) -> None:
        assert GENTLER not in [each.text for each in suggestions(a_task())]
        assert GENTLER in [each.text for each in suggestions(a_task("experiment"))]
        ladder = CATALOGUE.techniques["brave-ladder"]
        assert GENTLER in [each.text for each in suggestions(a_task("technique", ladder.id), "full", ladder)]

    def test_a_practice_brings_its_own_tiny_version_first(self) -> None:
        record = CATALOGUE.techniques["full-thought-record"]
        first = suggestions(a_task("technique", record.id), "full", record)[0]
        assert (first.operator, first.text, first.size) == ("shorter", record.tiny.line, "tiny")

    @any_of(some.text(max_size=200), some.sampled_from(get_args(AssignmentKind)))
    @example("Write seven boxes, ten minutes", "free")
    @example("90 minutes and 3 pages", "free")
    @example("one of the seven boxes", "free")
    def test_no_suggestion_asks_for_more_than_what_it_makes_smaller(self, text: str, kind: AssignmentKind) -> None:
        task = a_task(kind).model_copy(update={"versions": a_task().versions.model_copy(update={"full": text})})
        for each in suggestions(task):
            assert seconds_in(each.text) <= max(seconds_in(text), 120)
            assert asks_to_write(text) or not asks_to_write(each.text)
            assert each.size == "small" or is_tiny(each.text)

    @pytest.mark.parametrize(
        "whole", ["The seven boxes of the thought record", "Go to the gym and train", "Do all 30 push-ups at the gym"]
    )
    def test_what_holds_the_whole_task_fits_no_tiny_size(self, whole: str) -> None:
        """homework.md H1."""
        task = a_task(full=whole, small=whole + ", quickly", tiny="One look")
        for size in ("full", "small"):
            found = {each.operator: each for each in suggestions(task, size)}
            assert {found["kinder-hour"].size, found["together"].size} == {"small"}
            endings = {each.text.split()[-1] for each in found.values() if each.size == "tiny"}
            assert not endings & {whole.split()[-1], "quickly", "you.", "phone."}

    def test_the_tiny_version_at_an_easier_hour_or_with_someone_is_still_tiny(self) -> None:
        found = {each.operator: each.size for each in suggestions(a_task(tiny="Three boxes"), "tiny")}
        assert (found["kinder-hour"], found["together"], found["fewer"]) == ("tiny", "tiny", "tiny")

    @any_of(some.text(max_size=200))
    @example("Write seven boxes, two hours")
    @example("one of the seven boxes")
    @example("Three hours of 7 things")
    def test_halving_again_and_again_comes_to_the_floor(self, text: str) -> None:
        steps = [text]
        while steps[-1] != FLOOR[1] and len(steps) < 10:
            steps.append(halved(steps[-1]))
        assert steps[-1] == FLOOR[1]

    @any_of(some.text(max_size=300))
    @example("Write seven boxes, two hours")
    def test_what_is_suggested_for_the_worst_day_is_tiny(self, text: str) -> None:
        """homework.md H1."""
        assert is_tiny(smallest_for(text))


class TestTinyVersions:
    @pytest.mark.parametrize(
        "tiny", ["Write one line", "Two minutes of it", "A few minutes", "5 min", "x" * (LONGEST_TINY + 1)]
    )
    def test_what_is_long_or_asks_for_writing_is_none(self, tiny: str) -> None:
        assert not is_tiny(tiny)

    @pytest.mark.parametrize("tiny", ["Write one line", "Ten minutes outside"])
    def test_no_task_is_added_or_changed_with_one_that_is_none(self, tiny: str) -> None:
        """homework.md H1."""
        big = Task.model_validate({"title": "x", "kind": "free", "versions": VERSIONS | {"tiny": tiny}})
        added = fold([Said(PlanAdded(assignment_id=ID, assignment=a_task()))])
        for command, state in ((Add(ID, big), initial), (Change({"versions": {"tiny": tiny}}), added)):
            with pytest.raises(NotAllowed) as refused:
                decide(command, state)
            assert (refused.value.field, refused.value.allowed) == ("versions.tiny", TINY_ALLOWED)

    def test_one_that_was_kept_before_is_held_against_nobody(self) -> None:
        old = a_task(tiny="Write one line")
        added = fold([Said(PlanAdded(assignment_id=ID, assignment=old))])
        assert len(decide(Change({"bundle": "tea"}), added)) == 1

    def test_how_long_it_takes_is_a_minute_at_most(self) -> None:
        assert a_task(tiny_seconds=TINY_SECONDS, tiny_medium="tap").versions.tiny_seconds == TINY_SECONDS
        with pytest.raises(ValueError, match="tiny_seconds"):
            a_task(tiny_seconds=TINY_SECONDS + 1)

    @pytest.mark.parametrize("technique_id", sorted(CATALOGUE.techniques))
    def test_that_of_every_practice_is_short_and_asks_for_no_writing(self, technique_id: str) -> None:
        """homework.md H1."""
        steps = CATALOGUE.techniques[technique_id].tiny.steps
        assert not any(isinstance(each, TextStep) for each in steps)
        assert sum(timed_seconds(each) or 0 for each in steps) <= TINY_SECONDS


KINDS = some.sampled_from(get_args(AssignmentKind))
ENERGIES = some.one_of(some.none(), some.sampled_from(get_args(Energy)))
TINIES = some.sampled_from(["One feeling and a number", "Write one line", "One look out", "Three boxes", "Drei Worte"])
TECHNIQUES = some.one_of(some.none(), some.sampled_from(list(CATALOGUE.techniques.values())))
WRITTEN = sorted(each.id for each in CATALOGUE.techniques.values() if each.needs.writing in {"short", "long"})


class TestWhatFitsNow:
    @pytest.mark.parametrize(
        ("energy", "fits"), [("low", "tiny"), ("medium", "small"), ("high", "full"), (None, "small")]
    )
    def test_the_size_goes_with_the_energy(self, energy: Energy | None, fits: str) -> None:
        assert match(a_task(), 5, energy).fits == fits

    def test_without_a_small_one_it_is_the_tiny_one(self) -> None:
        assert match(a_task(small=None), 5, "medium").fits == "tiny"

    def test_with_some_energy_the_small_one_fits_however_little_the_full_one_asks_for(self) -> None:
        assert match(a_task(full_energy="low"), 5, "medium").fits == "small"
        assert match(a_task(full_energy="medium"), 5, None).fits == "small"
        assert match(a_task(small_energy="high"), 5, "medium").fits == "tiny"

    def test_where_there_is_no_small_one_a_full_one_that_asks_for_little_fits_earlier(self) -> None:
        assert match(a_task(small=None, full_energy="low"), 5, "medium").fits == "full"
        assert match(a_task(small=None, full_energy="low"), 5, "low").fits == "tiny"

    def test_at_8_and_above_a_first_step_stands_in_and_counts_where_the_task_says_so(self) -> None:
        found = match(a_task(), BODY_FIRST_FROM, "high")
        assert (found.fits, found.why, found.counts) == ("first-line", "body-first-counts", True)
        not_counted = match(a_task().model_copy(update={"body_first_days_count": False}), 9, None)
        assert (not_counted.fits, not_counted.why, not_counted.counts) == ("first-line", "body-first", False)

    def test_the_body_comes_first_from_where_the_clinic_says(self) -> None:
        assert match(a_task(), 7, "high", body_first_from=7).fits == "first-line"
        assert match(a_task(), 6, "high", body_first_from=7).fits == "full"
        assert match(a_task(), 7, "high").fits == "full"

    @any_of(KINDS, TINIES, ENERGIES, some.integers(BODY_FIRST_FROM, 10), TECHNIQUES)
    def test_at_8_and_above_nothing_that_asks_for_writing_is_proposed(
        self, kind: AssignmentKind, tiny: str, energy: Energy | None, intensity: int, technique: Technique | None
    ) -> None:
        """homework.md H2. Where a task is written, words that say nothing of it are not believed."""
        found = match(a_task(kind, tiny=tiny), intensity, energy, technique)
        written = kind == "thought-record" or (technique is not None and technique.id in WRITTEN)
        assert found.fits == "first-line"
        assert found.text is None if written else found.text in {None, tiny}
        assert found.text != "Write one line"

    @pytest.mark.parametrize("technique_id", [None, *WRITTEN])
    def test_the_tiny_version_of_what_is_written_stands_there_once_somebody_said_how_it_is_done(
        self, technique_id: str | None
    ) -> None:
        kind: AssignmentKind = "technique" if technique_id else "thought-record"
        technique = CATALOGUE.techniques.get(technique_id or "")
        for medium, text in ((None, None), ("tap", "Three boxes")):
            task = a_task(kind, technique_id, tiny="Three boxes", tiny_medium=medium)
            shown = None if faces_fear(task, technique) else text
            assert match(task, 9, None, technique).text == shown

    @pytest.mark.parametrize("technique_id", [None, *WRITTEN])
    def test_words_of_our_own_that_are_no_writing_stand_there_without_that(self, technique_id: str | None) -> None:
        technique = CATALOGUE.techniques.get(technique_id or "")
        for ours in (*FLOOR, BREATHS, TAP, NOTICE, *([technique.tiny.line] if technique else [])):
            task = a_task("thought-record", technique_id, tiny=ours)
            assert match(task, 9, None, technique).text == (None if faces_fear(task, technique) else ours)

    @any_of(ENERGIES, some.integers(NOT_ABOVE + 1, 10))
    def test_no_experiment_and_no_step_to_a_fear_is_suggested_above_4(
        self, energy: Energy | None, intensity: int
    ) -> None:
        ladder = CATALOGUE.techniques["brave-ladder"]
        for found in (
            match(a_task("experiment"), intensity, energy),
            match(a_task("technique", ladder.id), intensity, energy, ladder),
        ):
            assert found.fits in {"rest", "first-line"}
            assert found.text is None

    @any_of(ENERGIES, some.integers(1, NOT_ABOVE))
    def test_in_a_quiet_hour_an_experiment_is_a_task_like_others(self, energy: Energy | None, intensity: int) -> None:
        assert match(a_task("experiment"), intensity, energy) == match(a_task(), intensity, energy)


class TestBundles:
    @pytest.mark.parametrize("bundle", ["a glass of wine", "buy something nice", "no lunch before"])
    def test_what_may_cost_more_than_it_gives_gets_a_kind_word(self, bundle: str) -> None:
        assert hint(bundle) == HINT

    @pytest.mark.parametrize("bundle", [None, "my good tea", "that podcast", "begin with a song"])
    def test_anything_else_is_left_alone(self, bundle: str | None) -> None:
        assert hint(bundle) is None


@pytest.mark.parametrize(
    "words", [*NAMES.values(), *WHY.values(), *FLOOR, WORST_DAY, MORE, ENOUGH, BREATHS, TAP, NOTICE, GENTLER, HINT]
)
def test_every_text_is_plain_and_kind(words: str) -> None:
    """homework.md H4."""
    assert not forbidden_words(words)
    assert len(words.split()) < 8 or reading_grade(words) <= 6
