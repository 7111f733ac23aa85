"""An operator's command that runs to its end, on a leash like everything else."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from deploy.local.servers import on_leash


class DidNotStart(Exception):
    """A process ended or stayed silent; the text holds its last words."""


@dataclass
class Errand:
    """`python -m services.<service> <command>`; what it says beside its answer goes to `log`."""

    name: str
    log: Path
    process: subprocess.Popen[str]

    @classmethod
    def begin(cls, service: str, command: str, environment: Mapping[str, str], logs: Path) -> Self:
        log = logs / f"{service}-{command}.log"
        with log.open("wb") as words:
            process = subprocess.Popen(
                on_leash([sys.executable, "-m", f"services.{service}", command]),
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
                text=True,
                start_new_session=True,
            )
        return cls(f"{service} {command}", log, process)

    def finish(self) -> str:
        """Wait for its end; gives what it printed. Raises DidNotStart."""
        with self.process as process:
            said = process.stdout.read() if process.stdout else ""
            code = process.wait()
        if code:
            raise DidNotStart(f"{self.name} failed:\n{self.log.read_text(errors='replace')[-2000:]}")
        return said
