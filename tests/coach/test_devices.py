"""Random clients on random devices, with crashes, late arrivals and replays, against the real API on real Postgres."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

import httpx
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from services.coach.api import guide
from services.coach.decider import NotStarted, fold
from services.coach.main import build_api
from shared.events import PracticeRun
from tests.coach.believing import OK, Believed
from tests.coach.world import Person, World

T = TypeVar("T")
NEXT = -1
STEPS = {"full": 3, "tiny": 1}
EVENING = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=9)
sizes = some.sampled_from(["full", "tiny"])
responses = some.sampled_from([None, "again", "enough", 1, 1.5, True, ["a", "b"]])
numbers = some.sampled_from([NEXT, NEXT, NEXT, 1, 2, 3, 4, 0])
intensities = some.sampled_from([None, None, 1, 6, 10])
words = some.sampled_from([None, None, "helped", "a_bit", "no", "worse"])
people = some.integers(0, 1)
anyone = some.integers(0, 99)
mostly = some.sampled_from([True, True, False])
moments = some.integers(0, 300).map(lambda minutes: (EVENING + timedelta(minutes=minutes)).isoformat())
ends = some.fixed_dictionaries(
    {"how": some.sampled_from(["finished", "stopped"]), "intensity_after": intensities, "helped": words}
)
ratings = some.fixed_dictionaries({"intensity_after": intensities, "helped": words})


class Stage:
    """The API in this process, on an event loop that lasts for the whole test."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()

    def __enter__(self) -> "Stage":
        self.do(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self.do(self._stack.aclose())
        self._runner.close()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    async def _open(self) -> None:
        app = build_api(self.world.api_settings())
        await self._stack.enter_async_context(app.router.lifespan_context(app))
        transport = httpx.ASGITransport(app)
        self.http = await self._stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://c"))

    async def ask(self, who: Person, method: str, path: str, body: Any = None) -> httpx.Response:
        return await self.http.request(method, f"/v1/practices{path}", json=body, headers=who.headers)


@dataclass(frozen=True)
class Request:
    """As it was sent; it may be sent again at any later time."""

    kind: str
    practice: str
    path: str
    body: dict[str, Any]


@dataclass
class Client:
    who: Person
    practices: dict[str, Believed] = field(default_factory=dict)
    sent: list[Request] = field(default_factory=list)
    recorded: set[str] = field(default_factory=set)
    """The ids of requests that brought something about."""
    told: dict[str, Any] = field(default_factory=dict)
    """What each of those was answered the first time."""
    waiting: list[list[dict[str, Any]]] = field(default_factory=lambda: [[], []])
    """What waits on each of two devices until it is online."""
    early: str = field(default_factory=lambda: str(uuid4()))
    """A check-in that waits on a device too."""
    arrived: bool = False
    of_check_in: set[str] = field(default_factory=set)


class Devices(RuleBasedStateMachine):
    stage: ClassVar[Stage]
    met: ClassVar[Counter[str]] = Counter()

    @initialize()
    def two_clients(self) -> None:
        self.clients = [Client(self.stage.do(self.stage.world.client())) for _ in range(2)]

    def ask(self, client: Client, method: str, path: str, body: Any = None) -> httpx.Response:
        return self.stage.do(self.stage.ask(client.who, method, path, body))

    def chosen(self, whose: int, which: int) -> tuple[Client, str]:
        """A practice of this client, or of the other one where this one has none."""
        client = self.clients[whose] if self.clients[whose].practices else self.clients[1 - whose]
        return client, list(client.practices)[which % len(client.practices)]

    def some_practice(self) -> bool:
        return any(client.practices for client in self.clients)

    @rule(whose=people, size=sizes, at=moments, steps=some.integers(0, 3), crash=some.booleans())
    def a_practice_begins(self, whose: int, size: str, at: str, steps: int, crash: bool) -> None:
        """And goes on for some steps."""
        practice = str(uuid4())
        body = {"id": practice, "technique_id": "three-slow-breaths", "version": size, "occurred_at": at}
        self.send(self.clients[whose], Request("start", practice, "", body), crash=crash)
        for n in range(1, steps + 1):
            self.send(self.clients[whose], Request("step", practice, f"/{practice}/steps/{n}", {"response": None}))

    @precondition(some_practice)
    @rule(whose=people, which=anyone, n=numbers, response=responses, named=mostly, crash=some.booleans())
    def a_step_is_done(self, whose: int, which: int, n: int, response: Any, named: bool, crash: bool) -> None:
        client, practice = self.chosen(whose, which)
        n = len(client.practices[practice].responses) + 1 if n == NEXT else n
        body = {"response": response} | ({"id": str(uuid4())} if named else {})
        self.send(client, Request("step", practice, f"/{practice}/steps/{n}", body), crash=crash)

    @precondition(some_practice)
    @rule(
        whose=people,
        which=anyone,
        kind=some.sampled_from(["finish", "finish", "stop", "rate"]),
        said=ratings,
        named=mostly,
        crash=some.booleans(),
    )
    def it_ends_or_is_rated(
        self, whose: int, which: int, kind: str, said: dict[str, Any], named: bool, crash: bool
    ) -> None:
        client, practice = self.chosen(whose, which)
        ended = [name for name, each in client.practices.items() if each.end is not None]
        practice = ended[which % len(ended)] if kind == "rate" and ended and crash else practice
        body = said | ({"id": str(uuid4())} if named else {})
        self.send(client, Request(kind, practice, f"/{practice}/{kind}", body), crash=crash)

    @precondition(some_practice)
    @rule(whose=people, which=anyone, counted=some.booleans())
    def an_old_request_arrives_once_more(self, whose: int, which: int, counted: bool) -> None:
        client, _ = self.chosen(whose, which)
        old = [each for each in client.sent if not counted or each.body.get("id") in client.recorded]
        if old:
            self.send(client, old[which % len(old)])

    @rule(
        whose=people,
        device=people,
        which=anyone,
        known=some.booleans(),
        moment=some.booleans(),
        size=sizes,
        at=moments,
        steps=some.lists(responses, max_size=4),
        shuffled=anyone.map(lambda number: number > 89),
        end=some.none() | ends,
        rated=some.none() | some.none() | ratings,
        back=some.booleans(),
        crash=some.booleans(),
    )
    def something_is_practised_offline(
        self,
        whose: int,
        device: int,
        which: int,
        known: bool,
        moment: bool,
        size: str,
        at: str,
        steps: list[Any],
        shuffled: bool,
        end: dict[str, Any] | None,
        rated: dict[str, Any] | None,
        back: bool,
        crash: bool,
    ) -> None:
        """A new practice, or more of one that another device knows too."""
        client = self.clients[whose]
        practice = str(uuid4())
        if known and client.practices:
            practice = self.chosen(whose, which)[1]
            moment = practice in client.of_check_in
            size = client.practices[practice].size
        done = [{"n": n, "response": response} for n, response in enumerate(steps[: STEPS[size] + 1], 1)]
        sent: dict[str, Any] = {
            "id": practice,
            "technique_id": "three-slow-breaths",
            "version": size,
            "occurred_at": at,
        }
        sent |= {"steps": done[::-1] if shuffled else done, "end": end, "rated": rated}
        client.of_check_in |= {practice} if moment else set()
        client.waiting[device].append(sent | ({"check_in_id": client.early} if moment else {}))
        if back:
            self.send_waiting(client, client.waiting[device], crash=crash, learns=True)

    def something_waits(self) -> bool:
        return any(any(client.waiting) for client in self.clients)

    @precondition(something_waits)
    @rule(which=anyone, order=some.randoms(use_true_random=False), crash=some.booleans(), learns=some.booleans())
    def a_device_is_online_again(self, which: int, order: Any, crash: bool, learns: bool) -> None:
        waiting = [(client, batch) for client in self.clients for batch in client.waiting if batch]
        client, batch = waiting[which % len(waiting)]
        order.shuffle(batch)
        self.send_waiting(client, batch, crash=crash, learns=learns)

    def send_waiting(self, client: Client, batch: list[dict[str, Any]], *, crash: bool, learns: bool) -> None:
        """A device that does not learn that it was taken in brings all of it once more."""
        for _ in range(1 + crash):
            expected = {place: self.join(client, batch[place]) for place in self.by_start(batch)}
            answer = self.ask(client, "POST", "/batch", {"practices": batch})
            statuses = [each["status"] for each in answer.json()["results"]]
            assert statuses == [expected[place] for place in range(len(batch))], answer.text
            self.met.update(f"batch {status}" for status in statuses)
        for sent in batch:
            self.look(client, sent["id"])
        if learns:
            batch.clear()

    @staticmethod
    def by_start(batch: list[dict[str, Any]]) -> list[int]:
        return sorted(range(len(batch)), key=lambda place: datetime.fromisoformat(batch[place]["occurred_at"]))

    def join(self, client: Client, sent: dict[str, Any]) -> int:
        """What the model makes of one practice of a batch."""
        practice, check_in = sent["id"], sent.get("check_in_id")
        believed = client.practices.get(practice)
        if believed is None and check_in is not None and not client.arrived:
            return 409
        new = believed is None
        before = believed or Believed(sent["technique_id"], sent["version"], STEPS[sent["version"]])
        status, after = before.joined(sent, new=new)
        if status == 201:
            client.practices[practice] = after
        return status

    @rule(whose=people)
    def the_check_in_of_the_same_stretch_arrives(self, whose: int) -> None:
        client = self.clients[whose]
        if not client.arrived:
            early = self.stage.world.check_in(client.who, 9, id=UUID(client.early), ago=timedelta(hours=10))
            self.stage.do(early)
            client.arrived = True

    @precondition(some_practice)
    @rule(whose=people, which=anyone, one=responses, other=responses)
    def two_devices_answer_the_same_step_at_once(self, whose: int, which: int, one: Any, other: Any) -> None:
        client, practice = self.chosen(whose, which)
        believed = client.practices[practice]
        if believed.shown()["next_step"] is None:
            return
        path = f"/{practice}/steps/{len(believed.responses) + 1}"

        async def both() -> list[httpx.Response]:
            asked = (self.stage.ask(client.who, "POST", path, {"response": each}) for each in (one, other))
            return list(await asyncio.gather(*asked))

        answers = self.stage.do(both())
        same = type(one) is type(other) and one == other
        assert sorted(each.status_code for each in answers) == ([200, 200] if same else [200, 409])
        won = next(said for said, each in zip((one, other), answers, strict=True) if each.status_code == 200)
        assert believed.step(len(believed.responses) + 1, won) == OK
        lost = [each.json() for each in answers if each.status_code == 409]
        assert all(each["practice"]["steps_done"] == len(believed.responses) for each in lost)
        self.met["two at once"] += 1
        self.look(client, practice)

    @precondition(some_practice)
    @rule(whose=people, which=anyone)
    def two_devices_end_it_at_once_in_two_ways(self, whose: int, which: int) -> None:
        client, practice = self.chosen(whose, which)
        believed = client.practices[practice]
        if believed.end is not None:
            return
        ways = ("finish", "stop") * 2

        async def all_of_them() -> list[httpx.Response]:
            asked = (self.stage.ask(client.who, "POST", f"/{practice}/{way}", {"helped": "no"}) for way in ways)
            return list(await asyncio.gather(*asked))

        statuses = [each.status_code for each in self.stage.do(all_of_them())]
        won = [way for way, status in zip(ways, statuses, strict=True) if status == OK]
        assert won in (["finish"] * 2, ["stop"] * 2), "one way, and the same again is the same"
        assert believed.finish({"finish": "finished", "stop": "stopped"}[won[0]], None, "no") == OK
        self.look(client, practice)

    @precondition(some_practice)
    @rule(whose=people, which=anyone)
    def somebody_else_tries(self, whose: int, which: int) -> None:
        hers, practice = self.chosen(whose, which)
        other = next(each for each in self.clients if each is not hers)
        for method, path in (("GET", ""), ("POST", "/steps/1"), ("POST", "/stop"), ("POST", "/finish")):
            assert self.ask(other, method, f"/{practice}{path}", {}).status_code == 404
        self.look(hers, practice)

    def send(self, client: Client, request: Request, *, crash: bool = False) -> None:
        """Send it, and where the answer was lost once more."""
        client.sent.append(request)
        for _ in range(1 + crash):
            expected = self.expected(client, request)
            answer = self.ask(client, "POST", request.path, request.body)
            assert answer.status_code == expected, (request.kind, answer.text)
            self.met[f"{request.kind} {expected}"] += 1
            if (given := request.body.get("id")) in client.recorded:
                said = {name: value for name, value in answer.json().items() if name != "next"}
                first = client.told.setdefault(given, said)
                self.met["the first answer again"] += first is not said
                assert first == said
            if expected == 409:
                shown = client.practices[request.practice].shown()
                where = {name: shown[name] for name in ("state", "steps_total", "steps_done", "next_step")}
                assert answer.json()["practice"] == {"id": request.practice} | where
        self.look(client, request.practice)

    def expected(self, client: Client, request: Request) -> int:
        """The status that is due; what it brings about is believed from now on."""
        body, given = request.body, request.body.get("id")
        if request.kind == "start":
            size = body["version"]
            client.practices.setdefault(request.practice, Believed(body["technique_id"], size, STEPS[size]))
            return 201
        if given in client.recorded:
            return OK
        believed = client.practices[request.practice]
        before, said = believed.events, (body.get("intensity_after"), body.get("helped"))
        match request.kind:
            case "step":
                status = believed.step(int(request.path.rpartition("/")[2]), body["response"])
            case "rate":
                status = believed.rate(*said)
            case end:
                status = believed.finish({"finish": "finished", "stop": "stopped"}[end], *said)
        if given is not None and believed.events > before:
            client.recorded.add(given)
        return status

    def look(self, client: Client, practice: str) -> None:
        """What GET answers is what is believed; what was never taken in is not there."""
        answer = self.ask(client, "GET", f"/{practice}")
        if practice not in client.practices:
            assert answer.status_code == 404
            return
        shown = answer.json()
        given = [each["response"] for each in shown["steps"] if each["done"]]
        believed = client.practices[practice].shown()
        assert shown | {"responses": given} | believed == shown | {"responses": given}
        assert [type(each) for each in given] == [type(each) for each in believed["responses"]]

    def teardown(self) -> None:
        """The log holds what is believed, each thing once, and folds into it."""
        for client in getattr(self, "clients", ()):
            for old in [*client.sent]:
                if old.body.get("id") in client.told:
                    self.send(client, old)
            events = self.stage.do(self.stage.world.heard(client.who))
            assert len({each.id for each in events}) == len(events)
            mine = [each.data for each in events if isinstance(each.data, PracticeRun)]
            assert Counter(str(each.practice_id) for each in mine) == Counter(
                {name: each.events for name, each in client.practices.items()}
            )
            for name, believed in client.practices.items():
                state = fold([each for each in mine if str(each.practice_id) == name])
                assert not isinstance(state, NotStarted)
                assert list(state.responses) == believed.responses
                self.look(client, name)


@pytest.fixture
def stage(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(guide, "NEXT_SECONDS", 0.0)  # Nobody makes offers here.
    with Stage(world) as stage:
        yield stage


@pytest.mark.timeout(400)
def test_whatever_devices_send_and_however_often_one_true_practice_comes_of_it(stage: Stage) -> None:
    Devices.stage = stage
    Devices.met.clear()
    run_state_machine_as_test(
        Devices,
        settings=settings(
            max_examples=70,
            stateful_step_count=40,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    met = {"batch 201", "batch 409", "batch 422", "step 200", "step 409", "step 422", "finish 200", "finish 409"}
    assert met | {"rate 200", "rate 409", "stop 200", "start 201", "two at once"} <= set(Devices.met)
