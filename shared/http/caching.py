"""Answers that are the same for everybody and may be kept: the wheel, the catalogue."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

DAY = 86_400


def etag_of(content: bytes) -> str:
    """A strong entity tag for exactly these bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def cacheable(request: Request, content: bytes, *, etag: str, seconds: int = DAY) -> Response:
    """`content` as JSON for everybody, or 304 when the caller has it already. Compute `etag` once, by `etag_of`."""
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={seconds}"}
    if matches(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type="application/json")


def matches(given: str | None, etag: str) -> bool:
    """Whether an If-None-Match or If-Match header names `etag` (compared weakly)."""
    if given is None:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
    return "*" in tags or etag.removeprefix("W/") in tags
