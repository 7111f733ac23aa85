"""Coming in: codes, refresh tokens, the first operator, and the keys that verify tokens."""

import asyncio
import os
import sys
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import jwt
import pytest

from services.clinic.api.codes import hash_of_code
from services.clinic.decider import OPERATORS
from tests.clinic.conftest import Cast, Clinic, MovingClock, Person, World, bring_in


async def invitation(clinic: Clinic, cast: Cast) -> dict[str, str]:
    made: dict[str, str] = await clinic.made("/v1/invitations", {"role": "client"}, cast.therapist)
    return made


async def accept(clinic: Clinic, code: str, **body: object) -> httpx.Response:
    return await clinic.post(f"/v1/invitations/{code}/accept", {"adult": True} | body)


async def refresh(clinic: Clinic, token: str) -> httpx.Response:
    return await clinic.post("/v1/token", {"grant_type": "refresh_token", "refresh_token": token})


async def test_the_operators_command_prints_a_code_that_lets_the_first_operator_in(
    world: World, clinic: Clinic
) -> None:
    environment = os.environ | {"DATABASE_URL": world.database.url("clinic_api"), "KEY_FOLDER": str(world.keys)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.clinic", "operator-invitation", env=environment, stdout=-1, stderr=-1
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    answer = await clinic.post(f"/v1/invitations/{out.decode().strip()}/accept", {})
    assert (answer.status_code, answer.json()["roles"]) == (200, ["ops"])
    assert await world.value("SELECT count(*) FROM clinic.organisations WHERE id = $1", OPERATORS) == 1


async def test_there_is_one_organisation_of_operators_however_many_are_invited(
    world: World, clinic: Clinic, ops: Person
) -> None:
    assert ops.subject
    assert await world.value("SELECT count(*) FROM log.events WHERE subject = $1", OPERATORS) == 1
    assert (await clinic.post("/v1/organisations", {"name": "North"}, ops)).status_code == 201


async def test_tokens_verify_with_the_published_keys_and_a_library_alone(clinic: Clinic, cast: Cast) -> None:
    answer = await clinic.http.get("/.well-known/jwks.json")
    token = cast.client.headers["Authorization"].removeprefix("Bearer ")
    keys = {key.key_id: key for key in jwt.PyJWKSet.from_dict(answer.json()).keys}
    key = keys[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, key.key, algorithms=["EdDSA"], audience="smallhours", issuer="smallhours")
    assert (claims["org"], claims["sub"], claims["roles"]) == (cast.org, str(cast.client.subject), ["client"])
    assert claims["exp"] - claims["iat"] == 900
    assert "max-age" in answer.headers["cache-control"]
    assert (await clinic.http.get("/.well-known/jwks.json", headers={"If-None-Match": answer.headers["etag"]})
            ).status_code == 304  # fmt: skip
    assert set(answer.json()["keys"][0]) == {"kty", "crv", "use", "alg", "kid", "x"}


async def test_an_answer_with_tokens_is_never_kept(clinic: Clinic, cast: Cast) -> None:
    answer = await accept(clinic, (await invitation(clinic, cast))["code"])
    assert answer.headers["cache-control"] == "no-store"
    assert {"access_token", "token_type", "expires_in", "refresh_token", "subject", "roles"} == answer.json().keys()
    assert (answer.json()["token_type"], answer.json()["expires_in"]) == ("Bearer", 900)


async def test_twenty_parallel_accepts_let_exactly_one_in(world: World, clinic: Clinic, cast: Cast) -> None:
    made = await invitation(clinic, cast)
    answers = await asyncio.gather(*(accept(clinic, made["code"]) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] + 19 * [404]
    subject = UUID(made["client_id"])
    assert await world.value("SELECT count(*) FROM clinic.sessions WHERE subject = $1", subject) == 1
    assert await world.value("SELECT count(*) FROM log.events WHERE subject = $1", subject) == 3


async def test_wrong_used_and_expired_codes_look_the_same(clinic: Clinic, cast: Cast, clock: MovingClock) -> None:
    used, late = await invitation(clinic, cast), await invitation(clinic, cast)
    await clinic.come_in(used["code"])
    clock.moved = timedelta(days=15)
    answers = [await accept(clinic, code) for code in ("a" * 32, used["code"], late["code"])]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


async def test_a_client_says_that_they_are_an_adult_and_the_code_waits_for_it(clinic: Clinic, cast: Cast) -> None:
    code = (await invitation(clinic, cast))["code"]
    for body in ({}, {"adult": False}, {"adult": "yes"}, {"adult": 1}):
        refused = await clinic.post(f"/v1/invitations/{code}/accept", body)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "adult")
    assert (await accept(clinic, code.upper())).status_code == 200


async def test_only_hashes_of_secrets_are_stored(world: World, clinic: Clinic, cast: Cast) -> None:
    made = await invitation(clinic, cast)
    person = await clinic.come_in(made["code"])
    stored = await world.value(
        "SELECT string_agg(i::text, ' ') || (SELECT string_agg(r::text, ' ') FROM clinic.refresh_tokens r)"
        " FROM clinic.invitations i"
    )
    assert hash_of_code(made["code"]).hex() in stored
    for secret in (made["code"], person.refresh_token):
        assert secret not in stored
        assert secret.encode().hex() not in stored
        assert len(secret) >= 32


async def test_a_refresh_token_brings_the_next_one(clinic: Clinic, cast: Cast) -> None:
    first = (await refresh(clinic, cast.therapist.refresh_token)).json()
    second = await refresh(clinic, first["refresh_token"])
    assert second.status_code == 200
    assert second.json()["roles"] == ["therapist"]
    assert second.json()["subject"] == str(cast.therapist.subject)
    headers = {"Authorization": f"Bearer {second.json()['access_token']}"}
    assert (await clinic.http.get("/v1/caseload", headers=headers)).status_code == 200


async def next_token(clinic: Clinic, token: str) -> str:
    answer = await refresh(clinic, token)
    assert answer.status_code == 200
    return str(answer.json()["refresh_token"])


async def open_sessions(world: World, subject: UUID) -> int:
    query = "SELECT count(*) FROM clinic.sessions WHERE subject = $1 AND ended_at IS NULL"
    return int(await world.value(query, subject))


async def test_using_an_old_refresh_token_later_ends_the_session_for_both(
    clinic: Clinic, cast: Cast, clock: MovingClock
) -> None:
    newer = await next_token(clinic, cast.client.refresh_token)
    clock.moved = timedelta(seconds=61)
    stolen = await refresh(clinic, cast.client.refresh_token)
    assert (stolen.status_code, stolen.json()["type"]) == (400, "urn:smallhours:problem:token-not-valid")
    assert (await refresh(clinic, newer)).status_code == 400
    assert (await refresh(clinic, cast.therapist.refresh_token)).status_code == 200


async def test_using_an_old_refresh_token_after_its_successor_ends_the_session_for_both(
    clinic: Clinic, cast: Cast
) -> None:
    newest = await next_token(clinic, await next_token(clinic, cast.client.refresh_token))
    assert (await refresh(clinic, cast.client.refresh_token)).status_code == 400
    assert (await refresh(clinic, newest)).status_code == 400


async def test_a_lost_answer_to_a_refresh_is_asked_for_again(
    world: World, clinic: Clinic, cast: Cast, clock: MovingClock
) -> None:
    lost = await next_token(clinic, cast.client.refresh_token)
    clock.moved = timedelta(seconds=50)
    lost_too = await next_token(clinic, cast.client.refresh_token)
    found = await next_token(clinic, cast.client.refresh_token)
    assert len({lost, lost_too, found}) == 3
    newest = await next_token(clinic, found)
    assert await open_sessions(world, cast.client.subject) == 1
    assert (await refresh(clinic, lost)).status_code == 400
    assert (await refresh(clinic, newest)).status_code == 400


async def test_the_minute_for_a_lost_answer_begins_with_the_first_use(
    clinic: Clinic, cast: Cast, clock: MovingClock
) -> None:
    await next_token(clinic, cast.client.refresh_token)
    clock.moved = timedelta(seconds=40)
    await next_token(clinic, cast.client.refresh_token)
    clock.moved = timedelta(seconds=80)
    assert (await refresh(clinic, cast.client.refresh_token)).status_code == 400


async def test_of_parallel_uses_of_one_refresh_token_a_single_successor_goes_on(
    world: World, clinic: Clinic, cast: Cast
) -> None:
    answers = await asyncio.gather(*(refresh(clinic, cast.client.refresh_token) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    query = (
        "SELECT count(*) FROM clinic.refresh_tokens r JOIN clinic.sessions s ON s.id = r.session"
        " WHERE s.subject = $1 AND r.used_at IS NULL AND r.replaced_at IS NULL"
    )
    assert await world.value(query, cast.client.subject) == 1


async def test_a_lost_answer_to_an_acceptance_is_asked_for_again(
    world: World, clinic: Clinic, cast: Cast, clock: MovingClock
) -> None:
    made, request = await invitation(clinic, cast), str(uuid4())
    assert (await accept(clinic, made["code"], id=request)).status_code == 200
    clock.moved = timedelta(days=13)
    again = await accept(clinic, made["code"], id=request)
    assert (again.status_code, again.json()["subject"]) == (200, made["client_id"])
    assert (await refresh(clinic, again.json()["refresh_token"])).status_code == 200
    subject = UUID(made["client_id"])
    assert await world.value("SELECT count(*) FROM log.events WHERE subject = $1", subject) == 3
    for body in ({}, {"id": str(uuid4())}):
        assert (await accept(clinic, made["code"], **body)).status_code == 404
    clock.moved = timedelta(days=15)
    assert (await accept(clinic, made["code"], id=request)).status_code == 404


async def test_parallel_repetitions_of_one_acceptance_all_let_the_same_person_in(
    world: World, clinic: Clinic, cast: Cast
) -> None:
    made, request = await invitation(clinic, cast), str(uuid4())
    answers = await asyncio.gather(*(accept(clinic, made["code"], id=request) for _ in range(5)))
    assert {(answer.status_code, answer.json()["subject"]) for answer in answers} == {(200, made["client_id"])}
    assert await world.value("SELECT count(*) FROM log.events WHERE subject = $1", UUID(made["client_id"])) == 3


async def test_the_id_of_an_acceptance_is_stored_nowhere(world: World, clinic: Clinic, cast: Cast) -> None:
    made, request = await invitation(clinic, cast), uuid4()
    assert (await accept(clinic, made["code"], id=str(request))).status_code == 200
    row = await world.value("SELECT i::text FROM clinic.invitations i WHERE subject = $1", UUID(made["client_id"]))
    assert request.hex not in row.replace("-", "")
    assert await world.value("SELECT count(*) FROM log.events WHERE id = $1", request) == 0


async def test_inviting_again_and_accepting_at_once_never_stand_in_each_others_way(
    world: World, clinic: Clinic, cast: Cast
) -> None:
    """Every lock is taken in one order, so one waits for the other and neither is refused for having waited."""
    before = await deadlocks(world)
    for number in range(30):
        wanted = {"id": str(uuid4()), "role": "client"}
        code = (await clinic.made("/v1/invitations", wanted, cast.therapist))["code"]

        async def once_more(wanted: dict[str, str] = wanted, wait: float = number % 10 / 1000) -> httpx.Response:
            await asyncio.sleep(wait)
            return await clinic.post("/v1/invitations", wanted, cast.therapist)

        accepted, *again = await asyncio.gather(accept(clinic, code), once_more(), once_more())
        assert accepted.status_code in {200, 404}
        assert {answer.status_code for answer in again} <= {201, 409}
    assert await deadlocks(world) == before


async def deadlocks(world: World) -> int:
    return int(await world.value("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"))


async def test_the_description_says_what_to_do_when_an_answer_was_lost(clinic: Clinic) -> None:
    schemas = (await clinic.http.get("/openapi.json")).json()["components"]["schemas"]
    assert "lost" in schemas["PostedAcceptance"]["properties"]["id"]["description"]
    assert "60 seconds" in schemas["PostedRefresh"]["properties"]["refresh_token"]["description"]


async def test_a_refresh_token_ends_after_thirty_days(clinic: Clinic, cast: Cast, clock: MovingClock) -> None:
    clock.moved = timedelta(days=29)
    newer = (await refresh(clinic, cast.client.refresh_token)).json()["refresh_token"]
    clock.moved = timedelta(days=60)
    assert (await refresh(clinic, newer)).status_code == 400


@pytest.mark.parametrize(
    "body", [{"grant_type": "password", "refresh_token": "x"}, {"grant_type": "refresh_token"}, {}]
)
async def test_a_token_request_that_is_none_is_answered_by_field(clinic: Clinic, body: dict[str, str]) -> None:
    answer = await clinic.post("/v1/token", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] in {"grant_type", "refresh_token"}


async def test_somebody_erased_comes_in_no_more(world: World, clinic: Clinic, cast: Cast) -> None:
    made = await invitation(clinic, cast)
    await world.database.erase(UUID(made["client_id"]))
    assert (await accept(clinic, made["code"])).status_code == 404


async def test_a_client_joins_and_is_assigned_in_the_log(world: World, clinic: Clinic, cast: Cast) -> None:
    types = await world.value(
        "SELECT array_agg(type ORDER BY version) FROM log.events WHERE subject = $1 AND service = 'clinic'",
        cast.client.subject,
    )
    assert types == ["client.invited", "client.joined", "client.assigned"]


async def test_the_look_over_the_wall_gives_an_organisation_for_a_known_code_alone(
    world: World, clinic: Clinic, ops: Person
) -> None:
    other = await bring_in(clinic, ops)
    made = await invitation(clinic, other)
    query = "SELECT clinic.organisation_of($1, $2)"
    assert str(await world.value(query, "invitation", hash_of_code(made["code"]))) == other.org
    assert await world.value(query, "refresh", hash_of_code(made["code"])) is None
    assert await world.value(query, "invitation", hash_of_code(str(uuid4()))) is None
    for role in ("public", "log_api", "log_worker"):
        if role != "public":
            assert not await world.value(
                "SELECT has_function_privilege($1, 'clinic.organisation_of(text, bytea)', 'EXECUTE')", role
            )
    assert await world.value("SELECT count(*) FROM pg_proc WHERE prosecdef AND pronamespace = 'clinic'::regnamespace") == 1  # noqa: E501  # fmt: skip
