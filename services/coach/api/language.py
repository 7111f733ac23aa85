"""In which language an open answer is given: what `lang` asks for, else Accept-Language, else English."""

from collections.abc import Callable, Collection
from typing import Annotated

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from shared.catalogue import ENGLISH, Catalogue, Language
from shared.http import cacheable, etag_of

# Language, script and region; what else a tag may say is about no text of ours.
TAG_PARTS = 3
Lang = Annotated[
    str | None,
    Query(description="A language tag such as de or pt-BR; one that is not there answers in English."),
]


def language_of(request: Request, lang: str | None, known: Collection[str]) -> str:
    """The code, one of `known`, of the language to answer in. Never refuses."""
    if lang is not None:
        return found(lang, known) or ENGLISH
    wanted = accepted(request.headers.get("accept-language", ""))
    return next((code for tag in wanted if (code := found(tag, known))), ENGLISH)


def accepted(header: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first (RFC 9110 section 12.5.4); `q=0` leaves one out."""
    ranked: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = (piece.strip() for piece in part.partition(";"))
        quality = _quality(weight)
        if tag and quality > 0:
            ranked.append((quality, tag))
    return [tag for _, tag in sorted(ranked, key=lambda each: -each[0])]


def found(tag: str, known: Collection[str]) -> str | None:
    """The known language for a tag: itself in any case of letters, else with fewer and fewer of its parts."""
    codes = {code.lower(): code for code in known}
    parts = tag.lower().split("-")[:TAG_PARTS]
    tags = ("-".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((codes[each] for each in tags if each in codes), None)


def spoken(request: Request, content: bytes, *, etag: str, language: str) -> Response:
    """A cacheable answer that says its language, and that another was possible."""
    response = cacheable(request, content, etag=etag)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    return response


def _quality(weight: str) -> float:
    if not weight:
        return 1.0
    try:
        quality = float(weight.removeprefix("q=").removeprefix("Q="))
    except ValueError:
        return 0.0
    return quality if 0 < quality <= 1 else 0.0


class Spoken:
    """The same answers in every language of the catalogue, made once; "" is the name of the list."""

    def __init__(self, catalogue: Catalogue, contents_of: Callable[[Language, Catalogue], dict[str, bytes]]) -> None:
        self._languages = catalogue.languages
        self._contents = {
            (code, name): content
            for code, language in catalogue.languages.items()
            for name, content in contents_of(language, catalogue).items()
        }
        self._tags = {key: etag_of(content) for key, content in self._contents.items()}

    def answer(self, request: Request, lang: str | None, name: str = "") -> Response:
        code = language_of(request, lang, self._languages)
        return spoken(request, self._contents[code, name], etag=self._tags[code, name], language=code)
