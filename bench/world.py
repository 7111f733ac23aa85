"""A database, a Redis server and processes of the bench's own, in a folder that goes with them."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.people import Person, invite
from bench.proc import command_of
from deploy.local.keys import Keys
from deploy.local.processes import Process, answers, end, system, wait_for
from deploy.local.servers import Postgres, Valkey, free_port, leashed
from deploy.local.urls import with_role
from shared.database import migrate, migrate_log
from shared.database.roles import PROCESSES

VAR = Path(__file__).resolve().parents[1] / "var"
LONGEST_SECONDS = 120.0
MEASURED = ("checkin", "router", "coach", "clinic")
ENDED = 128 + signal.SIGTERM


class Failed(Exception):
    """A part of a measurement did not do its work; the text is its last words."""


@dataclass
class World:
    """Servers always of its own, because streams are emptied between rounds. Leaving the block ends everything.

    `services` are those whose tables and roles there are."""

    services: tuple[str, ...] = MEASURED
    processes: list[Process] = field(default_factory=list)

    def __enter__(self) -> Self:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))  # So that being ended leaves nothing behind either.
        VAR.mkdir(exist_ok=True)
        self._stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="bench-", dir=VAR))
        self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        try:
            self._open()
        except BaseException:
            self._stack.close()
            raise
        return self

    def _open(self) -> None:
        self._keys = Keys(self.folder)
        self.postgres = self._stack.enter_context(Postgres(self.folder / "postgres"))
        self.valkey = self._stack.enter_context(Valkey(self.folder / "valkey"))
        asyncio.run(self._migrate())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        end(self.processes)
        self._stack.close()

    async def _migrate(self) -> None:
        for service in self.services:
            secrets = {f"{kind}_password": self._keys.password(f"{service}_{kind}") for kind in PROCESSES[service]}
            await migrate_log(self.postgres.url, service, **secrets)
            await migrate(self.postgres.url, service, **secrets)

    def url(self, role: str) -> str:
        return with_role(self.postgres.url, role, self._keys.password(role))

    @property
    def organisations(self) -> Path:
        """The folder of the organisations' keys."""
        return self._keys.organisations

    def people(self, clients: int) -> list[Person]:
        return asyncio.run(invite(self.postgres.url, self.url("clinic_api"), self._keys.organisations, clients))

    def serve(self, name: str, module: str, *arguments: str, role: str) -> Process:
        """A process that answers on a port of its own; returns when it is ready."""
        process = self.begin(name, module, *arguments, role=role)
        wait_for([process])
        return process

    def begin(self, name: str, *command: str, role: str) -> Process:
        """Start a module as a process; returns at once."""
        port, log = free_port(), self.folder / f"{name}.log"
        environment = self.environment(role) | {"HOST": "127.0.0.1", "PORT": str(port)}
        leash = leashed([sys.executable, "-m", *command], log=log, environment=environment)
        process = Process(name, port, log, leash, answers("/readyz"))
        self.processes.append(process)
        return process

    def environment(self, role: str) -> dict[str, str]:
        """What a process of this role is given; a service's own settings with it."""
        signing = {"SIGNING_KEY_FILE": str(self._keys.signing)} if role.startswith("clinic") else {}
        return {
            **system(),
            **signing,
            "DATABASE_URL": self.url(role),
            "REDIS_URL": self.valkey.url,
            "KEY_FOLDER": str(self._keys.organisations),
            "LOG_LEVEL": "INFO",
        }

    def stop(self, process: Process) -> None:
        end([process])
        self.processes.remove(process)

    def pid(self, process: Process) -> int:
        return command_of(process.leash.pid)


def run(module: str, *arguments: str, given: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Any:
    """Run a module as a process of its own: JSON in, JSON out. Raises Failed."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        env=dict(environment) if environment is not None else {**os.environ},
        check=False,
    )
    if done.returncode:
        raise Failed(f"{module} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)
