"""Who may do what: every route of every service, asked by everybody, with the ids of Maya's things in its place."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.auth import Role
from tests.integration.access_row import MOMENT, ROLES, SIBLINGS, STRANGERS, TECHNIQUE, Row, Things, nobodys
from tests.integration.access_sharing import TASK
from tests.integration.access_table import (
    APIS,
    ASK_THEMSELVES,
    EVERY_PROCESS,
    PROCESS_NAMES,
    TABLE,
    WITH_LOGIN,
    WITHOUT_LOGIN,
    rows_of,
)
from tests.integration.belongings import NOTE, Belongings
from tests.integration.cast import Cast, Person, everybody, told
from tests.integration.declared import built, of_this_service, roles_asked_for, routes
from tests.integration.forgery import Forge, forwarded, in_the_query
from tests.integration.house import House, open_house

pytestmark = pytest.mark.real

Ways = dict[str, httpx.Client]
# What was asked for, without what the workers add to it when they come to it, and what is added when she or her
# therapist reads a report, or her therapist proposes something.
EVENTS_OF = """
SELECT count(*) FROM log.events WHERE subject = $1::uuid AND type NOT IN (
    'technique.recommended', 'first_line.prepared', 'card.shown', 'quiet.asked', 'occurrence.sent', 'report.built',
    'report.opened', 'plan.proposed'
)
"""
EVENTS = "SELECT count(*) FROM log.events WHERE service = 'clinic'"


@pytest.fixture(scope="module")
def house(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(postgres_url, redis_url, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def ways(house: House) -> Iterator[Ways]:
    """The way to each process, and `gateway`."""
    clients = {each.name: house.open(each.name) for each in house.processes}
    yield clients
    for client in clients.values():
        client.close()


@pytest.fixture(scope="module")
def cast(house: House, ways: Ways) -> Cast:
    return everybody(Person(ways["gateway"]).come_in(house.operator_code()))


@pytest.fixture(scope="module")
def hers(cast: Cast) -> Belongings:
    return Belongings(cast)


def asked(row: Row, who: Person, things: Things, **more: Any) -> httpx.Response:
    body = None if row.body is None else row.body(things)
    return who.ask(row.method, things.path(row.path + row.query), body, **more)


def said(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """An answer without what differs each time."""
    changing = {"x-request-id", "date"}
    return answer.status_code, answer.content, {n: v for n, v in answer.headers.items() if n not in changing}


@pytest.mark.parametrize("way", ["gateway", "service"])
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_exactly_those_in_the_table_may(
    row: Row, way: str, house: House, ways: Ways, cast: Cast, hers: Belongings
) -> None:
    """Maya is asked last, because it is her thing that may be used up. What does not exist is refused alike."""
    http = ways["gateway" if way == "gateway" else f"{row.service}-api"]
    things, absent = hers.ready_for(row), nobodys()
    people = {name: person.at(http) for name, person in cast.people().items()}
    before = house.value(EVENTS_OF, cast.maya.subject)
    answers = {name: asked(row, person, things) for name, person in people.items() if name != "maya"}
    assert house.value(EVENTS_OF, cast.maya.subject) == before
    answers["maya"] = asked(row, people["maya"], things)
    assert {name: answer.status_code for name, answer in answers.items()} == {n: row.expected(n) for n in people}
    for name, answer in answers.items():
        if row.expected(name) != row.status:
            assert said(answer) == said(asked(row, people[name], absent)), name
        told_to_all = answer.text + str(answer.headers)
        assert not [each for each in secrets_from(name, things, cast) if each in told_to_all], name


def secrets_from(name: str, things: Things, cast: Cast) -> list[str]:
    """What belongs to Maya and to nobody else's answer, and what belongs to her clinic and her organisation."""
    secrets = [] if name == "maya" else [*things.own(), NOTE]
    if name not in {"maya", "therapist"}:
        secrets.append(things.report_id)
    if name not in {"maya", "therapist"}:
        secrets.append(cast.maya.subject)
    if name in STRANGERS | SIBLINGS | {"nobody", "ops"}:
        secrets += [cast.home.clinic, cast.therapist.subject, cast.clinic_admin.subject]
    if name in STRANGERS | {"nobody", "ops"}:
        secrets += [cast.home.id, cast.org_admin.subject, cast.sibling_admin.subject]
    return secrets


