"""When a client's offline pack is made anew. A consumer of its own, because no offer waits for a pack."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from services.router.first_line import Packing
from services.router.ranking import stocked
from services.router.refold import remember
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
# Whoever notes the time first makes the pack; another replica waits for that row and finds nothing due any more.
NOTE_IF_DUE = sa.text(
    "INSERT INTO router.packs AS p (client, org, at) SELECT CAST(:client AS uuid), CAST(:org AS uuid),"
    " CAST(:at AS timestamptz) WHERE NOT EXISTS (SELECT FROM router.packs WHERE client = :client AND at > :due_before)"
    " ON CONFLICT (client) DO UPDATE SET at = excluded.at WHERE p.at <= CAST(:due_before AS timestamptz) RETURNING at"
)
NOTE = sa.text(
    "INSERT INTO router.packs AS p (client, org, at) VALUES (:client, :org, :at)"
    " ON CONFLICT (client) DO UPDATE SET at = greatest(p.at, excluded.at)"
)


async def renew(heard: Heard, work: Work) -> None:
    """What a client has set changes every order, and who joins has a pack before the first hard moment.

    It is remembered here too, whichever of the router's consumers hears it first.
    """
    await work.connection.execute(NOTE, noted(heard))
    rows = Rows(work.connection, work.key(heard.subject))
    await remember(heard, rows)
    await pack(heard, rows, work)


async def renew_daily(heard: Heard, work: Work) -> None:
    """Otherwise a day may pass, by the events' own time, whatever else is heard."""
    due = {**noted(heard), "due_before": heard.at - RENEWED_AFTER}
    if await work.connection.scalar(NOTE_IF_DUE, due) is not None:
        await pack(heard, Rows(work.connection, work.key(heard.subject)), work)


def noted(heard: Heard) -> dict[str, object]:
    return {"client": heard.subject, "org": heard.org, "at": heard.at}


async def pack(heard: Heard, rows: Rows, work: Work) -> None:
    await rows.look()
    packing = Packing(await rows.client(heard.at), heard.at, stocked())
    for _ in packing.by_feeling():
        # A pack takes longer than an offer, and the process has offers to make.
        await asyncio.sleep(0)
    await work.emit(heard, packing.packed())


HANDLERS: Mapping[str, Handler] = {
    ProfileChanged.type: renew,
    ClientJoined.type: renew,
    CheckInRecorded.type: renew_daily,
    PracticeFinished.type: renew_daily,
    PracticeStopped.type: renew_daily,
    PracticeRated.type: renew_daily,
}
