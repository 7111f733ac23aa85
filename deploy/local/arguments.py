"""What may stand behind `make demo` and `make stop`. Standard library only."""

import argparse
import shlex
from pathlib import Path
from typing import NoReturn

from deploy.local.environment import DEMO_FOLDER

HIGHEST_PORT = 65535


class Parser(argparse.ArgumentParser):
    """Ends a usage error like every other one, with FAILED and the reason; the exit code is 2."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.format_usage()}FAILED: {message}", flush=True)
        self.exit(2)


def with_folder(command: str, description: str) -> Parser:
    parser = Parser(prog=command, description=description)
    parser.add_argument("--folder", type=absolute, default=DEMO_FOLDER, help="where data, keys and logs are kept")
    return parser


def absolute(text: str) -> Path:
    return Path(text).resolve()


def port(text: str) -> int:
    """Raises ArgumentTypeError, whose text argparse tells."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(
            f"“{text}” is no port; give a whole number from 1 to {HIGHEST_PORT}, here or in SMALLHOURS_PORT"
        )
    return int(text)


def stop_command(folder: Path) -> str:
    """What ends the demo of this very folder, ready to be pasted; `make` wants every $ twice."""
    if folder == DEMO_FOLDER:
        return "make stop"
    chosen = f"--folder={shlex.quote(str(folder))}".replace("$", "$$")
    return f"make stop ARGS={shlex.quote(chosen)}"
