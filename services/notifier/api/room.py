"""One person's things on one table: their rows locked, their log at hand, one transaction for all of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from services.notifier.api.bodies import Said
from services.notifier.decider import State
from services.notifier.facts import Facts
from services.notifier.latest import with_latest
from services.notifier.views import Rows
from shared.auth import Principal
from shared.database import Database, UnitOfWork
from shared.events import Contract
from shared.http import other_content, problem_of, refuse_far_future
from shared.keyring import Heard, Keyring, SubjectKey, open_event, seal_event
from shared.log import Clock, Unit, find


class Sitting:
    """What one request does for one person. `rows` are locked before anything is decided."""

    def __init__(self, work: UnitOfWork, key: SubjectKey, now: datetime) -> None:
        self.rows = Rows(work.connection, key)
        self.now = now
        self._work = work
        self._key = key

    async def standing(self) -> State:
        """The person's reminders, and what holds them back, also where it was said a moment ago."""
        state = await self.rows.standing()
        return replace(state, facts=await self._latest(state.facts))

    async def facts(self) -> Facts:
        """What holds them back; the person's rows are locked."""
        return await self._latest(await self.rows.lock())

    async def _latest(self, facts: Facts) -> Facts:
        return await with_latest(self._work, self._key, facts, self.now)

    def time(self, said: Said) -> datetime:
        """When it happened: as it was said, but not later than now. Raises Problem."""
        refuse_far_future(said.occurred_at, self.now)
        return min(said.occurred_at or self.now, self.now)

    async def known(self, event_id: UUID) -> Heard | None:
        """What the log has under this id about the person."""
        recorded = await find(self._work.raw, self._key.subject, event_id)
        return None if recorded is None else open_event(self._key, recorded)

    async def repeated(self, said: Said, kind: type[Contract], **about: UUID) -> Heard | None:
        """The event that the very same request recorded before, about these very things.

        Raises Problem where the id meant something else.
        """
        if said.id is None:
            return None
        recorded = await find(self._work.raw, self._key.subject, said.id)
        if recorded is None:
            return None
        if recorded.type != kind.type or recorded.content != self._key.digest(said.content()):
            raise other_content()
        heard = open_event(self._key, recorded)
        if any(getattr(heard.data, name) != value for name, value in about.items()):
            raise other_content()
        return heard

    async def record(self, data: Contract, said: Said, event_id: UUID | None = None) -> None:
        """Append one event; the last thing that is done. Raises Problem, and then nothing was done."""
        sealed = seal_event(
            self._key,
            id=event_id or said.id or uuid4(),
            data=data,
            occurred_at=said.occurred_at or self.now,
            content=said.content(),
        )
        [outcome] = await self._work.append(Unit(self._key.org, self._key.subject, (sealed,)))
        problem = problem_of(outcome)
        if problem is not None:
            raise problem


class Room:
    """Where sittings are held."""

    def __init__(self, database: Database, keyring: Keyring, clock: Clock) -> None:
        self._database = database
        self._keyring = keyring
        self._clock = clock

    @asynccontextmanager
    async def sitting(self, who: Principal) -> AsyncIterator[Sitting]:
        """Everything in it happens together or not at all. Raises SubjectUnknown, SubjectErased."""
        key = await self._keyring.key(who.org, who.subject)
        async with self._database.unit_of_work(who.org) as work:
            yield Sitting(work, key, self._clock.now())
