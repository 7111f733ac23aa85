"""The profile through HTTP, on real servers: set as a whole, safe to repeat, nothing kept of what is refused."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from shared.events import FirstLinePrepared, ProfileChanged
from tests.coach.world import Person, World

WHOLE: dict[str, Any] = {
    "cautions": {"asthma-copd": "yes", "cardiac": "no"},
    "hidden": ["count-back", "five-senses"],
    "restored": ["drop-anchor"],
    "language": "pt-BR",
    "zone": "Europe/Madrid",
    "country": "ES",
    "quiet": {"from": "22:30", "to": "07:45"},
    "session": {"weekday": 2, "at": "17:30"},
}
NOTHING: dict[str, Any] = {
    "cautions": {},
    "hidden": [],
    "restored": [],
    "language": None,
    "zone": None,
    "country": None,
    "quiet": None,
    "session": None,
}
SHOWN_BESIDE = {"rest_inward_until": None, "regulate_first_from": 8}
MARK = "zq-not-to-be-repeated"


async def put(http: httpx.AsyncClient, who: Person, body: Any, **headers: str) -> httpx.Response:
    return await http.put("/v1/profile", json=body, headers=who.headers | headers)


async def read(http: httpx.AsyncClient, who: Person) -> httpx.Response:
    return await http.get("/v1/profile", headers=who.headers)


async def changes(world: World, who: Person) -> list[ProfileChanged]:
    return [event.data for event in await world.heard(who) if isinstance(event.data, ProfileChanged)]


def pack(regulate_first_from: int) -> FirstLinePrepared:
    return FirstLinePrepared(
        regulate_first_from=regulate_first_from,
        intensities=list(range(regulate_first_from, 11)),
        techniques=["count-back"],
        orders=[[0]],
        catalogue_version=1,
        router_version=1,
        practice_version=0,
    )


class TestSettingIt:
    async def test_before_anything_is_set_everything_is_empty(self, http: httpx.AsyncClient, maya: Person) -> None:
        answer = await read(http, maya)
        assert (answer.status_code, answer.json(), answer.headers["etag"]) == (200, NOTHING | SHOWN_BESIDE, '"0"')

    async def test_what_was_set_is_shown_and_recorded(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        answer = await put(http, maya, WHOLE)
        assert (answer.status_code, answer.json()) == (200, WHOLE | SHOWN_BESIDE)
        again = await read(http, maya)
        assert (again.json(), again.headers["etag"]) == (answer.json(), answer.headers["etag"])
        [event] = await changes(world, maya)
        assert event.cautions == {"asthma-copd": True, "cardiac": False}
        assert event.quiet is not None
        assert (event.quiet.starts, event.quiet.ends, event.country) == ("22:30", "07:45", "ES")

    async def test_only_what_differs_is_recorded(self, world: World, http: httpx.AsyncClient, maya: Person) -> None:
        await put(http, maya, WHOLE)
        first = await put(http, maya, WHOLE)
        moved = await put(http, maya, WHOLE | {"zone": "Europe/Rome", "session": {"weekday": 3}})
        assert moved.json()["session"] == {"weekday": 3, "at": None}
        assert moved.headers["etag"] != first.headers["etag"]
        assert [sorted(each.changed) for each in await changes(world, maya)][1:] == [["session", "zone"]]

    async def test_what_is_left_out_is_taken_away(self, http: httpx.AsyncClient, maya: Person) -> None:
        await put(http, maya, WHOLE)
        assert (await put(http, maya, {})).json() == NOTHING | SHOWN_BESIDE

    @pytest.mark.parametrize(
        ("field", "sent", "shown"),
        [
            ("language", "PT-br", "pt-BR"),
            ("language", "zh-hant-tw", "zh-Hant-TW"),
            ("language", "de-1996", "de-1996"),
            ("country", "ie", "IE"),
            ("country", "uk", "GB"),
            ("hidden", ["five-senses", "count-back", "five-senses"], ["count-back", "five-senses"]),
        ],
    )
    async def test_the_same_thing_is_always_written_the_same_way(
        self, world: World, http: httpx.AsyncClient, maya: Person, field: str, sent: Any, shown: Any
    ) -> None:
        assert (await put(http, maya, {field: sent})).json()[field] == shown
        await put(http, maya, {field: shown})
        assert len(await changes(world, maya)) == 1

    async def test_it_is_nobody_elses(self, http: httpx.AsyncClient, maya: Person, stranger: Person) -> None:
        await put(http, maya, WHOLE)
        assert (await read(http, stranger)).json() == NOTHING | SHOWN_BESIDE


class TestRepeating:
    async def test_the_same_request_gives_the_first_answer_whatever_came_after_it(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        body = WHOLE | {"id": str(uuid4())}
        first = await put(http, maya, body)
        await put(http, maya, {"zone": "Europe/Rome"})
        again = await put(http, maya, body)
        assert (again.json(), again.headers["etag"]) == (first.json(), first.headers["etag"])
        assert (await read(http, maya)).json()["zone"] == "Europe/Rome"
        assert len(await changes(world, maya)) == 2

    async def test_another_request_under_the_same_id_is_refused(self, http: httpx.AsyncClient, maya: Person) -> None:
        one = str(uuid4())
        await put(http, maya, WHOLE | {"id": one})
        assert (await put(http, maya, {"id": one})).status_code == 422
        assert (await read(http, maya)).json()["zone"] == "Europe/Madrid"

    async def test_of_two_devices_the_one_that_read_an_older_state_is_told(
        self, http: httpx.AsyncClient, maya: Person
    ) -> None:
        etag = (await put(http, maya, WHOLE)).headers["etag"]
        assert (await put(http, maya, WHOLE | {"country": "IE"}, **{"If-Match": etag})).status_code == 200
        refused = await put(http, maya, WHOLE | {"country": "FR"}, **{"If-Match": etag})
        assert (refused.status_code, refused.json()["title"]) == (412, "This has changed in the meantime")
        assert (await read(http, maya)).json()["country"] == "IE"
        assert (await put(http, maya, {}, **{"If-Match": "*"})).status_code == 200

    async def test_of_many_at_once_each_is_recorded_whole(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        zones = ["Europe/Rome", "Europe/Paris", "Europe/Dublin", "Europe/Berlin"]
        answers = await asyncio.gather(*(put(http, maya, WHOLE | {"zone": zone}) for zone in zones))
        assert [answer.json()["zone"] for answer in answers] == zones
        told = await changes(world, maya)
        assert sorted(each.zone or "" for each in told) == sorted(zones)
        assert (await read(http, maya)).json() == WHOLE | SHOWN_BESIDE | {"zone": told[-1].zone}


class TestWhatCannotBeSet:
    async def test_how_long_inward_practices_rest_is_shown_until_it_is_over_and_stays(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        now = datetime.now(UTC)
        until = now + timedelta(days=14)
        for moment in (now - timedelta(days=1), until):
            event = ProfileChanged(changed=["rest_inward_until"], rest_inward_until=moment)
            await world.say("coach_worker", maya, event, uuid4(), now)
            shown = (await read(http, maya)).json()["rest_inward_until"]
            assert (shown is not None) == (moment > now)
        assert (await put(http, maya, WHOLE)).json()["rest_inward_until"] == shown
        assert datetime.fromisoformat(shown) == until

    async def test_from_where_the_body_comes_first_is_taken_from_the_newest_pack(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        for threshold in (7, 8, 7):
            await world.say("router_worker", maya, pack(threshold), uuid4(), datetime.now(UTC))
            assert (await read(http, maya)).json()["regulate_first_from"] == threshold

    @pytest.mark.parametrize("field", ["rest_inward_until", "regulate_first_from", "name"])
    async def test_a_field_that_is_none_of_the_settable_ones_is_refused(
        self, http: httpx.AsyncClient, maya: Person, field: str
    ) -> None:
        answer = await put(http, maya, {field: 7})
        assert answer.status_code == 422
        assert "Known are: id, occurred_at, cautions, hidden, " in answer.json()["errors"][0]["detail"]


class TestBadInput:
    @pytest.mark.parametrize(
        ("body", "field", "allowed"),
        [
            ({"cautions": {MARK: "yes"}}, "cautions", "yes or no for any of: panic, breath-focus-worse, asthma-copd"),
            ({"cautions": {"panic": MARK}}, "cautions", "yes or no for any of: panic"),
            ({"cautions": {"panic": True}}, "cautions", "yes or no for any of: panic"),
            ({"cautions": {"panic": None}}, "cautions", "yes or no for any of: panic"),
            ({"cautions": ["panic"]}, "cautions", "yes or no for any of: panic"),
            ({"hidden": [MARK]}, "hidden", "Give ids of techniques from GET /v1/techniques"),
            ({"restored": ["count-back", MARK]}, "restored", "Give ids of techniques from GET /v1/techniques"),
            ({"hidden": ["Count Back"]}, "hidden[0]", "Give text in the form"),
            ({"hidden": "count-back"}, "hidden", "Give a list of at most 500 entries."),
            ({"language": "Deutsch!"}, "language", "Give a language tag, such as en or pt-BR, or null."),
            ({"language": "e"}, "language", "Give a language tag"),
            ({"language": 7}, "language", "Give text of at most 60 characters."),
            ({"zone": "Mars/Olympus"}, "zone", "Give an IANA time zone, such as Europe/Dublin, or null."),
            ({"zone": "localtime"}, "zone", "Give an IANA time zone"),
            ({"country": "XX"}, "country", "Give the two letters of a country (ISO 3166), such as IE, or null."),
            ({"country": "Ireland"}, "country", "Give the two letters of a country"),
            ({"country": ""}, "country", "Give the two letters of a country"),
            ({"quiet": {"from": "22:00"}}, "quiet.to", "This field is needed. Give a time of day, such as 21:45."),
            ({"quiet": {"from": "24:00", "to": "08:00"}}, "quiet.from", "Give a time of day, such as 21:45."),
            ({"quiet": {"from": 22, "to": "08:00"}}, "quiet.from", "Give a time of day, such as 21:45."),
            ({"quiet": {"from": "08:00", "to": "08:00"}}, "quiet", "Give two different times of day"),
            ({"session": {"weekday": 0}}, "session.weekday", "Give a whole number from 1 to 7."),
            ({"session": {"weekday": 8}}, "session.weekday", "Give a whole number from 1 to 7."),
            ({"session": {"weekday": "2"}}, "session.weekday", "Give a whole number from 1 to 7."),
            ({"session": {"weekday": 2, "at": "half past five"}}, "session.at", "Give a time of day, such as 21:45."),
            ({"occurred_at": "2026-11-01T21:45:00"}, "occurred_at", "Give a date and time with its offset"),
            ({"id": MARK}, "id", "Give a UUID."),
        ],
    )
    async def test_each_is_refused_by_name_with_what_is_allowed_and_nothing_is_kept(
        self, world: World, http: httpx.AsyncClient, maya: Person, body: dict[str, Any], field: str, allowed: str
    ) -> None:
        answer = await put(http, maya, WHOLE | body)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        [error] = answer.json()["errors"]
        assert (error["field"], allowed in error["detail"]) == (field, True), error
        assert MARK not in answer.text
        assert await changes(world, maya) == []

    async def test_everything_that_is_wrong_is_named_at_once(self, http: httpx.AsyncClient, maya: Person) -> None:
        answer = await put(http, maya, {"zone": "x", "country": "x", "hidden": ["no-such-thing"]})
        assert sorted(error["field"] for error in answer.json()["errors"]) == ["country", "hidden", "zone"]

    async def test_without_a_token_or_as_staff_there_is_no_profile(
        self, world: World, http: httpx.AsyncClient, maya: Person
    ) -> None:
        therapist = world.person(maya.org, uuid4(), "therapist")
        assert (await http.get("/v1/profile")).status_code == 401
        assert (await read(http, therapist)).status_code == 403
        assert (await put(http, therapist, {})).status_code == 403
