"""The demo: brings everything up, tells one evening through the public API, and stays up until it is asked to end."""

import argparse
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from deploy.local import lock
from deploy.local.environment import DEMO_FOLDER
from deploy.local.errand import DidNotStart
from deploy.local.processes import Everything
from deploy.local.story import tell
from deploy.local.visitor import NotAsTold

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="end when the story is told")
    parser.add_argument("--port", type=int, default=os.environ.get("SMALLHOURS_PORT", "8080"))
    parser.add_argument("--folder", type=absolute, default=DEMO_FOLDER, help="where data, keys and logs are kept")
    parser.add_argument("--begun", type=float, default=time.time(), help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def absolute(text: str) -> Path:
    return Path(text).resolve()


def stop_when_asked(_: int, __: FrameType | None) -> NoReturn:
    """The first signal ends everything in order; more of them change nothing."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def say(text: str) -> None:
    print(text, flush=True)


def run(options: argparse.Namespace) -> int:
    with lock.take(options.folder), Everything(options.folder, options.port) as everything:
        if taken(options.port):
            raise DidNotStart(f"port {options.port} is taken. Choose another: make demo ARGS=--port=8081")
        bring_up(everything)
        say(f"Everything is up after {time.time() - options.begun:.0f} s. Logs: {options.folder / 'logs'}\n")
        tell_or_fail(everything, options)
        say(f"\nTold and checked, {time.time() - options.begun:.0f} s after the start.")
        return 0 if options.once else stay(everything)


def tell_or_fail(everything: Everything, options: argparse.Namespace) -> None:
    """If a turn does not happen and a process has ended by itself, that is most likely why."""
    try:
        tell(f"http://localhost:{options.port}", everything.operator_code(), options.folder)
    except NotAsTold as trouble:
        ended = ", ".join(process.name for process in everything.ended())
        raise NotAsTold(f"{trouble}\nEnded by itself: {ended}" if ended else str(trouble)) from trouble


def taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def bring_up(everything: Everything) -> None:
    for what, step in (
        ("Postgres and Valkey", everything.start_servers),
        ("Tables, roles and walls", everything.migrate),
        ("Every process of every service", everything.start_services),
        ("One address for all", everything.start_gateway),
    ):
        begun = time.monotonic()
        step()
        say(f"  {what:<32}{time.monotonic() - begun:5.1f} s")


def stay(everything: Everything) -> int:
    """Until a signal comes. A process that ends by itself is named once."""
    say("Everything stays up. End it with Ctrl-C here, or with make stop.")
    named: set[str] = set()
    while True:
        for process in everything.ended():
            if process.name not in named:
                named.add(process.name)
                say(f"{process.name} has ended; its last words:\n{process.last_words()}")
        time.sleep(0.5)


def main(arguments: Sequence[str]) -> int:
    options = read(arguments)
    for each in SIGNALS:
        signal.signal(each, stop_when_asked)
    try:
        return run(options)
    except KeyboardInterrupt:
        say("Ended as asked; nothing is left running.")
        return 0
    except NotAsTold as trouble:
        say(f"\nFAILED: {trouble}")
    except (DidNotStart, RuntimeError, lock.AlreadyRunning) as trouble:
        say(f"FAILED: {trouble}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
