"""What clients send: the parent of every posted body, times that may be late but not from the future."""

import json
import re
from datetime import datetime, timedelta
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from starlette.requests import Request

from shared.http.documents import lenient
from shared.http.explain import Allowed, explain
from shared.http.problems import Problem, invalid, not_json, refused, unsupported_media_type

SINGLE_BODY = 64 * 1024
BATCH_BODY = 4 * 1024 * 1024
FURTHEST_AHEAD = timedelta(hours=24)
FIRST_YEAR, LAST_YEAR = 2000, 9000
WRITTEN_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")
MOMENT_WORDS = "Give a date and time with its offset, such as 2026-01-31T21:45:00+01:00."
M = TypeVar("M", bound=BaseModel)


def _only_written(value: Any) -> Any:
    """A bare number would be taken for seconds since 1970."""
    if isinstance(value, str) and not WRITTEN_MOMENT.match(value):
        raise Allowed(MOMENT_WORDS)
    if isinstance(value, int | float):
        raise Allowed(MOMENT_WORDS)
    return value


def _within_reason(value: datetime) -> datetime:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Allowed(f"Give a time after the year {FIRST_YEAR}.")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_only_written), AfterValidator(_within_reason)]


class Posted(BaseModel):
    """What every client POST may say: its own id, so that repeating is safe, and when it happened."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: UUID | None = Field(default=None, description="Chosen by the client; sending the same again is safe.")
    occurred_at: Moment | None = Field(default=None, description="When it happened, if not now.")


async def read_body(request: Request, model: type[M]) -> M:
    """Read and validate a JSON body without the framework's help. Raises Problem."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json" and not media.endswith("+json"):
        raise unsupported_media_type()
    body = await request.body()
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        if not _is_no_json(error):
            raise problem_of_invalid(error, model) from None
    return _read_leniently(body, model)


def problem_of_invalid(error: ValidationError, model: type[BaseModel]) -> Problem:
    """The problem for a document that was to be a `model`; also for one item of a batch."""
    return not_json() if _is_no_json(error) else refused(explain(error, model))


def _read_leniently(body: bytes, model: type[M]) -> M:
    """Some JSON is none to pydantic, for one character or one number; this names the field, or takes what is right."""
    try:
        return model.model_validate_json(json.dumps(lenient(body)))
    except ValidationError as error:
        raise problem_of_invalid(error, model) from None
    except ValueError:
        raise not_json() from None


def _is_no_json(error: ValidationError) -> bool:
    return any(fault["type"] == "json_invalid" for fault in error.errors(include_input=False, include_url=False))


def refuse_far_future(occurred_at: datetime | None, now: datetime, field: str = "occurred_at") -> None:
    """Raise the problem naming `field` when the time is more than 24 hours ahead of `now`."""
    if occurred_at is not None and occurred_at - now > FURTHEST_AHEAD:
        raise invalid(field, "Give a time that is at most 24 hours ahead.")
