"""Filters that give way, slot 1, other channels, the floor (routing.md sections 3 and 6)."""

import itertools
from dataclasses import replace
from datetime import time

import pytest

from services.router.episode import Standing
from services.router.ranking import Plan, Ranking, RankingInputs, rank, stocked
from shared.catalogue import FLOOR, load_catalogue
from tests.router.people import ANXIOUS, WORK, ago, moment, run

TECHNIQUES = load_catalogue().techniques
NO_CAUTIONS = dict.fromkeys(load_catalogue().caution_labels, False)
BREATHS, FEET = "three-slow-breaths", "feet-on-floor"


def ranked(inputs: RankingInputs) -> Ranking:
    return rank(inputs, stocked())


def offered(inputs: RankingInputs) -> list[str]:
    return [each.item.id for each in ranked(inputs).ordered]


def refused(inputs: RankingInputs) -> dict[str, str]:
    return {each.technique_id: each.code for each in ranked(inputs).refused}


def all_but(*kept: str) -> frozenset[str]:
    return frozenset(TECHNIQUES) - set(kept)


def after(*done: str, phase: str = "g2") -> Standing:
    second = Standing(phase="g2", done=done, last_channel=TECHNIQUES[done[-1]].channel, rounds=1)
    return second if phase == "g2" else replace(second, phase="people", rounds=2)


def test_each_filter_names_its_reason() -> None:
    inputs = moment(
        ANXIOUS, "sad.despair.grief", intensity=6, energy="low", privacy="public", minutes=5, can_write=False,
        cautions={"panic": True}, hidden=frozenset({"talk-by-name"}),
        history=tuple(run("five-senses", at=ago(days=day), before=5, after=7) for day in (1, 2)),
        standing=Standing(phase="reflect", done=("drop-anchor",), last_channel="body"),
    )  # fmt: skip
    codes = refused(inputs)
    expected = {
        "ride-the-buzz": "feeling", "future-view": "care", "cold-pack-face": "intensity", "square-breathing": "caution",
        "drop-anchor": "done", "talk-by-name": "hidden", "five-senses": "harmed", "daylight-ten": "time",
        "gentle-shake": "privacy", "worst-best-likely": "writing", "one-steady-song": "props", "mind-shuffle": "time",
    }  # fmt: skip
    assert {name: codes[name] for name in expected} == expected
    second = refused(moment(ANXIOUS, intensity=7, standing=Standing(phase="g2", last_channel="body")))
    assert (second["square-breathing"], second["drop-anchor"]) == ("first-line", "channel")


def test_privacy_gives_way_before_time_and_time_before_energy() -> None:
    private = moment(
        ANXIOUS, intensity=5, privacy="public", hidden=all_but("short-muscle-release", FEET, "future-view")
    )
    assert ranked(private).relaxed == {"privacy"}
    long = moment(
        ANXIOUS, intensity=5, minutes=2, energy="low",
        hidden=all_but("mini-thought-record", FEET, "move-a-little"), can_write=True,
    )  # fmt: skip
    assert ranked(long).relaxed == {"time", "energy"}
    assert set(offered(long)) == {"mini-thought-record", FEET, "move-a-little"}


def test_nothing_gives_way_while_three_remain() -> None:
    inputs = moment(ANXIOUS, intensity=5, minutes=1, privacy="public", energy="low")
    assert ranked(inputs).relaxed == frozenset()
    assert {TECHNIQUES[name].minutes for name in offered(inputs)} == {1}


def test_the_tiny_version_is_offered_when_time_gave_way_for_slot_one() -> None:
    inputs = moment(ANXIOUS, intensity=5, minutes=2, energy="medium", hidden=all_but("future-view"))
    assert ranked(inputs).tiny == "future-view"


def test_untouched_homework_comes_with_its_tiny_version() -> None:
    inputs = moment(ANXIOUS, intensity=5, energy="high", homework={"future-view": "self"})
    assert (offered(inputs)[0], ranked(inputs).tiny) == ("future-view", "future-view")
    touched = replace(inputs, history=(run("future-view", at=ago(days=30)),))
    assert (offered(touched)[0], ranked(touched).tiny) == ("future-view", None)


def test_what_was_done_comes_back_longest_ago_first_when_fewer_than_three_remain() -> None:
    left = all_but("count-back", "five-senses", "drop-anchor", "colour-hunt")
    inputs = moment(ANXIOUS, intensity=9, hidden=left, standing=after("five-senses", "drop-anchor", phase="people"))
    assert set(offered(inputs)) == {"count-back", "colour-hunt", "five-senses"}


