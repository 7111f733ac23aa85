"""Events that come into the log by another way than through an API: sealed here, appended with the API's role."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from shared.database import Database
from shared.events import CheckInRecorded, PracticeFinished, PracticeStarted
from shared.keyring import FileKeyProvider, Keyring, SubjectKey, derived_id, seal_event
from shared.log import NewEvent, Unit
from tests.databases import FreshDatabase
from tests.integration.load import Sent
from tests.integration.people import Person

TECHNIQUE = "three-slow-breaths"


@dataclass
class Planter:
    """Holds the keys of people."""

    keys: dict[UUID, SubjectKey]

    def unit(self, sent: Sent) -> Unit:
        """A check-in as the API would record it, without its note."""
        now = datetime.now(UTC)
        data = CheckInRecorded(emotions=sent.body["emotions"], intensity=sent.body["intensity"], occurred_at=now)
        event = seal_event(self.keys[sent.person.subject], id=sent.id, data=data, occurred_at=now)
        return Unit(sent.person.org, sent.person.subject, (event,))

    def practice(self, sent: Sent, after: int) -> Unit:
        """A practice that answers a check-in, begun and finished, as the coach would record it."""
        now, practice, key = datetime.now(UTC), uuid4(), self.keys[sent.person.subject]
        run: dict[str, Any] = {
            "practice_id": practice,
            "technique_id": TECHNIQUE,
            "check_in_id": sent.id,
            "emotions": sent.body["emotions"],
            "intensity_before": sent.body["intensity"],
            "started_at": now,
        }
        started = seal_event(key, id=practice, data=PracticeStarted(**run, steps=3), occurred_at=now)
        ended = PracticeFinished(**run, intensity_after=after, helped="a_bit")
        finished = seal_event(key, id=derived_id(practice, "finish"), data=ended, occurred_at=now)
        return Unit(sent.person.org, sent.person.subject, (started, finished))

    def poison(self, person: Person) -> Unit:
        """What calls itself a check-in, opens under the person's key, and is none."""
        key, id, body = self.keys[person.subject], uuid4(), b'{"emotions": "many", "intensity": "nine"}'
        sealed = key.seal_event(body, id, CheckInRecorded.type)
        event = NewEvent(id, CheckInRecorded.type, datetime.now(UTC), sealed, key.digest(body))
        return Unit(person.org, person.subject, (event,))


async def planter_for(people: list[Person], database: FreshDatabase, keys: Path) -> Planter:
    reader = Database(database.url("router_worker"), pool_size=1)
    try:
        async with reader.unit_of_work(None) as unit:
            keyring = Keyring(FileKeyProvider(keys), reader)
            return Planter(await keyring.keys(unit.connection, {person.subject for person in people}))
    finally:
        await reader.stop()
