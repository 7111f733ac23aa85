"""Given what is known of a client, when something is heard, then this offer."""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.router.client import CheckIn, Client, Practice, check_in_of, with_event
from services.router.decider import offer_after_practice, offer_for_check_in, shown
from services.router.profile import Profile
from services.router.ranking import Plan, stocked
from shared.events import (
    CheckInRecorded,
    Context,
    PracticeFinished,
    PracticeRated,
    PracticeRun,
    PracticeStarted,
    PracticeStopped,
    TechniqueRecommended,
)
from tests.router.people import ANXIOUS, NOW, ago


def check_in(*emotions: str, intensity: int = 9, at: datetime = NOW, **said: Any) -> CheckIn:
    return CheckIn(**{"id": uuid4(), "at": at, "emotions": emotions or (ANXIOUS,), "intensity": intensity, **said})


def practice(moment: CheckIn, technique: str, after: int | None, **said: Any) -> Practice:
    """A practice that began with its check-in and was rated three minutes later."""
    known: dict[str, Any] = {
        "id": uuid4(),
        "technique_id": technique,
        "began_at": moment.at,
        "check_in_id": moment.id,
        "emotions": moment.emotions,
        "triggers": moment.triggers,
        "before": moment.intensity,
        "after": after,
        "rated_at": None if after is None else moment.at + timedelta(minutes=3),
    }
    return Practice(**known | said)


def client(*check_ins: CheckIn, practices: tuple[Practice, ...] = (), **said: Any) -> Client:
    return Client(check_ins={each.id: each for each in check_ins}, practices=practices, **said)


def offer(moment: CheckIn, known: Client) -> TechniqueRecommended:
    return offer_for_check_in(moment, known, stocked())


def told(made: TechniqueRecommended) -> dict[str, Any]:
    """The offer without the ids of what it answers."""
    return made.model_dump(exclude={"cause", "check_in_id", "practice_version"})


def test_a_check_in_at_nine_gets_a_first_step_with_three_explained_options() -> None:
    moment = check_in()
    made = offer(moment, client(moment, versions={"coach": 7}))
    assert (made.cause, made.cause_kind, made.check_in_id, made.phase) == (moment.id, "check_in", moment.id, "g1")
    assert made.ordered[:3] == [each.technique_id for each in made.options]
    assert all(each.reasons for each in made.options)
    assert (made.practice_version, made.people_card, made.tiny_offered) == (7, False, made.ordered[0])
    assert not set(made.ordered) & {each.technique_id for each in made.not_offered}


def test_p17_two_clients_with_equal_inputs_get_equal_offers() -> None:
    one, other = check_in(triggers=("work",)), check_in(triggers=("work",))
    assert told(offer(one, client(one))) == told(offer(other, client(other)))


def test_p20_a_note_changes_nothing() -> None:
    said: dict[str, Any] = {"emotions": [ANXIOUS], "intensity": 9, "occurred_at": NOW}
    name = uuid4()
    with_note = check_in_of(name, CheckInRecorded(**said, note="c2VhbGVk"), NOW)
    assert with_note == check_in_of(name, CheckInRecorded(**said), NOW)


def test_what_is_said_of_the_moment_counts() -> None:
    context = Context(energy="low", privacy="public", minutes=2, can_write=False, props=["water"])
    data = CheckInRecorded(emotions=[ANXIOUS], intensity=9, context=context, occurred_at=NOW)
    moment = check_in_of(uuid4(), data, NOW)
    made = offer(moment, client(moment))
    assert "cool-hands" in made.ordered
    refused = {each.technique_id: each.reason.code for each in made.not_offered}
    assert refused["five-senses"] == "time"


def test_an_unsure_person_is_offered_what_fits_feeling_bad() -> None:
    moment, bad = check_in("unsure"), check_in("bad")
    assert offer(moment, client(moment)).ordered == offer(bad, client(bad)).ordered


def test_after_a_rating_the_episode_goes_on() -> None:
    moment = check_in()
    first = practice(moment, "three-slow-breaths", 8)
    known = client(moment, practices=(first,))
    made = offer_after_practice(first, moment, known, stocked())
    assert made is not None
    assert (made.cause, made.cause_kind, made.check_in_id, made.intensity) == (first.id, "practice", moment.id, 8)
    assert made.phase == "g2"
    channels = {stocked().by_id[each].technique.channel for each in made.ordered}
    assert "breath" not in channels


def test_without_a_rating_there_is_no_next_offer() -> None:
    moment = check_in()
    first = practice(moment, "three-slow-breaths", None)
    assert offer_after_practice(first, moment, client(moment, practices=(first,)), stocked()) is None


def test_two_steps_in_vain_bring_the_people_card() -> None:
    moment = check_in()
    first = practice(moment, "three-slow-breaths", 8)
    second = practice(moment, "drop-anchor", 8, began_at=ago(minutes=-4), rated_at=ago(minutes=-6), before=8)
    made = offer_after_practice(second, moment, client(moment, practices=(first, second)), stocked())
    assert made is not None
    assert (made.phase, made.people_card) == ("people", True)