def test_what_was_done_does_not_come_back_hidden_harmful_or_in_the_same_channel() -> None:
    done = after("five-senses", "colour-hunt", "hold-something-solid", "near-far-sounds")
    harm = tuple(run("count-back", at=ago(days=day), helped="worse") for day in (1, 2))
    standing = replace(done, done=("count-back", "describe-one-object", *done.done))
    inputs = moment(
        ANXIOUS, intensity=9, hidden=all_but(*standing.done[:1], *done.done), standing=standing, history=harm
    )
    assert set(offered(inputs)) <= set(FLOOR)


def test_what_did_harm_in_this_episode_does_not_come_back_in_it() -> None:
    left = all_but("longer-out-breath", "drop-anchor", BREATHS)
    harmed = replace(after("drop-anchor", BREATHS, phase="people"), hurt=frozenset({"drop-anchor"}))
    assert set(offered(moment(ANXIOUS, intensity=9, hidden=left, standing=harmed))) == {"longer-out-breath", BREATHS}


def test_of_the_floor_what_did_no_harm_in_this_episode_comes_first_and_something_is_always_left() -> None:
    def floor(*hurt: str) -> list[str]:
        standing = replace(after(*FLOOR, phase="people"), hurt=frozenset(hurt))
        return offered(moment(ANXIOUS, intensity=9, hidden=frozenset(TECHNIQUES), standing=standing))

    assert floor(BREATHS) == [FEET]
    assert set(floor(*FLOOR)) == set(FLOOR)


def test_the_floor_is_offered_even_hidden_when_nothing_else_is_left() -> None:
    assert set(offered(moment(ANXIOUS, intensity=9, hidden=frozenset(TECHNIQUES)))) == set(FLOOR)
    assert not set(FLOOR) & set(offered(moment(ANXIOUS, intensity=9, hidden=frozenset(FLOOR))))


def test_the_floor_goes_another_way_in_the_second_step() -> None:
    assert offered(moment(ANXIOUS, intensity=9, hidden=frozenset(TECHNIQUES), standing=after(BREATHS))) == [FEET]


def test_what_did_harm_twice_stays_out_even_of_the_floor() -> None:
    harm = tuple(run(name, at=ago(days=day), helped="worse") for name in FLOOR for day in (1, 2))
    hidden = frozenset(TECHNIQUES)
    assert offered(moment(ANXIOUS, intensity=9, hidden=hidden, history=harm)) == []
    assert offered(moment(ANXIOUS, intensity=9, hidden=hidden, history=harm[:2])) == [BREATHS]
    restored = moment(ANXIOUS, intensity=9, hidden=hidden, history=harm, restored=frozenset({FEET}))
    assert offered(restored) == [FEET]


def test_once_worse_is_not_twice() -> None:
    once = (run("five-senses", helped="worse"), run("five-senses", before=5, after=6))
    assert "five-senses" in offered(moment(ANXIOUS, intensity=9, history=once))


def test_a_plan_takes_slot_one_only_where_its_technique_may_be_there() -> None:
    at_work = {"triggers": WORK, "cautions": NO_CAUTIONS}
    fists = Plan("fists-and-release", triggers=WORK)
    assert offered(moment(ANXIOUS, intensity=9, plans=(fists,), **at_work))[0] != "fists-and-release"
    assert offered(moment(ANXIOUS, intensity=5, plans=(fists,), **at_work))[0] == "fists-and-release"
    hidden = moment(ANXIOUS, intensity=5, plans=(fists,), hidden=frozenset({"fists-and-release"}), **at_work)
    assert ranked(hidden).plan is None


def test_after_harm_a_plan_follows_a_step_by_the_senses_and_says_why_it_is_there() -> None:
    harmed = replace(after("fists-and-release"), harmed=True)
    at_work = {"triggers": WORK, "cautions": NO_CAUTIONS, "standing": harmed}
    breaths = ranked(moment(ANXIOUS, intensity=9, plans=(Plan(BREATHS, triggers=WORK),), **at_work))
    first, second = (each.item for each in breaths.ordered[:2])
    assert (first.technique.channel, second.id) == ("senses", BREATHS)
    assert breaths.plan is not None
    colours = moment(ANXIOUS, intensity=9, plans=(Plan("colour-hunt", triggers=WORK),), **at_work)
    assert offered(colours)[0] == "colour-hunt"
    none_left = frozenset(each.id for each in TECHNIQUES.values() if each.channel == "senses")
    hidden = moment(ANXIOUS, intensity=9, plans=(Plan(BREATHS, triggers=WORK),), hidden=none_left, **at_work)
    assert offered(hidden)[0] == BREATHS


def test_a_cue_for_feeling_bad_matches_who_cannot_name_it() -> None:
    plan = Plan(BREATHS, feelings=frozenset({"bad"}))
    assert [plan.matches(moment(each, intensity=9)) for each in ("unsure", "bad.tired", "sad")] == [True, True, False]


