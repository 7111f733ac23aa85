"""Pages: an opaque cursor says where the next one begins, and a Link header leads there."""

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from shared.http.problems import invalid

USUAL_LIMIT = 50
HIGHEST_LIMIT = 200
LONGEST_CURSOR = 400
CURSOR_WORDS = "Give the cursor of a rel=next link as it was, or none for the first page."
T = TypeVar("T")


def cursor(position: Any) -> str:
    """A position (anything JSON can hold, also times and UUIDs) as an opaque text."""
    written = TypeAdapter(Any).dump_json(position)
    return base64.urlsafe_b64encode(written).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Page:
    """The page that was asked for."""

    limit: int = USUAL_LIMIT
    cursor: str | None = None

    def after(self, kind: type[T]) -> T | None:
        """The position after which the page begins, validated as `kind`; None for the first page. Raises Problem."""
        if self.cursor is None:
            return None
        try:
            padded = self.cursor + "=" * (-len(self.cursor) % 4)
            written = base64.b64decode(padded, altchars=b"-_", validate=True)
            return TypeAdapter(kind).validate_json(written, strict=True)
        except (ValidationError, binascii.Error, ValueError):
            raise invalid("cursor", CURSOR_WORDS) from None

    def link_next(self, request: Request, response: Response, position: Any) -> None:
        """Say in `response` where the page after `position` is; the other parameters of the query stay."""
        others = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
        query = urlencode([*others, ("cursor", cursor(position))])
        response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'


def asked_page(
    limit: Annotated[int, Query(ge=1, le=HIGHEST_LIMIT)] = USUAL_LIMIT,
    cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR, description="Opaque; from a rel=next link.")] = None,
) -> Page:
    return Page(limit, cursor)


AskedPage = Annotated[Page, Depends(asked_page)]
