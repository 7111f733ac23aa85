"""Which problem an exception becomes. Its text is never shown."""

import json
from collections.abc import Callable
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from shared.http import problems
from shared.http.documents import lenient
from shared.http.explain import body_kind, body_schema, field_errors, parameter_schemas, schema_of
from shared.http.heads import methods_of
from shared.http.problems import Problem
from shared.keyring.faults import KeyUnreadable, SubjectErased, SubjectUnknown
from shared.log import LogUnavailable, QueueFull

# SQLSTATE classes that pass by themselves: connection, rollback to be repeated, resources, operator's intervention;
# and single states: a lock that was not to be had in time, a transaction that took too long, a server that has become a
# standby.
PASSING_CLASSES = ("08", "40", "53", "57")
PASSING_STATES = ("55P03", "25P03", "25P04", "25006")
BY_STATUS: dict[int, Callable[[], Problem]] = {
    400: problems.not_json,
    404: problems.not_found,
    413: problems.too_large,
    415: problems.unsupported_media_type,
}


def handle_refusals(app: FastAPI) -> None:
    """Every refusal of the framework, the log, the keyring and the database becomes a problem document."""
    app.add_exception_handler(Problem, _answer(lambda error: error))
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(QueueFull, _answer(lambda _: problems.busy()))
    app.add_exception_handler(UnicodeEncodeError, _half_a_character)
    app.add_exception_handler(SubjectErased, _answer(lambda _: problems.erased()))
    app.add_exception_handler(SubjectUnknown, _answer(lambda _: problems.not_found()))


def of_status(error: Any) -> Problem:
    """A refusal of the framework, in our words."""
    known = BY_STATUS.get(error.status_code)
    return known() if known else Problem(error.status_code, "refused", "This is not possible")


def of_unexpected(error: BaseException) -> Problem:
    """What nobody handled: 503 when it passes by itself, else 500. Both are logged, by type and place only."""
    log = structlog.get_logger("shared.http")
    if passes_by_itself(error):
        log.warning("not reachable just now", exc_info=error)
        return problems.try_again()
    log.error("unexpected", exc_info=error)
    return problems.unexpected()


def passes_by_itself(error: BaseException) -> bool:
    """A lost or overloaded database, or keys that cannot be read just now."""
    if isinstance(error, OSError | KeyUnreadable | LogUnavailable):  # TimeoutError is an OSError.
        return True
    states = {state for each in _chain(error) if isinstance(state := getattr(each, "sqlstate", None), str)}
    if states:
        return any(state.startswith(PASSING_CLASSES) or state in PASSING_STATES for state in states)
    return _lost_without_a_state(error)


def _lost_without_a_state(error: BaseException) -> bool:
    """A connection found closed, or none free in time; drivers tell these without an SQLSTATE."""
    names = {
        f"{kind.__module__.partition('.')[0]}.{kind.__name__}" for each in _chain(error) for kind in type(each).__mro__
    }
    if "asyncpg.InterfaceError" in names or "sqlalchemy.TimeoutError" in names:
        return True
    return isinstance(error, SQLAlchemyError) and bool(getattr(error, "connection_invalidated", False))


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        following = getattr(following, "orig", None) or following.__cause__
    return chain


def _answer(problem: Callable[[Any], Problem]) -> Callable[[Request, Exception], Any]:
    async def handler(_: Request, error: Exception) -> Response:
        return problem(error).response()

    return handler


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return problems.method_not_allowed(methods_of(request)).response()
    problem = of_status(error)
    return (await _by_field(request, problem) if error.status_code == 400 else problem).response()


async def _half_a_character(request: Request, _: Exception) -> Response:
    return (await _by_field(request, problems.half_characters())).response()


async def _by_field(request: Request, otherwise: Problem) -> Problem:
    """Which field of a declared body holds what cannot be kept; the framework does not say it."""
    kind = body_kind(request.scope.get("route"))
    if kind is None:
        return otherwise
    try:
        TypeAdapter(kind).validate_json(json.dumps(lenient(await request.body())))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        if not any(fault["type"] == "json_invalid" for fault in faults):
            return problems.refused(field_errors(((fault["loc"], fault) for fault in faults), schema_of(kind)))
    except ValueError:
        pass
    return otherwise


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = error.errors()
    if any(fault["type"] == "json_invalid" for fault in faults):
        return problems.not_json().response()
    if _body_was_not_read(request, faults):
        return problems.unsupported_media_type().response()
    route = request.scope.get("route")
    body = [(fault["loc"][1:], fault) for fault in faults if fault["loc"][0] == "body"]
    other = [(fault["loc"][1:], fault) for fault in faults if fault["loc"][0] != "body"]
    told = (*field_errors(other, parameter_schemas(route)), *field_errors(body, body_schema(route)))
    return problems.refused(told).response()


def _body_was_not_read(request: Request, faults: Any) -> bool:
    """Without a JSON content type the framework hands on the raw bytes, and the whole body is then a wrong value."""
    whole = any(tuple(fault["loc"]) == ("body",) and fault["type"] != "missing" for fault in faults)
    return whole and "json" not in request.headers.get("content-type", "").lower()
