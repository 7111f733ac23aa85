"""From the inputs of one moment to the ordered techniques."""

from dataclasses import dataclass
from datetime import UTC, datetime

from services.router.constants import OPTIONS
from services.router.ranking.choosing import choose, order
from services.router.ranking.filters import Refused, sift, suiting
from services.router.ranking.inputs import Case, Plan, RankingInputs, fill
from services.router.ranking.past import Past
from services.router.ranking.score import Scored, Scoring
from services.router.ranking.shelf import Shelf

BEFORE_ALL_RUNS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ranking:
    """`ordered` holds all that is suitable, the three of the offer first; every other technique is in `refused`.

    `plan` is the if-then plan that took slot 1, or slot 2 after a step that did harm; `relaxed` the needs that gave
    way; `tiny` the technique whose smallest version is offered below slot 1.
    """

    ordered: tuple[Scored, ...]
    refused: tuple[Refused, ...]
    case: Case
    plan: Plan | None = None
    relaxed: frozenset[str] = frozenset()
    tiny: str | None = None

    @property
    def options(self) -> tuple[Scored, ...]:
        """The three of the offer."""
        return self.ordered[:OPTIONS]


def rank(inputs: RankingInputs, shelf: Shelf, past: Past | None = None) -> Ranking:
    """Rank every technique of the shelf. Same inputs, same answer; runs that began after `now` count for nothing.

    `past` is that of these very inputs, for those who ask about many feelings at one moment.
    """
    case = fill(inputs)
    start = suiting(shelf, case.emotions, inputs.intensity, case.first_line)
    past = past or Past(inputs.history, inputs.now, shelf)
    runs = past.of(start.names)
    sifted = sift(start, inputs, case, runs)
    scoring = Scoring(inputs, case, shelf, runs, past)
    best = sorted(map(scoring.score, sifted.passed), key=lambda each: order(each, BEFORE_ALL_RUNS))
    ordered, plan = choose(best, inputs, case, shelf.pleasant.issuperset(case.emotions))
    tiny = tiny_version(ordered[0], inputs, case) if ordered else None
    return Ranking(tuple(ordered), tuple(sifted.refused), case, plan, sifted.relaxed, tiny)


def tiny_version(first: Scored, inputs: RankingInputs, case: Case) -> str | None:
    """Low energy, untouched homework or too little time: slot 1 also comes in its smallest version."""
    untouched = first.item.id in inputs.homework and not first.runs
    return first.item.id if case.energy == 0 or untouched or "time" in first.missing else None
