"""The one table of paths and the services' own routes say the same."""

import importlib
from pathlib import Path

import pytest
from fastapi import FastAPI

from deploy.gateway.table import load_table
from shared.auth import new_signing_key
from shared.database.roles import PROCESSES
from shared.settings import read_settings

INSIDE = {"/livez", "/readyz", "/metrics", "/openapi.json"}
APIS = sorted(service for service, kinds in PROCESSES.items() if "api" in kinds)


def api_of(service: str, folder: Path) -> FastAPI:
    """The service's application, built as in production but never started."""
    environment = {
        "DATABASE_URL": f"postgresql://{service}_api@127.0.0.1:1/nowhere",
        "REDIS_URL": "redis://127.0.0.1:1",
        "KEY_FOLDER": str(folder),
        "SIGNING_KEY": new_signing_key()[0],
    }
    settings = read_settings(importlib.import_module(f"services.{service}.settings").ApiSettings, environment)
    app = importlib.import_module(f"services.{service}.main").build_api(settings)
    assert isinstance(app, FastAPI)
    return app


def paths_of(service: str, folder: Path) -> set[str]:
    return set(api_of(service, folder).openapi()["paths"]) - INSIDE


@pytest.mark.parametrize("service", APIS)
def test_every_route_is_reachable_at_its_own_service(service: str, tmp_path: Path) -> None:
    table, paths = load_table(), paths_of(service, tmp_path)
    assert paths
    assert {path: table.service(path) for path in paths} == dict.fromkeys(paths, service)


def test_every_row_of_the_table_leads_to_a_route(tmp_path: Path) -> None:
    table = load_table()
    paths = {service: paths_of(service, tmp_path) for service in APIS}
    assert table.services == set(APIS)
    for prefix, service in table.prefixes.items():
        assert [path for path in paths[service] if path == prefix or path.startswith(f"{prefix}/")], prefix


def test_what_is_for_operators_is_not_reachable_from_outside() -> None:
    assert {path: load_table().service(path) for path in INSIDE} == dict.fromkeys(INSIDE)
