"""Routes that ask who is there, against issuers' keys in a real database."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import APIRouter, Depends, Request

from shared.auth import (
    SECURED,
    Principal,
    Role,
    TokenSigner,
    Verifier,
    allow,
    authenticate,
    issuers_of,
    new_signing_key,
)
from shared.database import Database
from shared.http import create_app
from shared.log import SystemClock
from tests.databases import FreshDatabase, connected, fresh_database

pytestmark = pytest.mark.real

ORG, SUBJECT = uuid4(), uuid4()
PRIVATE, PUBLIC = new_signing_key()
SIGNER = TokenSigner(PRIVATE, "kid-1", "https://clinic.example")


def routes() -> APIRouter:
    router = APIRouter()

    @router.get("/v1/mine")
    async def mine(principal: Annotated[Principal, Depends(allow("client", "therapist"))]) -> dict[str, str]:
        return {"org": str(principal.org), "subject": str(principal.subject)}

    @router.post("/v1/own", openapi_extra=SECURED)
    async def own(request: Request) -> dict[str, str]:
        return {"subject": str((await authenticate(request, "client")).subject)}

    @router.get("/v1/anyone", openapi_extra=SECURED)
    async def anyone(request: Request) -> dict[str, list[str]]:
        return {"roles": sorted((await authenticate(request)).roles)}

    return router


@pytest.fixture
async def fresh(postgres_url: str) -> AsyncIterator[FreshDatabase]:
    async with fresh_database(postgres_url, ["checkin"]) as fresh:
        async with connected(fresh.owner) as owner:
            await owner.execute(
                "INSERT INTO log.issuers (kid, issuer, algorithm, public_key) VALUES ('kid-1', $1, 'EdDSA', $2)",
                "https://clinic.example",
                PUBLIC,
            )
        yield fresh


@pytest.fixture
async def client(fresh: FreshDatabase) -> AsyncIterator[httpx.AsyncClient]:
    database = Database(fresh.url("checkin_api"))
    verifier = Verifier(issuers_of(database), audience="smallhours", clock=SystemClock())
    app = create_app(service="checkin", ready=lambda: True, routers=[routes()], verifier=verifier)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://checkin") as client:
        yield client
    await database.stop()


def bearer(*roles: Role, org: UUID = ORG, minutes: int = 5) -> dict[str, str]:
    now, lifetime = SystemClock().now(), timedelta(minutes=10)
    token = SIGNER.sign(
        org=org, subject=SUBJECT, roles=roles, now=now + timedelta(minutes=minutes) - lifetime, lifetime=lifetime
    )
    return {"Authorization": f"Bearer {token}"}


async def test_the_right_role_is_let_in(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/mine", headers=bearer("therapist"))
    assert answer.json() == {"org": str(ORG), "subject": str(SUBJECT)}
    assert (await client.post("/v1/own", headers=bearer("client"))).status_code == 200
    assert (await client.get("/v1/anyone", headers=bearer("ops"))).json() == {"roles": ["ops"]}


async def test_another_role_is_refused(client: httpx.AsyncClient) -> None:
    for answer in (
        await client.get("/v1/mine", headers=bearer("ops")),
        await client.post("/v1/own", headers=bearer("therapist")),
        await client.get("/v1/mine", headers=bearer()),
    ):
        assert answer.status_code == 403
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] == "urn:smallhours:problem:forbidden"


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer ", "Basic YTpi", "token"])
async def test_without_a_token_the_answer_says_how_to_send_one(client: httpx.AsyncClient, given: str | None) -> None:
    for path in ("/v1/mine", "/v1/anyone"):
        answer = await client.get(path, headers={} if given is None else {"Authorization": given})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["errors"] == [
            {"field": "Authorization", "detail": "Send an access token: Authorization: Bearer <token>."}
        ]


async def test_two_authorization_headers_are_none(client: httpx.AsyncClient) -> None:
    good = bearer("client")["Authorization"]
    answer = await client.get("/v1/mine", headers=[("Authorization", good), ("Authorization", good)])
    assert answer.status_code == 401


async def test_an_ended_token_is_told_from_a_wrong_one_and_neither_is_quoted(client: httpx.AsyncClient) -> None:
    ended = await client.get("/v1/mine", headers=bearer("client", minutes=-1))
    wrong = await client.get("/v1/mine", headers={"Authorization": "Bearer canary.canary.canary"})
    for answer in (ended, wrong):
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
        assert "canary" not in answer.text
    assert "has ended" in ended.json()["errors"][0]["detail"]
    assert ended.json()["errors"] != wrong.json()["errors"]


async def test_headers_that_forward_a_user_are_ignored(client: httpx.AsyncClient) -> None:
    forged = {
        "X-User": str(SUBJECT),
        "X-User-Id": str(SUBJECT),
        "X-Tenant": str(ORG),
        "X-Org": str(ORG),
        "X-Roles": "org_admin",
        "X-Forwarded-User": str(SUBJECT),
        "X_User": str(SUBJECT),
        "Forwarded": "for=127.0.0.1",
        "X-Forwarded-For": "127.0.0.1",
    }
    assert (await client.get("/v1/mine", headers=forged)).status_code == 401
    other = uuid4()
    answer = await client.get("/v1/mine", headers=forged | bearer("client", org=other))
    assert answer.json()["org"] == str(other)


async def test_a_key_retired_in_the_database_ends_its_tokens(fresh: FreshDatabase, client: httpx.AsyncClient) -> None:
    async with connected(fresh.owner) as owner:
        await owner.execute("UPDATE log.issuers SET retired_at = now()")
    assert (await client.get("/v1/mine", headers=bearer("client"))).status_code == 401


async def test_a_lost_database_is_not_the_callers_fault(postgres_url: str) -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/nowhere")
    verifier = Verifier(issuers_of(database), audience="smallhours", clock=SystemClock())
    app = create_app(service="checkin", ready=lambda: True, routers=[routes()], verifier=verifier)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://checkin") as client:
        answer = await client.get("/v1/mine", headers=bearer("client"))
    assert answer.status_code == 503
    assert answer.json()["detail"] == "Nothing was lost. Please try again in a moment."
    assert "retry-after" in answer.headers
    await database.stop()


async def test_an_application_without_a_verifier_lets_nobody_in() -> None:
    app = create_app(service="checkin", ready=lambda: True, routers=[routes()])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://checkin") as client:
        assert (await client.get("/v1/mine", headers=bearer("client"))).status_code == 401


async def test_the_description_says_which_routes_need_a_token(client: httpx.AsyncClient) -> None:
    described = (await client.get("/openapi.json")).json()
    assert described["components"]["securitySchemes"]["bearer"] == {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
    }
    for method, path in (("get", "/v1/mine"), ("post", "/v1/own"), ("get", "/v1/anyone")):
        assert described["paths"][path][method]["security"] == [{"bearer": []}]


def test_a_route_must_name_its_roles() -> None:
    with pytest.raises(ValueError, match="roles"):
        allow()
