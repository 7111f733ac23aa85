"""python -m services.clinic api | migrate | operator-invitation"""

import sys

from services.clinic.main import build_api, open_registry
from services.clinic.settings import ApiSettings, OperatorSettings
from shared.database import migrate
from shared.http import run, serve
from shared.settings import MigrationSettings, settings_or_exit
from shared.telemetry import configure_logging, configure_tracing, stop_tracing


def api() -> None:
    settings = settings_or_exit(ApiSettings)
    configure_logging("clinic", settings.log_level)
    configure_tracing("clinic", settings.otlp_endpoint)
    run(serve(build_api(settings), settings))
    stop_tracing()


async def bring_up_to_date() -> None:
    settings = settings_or_exit(MigrationSettings)
    secrets = {
        name: secret.get_secret_value() if secret is not None else None
        for name, secret in (("api_password", settings.api_password), ("worker_password", settings.worker_password))
    }
    configure_logging("clinic", settings.log_level, process="migrate")
    await migrate(settings.database_url.get_secret_value(), "clinic", **secrets)


async def invite_operator() -> None:
    """Print a one-time code for a person who runs all this; the words around it go to standard error."""
    settings = settings_or_exit(OperatorSettings)
    configure_logging("clinic", settings.log_level, process="operator-invitation")
    async with open_registry(settings) as registry:
        invitation = await registry.invite_operator()
    print(f"Use it once, until {invitation.expires_at:%Y-%m-%d %H:%M %Z}:", file=sys.stderr)
    print("POST /v1/invitations/{code}/accept with the body {}", file=sys.stderr)
    print(invitation.code)


def main(arguments: list[str]) -> None:
    match arguments:
        case ["api"]:
            api()
        case ["migrate"]:
            run(bring_up_to_date())
        case ["operator-invitation"]:
            run(invite_operator())
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
