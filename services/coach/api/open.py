"""What is there for everybody, without a login and with every database down: the catalogue, and help."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from services.coach.api.language import Lang, Spoken
from services.coach.api.shapes import TechniquesShown
from shared.catalogue import (
    Catalogue,
    CrisisResources,
    Language,
    Technique,
    checked_resources,
    resources,
    review_notice,
)
from shared.http import cacheable, etag_of, not_found
from shared.log import Clock

HELP = TypeAdapter(CrisisResources)
Country = Annotated[
    str | None, Query(description="Two letters, such as IE; anything else answers what helps anywhere.")
]


def technique_routes(catalogue: Catalogue) -> APIRouter:
    routes = APIRouter(tags=["techniques"])
    shown = Spoken(catalogue, contents_of)

    @routes.get("/v1/techniques", summary="Every practice with every step", response_model=TechniquesShown)
    async def techniques(request: Request, lang: Lang = None) -> Response:
        return shown.answer(request, lang)

    @routes.get("/v1/techniques/{technique_id}", summary="One practice with every step", response_model=Technique)
    async def technique(request: Request, technique_id: str, lang: Lang = None) -> Response:
        if technique_id not in catalogue.techniques:
            raise not_found("There is no such technique.")
        return shown.answer(request, lang, technique_id)

    return routes


def contents_of(language: Language, catalogue: Catalogue) -> dict[str, bytes]:
    """What is answered in one language: the whole under "", each technique under its id."""
    every = TechniquesShown(
        version=catalogue.version,
        language=language.code,
        direction=language.direction,
        languages={code: each.name for code, each in catalogue.languages.items()},
        notice=review_notice(technique.reviewed_by for technique in language.techniques.values()),
        families=list(catalogue.families),
        techniques=list(language.techniques.values()),
    )
    each = {name: technique.model_dump_json().encode() for name, technique in language.techniques.items()}
    return {"": every.model_dump_json().encode(), **each}


def help_routes(clock: Clock, *, unchecked: bool) -> APIRouter:
    """`unchecked`: whether numbers that nobody has checked may be shown for a country, with the notice that says so."""
    routes = APIRouter(tags=["help"])

    @routes.get("/v1/help", summary="Numbers for now", response_model=CrisisResources)
    async def help_now(request: Request, country: Country = None) -> Response:
        today = clock.now().date()
        found = resources(country, today) if unchecked else checked_resources(country, today)
        content = HELP.dump_json(found)
        return cacheable(request, content, etag=etag_of(content))

    return routes
