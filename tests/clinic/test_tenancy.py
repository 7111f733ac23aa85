"""Who brings whom in, and who sees whom: one organisation, its neighbour, and everybody's place in them."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from shared.database import Database
from shared.events import CONTRACTS, ClientInvited, ClinicSettingsChanged, StaffAdded
from shared.keyring import FileKeyProvider, Keyring, open_event
from shared.log import read_stream, verify_stream
from tests.clinic.conftest import Cast, Clinic, Person, World, bring_in
from tests.databases import connected


async def test_everybody_sees_what_their_place_shows_them(clinic: Clinic, cast: Cast) -> None:
    south = (await clinic.made("/v1/clinics", {"name": "South", "regulate_from": 7}, cast.org_admin))["id"]
    colleague = await clinic.made("/v1/staff", {"role": "therapist", "clinic_id": south}, cast.org_admin)

    def shown(listed: Any, name: str) -> set[str]:
        return {each["id"] for each in listed[name]}

    assert shown(await clinic.get("/v1/clinics", cast.org_admin), "clinics") == {cast.clinic, south}
    for person in (cast.clinic_admin, cast.therapist):
        assert shown(await clinic.get("/v1/clinics", person), "clinics") == {cast.clinic}
    everybody = {str(each.subject) for each in (cast.org_admin, cast.clinic_admin, cast.therapist)}
    assert shown(await clinic.get("/v1/staff", cast.org_admin), "staff") == everybody | {colleague["id"]}
    own = {str(cast.clinic_admin.subject), str(cast.therapist.subject)}
    assert shown(await clinic.get("/v1/staff", cast.clinic_admin), "staff") == own


async def test_a_clinic_is_shown_as_it_was_made(clinic: Clinic, cast: Cast) -> None:
    assert (await clinic.get("/v1/clinics", cast.therapist))["clinics"] == [
        {"id": cast.clinic, "name": "North Street", "regulate_from": 8}
    ]


async def test_a_caseload_holds_the_own_clients_alone_and_nothing_they_feel(clinic: Clinic, cast: Cast) -> None:
    member = await clinic.made("/v1/staff", {"role": "therapist", "clinic_id": cast.clinic}, cast.clinic_admin)
    colleague = await clinic.come_in(member["invitation"]["code"])
    waiting = await clinic.made("/v1/invitations", {"role": "client", "label": " N.  "}, colleague)
    placed = await clinic.made(
        "/v1/invitations", {"role": "client", "therapist_id": str(colleague.subject)}, cast.clinic_admin
    )
    await clinic.made("/v1/invitations", {"role": "client"}, cast.clinic_admin)
    assert (await clinic.get("/v1/caseload", cast.therapist))["clients"] == [
        {"id": str(cast.client.subject), "label": "M.", "joined": True}
    ]
    assert (await clinic.get("/v1/caseload", colleague))["clients"] == [
        {"id": waiting["client_id"], "label": "N.", "joined": False},
        {"id": placed["client_id"], "joined": False},
    ]


async def test_a_client_is_told_their_own_clinic_and_therapist(clinic: Clinic, cast: Cast) -> None:
    mine = {"clinic_id": cast.clinic, "name": "North Street"}
    assert await clinic.get("/v1/me/clinic", cast.client) == mine | {"therapist_id": str(cast.therapist.subject)}
    placed = await clinic.made("/v1/invitations", {"role": "client"}, cast.clinic_admin)
    assert await clinic.get("/v1/me/clinic", await clinic.come_in(placed["code"])) == mine


async def test_lists_come_in_pages(clinic: Clinic, cast: Cast) -> None:
    made = [(await clinic.made("/v1/clinics", {"name": f"C{n}"}, cast.org_admin))["id"] for n in range(4)]
    met, path = [], "/v1/clinics?limit=2"
    while path:
        answer = await clinic.http.get(path, headers=cast.org_admin.headers)
        met += [each["id"] for each in answer.json()["clinics"]]
        path = answer.links.get("next", {}).get("url", "")
    assert met == [cast.clinic, *made]


async def test_another_organisation_sees_nothing_and_reaches_nothing(clinic: Clinic, ops: Person, cast: Cast) -> None:
    other = await bring_in(clinic, ops)
    for person, path, name in (
        (other.org_admin, "/v1/clinics", "clinics"),
        (other.org_admin, "/v1/staff", "staff"),
        (other.therapist, "/v1/caseload", "clients"),
    ):
        seen = {each["id"] for each in (await clinic.get(path, person))[name]}
        assert seen
        assert not seen & {cast.clinic, str(cast.therapist.subject), str(cast.client.subject)}
    for person, path, body in (
        (other.org_admin, "/v1/staff", {"role": "therapist", "clinic_id": cast.clinic}),
        (other.clinic_admin, "/v1/invitations", {"role": "client", "clinic_id": cast.clinic}),
        (other.clinic_admin, "/v1/invitations", {"role": "client", "therapist_id": str(cast.therapist.subject)}),
    ):
        foreign = await clinic.post(path, body, person)
        absent = await clinic.post(path, {k: str(uuid4()) if k.endswith("_id") else v for k, v in body.items()}, person)
        assert (foreign.status_code, foreign.text) == (absent.status_code, absent.text)
        assert foreign.status_code == 404


async def test_within_an_organisation_nobody_reaches_beyond_their_clinic(clinic: Clinic, cast: Cast) -> None:
    south = (await clinic.made("/v1/clinics", {"name": "South"}, cast.org_admin))["id"]
    member = await clinic.made("/v1/staff", {"role": "therapist", "clinic_id": south}, cast.org_admin)
    for person, path, body in (
        (cast.clinic_admin, "/v1/staff", {"role": "therapist", "clinic_id": south}),
        (cast.clinic_admin, "/v1/invitations", {"role": "client", "clinic_id": south}),
        (cast.clinic_admin, "/v1/invitations", {"role": "client", "therapist_id": member["id"]}),
        (cast.clinic_admin, "/v1/invitations", {"role": "client", "therapist_id": str(cast.clinic_admin.subject)}),
        (cast.therapist, "/v1/invitations", {"role": "client", "clinic_id": south}),
        (cast.therapist, "/v1/invitations", {"role": "client", "therapist_id": member["id"]}),
    ):
        assert (await clinic.post(path, body, person)).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "may"),
    [
        ("/v1/organisations", {"name": "X"}, {"ops"}),
        ("/v1/clinics", {"name": "X"}, {"org_admin"}),
        ("/v1/staff", {"role": "therapist", "clinic_id": ""}, {"org_admin", "clinic_admin"}),
        ("/v1/invitations", {"role": "client"}, {"clinic_admin", "therapist"}),
    ],
)
async def test_each_role_makes_only_what_is_theirs_to_make(
    clinic: Clinic, ops: Person, cast: Cast, path: str, body: dict[str, str], may: set[str]
) -> None:
    body = {name: cast.clinic if name == "clinic_id" else value for name, value in body.items()}
    people = {
        "ops": ops,
        "org_admin": cast.org_admin,
        "clinic_admin": cast.clinic_admin,
        "therapist": cast.therapist,
        "client": cast.client,
    }
    answers = {role: (await clinic.post(path, body, person)).status_code for role, person in people.items()}
    assert answers == {role: 201 if role in may else 403 for role in people}
    assert (await clinic.post(path, body)).status_code == 401


async def test_making_the_same_again_makes_it_once(world: World, clinic: Clinic, ops: Person, cast: Cast) -> None:
    place: dict[str, Any] = {"id": str(uuid4()), "name": "South", "regulate_from": 7}
    answers = await asyncio.gather(*(clinic.post("/v1/clinics", place, cast.org_admin) for _ in range(10)))
    assert {(answer.status_code, answer.text) for answer in answers} == {(201, answers[0].text)}
    assert await world.value("SELECT count(*) FROM log.events WHERE subject = $1", UUID(place["id"])) == 1
    other = await clinic.post("/v1/clinics", place | {"name": "West"}, cast.org_admin)
    assert (other.status_code, other.json()["type"]) == (422, "urn:smallhours:problem:other-content")


async def test_an_organisation_made_twice_has_one_admin_and_the_newest_code_opens(
    world: World, clinic: Clinic, ops: Person
) -> None:
    wanted = {"id": str(uuid4()), "name": "West"}
    first = await clinic.made("/v1/organisations", wanted, ops)
    second = await clinic.made("/v1/organisations", wanted, ops)
    assert first["admin_id"] == second["admin_id"]
    ended = await clinic.post(f"/v1/invitations/{first['invitation']['code']}/accept", {})
    assert ended.status_code == 404
    await clinic.come_in(second["invitation"]["code"])
    again = await clinic.post("/v1/organisations", wanted, ops)
    assert (again.status_code, again.json()["type"]) == (409, "urn:smallhours:problem:joined-already")
    renamed = await clinic.post("/v1/organisations", wanted | {"name": "East"}, ops)
    assert renamed.status_code == 422
    assert await world.value("SELECT count(*) FROM clinic.staff WHERE org = $1", UUID(wanted["id"])) == 1


async def test_a_colleague_cannot_get_a_code_for_somebody_elses_client(clinic: Clinic, cast: Cast) -> None:
    member = await clinic.made("/v1/staff", {"role": "therapist", "clinic_id": cast.clinic}, cast.clinic_admin)
    colleague = await clinic.come_in(member["invitation"]["code"])
    wanted = {"id": str(uuid4()), "role": "client"}
    code = (await clinic.made("/v1/invitations", wanted, cast.therapist))["code"]
    assert (await clinic.post("/v1/invitations", wanted, colleague)).status_code == 422
    await clinic.come_in(code)
    assert (await clinic.post("/v1/invitations", wanted, cast.therapist)).status_code == 409


async def test_an_id_that_is_taken_anywhere_is_refused_without_a_word_about_it(
    clinic: Clinic, ops: Person, cast: Cast
) -> None:
    other = await bring_in(clinic, ops)
    for taken in (cast.clinic, str(cast.client.subject), cast.org):
        answer = await clinic.post("/v1/clinics", {"id": taken, "name": "X"}, other.org_admin)
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:smallhours:problem:other-content")
    own = await clinic.post(
        "/v1/staff", {"id": str(cast.client.subject), "role": "therapist", "clinic_id": cast.clinic}, cast.clinic_admin
    )
    assert own.status_code == 422


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("/v1/clinics", "name", ""),
        ("/v1/clinics", "name", "x" * 121),
        ("/v1/clinics", "regulate_from", 9),
        ("/v1/clinics", "regulate_from", True),
        ("/v1/clinics", "occurred_at", "2026-11-02T08:50:00"),
        ("/v1/clinics", "occurred_at", "2090-11-02T08:50:00Z"),
        ("/v1/clinics", "id", "one"),
        ("/v1/staff", "role", "ops"),
        ("/v1/staff", "clinic_id", None),
    ],
)
async def test_bad_input_is_answered_by_field(clinic: Clinic, cast: Cast, path: str, field: str, value: Any) -> None:
    good = {"name": "X"} if path == "/v1/clinics" else {"role": "therapist", "clinic_id": cast.clinic}
    answer = await clinic.post(path, good | {field: value}, cast.org_admin)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_what_the_rows_say_is_sealed_and_the_events_say_the_same(
    world: World, clinic: Clinic, cast: Cast
) -> None:
    dumped = await world.value(
        "SELECT (SELECT string_agg(t::text, ' ') FROM clinic.clinics t)"
        " || (SELECT string_agg(t::text, ' ') FROM clinic.clients t)"
        " || (SELECT string_agg(t::text, ' ') FROM clinic.staff t)"
    )
    for words in ("North Street", "therapist"):
        assert words not in dumped
        assert words.encode().hex() not in dumped
    events = await opened(world, cast, UUID(cast.clinic), cast.therapist.subject, cast.client.subject)
    assert events[0] == ClinicSettingsChanged(
        clinic_id=UUID(cast.clinic), settings={"name": "North Street", "regulate_from": 8}
    )
    assert events[1] == StaffAdded(role="therapist", clinic_id=UUID(cast.clinic))
    assert events[2] == ClientInvited(clinic_id=UUID(cast.clinic), therapist_id=cast.therapist.subject)


async def opened(world: World, cast: Cast, *subjects: UUID) -> list[Any]:
    """The first event of each subject's clinic stream; every stream verifies."""
    database = Database(world.database.url("clinic_api"))
    keyring = Keyring(FileKeyProvider(world.keys), database)
    found = []
    for subject in subjects:
        async with database.unit_of_work(UUID(cast.org)) as work:
            stream = await read_stream(work.raw, subject, "clinic")
        verify_stream(stream)
        assert all(CONTRACTS[event.type].producer == "clinic" for event in stream)
        found.append(open_event(await keyring.key(UUID(cast.org), subject), stream[0]).data)
    await database.stop()
    return found


async def test_the_role_of_the_api_sees_no_row_without_an_organisation(world: World, cast: Cast) -> None:
    assert cast.org
    tables = ("organisations", "clinics", "staff", "clients", "invitations", "sessions", "refresh_tokens")
    async with connected(world.database.url("clinic_api")) as api:
        for table in tables:
            assert await api.fetchval(f"SELECT count(*) FROM clinic.{table}") == 0
            assert await world.value(f"SELECT count(*) FROM clinic.{table}") > 0
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await api.execute(
                "INSERT INTO clinic.sessions (id, org, subject, created_at) VALUES ($1, $2, $1, now())",
                uuid4(),
                UUID(cast.org),
            )
