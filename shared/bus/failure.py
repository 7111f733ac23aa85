"""What a failure is: whose fault it can be, and what may be told about it."""

import traceback
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

import shared

OURS: Final = Path(shared.__file__).resolve().parent.parent
FOREIGN: Final = frozenset({"site-packages", "dist-packages"})
# The server went away, is starting, stopping, full, or no longer the primary.
SERVER_TROUBLE: Final = ("08", "53", "57P", "25006")
CHAIN: Final = 10


def is_lost_server(error: BaseException) -> bool:
    """Whether the database failed rather than the event: then nothing is counted and nothing acknowledged.

    No OSError by itself is: an event may well make a handler ask for a file that is not there.
    """
    cause: BaseException | None = error
    for _ in range(CHAIN):
        if cause is None:
            return False
        if _is_lost(cause):
            return True
        cause = getattr(cause, "orig", None) or cause.__cause__
    return False


def _is_lost(error: BaseException) -> bool:
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = getattr(error, "sqlstate", None)
    return isinstance(state, str) and state.startswith(SERVER_TROUBLE)


def redacted(error: BaseException) -> str:
    """The error's type and the innermost line of our own code it came through; never its text."""
    place = "?"
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(OURS) and not FOREIGN & set(path.parts):
            place = f"{path.relative_to(OURS).as_posix()}:{frame.lineno}"
    return f"{type(_driver_error(error)).__name__} {place}"


def _driver_error(error: BaseException) -> BaseException:
    """What the database driver said, where SQLAlchemy only says that it said something."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        return error.orig.__cause__ or error.orig
    return error
