"""python -m services.router worker | migrate | dead-letters list|redrive|drop"""

import sys

from services.router.main import build_worker, run_dead_letters
from services.router.settings import WorkerSettings
from shared.database import migrate
from shared.http import run, serve
from shared.settings import MigrationSettings, settings_or_exit
from shared.telemetry import configure_logging, configure_tracing, stop_tracing


def worker() -> None:
    settings = settings_or_exit(WorkerSettings)
    configure_logging("router", settings.log_level, process="worker")
    configure_tracing("router", settings.otlp_endpoint)
    run(serve(build_worker(settings), settings))
    stop_tracing()


async def bring_up_to_date() -> None:
    settings = settings_or_exit(MigrationSettings)
    secrets = {
        name: secret.get_secret_value() if secret is not None else None
        for name, secret in (("api_password", settings.api_password), ("worker_password", settings.worker_password))
    }
    configure_logging("router", settings.log_level, process="migrate")
    await migrate(settings.database_url.get_secret_value(), "router", **secrets)


async def dead_letters(arguments: list[str]) -> None:
    settings = settings_or_exit(WorkerSettings)
    configure_logging("router", settings.log_level, process="dead-letters")
    raise SystemExit(await run_dead_letters(settings, arguments))


def main(arguments: list[str]) -> None:
    match arguments:
        case ["worker"]:
            worker()
        case ["migrate"]:
            run(bring_up_to_date())
        case ["dead-letters", *rest]:
            run(dead_letters(rest))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
