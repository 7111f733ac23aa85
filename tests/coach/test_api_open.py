"""What is there for everybody: the catalogue and help, whatever else is down."""

from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import SecretStr, TypeAdapter
from structlog.testing import capture_logs

from services.coach.main import build_api
from shared.catalogue import Technique, load_catalogue
from shared.catalogue.crisis import load_directory
from shared.database import UnsafeRole
from tests.coach.world import Door, Person, World
from tests.databases import until

CATALOGUE = load_catalogue()


class TestTheCatalogue:
    async def test_it_holds_every_technique_with_every_step(self, http: httpx.AsyncClient) -> None:
        body = (await http.get("/v1/techniques")).json()
        assert body["version"] == CATALOGUE.version
        assert TypeAdapter(list[Technique]).validate_python(body["techniques"]) == list(CATALOGUE.techniques.values())

    async def test_one_technique_is_the_same_as_in_the_whole(self, http: httpx.AsyncClient) -> None:
        whole = (await http.get("/v1/techniques")).json()["techniques"]
        one = (await http.get("/v1/techniques/drop-anchor")).json()
        assert one == next(each for each in whole if each["id"] == "drop-anchor")

    @pytest.mark.parametrize("path", ["/v1/techniques", "/v1/techniques/drop-anchor", "/v1/help?country=IE"])
    async def test_who_has_it_already_is_told_so(self, http: httpx.AsyncClient, path: str) -> None:
        first = await http.get(path)
        assert first.headers["cache-control"].startswith("public, max-age=")
        again = await http.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert (await http.get(path, headers={"If-None-Match": '"old"'})).status_code == 200

    async def test_an_unknown_technique_is_not_there(self, http: httpx.AsyncClient) -> None:
        assert (await http.get("/v1/techniques/no-such-thing")).status_code == 404


class TestHelp:
    async def test_it_answers_for_a_country_and_says_that_nobody_checked(self, http: httpx.AsyncClient) -> None:
        body = (await http.get("/v1/help?country=ie")).json()
        assert (body["country"], body["notice"]) == ("IE", "numbers not checked")
        assert "112" in [each["number"] for each in body["emergency"]]
        assert body["lines"]

    @pytest.mark.parametrize("country", ["", "?country=", "?country=ZZ", "?country=not%20a%20country", "?country=%00"])
    async def test_it_needs_no_answer_and_never_refuses(self, http: httpx.AsyncClient, country: str) -> None:
        answer = await http.get(f"/v1/help{country}")
        assert (answer.status_code, answer.json()["country"]) == (200, None)
        assert answer.json()["emergency"]
        assert answer.json()["websites"]

    async def test_without_permission_unchecked_numbers_of_a_country_are_not_shown(self, world: World) -> None:
        settings = world.api_settings().model_copy(update={"show_unchecked_numbers": False})
        app = build_api(settings)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://coach") as http:
            body = (await http.get("/v1/help?country=IE")).json()
        assert (body["country"], body["notice"]) == (None, "numbers not checked")
        assert body["emergency"]


@pytest.fixture
async def door(world: World) -> AsyncIterator[Door]:
    made = await Door(world.database.url("coach_api")).open()
    with capture_logs():  # Outside of a process that has set logging up, each lost connection is drawn at length.
        yield made
    await made.shut()


async def answers(http: httpx.AsyncClient, who: Person, status: int) -> None:
    """Until asking for the own practices is answered with this status."""

    async def is_so() -> bool:
        return (await http.get("/v1/practices", headers=who.headers)).status_code == status

    await until(is_so)


class TestWithTheDatabaseStopped:
    async def test_help_and_the_catalogue_stay_and_the_rest_comes_back(
        self, world: World, door: Door, maya: Person
    ) -> None:
        app = build_api(world.api_settings(door.address))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://coach") as http,
        ):
            await answers(http, maya, 200)
            await door.shut()
            await answers(http, maya, 503)
            await self.is_open(http)
            assert (await http.get("/readyz")).status_code == 503
            await door.open()
            await answers(http, maya, 200)

    async def test_a_process_that_starts_without_it_serves_help_and_connects_at_last(
        self, world: World, door: Door, maya: Person
    ) -> None:
        await door.shut()
        app = build_api(world.api_settings(door.address))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://coach") as http,
        ):
            await self.is_open(http)
            assert (await http.get("/v1/practices", headers=maya.headers)).status_code == 503
            await door.open()
            await answers(http, maya, 200)
            body = {"technique_id": "drop-anchor"}
            assert (await http.post("/v1/practices", json=body, headers=maya.headers)).status_code == 201

    async def test_with_redis_stopped_too_help_is_there_for_every_country(self, world: World, door: Door) -> None:
        await door.shut()
        nowhere = SecretStr("redis://127.0.0.1:1/0")
        app = build_api(world.api_settings(door.address).model_copy(update={"redis_url": nowhere}))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://coach") as http,
        ):
            await self.is_open(http)
            for country in load_directory().countries:
                answer = await http.get(f"/v1/help?country={country}")
                assert (answer.status_code, answer.json()["country"]) == (200, country)
                assert answer.json()["emergency"]

    async def is_open(self, http: httpx.AsyncClient) -> None:
        for path in ("/v1/help?country=US", "/v1/techniques", "/v1/techniques/drop-anchor", "/livez"):
            assert (await http.get(path)).status_code == 200

    async def test_a_role_that_is_above_the_wall_is_refused_at_the_start(self, world: World) -> None:
        app = build_api(world.api_settings(world.database.owner))
        with pytest.raises(UnsafeRole):
            async with app.router.lifespan_context(app):
                pass


async def test_the_api_describes_itself(http: httpx.AsyncClient) -> None:
    described = (await http.get("/openapi.json")).json()["paths"]
    offer = described["/v1/recommendations/{cause}"]["get"]
    assert {"200", "202"} <= set(offer["responses"])
    assert "409" in described["/v1/practices/{practice_id}/steps/{step}"]["post"]["responses"]
    closed = {path for path, methods in described.items() for method in methods.values() if method.get("security")}
    learn = {"/v1/learn", "/v1/learn/{page_id}"}
    opened = {"/v1/techniques", "/v1/techniques/{technique_id}", "/v1/help", "/livez", "/readyz", "/metrics", *learn}
    assert set(described) - closed == opened