@pytest.mark.parametrize("name", PROCESS_NAMES)
def test_health_and_metrics_are_there_at_the_process_itself_and_not_from_outside(
    name: str, ways: Ways, cast: Cast
) -> None:
    for path in EVERY_PROCESS:
        for person in (cast.nobody, cast.maya, cast.ops):
            assert person.at(ways[name]).ask("GET", path).status_code == 200
            assert person.at(ways["gateway"]).ask("GET", path).status_code == 404


@pytest.mark.parametrize("name", PROCESS_NAMES)
def test_every_route_has_a_row_and_every_row_a_route(name: str, tmp_path: Path) -> None:
    service, _, kind = name.partition("-")
    found = routes(service, kind, tmp_path)
    assert {each.split()[2] for each in found} >= set(EVERY_PROCESS)
    assert of_this_service(found) == (set(rows_of(service)) if kind == "api" else set())


@pytest.mark.parametrize("service", APIS)
def test_a_route_asks_for_the_roles_of_its_row(service: str, tmp_path: Path) -> None:
    found = routes(service, "api", tmp_path)
    for name, rows in rows_of(service).items():
        declared = roles_asked_for(getattr(found[name], "dependant", None))
        wanted = [rows[0].roles] if rows[0].roles and name not in ASK_THEMSELVES else []
        assert declared == wanted, name
        assert {row.roles for row in rows} == {rows[0].roles}


@pytest.mark.parametrize("service", APIS)
def test_the_routes_that_need_no_login_are_these_and_no_more(service: str, tmp_path: Path) -> None:
    described = built(service, "api", tmp_path).openapi()["paths"]
    open_to_all = {
        f"{service} {method.upper()} {path}"
        for path, methods in described.items()
        for method, route in methods.items()
        if not route.get("security")
    }
    frozen = {each for each in WITHOUT_LOGIN if each.split()[0] == service}
    assert of_this_service(open_to_all) == frozen
    assert {name for name, rows in rows_of(service).items() if not rows[0].roles} == frozen


@pytest.mark.parametrize("row", WITH_LOGIN, ids=lambda row: row.name)
def test_a_forwarded_name_is_no_token(row: Row, ways: Ways, cast: Cast) -> None:
    nobody = Person(ways[f"{row.service}-api"])
    for whom in (cast.maya, cast.org_admin):
        for more in ({"headers": forwarded(whom, cast.home.id)}, {"params": in_the_query(whom)}):
            assert asked(row, nobody, nobodys(), **more).status_code == 401


@pytest.mark.parametrize("path", ["/v1/check-ins", "/v1/check-ins/{check_in_id}", "/v1/practices", "/v1/clinics"])
def test_forwarded_names_change_nothing_for_somebody_with_a_token(
    path: str, ways: Ways, cast: Cast, hers: Belongings
) -> None:
    row = next(row for row in TABLE if (row.method, row.path) == ("GET", path))
    things = hers.ready_for(row)
    for who in (cast.neighbour, cast.stranger, cast.strange_org_admin):
        there = who.at(ways[f"{row.service}-api"])
        claimed = asked(row, there, things, headers=forwarded(cast.maya, cast.home.id))
        assert said(claimed) == said(asked(row, there, things))


def test_two_tokens_at_once_are_none(ways: Ways, cast: Cast) -> None:
    both = [("Authorization", f"Bearer {who.token}") for who in (cast.stranger, cast.maya)]
    assert ways["checkin-api"].get("/v1/check-ins", headers=both).status_code == 401


def forge(house: House, cast: Cast, role: Role) -> Forge:
    """For the first of the cast with this role in Maya's organisation."""
    person = next(cast.people()[name] for name, own in ROLES.items() if own == role)
    return Forge(house.signing_key, house.signer.kid, house.signer.issuer, cast.home.id, person.subject, (role,))


@pytest.mark.parametrize("row", WITH_LOGIN, ids=lambda row: row.name)
def test_every_service_by_itself_takes_no_token_but_a_good_one(row: Row, house: House, ways: Ways, cast: Cast) -> None:
    """The control is the same token with nothing wrong."""
    forging, http = forge(house, cast, min(row.roles)), ways[f"{row.service}-api"]
    for what, token in forging.bad().items():
        answer = asked(row, Person(http, token=token), nobodys())
        assert answer.status_code == 401, what
        assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
        assert token not in answer.text
    assert asked(row, Person(http, token=forging.good()), nobodys()).status_code not in {401, 403}


