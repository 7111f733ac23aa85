"""The properties P12 to P14, P17, P19, P20 and P22 of docs/specification/routing.md section 10, on random stories.

Each story is check-ins, practices and ratings of some days; the router hears them in any order of arrival.
"""

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest

from services.router.client import Client, Practice, check_in_of
from services.router.decider import offer_for_check_in
from services.router.profile import Profile
from services.router.ranking import stocked
from shared.catalogue import FLOOR
from shared.catalogue.crisis import resources
from shared.events import CheckInRecorded, Context, Helped, TechniqueRecommended
from tests.router.by_hand import CATALOGUE, pleasant
from tests.router.people import NOW
from tests.router.proving import proved
from tests.router.random_cases import EMOTIONS, PROPS, TAPS, TRIGGERS, cautions, maybe, some, technique
from tests.router.stories import Said, client_of, counted, named, offers, story

# Two thousand cases each; a busy machine takes its time over them.
pytestmark = pytest.mark.timeout(600)
IDS = {"cause", "check_in_id", "inputs"}


def by_cause(client: Client) -> dict[UUID, TechniqueRecommended]:
    return {each.cause: each for each in offers(client)}


def in_any_order(chance: Random, said: list[Said]) -> list[Said]:
    return chance.sample(said, len(said))


def channels(names: Iterable[str]) -> set[str]:
    return {CATALOGUE.techniques[name].channel for name in names}


def told(offer: TechniqueRecommended) -> dict[str, object]:
    """The offer but for whom it is."""
    return offer.model_dump(exclude=IDS)


@proved
def test_p1_the_order_of_arrival_changes_no_offer(chance: Random) -> None:
    said = story(chance)
    assert by_cause(client_of(said)) == by_cause(client_of(in_any_order(chance, said)))


@proved
def test_p12_the_second_step_goes_another_way_than_the_first(chance: Random) -> None:
    said = story(chance)
    episodes = counted(said)
    for cause, offer in by_cause(client_of(in_any_order(chance, said))).items():
        episode = episodes[cause]
        if episode.high and not episode.pleasant and not episode.worse:
            assert offer.phase == ("g1", "g2", "people")[min(episode.highs, 2)]
        if offer.phase == "g2":
            assert not episode.channels & channels(offer.ordered) or set(offer.ordered) <= set(FLOOR)


@proved
def test_p13_after_two_ratings_that_stayed_high_people_are_there_unless_all_was_pleasant(chance: Random) -> None:
    threshold = chance.choice((7, 8))
    said = story(chance)
    episodes = counted(said, threshold)
    profile = Profile(regulate_first_from=threshold)
    for cause, offer in by_cause(client_of(in_any_order(chance, said), profile)).items():
        episode = episodes[cause]
        if episode.pleasant:
            assert not offer.people_card
        elif episode.highs >= 2 or episode.worse:
            assert offer.people_card


@proved
def test_p14_in_every_state_there_is_an_offer_and_a_way_to_numbers_that_asks_for_neither(chance: Random) -> None:
    """The crisis page needs a country at most: what is not known of a person, of an episode or at all is no reason."""
    country = "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=2)) if chance.random() < 0.9 else None
    found = resources(country)
    assert found.emergency
    assert found.lines or found.websites
    hidden = frozenset(CATALOGUE.techniques) if chance.random() < 0.1 else frozenset(technique(chance) for _ in "ab")
    for offer in offers(client_of(story(chance), Profile(hidden=hidden))):
        assert offer.ordered or offer.people_card


@proved
def test_p17_without_history_two_clients_get_the_same(chance: Random) -> None:
    data = check_in(chance)
    profile = Profile(cautions=cautions(chance), rest_inward=chance.random() < 0.3)
    offered = [
        offer_for_check_in(check_in_of(name, data, NOW), Client(profile=profile), stocked())
        for name in (named(chance), named(chance))
    ]
    assert told(offered[0]) == told(offered[1])


