"""People who check in at a steady rate, and remember what they were told."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx

from tests.integration.people import Person, moment, someone

MOST = 3000
REPEAT_SECONDS = 40.0
NOT_NOW = 503


@dataclass(frozen=True, slots=True)
class Sent:
    """One check-in as it was posted, and by whom."""

    person: Person
    id: UUID
    body: dict[str, Any]


@dataclass
class Load:
    """`answered` are the check-ins with a 2xx; what is sent and not answered may or may not be recorded."""

    people: Sequence[Person]
    http: httpx.AsyncClient
    sent: dict[UUID, Sent] = field(default_factory=dict)
    answered: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    trouble: Counter[str] = field(default_factory=Counter)

    @contextlib.asynccontextmanager
    async def at(self, rate: float) -> AsyncIterator[None]:
        """New check-ins, `rate` a second, for as long as the block lasts; then whatever is in flight is waited for."""
        stopping = asyncio.Event()
        running = asyncio.create_task(self._keep_saying(rate, stopping))
        try:
            yield
        finally:
            stopping.set()
            await running

    async def say(self, count: int) -> None:
        """Check-ins without any pause."""
        await asyncio.gather(*(self.post(self.new()) for _ in range(count)))

    async def grows(self, count: int) -> None:
        """Wait until so many more check-ins are answered."""
        wanted = len(self.answered) + count
        async with asyncio.timeout(30):
            while len(self.answered) < wanted:
                await asyncio.sleep(0.01)

    async def repeat(self) -> int:
        """Send again, under the same ids, what was not answered, until it is; gives how many that were."""
        missing = [sent for sent in self.sent.values() if sent.id not in self.answered]
        async with asyncio.timeout(REPEAT_SECONDS):
            left = missing
            while left:
                await asyncio.gather(*(self.post(sent) for sent in left))
                left = [sent for sent in left if sent.id not in self.answered]
                await asyncio.sleep(0.2 if left else 0)
        return len(missing)

    async def post(self, sent: Sent) -> httpx.Response | None:
        """Post a check-in; None if no answer came."""
        try:
            answer = await self.http.post("/v1/check-ins", json=sent.body, headers=sent.person.headers)
        except httpx.TransportError as error:
            self.trouble[type(error).__name__] += 1
            return None
        if answer.is_success:
            self.answered.setdefault(sent.id, answer.json())
        else:
            self.trouble[str(answer.status_code)] += 1
            assert answer.status_code == NOT_NOW, f"{answer.status_code}: {answer.text[:500]}"
        return answer

    def new(self, person: Person | None = None) -> Sent:
        """A check-in that is remembered as sent, whoever sends it."""
        number, id = len(self.sent), uuid4()
        sent = Sent(person or someone(self.people, number), id, moment(number, id))
        self.sent[id] = sent
        return sent

    async def _keep_saying(self, rate: float, stopping: asyncio.Event) -> None:
        clock = asyncio.get_running_loop()
        began, said = clock.time(), 0
        async with asyncio.TaskGroup() as group:
            while not stopping.is_set() and said < MOST:
                group.create_task(self.post(self.new()))
                said += 1
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout_at(began + said / rate):
                        await stopping.wait()
