"""What a failure is: whose fault it can be, and what may be told about it."""

import asyncio
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

import shared

OURS: Final = Path(shared.__file__).resolve().parent.parent
FOREIGN: Final = frozenset({"site-packages", "dist-packages"})
# The server went away, is starting, stopping, full, or no longer the primary.
SERVER_TROUBLE: Final = ("08", "53", "57P", "25006")
# Somebody else was in the way: lock not to be had, deadlock, serialization, statement cancelled.
IN_THE_WAY: Final = frozenset({"55P03", "40P01", "40001", "57014"})
CHAIN: Final = 10


class ServerLost(Exception):
    """A server failed, not an event: nothing was counted, nothing may be acknowledged, all of it comes again."""


class SessionLost(Exception):
    """The transaction's session was lost or took too long, though the server answers: perhaps the event's fault."""


def is_lost_server(error: BaseException) -> bool:
    """Whether it looks as if the database failed rather than the event.

    No OSError by itself does: an event may well make a handler ask for a file that is not there.
    """
    return any(map(_is_lost, _causes(error)))


def is_passing(error: BaseException) -> bool:
    """Whether the same may well succeed at once: the session was lost, or somebody else was in the way."""
    return isinstance(error, SessionLost) or any(_state(cause) in IN_THE_WAY for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    for _ in range(CHAIN):
        if cause is None:
            return
        yield cause
        cause = getattr(cause, "orig", None) or cause.__cause__


def _is_lost(error: BaseException) -> bool:
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return _state(error).startswith(SERVER_TROUBLE)


def _state(error: BaseException) -> str:
    state = getattr(error, "sqlstate", None)
    return state if isinstance(state, str) else ""


def redacted(error: BaseException) -> str:
    """The error's type and the innermost line of our own code it came through; never its text."""
    if isinstance(error, ServerLost | SessionLost) and error.__cause__ is not None:
        error = error.__cause__
    place = "?"
    for frame in traceback.extract_tb(_interrupted(error).__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(OURS) and not FOREIGN & set(path.parts):
            place = f"{path.relative_to(OURS).as_posix()}:{frame.lineno}"
    return f"{type(_driver_error(error)).__name__} {place}"


def _interrupted(error: BaseException) -> BaseException:
    """Of a limit that was reached, where it interrupted."""
    cause = error.__cause__
    return cause if isinstance(error, TimeoutError) and isinstance(cause, asyncio.CancelledError) else error


def _driver_error(error: BaseException) -> BaseException:
    """What the database driver said, where SQLAlchemy only says that it said something."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        return error.orig.__cause__ or error.orig
    return error
