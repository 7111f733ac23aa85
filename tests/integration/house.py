"""Every process of every service and the gateway, as they run on one machine, on a database of a test's own."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx
from redis import Redis

from deploy.local.keys import write_private
from deploy.local.processes import BROKER, GATEWAY, POST, Everything, Process, end, listens, system, wait_for
from deploy.local.servers import free_port
from deploy.local.urls import with_number
from services.clinic.api import signer_for
from shared.auth import TokenSigner
from shared.database.roles import PROCESSES
from tests.databases import PASSWORD, FreshDatabase, connected, database_to_share
from tests.integration.running import child_of

ISSUER = "smallhours"


@dataclass(kw_only=True)
class House(Everything):
    """`extra` is what every process finds in its environment beside what it needs."""

    database: FreshDatabase
    redis_url: str
    extra: Mapping[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        super().__enter__()
        self._database, self._redis = self.database.owner, self.redis_url
        for service, kinds in PROCESSES.items():
            for kind in kinds:
                write_private(self._keys.passwords / f"{service}_{kind}", PASSWORD.encode())
        return self

    def process(self, name: str) -> Process:
        """A process by its name, such as `coach-api` or `gateway`."""
        return next(each for each in self.processes if each.name == name)

    def open(self, name: str = GATEWAY, listen: Callable[[httpx.Response], None] | None = None) -> httpx.Client:
        """Somebody's way to one process; by default to all of them, by the gateway. `listen` hears every answer."""
        hooks = {"response": [listen] if listen else []}
        return httpx.Client(base_url=self.process(name).address, trust_env=False, timeout=15, event_hooks=hooks)

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """The process is ended in order; after the block there is a new one at the same address."""
        port = self.process(name).port
        end([self.process(name)])
        self._put_away(name)
        try:
            yield
        finally:
            self.start_again(name, port)

    def kill(self, name: str) -> None:
        """As the machine would: no signal that can be handled, no time to finish anything."""
        leash = self.process(name).leash
        os.kill(child_of(leash.pid), signal.SIGKILL)
        leash.wait()
        if leash.stdin is not None:
            leash.stdin.close()
        self._put_away(name)

    def start_again(self, name: str, port: int | None = None) -> None:
        """A new process of this name, ready. The mail server has its old port, because the notifier knows it; so has an
        API that the gateway is to find again."""
        if name == POST:
            command = ["-m", "deploy.local.post", str(self._smtp), str(self.mail)]
            self._start(POST, self._smtp, command, system(), listens)
        else:
            service, kind = name.split("-")
            self._start_service(service, kind, port)
        wait_for(self.processes[-1:])

    def _put_away(self, name: str) -> None:
        """The process is gone; what it said is kept."""
        gone = self.process(name)
        self.processes.remove(gone)
        gone.log.rename(gone.log.with_name(f"earlier-{gone.log.name}"))

    @property
    def keys(self) -> Path:
        """The folder with the organisations' keys."""
        return self._keys.organisations

    @property
    def signing_key(self) -> str:
        """The clinic's private key, PEM."""
        return self._keys.signing.read_text()

    @property
    def signer(self) -> TokenSigner:
        """What the clinic signs its tokens with, under the same kid and name."""
        return signer_for(self.signing_key, ISSUER)

    def operate(self, service: str, *command: str) -> str:
        """Run an operator's command with a worker's environment; gives all that it printed."""
        done = subprocess.run(
            [sys.executable, "-m", f"services.{service}", *command],
            env=self._environment(service, "worker"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def value(self, query: str, *arguments: object) -> Any:
        """One value out of the database, asked as its owner."""

        async def ask() -> Any:
            async with connected(self.database.owner) as owner:
                return await owner.fetchval(query, *arguments)

        return asyncio.run(ask())

    def _environment(self, service: str, kind: str) -> dict[str, str]:
        return {**super()._environment(service, kind), **self.extra}


@contextmanager
def open_house(
    postgres_url: str,
    redis_url: str,
    folder: Path,
    extra: Mapping[str, str] | None = None,
    pages: Path | None = None,
) -> Iterator[House]:
    """Everything up and ready; ended in order at the end. What earlier tests left in Redis is taken away."""
    for each in (redis_url, with_number(redis_url, BROKER)):
        with Redis.from_url(each) as redis:
            redis.flushdb()
    with (
        database_to_share(postgres_url, tuple(PROCESSES)) as database,
        House(folder, free_port(), pages, database=database, redis_url=redis_url, extra=extra or {}) as house,
    ):
        house.start_services()
        house.port = free_port()  # As late as possible, lest one of the others has it by now.
        house.start_gateway()
        yield house
