"""The open stream on real servers: any number of devices, without loss, without repeats, and with an end."""

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from starlette.types import Message

from deploy.gateway.proxy import create_gateway
from deploy.gateway.table import load_table
from services.coach import main
from services.coach.api import streaming
from services.coach.api.feed import Feed
from services.coach.api.followers import Followers
from services.coach.main import build_api
from shared.auth import Principal
from shared.bus import Tail
from shared.database import Database
from shared.events import CONTRACTS, CardShown, Contract
from shared.http import Problem
from shared.log import GroupCommit, PostgresLog, Recorded
from shared.telemetry import metrics
from tests.coach.listening import listening, served
from tests.coach.test_process import began, environment, ready
from tests.coach.world import Person, World
from tests.databases import until
from tests.local.serving import serving

SAMPLES = Path(__file__).parents[2] / "shared" / "events" / "samples"
SAYS = {"coach": "coach_api", "router": "router_worker", "notifier": "notifier_worker", "reports": "reports_api"}
TOLD = {
    "technique.recommended": ("offer", "cause"),
    "first_line.prepared": ("pack", None),
    "occurrence.sent": ("reminder", "occurrence_id"),
    "report.built": ("report", "report_id"),
    "report.refused": ("report", "report_id"),
    "report.released": ("report", "report_id"),
    "plan.proposed": ("proposal", "assignment_id"),
    "plan.added": ("plan", "assignment_id"),
    "plan.session_set": ("plan", None),
    "practice.started": ("practice", "practice_id"),
    "practice.rated": ("practice", "practice_id"),
    "profile.changed": ("profile", None),
}
BREATHS = {"technique_id": "three-slow-breaths"}


def sample(event_type: str) -> Contract:
    return CONTRACTS[event_type].model_validate_json((SAMPLES / f"{event_type}.v1.json").read_text())


async def say(world: World, who: Person, event_type: str) -> str:
    data = sample(event_type)
    return str(await world.say(SAYS[data.producer], who, data, uuid4(), datetime.now(UTC)))


async def nobody(_: Sequence[Recorded]) -> None:
    """Is told."""


def without_news(world: World) -> FastAPI:
    """An API whose Redis is not there."""
    settings = world.api_settings().model_copy(update={"redis_url": SecretStr("redis://127.0.0.1:1/0")})
    return build_api(settings)


@pytest.fixture
async def http(world: World) -> AsyncIterator[httpx.AsyncClient]:
    async with served(build_api(world.api_settings())) as http:
        yield http


async def start(http: httpx.AsyncClient, who: Person) -> str:
    answer = await http.post("/v1/practices", json=BREATHS, headers=who.headers)
    assert answer.status_code == 201
    return str(answer.json()["id"])


