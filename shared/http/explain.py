"""From validation errors to field errors: the field's path, and what its constraint allows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any

from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from shared.http.problems import FieldError
from shared.http.words import GENERIC, Schema, allowed, resolve

MOST_ERRORS = 20
MODELS_KEPT = 256
Location = Sequence[str | int]


class Allowed(ValueError):
    """Raised by a validator; its text is shown, so it says what is allowed and never what was sent."""


def explain(error: ValidationError, model: type[BaseModel]) -> tuple[FieldError, ...]:
    """What is wrong with a document that was to be a `model`, field by field."""
    schema = schema_of(model)
    found = error.errors(include_url=False, include_input=False)
    return field_errors(((fault["loc"], fault) for fault in found), schema)


def field_errors(faults: Iterable[tuple[Location, Mapping[str, Any]]], schema: Schema) -> tuple[FieldError, ...]:
    told: dict[FieldError, None] = {}
    for location, fault in faults:
        told[one_error(location, fault, schema)] = None
        if len(told) == MOST_ERRORS:
            break
    return tuple(told)


def one_error(location: Location, fault: Mapping[str, Any], root: Schema) -> FieldError:
    kind = fault["type"]
    if kind == "extra_forbidden":
        path, schema = locate(location[:-1], root)
        return FieldError(path, f"There is a field here that is not known. {_known(schema)}".rstrip())
    path, schema = locate(location, root)
    cause = (fault.get("ctx") or {}).get("error")
    if isinstance(cause, Allowed):
        return FieldError(path, str(cause))
    sentence = allowed(schema, root) if schema is not None else GENERIC
    return FieldError(path, f"This field is needed. {sentence}" if kind == "missing" else sentence)


def locate(location: Location, root: Schema) -> tuple[str, Schema | None]:
    """The path as far as the schema knows it (a name the schema does not know came from the caller), and what is there.

    The path of the whole document is "body".
    """
    path, schema = "", resolve(root, root)
    for step in location:
        inner = _step(step, schema)
        if inner is None:
            break
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
        schema = resolve(inner, root)
    return path.removeprefix(".") or "body", schema


def _step(step: str | int, schema: Schema) -> Schema | None:
    if isinstance(step, int):
        items = schema.get("items")
        return items if isinstance(items, dict) else None
    found = schema.get("properties", {}).get(step)
    return found if isinstance(found, dict) else None


def _known(schema: Schema | None) -> str:
    names = list((schema or {}).get("properties", {}))
    return f"Known are: {', '.join(names)}." if names else ""


@lru_cache(maxsize=MODELS_KEPT)
def schema_of(annotation: Any) -> Schema:
    return TypeAdapter(annotation).json_schema()


def body_kind(route: object) -> Any:
    """What the body is that a route reads by declaring it; None when it has none."""
    body = route.body_field if isinstance(route, APIRoute) else None
    return body.field_info.annotation if body is not None else None


def body_schema(route: object) -> Schema:
    """The schema of that body; empty when there is none."""
    kind = body_kind(route)
    return schema_of(kind) if kind is not None else {}


def parameter_schemas(route: object) -> Schema:
    """The route's path, query, header and cookie parameters as if they were the fields of one object."""
    if not isinstance(route, APIRoute):
        return {}
    fields = get_flat_params(route.dependant)
    return {"properties": {field.alias: _parameter_schema(field.field_info) for field in fields}}


def _parameter_schema(field: FieldInfo) -> Schema:
    annotated: Any = Annotated[field.annotation, field]
    return TypeAdapter(annotated).json_schema()
