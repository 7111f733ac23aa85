"""python -m services.router worker | migrate | dead-letters list|redrive|drop"""

import sys

from services.router.main import build_worker, run_dead_letters
from services.router.settings import WorkerSettings
from shared.database import migrate_from_environment
from shared.http import run, serve_process
from shared.settings import settings_or_exit
from shared.telemetry import configure_logging


async def dead_letters(arguments: list[str]) -> None:
    settings = settings_or_exit(WorkerSettings)
    configure_logging("router", settings.log_level, process="dead-letters")
    raise SystemExit(await run_dead_letters(settings, arguments))


def main(arguments: list[str]) -> None:
    match arguments:
        case ["worker"]:
            serve_process("router", WorkerSettings, build_worker, process="worker")
        case ["migrate"]:
            run(migrate_from_environment("router"))
        case ["dead-letters", *rest]:
            run(dead_letters(rest))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
