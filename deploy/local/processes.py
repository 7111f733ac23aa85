"""Every process of every service by itself, on ports of 127.0.0.1, each with its own database role and its own log."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import httpx

from deploy.local.errand import DidNotStart, Errand
from deploy.local.keys import Keys
from deploy.local.servers import Postgres, Valkey, free_port, leashed
from deploy.local.urls import with_number, with_role
from shared.database.roles import PROCESSES

START_SECONDS = 60.0
PROBE_SECONDS = 0.2  # Each probe is a line in a log whose last words may be wanted.
GATEWAY, POST = "gateway", "post"
RUNS_AS = {"celery": "worker"}  # Celery's process has no role of its own.
BROKER = 1  # The number of the Redis database that is Celery's.
SENDER = "hello@example.org"
PASSED_ON = ("PATH", "HOME", "LANG", "TZ", "SSL_CERT_FILE")


class Running(Protocol):
    """A process or a server that may end by itself."""

    @property
    def name(self) -> str: ...

    def ended(self) -> bool: ...

    def last_words(self) -> str: ...


@dataclass
class Process:
    """One process on a leash. `address` is where it serves its API, or its health and metrics."""

    name: str
    port: int
    log: Path
    leash: subprocess.Popen[bytes]
    probe: "Probe"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ended(self) -> bool:
        return self.leash.poll() is not None

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-2000:]


Probe = Callable[[Process, httpx.Client], bool]


def answers(path: str) -> Probe:
    """Ready when `path` is answered with anything but a server's error."""

    def probe(process: Process, client: httpx.Client) -> bool:
        try:
            return client.get(process.address + path).status_code < 500
        except httpx.TransportError:
            return False

    return probe


def listens(process: Process, _: httpx.Client) -> bool:
    """Ready when somebody takes the call; for what does not speak HTTP."""
    try:
        socket.create_connection(("127.0.0.1", process.port), timeout=1).close()
    except OSError:
        return False
    return True


