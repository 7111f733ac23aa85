"""A streaming reverse proxy for one machine: it routes by the table and leaves everything else as it is.

Who may do what is decided by the services, which check every token themselves; nothing is added or taken away here
but the headers that belong to one connection (RFC 9110 section 7.6.1).
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from deploy.gateway.pages import Pages
from deploy.gateway.table import Table

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ONE_CONNECTION = frozenset(
    {b"connection", b"keep-alive", b"proxy-connection", b"te", b"trailer", b"transfer-encoding", b"upgrade"}
)
# A service answers at once or within its own wait; a stream says something at least every quarter of a minute.
TIMEOUT = httpx.Timeout(connect=2, read=60, write=30, pool=10)
RETRY_AFTER_SECONDS = "2"


def create_gateway(
    table: Table,
    addresses: Mapping[str, str],
    transport: httpx.AsyncBaseTransport | None = None,
    pages: Pages | None = None,
) -> Starlette:
    """`addresses` maps each service to where its API listens, such as http://127.0.0.1:8001; `pages` is the web app."""
    missing = table.services - addresses.keys()
    if missing:
        raise ValueError(f"No address for: {', '.join(sorted(missing))}")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=100)
        transport_used = transport or httpx.AsyncHTTPTransport(limits=limits)
        async with httpx.AsyncClient(transport=transport_used, timeout=TIMEOUT, trust_env=False) as client:
            app.state.client = client
            yield

    async def forward(request: Request) -> Response:
        service = table.service(request.url.path)
        if service is None:
            return (pages and pages.answer(request)) or no_such_path()
        return await send(request, addresses[service])

    return Starlette(routes=[Route("/{path:path}", forward, methods=METHODS)], lifespan=lifespan)


async def send(request: Request, address: str) -> Response:
    """Pass the request on and stream back what comes."""
    client: httpx.AsyncClient = request.app.state.client
    outgoing = client.build_request(
        request.method,
        httpx.URL(address).copy_with(raw_path=target(request)),
        headers=passed_on(request.headers.raw),
        content=request.stream() if has_body(request) else None,
    )
    try:
        answer = await client.send(outgoing, stream=True)
    except httpx.TransportError as trouble:
        return no_answer(trouble)
    except ClientDisconnect:
        return Response(status_code=400)  # Nobody is there to read it.
    streamed = StreamingResponse(body(answer), status_code=answer.status_code)
    streamed.raw_headers = passed_on(answer.headers.raw)
    return streamed


def target(request: Request) -> bytes:
    """Path and query exactly as they were sent."""
    path: bytes = request.scope["raw_path"]
    query: bytes = request.scope["query_string"]
    return path + b"?" + query if query else path


def has_body(request: Request) -> bool:
    return "content-length" in request.headers or "transfer-encoding" in request.headers


def passed_on(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Every header but those of one connection, and those that `Connection` itself names."""
    given = [(name.lower(), value) for name, value in headers]
    named = {each.strip().lower() for name, value in given if name == b"connection" for each in value.split(b",")}
    return [(name, value) for name, value in given if name not in ONE_CONNECTION | named]


async def body(answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for piece in answer.aiter_raw():
            yield piece
    finally:
        await answer.aclose()


def no_such_path() -> Response:
    return problem(404, "not-found", "Not found", "Nothing answers at this path.")


def no_answer(trouble: httpx.TransportError) -> Response:
    """What is said when a service did not answer. Whether it did what was asked is not known but for the first."""
    match trouble:
        case httpx.ConnectError() | httpx.ConnectTimeout():
            status, title, what = 503, "Not there right now", "This part of Smallhours is not there right now."
        case httpx.TimeoutException():
            status, title, what = 504, "Too slow", "This part of Smallhours took too long to answer."
        case _:
            status, title, what = 502, "Broken off", "The answer broke off before it began."
    return problem(status, "unavailable", title, f"{what} Please try again in a moment.")


def problem(status: int, kind: str, title: str, detail: str) -> Response:
    """An RFC 9457 answer of the gateway itself."""
    return JSONResponse(
        {"type": f"urn:smallhours:problem:{kind}", "title": title, "status": status, "detail": detail},
        status_code=status,
        media_type="application/problem+json",
        headers={"Retry-After": RETRY_AFTER_SECONDS} if status >= 500 else None,
    )
