"""The techniques and the Learn pages in every language there is; the languages here are made up."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.coach.__main__ import main
from services.coach.api import learn_routes, technique_routes
from services.coach.api.language import accepted, found
from shared.catalogue import NOT_REVIEWED, Catalogue, load_catalogue, read_catalogue
from shared.http import create_app
from tests.shared.catalogue_copy import copied
from tests.shared.pseudo import accented, mirrored, write_language

PATHS = ["/v1/techniques", "/v1/techniques/drop-anchor", "/v1/learn", "/v1/learn/a-small-start"]
PSEUDO = ["de", "pt-BR", "he"]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Two techniques and a page in three languages; everything else falls back to English."""
    folder = copied(tmp_path_factory.mktemp("languages") / "catalogue")
    english = read_catalogue(folder)
    some = {name: english.techniques[name] for name in ("drop-anchor", "take-space")}
    write_language(folder, "de", accented, some, english.learn)
    write_language(folder, "pt-BR", accented, some, {})
    write_language(folder, "he", mirrored, some, english.learn, direction="rtl")
    return read_catalogue(folder)


@pytest.fixture
async def http(catalogue: Catalogue) -> AsyncIterator[httpx.AsyncClient]:
    async def ready() -> bool:
        return True

    app = create_app(service="coach", routers=[technique_routes(catalogue), learn_routes(catalogue)], ready=ready)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://coach") as client:
        yield client


@dataclass(frozen=True)
class Asked:
    path: str = ""
    header: str = ""


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (Asked(), "en"),
        (Asked(header="de"), "de"),
        (Asked(header="DE-at"), "de"),
        (Asked(header="pt-br"), "pt-BR"),
        (Asked(header="pt"), "en"),
        (Asked(header="fr, he;q=0.3, de;q=0.8"), "de"),
        (Asked(header="fr;q=0.9, en;q=0.5, de;q=0.1"), "en"),
        (Asked(header="de;q=0, he"), "he"),
        (Asked(header="*"), "en"),
        (Asked(header=";;q=x,,de;q=,\x7f"), "en"),
        (Asked(path="?lang=he", header="de"), "he"),
        (Asked(path="?lang=xx", header="de"), "en"),
        (Asked(path="?lang="), "en"),
    ],
)
@pytest.mark.parametrize("path", PATHS)
async def test_the_answer_is_in_the_language_that_was_asked_for(
    http: httpx.AsyncClient, path: str, asked: Asked, answered: str
) -> None:
    response = await http.get(path + asked.path, headers={"Accept-Language": asked.header} if asked.header else {})
    assert (response.status_code, response.headers["content-language"]) == (200, answered)
    assert response.headers["vary"] == "Accept-Language"
    assert response.headers["cache-control"].startswith("public, max-age=")


@pytest.mark.parametrize("path", PATHS)
async def test_each_language_has_its_own_tag(http: httpx.AsyncClient, path: str) -> None:
    whole = {code: await http.get(path, params={"lang": code}) for code in ("en", "de", "he")}
    tags = {code: response.headers["etag"] for code, response in whole.items()}
    assert len(set(tags.values())) == 3
    again = await http.get(path, params={"lang": "de"}, headers={"If-None-Match": tags["de"]})
    assert (again.status_code, again.headers["content-language"], again.content) == (304, "de", b"")
    assert again.headers["vary"] == "Accept-Language"
    other = await http.get(path, params={"lang": "he"}, headers={"If-None-Match": tags["de"]})
    assert other.status_code == 200


async def test_techniques_are_in_the_language_where_they_can_be(http: httpx.AsyncClient, catalogue: Catalogue) -> None:
    body = (await http.get("/v1/techniques?lang=he")).json()
    assert (body["language"], body["direction"], set(body["languages"])) == ("he", "rtl", {"en", *PSEUDO})
    named = {each["id"]: each["name"] for each in body["techniques"]}
    assert named["drop-anchor"] == mirrored(catalogue.techniques["drop-anchor"].name)
    assert named["three-slow-breaths"] == catalogue.techniques["three-slow-breaths"].name
    one = (await http.get("/v1/techniques/drop-anchor?lang=he")).json()
    assert one == next(each for each in body["techniques"] if each["id"] == "drop-anchor")


async def test_the_answer_says_that_nobody_has_reviewed_the_texts(http: httpx.AsyncClient) -> None:
    for path in ("/v1/techniques", "/v1/learn"):
        assert (await http.get(path)).json()["notice"] == NOT_REVIEWED
    for path in ("/v1/techniques/drop-anchor", "/v1/learn/a-small-start"):
        assert (await http.get(path)).json()["reviewed_by"] == []


class TestLearn:
    async def test_the_list_names_each_page(self, http: httpx.AsyncClient) -> None:
        body = (await http.get("/v1/learn")).json()
        assert body["pages"] == [
            {
                "id": "a-small-start",
                "title": "A small start",
                "lead": "Why a small start may be enough for today.",
                "audience": "client",
            }
        ]

    async def test_a_page_comes_with_its_sections_and_what_they_rest_on(
        self, http: httpx.AsyncClient, catalogue: Catalogue
    ) -> None:
        body = (await http.get("/v1/learn/a-small-start")).json()
        assert [section["key"] for section in body["sections"]] == ["why", "known"]
        source = catalogue.references["kazantzis2016"]
        assert body["references"] == [
            {"id": "kazantzis2016", "cite": source.cite, "doi": source.doi, "status": "checked"}
        ]

    async def test_a_page_is_translated_as_the_techniques_are(self, http: httpx.AsyncClient) -> None:
        body = (await http.get("/v1/learn/a-small-start?lang=de")).json()
        assert (body["title"], body["direction"]) == (accented("A small start"), "ltr")
        assert body["sections"][0]["points"] == [accented("One breath"), accented("One line")]
        missing = (await http.get("/v1/learn/a-small-start?lang=pt-BR")).json()
        assert (missing["language"], missing["title"]) == ("pt-BR", "A small start")

    async def test_an_unknown_page_is_not_there(self, http: httpx.AsyncClient) -> None:
        assert (await http.get("/v1/learn/moon")).status_code == 404


def test_a_header_is_read_by_its_weights() -> None:
    assert accepted("en;q=0.2, de, fr;q=0.9, it;q=2, nl;q=0") == ["de", "fr", "en"]


def test_a_tag_is_found_with_fewer_parts() -> None:
    assert found("zh-Hant-TW", {"zh", "zh-Hant"}) == "zh-Hant"
    assert found("zh-Hans-CN", {"zh", "zh-Hant"}) == "zh"
    assert found("tlh", {"zh"}) is None


@given(st.text(max_size=200))
def test_any_header_is_read_and_any_tag_is_looked_for(header: str) -> None:
    for tag in accepted(header):
        assert tag == tag.strip() != ""
        assert found(tag, PSEUDO) in {None, *PSEUDO}


def test_the_sources_are_listed_by_status(capsys: pytest.CaptureFixture[str]) -> None:
    main(["references"])
    shown = capsys.readouterr().out
    references = load_catalogue().references
    for status in ("verify", "recalled", "checked"):
        assert f"\n{status} (" in f"\n{shown}"
    assert sum(shown.count(f"\n  {name}: ") for name in references) == len(references)
    assert all(reference.seen in shown for reference in references.values() if reference.status == "checked")
