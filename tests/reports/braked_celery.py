"""The Celery process with a brake: printing waits while the file of BRAKE is there. Its arguments are those of the
service's own command."""

import os
import sys
import time
from pathlib import Path

from services.reports import render
from services.reports.__main__ import main

BRAKE = Path(os.environ["BRAKE"])
REACHED = Path(os.environ["BRAKE"] + ".reached")
printing = render.pdf


def braked(page: str, **given: object) -> render.Printed:
    """Say that it got here, as which process, then wait."""
    with REACHED.open("a") as reached:
        reached.write(f"{os.getpid()}\n")
    while BRAKE.exists():
        time.sleep(0.02)
    return printing(page, **given)  # type: ignore[arg-type]


render.pdf = braked

if __name__ == "__main__":
    main(sys.argv[1:])