class TestWhatIsTold:
    @pytest.mark.parametrize("event_type", TOLD)
    async def test_an_event_is_told_by_its_ids_alone(
        self, world: World, http: httpx.AsyncClient, maya: Person, event_type: str
    ) -> None:
        kind, about = TOLD[event_type]
        async with listening(http, maya) as device:
            event = await say(world, maya, event_type)
            [said] = await device.hears(1)
        pointer = (
            {} if about is None else {"cause" if kind == "offer" else "about": str(getattr(sample(event_type), about))}
        )
        assert said.data | {"at": ""} == {"id": event, "kind": kind, "at": ""} | pointer
        assert datetime.fromisoformat(said.data["at"]).tzinfo is not None

    async def test_what_nobody_is_told_of_is_passed_over(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        async with listening(http, maya) as device:
            card = CardShown(card="S3", cause=uuid4(), episode=uuid4())
            await world.say("coach_api", maya, card, uuid4(), datetime.now(UTC))
            practice = await start(http, maya)
            await device.hears(1)
        assert device.ids == [practice]

    async def test_it_begins_now_and_says_where_that_is(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        await start(http, maya)
        async with listening(http, maya) as device:
            practice = await start(http, maya)
            await device.hears(1)
        assert device.here is not None
        assert device.here.data["resumed"] is False
        assert (device.here.cursor is not None, device.ids) == (True, [practice])

    async def test_a_client_hears_nothing_of_another_one(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        async with listening(http, maya) as device:
            await start(http, stranger)
            practice = await start(http, maya)
            await device.hears(1)
        assert device.ids == [practice]

    async def test_every_open_device_hears_it_once(self, http: httpx.AsyncClient, maya: Person) -> None:
        async with AsyncExitStack() as stack:
            devices = [await stack.enter_async_context(listening(http, maya)) for _ in range(5)]
            practices = [await start(http, maya) for _ in range(3)]
            for device in devices:
                await device.hears(3)
            assert [device.ids for device in devices] == [practices] * 5


class TestGoingOn:
    async def test_it_goes_on_behind_the_last_event_without_loss_or_repeats(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        """From every place in between; events of four services, some of them told to nobody."""
        async with listening(http, maya) as all_the_time:
            said = [await say(world, maya, event_type) for event_type in [*TOLD, "card.shown", "practice.stopped"]]
            told = [each for each in said if each != said[-2]]
            await all_the_time.hears(len(told))
        assert all_the_time.ids == told
        for place, event in enumerate(all_the_time.heard[:-1], 1):
            async with listening(http, maya, event.cursor) as again:
                await again.hears(len(told) - place)
            assert again.here is not None
            assert (again.here.data["resumed"], again.ids) == (True, told[place:])

    async def test_what_came_while_nobody_listened_is_heard_at_the_next_opening(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        async with listening(http, maya) as before:
            pass
        practices = [await start(http, maya) for _ in range(250)]
        async with listening(http, maya, before.last) as after:
            await after.hears(250)
        assert after.ids == practices

    async def test_cut_off_anywhere_under_way_nothing_is_lost_or_told_twice(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        async def produce() -> list[str]:
            return [await start(http, maya) for _ in range(60)]

        async with listening(http, maya) as device:
            cursor, heard = device.last, list[str]()
        producing = asyncio.create_task(produce())
        while len(heard) < 60:
            async with listening(http, maya, cursor) as device:
                await device.hears(min(7, 60 - len(heard)))
            cursor = device.last
            heard += device.ids
        assert heard == await producing

    @pytest.mark.parametrize("cursor", ["", "not-a-place", "AAAA", "\xff", "A" * 5000, "e30"])
    async def test_a_place_that_is_none_begins_now_and_says_so(
        self, http: httpx.AsyncClient, maya: Person, cursor: str
    ) -> None:
        await start(http, maya)
        async with listening(http, maya, cursor) as device:
            assert device.here is not None
            assert device.here.data["resumed"] is False
            practice = await start(http, maya)
            await device.hears(1)
        assert device.ids == [practice]

    async def test_a_place_of_somebody_else_begins_now(
        self, http: httpx.AsyncClient, maya: Person, stranger: Person
    ) -> None:
        async with listening(http, stranger) as theirs:
            pass
        practice = await start(http, maya)
        async with listening(http, maya, theirs.last) as device:
            assert device.here is not None
            assert device.here.data["resumed"] is False
            other = await start(http, maya)
            await device.hears(1)
        assert (practice in device.ids, device.ids) == (False, [other])


class TestWithoutNews:
    async def test_it_looks_for_itself_every_second(self, world: World, maya: Person) -> None:
        async with served(without_news(world)) as http, listening(http, maya) as device:
            practices = [await start(http, maya) for _ in range(3)]
            await device.hears(3)
        assert device.ids == practices

    async def test_a_silent_stream_looks_once_and_is_woken_by_its_own_news_alone(
        self, world: World, maya: Person, stranger: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looks, beyond, tails = list[Any](), PostgresLog.beyond, list[Tail]()

        def tail(*given: Any) -> Tail:
            tails.append(Tail(*given))
            return tails[0]

        async def reading() -> bool:
            return tails[0].reading()

        async def counted(log: PostgresLog, *given: Any) -> Any:
            looks.append(given)
            return await beyond(log, *given)

        monkeypatch.setattr(PostgresLog, "beyond", counted)
        monkeypatch.setattr(main, "Tail", tail)
        async with served(build_api(world.api_settings())) as http:
            await until(reading)
            async with listening(http, maya) as device, listening(http, stranger) as other:
                for _ in range(3):
                    await start(http, stranger)
                await other.hears(3)
                assert [given[1] for given in looks].count(maya.subject) == 1
                await start(http, maya)
                await device.hears(1)
        assert [given[1] for given in looks].count(maya.subject) == 2


class TestTheEnd:
    async def test_it_ends_with_the_token(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        now = datetime.now(UTC)
        token = world.signer.sign(
            org=maya.org, subject=maya.subject, roles=["client"], now=now, lifetime=timedelta(seconds=2)
        )
        brief = Person(maya.org, maya.subject, {"Authorization": f"Bearer {token}"})
        async with listening(http, brief) as device, listening(http, maya) as longer:
            assert await device.ends() == "token"
            assert datetime.now(UTC) >= now + timedelta(seconds=1)
            assert not longer.closed

    async def test_it_ends_when_the_client_is_erased(self, world: World, maya: Person, stranger: Person) -> None:
        async with served(without_news(world)) as http:
            async with listening(http, maya) as device, listening(http, stranger) as other:
                await world.database.erase(maya.subject)
                assert await device.ends() == "erased"
                assert not other.closed
            await until(lambda: gone(http, maya), 60)

    async def test_of_too_many_of_one_client_the_oldest_ends(self, http: httpx.AsyncClient, maya: Person) -> None:
        async with AsyncExitStack() as stack:
            devices = [await stack.enter_async_context(listening(http, maya)) for _ in range(9)]
            assert await devices[0].ends() == "newer"
            await start(http, maya)
            for device in devices[1:]:
                assert [each.kind for each in await device.hears(1)] == ["practice"]

    async def test_those_that_end_but_are_held_by_a_slow_reader_count_still(self, world: World, maya: Person) -> None:
        who = Principal(maya.org, maya.subject, frozenset({"client"}), datetime.now(UTC) + timedelta(minutes=5))
        log, tail = (
            PostgresLog(Database(world.database.url("coach_api")), GroupCommit("", nobody)),
            Tail("redis://", []),
        )
        with ExitStack() as stack:
            followers = Followers(log, tail, most=4, most_each=2)
            held = [stack.enter_context(followers.follow(who)) for _ in range(4)]
            assert [each.ending for each in held] == ["newer", "newer", None, None]
            with pytest.raises(Problem):
                stack.enter_context(followers.follow(who))

    async def test_there_is_a_bound_for_all_and_room_again_when_one_leaves(
        self, world: World, maya: Person, stranger: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(main, "Followers", partial(Followers, most=2))
        async with served(build_api(world.api_settings())) as http:
            async with listening(http, maya), listening(http, maya):
                refused = await http.get("/v1/stream", headers=stranger.headers)
                assert (refused.status_code, refused.json()["type"]) == (503, "urn:smallhours:problem:busy")
                assert int(refused.headers["retry-after"]) >= 5

            async def is_room() -> bool:
                async with http.stream("GET", "/v1/stream", headers=stranger.headers) as answer:
                    return answer.status_code == 200

            await until(is_room)

    async def test_a_process_that_is_told_to_stop_ends_its_streams_at_once(self, world: World, maya: Person) -> None:
        given = environment(world, "coach_api")
        process = await began(given, "api")
        try:
            address = f"http://127.0.0.1:{given['PORT']}"
            async with httpx.AsyncClient(base_url=address, timeout=30, trust_env=False) as http:
                await ready(http)
                async with listening(http, maya) as device:
                    process.send_signal(signal.SIGTERM)
                    assert await device.ends() == "restart"
            # Well before the time at which requests in flight are cut off.
            assert await asyncio.wait_for(process.wait(), streaming.SLOW_SECONDS) == 0
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    async def test_a_reader_who_takes_nothing_loses_the_connection(
        self, world: World, maya: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(streaming, "SLOW_SECONDS", 0.05)
        app = build_api(world.api_settings())
        never = asyncio.Event()

        async def receive() -> Message:
            await never.wait()
            raise AssertionError

        async def send(message: Message) -> None:
            if message["type"] == "http.response.body":
                await never.wait()

        headers = [(b"authorization", maya.headers["Authorization"].encode())]
        scope = {"type": "http", "method": "GET", "path": "/v1/stream", "raw_path": b"/v1/stream", "headers": headers}
        scope |= {"query_string": b"", "scheme": "http", "http_version": "1.1", "server": ("coach", 80)}
        async with app.router.lifespan_context(app):
            async with asyncio.timeout(20):
                # The outermost layer takes the exception for what it is: a reader who has gone.
                await app(scope, receive, send)
        assert "open_streams 0.0" in metrics().exposition().decode()


async def gone(http: httpx.AsyncClient, who: Person) -> bool:
    """Keys are remembered for half a minute, so it takes that long to be told."""
    async with http.stream("GET", "/v1/stream", headers=who.headers) as answer:
        return answer.status_code in {404, 410}


class TestOnTheWay:
    async def test_the_gateway_passes_each_event_on_at_once(self, world: World, maya: Person) -> None:
        app = build_api(world.api_settings())
        async with serving(app) as coach:
            table = load_table()
            gateway = create_gateway(table, dict.fromkeys(table.services, coach))
            async with (
                serving(gateway) as address,
                httpx.AsyncClient(base_url=address, trust_env=False, timeout=30) as http,
                listening(http, maya) as device,
            ):
                for count in (1, 2, 3):
                    await start(http, maya)
                    await device.hears(count)
            app.state.stopping.set()

    async def test_a_silent_stream_says_that_it_is_there(
        self, world: World, maya: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(main, "Feed", partial(Feed, heartbeat=0.05))
        async with served(build_api(world.api_settings())) as http, listening(http, maya) as device:

            async def said_twice() -> bool:
                return device.comments >= 2

            await until(said_twice)
        assert device.heard == []

    async def test_head_is_answered_and_over(self, http: httpx.AsyncClient, maya: Person) -> None:
        answer = await http.head("/v1/stream", headers=maya.headers)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-type"].startswith("text/event-stream")

    async def test_nothing_on_the_way_is_to_keep_or_gather_it(self, http: httpx.AsyncClient, maya: Person) -> None:
        async with http.stream("GET", "/v1/stream", headers=maya.headers) as answer:
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["x-accel-buffering"] == "no"
            assert answer.headers["x-content-type-options"] == "nosniff"

    async def test_it_is_for_clients_with_a_token_who_are_here(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        therapist = world.person(maya.org, maya.subject, "therapist")
        unknown = world.person(maya.org, uuid4(), "client")
        await world.database.erase(maya.subject)
        for headers, status in (({}, 401), (therapist.headers, 403), (unknown.headers, 404), (maya.headers, 410)):
            answer = await http.get("/v1/stream", headers=headers)
            assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
