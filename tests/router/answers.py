"""What the router answers to random moments, as one digest; a process of its own prints it.

Usage: python -m tests.router.answers <how many>
"""

import sys
from hashlib import sha256
from typing import Any

from services.router.ranking import RankingInputs, Shelf, rank, stocked
from services.router.reasons import reasons_for
from tests.router.proving import chance_for
from tests.router.random_cases import moment


def answer(inputs: RankingInputs, shelf: Shelf) -> list[Any]:
    """Everything that an offer says: order, scores, terms, reasons, and why the rest is not offered."""
    ranking = rank(inputs, shelf)
    told = [(each.item.id, each.score, each.names, each.values) for each in ranking.ordered]
    why = [reasons_for(each, ranking, inputs, shelf) for each in ranking.options]
    return [told, why, list(ranking.refused), ranking.plan and ranking.plan.technique_id, sorted(ranking.relaxed)]


def digest(cases: int) -> str:
    found = sha256()
    for number in range(cases):
        found.update(repr(answer(moment(chance_for("answers", number)), stocked())).encode())
    return found.hexdigest()


if __name__ == "__main__":
    print(digest(int(sys.argv[1])))
