"""Consents through the public API."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from shared.events import StaffRole
from tests.reports.world import FIELDS, TODAY, WEEKS_AGO, Desk, MovingClock, World


async def test_a_consent_says_who_may_see_what_of_when_until_when(desk: Desk, clock: MovingClock) -> None:
    answer = await desk.post("/v1/consents", desk.consent(**{"from": str(WEEKS_AGO), "to": str(TODAY)}))
    assert answer.status_code == 201
    shown = answer.json()
    assert answer.headers["location"] == f"/v1/consents/{shown['id']}"
    assert (await desk.get(answer.headers["location"])).json() == shown
    assert (shown["state"], shown["from"], shown["to"]) == ("in_force", str(WEEKS_AGO), str(TODAY))
    assert (shown["recipient"], shown["fields"]) == (str(desk.therapist.subject), FIELDS)
    assert (shown["proposals"], shown["before_each_session"]) == (False, False)
    ends = datetime.fromisoformat(shown["expires_at"])
    assert timedelta(days=89) < ends - clock.now() <= timedelta(days=90)


async def test_a_consent_ends_by_itself(desk: Desk, clock: MovingClock) -> None:
    consent = await desk.granted(expires_at=(clock.now() + timedelta(minutes=5)).isoformat())
    clock.moved = timedelta(minutes=6)
    assert (await desk.get(f"/v1/consents/{consent}")).json()["state"] == "ended"
    refused = await desk.patch(f"/v1/consents/{consent}", {"fields": ["period"]})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:smallhours:problem:consent-ended")
    asked = await desk.post("/v1/reports", desk.asked(consent))
    assert (asked.status_code, asked.json()["type"]) == (409, "urn:smallhours:problem:consent-ended")


async def test_the_same_again_gives_the_first_answer_and_other_words_are_refused(desk: Desk) -> None:
    body = desk.consent(id=str(uuid4()))
    first, again = await asyncio.gather(desk.post("/v1/consents", body), desk.post("/v1/consents", body))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    other = await desk.post("/v1/consents", body | {"fields": ["period"]})
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "id")
    assert len((await desk.get("/v1/consents")).json()["consents"]) == 1


async def test_consents_come_newest_first_and_in_pages(desk: Desk) -> None:
    made = [await desk.granted() for _ in range(3)]
    first = await desk.get("/v1/consents", limit=2)
    assert [each["id"] for each in first.json()["consents"]] == made[:0:-1]
    following = await desk.get(first.links["next"]["url"])
    assert [each["id"] for each in following.json()["consents"]] == made[:1]
    assert "link" not in following.headers


async def test_a_consent_can_become_less(desk: Desk) -> None:
    consent = await desk.granted(proposals=True)
    body = {"id": str(uuid4()), "fields": ["period"], "from": str(WEEKS_AGO), "proposals": False}
    answer = await desk.patch(f"/v1/consents/{consent}", body)
    assert answer.status_code == 200
    assert (answer.json()["fields"], answer.json()["from"], answer.json()["to"]) == (["period"], str(WEEKS_AGO), None)
    assert not answer.json()["proposals"]
    assert (await desk.patch(f"/v1/consents/{consent}", body)).json() == answer.json()
    assert (await desk.get(f"/v1/consents/{consent}")).json() == answer.json()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fields": ["period", "notes"]}, "fields"),
        ({"from": str(WEEKS_AGO - timedelta(days=1))}, "from"),
        ({"to": str(TODAY + timedelta(days=1))}, "to"),
        ({"expires_at": "2199-01-01T00:00:00Z"}, "expires_at"),
        ({"before_each_session": True}, "before_each_session"),
        ({"recipient": str(uuid4())}, "body"),
    ],
)
async def test_a_consent_never_becomes_more(desk: Desk, changes: dict[str, object], field: str) -> None:
    consent = await desk.granted(**{"from": str(WEEKS_AGO), "to": str(TODAY)})
    refused = await desk.patch(f"/v1/consents/{consent}", changes)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


async def test_one_id_makes_one_consent_less(desk: Desk) -> None:
    first, second = await desk.granted(), await desk.granted()
    body = {"id": str(uuid4()), "fields": ["period"]}
    assert (await desk.patch(f"/v1/consents/{first}", body)).status_code == 200
    refused = await desk.patch(f"/v1/consents/{second}", body)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "id")


async def test_a_consent_that_has_changed_since_it_was_read_stays_as_it_is(desk: Desk) -> None:
    path = f"/v1/consents/{await desk.granted()}"
    read = (await desk.get(path)).headers["etag"]
    headers = desk.maya.headers | {"If-Match": read}
    first = await desk.http.patch(path, json={"fields": ["period", "feelings"]}, headers=headers)
    assert (first.status_code, first.headers["etag"] != read) == (200, True)
    second = await desk.http.patch(path, json={"fields": ["period"]}, headers=headers)
    assert second.status_code == 412
    assert (await desk.get(path)).json()["fields"] == ["period", "feelings"]


async def test_a_withdrawn_consent_stays_withdrawn(desk: Desk) -> None:
    consent = await desk.granted()
    assert (await desk.delete(f"/v1/consents/{consent}")).status_code == 204
    assert (await desk.delete(f"/v1/consents/{consent}")).status_code == 204
    assert (await desk.get(f"/v1/consents/{consent}")).json()["state"] == "withdrawn"
    assert (await desk.patch(f"/v1/consents/{consent}", {"fields": ["period"]})).status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fields": []}, "fields"),
        ({"fields": ["feelings", "sleep"]}, "fields[1]"),
        ({"fields": ["period", "period"]}, "fields"),
        ({"from": "2026-11-02", "to": "2026-11-01"}, "to"),
        ({"from": "last week"}, "from"),
        ({"from": 20000}, "from"),
        ({"expires_at": "2027-01-01T00:00:00"}, "expires_at"),
        ({"expires_at": "2026-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "2199-01-01T00:00:00Z"}, "expires_at"),
        ({"text_version": ""}, "text_version"),
        ({"proposals": "yes"}, "proposals"),
        ({"recipient": "Dr Who"}, "recipient"),
        ({"name": "Maya"}, "body"),
    ],
)
async def test_what_is_not_allowed_is_named_and_not_repeated(
    desk: Desk, changes: dict[str, object], field: str
) -> None:
    refused = await desk.post("/v1/consents", desk.consent(**changes))
    assert refused.status_code == 422, refused.text
    [error] = refused.json()["errors"]
    assert error["field"] == field
    assert error["detail"]
    for word in ("sleep", "last week", "Dr Who", "Maya"):
        assert word not in refused.text


@pytest.mark.parametrize("role", ["clinic_admin", "org_admin"])
async def test_only_a_therapist_may_receive(desk: Desk, world: World, role: StaffRole) -> None:
    admin = await world.therapist(desk.maya.org, role)
    await refused_recipient(desk, admin.subject)


async def test_nobody_beyond_the_wall_may_receive(desk: Desk, world: World) -> None:
    stranger = await world.therapist(await world.organisation())
    await refused_recipient(desk, stranger.subject)
    await refused_recipient(desk, desk.maya.subject)
    await refused_recipient(desk, uuid4())


async def refused_recipient(desk: Desk, recipient: object) -> None:
    refused = await desk.post("/v1/consents", desk.consent(recipient=str(recipient)))
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "recipient")
    assert str(recipient) not in refused.text


async def test_somebody_elses_consent_is_not_there(desk: Desk, world: World) -> None:
    consent = await desk.granted()
    neighbour, stranger = await world.client(desk.maya.org), await world.client()
    for who in (neighbour, stranger):
        answers: list[Any] = [
            await desk.get(f"/v1/consents/{consent}", who),
            await desk.patch(f"/v1/consents/{consent}", {"fields": ["period"]}, who),
            await desk.delete(f"/v1/consents/{consent}", who),
        ]
        assert [each.status_code for each in answers] == [404, 404, 404]
        refused = await desk.post("/v1/reports", desk.asked(consent), who)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "consent_id")
    assert (await desk.get(f"/v1/consents/{consent}")).json()["state"] == "in_force"


async def test_therapists_give_no_consents(desk: Desk) -> None:
    assert (await desk.post("/v1/consents", desk.consent(), desk.therapist)).status_code == 403
    assert (await desk.http.post("/v1/consents", json=desk.consent())).status_code == 401
