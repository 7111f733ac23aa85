"""Learn: short pages about practising between sessions, without a login and with every database down."""

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.coach.api.language import Lang, Spoken
from shared.catalogue import Catalogue, Direction, Language, LearnPage, Section, review_notice
from shared.catalogue.learn import Audience
from shared.catalogue.sources import Status
from shared.http import not_found


class LearnEntry(BaseModel):
    id: str
    title: str
    lead: str
    audience: Audience


class LearnShown(BaseModel):
    """`notice` says that nobody has reviewed the pages clinically, as long as that is so."""

    version: int
    language: str
    direction: Direction
    notice: str
    pages: list[LearnEntry]


class SourceShown(BaseModel):
    """`status`: only `checked` means that the source was really seen."""

    id: str
    cite: str
    doi: str
    status: Status


class LearnPageShown(LearnEntry):
    language: str
    direction: Direction
    sections: list[Section]
    references: list[SourceShown]
    reviewed_by: list[str]


def learn_routes(catalogue: Catalogue) -> APIRouter:
    routes = APIRouter(tags=["learn"])
    shown = Spoken(catalogue, contents_of)

    @routes.get("/v1/learn", summary="The pages there are to read", response_model=LearnShown)
    async def pages(request: Request, lang: Lang = None) -> Response:
        return shown.answer(request, lang)

    @routes.get("/v1/learn/{page_id}", summary="One page", response_model=LearnPageShown)
    async def page(request: Request, page_id: str, lang: Lang = None) -> Response:
        if page_id not in catalogue.learn:
            raise not_found("There is no such page.")
        return shown.answer(request, lang, page_id)

    return routes


def contents_of(language: Language, catalogue: Catalogue) -> dict[str, bytes]:
    """What is answered in one language: the list under "", each page under its id."""
    every = LearnShown(
        version=catalogue.version,
        language=language.code,
        direction=language.direction,
        notice=review_notice(page.reviewed_by for page in language.learn.values()),
        pages=[entry(page) for page in language.learn.values()],
    )
    pages = {name: page_shown(page, language, catalogue) for name, page in language.learn.items()}
    return {name: shown.model_dump_json().encode() for name, shown in {"": every, **pages}.items()}


def entry(page: LearnPage) -> LearnEntry:
    return LearnEntry(id=page.id, title=page.title, lead=page.lead, audience=page.audience)


def page_shown(page: LearnPage, language: Language, catalogue: Catalogue) -> LearnPageShown:
    sources = [(name, catalogue.references[name]) for name in page.refs]
    return LearnPageShown(
        **dict(entry(page)),
        language=language.code,
        direction=language.direction,
        sections=list(page.sections),
        references=[SourceShown(id=name, cite=it.cite, doi=it.doi, status=it.status) for name, it in sources],
        reviewed_by=list(page.reviewed_by),
    )
