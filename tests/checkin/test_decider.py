"""The rules of a check-in, given / when / then."""

import json
import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.checkin import decider
from services.checkin.decider import Known, Position, Said

NOW = datetime(2026, 11, 2, 8, 50, tzinfo=UTC)
KNOWN = Known(emotions={"fearful.anxious", "bad.stressed", "sad"}, zones={"Europe/Dublin"})
GOOD: dict[str, Any] = {"emotions": ["fearful.anxious"], "intensity": 9}


def faults(sent: dict[str, Any], own_id: UUID | None = None) -> list[str]:
    """The fields found wrong in what was sent; none when it would be recorded."""
    try:
        said = Said.model_validate_json(json.dumps(sent))
    except ValidationError as error:
        places = [[part for part in each["loc"] if isinstance(part, str)] for each in error.errors()]
        return list(dict.fromkeys(".".join(place) for place in places))
    return [fault.field for fault in decider.check(said, own_id, KNOWN)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("emotions", ["fearful.nothing"]),
        ("emotions", []),
        ("emotions", ["sad", "sad"]),
        ("emotions", ["fearful.anxious", "bad.stressed", "sad", "fearful.anxious"]),
        ("emotions", "sad"),
        ("emotions", [7]),
        ("emotions", None),
        *(("intensity", value) for value in (0, 11, "nine", "9", 9.5, 9.0, math.nan, True, None, [9])),
        ("note", "x" * 4_001),
        ("note", {"text": "words"}),
        ("triggers", ["work"] * 11),
        ("triggers", ["x" * 61]),
        ("triggers", ["  "]),
        ("triggers", "work"),
        ("context", "low"),
        ("context.energy", "tiny"),
        ("context.place", "the moon"),
        ("context.privacy", True),
        ("context.minutes", 0),
        ("context.minutes", 2.5),
        ("context.can_write", "yes"),
        ("context.props", "water"),
        ("context.sleep_hours", 25),
        ("context.sleep_hours", "eight"),
        ("context.weather", "rain"),
        ("time_zone", "Europe/Atlantis"),
        ("time_zone", "+01:00"),
        ("source", ""),
        ("offered", ["three-slow-breaths"] * 11),
        ("replaces", "the last one"),
        ("mood", 3),
    ],
)
def test_what_may_not_be_said_is_found_by_its_field_alone(field: str, value: object) -> None:
    outer, _, inner = field.partition(".")
    assert faults(GOOD | {outer: {inner: value} if inner else value}) == [field]


def test_all_faults_of_the_shape_are_found_at_once() -> None:
    assert faults({"emotions": ["sad"], "intensity": 12, "note": 7, "time_zone": 9}) == [
        "intensity",
        "note",
        "time_zone",
    ]
    assert faults({}) == ["emotions", "intensity"]


def test_all_faults_of_the_meaning_are_found_at_once() -> None:
    sent = GOOD | {"emotions": ["sorrow"], "time_zone": "Nowhere", "replaces": str(UUID(int=1))}
    assert faults(sent, own_id=UUID(int=1)) == ["emotions", "time_zone", "replaces"]


def test_an_id_that_follows_from_a_name_is_refused_and_random_ones_are_not() -> None:
    assert faults(GOOD, own_id=decider.retraction_id(UUID(int=1))) == ["id"]
    for random in ("0e4ec2a0-3f62-4d4f-9b2f-0c5f0b6d1f4e", "01934f3c-7b1e-7cc0-8a44-0d8f7f0d6c11"):
        assert faults(GOOD, own_id=UUID(random)) == []


def test_everything_that_may_be_said_is_accepted() -> None:
    everything = GOOD | {
        "triggers": ["work", "x" * 60],
        "context": {
            "energy": "low",
            "place": "bed",
            "privacy": "private",
            "minutes": 3,
            "can_write": False,
            "props": ["water"],
            "sleep_hours": 5,
        },
        "note": "😀" * 4_000,
        "time_zone": "Europe/Dublin",
        "source": "web",
        "offered": ["three-slow-breaths"],
        "replaces": str(UUID(int=2)),
    }
    assert faults(everything) == []


