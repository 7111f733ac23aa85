"""python -m services.clinic api | migrate | operator-invitation"""

import sys

from services.clinic.main import build_api, open_registry
from services.clinic.settings import ApiSettings, OperatorSettings
from shared.database import migrate_from_environment
from shared.http import run, serve_process
from shared.settings import settings_or_exit
from shared.telemetry import configure_logging


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
            serve_process("clinic", ApiSettings, build_api)
        case ["migrate"]:
            run(migrate_from_environment("clinic"))
        case ["operator-invitation"]:
            run(invite_operator())
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
