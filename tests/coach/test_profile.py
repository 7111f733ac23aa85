"""The rules of the profile: each part by itself, the newest stands, and only what differs is said."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.coach.profile import PARTS, SETTABLE, Profile, decide, evolve, fold, initial
from shared.events import CardShown, Contract, ProfileChanged, QuietHours, UsualSession

NOBODY = UUID(int=0)
LATER = datetime(2026, 12, 12, 9, tzinfo=UTC)
WHOLE: dict[str, Any] = {
    "cautions": {"cardiac": False, "panic": True},
    "hidden": ["count-back"],
    "restored": ["drop-anchor"],
    "language": "en",
    "zone": "Europe/Madrid",
    "country": "ES",
    "quiet": QuietHours(starts="22:00", ends="08:00"),
    "session": UsualSession(weekday=2, at="17:30"),
}
ids = st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(sorted)
profiles = st.builds(
    Profile,
    cautions=st.dictionaries(st.sampled_from(["panic", "cardiac", "ocd"]), st.booleans()),
    hidden=ids,
    restored=ids,
    language=st.sampled_from([None, "en", "de"]),
    zone=st.sampled_from([None, "Europe/Madrid"]),
    country=st.sampled_from([None, "ES", "IE"]),
    quiet=st.sampled_from([None, QuietHours(starts="22:00", ends="08:00")]),
    session=st.sampled_from([None, UsualSession(weekday=1), UsualSession(weekday=1, at="10:00")]),
    rest_inward_until=st.sampled_from([None, LATER]),
)


def rest(until: datetime | None) -> ProfileChanged:
    return ProfileChanged(changed=["rest_inward_until"], rest_inward_until=until)


class TestDecide:
    def test_given_nothing_when_all_is_set_then_one_event_names_every_part(self) -> None:
        [event] = decide(Profile(**WHOLE), initial)
        assert isinstance(event, ProfileChanged)
        assert set(event.changed) == set(SETTABLE) == set(WHOLE)
        assert all(getattr(event, part) == value for part, value in WHOLE.items())

    @pytest.mark.parametrize("part", SETTABLE)
    def test_given_the_whole_when_one_part_is_taken_away_then_it_alone_is_named(self, part: str) -> None:
        wanted = Profile(**{name: value for name, value in WHOLE.items() if name != part})
        [event] = decide(wanted, Profile(**WHOLE))
        assert isinstance(event, ProfileChanged)
        assert event.changed == [part]
        assert getattr(event, part) == getattr(initial, part)

    def test_given_the_whole_when_it_is_set_again_then_nothing_is_said(self) -> None:
        assert decide(Profile(**WHOLE), Profile(**WHOLE)) == []

    def test_how_long_inward_practices_rest_is_never_taken_from_a_form(self) -> None:
        resting = Profile(rest_inward_until=LATER)
        assert decide(initial, resting) == []
        assert decide(resting, initial) == []
        assert set(PARTS) - set(SETTABLE) == {"rest_inward_until"}


class TestFold:
    def test_a_part_that_is_not_named_stays(self) -> None:
        told = [ProfileChanged(changed=["zone", "hidden"], zone="Europe/Rome", hidden=["a"]), rest(LATER)]
        folded = fold([*told, ProfileChanged(changed=["zone"], zone="Europe/Paris", hidden=["not", "named"])])
        assert folded == Profile(zone="Europe/Paris", hidden=["a"], rest_inward_until=LATER)

    def test_a_named_part_that_is_empty_is_taken_away(self) -> None:
        told = [ProfileChanged(changed=list(SETTABLE), **WHOLE), ProfileChanged(changed=["cautions", "quiet"])]
        assert fold(told) == Profile(**WHOLE | {"cautions": {}, "quiet": None})

    def test_other_events_change_nothing(self) -> None:
        other: Contract = CardShown(card="S3", cause=NOBODY, episode=NOBODY)
        assert evolve(Profile(**WHOLE), other) == Profile(**WHOLE)


@given(wanted=profiles, state=profiles)
def test_what_was_decided_makes_it_so_and_then_there_is_nothing_left_to_say(wanted: Profile, state: Profile) -> None:
    after = state
    for event in decide(wanted, state):
        after = evolve(after, event)
    assert after == wanted.model_copy(update={"rest_inward_until": state.rest_inward_until})
    assert decide(wanted, after) == []


@given(wanted=profiles, state=profiles)
def test_an_event_names_exactly_the_parts_that_differ(wanted: Profile, state: Profile) -> None:
    named = [event.changed for event in decide(wanted, state) if isinstance(event, ProfileChanged)]
    differing = [part for part in SETTABLE if getattr(wanted, part) != getattr(state, part)]
    assert named == ([differing] if differing else [])
