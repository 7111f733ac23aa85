"""One taken moment: judge it, send it, record what became of it."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.notifier.channels import Channel, Message, NotDelivered
from services.notifier.delivery import (
    WAITING,
    Expire,
    GiveUp,
    HoldBack,
    Later,
    Occurrence,
    Send,
    State,
    after_trouble,
    judge,
)
from services.notifier.facts import one_waits, with_question
from services.notifier.latest import body_came_first, nobody_answered, with_latest
from services.notifier.rounds.measuring import measures
from services.notifier.rounds.pace import Pace
from services.notifier.views import Outcome, Rows, close
from services.notifier.words import text_of
from shared.database import Database, UnitOfWork
from shared.events import (
    OccurrenceExpired,
    OccurrenceFailed,
    OccurrenceSent,
    OccurrenceSuppressed,
    OccurrenceWhy,
)
from shared.events.reminder import OccurrenceEvent
from shared.keyring import Keyring, SubjectKey, derived_id, seal_event
from shared.log import Clock, Unit

AGAIN_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Taken:
    """A moment that is in this worker's hands until `until`."""

    org: UUID
    client: UUID
    id: UUID
    channel: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Sending:
    """A moment that is to be sent now, and in this worker's hands until `until`."""

    taken: Taken
    due: Occurrence
    message: Message
    until: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it."""


class Dealing:
    """With one moment after the other, any number of them at once."""

    def __init__(
        self,
        *,
        database: Database,
        keyring: Keyring,
        channels: Mapping[str, Channel],
        first_line: Collection[str],
        clock: Clock,
        pace: Pace,
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._channels = channels
        self._first_line = first_line
        self._clock = clock
        self._pace = pace

    async def deal_with(self, taken: Taken) -> None:
        """Nothing of it is done twice while the lease lasts; what fails on the way is left to its end."""
        sending = await self._judge(taken)
        if sending is None:
            return
        outcome = await self._send(sending)
        # A message that has gone out would go out again, so recording it is tried until somebody else may take over.
        await self._insist(lambda: self._record(sending, outcome), sending.until)

    async def _judge(self, taken: Taken) -> Sending | None:
        """Decide, with the person's row locked; None where nothing is to be sent."""
        async with self._database.unit_of_work(None) as work:
            key = (await self._keyring.keys(work.connection, [taken.client])).get(taken.client)
            if key is None:
                await close(work.connection, taken.client, taken.id)
                return None
            rows = Rows(work.connection, key)
            facts = await rows.lock()
            due = await rows.held(taken.id, taken.until)
            if due is None:
                return None
            reminder, now = await rows.reminder(due.reminder_id), self._clock.now()
            facts = await with_latest(work, key, facts, now)
            verdict = judge(due, reminder, facts, await rows.around(due), now)
            if reminder is not None and isinstance(verdict, Send):
                if await body_came_first(work, key, reminder, due, self._first_line):
                    verdict = HoldBack("done_already")
                elif one_waits(facts, now) or not await nobody_answered(work, key, rows, reminder):
                    message = Message(due.id, reminder.rule.channel.address, text_of(reminder.rule.text), due.due_at)
                    return await self._begin(rows, taken, due, message, now)
                else:
                    await rows.keep_facts(with_question(facts, reminder.id, now))
                    verdict = HoldBack("asks_first")
            if not isinstance(verdict, Send):
                await self._close(work, key, rows, due, verdict, now)
        return None

    async def _begin(self, rows: Rows, taken: Taken, due: Occurrence, message: Message, now: datetime) -> Sending:
        """Say that it is being sent before it is: whoever looks at the day from now on sees that it has its message."""
        until = now + self._pace.lease
        await rows.mark(due.id, "sending", tries=due.tries + 1, taken_until=until, next_try_at=until)
        return Sending(taken, due, message, until)

    async def _send(self, sending: Sending) -> Sent | Later | GiveUp:
        try:
            await self._channels[sending.taken.channel].send(sending.message)
        except NotDelivered as trouble:
            tries, now = sending.due.tries + 1, self._clock.now()
            return after_trouble(tries, now, self._pace.patience, permanent=trouble.permanent)
        return Sent()

    async def _record(self, sending: Sending, outcome: Sent | Later | GiveUp) -> None:
        taken = sending.taken
        async with self._database.unit_of_work(None) as work:
            key = (await self._keyring.keys(work.connection, [taken.client])).get(taken.client)
            if key is None:
                return await close(work.connection, taken.client, taken.id)
            rows = Rows(work.connection, key)
            await rows.lock()
            return await self._close(work, key, rows, sending.due, outcome, self._clock.now(), sending.until)

    async def _close(
        self,
        work: UnitOfWork,
        key: SubjectKey,
        rows: Rows,
        due: Occurrence,
        outcome: Sent | Later | GiveUp | HoldBack | Expire,
        now: datetime,
        held_until: datetime | None = None,
    ) -> None:
        """Set the state and append the event. What was sent is sent, whatever the person did with it meanwhile."""
        if isinstance(outcome, Later):
            if await rows.mark(due.id, "due", held_until=held_until, next_try_at=outcome.at):
                measures().count("later")
            return
        state, event, why = closed(due, outcome)
        sent = isinstance(outcome, Sent)
        told = None if why is None else Outcome(why=why)
        limits: dict[str, Any] = {"only": WAITING} if sent else {"held_until": held_until}
        if await rows.mark(due.id, state, outcome=told, **limits) or sent:
            sealed = seal_event(key, id=derived_id(due.id, event.type), data=event, occurred_at=now)
            await work.append(Unit(key.org, key.subject, (sealed,)))
            measures().count(state)

    async def _insist(self, act: Callable[[], Awaitable[None]], until: datetime) -> None:
        while True:
            try:
                return await act()
            except Exception:
                if self._clock.now() + timedelta(seconds=AGAIN_SECONDS) >= until:
                    raise
            await asyncio.sleep(AGAIN_SECONDS)


def closed(
    due: Occurrence, outcome: Sent | GiveUp | HoldBack | Expire
) -> tuple[State, OccurrenceEvent, OccurrenceWhy | None]:
    """The state, the event and the reason of a moment that is over."""
    said: dict[str, Any] = {
        "occurrence_id": due.id,
        "reminder_id": due.reminder_id,
        "local_date": due.local_date,
        "due_at": due.due_at,
    }
    match outcome:
        case Sent():
            return "sent", OccurrenceSent(**said), None
        case GiveUp(why):
            return "failed", OccurrenceFailed(**said, why=why), why
        case HoldBack(why):
            return "suppressed", OccurrenceSuppressed(**said, why=why), why
        case Expire():
            return "expired", OccurrenceExpired(**said), None


def taken_of(row: sa.Row[Any]) -> Taken:
    return Taken(row.org, row.client, row.id, row.channel, row.taken_until)
