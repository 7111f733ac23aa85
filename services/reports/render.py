"""A picture as a page, and the page as a PDF. The page is what is previewed and what is printed: the same HTML."""

import contextlib
import io
import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.reports import charts, words
from services.reports.picture import Picture
from services.reports.picture.room import parted, room

TEMPLATES = Path(__file__).parent / "templates"
VARIANT = "pdf/ua-1"
FONT_TIME = "SOURCE_DATE_EPOCH"


class PangoMissing(Exception):
    """The libraries that lay out text for a PDF are not on this machine."""

    def __init__(self) -> None:
        super().__init__(
            "PDFs need Pango and HarfBuzz, which are system libraries. On Debian and Ubuntu: apt-get install "
            "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
        )


class PageReachesOut(Exception):
    """The page names something to load, which no page of ours does; nothing was loaded."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and how many pages it has."""

    content: bytes
    pages: int


def html(picture: Picture, *, made_on: date, versions: Mapping[str, str]) -> str:
    """The whole page, self-contained: no script, no link, nothing loaded. `versions` go into its foot by name."""
    given = room(picture)
    return (
        templates()
        .get_template("report.html")
        .render(
            picture=picture,
            room=given,
            parted=parted(picture, given),
            made_on=made_on,
            versions=versions,
            words=words,
            charts=charts,
        )
    )


def pdf(page: str, *, identifier: bytes, made_at: datetime) -> Printed:
    """Print a page of `html`. The same page, identifier and time give the same bytes on the same machine.

    Raises PangoMissing, PageReachesOut.
    """
    engine, fetcher = printer()
    try:
        with fonts_dated(made_at):
            return printed(engine.HTML(string=page, url_fetcher=fetcher), identifier, made_at)
    except engine.urls.FatalURLFetchingError:  # Not an Exception, so it would pass by whoever builds.
        raise PageReachesOut from None


def printed(sheet: Any, identifier: bytes, made_at: datetime) -> Printed:
    document = sheet.render(pdf_variant=VARIANT)
    document.metadata.created = document.metadata.modified = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    content: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    return Printed(content, len(document.pages))


@contextlib.contextmanager
def fonts_dated(made_at: datetime) -> Iterator[None]:
    """fontTools stamps each font it cuts with the clock, unless the environment says what time it is."""
    before = os.environ.get(FONT_TIME)
    os.environ[FONT_TIME] = str(int(made_at.timestamp()))
    try:
        yield
    finally:
        os.environ.pop(FONT_TIME) if before is None else os.environ.update({FONT_TIME: before})


@cache
def templates() -> Environment:
    """Everything is escaped, and a name that is not there is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def printer() -> tuple[Any, Any]:
    """WeasyPrint, and a fetcher that may reach nothing. Loaded late: it is large, and only one process prints.

    Raises PangoMissing; a process that prints calls this when it starts.
    """
    try:
        # It prints its own advice, which would stand in the log without a name; and it warns where HarfBuzz-Subset,
        # which Debian packs apart, is not there yet: then fonts are cut by fontTools, as before.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "HarfBuzz-Subset", DeprecationWarning)
            import weasyprint
            from weasyprint.urls import URLFetcher
    except OSError:
        raise PangoMissing from None
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint, URLFetcher(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
