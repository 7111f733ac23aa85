"""The trial of compose.yaml: builds every image, starts every process, tells the demo's story through the gateway,
and takes everything away again but the images.

Usage: python -m deploy.containers.trial [--network NAME]
"""

import argparse
import os
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from deploy.containers import secret_files
from deploy.containers.engine import DidNotWork, Project, compose_command, last_words, settled
from deploy.local.environment import ROOT, NotReady
from deploy.local.servers import free_port
from deploy.local.story import AT_WORK, Place, tell
from deploy.local.visitor import NotAsTold

SERVICES = ("checkin", "router", "coach", "notifier", "reports", "clinic")
INTERRUPTED = 130  # What a shell says of a command that was ended with Ctrl-C.
MAIL = "mail"
UNSAID = {
    "her own words": re.escape(str(AT_WORK["note"])),
    "her address": "@example[.]org",
    "a path with an id": "/v1/[^ ]*[0-9a-f]{8}-[0-9a-f]{4}-",
}
LOGS = ROOT / "var" / "compose" / "trial.log"
ANYBODY_WRITES = 0o777  # The mail box runs as nobody on this machine; the folder around it is private.


def read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make test-containers", description=__doc__)
    parser.add_argument(
        "--network", default="default", help="host, where the package index is reached through the loopback only"
    )
    return parser.parse_args(arguments)


def trial(folder: Path, network: str) -> None:
    """Raises NotReady or DidNotWork."""
    compose_command()
    port = free_port()
    with project(folder, port, network) as compose:
        for service in SERVICES:
            with told(f"The image of {service}"):
                compose.compose("build", f"{service}-migrate")
        with told("Every process of every service, healthy"):
            compose.compose("up", "-d")
            compose.wait()
        code = compose.run_in("clinic-api", "python", "-m", "services.clinic", "operator-invitation")
        with told("The story, through the gateway"):
            place = Place(f"http://127.0.0.1:{port}", folder, folder / MAIL, ends_now=True)
            tell_or_say_who_ended(compose, place, code)
        with told("Nothing of hers in any log"):
            expect_silence(compose.compose("logs", "--no-color"))


def tell_or_say_who_ended(compose: Project, place: Place, code: str) -> None:
    """A turn that did not happen is most likely because of a container that is not well any more."""
    try:
        tell(place, code)
    except (NotAsTold, LookupError, TypeError, ValueError) as trouble:
        unwell = [last_words(each) for each in compose.containers() if not settled(each)]
        raise DidNotWork("\n".join([f"{type(trouble).__name__}: {trouble}", *unwell])) from trouble


def expect_silence(logs: str) -> None:
    """Neither her words nor her address nor a path with an id. Raises DidNotWork, without the words themselves."""
    heard = [what for what, pattern in UNSAID.items() if re.search(pattern, logs)]
    if heard:
        raise DidNotWork(f"A container wrote down what is nobody's business: {', '.join(heard)}.")


@contextmanager
def project(folder: Path, port: int, network: str) -> Iterator[Project]:
    """A project of this trial alone. Raises DidNotWork when something of it is left at the end."""
    mail = folder / MAIL
    mail.mkdir()
    mail.chmod(ANYBODY_WRITES)
    secret_files.make(folder / "secrets")
    settings = {
        "SMALLHOURS_SECRETS": str(folder / "secrets"),
        "SMALLHOURS_MAIL": str(mail),
        "SMALLHOURS_PORT": str(port),
        "BUILD_NETWORK": network,
        "SMTP_HOST": "mail",
        "SMTP_PORT": "1025",
        "SMTP_STARTTLS": "false",
    }
    made = Project(f"smallhours-trial-{os.getpid()}", settings, profile="demo")
    try:
        yield made
    except Exception:
        LOGS.parent.mkdir(parents=True, exist_ok=True)
        LOGS.write_text(made.compose("logs", "--no-color", "--timestamps"))
        print(f"What the containers said is in {LOGS}.", flush=True)
        raise
    finally:
        with told("Everything taken away"):
            made.compose("down", "--volumes", "--remove-orphans")
    if left := made.leftovers():
        raise DidNotWork(f"Left behind: {', '.join(left)}")


@contextmanager
def told(what: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    print(f"  {what:<42}{time.monotonic() - begun:6.1f} s", flush=True)


def stop_when_asked(_: int, __: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def main(arguments: Sequence[str]) -> int:
    options = read(arguments)
    begun = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="smallhours-trial-") as folder:
            trial(Path(folder), options.network)
    except KeyboardInterrupt:
        print("\nInterrupted. Nothing is left running.", flush=True)
        return INTERRUPTED
    except (DidNotWork, NotReady) as trouble:
        print(f"\nFAILED: {trouble}", flush=True)
        return 1
    print(f"Told and checked in containers after {time.monotonic() - begun:.0f} s. Only the images stay.", flush=True)
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop_when_asked)
    sys.exit(main(sys.argv[1:]))