def test_the_record_holds_the_sealed_note_and_never_the_words() -> None:
    said = Said.model_validate(GOOD | {"note": "words of the person"})
    recorded = decider.record(said, "c2VhbGVk", NOW)
    assert (recorded.note, recorded.occurred_at) == ("c2VhbGVk", NOW)
    assert "words of the person" not in recorded.model_dump_json()


@dataclass(frozen=True)
class Mark:
    """An event as the fold sees it."""

    id: UUID
    type: str
    occurred_at: datetime
    recorded_at: datetime


def check_in(number: int, minutes: int = 0) -> Mark:
    return Mark(UUID(int=number), "check_in.recorded", NOW + timedelta(minutes=minutes), NOW)


def retraction(of: Mark) -> Mark:
    return replace(of, id=decider.retraction_id(of.id), type="check_in.retracted")


def test_retracted_moments_are_gone_and_the_rest_stands_newest_first() -> None:
    first, second, third = check_in(1, -30), check_in(2, -10), check_in(3, -20)
    assert decider.standing([first, second, third, retraction(third)]) == [second, first]


def test_a_check_in_under_the_id_of_a_retraction_retracts_nothing() -> None:
    hidden = check_in(1)
    impostor = replace(check_in(2, -1), id=decider.retraction_id(hidden.id))
    assert decider.standing([hidden, impostor]) == [hidden, impostor]


def test_a_clock_that_runs_ahead_does_not_hold_the_first_place() -> None:
    ahead = check_in(1, minutes=600)
    just_now = replace(check_in(2), occurred_at=NOW + timedelta(seconds=1), recorded_at=NOW + timedelta(seconds=1))
    assert decider.standing([ahead, just_now]) == [just_now, ahead]


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)))
def test_the_fold_does_not_depend_on_the_order_of_arrival(order: list[int], gone: set[int]) -> None:
    events = [check_in(number + 1, minutes=-number) for number in range(8)]
    arrived = [events[number] for number in order]
    arrived = [retraction(events[number]) for number in gone] + arrived
    assert decider.standing(arrived) == [event for number, event in enumerate(events) if number not in gone]


@given(
    st.lists(st.tuples(st.integers(0, 300), st.booleans()), min_size=1, max_size=30),
    st.integers(1, 4),
    st.none() | st.integers(-100, 200),
)
def test_a_settled_page_is_the_page_of_the_whole_stream(
    said: list[tuple[int, bool]], limit: int, after: int | None
) -> None:
    stream: list[Mark] = []
    for number, (late, gone) in enumerate(said):
        now = NOW + timedelta(minutes=5 * number)
        made = Mark(UUID(int=number), "check_in.recorded", now - timedelta(minutes=late), now)
        stream += [made, replace(retraction(made), recorded_at=now)] if gone else [made]
    place = None if after is None else Position(NOW + timedelta(minutes=after), UUID(int=0))
    for cut in range(len(stream)):
        chosen, following = decider.page(stream[cut:], place, limit)
        if decider.settled(following, stream[cut:]):
            assert (chosen, following) == decider.page(stream, place, limit)


def test_a_page_is_settled_by_moments_newer_than_everything_unread() -> None:
    events = [
        Mark(UUID(int=number), "check_in.recorded", moment, moment)
        for number, moment in enumerate(NOW + timedelta(minutes=5 * number) for number in range(10))
    ]
    assert decider.settled(decider.page(events[6:], None, 2)[1], events[6:])
    assert not decider.settled(decider.page(events[8:], None, 2)[1], events[8:])
    assert not decider.settled(decider.page(events[7:], None, 3)[1], events[7:])


def test_pages_meet_without_gap_or_repeat_even_when_moments_share_a_time() -> None:
    events = [check_in(number, minutes=-(number // 3)) for number in range(1, 11)]
    met: list[Mark] = []
    after: Position | None = None
    while True:
        shown, after = decider.page(events, after, 3)
        met += shown
        if after is None:
            break
    assert met == decider.standing(events)