def test_after_worse_the_senses_come_first_and_the_step_is_not_offered_again() -> None:
    moment = check_in()
    first = practice(moment, "three-slow-breaths", 9, helped="worse")
    made = offer_after_practice(first, moment, client(moment, practices=(first,)), stocked())
    assert made is not None
    assert (made.phase, made.people_card) == ("g2", True)
    assert stocked().by_id[made.ordered[0]].technique.channel == "senses"
    assert "three-slow-breaths" not in made.ordered


def test_a_number_stands_for_what_came_before_the_word_worse_was_said() -> None:
    """Given G1 rated 8, then a check-in, then worse; heard before that check-in, worse changes no answer."""
    moment, later = check_in(at=ago(minutes=30)), check_in(at=ago(minutes=10))
    number = practice(moment, "three-slow-breaths", 8, rated_version=2)
    worse = replace(number, helped="worse", helped_at=ago(minutes=5), helped_version=3)
    first, second = (offer(later, client(moment, later, practices=(each,))) for each in (number, worse))
    assert (first.phase, second.phase) == ("g2", "g2")
    assert stocked().by_id[second.ordered[0]].technique.channel != "breath"


def test_worse_without_a_number_is_as_strong_as_before() -> None:
    moment = check_in()
    said_at = moment.at + timedelta(minutes=1)
    worse = practice(moment, "three-slow-breaths", None, helped="worse", helped_at=said_at)
    made = offer_after_practice(worse, moment, client(moment, practices=(worse,)), stocked())
    assert made is not None
    assert (made.phase, made.intensity, made.people_card) == ("g2", 9, True)
    unknown = replace(worse, before=None)
    same = offer_after_practice(unknown, moment, client(moment, practices=(unknown,)), stocked())
    assert same is not None
    assert (same.phase, same.intensity, same.ordered) == ("g2", 9, made.ordered)


@pytest.mark.parametrize("helped", [None, "no", "a_bit", "helped"])
def test_any_other_tap_without_a_number_brings_no_offer(helped: Any) -> None:
    moment = check_in()
    done = practice(moment, "three-slow-breaths", None, helped=helped, helped_at=moment.at)
    assert offer_after_practice(done, moment, client(moment, practices=(done,)), stocked()) is None


def test_worse_below_eight_brings_another_way_at_the_same_strength() -> None:
    moment = check_in(intensity=5)
    worse = practice(moment, "three-slow-breaths", None, helped="worse", helped_at=moment.at)
    made = offer_after_practice(worse, moment, client(moment, practices=(worse,)), stocked())
    assert made is not None
    assert (made.phase, made.intensity, made.people_card) == ("g2", 5, True)


def test_what_the_device_offered_leads_in_its_order_and_the_rest_follows_as_ranked() -> None:
    moment = check_in(offered=("drop-anchor", "count-back", "no-such-step", "drop-anchor"))
    made, ranked = offer(moment, client(moment)), offer(replace(moment, offered=()), client(moment))
    assert made.ordered[:2] == ["drop-anchor", "count-back"]
    assert set(made.ordered) == set(ranked.ordered)
    assert len({stocked().by_id[each].technique.channel for each in made.ordered[:3]}) == 3
    following = [each for each in ranked.ordered[3:] if each not in made.ordered[:3]]
    assert [each for each in made.ordered[3:] if each in following] == following


def test_what_the_device_offered_passes_no_hard_filter() -> None:
    """Not for these feelings, not at this strength, thinking at nine, a caution, hidden."""
    names = ("two-tracks", "future-view", "mini-thought-record", "double-sigh", "drop-anchor")
    moment = check_in(offered=names)
    profile = Profile(cautions={"asthma-copd": True}, hidden=frozenset({"drop-anchor"}))
    made = offer(moment, client(moment, profile=profile))
    assert not set(names) & set(made.ordered)
    assert made.ordered == offer(replace(moment, offered=()), client(moment, profile=profile)).ordered


def test_what_the_device_offered_stands_although_there_was_less_time_than_it_takes() -> None:
    moment = check_in(minutes=1, offered=("five-senses",))
    without = offer(replace(moment, offered=()), client(moment))
    assert "five-senses" not in without.ordered
    made = offer(moment, client(moment))
    assert (made.ordered[0], made.tiny_offered) == ("five-senses", "five-senses")


def test_that_the_device_offered_it_is_said_where_fewer_than_two_better_reasons_stand() -> None:
    moment = check_in("bad", intensity=6, minutes=1, offered=("five-senses", "feet-on-floor"))
    first, second, *_ = offer(moment, client(moment)).options
    assert [each.code for each in first.reasons] == ["evidence", "device", "tiny"]
    assert "device" not in [each.code for each in second.reasons]


