"""What a service's application declares: its routes, as their rows name them, and the roles that they ask for."""

import importlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from pydantic import SecretStr

from shared.auth import Role, new_signing_key
from shared.auth.access import Allow
from tests.integration.access_table import EVERY_PROCESS


def built(service: str, kind: str, folder: Path) -> FastAPI:
    """The application as its process builds it, never started."""
    settings = importlib.import_module(f"services.{service}.settings")
    given: dict[str, Any] = {
        "database_url": SecretStr("postgresql://nobody@127.0.0.1:1/nowhere"),
        "redis_url": SecretStr("redis://127.0.0.1:1"),
        "key_folder": folder,
    }
    if (service, kind) == ("notifier", "worker"):
        given |= {"smtp_host": "127.0.0.1", "mail_from": "hello@example.org"}
    if (service, kind) == ("reports", "worker"):
        given["broker_url"] = given["redis_url"]
    if service == "clinic":
        given["signing_key"] = SecretStr(new_signing_key()[0])
    build = getattr(importlib.import_module(f"services.{service}.main"), f"build_{kind}")
    app = build(getattr(settings, f"{kind.capitalize()}Settings")(**given))
    assert isinstance(app, FastAPI)
    return app


def routes(service: str, kind: str, folder: Path) -> dict[str, RouteContext]:
    """Every route, by the name its row has, whether the description shows it or not."""
    return {
        f"{service} {method} {route.path}": route
        for route in iter_route_contexts(built(service, kind, folder).routes)
        for method in sorted(route.methods or ())
    }


def of_this_service(names: Collection[str]) -> set[str]:
    """Without what every process has."""
    return {name for name in names if name.split()[2] not in EVERY_PROCESS}


def roles_asked_for(dependant: Dependant | None) -> list[frozenset[Role]]:
    if dependant is None:
        return []
    own = [each.call.roles for each in dependant.dependencies if isinstance(each.call, Allow)]
    return own + [roles for each in dependant.dependencies for roles in roles_asked_for(each)]
