"""python -m services.router rebuild: build rows again from the log, beside a worker that goes on."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text

from services.router.clinics import forget_threshold, keep_threshold
from services.router.constants import REGULATE_FIRST_FROM
from services.router.profile import threshold_in
from services.router.refold import SERVICES, remember
from services.router.replayed import Replayed
from services.router.streams import Streams
from services.router.views import Rows
from shared.database import Database
from shared.keyring import Heard, Keyring, SubjectKey

USAGE: Final = "usage: rebuild [CLIENT-ID]"
DONE, NOT_FOUND, WRONG_USAGE = 0, 1, 2
SUBJECTS: Final = 50  # between two marks of how far it has come
BEGINNING: Final = UUID(int=0)

NEXT = text(
    "SELECT subject, kind FROM log.subject_keys WHERE kind IN ('client', 'clinic') AND state = 'active'"
    " AND subject > :after ORDER BY subject LIMIT :most"
)
KIND = text("SELECT kind FROM log.subject_keys WHERE subject = :subject AND state = 'active'")
BEGUN = text("SELECT after, rebuilt, unreadable FROM router.rebuilds")
MARK = text(
    "INSERT INTO router.rebuilds (after, rebuilt, unreadable) VALUES (:after, :rebuilt, :unreadable)"
    " ON CONFLICT (single) DO UPDATE"
    " SET after = excluded.after, rebuilt = excluded.rebuilt, unreadable = excluded.unreadable"
)
ENDED = text("DELETE FROM router.rebuilds")


async def rebuild_command(
    arguments: Sequence[str], *, database: Database, keyring: Keyring, say: Callable[[str], None] = print
) -> int:
    """All rows, or those of one client; returns the process's exit code. `database` is the worker's."""
    rebuild = Rebuild(database, keyring, say)
    match list(arguments):
        case []:
            return await rebuild.all()
        case [given]:
            try:
                client = UUID(given)
            except ValueError:
                pass
            else:
                return await rebuild.one(client)
    say(USAGE)
    return WRONG_USAGE


class Rebuild:
    """Each client in a transaction of its own that holds their row, so that their events wait for it meanwhile.

    Events that nobody can open are left out and counted, as the worker gives them up. What it hears later although it
    is in the rows already changes nothing.
    """

    def __init__(self, database: Database, keyring: Keyring, say: Callable[[str], None]) -> None:
        self._database = database
        self._streams = Streams(database, keyring)
        self._say = say
        self._rebuilt = 0

    async def one(self, subject: UUID) -> int:
        """One client, or the threshold of one clinic."""
        async with self._database.unit_of_work(None) as unit:
            kind = await unit.connection.scalar(KIND, {"subject": subject})
        if kind not in ("client", "clinic"):
            self._say("There is no such client, or nothing of theirs can be read any more.")
            return NOT_FOUND
        await self._subject(subject, kind)
        self._tell()
        return DONE

    async def all(self) -> int:
        """Every client and clinic, from where the last run was interrupted."""
        after = await self._begun()
        while subjects := await self._next(after):
            for subject, kind in subjects:
                await self._subject(subject, kind)
            after = subjects[-1][0]
            await self._mark(after)
            self._tell()
        async with self._database.unit_of_work(None) as unit:
            await unit.connection.execute(ENDED)
        self._say("Done.")
        return DONE

    async def _begun(self) -> UUID:
        async with self._database.unit_of_work(None) as unit:
            begun = (await unit.connection.execute(BEGUN)).one_or_none()
        if begun is None:
            return BEGINNING
        self._rebuilt, self._streams.unreadable = begun.rebuilt, begun.unreadable
        self._say("An earlier run was interrupted; this one goes on where it was.")
        after: UUID = begun.after
        return after

    async def _next(self, after: UUID) -> list[tuple[UUID, str]]:
        async with self._database.unit_of_work(None) as unit:
            found = await unit.connection.execute(NEXT, {"after": after, "most": SUBJECTS})
            return [(row.subject, row.kind) for row in found]

    async def _mark(self, after: UUID) -> None:
        marked = {"after": after, "rebuilt": self._rebuilt, "unreadable": self._streams.unreadable}
        async with self._database.unit_of_work(None) as unit:
            await unit.connection.execute(MARK, marked)

    def _tell(self) -> None:
        left = self._streams.unreadable
        self._say(
            f"{self._rebuilt} rebuilt" + (f", {left} events left out because they cannot be read" if left else "")
        )

    async def _subject(self, subject: UUID, kind: str) -> None:
        async with self._database.unit_of_work(None) as unit:
            key = await self._streams.key(unit, subject)
        if key is not None:
            self._rebuilt += await (self._client(key) if kind == "client" else self._clinic(key))

    async def _client(self, key: SubjectKey) -> bool:
        """Most of the log is read before the row is held; what has come meanwhile, after. False if erased meanwhile."""
        kept, read = Replayed(), dict[str, int]()
        for service in SERVICES:
            heard, read[service] = await self._streams.read(key, service)
            await take_in(kept, heard)
        async with self._database.unit_of_work(None) as unit:
            if await self._streams.key(unit, key.subject) is None:
                return False
            rows = Rows(unit.connection, key)
            await rows.lock()
            for service in SERVICES:
                await take_in(kept, await self._streams.rest(unit, key, service, read[service]))
            await rows.replace(kept)
        return True

    async def _clinic(self, key: SubjectKey) -> bool:
        """The threshold that stands; events that come meanwhile are newer and go over it."""
        heard, _ = await self._streams.read(key, "clinic")
        said = [(each.version, threshold) for each in heard if (threshold := threshold_in(each.data)) is not None]
        version, threshold = max(said, default=(0, REGULATE_FIRST_FROM))
        async with self._database.unit_of_work(None) as unit:
            await forget_threshold(unit.connection, key.subject, version)
            if said:
                await keep_threshold(unit.connection, key.org, key.subject, version, threshold)
        return True


async def take_in(kept: Replayed, heard: Sequence[Heard]) -> None:
    for each in heard:
        await remember(each, kept)
