"""What must be true after every fault: nothing lost, nothing twice, chains whole, read models as the log says."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from services.coach.safety import due_cards
from services.router.refold import refold
from services.router.tables import MOMENTS, RUNS
from services.router.views import Rows
from shared.bus import Work
from shared.catalogue import load_catalogue
from shared.database import Database
from shared.events import CardShown, CheckInRecorded, CheckInRetracted, PracticeFinished, TechniqueRecommended
from shared.keyring import FileKeyProvider, Heard, Keyring, SubjectKey, derived_id, open_event
from shared.log import Recorded, verify_stream
from tests.databases import FreshDatabase, connected, until
from tests.integration.load import Load

CONSUMERS = ("router", "coach")
SETTLE_SECONDS = 40.0
EVENTS = (
    "SELECT id, org, subject, service, version, type, occurred_at, recorded_at, body, content, chain, tx, position"
    " FROM log.events ORDER BY subject, service, version"
)
BEHIND = (
    "SELECT NOT EXISTS (SELECT FROM {0}.inbox) AND NOT EXISTS (SELECT FROM {0}.retries)"
    " AND (SELECT count(DISTINCT (subject, event)) FROM {0}.dead_letters) = $1"
    " AND (SELECT bool_and(c.behind = '{{}}' AND (c.tx, c.position) >= (SELECT e.tx, e.position FROM log.events e"
    " ORDER BY e.tx DESC, e.position DESC LIMIT 1)) FROM {0}.checkpoints c)"
)
Stream = tuple[UUID, str]


class NotSettled(AssertionError):
    """A consumer has not handled everything in time."""


@dataclass
class Truth:
    """Reads the whole log as its owner, and opens it."""

    database: FreshDatabase
    keys: Path
    consumers: Sequence[str] = CONSUMERS
    opened: dict[UUID, list[Heard]] = field(default_factory=lambda: defaultdict(list))

    async def settled(self, dead: int = 0, seconds: float = SETTLE_SECONDS) -> None:
        """Wait until every consumer's checkpoint has reached the end of the log, with nothing left behind it: every
        event is handled, or is one of the router's `dead` letters, and the inboxes are pruned. Raises NotSettled."""
        async with connected(self.database.owner) as owner:
            left: list[str] = []

            async def nothing_left() -> bool:
                left[:] = [
                    each for each in self.consumers if not await owner.fetchval(BEHIND.format(each), *letters(each))
                ]
                return not left

            def letters(consumer: str) -> tuple[int]:
                return (dead if consumer == "router" else 0,)

            try:
                await until(nothing_left, seconds)
            except AssertionError:
                raise NotSettled(f"{' and '.join(left)} left something behind for {seconds} seconds") from None

    async def verify(self, load: Load | None, dead: int = 0) -> None:
        """Without `load`, who looks knows by themselves what has to be there."""
        async with connected(self.database.owner) as owner:
            events = [Recorded(*row) for row in await owner.fetch(EVENTS)]
            heads = await owner.fetch("SELECT subject, service, version, chain FROM log.heads WHERE version > 0")
            given_up = {tuple(row) for row in await owner.fetch("SELECT subject, event FROM router.dead_letters")}
            kept_notes = {row["event_id"] for row in await owner.fetch("SELECT event_id FROM log.note_keys")}
        assert len(given_up) == dead
        chains_are_whole(events, heads)
        readable = [event for event in events if (event.subject, event.id) not in given_up]
        if load is not None:
            assert not kept_notes & load.taken_back, "the key of a note outlived its check-in"
            nothing_is_lost(readable, load)
        database = Database(self.database.url("router_worker"), pool_size=1)
        try:
            await self._open(readable, database)
            one_offer_for_each(self.opened)
            cards_as_due(self.opened)
            unreadable = {subject for subject, _ in given_up}
            for client in sorted(self.opened.keys() - unreadable):
                await self._refolds(client, database)
        finally:
            await database.stop()

    async def _open(self, events: Sequence[Recorded], database: Database) -> None:
        async with database.unit_of_work(None) as unit:
            self._keys = await Keyring(FileKeyProvider(self.keys), database).keys(
                unit.connection, {event.subject for event in events}
            )
        for event in events:
            self.opened[event.subject].append(open_event(self._keys[event.subject], event))

    async def _refolds(self, client: UUID, database: Database) -> None:
        """The rows kept for a client are what the log alone gives, and hold every check-in."""
        async with database.unit_of_work(None) as unit:
            work = Work(unit, self._keys)
            kept = await rows_of(self._keys[client], work)
            await refold(client, work)
            assert kept == await rows_of(self._keys[client], work)
        said = {heard.id for heard in self.opened[client] if isinstance(heard.data, CheckInRecorded)}
        assert {row[0] for row in kept["moments"]} == said


