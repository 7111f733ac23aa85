"""Changing a clinic's settings: by its organisation alone, said as a whole, safe to repeat, never above 8."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from shared.database import Database
from shared.events import ClinicSettingsChanged
from shared.keyring import FileKeyProvider, Keyring, open_event
from shared.log import read_stream
from tests.clinic.conftest import Cast, Clinic, Person, World, bring_in


async def patch(
    clinic: Clinic, cast: Cast, body: Any, who: Person | None = None, if_match: str | None = None
) -> httpx.Response:
    headers = (who or cast.org_admin).headers | ({"If-Match": if_match} if if_match else {})
    return await clinic.http.patch(f"/v1/clinics/{cast.clinic}", json=body, headers=headers)


async def read(clinic: Clinic, cast: Cast, who: Person | None = None) -> httpx.Response:
    return await clinic.http.get(f"/v1/clinics/{cast.clinic}", headers=(who or cast.therapist).headers)


async def said(world: World, cast: Cast) -> list[dict[str, Any]]:
    """The settings in each event of the clinic, in order."""
    database = Database(world.database.url("clinic_api"))
    key = await Keyring(FileKeyProvider(world.keys), database).key(UUID(cast.org), UUID(cast.clinic))
    async with database.unit_of_work(UUID(cast.org)) as work:
        stream = await read_stream(work.raw, key.subject, "clinic")
    await database.stop()
    told = [open_event(key, each).data for each in stream]
    assert all(isinstance(each, ClinicSettingsChanged) and str(each.clinic_id) == cast.clinic for each in told)
    return [dict(each.settings) for each in told if isinstance(each, ClinicSettingsChanged)]


async def test_what_is_named_changes_and_the_whole_is_said(world: World, clinic: Clinic, cast: Cast) -> None:
    first = await patch(clinic, cast, {"regulate_from": 7})
    assert (first.status_code, first.json()) == (200, {"id": cast.clinic, "name": "North Street", "regulate_from": 7})
    second = await patch(clinic, cast, {"name": "North Road"})
    assert second.json() == {"id": cast.clinic, "name": "North Road", "regulate_from": 7}
    assert (await read(clinic, cast)).json() == second.json()
    assert (await clinic.get("/v1/clinics", cast.therapist))["clinics"] == [second.json()]
    assert (await said(world, cast))[1:] == [
        {"name": "North Street", "regulate_from": 7},
        {"name": "North Road", "regulate_from": 7},
    ]


async def test_nothing_new_says_nothing(world: World, clinic: Clinic, cast: Cast) -> None:
    for body in ({}, {"regulate_from": 8}, {"name": "North Street"}):
        assert (await patch(clinic, cast, body)).status_code == 200
    assert len(await said(world, cast)) == 1


async def test_the_same_request_gives_the_first_answer_and_changes_nothing_back(
    world: World, clinic: Clinic, cast: Cast
) -> None:
    body = {"id": str(uuid4()), "regulate_from": 7}
    first = await patch(clinic, cast, body)
    await patch(clinic, cast, {"regulate_from": 8})
    again = await patch(clinic, cast, body)
    assert (again.json(), again.headers["etag"]) == (first.json(), first.headers["etag"])
    assert (await read(clinic, cast)).json()["regulate_from"] == 8
    other = await patch(clinic, cast, body | {"regulate_from": 8})
    assert (other.status_code, other.json()["type"]) == (422, "urn:smallhours:problem:other-content")
    assert (await patch(clinic, cast, {"id": cast.clinic, "name": "X"})).status_code == 422
    assert len(await said(world, cast)) == 3


async def test_who_read_an_older_state_is_told(clinic: Clinic, cast: Cast) -> None:
    etag = (await read(clinic, cast)).headers["etag"]
    newer = (await patch(clinic, cast, {"regulate_from": 7}, if_match=etag)).headers["etag"]
    assert (await read(clinic, cast)).headers["etag"] == newer != etag
    late = await patch(clinic, cast, {"name": "Late"}, if_match=etag)
    assert (late.status_code, late.json()["title"]) == (412, "This has changed in the meantime")
    assert (await read(clinic, cast)).json()["name"] == "North Street"


async def test_changes_at_once_are_laid_over_each_other_and_none_is_lost(
    world: World, clinic: Clinic, cast: Cast
) -> None:
    bodies: list[dict[str, Any]] = [{"name": f"Street {number}"} for number in range(4)] + [{"regulate_from": 7}]
    answers = await asyncio.gather(*(patch(clinic, cast, body) for body in bodies))
    assert [answer.status_code for answer in answers] == [200] * 5
    told = await said(world, cast)
    stands = (await read(clinic, cast)).json()
    assert len(told) == 6
    assert told[-1] == {"name": stands["name"], "regulate_from": 7}


@pytest.mark.parametrize("person", ["clinic_admin", "therapist", "client"])
async def test_only_the_organisation_decides(world: World, clinic: Clinic, cast: Cast, person: str) -> None:
    answer = await patch(clinic, cast, {"regulate_from": 7}, getattr(cast, person))
    assert answer.status_code == 403
    assert len(await said(world, cast)) == 1


async def test_beyond_the_wall_there_is_no_such_clinic(clinic: Clinic, ops: Person, cast: Cast) -> None:
    other = await bring_in(clinic, ops)
    assert (await patch(clinic, cast, {"name": "Mine"}, other.org_admin)).status_code == 404
    for who in (other.org_admin, other.therapist):
        assert (await read(clinic, cast, who)).status_code == 404
    nowhere = await clinic.http.get(f"/v1/clinics/{uuid4()}", headers=cast.org_admin.headers)
    assert nowhere.status_code == 404


async def test_staff_of_another_clinic_of_the_organisation_do_not_see_it(clinic: Clinic, cast: Cast) -> None:
    south = (await clinic.made("/v1/clinics", {"name": "South"}, cast.org_admin))["id"]
    answer = await clinic.http.get(f"/v1/clinics/{south}", headers=cast.therapist.headers)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("body", "field", "allowed"),
    [
        ({"regulate_from": 9}, "regulate_from", "Give a whole number from 7 to 8."),
        ({"regulate_from": 6}, "regulate_from", "Give a whole number from 7 to 8."),
        ({"regulate_from": True}, "regulate_from", "Give a whole number from 7 to 8."),
        ({"regulate_from": None}, "regulate_from", "Give a whole number from 7 to 8."),
        ({"name": " "}, "name", "Give text of 1 to 120 characters."),
        ({"name": None}, "name", "Give text of 1 to 120 characters."),
        ({"size": 3}, "body", "Known are: id, occurred_at, name, regulate_from."),
        ({"name": "X", "occurred_at": "2090-11-02T08:50:00Z"}, "occurred_at", "at most 24 hours ahead"),
    ],
)
async def test_bad_input_is_named_and_nothing_is_said(
    world: World, clinic: Clinic, cast: Cast, body: Any, field: str, allowed: str
) -> None:
    answer = await patch(clinic, cast, body)
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert (error["field"], allowed in error["detail"]) == (field, True), error
    assert len(await said(world, cast)) == 1