@pytest.mark.parametrize(
    ("cue", "matches"),
    [
        (Plan(BREATHS, feelings=frozenset({"fearful"})), True),
        (Plan(BREATHS, feelings=frozenset({"fearful.anx"})), False),
        (Plan(BREATHS, triggers=frozenset({"family"})), False),
        (Plan(BREATHS, feelings=frozenset({ANXIOUS}), triggers=WORK), True),
        (Plan(BREATHS, feelings=frozenset({"sad"}), triggers=WORK), False),
        (Plan(BREATHS, place="bed"), False),
        (Plan(BREATHS, hours=(time(8), time(9))), True),
        (Plan(BREATHS, hours=(time(22), time(7))), False),
        (Plan(BREATHS, hours=(time(22), time(9))), True),
        (Plan(BREATHS, line="when it gets too much"), False),
    ],
)
def test_a_cue_matches_when_all_it_names_is_so(cue: Plan, matches: bool) -> None:
    assert cue.matches(moment(ANXIOUS, intensity=9, triggers=WORK)) is matches


COLD = {"props": frozenset({"cold-pack"}), "privacy": "private", "cautions": NO_CAUTIONS}


def test_what_asks_for_a_health_check_leads_only_as_homework_or_after_it_has_helped() -> None:
    inputs = moment("angry.frustrated.infuriated", intensity=10, **COLD)
    assert "cold-pack-face" in offered(inputs)
    best = max(ranked(inputs).ordered, key=lambda each: each.score).item.id
    assert (best, offered(inputs)[0] == "cold-pack-face") == ("cold-pack-face", False)
    assert offered(replace(inputs, homework={"cold-pack-face": "therapist"}))[0] == "cold-pack-face"
    helped = run("cold-pack-face", at=ago(days=9), before=10, after=4, helped="helped")
    assert offered(replace(inputs, history=(helped,)))[0] == "cold-pack-face"


def test_savouring_leads_only_where_everything_is_pleasant() -> None:
    assert TECHNIQUES[offered(moment("happy", intensity=9))[0]].family == "savouring"
    assert TECHNIQUES[offered(moment("happy", "sad", intensity=9))[0]].family != "savouring"


def test_the_savouring_offer_begins_with_savouring_where_it_is_still_strong() -> None:
    pleasant = [each.id for each in load_catalogue().emotions.values() if each.valence > 0]
    for emotion, intensity in itertools.product(pleasant, (8, 9, 10)):
        done = offered(moment(emotion, intensity=intensity))[0]
        later = Standing(phase="savour", done=(done,), last_channel=TECHNIQUES[done].channel, settled=True)
        now = moment(emotion, intensity=intensity, standing=later, history=(run(done, at=ago(minutes=3)),))
        assert TECHNIQUES[offered(now)[0]].family == "savouring", (emotion, intensity)


def test_the_three_take_different_channels_while_there_are_any() -> None:
    three = [TECHNIQUES[name].channel for name in offered(moment(ANXIOUS, intensity=9))[:3]]
    assert len(set(three)) == 3
    body = ("drop-the-shoulders", "drop-anchor", "fists-and-release")
    only_body = moment(ANXIOUS, intensity=9, hidden=all_but(*body))
    assert set(offered(only_body)) == set(body)


def test_without_breathing_or_grounding_the_best_settling_step_leads() -> None:
    inputs = moment(ANXIOUS, intensity=9, hidden=all_but("count-back", "drop-the-shoulders", "stop-and-step-back"))
    assert offered(inputs)[0] == "drop-the-shoulders"


def test_equal_scores_are_told_apart_by_what_was_used_least_lately_and_then_by_name() -> None:
    twins = ("compassion-pause", "friend-perspective")
    inputs = moment("fearful.weak.worthless", intensity=5)
    scores = {each.item.id: round(each.score, 6) for each in ranked(inputs).ordered}
    assert scores[twins[0]] == scores[twins[1]]
    order = offered(inputs)
    minutes = [TECHNIQUES[name].minutes for name in twins]
    assert minutes[0] <= minutes[1]
    assert order.index(twins[0]) < order.index(twins[1])


def test_naming_it_closer_suits_who_stopped_at_a_core_feeling() -> None:
    def fit_for(*emotions: str) -> float:
        found = ranked(moment(*emotions, intensity=5)).ordered
        return next(each.terms["fit"] for each in found if each.item.id == "name-it-closer")

    assert (fit_for("sad"), fit_for("sad", "angry"), fit_for("sad", ANXIOUS)) == (0.85, 0.85, 0.40)


def test_from_a_clinics_seven_the_first_line_comes_first_and_the_weights_stay() -> None:
    inputs = moment(ANXIOUS, intensity=7, regulate_first_from=7)
    assert all(TECHNIQUES[name].first_line for name in offered(inputs))
    assert "lvl" in ranked(inputs).ordered[0].terms
    assert ranked(inputs).case.minutes == 3
