"""The record: an append-only log of sealed events in Postgres."""

from shared.log.announcing import Announce, tell
from shared.log.append import append
from shared.log.chain import ChainBroken, link, verify_stream
from shared.log.clock import SystemClock
from shared.log.model import (
    Appended,
    Clock,
    Log,
    NewEvent,
    NoKey,
    OtherContent,
    Outcome,
    QueueFull,
    Recorded,
    Seen,
    Stale,
    Unit,
)
from shared.log.postgres import PostgresLog
from shared.log.reading import (
    find,
    find_all,
    read_after,
    read_latest,
    read_of_types,
    read_recent,
    read_stream,
    read_version,
)
from shared.log.writer import GroupCommit, LogUnavailable

__all__ = [
    "Announce",
    "Appended",
    "ChainBroken",
    "Clock",
    "GroupCommit",
    "Log",
    "LogUnavailable",
    "NewEvent",
    "NoKey",
    "OtherContent",
    "Outcome",
    "PostgresLog",
    "QueueFull",
    "Recorded",
    "Seen",
    "Stale",
    "SystemClock",
    "Unit",
    "append",
    "find",
    "find_all",
    "link",
    "read_after",
    "read_latest",
    "read_of_types",
    "read_recent",
    "read_stream",
    "read_version",
    "tell",
    "verify_stream",
]
