"""Commands on what a client keeps: read what was said of it, decide, append with the version that was decided on."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.coach.api.practicing import SERVICE, TRIES, NotRecorded, pause
from shared.auth import Principal
from shared.events import Contract
from shared.keyring import Heard, Keyring, SubjectKey, derived_id, open_event, seal_event
from shared.log import Appended, Log, NewEvent, OtherContent, Outcome, Seen, Stale, Unit

Events = tuple[Heard, ...]
Decide = Callable[[Events], Sequence[Contract]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the client made it; repeats of it are recognised by `id` and `content`."""

    id: UUID
    occurred_at: datetime
    content: bytes


@dataclass(frozen=True, slots=True)
class Keeping:
    """The events of these `types`, of any client whose token was verified. Nobody but the client is ever asked about.

    One request brings about at most `most` events. The ids of all but its first derive from `name`.
    """

    log: Log
    keyring: Keyring
    types: Collection[str]
    name: str
    most: int = 1

    async def told(self, who: Principal, *, after: int = 0) -> Events:
        """What was said, behind the version `after`, in the order in which it was told."""
        return (await self._read(await self.keyring.key(who.org, who.subject), after))[0]

    async def carry_out(self, who: Principal, asked: Asked, decide: Decide, *, after: int = 0) -> Events:
        """Decide on the events behind the version `after` and record, again if something else came first.

        Returns those events as they were right after this request, the first time it came. Raises what `decide`
        raises, and NotRecorded; with Stale only if something else came first every time.
        """
        key = await self.keyring.key(who.org, who.subject)
        outcome: Outcome = Stale(0)
        for attempt in range(TRIES):
            await pause(attempt)
            events, version = await self._read(key, after)
            if (first := self._told_before(key, events, asked)) is not None:
                return first
            if not (decided := decide(events)):
                return events
            outcome = await self.log.append(Unit(key.org, key.subject, self._sealed(key, asked, decided), version))
            if isinstance(outcome, Appended):
                return (*events, *(open_event(key, each) for each in outcome.events))
            if not isinstance(outcome, Stale | Seen):
                break
        raise NotRecorded(outcome)

    async def _read(self, key: SubjectKey, after: int) -> tuple[Events, int]:
        """The events, and the version of the whole stream, in which much else stands."""
        told, version = await self.log.of_types(key.org, key.subject, SERVICE, self.types, after=after)
        return tuple(open_event(key, each) for each in told), version

    def _told_before(self, key: SubjectKey, events: Events, asked: Asked) -> Events | None:
        """The events up to the last one of this very request; None if it is new. Raises NotRecorded for another one."""
        ids = {self._part_id(asked, place) for place in range(self.most)}
        own = [place for place, each in enumerate(events) if each.id in ids]
        if not own:
            return None
        if events[own[0]].recorded.content != key.digest(asked.content):
            raise NotRecorded(OtherContent(asked.id))
        return events[: own[-1] + 1]

    def _sealed(self, key: SubjectKey, asked: Asked, decided: Sequence[Contract]) -> tuple[NewEvent, ...]:
        return tuple(
            seal_event(
                key, id=self._part_id(asked, place), data=data, occurred_at=asked.occurred_at, content=asked.content
            )
            for place, data in enumerate(decided)
        )

    def _part_id(self, asked: Asked, place: int) -> UUID:
        """The request's own id for the first event it brings about; those of the others derive from it."""
        return derived_id(asked.id, f"{self.name}:{place}") if place else asked.id
