"""The one way to make an application, for APIs and for the health of workers."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from shared.http.bodies import SINGLE_BODY
from shared.http.described import PROBLEM_RESPONSE
from shared.http.edge import Edge
from shared.http.heads import Heads
from shared.http.health import Ready, health_routes
from shared.http.refusals import handle_refusals

if TYPE_CHECKING:
    from shared.auth import Verifier

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(
    *,
    service: str,
    ready: Ready,
    routers: Sequence[APIRouter] = (),
    lifespan: Lifespan | None = None,
    verifier: "Verifier | None" = None,
    version: str = "0.1.0",
) -> FastAPI:
    """An application with health, metrics, problems, safe headers and a body limit of 64 kB.

    A route that takes more says so itself: `@routes.post(..., max_body_size=BATCH_BODY)`. `ready` says whether the
    process can do its work. Without a `verifier` every route that asks for a principal answers 401. The event
    `app.state.stopping` is set as soon as the process is told to stop, for answers that have no end of their own.
    """
    app = FastAPI(
        title=f"Smallhours {service}",
        version=version,
        lifespan=lifespan,
        docs_url=None,  # The pages load scripts from elsewhere.
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        responses={"default": PROBLEM_RESPONSE},
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.verifier = verifier
    app.state.stopping = asyncio.Event()
    app.add_middleware(Heads)
    app.add_middleware(Edge)  # The outermost one.
    handle_refusals(app)
    for router in (*routers, health_routes(ready)):  # Found in this order, so the busy ones come first.
        app.include_router(router, max_body_size=SINGLE_BODY)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name
