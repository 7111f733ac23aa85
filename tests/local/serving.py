"""Real servers on free ports for the tests of the gateway."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from deploy.gateway.__main__ import config
from deploy.local.servers import free_port


@asynccontextmanager
async def serving(app: ASGIApp, port: int | None = None) -> AsyncIterator[str]:
    """Serve `app` while the block runs, as the gateway is served; gives its address."""
    port = port or free_port()
    server = uvicorn.Server(config(app, port))
    running = asyncio.create_task(server.serve())
    while not server.started:
        assert not running.done(), "the server ended before it had started"
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await running
