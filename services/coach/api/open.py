"""What is there for everybody, without a login and with every database down: the catalogue, and help."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from services.coach.api.shapes import TechniquesShown
from shared.catalogue import Catalogue, CrisisResources, Technique, may_be_served, resources
from shared.http import cacheable, etag_of, not_found
from shared.log import Clock

HELP = TypeAdapter(CrisisResources)
Country = Annotated[
    str | None, Query(description="Two letters, such as IE; anything else answers what helps anywhere.")
]


def technique_routes(catalogue: Catalogue) -> APIRouter:
    routes = APIRouter(tags=["techniques"])
    every = TechniquesShown(
        version=catalogue.version,
        families=list(catalogue.families),
        techniques=list(catalogue.techniques.values()),
    )
    whole = every.model_dump_json().encode()
    each = {technique.id: technique.model_dump_json().encode() for technique in catalogue.techniques.values()}
    tags = {name: etag_of(content) for name, content in {"": whole, **each}.items()}

    @routes.get("/v1/techniques", summary="Every practice with every step", response_model=TechniquesShown)
    async def techniques(request: Request) -> Response:
        return cacheable(request, whole, etag=tags[""])

    @routes.get("/v1/techniques/{technique_id}", summary="One practice with every step", response_model=Technique)
    async def technique(request: Request, technique_id: str) -> Response:
        if technique_id not in each:
            raise not_found("There is no such technique.")
        return cacheable(request, each[technique_id], etag=tags[technique_id])

    return routes


def help_routes(clock: Clock, *, unchecked: bool) -> APIRouter:
    """`unchecked`: whether numbers that nobody has checked may be shown for a country, with the notice that says so."""
    routes = APIRouter(tags=["help"])

    @routes.get("/v1/help", summary="Numbers for now", response_model=CrisisResources)
    async def help_now(request: Request, country: Country = None) -> Response:
        found = resources(country, clock.now().date())
        if not unchecked and not may_be_served(found):
            found = resources(None, clock.now().date())
        content = HELP.dump_json(found)
        return cacheable(request, content, etag=etag_of(content))

    return routes
