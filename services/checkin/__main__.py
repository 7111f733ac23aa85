"""python -m services.checkin api | migrate"""

import sys

from services.checkin.main import build_api
from services.checkin.settings import ApiSettings
from shared.database import migrate
from shared.http import run, serve
from shared.settings import MigrationSettings, settings_or_exit
from shared.telemetry import configure_logging, configure_tracing, stop_tracing


def api() -> None:
    settings = settings_or_exit(ApiSettings)
    configure_logging("checkin", settings.log_level)
    configure_tracing("checkin", settings.otlp_endpoint)
    run(serve(build_api(settings), settings))
    stop_tracing()


async def bring_up_to_date() -> None:
    settings = settings_or_exit(MigrationSettings)
    secrets = {
        name: secret.get_secret_value() if secret is not None else None
        for name, secret in (("api_password", settings.api_password), ("worker_password", settings.worker_password))
    }
    configure_logging("checkin", settings.log_level, process="migrate")
    await migrate(settings.database_url.get_secret_value(), "checkin", **secrets)


def main(arguments: list[str]) -> None:
    match arguments:
        case ["api"]:
            api()
        case ["migrate"]:
            run(bring_up_to_date())
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
