"""Taking check-ins in: one at a time, the hot path, and many that waited on a device."""

import asyncio
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from services.checkin.api.bodies import BatchResult, BatchResults, CheckInShown, PostedBatch, PostedCheckIn
from services.checkin.api.desk import Desk
from shared.auth import SECURED, Principal, authenticate
from shared.http import BATCH_BODY, Problem, busy, problem_of_invalid, read_body, try_again
from shared.log import LogUnavailable, QueueFull

# Above the limit of a note, so that a note that is too long is answered by name.
CHECK_IN_BODY = 512 * 1024


def recording_routes(desk: Desk) -> APIRouter:
    """The routes read their bodies themselves, which spares this path the solving of dependencies."""
    routes = APIRouter(tags=["check-ins"])

    @routes.post(
        "/v1/check-ins",
        status_code=201,
        summary="Record a moment",
        responses=answers(201, "Recorded, now or before.", CheckInShown),
        openapi_extra=SECURED | {"requestBody": body_of(PostedCheckIn)},
        max_body_size=CHECK_IN_BODY,
    )
    async def record(request: Request) -> Response:
        who = await authenticate(request, "client")
        shown = await desk.record(who, await read_body(request, PostedCheckIn))
        headers = {"Location": f"/v1/check-ins/{shown.id}"}
        return Response(shown.model_dump_json(exclude_none=True), 201, headers, media_type="application/json")

    @routes.post(
        "/v1/check-ins/batch",
        status_code=207,
        summary="Record moments that waited on a device",
        responses=answers(207, "One result for each, in the order of the request.", BatchResults),
        openapi_extra=SECURED | {"requestBody": body_of(PostedBatch)},
        max_body_size=BATCH_BODY,
    )
    async def record_many(request: Request) -> Response:
        who = await authenticate(request, "client")
        batch = await read_body(request, PostedBatch)
        results = BatchResults(results=await _each(desk, who, batch.check_ins))
        return Response(results.model_dump_json(exclude_none=True), 207, media_type="application/json")

    return routes


async def _each(desk: Desk, who: Principal, items: list[JsonValue]) -> list[BatchResult]:
    """All at once, so that they share commits; those that lean on another one after it, in their order."""
    read = [_read(item) for item in items]
    results: dict[int, BatchResult] = {}

    async def settle(index: int) -> None:
        results[index] = await _result(desk, who, read[index])

    leaning = _leaning(read)
    await asyncio.gather(*(settle(index) for index in range(len(read)) if index not in leaning))
    for index in leaning:
        await settle(index)
    return [results[index] for index in range(len(read))]


def _leaning(read: list[PostedCheckIn | Problem]) -> list[int]:
    """The places of those that replace another one or come with the id of one before them."""
    known: set[UUID] = set()
    found: list[int] = []
    for index, item in enumerate(read):
        if isinstance(item, PostedCheckIn):
            if item.replaces is not None or item.id in known:
                found.append(index)
            known |= {item.id} if item.id is not None else set()
    return found


def _read(item: JsonValue) -> PostedCheckIn | Problem:
    try:
        return PostedCheckIn.model_validate_json(to_json(item))
    except ValidationError as error:
        return problem_of_invalid(error, PostedCheckIn)


async def _result(desk: Desk, who: Principal, item: PostedCheckIn | Problem) -> BatchResult:
    if isinstance(item, Problem):
        return BatchResult(status=item.status, problem=item.body())
    try:
        shown = await desk.record(who, item)
    except Problem as problem:
        return _refused(item, problem)
    except QueueFull:
        return _refused(item, busy())
    except LogUnavailable:
        return _refused(item, try_again())
    return BatchResult(id=shown.id, status=201, check_in=shown)


def _refused(item: PostedCheckIn, problem: Problem) -> BatchResult:
    return BatchResult(id=item.id, status=problem.status, problem=problem.body())


def answers(status: int, description: str, model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    return {status: {"description": description, "model": model}}


def body_of(model: type[BaseModel]) -> dict[str, Any]:
    """The request body of a route that reads it itself, for the API description."""
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    return {"required": True, "content": {"application/json": {"schema": _inlined(schema, definitions)}}}


def _inlined(part: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_inlined(each, definitions) for each in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _inlined(definitions[part["$ref"].rsplit("/", 1)[-1]], definitions)
    return {name: _inlined(each, definitions) for name, each in part.items()}
