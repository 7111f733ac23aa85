"""Health and metrics: alive never touches a database; ready tells the truth about what the process needs."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable

import structlog
from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from shared.telemetry import metrics

READY_SECONDS = 2.0
Ready = Callable[[], bool | Awaitable[bool]]


def health_routes(ready: Ready) -> APIRouter:
    routes = APIRouter(tags=["health"])

    @routes.get("/livez", summary="Whether the process is alive")
    async def livez() -> JSONResponse:
        return JSONResponse({"status": "alive"})

    @routes.get("/readyz", summary="Whether the process can do its work")
    async def readyz() -> JSONResponse:
        fine = await is_ready(ready)
        return JSONResponse({"status": "ready" if fine else "not ready"}, 200 if fine else 503)

    @routes.get("/metrics", summary="Metrics in the Prometheus text format")
    async def exposition() -> Response:
        return Response(metrics().exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return routes


async def is_ready(ready: Ready) -> bool:
    """Not ready also when asking fails or takes over two seconds."""
    try:
        async with asyncio.timeout(READY_SECONDS):
            answer = ready()
            return bool(await answer if inspect.isawaitable(answer) else answer)
    except Exception as error:
        structlog.get_logger("shared.http").warning("not ready", exc_info=error)
        return False
