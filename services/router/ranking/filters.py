"""The hard filters, in the order of routing.md section 3; the first that speaks against it names the reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple

from services.router.constants import NAMING_SPEC, OPTIONS, SECOND_FEELING, WORSE_LIMIT
from services.router.helped import Seen
from services.router.ranking.inputs import Case, RankingInputs
from services.router.ranking.shelf import Item, Shelf
from shared.catalogue import FLOOR, Emotion, barred_by_care, unsuitable

Facts = tuple[tuple[str, str | int | float], ...]
GIVES_WAY: Final = ("privacy", "time", "energy")  # the only filters that ever do, in this order
RELAXED: Final = frozenset(GIVES_WAY)
ENERGY_GAP: Final = 2  # levels; one level short only lowers the score


class Refused(NamedTuple):
    """A technique a filter took out: the filter's code and the facts its sentence needs."""

    technique_id: str
    code: str
    facts: Facts = ()


class Candidate(NamedTuple):
    """A technique on its way through the filters. `missing` are the needs of filter 7 that the moment does not meet."""

    item: Item
    fit: float
    refused: Refused | None
    missing: tuple[str, ...]

    @property
    def can_be_done(self) -> bool:
        """Whether nothing is missing but what may give way."""
        return RELAXED.issuperset(self.missing)


