"""Random moments of random clients, each told wholly by the `Random` it is drawn from."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import TypeVar

from services.router.episode import Standing
from services.router.helped import Run
from services.router.ranking import Plan, RankingInputs
from shared.catalogue import load_catalogue
from shared.events import Helped, Phase
from tests.router.people import NOW

CATALOGUE = load_catalogue()
EMOTIONS = sorted(CATALOGUE.emotions)
TECHNIQUES = sorted(CATALOGUE.techniques)
FIRST_LINE = sorted(each.id for each in CATALOGUE.techniques.values() if each.first_line)
CHANNELS = sorted({each.channel for each in CATALOGUE.techniques.values()})
CAUTIONS = sorted(CATALOGUE.caution_labels)
TRIGGERS = ("work", "family", "body", "night")
PROPS = ("water", "cold-pack", "music", "contact")
TAPS: tuple[Helped, ...] = ("worse", "no", "a_bit", "helped")  # from the poorest to the best
AFTER_HIGH: tuple[Phase, ...] = ("g2", "people", "savour")
AFTER_LOW: tuple[Phase, ...] = ("reflect", "savour", "g2")

T = TypeVar("T")


def some(chance: Random, of: Sequence[T], most: int, least: int = 0) -> list[T]:
    return chance.sample(of, chance.randint(least, min(most, len(of))))


def maybe(chance: Random, of: Sequence[T]) -> T | None:
    return chance.choice(of) if chance.random() < 0.7 else None


def strength(chance: Random) -> int | None:
    return maybe(chance, range(1, 11))


def technique(chance: Random) -> str:
    """Often one of the first line, which is what people do most."""
    return chance.choice(chance.choice((TECHNIQUES, FIRST_LINE)))


def run(chance: Random, name: str | None = None) -> Run:
    return Run(
        technique_id=name or technique(chance),
        at=NOW - timedelta(minutes=chance.randint(1, 400_000)),
        emotion=maybe(chance, EMOTIONS),
        before=strength(chance),
        after=strength(chance),
        helped=maybe(chance, TAPS),
        triggers=frozenset(some(chance, TRIGGERS, 2)),
        stopped=chance.random() < 0.3,
    )


def history(chance: Random) -> tuple[Run, ...]:
    """Runs of a few techniques, because people come back to what they know."""
    known = [technique(chance) for _ in range(chance.randint(1, 4))]
    return tuple(run(chance, chance.choice(known)) for _ in range(chance.randint(0, 12)))


def hidings(chance: Random) -> frozenset[str]:
    """A few hidden techniques, now and then all but a few."""
    few = frozenset(technique(chance) for _ in range(chance.randint(0, 6)))
    return few if chance.random() < 0.8 else frozenset(TECHNIQUES) - few


def plan(chance: Random) -> Plan:
    feelings, triggers = frozenset(some(chance, EMOTIONS, 2)), frozenset(some(chance, TRIGGERS, 2))
    return Plan(technique(chance), feelings=feelings, triggers=triggers)


def opening(intensity: int) -> Standing:
    return Standing(phase="g1" if intensity >= 8 else "offer")


def standing(chance: Random, intensity: int) -> Standing:
    """Where an episode may stand: at its beginning, or after one to three practices."""
    if chance.random() < 0.5:
        return opening(intensity)
    done = list(dict.fromkeys(technique(chance) for _ in range(chance.randint(1, 3))))
    phase = chance.choice(AFTER_HIGH if intensity >= 8 else AFTER_LOW)
    settled, harmed = chance.random() < 0.5, chance.random() < 0.3 and phase != "savour"
    return Standing(
        phase=phase,
        done=tuple(done),
        last_channel=CATALOGUE.techniques[done[-1]].channel,
        rated_channel=CATALOGUE.techniques[done[0]].channel if len(done) == 3 else None,
        settled=settled,
        harmed=harmed,
        hurt=frozenset(done[-1:]) if harmed else frozenset(),
    )


def cautions(chance: Random) -> dict[str, bool]:
    return {code: chance.random() < 0.3 for code in some(chance, CAUTIONS, len(CAUTIONS))}


def moment(
    chance: Random, lowest: int = 1, highest: int = 10, *, first: bool = False, hidden: bool = True
) -> RankingInputs:
    """One moment of lowest to highest intensity; `first` = the first offer of an episode."""
    intensity = chance.randint(lowest, highest)
    return RankingInputs(
        now=NOW,
        emotions=tuple(some(chance, EMOTIONS, 3, least=1)),
        intensity=intensity,
        energy=maybe(chance, ("low", "medium", "high")),
        place=maybe(chance, ("bed", "anywhere")),
        privacy=maybe(chance, ("public", "private")),
        minutes=maybe(chance, range(1, 21)),
        can_write=maybe(chance, (True, False)),
        props=frozenset(some(chance, PROPS, 4)),
        triggers=frozenset(some(chance, TRIGGERS, 2)),
        cautions=cautions(chance),
        history=history(chance),
        homework=dict.fromkeys(some(chance, TECHNIQUES, 3), "therapist"),
        plans=tuple(plan(chance) for _ in range(chance.randint(0, 2))),
        standing=opening(intensity) if first else standing(chance, intensity),
        hidden=hidings(chance) if hidden else frozenset(),
        restored=frozenset(technique(chance) for _ in range(chance.randint(0, 2))),
        rest_inward=chance.random() < 0.3,
        offered=() if chance.random() < 0.8 else tuple(technique(chance) for _ in range(3)),
    )
