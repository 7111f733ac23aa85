"""How a problem is described in OpenAPI, in place of the framework's own form of validation errors."""

from typing import Any

from shared.http.problems import MEDIA_TYPE

TEXT = {"type": "string"}
FIELD_ERROR = {"type": "object", "required": ["field", "detail"], "properties": {"field": TEXT, "detail": TEXT}}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "errors": {"type": "array", "items": FIELD_ERROR},
    },
}
PROBLEM_RESPONSE: dict[str, Any] = {
    "description": "A problem (RFC 9457): what is not possible, and what is allowed.",
    "content": {MEDIA_TYPE: {"schema": PROBLEM_SCHEMA}},
}
