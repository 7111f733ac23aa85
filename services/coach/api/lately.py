"""What a client said lately, read along with looking for an offer, so that little is left once it is there."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from shared.keyring import Heard, SubjectKey, open_event
from shared.log import Recorded

# An event may be seen after others that were recorded later, as long as its transaction lasted: 2 seconds at most.
OVERLAP = timedelta(seconds=10)


class Lately:
    """The first look reads everything since `since` while the offer is being made, a later one what has come since."""

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._newest: datetime | None = None
        self._said: dict[UUID, Heard] = {}

    @property
    def unread_since(self) -> datetime:
        """From where the next look has to read."""
        return self._since if self._newest is None else max(self._since, self._newest - OVERLAP)

    def take(self, key: SubjectKey, events: Iterable[Recorded]) -> None:
        for each in events:
            if each.id not in self._said:
                self._said[each.id] = open_event(key, each)
                self._newest = max(self._newest or each.recorded_at, each.recorded_at)

    def said_since(self, since: datetime) -> list[Heard] | None:
        """All that was said since then, and perhaps more; None where it was not read so far back."""
        return [*self._said.values()] if self._said and self._since <= since else None
