"""An evening in which every word is a canary: what somebody writes, what goes wrong, and what others try to see."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from services.clinic import views
from shared.bus import RedisNews
from shared.database import Database
from shared.events import CheckInRecorded, PlanAttempted, TechniqueRecommended
from shared.keyring import FileKeyProvider, Keyring
from shared.log import NewEvent, Unit
from tests.databases import connected
from tests.integration.cast import Body, Cast, Person, everybody
from tests.integration.house import House

Words = Mapping[str, str]
EMOTION = "fearful.anxious"
DEAD = {"router": 3, "coach": 1, "notifier": 1}
SECONDS = 40.0
LISTS = (
    *("/v1/check-ins", "/v1/practices", "/v1/clinics", "/v1/staff", "/v1/caseload", "/v1/plan", "/v1/reminders"),
    *("/v1/occurrences", "/v1/consents", "/v1/reports", "/v1/shared-with-me"),
)
HURRY = "UPDATE {}.retries SET next_at = now()"
GIVEN_UP = "SELECT count(*) FROM {}.dead_letters"


def text(word: str) -> str:
    """The word among others that need escaping in most forms."""
    return f"„{word}“ & <b>ü</b> \\ 100% \n"


@dataclass(frozen=True)
class Told:
    """What Maya was offered, and the practices she did."""

    check_in: str
    practices: list[str]
    techniques: list[str]


def comes_in(ops: Person, words: Words) -> Cast:
    return everybody(ops, text(words["organisation"]), text(words["clinic"]), f"{words['label']} ü")


def evening(maya: Person, words: Words) -> Told:
    """A moment with a note, two practices with something written in them, and a moment that is taken back."""
    moment: Body = {
        "emotions": [EMOTION],
        "intensity": 9,
        "triggers": [f"{words['trigger']} ü"],
        "note": text(words["note"]),
        "source": words["source"],
        "context": {"privacy": "public", "props": [words["prop"]]},
    }
    check_in = maya.post("/v1/check-ins", moment)["id"]
    first = offered(maya, check_in)
    practice, second = practises(maya, first, text(words["response"]))
    other, third = practises(maya, second, [words["response in a list"]])
    gone = maya.post("/v1/check-ins/batch", {"check_ins": [moment | {"note": text(words["note taken back"])}]}, 207)
    taken_back = gone["results"][0]["id"]
    assert offered(maya, taken_back)
    assert maya.ask("DELETE", f"/v1/check-ins/{taken_back}").status_code == 204
    options = [each["technique_id"] for offer in (first, second, third) for each in offer["options"]]
    return Told(check_in, [practice, other], options)


def practises(maya: Person, offer: Body, response: object) -> tuple[str, Body]:
    chosen = {"technique_id": offer["options"][0]["technique_id"], "check_in_id": offer["check_in_id"]}
    practice = maya.post("/v1/practices", chosen)
    for step in range(1, practice["steps_total"] + 1):
        maya.post(f"/v1/practices/{practice['id']}/steps/{step}", {"response": response}, 200)
    maya.post(f"/v1/practices/{practice['id']}/finish", {"intensity_after": 8, "helped": "a_bit"}, 200)
    return practice["id"], offered(maya, practice["id"])


def offered(maya: Person, cause: str) -> Body:
    deadline = time.monotonic() + SECONDS
    while (answer := maya.ask("GET", f"/v1/recommendations/{cause}?wait=5")).status_code == 202:
        assert time.monotonic() < deadline, "no offer came"
    return dict(answer.json())


def refusals(maya: Person, words: Words) -> None:
    """Words where none belong: every answer is a refusal, or says nothing of them."""
    good: Body = {"emotions": [EMOTION], "intensity": 9}
    wrong: list[Body] = [
        {"intensity": words["field"]},
        {words["name of a field"]: 1},
        {"context": {words["name of a field"]: 1}},
        {"context": {"energy": words["enum"]}},
        {"emotions": [words["field"]]},
        {"time_zone": words["field"]},
        {"occurred_at": words["field"]},
        {"id": words["field"]},
        {"note": text(words["field"]) * 1000},
        {"note": f"{words['field']} \ud83d"},
    ]
    for each in wrong:
        assert maya.http.post("/v1/check-ins", content=json.dumps(good | each), headers=json_of(maya)).is_client_error
    for path in ("/v1/check-ins", "/v1/practices"):
        for content in (f'{{"note": "{words["broken"]}', words["broken"], words["broken"] * 10_000):
            assert maya.http.post(path, content=content, headers=json_of(maya)).is_client_error
        assert maya.http.post(path, content=words["broken"], headers=maya.headers).status_code == 415
    assert maya.ask("POST", "/v1/practices", {"technique_id": words["field"]}).status_code == 422
    assert maya.ask("POST", "/v1/practices", {"technique_id": "count-back", "version": words["enum"]}).is_client_error


def json_of(maya: Person) -> dict[str, str]:
    return maya.headers | {"Content-Type": "application/json"}


def strange_requests(maya: Person, told: Told, words: Words) -> None:
    """Words in addresses, headers and methods."""
    word = words["address"]
    assert maya.ask("GET", f"/v1/check-ins?{word}={word}&limit=1").status_code == 200
    for path in (
        f"/v1/check-ins?cursor={word}",
        f"/v1/check-ins?limit={word}",
        f"/v1/check-ins/{word}",
        f"/v1/recommendations/{told.check_in}?after={word}",
        f"/v1/recommendations/{told.check_in}?wait={word}",
        f"/v1/techniques/{word}",
        f"/v1/{word}",
        f"/{word}",
    ):
        assert maya.ask("GET", path).is_client_error
    assert maya.ask("GET", f"/v1/help?country={word}").status_code == 200
    step = f"/v1/practices/{told.practices[0]}/steps"
    assert maya.ask("POST", f"{step}/{word}", {}).status_code == 422
    assert maya.ask("POST", f"{step}/1", {"response": text(words["second answer"])}).status_code == 409
    nobody = Person(maya.http)
    assert nobody.ask("POST", f"/v1/invitations/{word}/accept", {"adult": True}).status_code == 404
    assert nobody.ask("POST", "/v1/token", {"grant_type": "refresh_token", "refresh_token": word}).is_client_error
    for scheme in ("Bearer", "Basic", ""):
        answer = maya.ask("GET", "/v1/check-ins", headers={"Authorization": f"{scheme} {words['header']}".strip()})
        assert answer.status_code == 401
    named = ("X-Request-Id", "X-User", "User-Agent", "Referer", "X-Forwarded-For", "traceparent", "Cookie", "Via")
    assert maya.ask("GET", "/v1/check-ins", headers=dict.fromkeys(named, words["header"])).status_code == 200
    assert maya.ask(words["method"].upper(), "/v1/check-ins").is_client_error


def others_look(cast: Cast, told: Told, more: Sequence[str]) -> None:
    """Everybody but Maya asks for what is hers, `more` of it too, and for every list there is."""
    hers = (f"/v1/check-ins/{told.check_in}", f"/v1/recommendations/{told.check_in}", *map(practice, told.practices))
    for name, person in cast.people().items():
        if name != "maya":
            for path in (*LISTS, *hers, *more):
                person.ask("GET", path)
            person.ask("DELETE", f"/v1/check-ins/{told.check_in}")
            person.ask("POST", f"/v1/practices/{told.practices[0]}/steps/1", {})


def practice(practice_id: str) -> str:
    return f"/v1/practices/{practice_id}"


def while_nothing_can_be_recorded(house: House, maya: Person, words: Words) -> None:
    """The log is locked for longer than anybody waits, so that recording fails deep inside."""
    moment = {"emotions": [EMOTION], "intensity": 9, "note": text(words["not recorded"])}

    async def locked() -> int:
        async with connected(house.database.owner) as owner, owner.transaction():
            await owner.execute("LOCK TABLE log.heads IN ACCESS EXCLUSIVE MODE")
            return (await asyncio.to_thread(maya.ask, "POST", "/v1/check-ins", moment)).status_code

    assert asyncio.run(locked()) == 503


def poison(house: House, maya: Person, org: str, words: Words) -> None:
    """Events that every try of their handler fails on, their words inside; they end as dead letters."""
    word, now = words["poison"], datetime.now(UTC).isoformat()
    unknown = {"emotions": [word], "intensity": 9, "triggers": [word], "occurred_at": now}
    no_check_in = {"emotions": [word], "intensity": word, "occurred_at": word}
    no_offer = {"cause": word, "ordered": [word]}
    for role, kind, body in (
        ("checkin_api", CheckInRecorded.type, unknown),
        ("checkin_api", CheckInRecorded.type, no_check_in),
        ("router_worker", TechniqueRecommended.type, no_offer),
        ("coach_api", PlanAttempted.type, {"assignment_id": word, "version": word, "attempted_at": word}),
    ):
        asyncio.run(say(house, role, (UUID(org), UUID(maya.subject)), kind, body))
    deadline = time.monotonic() + SECONDS
    while {each: house.value(GIVEN_UP.format(each)) for each in DEAD} != DEAD:
        assert time.monotonic() < deadline, "the failing events were not given up on"
        for service in DEAD:
            house.value(HURRY.format(service))
        time.sleep(0.1)


async def say(house: House, role: str, whom: tuple[UUID, UUID], kind: str, body: Body) -> None:
    """Record and announce an event as a service's process does, whatever is in it."""
    org, subject = whom
    news = RedisNews(house.redis_url)
    database = Database(house.database.url(role), news.announce, pool_size=1)
    await news.start()
    try:
        key = await Keyring(FileKeyProvider(house.keys), database).key(org, subject)
        event, written = uuid4(), json.dumps(body).encode()
        sealed = key.seal_event(written, event, kind)
        new = NewEvent(event, kind, datetime.now(UTC), sealed, key.digest(written))
        async with database.unit_of_work(org if role.endswith("_api") else None) as work:
            await work.append(Unit(org, subject, (new,)))
    finally:
        await database.stop()
        await news.stop()


def organisation_opened(house: House, org: str) -> dict[str, Any]:
    """What the clinic keeps of an organisation, opened with its key."""

    async def read() -> dict[str, Any]:
        database = Database(house.database.url("clinic_api"), pool_size=1)
        try:
            key = await Keyring(FileKeyProvider(house.keys), database).key(UUID(org), UUID(org))
            async with database.unit_of_work(UUID(org)) as work:
                row = await views.row_of(work.connection, views.ORGANISATIONS, UUID(org))
            assert row is not None
            return views.opened(key, views.ORGANISATIONS, row.sealed)
        finally:
            await database.stop()

    return asyncio.run(read())
