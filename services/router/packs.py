"""When a client's offline pack is made anew. A consumer of its own, because no offer waits for a pack."""

import asyncio
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from services.router.first_line import Packing
from services.router.ranking import stocked
from services.router.views import Rows
from shared.bus import Handler, HearingSettings, Work
from shared.events import (
    CheckInRecorded,
    ClientJoined,
    PracticeFinished,
    PracticeRated,
    PracticeStopped,
    ProfileChanged,
)
from shared.keyring import Heard

CONSUMER: Final = "router-packs"
RENEWED_AFTER: Final = timedelta(days=1)
# Nobody waits for a pack, so what comes close together is looked at in one transaction.
PACE: Final = HearingSettings(rest=0.2)
PATIENCE: Final = 0.5  # seconds; with the time in which a transaction takes new events well below its limit
# Whoever notes the time first makes the pack; another replica waits for that row and finds nothing due any more.
NOTE_IF_DUE = sa.text(
    "INSERT INTO router.packs AS p (client, org, at) SELECT CAST(:client AS uuid), CAST(:org AS uuid),"
    " CAST(:at AS timestamptz) WHERE NOT EXISTS (SELECT FROM router.packs WHERE client = :client AND at > :due_before)"
    " ON CONFLICT (client) DO UPDATE SET at = excluded.at WHERE p.at <= CAST(:due_before AS timestamptz) RETURNING at"
)
NOTE = sa.text(
    "INSERT INTO router.packs AS p (client, org, at) VALUES (:client, :org, :at)"
    " ON CONFLICT (client) DO UPDATE SET at = greatest(p.at, excluded.at) RETURNING at"
)


async def renew(heard: Heard, work: Work) -> None:
    """What a client has set changes every order, and who joins has a pack before the first hard moment.

    One that is heard late makes a pack of the time of the last one: it is the newest from then on.
    """
    await pack(heard, await work.connection.scalar(NOTE, noted(heard)), work)


async def renew_daily(heard: Heard, work: Work) -> None:
    """Otherwise a day may pass, by the events' own time, whatever else is heard."""
    due = {**noted(heard), "due_before": heard.at - RENEWED_AFTER}
    at = await work.connection.scalar(NOTE_IF_DUE, due)
    if at is not None:
        await pack(heard, at, work)


def noted(heard: Heard) -> dict[str, object]:
    return {"client": heard.subject, "org": heard.org, "at": heard.at}


async def pack(heard: Heard, at: datetime, work: Work) -> None:
    """Reads and changes nothing that an offer waits for; what the other consumer has not heard yet is in the log."""
    rows = Rows(work.connection, work.key(heard.subject))
    await rows.look(heard.data.clinic_id if isinstance(heard.data, ClientJoined) else None)
    packing = Packing(await rows.client_ahead(at), at, stocked())
    await give_way(packing)
    await work.emit(heard, packing.packed())


async def give_way(packing: Packing) -> None:
    """A pack takes longer than an offer, and the process has offers to make. But its transaction has to end."""
    until = time.monotonic() + PATIENCE
    for _ in packing.by_feeling():
        if time.monotonic() < until:
            await asyncio.sleep(0)


HANDLERS: Mapping[str, Handler] = {
    ProfileChanged.type: renew,
    ClientJoined.type: renew,
    CheckInRecorded.type: renew_daily,
    PracticeFinished.type: renew_daily,
    PracticeStopped.type: renew_daily,
    PracticeRated.type: renew_daily,
}
