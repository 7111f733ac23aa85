"""The gateways of compose.yaml and Kubernetes route by the same table as the one of a single machine."""

import re
from pathlib import Path

import pytest
import yaml

from deploy.gateway import config
from deploy.gateway.pages import HEADERS
from deploy.gateway.table import Table, load_table

NESTED = Table({"/v1/one": "one", "/v1/one/but": "two", "/v1/two.json": "two"})
ROUTE = re.compile(r"^\t\t~(\S+) (\S+)$", re.MULTILINE)


def by_caddy(table: Table, path: str) -> str | None:
    """Caddy's `map` takes the first pattern that is found in the path."""
    routes = ROUTE.findall(config.caddyfile(table))
    return next((service for pattern, service in routes if re.search(pattern, path)), None)


@pytest.mark.parametrize("made", ["CADDYFILE", "INGRESS"])
def test_what_is_made_from_the_table_is_up_to_date(made: str) -> None:
    path: Path = getattr(config, made)
    content = {"CADDYFILE": config.caddyfile, "INGRESS": config.ingress}[made](load_table())
    assert path.read_text() == content, f"{path.name} is out of date; run: python -m deploy.gateway.config"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/one",
        "/v1/one/",
        "/v1/one/17",
        "/v1/one/but",
        "/v1/one/but/17",
        "/v1/one/butter",
        "/v1/ones",
        "/v1",
        "/",
        "/v1/two.json",
        "/v1/twoxjson",
        "/x/v1/one",
    ],
)
def test_caddy_s_routes_decide_as_the_table_does(path: str) -> None:
    assert by_caddy(NESTED, path) == NESTED.service(path)


def test_the_table_itself_reads_the_same_for_caddy() -> None:
    table = load_table()
    for prefix, service in table.prefixes.items():
        assert by_caddy(table, prefix) == by_caddy(table, f"{prefix}/17") == service
        assert by_caddy(table, f"{prefix}x") == table.service(f"{prefix}x")


def test_health_and_metrics_of_the_services_are_not_reachable_from_outside() -> None:
    table = load_table()
    assert {by_caddy(table, path) for path in ("/livez", "/readyz", "/metrics", "/openapi.json")} == {None}


def test_an_ingress_has_every_prefix_with_its_service() -> None:
    paths = yaml.safe_load(config.ingress(NESTED))["spec"]["rules"][0]["http"]["paths"]
    routes = {each["path"]: each["backend"]["service"]["name"].removesuffix("-api") for each in paths}
    assert routes == NESTED.prefixes
    assert {each["pathType"] for each in paths} == {"Prefix"}


def test_caddy_writes_no_path_down() -> None:
    made = config.caddyfile(load_table())
    assert "exclude http.log.error http.handlers.reverse_proxy" in made
    assert not re.search(r"^\tlog\b", made.split(":8080 {")[1], re.MULTILINE)


def test_caddy_sends_the_page_with_the_same_headers_as_the_gateway_of_one_machine() -> None:
    made = config.caddyfile(load_table())
    assert {name for name, value in HEADERS.items() if f'\t\t{name} "{value}"\n' in made} == set(HEADERS)
    assert made.count("\timport page\n") == 3
