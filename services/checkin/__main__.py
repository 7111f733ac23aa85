"""python -m services.checkin api | migrate"""

import sys

from services.checkin.main import build_api
from services.checkin.settings import ApiSettings
from shared.database import migrate_from_environment
from shared.http import run, serve_process


def main(arguments: list[str]) -> None:
    match arguments:
        case ["api"]:
            serve_process("checkin", ApiSettings, build_api)
        case ["migrate"]:
            run(migrate_from_environment("checkin"))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
