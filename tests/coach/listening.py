"""A device that holds a stream open, and what it has heard."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI

from tests.coach.world import Person
from tests.databases import until
from tests.local.serving import serving

ENDINGS = {"token", "newer", "erased", "restart"}


@dataclass(frozen=True)
class Said:
    """One server-sent event. `cursor` is its id, which an ending has none of."""

    kind: str
    data: dict[str, Any]
    cursor: str | None


@dataclass
class Device:
    """`heard` holds all but the first event, which is `here`."""

    here: Said | None = None
    heard: list[Said] = field(default_factory=list)
    comments: int = 0
    closed: bool = False

    @property
    def last(self) -> str:
        """The id of the last event that had one."""
        assert self.here is not None
        return next(each.cursor for each in [*self.heard[::-1], self.here] if each.cursor is not None)

    @property
    def ids(self) -> list[str]:
        return [each.data["id"] for each in self.heard if each.kind not in ENDINGS]

    def take(self, lines: list[str]) -> None:
        fields = dict(line.split(": ", 1) for line in lines if not line.startswith(":"))
        if not fields:
            self.comments += 1
            return
        said = Said(fields["event"], json.loads(fields["data"]), fields.get("id"))
        assert said.kind == said.data["kind"]
        if self.here is None:
            self.here = said
        else:
            self.heard.append(said)

    async def hears(self, count: int) -> list[Said]:
        await until(lambda: _true(len(self.heard) >= count), 20)
        return self.heard

    async def ends(self) -> str:
        """How it was told that this is the end."""
        await until(lambda: _true(self.closed), 20)
        return self.heard[-1].kind


async def _true(value: bool) -> bool:
    return value


@asynccontextmanager
async def listening(http: httpx.AsyncClient, who: Person, cursor: str | None = None) -> AsyncIterator[Device]:
    """A device that has heard where it is."""
    device = Device()
    headers = [(name.encode(), value.encode()) for name, value in who.headers.items()]
    headers += [(b"last-event-id", cursor.encode("latin-1"))] if cursor is not None else []
    task = asyncio.create_task(_listen(http, headers, device))
    try:
        await until(lambda: _true(device.here is not None or task.done()), 20)
        if task.done():
            task.result()
        yield device
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _listen(http: httpx.AsyncClient, headers: list[tuple[bytes, bytes]], device: Device) -> None:
    async with http.stream("GET", "/v1/stream", headers=headers) as answer:
        assert answer.status_code == 200, await answer.aread()
        lines: list[str] = []
        async for line in answer.aiter_lines():
            if line:
                lines.append(line)
            elif lines:
                device.take(lines)
                lines = []
    device.closed = True


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """The application behind a real server, which tells it to stop at the end."""
    async with serving(app) as address:
        async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=30) as http:
            yield http
        app.state.stopping.set()
