"""python -m services.router worker | migrate | rebuild | explain | dead-letters list|redrive|drop"""

import sys

from services.router.main import build_worker, run_dead_letters, run_explain, run_rebuild
from services.router.settings import WorkerSettings
from shared.database import migrate_from_environment
from shared.http import run, serve_process
from shared.settings import settings_or_exit
from shared.telemetry import configure_logging

COMMANDS = {"dead-letters": run_dead_letters, "rebuild": run_rebuild, "explain": run_explain}


async def command(name: str, arguments: list[str]) -> None:
    settings = settings_or_exit(WorkerSettings)
    configure_logging("router", settings.log_level, process=name)
    raise SystemExit(await COMMANDS[name](settings, arguments))


def main(arguments: list[str]) -> None:
    match arguments:
        case ["worker"]:
            serve_process("router", WorkerSettings, build_worker, process="worker")
        case ["migrate"]:
            run(migrate_from_environment("router"))
        case [name, *rest] if name in COMMANDS:
            run(command(name, rest))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
