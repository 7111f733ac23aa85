"""What a client's earlier runs say, worked out once for all questions that are asked at one moment."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from services.router.helped import Belief, Here, Run, Seen, believe, depth, fatigue, seen
from services.router.ranking.shelf import Item, Shelf


class Past:
    """The runs that began by `now`, by technique. Each is judged when it is first asked about, and only once.

    `shared`: many feelings will be asked about, so that what is believed of a technique is worth keeping too.
    """

    def __init__(self, history: Iterable[Run], now: datetime, shelf: Shelf, *, shared: bool = False) -> None:
        self._shared = shared
        # In UTC, because two times of different zones are slow to compare.
        self._now = now.astimezone(UTC)
        self._pleasant = shelf.pleasant
        self._runs: dict[str, list[Run]] = {}
        for run in history:
            if run.at <= self._now:
                self._runs.setdefault(run.technique_id, []).append(run)
        self._seen: dict[str, Sequence[Seen]] = {}
        self._tired: dict[str, float] = {}
        self._beliefs: dict[tuple[str, bool, frozenset[str], int, str], Belief] = {}

    def of(self, names: Collection[str]) -> Mapping[str, Sequence[Seen]]:
        """The runs of those of these techniques that were ever tried, with what came of them."""
        return {name: self._judged(name) for name in self._runs if name in names}

    def _judged(self, name: str) -> Sequence[Seen]:
        found = self._seen.get(name)
        if found is None:
            found = self._seen[name] = [seen(run, run.emotion in self._pleasant) for run in self._runs[name]]
        return found

    def _nearest(self, name: str, here: Here) -> tuple[int, str]:
        """The deepest level that any run belongs to, and what of the feeling matters there."""
        deepest = max(depth(each.run, here) for each in self._judged(name))
        return deepest, ("", here.core, here.emotion)[deepest]

    def tired(self, name: str) -> float:
        """How tired of a technique that was tried one may be, 0..1."""
        found = self._tired.get(name)
        if found is None:
            found = self._tired[name] = fatigue(self._judged(name), self._now)
        return found

    def belief(self, item: Item, here: Here) -> Belief:
        """What to expect of a technique that was tried. Feelings that were never met with it are all alike."""
        runs = self._judged(item.id)
        if not self._shared:
            return believe(item.prior, runs, here)
        asked = item.id, here.high, here.triggers, *self._nearest(item.id, here)
        found = self._beliefs.get(asked)
        if found is None:
            found = self._beliefs[asked] = believe(item.prior, runs, here)
        return found
