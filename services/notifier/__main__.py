"""python -m services.notifier api | worker | migrate | dead-letters list | redrive ID | redrive all | drop ID"""

import sys
from collections.abc import Sequence

from services.notifier.main import build_api, build_worker, open_database
from services.notifier.settings import ApiSettings, CommandSettings, WorkerSettings
from shared.bus import dead_letters_command
from shared.database import migrate_from_environment
from shared.http import run, serve_process
from shared.settings import settings_or_exit
from shared.telemetry import configure_logging

SERVICE = "notifier"


async def dead_letters(arguments: Sequence[str]) -> None:
    settings = settings_or_exit(CommandSettings)
    configure_logging(SERVICE, settings.log_level, process="dead-letters")
    database = await open_database(settings)
    try:
        code = await dead_letters_command(arguments, schema=SERVICE, database=database)
    finally:
        await database.stop()
    raise SystemExit(code)


def main(arguments: list[str]) -> None:
    match arguments:
        case ["api"]:
            serve_process(SERVICE, ApiSettings, build_api)
        case ["worker"]:
            serve_process(SERVICE, WorkerSettings, build_worker, process="worker")
        case ["migrate"]:
            run(migrate_from_environment(SERVICE))
        case ["dead-letters", *rest]:
            run(dead_letters(rest))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