def test_a_plan_keeps_its_reason_where_the_device_offered_the_same_first() -> None:
    profile = Profile(plans=(Plan("drop-anchor", triggers=frozenset({"work"}), line="at work"),))
    for offered, planned in ((("drop-anchor",), True), (("feet-on-floor",), False)):
        moment = check_in(triggers=("work",), offered=offered)
        made = offer(moment, client(moment, profile=profile))
        assert made.ordered[0] == offered[0]
        assert (made.options[0].reasons[0].code == "plan") is planned


def test_the_devices_offer_leads_no_later_offer_of_the_episode() -> None:
    moment = check_in(offered=("drop-anchor",))
    done = practice(moment, "three-slow-breaths", 8)
    bare = replace(moment, offered=())
    made = offer_after_practice(done, moment, client(moment, practices=(done,)), stocked())
    assert made == offer_after_practice(done, bare, client(bare, practices=(done,)), stocked())


def test_p19_a_check_in_that_was_taken_back_and_its_practices_never_were() -> None:
    earlier = check_in("sad", at=ago(minutes=30))
    done = practice(earlier, "three-slow-breaths", 10, helped="worse")
    now = check_in()
    before = client(earlier, now, practices=(done,))
    gone = Client(check_ins={now.id: now}, retracted=frozenset({earlier.id}), practices=(done,))
    assert told(offer(now, gone)) == told(offer(now, client(now)))
    assert told(offer(now, before)) != told(offer(now, gone))


def test_a_practice_follows_its_check_in_when_that_is_replaced() -> None:
    wrong, right = check_in("sad", at=ago(days=3)), check_in("fearful", at=ago(days=3))
    done = practice(wrong, "longer-out-breath", 4, helped="helped")
    now = check_in("fearful")
    known = Client(
        check_ins={right.id: right, now.id: now},
        retracted=frozenset({wrong.id}),
        replaced_by={wrong.id: right.id},
        practices=(done,),
    )
    straight = client(right, now, practices=(replace(done, check_in_id=right.id, emotions=right.emotions),))
    assert told(offer(now, known)) == told(offer(now, straight))


def test_replacements_that_go_in_a_circle_end() -> None:
    one, other = uuid4(), uuid4()
    assert Client(replaced_by={one: other, other: one}).current(one) in {one, other}


def test_what_happened_later_does_not_count_for_a_moment_that_arrives_late() -> None:
    late = check_in(at=ago(days=2))
    later = check_in(at=NOW)
    done = practice(later, "longer-out-breath", 3, helped="helped")
    alone = told(offer(late, client(late)))
    assert told(offer(late, client(late, later, practices=(done,)))) == alone


def test_a_plan_for_the_evening_is_told_by_the_clients_own_clock() -> None:
    moment = check_in(at=datetime.fromisoformat("2026-11-02T20:30:00+00:00"), time_zone="Europe/Kyiv")
    hours = (datetime.fromisoformat("2026-11-02T22:00").time(), datetime.fromisoformat("2026-11-02T23:00").time())
    profile = Profile(plans=(Plan("look-around-slowly", hours=hours),))
    assert offer(moment, client(moment, profile=profile)).ordered[0] == "look-around-slowly"
    elsewhere = replace(moment, time_zone="Europe/Lisbon")
    assert offer(elsewhere, client(elsewhere, profile=profile)).ordered[0] != "look-around-slowly"


def test_a_clinic_may_ask_for_settling_first_from_seven() -> None:
    moment = check_in(intensity=7)
    made = offer(moment, client(moment, profile=Profile(regulate_first_from=7)))
    assert made.phase == "g1"
    assert all(stocked().by_id[each].technique.first_line for each in made.ordered)


@pytest.mark.parametrize(("score", "figure"), [(64.0467, 64.1), (72.1467, 72.2), (76.95, 77.0), (75.1438, 75.1)])
def test_scores_are_shown_with_one_decimal_by_way_of_hundredths(score: float, figure: float) -> None:
    assert shown(score) == figure


def events_of(name: UUID) -> list[tuple[PracticeRun, int]]:
    """Every kind of event of one practice, with its version."""
    facts: dict[str, Any] = {
        "practice_id": name,
        "technique_id": "drop-anchor",
        "intensity_before": 9,
        "started_at": NOW,
    }
    return [
        (PracticeStarted(**facts, steps=4), 3),
        (PracticeStopped(**facts, step=2), 5),
        (PracticeFinished(**facts, intensity_after=8), 6),
        (PracticeRated(**facts, intensity_after=7, helped="a_bit"), 7),
        (PracticeRated(**facts, helped="worse"), 9),
    ]


def test_a_practice_is_the_same_in_whatever_order_its_events_are_heard() -> None:
    found = set()
    for order in itertools.permutations(events_of(uuid4())):
        known: Practice | None = None
        for data, version in order:
            known = with_event(known, data, NOW + timedelta(minutes=version), version)
        assert known is not None
        found.add(replace(known, id=order[0][0].practice_id))
    (only,) = found
    assert (only.after, only.helped, only.stopped, only.began_at) == (8, "a_bit", True, NOW)
    assert only.rated_at == NOW + timedelta(minutes=6)
