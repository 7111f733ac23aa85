"""The rounds of a worker: note what is due, take some of it, send or hold back. Any number of workers go theirs.

A moment is noted, taken, judged and recorded in four short transactions, and sent between the last two. Whoever is
killed in between leaves a lease behind; after it somebody else takes the moment again.
"""

from services.notifier.rounds.going import Rounds
from services.notifier.rounds.pace import Pace

__all__ = ["Pace", "Rounds"]
