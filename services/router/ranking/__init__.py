"""Which practice is offered, in which order: a pure function of its inputs (docs/specification/routing.md)."""

from services.router.ranking.filters import Refused
from services.router.ranking.inputs import Plan, RankingInputs
from services.router.ranking.past import Past
from services.router.ranking.rank import Ranking, rank
from services.router.ranking.score import Scored
from services.router.ranking.shelf import Item, Shelf, stock, stocked

__all__ = ["Item", "Past", "Plan", "Ranking", "RankingInputs", "Refused", "Scored", "Shelf", "rank", "stock", "stocked"]
