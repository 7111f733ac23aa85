"""The check-in API with a clock in it: where the process's time goes, by the part that asked for it.

Usage: python -m bench.sampled FILE, settings as for the API. The kernel interrupts each time some CPU time was used;
what runs then is noted, and the counts are written to FILE at the end.
"""

import json
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

from services.checkin.__main__ import main as serve_checkin

EVERY_SECONDS = 0.002
# The innermost frame that belongs to a part decides; what is in no part is left to the frame around it.
PARTS = (
    ("token", ("/shared/auth/",)),
    ("reading and validating the body", ("/shared/http/bodies.py",)),
    ("writing the answer", ("/services/checkin/api/bodies.py",)),
    ("sealing", ("/shared/keyring/",)),
    ("news", ("/shared/bus/", "/redis/")),
    ("log: queue, append, asyncpg", ("/shared/log/", "/asyncpg/")),
    ("the route and its rules", ("/services/checkin/",)),
    ("ids, metrics, safe headers", ("/shared/http/", "/shared/telemetry/", "/prometheus_client/")),
    ("FastAPI and Starlette", ("/fastapi/", "/starlette/")),
    ("uvicorn, sockets", ("/uvicorn/",)),
    ("waiting and waking (event loop)", ("/asyncio/", "/contextlib.py", "/runpy.py", "<frozen runpy>")),
)
OTHER = "other"


def part_of(frame: FrameType | None) -> str:
    """The part that the innermost known frame belongs to."""
    while frame is not None:
        name = frame.f_code.co_filename
        for part, places in PARTS:
            if any(place in name for place in places):
                return part
        frame = frame.f_back
    return OTHER


def main(file: Path) -> None:
    counts: Counter[str] = Counter()

    def note(_: int, frame: FrameType | None) -> None:
        counts[part_of(frame)] += 1

    signal.signal(signal.SIGPROF, note)
    signal.setitimer(signal.ITIMER_PROF, EVERY_SECONDS, EVERY_SECONDS)
    try:
        serve_checkin(["api"])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        file.write_text(json.dumps(counts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
