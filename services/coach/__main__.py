"""python -m services.coach api | worker | migrate | references
python -m services.coach dead-letters list | redrive ID | redrive all | drop ID
"""

import sys
from collections.abc import Sequence

from services.coach.main import build_api, build_worker, open_database
from services.coach.settings import ApiSettings, WorkerSettings
from shared.bus import dead_letters_command
from shared.catalogue import listed, load_catalogue
from shared.database import migrate
from shared.http import run, serve
from shared.settings import MigrationSettings, settings_or_exit
from shared.telemetry import configure_logging, configure_tracing, stop_tracing

SERVICE = "coach"


def api() -> None:
    settings = settings_or_exit(ApiSettings)
    configure_logging(SERVICE, settings.log_level)
    configure_tracing(SERVICE, settings.otlp_endpoint)
    run(serve(build_api(settings), settings))
    stop_tracing()


def worker() -> None:
    settings = settings_or_exit(WorkerSettings)
    configure_logging(SERVICE, settings.log_level, process="worker")
    configure_tracing(SERVICE, settings.otlp_endpoint)
    run(serve(build_worker(settings), settings))
    stop_tracing()


async def bring_up_to_date() -> None:
    settings = settings_or_exit(MigrationSettings)
    secrets = {
        name: secret.get_secret_value() if secret is not None else None
        for name, secret in (("api_password", settings.api_password), ("worker_password", settings.worker_password))
    }
    configure_logging(SERVICE, settings.log_level, process="migrate")
    await migrate(settings.database_url.get_secret_value(), SERVICE, **secrets)


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
            api()
        case ["worker"]:
            worker()
        case ["migrate"]:
            run(bring_up_to_date())
        case ["dead-letters", *rest]:
            run(dead_letters(rest))
        case ["references"]:
            references()
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
