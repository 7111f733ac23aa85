"""The edge of every service: the application, problems, bodies, pages, cacheable answers, serving."""

from shared.http.app import create_app
from shared.http.bodies import (
    BATCH_BODY,
    SINGLE_BODY,
    Moment,
    Posted,
    problem_of_invalid,
    read_body,
    refuse_far_future,
)
from shared.http.caching import cacheable, etag_of, matches
from shared.http.explain import Allowed, explain
from shared.http.paging import AskedPage, Page, cursor
from shared.http.problems import (
    FieldError,
    Problem,
    busy,
    erased,
    forbidden,
    invalid,
    not_found,
    not_signed_in,
    other_content,
    problem_of,
    refused,
    stale,
    try_again,
)
from shared.http.refusals import passes_by_itself
from shared.http.serving import collect_rarely, run, serve, serve_process, watched

__all__ = [
    "BATCH_BODY",
    "SINGLE_BODY",
    "Allowed",
    "AskedPage",
    "FieldError",
    "Moment",
    "Page",
    "Posted",
    "Problem",
    "busy",
    "cacheable",
    "collect_rarely",
    "create_app",
    "cursor",
    "erased",
    "etag_of",
    "explain",
    "forbidden",
    "invalid",
    "matches",
    "not_found",
    "not_signed_in",
    "other_content",
    "passes_by_itself",
    "problem_of",
    "problem_of_invalid",
    "read_body",
    "refuse_far_future",
    "refused",
    "run",
    "serve",
    "serve_process",
    "stale",
    "try_again",
    "watched",
]