@dataclass
class Everything:
    """The servers, the services and the gateway. Leaving the block ends them all in order.

    `pages` is the folder of a built web app, which the gateway serves too.
    """

    folder: Path
    port: int
    pages: Path | None = None
    processes: list[Process] = field(default_factory=list)
    servers: list[Running] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._keys = Keys(self.folder)
        self._logs = self.folder / "logs"
        self._logs.mkdir(parents=True, exist_ok=True)
        self._database = os.environ.get("DATABASE_URL", "")
        self._redis = os.environ.get("REDIS_URL", "")
        self._smtp = 0
        self._stack = ExitStack()
        return self

    @property
    def mail(self) -> Path:
        """Where every e-mail arrives, as a file."""
        return self.folder / "mail"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The gateway first, so that nothing new comes in; the servers last, so that what came in is finished."""
        end([each for each in self.processes if each.name == GATEWAY])
        end([each for each in self.processes if each.name != GATEWAY])
        self._stack.close()

    def start_servers(self) -> None:
        """Postgres and Valkey from their packages, unless DATABASE_URL and REDIS_URL name others."""
        if not self._database:
            postgres = self._stack.enter_context(Postgres(self.folder / "postgres"))
            self._database = postgres.url
            self.servers.append(postgres)
        if not self._redis:
            valkey = self._stack.enter_context(Valkey(self.folder / "valkey"))
            self._redis = valkey.url
            self.servers.append(valkey)

    def migrate(self) -> None:
        """As the owner of the database, all at once: they wait for each other where they have to."""
        errands = [
            Errand.begin(service, "migrate", self._owner(service, kinds), self._logs)
            for service, kinds in PROCESSES.items()
        ]
        for errand in errands:
            errand.finish()

    def operator_code(self) -> str:
        """A one-time code that lets a person in who may bring organisations in."""
        environment = self._environment("clinic", "api")
        return Errand.begin("clinic", "operator-invitation", environment, self._logs).finish().strip()

    def start_services(self) -> None:
        """And the post office that takes the notifier's e-mails."""
        self._smtp = free_port()
        self._start(POST, self._smtp, ["-m", "deploy.local.post", str(self._smtp), str(self.mail)], system(), listens)
        for service, kinds in PROCESSES.items():
            for kind in kinds:
                self._start_service(service, kind)
        self._start_service("reports", "celery")
        wait_for(self.processes)

    def start_gateway(self) -> None:
        addresses = [
            f"{each.name.removesuffix('-api')}={each.address}" for each in self.processes if each.name.endswith("-api")
        ]
        pages = [f"pages={self.pages}"] if self.pages else []
        command = ["-m", "deploy.gateway", str(self.port), *addresses, *pages]
        self._start(GATEWAY, self.port, command, system(), answers("/"))
        wait_for(self.processes[-1:])

    def ended(self) -> list[Running]:
        """Those that have ended by themselves; a server comes before what needs it."""
        return [each for each in (*self.servers, *self.processes) if each.ended()]

    def _start_service(self, service: str, kind: str, port: int | None = None) -> None:
        port, command = port or free_port(), ["-m", f"services.{service}", kind]
        environment = {**self._environment(service, kind), "PORT": str(port)}
        self._start(f"{service}-{kind}", port, command, environment, answers("/readyz"))

    def _start(self, name: str, port: int, command: list[str], environment: Mapping[str, str], probe: Probe) -> None:
        log = self._logs / f"{name}.log"
        log.write_bytes(b"")
        leash = leashed([sys.executable, *command], log=log, environment=dict(environment))
        self.processes.append(Process(name, port, log, leash, probe))

    def _owner(self, service: str, kinds: Sequence[str]) -> dict[str, str]:
        passwords = {f"{kind.upper()}_PASSWORD": self._keys.password(f"{service}_{kind}") for kind in kinds}
        return {**system(), "DATABASE_URL": self._database, **passwords}

    def _environment(self, service: str, kind: str) -> dict[str, str]:
        role = f"{service}_{RUNS_AS.get(kind, kind)}"
        own = {
            "DATABASE_URL": with_role(self._database, role, self._keys.password(role)),
            "REDIS_URL": self._redis,
            "KEY_FOLDER": str(self._keys.organisations),
        }
        return {**system(), **own, **self._own_settings(service)}

    def _own_settings(self, service: str) -> dict[str, str]:
        """A token lasts an hour, so that the printed commands can be tried in peace; help says what is not checked."""
        own = {
            "clinic": {"SIGNING_KEY_FILE": str(self._keys.signing), "ACCESS_MINUTES": "60"},
            "coach": {"SHOW_UNCHECKED_NUMBERS": "true"},
            "notifier": {
                "SMTP_HOST": "127.0.0.1",
                "SMTP_PORT": str(self._smtp),
                "SMTP_STARTTLS": "false",
                "MAIL_FROM": SENDER,
            },
            "reports": {"BROKER_URL": with_number(self._redis, BROKER)},
        }
        return own.get(service, {})


def wait_for(processes: Sequence[Process]) -> None:
    """Return when every one is ready. Raises DidNotStart."""
    deadline = time.monotonic() + START_SECONDS
    waiting = list(processes)
    with httpx.Client(trust_env=False, timeout=2) as client:
        while waiting := [each for each in waiting if each.ended() or not each.probe(each, client)]:
            lost = next((each for each in waiting if each.ended()), None)
            if lost or time.monotonic() > deadline:
                stuck = lost or waiting[0]
                raise DidNotStart(f"{stuck.name} did not start; its last words:\n{stuck.last_words()}")
            time.sleep(PROBE_SECONDS)


def end(processes: Sequence[Process]) -> None:
    """Ask all at once, then wait for each."""
    for process in processes:
        if process.leash.stdin is not None:
            process.leash.stdin.close()
    for process in processes:
        process.leash.wait()


def system() -> dict[str, str]:
    """What a process needs of this one's environment, and nothing else of it."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"PYTHONUNBUFFERED": "1"}
