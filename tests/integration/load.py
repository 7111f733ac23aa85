"""People who check in at a steady rate, and remember what they were told."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx

from tests.databases import until
from tests.integration.people import Person, moment

MOST = 3000
REPEAT_SECONDS = 40.0
GROW_SECONDS = 40.0
NOT_NOW = 503
FLEETING, REPLACING = 15, 16  # Every so many check-ins one is taken back, and one replaces an earlier one.


@dataclass(frozen=True, slots=True)
class Sent:
    """One check-in as it was posted, and by whom; a fleeting one is taken back as soon as it is answered."""

    person: Person
    id: UUID
    body: dict[str, Any]
    fleeting: bool = False


@dataclass
class Load:
    """`answered` are the check-ins with a 2xx, `taken_back` those whose retraction has one; what was sent and not
    answered may or may not be recorded. `trouble` counts what was answered instead."""

    people: Sequence[Person]
    http: httpx.AsyncClient
    sent: dict[UUID, Sent] = field(default_factory=dict)
    answered: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    taken_back: set[UUID] = field(default_factory=set)
    trouble: Counter[str] = field(default_factory=Counter)
    _latest: dict[UUID, UUID] = field(default_factory=dict)

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
        await asyncio.gather(*(self._carry_out(self._next()) for _ in range(count)))

    async def grows(self, count: int) -> None:
        """Wait until so many more check-ins are answered."""
        wanted = len(self.answered) + count

        async def grown() -> bool:
            return len(self.answered) >= wanted

        await until(grown, GROW_SECONDS)

    async def repeat(self) -> int:
        """Do again, under the same ids, what was not answered, until it is; gives how many that were."""
        missing = self._missing()
        async with asyncio.timeout(REPEAT_SECONDS):
            while left := self._missing():
                await asyncio.gather(*(self._carry_out(sent) for sent in left))
                await asyncio.sleep(0.1)
        return len(missing)

    async def post(self, sent: Sent) -> None:
        answer = await self._ask("POST", "/v1/check-ins", sent)
        if answer is not None:
            self.answered.setdefault(sent.id, answer.json())
            self._latest[sent.person.subject] = sent.id

    async def take_back(self, sent: Sent) -> None:
        if await self._ask("DELETE", f"/v1/check-ins/{sent.id}", sent) is not None:
            self.taken_back.add(sent.id)

    async def _carry_out(self, sent: Sent) -> None:
        if sent.id not in self.answered:
            await self.post(sent)
        if sent.fleeting and sent.id in self.answered:
            await self.take_back(sent)

    def _missing(self) -> list[Sent]:
        return [
            sent
            for sent in self.sent.values()
            if sent.id not in self.answered or (sent.fleeting and sent.id not in self.taken_back)
        ]

    async def _ask(self, method: str, path: str, sent: Sent) -> httpx.Response | None:
        """The answer, if it is a 2xx. Anything but that, "not now" and no answer at all is a fault."""
        body = sent.body if method == "POST" else None
        try:
            answer = await self.http.request(method, path, json=body, headers=sent.person.headers)
        except httpx.TransportError as error:
            self.trouble[type(error).__name__] += 1
            return None
        if answer.is_success:
            return answer
        self.trouble[str(answer.status_code)] += 1
        assert answer.status_code == NOT_NOW, f"{method} was answered {answer.status_code}: {answer.text[:500]}"
        return None

    def new(self, person: Person | None = None) -> Sent:
        """A check-in that is remembered as sent, whoever sends it."""
        return self._remember(person or self._turn(), {})

    def _next(self) -> Sent:
        """What somebody does next: checks in, and now and then takes it back, or replaces an earlier one."""
        number, person = len(self.sent), self._turn()
        earlier = self._latest.get(person.subject)
        replaces = {"replaces": str(earlier)} if earlier and number % REPLACING == 0 else {}
        return self._remember(person, replaces, fleeting=number % FLEETING == 0)

    def _turn(self) -> Person:
        return self.people[len(self.sent) % len(self.people)]

    def _remember(self, person: Person, more: dict[str, Any], *, fleeting: bool = False) -> Sent:
        id = uuid4()
        sent = Sent(person, id, moment(len(self.sent), id) | more, fleeting)
        self.sent[id] = sent
        return sent

    async def _keep_saying(self, rate: float, stopping: asyncio.Event) -> None:
        clock = asyncio.get_running_loop()
        began, said = clock.time(), 0
        async with asyncio.TaskGroup() as group:
            while not stopping.is_set() and said < MOST:
                group.create_task(self._carry_out(self._next()))
                said += 1
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout_at(began + said / rate):
                        await stopping.wait()
