"""The demo: brings everything up, plays eight weeks through the public API, and stays up until it is asked to end."""

import argparse
import errno
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from deploy.local import lock, web
from deploy.local.arguments import port, stop_command, with_folder
from deploy.local.errand import DidNotStart
from deploy.local.needs import Missing, refuse_without_pango
from deploy.local.processes import Everything
from deploy.local.story import Place, tell
from deploy.local.visitor import NotAsTold

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = 130  # What a shell says of a command that was ended with Ctrl-C.
FORESEEN = (Missing, NotAsTold, DidNotStart, RuntimeError, OSError, lock.AlreadyRunning)


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """Ends the process with 2 when an argument cannot be understood."""
    parser = with_folder("make demo", __doc__ or "")
    parser.add_argument("--once", action="store_true", help="end when the story is told")
    parser.add_argument("--port", type=port, default=os.environ.get("SMALLHOURS_PORT", "8080"))
    parser.add_argument("--begun", type=float, default=time.time(), help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def stop_when_asked(_: int, __: FrameType | None) -> NoReturn:
    """The first signal ends everything in order; more of them change nothing."""
    hear_no_more_signals()
    raise KeyboardInterrupt


def hear_no_more_signals() -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)


def say(text: str) -> None:
    print(text, flush=True)


def run(options: argparse.Namespace) -> int:
    refuse_without_pango()
    pages = web.built(web.DEMO)
    with lock.take(options.folder), Everything(options.folder, options.port, pages) as everything:
        try:
            refuse_port(options.port)
            bring_up(everything)
            say(f"Everything is up after {time.time() - options.begun:.0f} s. Logs: {options.folder / 'logs'}")
            tell_or_fail(everything, options)
            return afterwards(everything, options)
        finally:
            hear_no_more_signals()  # What was brought up is ended in order, whoever asks again.


def refuse_port(number: int) -> None:
    """Raises DidNotStart when nobody could reach the demo at this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as trouble:
            why = "is taken" if trouble.errno == errno.EADDRINUSE else f"cannot be used ({trouble.strerror})"
            raise DidNotStart(f"port {number} {why}. Choose another: make demo ARGS=--port=8081") from None


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


def tell_or_fail(everything: Everything, options: argparse.Namespace) -> None:
    """If a turn does not happen and a process has ended by itself, that is most likely why. Raises NotAsTold."""
    try:
        place = Place(f"http://localhost:{options.port}", options.folder, everything.mail, ends_now=options.once)
        tell(place, everything.operator_code())
    except (NotAsTold, LookupError, TypeError, ValueError) as trouble:
        ended = ", ".join(process.name for process in everything.ended())
        what = str(trouble) if isinstance(trouble, NotAsTold) else f"an answer cannot be read ({named(trouble)})"
        raise NotAsTold(f"{what}\nEnded by itself: {ended}" if ended else what) from trouble


def afterwards(everything: Everything, options: argparse.Namespace) -> int:
    """From here on the story is told, so being asked to end is a good end."""
    try:
        say(f"\nTold and checked, {time.time() - options.begun:.0f} s after the start.")
        if not options.once:
            if everything.pages:
                say(f"The app is at http://localhost:{options.port}, on this machine.")
            say(f"Everything stays up. End it with Ctrl-C here, or with: {stop_command(options.folder)}")
            stay(everything)
    except KeyboardInterrupt:
        say("Ending, as asked.")
    return 0


def stay(everything: Everything) -> NoReturn:
    """Until a signal comes. A process or a server that ends by itself is named once."""
    told: set[str] = set()
    while True:
        for each in everything.ended():
            if each.name not in told:
                told.add(each.name)
                say(f"{each.name} has ended by itself; its last words:\n{each.last_words()}")
        time.sleep(0.5)


def named(trouble: Exception) -> str:
    return f"{type(trouble).__name__}: {trouble}"


def in_words(trouble: Exception) -> str:
    if isinstance(trouble, OSError):
        return f"{trouble.filename} cannot be used: {trouble.strerror}" if trouble.filename else named(trouble)
    return str(trouble)


def main(arguments: Sequence[str]) -> int:
    options = read(arguments)
    for each in SIGNALS:
        signal.signal(each, stop_when_asked)
    try:
        code = run(options)
        say("Nothing is left running.")
        return code
    except KeyboardInterrupt:
        say("\nInterrupted before the story was told to its end. Nothing is left running.")
        return INTERRUPTED
    except FORESEEN as trouble:
        say(f"\nFAILED: {in_words(trouble)}")
    except Exception as trouble:  # A fault of the demo itself: for whoever mends it, where it happened.
        traceback.print_exc()
        say(f"\nFAILED: {named(trouble)}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
