"""JSON documents that hold what cannot be kept: half of a surrogate pair, a number of thousands of digits."""

import json
from typing import Any

# Stands in a document for what cannot be kept: whatever a field wants, it is not this.
UNFIT: list[None] = [None]


def lenient(body: bytes) -> Any:
    """The document with `UNFIT` in place of what cannot be kept, so that its field is refused and nothing else.

    A field that takes any JSON takes this too. Raises ValueError for what is no JSON.
    """
    try:
        return _fit(json.loads(body.decode(), parse_int=_number))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def is_half(text: str) -> bool:
    """Whether half of a surrogate pair stands somewhere in it."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def _number(digits: str) -> Any:
    try:
        return int(digits)
    except ValueError:  # Python reads 4,300 digits, as pydantic does.
        return UNFIT


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return UNFIT if is_half(value) else value
    if isinstance(value, list):
        return [_fit(each) for each in value]
    if isinstance(value, dict):
        return {
            key.encode(errors="replace").decode(): UNFIT if is_half(key) else _fit(each) for key, each in value.items()
        }
    return value