@dataclass(frozen=True, slots=True)
class Start:
    """What is left after filters 1 to 3, with its Fit, and what is not."""

    suitable: tuple[tuple[Item, float], ...]
    refused: tuple[Refused, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sifted:
    """What may be offered, what may not and why, and which of RELAXED had to give way."""

    passed: list[Candidate]
    refused: list[Refused]
    relaxed: frozenset[str]


def sift(start: Start, inputs: RankingInputs, case: Case, runs: Mapping[str, Sequence[Seen]]) -> Sifted:
    """Run the filters that know the client, then give way where fewer than three remain."""
    harmful = harmed_twice(runs) - inputs.restored
    found = [Candidate(item, fit, unsafe(item, inputs, harmful), missing(item, case)) for item, fit in start.suitable]
    passed, relaxed = give_way(found, inputs, harmful)
    names = {each.item.id for each in passed}
    return Sifted(passed, [*start.refused, *(reason(each) for each in found if each.item.id not in names)], relaxed)


@lru_cache(maxsize=1024)
def suiting(shelf: Shelf, emotions: tuple[str, ...], intensity: int, first_line: bool) -> Start:
    """Filters 1 to 3. They know nothing of the client, so the answer for a moment is kept."""
    chosen = [shelf.catalogue.emotions[each] for each in emotions]
    suitable: list[tuple[Item, float]] = []
    refused: list[Refused] = []
    for item, fit in zip(shelf.items, fits(intensity, chosen, shelf), strict=True):
        if found := unsuited(item, fit, intensity, first_line, chosen):
            refused.append(found)
        else:
            suitable.append((item, fit))
    return Start(tuple(suitable), tuple(refused), frozenset(item.id for item, _ in suitable))


def fits(intensity: int, emotions: Sequence[Emotion], shelf: Shelf) -> list[float]:
    """Fit of every item of the shelf: the best over the feelings, the first of which counts fully."""
    columns = [shelf.fitting[each.id].at(intensity) for each in emotions]
    best = [max(first, SECOND_FEELING * max(others, default=0.0)) for first, *others in zip(*columns, strict=True)]
    if shelf.naming is not None and all(each.ring == "core" for each in emotions):
        best[shelf.naming] = NAMING_SPEC
    return best


def unsuited(item: Item, fit: float, intensity: int, first_line: bool, emotions: Sequence[Emotion]) -> Refused | None:
    """Made for these feelings, at this intensity, and settling where settling comes first."""
    if not fit:
        return Refused(item.id, "feeling")
    if care := barred_by_care(item.technique, emotions):
        return Refused(item.id, "care", (("care", care),))
    low, high = item.technique.intensity
    if not low <= intensity <= high:
        return Refused(item.id, "intensity", (("from", low), ("to", high)))
    if first_line and not item.technique.first_line:
        return Refused(item.id, "first-line")
    return None


def unsafe(item: Item, inputs: RankingInputs, harmful: Collection[str]) -> Refused | None:
    """Filters 4 to 6: the client's own cautions, choices and experience, and another way in the second step."""
    technique, standing = item.technique, inputs.standing
    if technique.cautions.avoid_if and (found := unsuitable(technique, inputs.cautions)):
        return Refused(item.id, found.code, (("caution", found.caution),))
    if item.id in standing.done:
        return Refused(item.id, "done")
    if item.id in inputs.hidden:
        return Refused(item.id, "hidden")
    if item.id in harmful:
        return Refused(item.id, "harmed")
    if technique.channel in standing.banned_channels:
        return Refused(item.id, "channel", (("channel", technique.channel),))
    return None


def missing(item: Item, case: Case) -> tuple[str, ...]:
    """Filter 7: the needs of the technique that this moment does not meet, in the filter's order."""
    found = []
    if item.technique.minutes > case.minutes:
        found.append("time")
    if item.needs_private and case.public:
        found.append("privacy")
    if item.energy - case.energy >= ENERGY_GAP:
        found.append("energy")
    if item.needs_bed and not case.in_bed:
        found.append("bed")
    if item.writes and not case.can_write:
        found.append("writing")
    if not item.props <= case.props:
        found.append("props")
    return tuple(found)


def harmed_twice(runs: Mapping[str, Sequence[Seen]]) -> set[str]:
    """Techniques that were called worse or were followed by a rise of 2, twice, ever."""
    return {name for name, seen in runs.items() if sum(each.worse for each in seen) >= WORSE_LIMIT}


def give_way(
    found: list[Candidate], inputs: RankingInputs, harmful: Collection[str]
) -> tuple[list[Candidate], frozenset[str]]:
    """Relax filter 7 as far as needed, then bring back what was done in this episode, then the floor."""
    open_to: frozenset[str] = frozenset()
    passed = admitted(found, open_to, inputs.offered)
    for more in GIVES_WAY:
        if len(passed) >= OPTIONS:
            break
        open_to |= {more}
        passed = admitted(found, open_to, inputs.offered)
    if len(passed) < OPTIONS:
        passed += done_again(found, inputs, harmful)[: OPTIONS - len(passed)]
    passed = passed or floor(found, inputs, harmful)
    return passed, RELAXED & {need for each in passed for need in each.missing}


def admitted(found: list[Candidate], open_to: frozenset[str], offered: Collection[str]) -> list[Candidate]:
    """What was offered on the device stays where no more than a need that may give way speaks against it."""
    return [
        each
        for each in found
        if each.refused is None and (open_to.issuperset(each.missing) or (each.item.id in offered and each.can_be_done))
    ]


def reason(candidate: Candidate) -> Refused:
    """Why it is not offered: the first filter, or the first need that was not met."""
    return candidate.refused or Refused(candidate.item.id, candidate.missing[0])


def done_again(found: list[Candidate], inputs: RankingInputs, harmful: Collection[str]) -> list[Candidate]:
    """What was done in this episode and would pass every other filter, the one used longest ago first; never what did
    harm in it."""
    by_id = {each.item.id: each for each in found if each.refused and each.refused.code == "done"}
    forgiving = replace(inputs, standing=replace(inputs.standing, done=()))
    again = [by_id[name] for name in inputs.standing.done if name in by_id and name not in inputs.standing.hurt]
    return [each for each in again if not unsafe(each.item, forgiving, harmful) and each.can_be_done]


def floor(found: list[Candidate], inputs: RankingInputs, harmful: Collection[str]) -> list[Candidate]:
    """The two techniques that fit everybody, even hidden or done, one that did no harm in this episode before one that
    did; the second step's other way gives way last of all.

    Empty only where both have done harm twice.
    """
    freed = replace(inputs, hidden=frozenset(), standing=replace(inputs.standing, done=()))
    anyway = replace(freed, standing=replace(freed.standing, phase="offer"))
    items = [each for each in found if each.item.id in FLOOR]
    for asked in (freed, anyway):
        if left := [each for each in items if not unsafe(each.item, asked, harmful)]:
            return [each for each in left if each.item.id not in inputs.standing.hurt] or left
    return []