def check_in(chance: Random) -> CheckInRecorded:
    context = Context(
        energy=maybe(chance, ("low", "medium", "high")),
        place=maybe(chance, ("bed", "anywhere")),
        privacy=maybe(chance, ("public", "private")),
        minutes=maybe(chance, range(1, 21)),
        can_write=maybe(chance, (True, False)),
        props=some(chance, PROPS, 4),
    )
    return CheckInRecorded(
        emotions=some(chance, EMOTIONS, 3, least=1),
        intensity=chance.randint(1, 10),
        triggers=some(chance, TRIGGERS, 2),
        context=maybe(chance, (context,)),
        occurred_at=NOW,
    )


@proved
def test_p19_what_was_taken_back_never_was(chance: Random) -> None:
    """A check-in that was retracted, with all that was practised for it, and a practice that is not there any more."""
    said = story(chance)
    known = client_of(in_any_order(chance, said))
    gone = chance.choice(sorted(known.check_ins))
    without = Client(
        check_ins={name: each for name, each in known.check_ins.items() if name != gone},
        practices=tuple(each for each in known.practices if each.check_in_id != gone),
    )
    retracted = replace(without, retracted=frozenset({gone}), practices=known.practices)
    now = check_in_of(named(chance), check_in(chance), NOW)
    made, expected = (offer_for_check_in(now, client, stocked()) for client in (retracted, without))
    assert told(made) == told(expected)


@proved
def test_p20_the_words_of_a_note_never_matter(chance: Random) -> None:
    """From the event as it is recorded to the offer, whatever stands in the note."""
    data, name = check_in(chance), named(chance)
    words = "".join(chance.choices("abc DIE!+/=", k=chance.randint(0, 200)))
    client = client_of(story(chance))
    made = [
        offer_for_check_in(check_in_of(name, each, NOW), client, stocked())
        for each in (data, data.model_copy(update={"note": words}))
    ]
    assert made[0] == made[1]


@proved
def test_p22_what_made_it_worse_twice_is_not_offered_any_more(chance: Random) -> None:
    """Harm is a word or a rise of 2; a client may bring it back."""
    said = story(chance)
    worst = technique(chance)
    client = client_of(in_any_order(chance, said))
    harms = [harm(chance, worst) for _ in range(2)]
    restored = maybe(chance, (worst,)) if chance.random() < 0.3 else None
    profile = Profile(restored=frozenset({restored} if restored else ()))
    client = replace(client, practices=(*client.practices, *harms), profile=profile)
    now = check_in_of(named(chance), check_in(chance), NOW)
    offer = offer_for_check_in(now, client, stocked())
    counts = [each.technique_id for each in client.practices if each.began_at <= NOW and hurt(each)]
    assert not {name for name in offer.ordered if counts.count(name) >= 2} - {restored}
    why_not = {each.technique_id: each.reason.code for each in offer.not_offered}
    assert restored is not None or worst in why_not
    assert restored is None or why_not.get(worst) != "harmed"


def hurt(practice: Practice) -> bool:
    rose = practice.before is not None and practice.after is not None and practice.after - practice.before >= 2
    nice = bool(practice.emotions) and pleasant(practice.emotions[0])
    return practice.helped == "worse" or (rose and not nice)


def harm(chance: Random, name: str) -> Practice:
    """A practice that was called worse, or after which it was stronger by 2 or more."""
    before = chance.randint(1, 8)
    rise = chance.random() < 0.5
    taps: tuple[Helped | None, ...] = (*TAPS, None) if rise else ("worse",)
    return Practice(
        id=named(chance),
        technique_id=name,
        began_at=NOW,
        emotions=(chance.choice([each for each in EMOTIONS if not pleasant(each)]),),
        before=before,
        after=chance.randint(before + 2, 10) if rise else maybe(chance, (before,)),
        helped=chance.choice(taps),
    )
