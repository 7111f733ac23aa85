"""A post office for one machine: takes every e-mail over SMTP and keeps it as a file; nothing ever leaves.

Usage: python -m deploy.local.post PORT FOLDER
"""

import signal
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.keys import write_private

ACCEPTED = "250 Message accepted for delivery"


class Keep:
    """Each message becomes a file of `folder`, named by when it came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        write_private(self._folder / f"{time.time_ns()}.eml", content if isinstance(content, bytes) else b"")
        return ACCEPTED


def main(port: str, folder: str) -> None:
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    office = Controller(Keep(place), hostname="127.0.0.1", port=int(port))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    office.start()
    try:
        signal.pause()
    finally:
        office.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