async def rows_of(key: SubjectKey, work: Work) -> dict[str, Any]:
    """A client's read model: what it says when opened, and the columns that are not sealed."""
    rows = Rows(work.connection, key)
    await rows.lock()
    client = await rows.client(datetime.now(UTC))
    moments = await work.connection.execute(
        MOMENTS.select()
        .with_only_columns(
            MOMENTS.c.id, MOMENTS.c.org, MOMENTS.c.version, MOMENTS.c.at, MOMENTS.c.replaces, MOMENTS.c.retracted
        )
        .where(MOMENTS.c.client == key.subject)
        .order_by(MOMENTS.c.id)
    )
    runs = await work.connection.execute(
        RUNS.select()
        .with_only_columns(RUNS.c.id, RUNS.c.org, RUNS.c.version)
        .where(RUNS.c.client == key.subject)
        .order_by(RUNS.c.id)
    )
    return {
        "check-ins": dict(client.check_ins),
        "retracted": client.retracted,
        "replaced": client.replaced_by,
        "practices": sorted(client.practices, key=lambda each: each.id),
        "told": client.told,
        "threshold": client.regulate_first_from,
        "versions": client.versions,
        "moments": [tuple(row) for row in moments],
        "runs": [tuple(row) for row in runs],
    }


def chains_are_whole(events: Sequence[Recorded], heads: Sequence[asyncpg.Record]) -> None:
    """Versions without a gap, every link right, and every head at the end of its stream."""
    streams: dict[Stream, list[Recorded]] = defaultdict(list)
    for event in events:
        streams[event.subject, event.service].append(event)
    for stream in streams.values():
        verify_stream(stream)
    assert {name: (stream[-1].version, stream[-1].chain) for name, stream in streams.items()} == {
        (head["subject"], head["service"]): (head["version"], head["chain"]) for head in heads
    }


def nothing_is_lost(events: Sequence[Recorded], load: Load) -> None:
    """Every check-in and retraction that was answered with a 2xx is there once, and no check-in that nobody sent."""
    found = Counter((event.subject, event.id) for event in events if event.service == "checkin")
    assert set(found.values()) <= {1}
    said = {id: load.sent[id].person.subject for id in load.answered}
    answered = {(subject, id) for id, subject in said.items()}
    answered |= {(said[id], derived_id(id, CheckInRetracted.type)) for id in load.taken_back}
    assert answered <= found.keys(), f"{len(answered - found.keys())} of {len(answered)} are lost"
    sent = {(each.person.subject, each.id) for each in load.sent.values()}
    assert {(event.subject, event.id) for event in events if event.type == CheckInRecorded.type} <= sent


def one_offer_for_each(opened: Mapping[UUID, Sequence[Heard]]) -> None:
    """Exactly one offer for each check-in and each rated practice, under the id that derives from it; at most one where
    the check-in was taken back."""
    for heard in opened.values():
        gone = {each.data.check_in_id for each in heard if isinstance(each.data, CheckInRetracted)}
        finished = [each.data for each in heard if isinstance(each.data, PracticeFinished)]
        causes = {each.id: each.id for each in heard if isinstance(each.data, CheckInRecorded)}
        causes |= {each.practice_id: each.check_in_id or each.practice_id for each in finished}
        needed = {cause for cause, check_in in causes.items() if check_in not in gone}
        offers = [each for each in heard if isinstance(each.data, TechniqueRecommended)]
        found = Counter(each.data.cause for each in offers if isinstance(each.data, TechniqueRecommended))
        assert set(found.values()) <= {1}
        assert needed <= found.keys() <= causes.keys()
        assert {each.id for each in offers} == {derived_id(cause, TechniqueRecommended.type) for cause in found}


def cards_as_due(opened: Mapping[UUID, Sequence[Heard]]) -> None:
    """Every card that the rules ask for was shown once, and no other."""
    emotions = load_catalogue().emotions
    for heard in opened.values():
        offers = [each for each in heard if isinstance(each.data, TechniqueRecommended)]
        due = Counter((card.cause, card.card) for offer in offers for card in due_cards(offer, heard, emotions))
        shown = Counter((each.data.cause, each.data.card) for each in heard if isinstance(each.data, CardShown))
        assert shown == due
