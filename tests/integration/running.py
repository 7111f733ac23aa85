"""Real service processes, each on a leash, that can be killed and started again."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from deploy.local.servers import leashed

START_SECONDS = 60.0
PROC = Path("/proc")


def child_of(leash: int) -> int:
    """The process that a leash holds."""
    if PROC.is_dir():
        return int((PROC / str(leash) / "task" / str(leash) / "children").read_text().split()[0])
    listed = subprocess.run(["ps", "-A", "-o", "pid=", "-o", "ppid="], capture_output=True, text=True, check=True)
    pairs = (line.split() for line in listed.stdout.splitlines())
    return next(int(child) for child, parent in pairs if int(parent) == leash)


@dataclass
class Running:
    """One process of one service. `environment` holds its port, so it answers there again after a new start."""

    service: str
    kind: str
    port: int
    log: Path
    environment: Mapping[str, str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        self.run()
        await self.ready()

    def run(self) -> None:
        command = [sys.executable, "-m", f"services.{self.service}", self.kind]
        self._leash = leashed(command, log=self.log, environment=dict(self.environment))

    async def ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        async with httpx.AsyncClient(base_url=self.address, trust_env=False, timeout=5) as client:
            while not await self._answers(client):
                words = self.log.read_text(errors="replace")[-2000:]
                assert self._leash.poll() is None, f"{self.service} {self.kind} has ended; its last words:\n{words}"
                assert time.monotonic() < deadline, f"{self.service} {self.kind} is not ready; its last words:\n{words}"
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """As the machine would: no signal that can be handled, no time to finish anything."""
        os.kill(child_of(self._leash.pid), signal.SIGKILL)
        assert await self._ended() == 128 + signal.SIGKILL

    async def stop(self) -> int:
        """Ask it to end, as an orchestrator does (SIGTERM); gives its exit code."""
        if self._leash.stdin is not None and not self._leash.stdin.closed:
            self._leash.stdin.close()
        return await self._ended()

    def runs(self) -> bool:
        return self._leash.poll() is None

    async def measures(self, name: str) -> float:
        """The sum of a metric's samples whose name and labels start with `name`."""
        async with httpx.AsyncClient(base_url=self.address, trust_env=False, timeout=5) as client:
            told = (await client.get("/metrics")).text
        return sum(float(line.rpartition(" ")[2]) for line in told.splitlines() if line.startswith(name))

    async def _ended(self) -> int:
        code = await asyncio.to_thread(self._leash.wait)
        if self._leash.stdin is not None:
            self._leash.stdin.close()
        return code

    async def _answers(self, client: httpx.AsyncClient) -> bool:
        try:
            return (await client.get("/readyz")).status_code == 200
        except httpx.TransportError:
            return False
