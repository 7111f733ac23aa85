"""python -m services.reports api | worker | celery | migrate"""

import sys

from services.reports.main import build_api, build_celery, build_worker
from services.reports.settings import ApiSettings, CelerySettings, WorkerSettings
from shared.database import migrate
from shared.http import run, serve
from shared.settings import MigrationSettings, settings_or_exit
from shared.telemetry import configure_logging, configure_tracing, stop_tracing

SERVICE = "reports"


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


def celery() -> None:
    from services.reports.pool import work

    settings = settings_or_exit(CelerySettings)
    configure_logging(SERVICE, settings.log_level, process="celery")
    raise SystemExit(work(build_celery(settings), settings))


async def bring_up_to_date() -> None:
    settings = settings_or_exit(MigrationSettings)
    secrets = {
        name: secret.get_secret_value() if secret is not None else None
        for name, secret in (("api_password", settings.api_password), ("worker_password", settings.worker_password))
    }
    configure_logging(SERVICE, settings.log_level, process="migrate")
    await migrate(settings.database_url.get_secret_value(), SERVICE, **secrets)


def main(arguments: list[str]) -> None:
    match arguments:
        case ["api"]:
            api()
        case ["worker"]:
            worker()
        case ["celery"]:
            celery()
        case ["migrate"]:
            run(bring_up_to_date())
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
