"""One demo at a time: a lock that the running demo holds, and its process id beside it.

The lock says whether a demo runs, never the id alone, because an id may belong to somebody else by now.
Standard library only.
"""

import contextlib
import fcntl
import os
import signal
import time
from pathlib import Path
from typing import IO

from deploy.local.arguments import stop_command

NAME = "demo.lock"
PATIENCE_SECONDS = 40.0


class AlreadyRunning(Exception):
    """Another demo holds the lock."""


def take(folder: Path) -> IO[str]:
    """Hold the lock as long as the returned file is open, which is at most as long as this process lives."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = (folder / NAME).open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise AlreadyRunning(f"A demo is running already. What ends it: {stop_command(folder)}") from None
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    return handle


def holder(folder: Path) -> int | None:
    """The process id of the demo that runs in this folder."""
    path = folder / NAME
    if not path.exists():
        return None
    with path.open("r+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(handle.read() or 0) or None
    return None


def stop(folder: Path) -> int:
    """Ask the running demo to end and wait until it has."""
    pid = holder(folder)
    if pid is None:
        print("No demo is running.")
        return 0
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while holder(folder) is not None:
        if time.monotonic() > deadline:
            print(f"FAILED: the demo (process {pid}) has not ended after {PATIENCE_SECONDS:.0f} s.")
            return 1
        time.sleep(0.1)
    print("The demo has ended.")
    return 0
