"""python -m services.reports api | worker | celery | migrate"""

import sys

from services.reports.main import build_api, build_celery, build_worker
from services.reports.settings import ApiSettings, CelerySettings, WorkerSettings
from shared.database import migrate_from_environment
from shared.http import run, serve_process
from shared.settings import settings_or_exit
from shared.telemetry import configure_logging

SERVICE = "reports"


def celery() -> None:
    from services.reports.pool import work

    settings = settings_or_exit(CelerySettings)
    configure_logging(SERVICE, settings.log_level, process="celery")
    raise SystemExit(work(build_celery(settings), settings))


def main(arguments: list[str]) -> None:
    match arguments:
        case ["api"]:
            serve_process(SERVICE, ApiSettings, build_api)
        case ["worker"]:
            serve_process(SERVICE, WorkerSettings, build_worker, process="worker")
        case ["celery"]:
            celery()
        case ["migrate"]:
            run(migrate_from_environment(SERVICE))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
