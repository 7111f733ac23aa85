"""The own history: what stands, what was taken back, and the pages that lead through it."""

import asyncio
import base64
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from services.checkin.api.newest import newest_page
from services.checkin.decider import retraction_id
from shared.database import Database
from shared.events import CheckInRecorded
from shared.keyring import FileKeyProvider, Keyring, NotReadable, open_event, seal_event
from shared.log import Appended, Unit, find, read_stream, verify_stream
from tests.checkin.conftest import WORDS, Person, World, ids, moment, post
from tests.databases import connected


async def test_a_retracted_moment_is_gone_and_its_note_can_never_be_read_again(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    shown = (await post(http, maya, note=WORDS)).json()
    path, event_id = f"/v1/check-ins/{shown['id']}", UUID(shown["id"])
    wrapped = await wrapped_note_key(world, event_id)
    assert wrapped is not None

    first = await http.delete(path, headers=maya.headers)
    second = await http.delete(path, headers=maya.headers)

    assert (first.status_code, first.content) == (second.status_code, second.content) == (204, b"")
    assert (await http.get(path, headers=maya.headers)).status_code == 404
    assert await ids(http, maya) == []
    assert await wrapped_note_key(world, event_id) is None
    assert await world.count("log.events", maya.subject) == 2


async def test_without_its_own_key_a_note_does_not_open_with_the_keys_that_remain(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    shown = (await post(http, maya, note=WORDS)).json()
    database = Database(world.database.url("checkin_api"))
    key = await Keyring(FileKeyProvider(world.keys), database).key(maya.org, maya.subject)
    async with database.unit_of_work(maya.org) as work:
        recorded = await find(work.raw, maya.subject, UUID(shown["id"]))
    await database.stop()
    assert recorded is not None
    data = open_event(key, recorded).data
    assert isinstance(data, CheckInRecorded)
    assert data.note is not None
    note = base64.b64decode(data.note)
    assert WORDS.encode() not in note
    with pytest.raises(NotReadable):
        key.open(note, recorded.id.bytes)
    with pytest.raises(NotReadable):
        key.new_note_key()[0].open(note, recorded.id.bytes)


async def wrapped_note_key(world: World, event_id: UUID) -> bytes | None:
    async with connected(world.database.owner) as owner:
        found: bytes | None = await owner.fetchval("SELECT wrapped FROM log.note_keys WHERE event_id = $1", event_id)
        return found


async def test_sending_a_retracted_moment_again_does_not_bring_it_back(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    chosen = str(uuid4())
    first = await post(http, maya, id=chosen, note=WORDS)
    await http.delete(f"/v1/check-ins/{chosen}", headers=maya.headers)
    again = await post(http, maya, id=chosen, note=WORDS)
    assert (again.status_code, again.text) == (201, first.text)
    assert await ids(http, maya) == []
    assert await wrapped_note_key(world, UUID(chosen)) is None


async def test_a_check_in_under_the_id_of_a_retraction_hides_nothing_and_keeps_no_words(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    shown = (await post(http, maya, note=WORDS)).json()
    path, event_id = f"/v1/check-ins/{shown['id']}", UUID(shown["id"])
    await recorded_without_asking(world, maya, {retraction_id(event_id): datetime.now(UTC)})

    assert (await http.get(path, headers=maya.headers)).json() == shown
    assert await ids(http, maya) == [str(retraction_id(event_id)), shown["id"]]
    assert (await post(http, maya, replaces=shown["id"])).status_code == 422
    assert (await http.delete(path, headers=maya.headers)).status_code == 422
    assert await wrapped_note_key(world, event_id) is None


async def recorded_without_asking(world: World, who: Person, moments: dict[UUID, datetime]) -> None:
    """Check-ins in this order, also with ids that the API refuses."""
    database = Database(world.database.url("checkin_api"))
    key = await Keyring(FileKeyProvider(world.keys), database).key(who.org, who.subject)
    said = {
        chosen: CheckInRecorded(emotions=["sad"], intensity=1, triggers=[], occurred_at=at)
        for chosen, at in moments.items()
    }
    events = tuple(seal_event(key, id=each, data=data, occurred_at=data.occurred_at) for each, data in said.items())
    async with database.unit_of_work(who.org) as work:
        (outcome,) = await work.append(Unit(who.org, who.subject, events))
    await database.stop()
    assert isinstance(outcome, Appended)


async def test_only_own_check_ins_can_be_retracted(http: httpx.AsyncClient, world: World, maya: Person) -> None:
    neighbour = await world.client(maya.org)
    shown = (await post(http, maya)).json()
    for who, wanted in ((neighbour, shown["id"]), (maya, str(uuid4()))):
        answer = await http.delete(f"/v1/check-ins/{wanted}", headers=who.headers)
        assert answer.status_code == 404
    assert await ids(http, maya) == [shown["id"]]


async def test_an_edit_is_a_new_moment_and_takes_the_old_one_with_its_note_away(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    old = (await post(http, maya, note=WORDS)).json()["id"]
    edited = await post(http, maya, id=str(uuid4()), intensity=7, replaces=old)
    again = await post(http, maya, id=edited.json()["id"], intensity=7, replaces=old)
    assert edited.status_code == 201
    assert (again.status_code, again.text) == (201, edited.text)
    assert await ids(http, maya) == [edited.json()["id"]]
    assert await wrapped_note_key(world, UUID(old)) is None
    assert await world.count("log.events", maya.subject) == 3
    assert (await http.delete(f"/v1/check-ins/{old}", headers=maya.headers)).status_code == 204
    assert await world.count("log.events", maya.subject) == 3


async def test_parallel_edits_of_one_moment_are_all_kept_and_retract_it_once(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    old = (await post(http, maya)).json()["id"]
    edits = await asyncio.gather(*(post(http, maya, intensity=n, replaces=old) for n in (2, 3, 4)))
    assert {edit.status_code for edit in edits} == {201}
    assert sorted(await ids(http, maya)) == sorted(edit.json()["id"] for edit in edits)
    assert await world.count("log.events", maya.subject) == 5


async def test_pages_lead_through_the_whole_history_newest_first(http: httpx.AsyncClient, maya: Person) -> None:
    begun = datetime.now(UTC) - timedelta(hours=10)
    made = [
        (await post(http, maya, occurred_at=(begun + timedelta(minutes=n)).isoformat())).json()["id"] for n in range(7)
    ]
    await http.delete(f"/v1/check-ins/{made[3]}", headers=maya.headers)
    met: list[str] = []
    path = "/v1/check-ins?limit=2"
    while path:
        answer = await http.get(path, headers=maya.headers)
        met += [each["id"] for each in answer.json()["check_ins"]]
        path = answer.links.get("next", {}).get("url", "")
    assert met == [each for each in reversed(made) if each != made[3]]


async def test_the_first_page_of_a_long_history_reads_its_newest_end_alone(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    begun = datetime.now(UTC) - timedelta(days=30)
    made = {uuid4(): begun + timedelta(hours=hour) for hour in range(100)}
    await recorded_without_asking(world, maya, made)
    newest = list(reversed(made))
    async with connected(world.database.owner) as owner:
        # As if each had been recorded when it happened.
        await owner.execute("UPDATE log.events SET recorded_at = occurred_at WHERE subject = $1", maya.subject)
        asked: list[Any] = []
        owner.add_query_logger(lambda query: asked.append(query.args))
        chosen, following = await newest_page(owner, maya.subject, None, 5)
    assert [event.id for event in chosen] == newest[:5]
    assert following is not None
    assert asked == [(maya.subject, "checkin"), (maya.subject, "checkin", 80, 20)]
    assert await ids(http, maya, "?limit=200") == [str(each) for each in newest]


@pytest.mark.parametrize("cursor", ["zebra", "WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwieCJd", "e30"])
async def test_a_made_up_cursor_is_a_problem(http: httpx.AsyncClient, maya: Person, cursor: str) -> None:
    answer = await http.get(f"/v1/check-ins?cursor={cursor}", headers=maya.headers)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


async def test_nobody_else_sees_a_history(http: httpx.AsyncClient, world: World, maya: Person) -> None:
    shown = (await post(http, maya)).json()
    elsewhere = await world.client()
    stolen = world.person(elsewhere.org, maya.subject, "client")
    for who in (elsewhere, await world.client(maya.org)):
        assert await ids(http, who) == []
        assert (await http.get(f"/v1/check-ins/{shown['id']}", headers=who.headers)).status_code == 404
    for method, path in (("GET", "/v1/check-ins"), ("GET", f"/v1/check-ins/{shown['id']}"), ("POST", "/v1/check-ins")):
        answer = await http.request(method, path, headers=stolen.headers, json=moment() if method == "POST" else None)
        assert answer.status_code == 404
    assert await world.count("log.events", maya.subject) == 1


async def test_the_stream_of_everything_that_happened_verifies(
    http: httpx.AsyncClient, world: World, maya: Person
) -> None:
    made = [(await post(http, maya, intensity=n + 1)).json()["id"] for n in range(4)]
    await http.delete(f"/v1/check-ins/{made[0]}", headers=maya.headers)
    await post(http, maya, replaces=made[1])
    async with connected(world.database.owner) as owner:
        stream = await read_stream(owner, maya.subject, "checkin")
    verify_stream(stream)
    assert [event.version for event in stream] == list(range(1, 8))
