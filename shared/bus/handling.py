"""What events do inside a transaction: their handlers, for as long as a transaction may last."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.bus.consumer import Consumer
from shared.bus.failure import ServerLost
from shared.bus.inbox import place
from shared.bus.work import Work
from shared.database import UnitOfWork
from shared.keyring import KeysAway, SubjectKey, open_event
from shared.log import Recorded


@dataclass(frozen=True, slots=True)
class Effect:
    """`left` are the events that there was no time for; `other_content` counts what was said before, but otherwise."""

    left: Sequence[Recorded]
    other_content: int


async def take_effect(consumer: Consumer, unit: UnitOfWork, events: Sequence[Recorded]) -> Effect:
    """Call the handlers for about `slice` seconds and record what they emit. One event at least is handled."""
    if not events:
        return Effect([], 0)
    keys = await _keys(consumer, unit, events)
    work = Work(unit, keys)
    ordered = sorted(events, key=lambda event: (event.subject, *place(event)))
    until = time.monotonic() + consumer.settings.slice
    for number, event in enumerate(ordered):
        if number and time.monotonic() >= until:
            return Effect(ordered[number:], await work.record())
        key = keys.get(event.subject)
        # Nobody can read about an erased subject any more, so there is nothing left to do for this event.
        if key is not None:
            await consumer.handlers[event.type](open_event(key, event), work)
    return Effect([], await work.record())


async def _keys(consumer: Consumer, unit: UnitOfWork, events: Sequence[Recorded]) -> Mapping[UUID, SubjectKey]:
    try:
        return await consumer.keyring.keys(unit.connection, {event.subject for event in events}, known=True)
    except (KeysAway, OSError) as error:
        raise ServerLost from error
