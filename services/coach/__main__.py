"""python -m services.coach api | worker | migrate | references
python -m services.coach dead-letters list | redrive ID | redrive all | drop ID
"""

import sys
from collections.abc import Sequence

from services.coach.main import build_api, build_worker, open_database
from services.coach.settings import ApiSettings, WorkerSettings
from shared.bus import dead_letters_command
from shared.catalogue import listed, load_catalogue
from shared.database import migrate_from_environment
from shared.http import run, serve_process
from shared.settings import settings_or_exit
from shared.telemetry import configure_logging

SERVICE = "coach"


async def dead_letters(arguments: Sequence[str]) -> None:
    settings = settings_or_exit(WorkerSettings)
    configure_logging(SERVICE, settings.log_level, process="dead-letters")
    database = await open_database(settings)
    try:
        code = await dead_letters_command(arguments, schema=SERVICE, database=database)
    finally:
        await database.stop()
    raise SystemExit(code)


def references() -> None:
    """The sources of the catalogue, those that somebody has seen last."""
    sys.stdout.write("\n".join(listed(load_catalogue().references)) + "\n")


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
        case ["references"]:
            references()
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
