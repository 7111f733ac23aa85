"""The offline pack is what the router would say, for every feeling where the body comes first."""

import gzip
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

from services.router.client import CheckIn, Client
from services.router.decider import offer_for_check_in
from services.router.first_line import first_line
from services.router.profile import Told, with_plan, with_profile
from services.router.ranking import stocked
from shared.events import FirstLinePrepared, Hours, IfThen, PlanAdded, ProfileChanged
from tests.router.by_hand import CATALOGUE
from tests.router.people import NOW
from tests.router.proving import chance_for
from tests.router.random_cases import CAUTIONS, EMOTIONS, TECHNIQUES, cautions, maybe, some, technique
from tests.router.stories import client_of, named, story
from tests.router.test_episode_properties import harm
from tests.router.world import task

CLIENTS, CELLS = 40, 50
LATER = NOW + timedelta(days=9)  # after every story, so that the episode is new
LARGEST = 8_000  # bytes on the wire, compressed


def ordered(pack: FirstLinePrepared, emotion: str, intensity: int) -> list[str]:
    places = pack.orders[pack.table[emotion][pack.intensities.index(intensity)]]
    return [pack.techniques[place] for place in places]


def told(chance: Random) -> Told:
    """A profile and a few tasks, one of them with an if-then plan."""
    found = with_profile(
        Told(),
        ProfileChanged(
            changed=["cautions", "hidden", "restored", "rest_inward_until", "zone"],
            cautions=cautions(chance),
            hidden=[technique(chance) for _ in range(chance.randint(0, 6))],
            restored=[technique(chance) for _ in range(chance.randint(0, 2))],
            rest_inward_until=maybe(chance, (LATER + timedelta(days=1), LATER - timedelta(days=1))),
            zone=maybe(chance, ("Europe/Kyiv", "America/Los_Angeles")),
        ),
        1,
    )
    for version in range(2, chance.randint(2, 5)):
        given: dict[str, Any] = {
            "feelings": some(chance, EMOTIONS, 2),
            "triggers": some(chance, ("work", "family"), 1),
            "hours": maybe(chance, (Hours(starts="07:00", ends="11:00"),)),
        }
        name = technique(chance)
        cue = IfThen(cue="when it comes", action="this", technique_id=name, **given)
        data = PlanAdded(assignment_id=named(chance), assignment=task(name, if_then=maybe(chance, (cue,))))
        found = with_plan(found, data, version)
    return found


def random_client(chance: Random) -> Client:
    known = client_of(story(chance))
    harms = [harm(chance, technique(chance)) for _ in range(chance.randint(0, 3))] * 2
    earlier = tuple(replace(each, began_at=NOW - timedelta(days=3)) for each in harms)
    return replace(
        known, told=told(chance), practices=(*known.practices, *earlier), regulate_first_from=chance.choice((7, 8))
    )


def test_every_place_of_a_pack_is_what_a_new_episode_without_context_would_get() -> None:
    """Asked the whole way, as if the check-in had been made: two thousand places of forty clients."""
    for number in range(CLIENTS):
        chance = chance_for("pack", number)
        client = random_client(chance)
        pack = first_line(client, LATER, stocked())
        for _ in range(CELLS):
            emotion, intensity = chance.choice(EMOTIONS), chance.choice(pack.intensities)
            assert ordered(pack, emotion, intensity) == asked(client, emotion, intensity), number


def asked(client: Client, emotion: str, intensity: int) -> list[str]:
    check_in = CheckIn(uuid4(), LATER, (emotion,), intensity)
    return offer_for_check_in(check_in, client.as_of(LATER, None), stocked()).ordered


def test_the_whole_wheel_from_where_the_body_comes_first_stands_in_it() -> None:
    for threshold, intensities in ((8, [8, 9, 10]), (7, [7, 8, 9, 10])):
        pack = first_line(Client(regulate_first_from=threshold), NOW, stocked())
        assert (pack.regulate_first_from, pack.intensities) == (threshold, intensities)
        assert list(pack.table) == list(CATALOGUE.emotions)
        assert all(len(row) == len(intensities) for row in pack.table.values())
        names = {name for order in pack.orders for name in (pack.techniques[place] for place in order)}
        assert names == set(pack.techniques)
        assert all(CATALOGUE.techniques[name].first_line for name in names)


def test_what_a_caution_speaks_against_is_in_no_order() -> None:
    yes = ProfileChanged(changed=["cautions"], cautions=dict.fromkeys(CAUTIONS, True))
    pack = first_line(Client(told=with_profile(Told(), yes, 1)), NOW, stocked())
    assert not [each for each in pack.techniques if CATALOGUE.techniques[each].cautions.avoid_if]
    assert all(len(order) >= 3 for order in pack.orders)


def test_hiding_everything_leaves_the_floor() -> None:
    hide = ProfileChanged(changed=["hidden"], hidden=TECHNIQUES)
    pack = first_line(Client(told=with_profile(Told(), hide, 1)), NOW, stocked())
    assert pack.techniques == ["feet-on-floor", "three-slow-breaths"]


def test_a_pack_is_a_few_kilobytes() -> None:
    for number in range(CLIENTS):
        pack = first_line(random_client(chance_for("size", number)), LATER, stocked())
        assert len(gzip.compress(pack.model_dump_json().encode())) < LARGEST
