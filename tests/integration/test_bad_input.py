"""Bad input: a clear problem that names the field and what is allowed, never the value, and nothing is stored."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.integration.cast import Body, Organisation, Person, bring_in, told, welcomed
from tests.integration.forgery import Forge
from tests.integration.house import House, open_house
from tests.integration.refusals import (
    BAD_MOMENTS,
    BAD_RATINGS,
    FROM_ONE_TO_TEN,
    MARK,
    MOMENT,
    TECHNIQUE,
    Stored,
    ended_code,
    refused,
)
from tests.integration.refusals_sharing import BAD_REQUESTS

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def house(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(postgres_url, redis_url, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def http(house: House) -> Iterator[httpx.Client]:
    with house.open() as http:
        yield http


@pytest.fixture(scope="module")
def ops(house: House, http: httpx.Client) -> Person:
    return Person(http).come_in(house.operator_code())


@pytest.fixture(scope="module")
def clinic(ops: Person) -> Organisation:
    return bring_in(ops)


@pytest.fixture(scope="module")
def elsewhere(ops: Person) -> Organisation:
    return bring_in(ops, "South")


@pytest.fixture(scope="module")
def maya(clinic: Organisation) -> Person:
    return clinic.client


@pytest.mark.parametrize("what", BAD_MOMENTS)
def test_a_bad_check_in_is_refused_by_the_name_of_its_field(what: str, maya: Person, house: House) -> None:
    wrong, field, allowed = BAD_MOMENTS[what]
    with Stored(house):
        alone = maya.ask("POST", "/v1/check-ins", MOMENT | wrong)
        assert refused(alone, 422, field)[field].startswith(allowed)


@pytest.mark.parametrize("what", BAD_MOMENTS)
def test_a_bad_check_in_among_good_ones_is_refused_alike_and_alone(what: str, maya: Person, house: House) -> None:
    wrong, *_ = BAD_MOMENTS[what]
    with Stored(house):
        alone = maya.ask("POST", "/v1/check-ins", MOMENT | wrong).json()
    batch = {"check_ins": [MOMENT, MOMENT | wrong, MOMENT]}
    results = maya.post("/v1/check-ins/batch", batch, 207)["results"]
    assert [each["status"] for each in results] == [201, 422, 201]
    assert results[1]["problem"] == alone
    assert MARK not in json.dumps(results[1])


def test_everything_that_is_wrong_is_named_at_once(maya: Person, house: House) -> None:
    with Stored(house):
        answer = maya.ask("POST", "/v1/check-ins", {"emotions": [], "intensity": 11, "note": 5, MARK: 1})
        errors = refused(answer, 422, "emotions", "intensity", "note", "body")
    assert errors["body"].startswith("There is a field here that is not known. Known are:")


def test_what_is_missing_is_named(maya: Person, house: House) -> None:
    with Stored(house):
        errors = refused(maya.ask("POST", "/v1/check-ins", {}), 422, "emotions", "intensity")
    assert errors["intensity"] == f"This field is needed. {FROM_ONE_TO_TEN}"


@pytest.mark.parametrize("path", ["/v1/check-ins", "/v1/check-ins/batch", "/v1/practices"])
def test_broken_json_is_called_that(path: str, maya: Person, house: House) -> None:
    for broken in (f'{{"note": "{MARK}', "", f"{MARK}", f'{{"emotions": ["{MARK}",]}}'):
        headers = maya.headers | {"Content-Type": "application/json"}
        with Stored(house):
            answer = maya.http.post(path, content=broken, headers=headers)
            assert answer.status_code in {400, 422}
            assert "JSON" in answer.text or "body" in answer.text
            refused(answer, answer.status_code, *(each["field"] for each in answer.json().get("errors", [])))


def test_a_body_that_is_no_json_is_refused_as_such(maya: Person, house: House) -> None:
    for path in ("/v1/check-ins", "/v1/practices"):
        with Stored(house):
            refused(maya.http.post(path, data={"note": MARK}, headers=maya.headers), 415)


def test_a_body_beyond_every_limit_is_not_read(maya: Person, house: House) -> None:
    with Stored(house):
        refused(maya.ask("POST", "/v1/check-ins", MOMENT | {"note": MARK * 100_000}), 413)
        refused(maya.ask("POST", "/v1/practices", {"technique_id": MARK * 100_000}), 413)


def forge(house: House, person: Person, organisation: Organisation) -> Forge:
    return Forge(house.signing_key, house.signer.kid, house.signer.issuer, organisation.id, person.subject, ("client",))


def test_an_expired_token_is_told_to_be_renewed(house: House, maya: Person, clinic: Organisation) -> None:
    ended = Person(maya.http, token=forge(house, maya, clinic).bad()["ended"])
    with Stored(house):
        for method, path in (("POST", "/v1/check-ins"), ("GET", "/v1/check-ins"), ("POST", "/v1/practices")):
            answer = ended.ask(method, path, MOMENT if method == "POST" else None)
            said = refused(answer, 401, "Authorization")["Authorization"]
            assert said == "The access token has ended. Get a new one from POST /v1/token."
            assert ended.token not in answer.text


def test_another_organisations_token_reaches_nothing_here(house: House, maya: Person, elsewhere: Organisation) -> None:
    check_in = maya.post("/v1/check-ins", MOMENT)["id"]
    practice = maya.post("/v1/practices", {"technique_id": TECHNIQUE, "check_in_id": check_in})["id"]
    stranger = elsewhere.client
    with Stored(house):
        for thing in (check_in, str(uuid4())):
            refused(stranger.ask("GET", f"/v1/check-ins/{thing}"), 404)
            refused(stranger.ask("DELETE", f"/v1/check-ins/{thing}"), 404)
            said = refused(stranger.ask("POST", "/v1/check-ins", MOMENT | {"replaces": thing}), 422, "replaces")
            assert said["replaces"].startswith("Give the id of one of your own check-ins")
            body = {"technique_id": TECHNIQUE, "check_in_id": thing}
            refused(stranger.ask("POST", "/v1/practices", body), 422, "check_in_id")
        for thing in (practice, str(uuid4())):
            refused(stranger.ask("POST", f"/v1/practices/{thing}/steps/1", {}), 404)


def test_a_token_that_names_an_organisation_where_its_subject_is_not_stores_nothing(
    house: House, maya: Person, elsewhere: Organisation
) -> None:
    """Even a real signature under a wrong pair of names opens nothing: the key row belongs to one organisation."""
    lost = Person(maya.http, token=forge(house, maya, elsewhere).good())
    with Stored(house):
        refused(lost.ask("POST", "/v1/check-ins", MOMENT), 404)
        refused(lost.ask("GET", "/v1/check-ins"), 404)
        refused(lost.ask("POST", "/v1/practices", {"technique_id": TECHNIQUE}), 404)


def started(maya: Person, **more: Any) -> Body:
    return dict(maya.post("/v1/practices", {"technique_id": TECHNIQUE} | more))


def test_a_step_out_of_order_is_told_the_next_one(maya: Person, house: House) -> None:
    practice = started(maya)
    with Stored(house):
        answer = maya.ask("POST", f"/v1/practices/{practice['id']}/steps/3", {"response": MARK})
        assert refused(answer, 409, "step") == {"step": "The next step is 1."}


def test_a_step_that_does_not_exist_is_told_which_do(maya: Person, house: House) -> None:
    practice = started(maya)
    for step in (0, -1, practice["steps_total"] + 1):
        with Stored(house):
            answer = maya.ask("POST", f"/v1/practices/{practice['id']}/steps/{step}", {"response": MARK})
            assert refused(answer, 422, "step") == {"step": f"Give a step from 1 to {practice['steps_total']}."}
    with Stored(house):
        refused(maya.ask("POST", f"/v1/practices/{practice['id']}/steps/{MARK}", {}), 422, "step")


@pytest.mark.parametrize("end", ["finish", "stop"])
def test_a_step_of_an_ended_practice_is_refused(end: str, maya: Person, house: House) -> None:
    practice = started(maya, version="tiny")
    for step in range(1, practice["steps_total"] + 1 if end == "finish" else 1):
        maya.post(f"/v1/practices/{practice['id']}/steps/{step}", {}, 200)
    maya.post(f"/v1/practices/{practice['id']}/{end}", {}, 200)
    with Stored(house):
        answer = maya.ask("POST", f"/v1/practices/{practice['id']}/steps/1", {"response": MARK})
        said = refused(answer, 409, "step")
        assert said == {"step": "This practice has ended; start a new one to do its steps again."}


def test_a_practice_with_steps_left_is_not_finished(maya: Person, house: House) -> None:
    practice = started(maya)
    with Stored(house):
        said = refused(maya.ask("POST", f"/v1/practices/{practice['id']}/finish", {"intensity_after": 3}), 409, "step")
        assert said == {"step": "The next step is 1. To leave before the end, stop."}


@pytest.mark.parametrize("end", ["finish", "stop", "rate"])
@pytest.mark.parametrize("what", BAD_RATINGS)
def test_a_bad_rating_is_refused_by_the_name_of_its_field(what: str, end: str, maya: Person, house: House) -> None:
    wrong, field, allowed = BAD_RATINGS[what]
    practice = started(maya, version="tiny")
    with Stored(house):
        answer = maya.ask("POST", f"/v1/practices/{practice['id']}/{end}", wrong)
        assert refused(answer, 422, field) == {field: allowed}


def test_a_technique_that_is_none_is_told_where_they_are(maya: Person, house: House) -> None:
    with Stored(house):
        said = refused(maya.ask("POST", "/v1/practices", {"technique_id": MARK}), 422, "technique_id")
        assert said == {"technique_id": "Give the id of a technique from GET /v1/techniques."}
        refused(maya.ask("POST", "/v1/practices", {"technique_id": TECHNIQUE, "version": MARK}), 422, "version")


def test_a_response_of_100_kb_is_refused(maya: Person, house: House) -> None:
    practice = started(maya)
    with Stored(house):
        body = {"response": MARK + "x" * 50_000}
        refused(maya.ask("POST", f"/v1/practices/{practice['id']}/steps/1", body), 422, "response")


@pytest.mark.parametrize("what", ["unknown", "used", "expired", "replaced"])
def test_a_code_that_opens_nothing_does_not_tell_why(what: str, house: House, clinic: Organisation) -> None:
    code, nobody = ended_code(house, clinic, what), Person(clinic.client.http)
    with Stored(house):
        answer = nobody.ask("POST", f"/v1/invitations/{code}/accept", {"adult": True})
        unknown = nobody.ask("POST", f"/v1/invitations/{uuid4().hex}/accept", {"adult": True})
        said = refused(answer, 404, "code")
        assert said == {"code": "It may be mistyped, used, or too old. Ask for a new one."}
        assert answer.json() == unknown.json()
        assert code not in answer.text


def test_a_code_is_not_used_up_by_somebody_who_does_not_say_they_are_an_adult(
    house: House, clinic: Organisation
) -> None:
    code, nobody = (
        clinic.therapist.post("/v1/invitations", {"role": "client"})["code"],
        Person(clinic.client.http),
    )
    for said in ({}, {"adult": False}):
        with Stored(house):
            refused(nobody.ask("POST", f"/v1/invitations/{code}/accept", said), 422, "adult")
    with Stored(house):
        refused(nobody.ask("POST", f"/v1/invitations/{code}/accept", {"adult": MARK}), 422, "adult")
    assert nobody.come_in(code).subject


def test_a_refresh_token_that_is_none_is_refused(house: House, clinic: Organisation) -> None:
    nobody = Person(clinic.client.http)
    with Stored(house):
        refused(
            nobody.ask("POST", "/v1/token", {"grant_type": "refresh_token", "refresh_token": MARK}),
            400,
            "refresh_token",
        )
        refused(nobody.ask("POST", "/v1/token", {"grant_type": MARK, "refresh_token": MARK}), 422, "grant_type")


def test_a_cursor_that_is_none_is_refused(house: House, maya: Person) -> None:
    with Stored(house):
        refused(maya.ask("GET", f"/v1/check-ins?cursor={MARK}"), 422, "cursor")
        refused(maya.ask("GET", f"/v1/practices?cursor={MARK}"), 422, "cursor")
        refused(maya.ask("GET", "/v1/check-ins?limit=0"), 422, "limit")
        refused(maya.ask("GET", f"/v1/check-ins/{MARK}"), 422, "check_in_id")


def test_a_place_with_bad_words_is_refused(house: House, clinic: Organisation) -> None:
    with Stored(house):
        too_much = {"name": "x", "regulate_from": 9}
        refused(clinic.org_admin.ask("POST", "/v1/clinics", too_much), 422, "regulate_from")
        refused(clinic.org_admin.ask("POST", "/v1/clinics", {"name": " "}), 422, "name")
        refused(clinic.therapist.ask("POST", "/v1/invitations", {"role": MARK}), 422, "role")
        label = {"role": "client", "label": MARK * 10}
        refused(clinic.therapist.ask("POST", "/v1/invitations", label), 422, "label")


@pytest.mark.parametrize("what", BAD_REQUESTS)
def test_a_bad_request_about_tasks_reminders_or_sharing_is_refused_by_the_name_of_its_field(
    what: str, maya: Person, house: House
) -> None:
    method, path, body, *fields = BAD_REQUESTS[what]
    with Stored(house):
        refused(maya.ask(method, path, body), 422, *fields)


def test_a_client_can_be_welcomed_after_all_that(clinic: Organisation) -> None:
    assert told(welcomed(clinic.therapist).ask("POST", "/v1/check-ins", MOMENT), 201)["intensity"] == 9