@pytest.mark.parametrize("row", WITH_LOGIN, ids=lambda row: row.name)
def test_a_role_that_is_none_opens_nothing(row: Row, house: House, ways: Ways, cast: Cast) -> None:
    for roles in ([], ["admin"], ["Client", "superuser"]):
        token = forge(house, cast, min(row.roles)).good(roles=roles)
        assert asked(row, Person(ways[f"{row.service}-api"], token=token), nobodys()).status_code == 403


def test_the_same_id_in_two_peoples_hands_is_two_things(cast: Cast, hers: Belongings) -> None:
    """Clients choose ids. Choosing hers neither shows nor changes what she has, nor tells that she has it."""
    things = hers.ready_for(TABLE[0])
    before = cast.maya.get(f"/v1/check-ins/{things.check_in_id}")
    for who in (cast.neighbour, cast.stranger):
        mine = who.post("/v1/check-ins", MOMENT | {"id": things.check_in_id, "intensity": 2})
        assert (mine["id"], mine["intensity"]) == (things.check_in_id, 2)
        started = who.post("/v1/practices", {"id": things.practice_id, "technique_id": "count-back"})
        assert started["technique_id"] == "count-back"
    assert cast.maya.get(f"/v1/check-ins/{things.check_in_id}") == before
    assert cast.maya.get(f"/v1/practices/{things.practice_id}")["technique_id"] == TECHNIQUE


def test_what_somebody_did_for_her_moment_is_hers_alone_to_say(cast: Cast, hers: Belongings) -> None:
    """Her moment and her practice are as unknown to others as what nobody has."""
    things, absent = hers.ready_for(TABLE[0]), nobodys()
    for who in (cast.neighbour, cast.stranger):
        attempts = f"/v1/plan/assignments/{who.post('/v1/plan/assignments', TASK)['id']}/attempts"
        for field in ("check_in_id", "practice_id"):
            answers = [
                who.ask("POST", attempts, {"version": "tiny", field: getattr(each, field)}) for each in (things, absent)
            ]
            assert [each.status_code for each in answers] == [422, 422]
            assert said(answers[0]) == said(answers[1])


def test_an_id_that_is_somebody_elses_makes_nobody(house: House, cast: Cast) -> None:
    taken = [cast.maya.subject, cast.therapist.subject, cast.home.clinic, cast.home.id]
    before = house.value(EVENTS)
    for inviter, clinic in ((cast.colleague, cast.home.clinic), (cast.strange_therapist, cast.elsewhere.clinic)):
        for subject in taken:
            inviter.post("/v1/invitations", {"id": subject, "role": "client", "clinic_id": clinic}, 422)
    for admin, clinic in ((cast.org_admin, cast.home.clinic), (cast.strange_org_admin, cast.elsewhere.clinic)):
        for subject in taken:
            admin.post("/v1/staff", {"id": subject, "role": "clinic_admin", "clinic_id": clinic}, 422)
            admin.post("/v1/clinics", {"id": subject, "name": "Nowhere Street"}, 422)
    for subject in taken:
        cast.ops.post("/v1/organisations", {"id": subject, "name": "Nowhere"}, 422)
    assert house.value(EVENTS) == before
    assert cast.maya.subject in {each["id"] for each in cast.therapist.get("/v1/caseload")["clients"]}


def test_a_cursor_of_somebody_else_shows_only_the_own_things(cast: Cast) -> None:
    hers_too = [cast.maya.post("/v1/check-ins", MOMENT)["id"] for _ in range(2)]
    cast.stranger.post("/v1/check-ins", MOMENT | {"occurred_at": "2026-01-01T00:00:00Z"})
    page = cast.maya.ask("GET", "/v1/check-ins?limit=1")
    shown = told(cast.stranger.ask("GET", page.links["next"]["url"]), 200)["check_ins"]
    assert shown
    assert not {each["id"] for each in shown} & set(hers_too)


def test_a_refresh_token_that_was_used_twice_ends_the_session_for_both(cast: Cast) -> None:
    stolen = {"grant_type": "refresh_token", "refresh_token": cast.neighbour.refresh_token}
    following = cast.neighbour.post("/v1/token", stolen, 200)["refresh_token"]
    newest = cast.neighbour.post("/v1/token", stolen | {"refresh_token": following}, 200)["refresh_token"]
    cast.nobody.post("/v1/token", stolen, 400)
    cast.neighbour.post("/v1/token", stolen | {"refresh_token": newest}, 400)
