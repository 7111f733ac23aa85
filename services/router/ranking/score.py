"""The score of a technique that passed the filters, term by term (routing.md section 4)."""

from collections.abc import Mapping, Sequence
from operator import mul
from typing import NamedTuple

from services.router.constants import (
    CTX_ADAPTED,
    CTX_ENERGY_SHORT,
    CTX_INWARD,
    CTX_SEEN,
    CTX_SETTLING,
    CTX_TOO_LONG,
    HIGH,
    LOW_AROUSAL,
    WEIGHTS_ELSE,
    WEIGHTS_HIGH,
)
from services.router.helped import Belief, Here, Seen
from services.router.ranking.filters import Candidate
from services.router.ranking.inputs import Case, RankingInputs
from services.router.ranking.past import Past
from services.router.ranking.shelf import Item, Shelf, level_term
from shared.catalogue import adapted

TERMS_HIGH = tuple(WEIGHTS_HIGH)
TERMS_ELSE = tuple(WEIGHTS_ELSE)


class Scored(NamedTuple):
    """A technique with its score (-15..100) and what it was made of. `names` and `values` are its terms, each 0..1."""

    item: Item
    score: float
    names: tuple[str, ...]
    values: tuple[float, ...]
    belief: Belief
    runs: Sequence[Seen]
    missing: tuple[str, ...]

    @property
    def terms(self) -> dict[str, float]:
        """Every term with its number, in the order of the formula."""
        return dict(zip(self.names, self.values, strict=True))


class Scoring:
    """One moment's scoring: what is the same for every technique is worked out once."""

    def __init__(
        self, inputs: RankingInputs, case: Case, shelf: Shelf, runs: Mapping[str, Sequence[Seen]], past: Past
    ) -> None:
        self._inputs = inputs
        self._past = past
        self._case = case
        self._runs = runs
        self._high = inputs.intensity >= HIGH
        self._names = TERMS_HIGH if self._high else TERMS_ELSE
        self._weights = tuple((WEIGHTS_HIGH if self._high else WEIGHTS_ELSE).values())
        self._low_arousal = shelf.catalogue.emotions[case.emotions[0]].arousal <= LOW_AROUSAL
        self._here = Here.at(inputs.now, case.emotions[0], inputs.intensity, inputs.triggers)

    def score(self, candidate: Candidate) -> Scored:
        item = candidate.item
        runs = self._runs.get(item.id, ())
        belief = self._past.belief(item, self._here) if runs else item.untried
        values = self._values(item, candidate.fit, belief.help, self._past.tired(item.id) if runs else 0.0)
        score = 100 * sum(map(mul, self._weights, values))
        return Scored(item, score, self._names, values, belief, runs, candidate.missing)

    def _values(self, item: Item, fit: float, helps: float, tired: float) -> tuple[float, ...]:
        """The terms, in the order of their weights."""
        inputs = self._inputs
        near = item.ints[inputs.intensity]
        homework = 1.0 if item.id in inputs.homework else 0.0
        if self._high:
            return fit, near, helps, self._context(item), item.evidence, homework, tired
        level = level_term(item.technique.level, inputs.intensity, inputs.standing.settled)
        return fit, level, near, helps, self._context(item), item.evidence, homework, tired

    def _context(self, item: Item) -> float:
        """Ctx: how well the technique goes with what the moment allows."""
        case, inputs = self._case, self._inputs
        term = CTX_ENERGY_SHORT if item.energy > case.energy else 1.0
        if item.seen_by_others and case.public:
            term -= CTX_SEEN
        if item.technique.cautions.adapt_if and adapted(item.technique, inputs.cautions):
            term -= CTX_ADAPTED
        if item.technique.minutes > case.minutes:
            term -= CTX_TOO_LONG
        if inputs.rest_inward and item.inward:
            term -= CTX_INWARD
        if self._low_arousal and item.settling:
            term -= CTX_SETTLING
        return max(0.0, term)
