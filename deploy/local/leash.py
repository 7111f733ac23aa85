"""Run one command that may not outlive whoever started it.

Usage: leash.py SIGNAL USER command... (USER may be - for the same user). The starter keeps this process's standard
input open; when it closes, for whatever reason (also SIGKILL), the command gets SIGNAL and, ten seconds later,
SIGKILL. Standard library only.
"""

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import threading

GRACE_SECONDS = 10.0
PR_SET_PDEATHSIG = 1


def die_with_parent(signal_number: int) -> None:
    """On Linux the kernel itself ends the command if this leash is killed; elsewhere there is no such call."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal_number)


def wait_for_end(child: subprocess.Popen[bytes], asked: threading.Event) -> None:
    """Return when the command has ended, when standard input closed, or when this process was asked to stop."""
    while child.poll() is None and not asked.is_set():
        readable, _, _ = select.select([sys.stdin], [], [], 0.1)
        if readable and not os.read(sys.stdin.fileno(), 64):
            return


def stop(child: subprocess.Popen[bytes], signal_number: int) -> None:
    if child.poll() is None:
        child.send_signal(signal_number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(GRACE_SECONDS)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)  # What the command started in its own group may not outlive it either.


def main(arguments: list[str]) -> int:
    signal_number = signal.Signals[arguments[0]]
    user = None if arguments[1] == "-" else arguments[1]
    asked = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, lambda *_: asked.set())
    child = subprocess.Popen(
        arguments[2:],
        stdin=subprocess.DEVNULL,
        user=user,
        start_new_session=True,
        close_fds=False,  # What this process was given to keep open, such as a lock, is the command's too.
        preexec_fn=lambda: die_with_parent(signal_number),
    )
    wait_for_end(child, asked)
    stop(child, signal_number)
    code = child.wait()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
